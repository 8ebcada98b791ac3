"""Whose documents are cited: committees, councils, departments, the Party, ministries; their paths and names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from corpus.home import party_name
from corpus.tables import Series
from corpus.units import Unit
from kg.tables import Issuer, issuers


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose document it is: the path and names of a body."""

    path: str
    issuer: str | None
    printed: tuple[str, ...]
    code: str = ""
    since: str = "2005-01-01"
    until: str = "9999"


def local(row: Series, unit: Unit, random: Random, named: bool) -> Owner:
    """A local body of a unit, in the ways in which it is printed; *named* is with the place's name."""
    place = unit.full if named or random.random() < 0.3 else unit.kind
    since, until = unit.since, unit.until
    if "party" in row.issuer:
        return _party(row, unit, named, since, until)
    if row.body == "{council}":
        heads, body, issuer = ("HĐND", "Hội đồng nhân dân"), "hdnd", f"HĐND {unit.full}"
    elif row.issuer == "{chairman}":
        heads, body, issuer = ("Chủ tịch UBND", "Chủ tịch Ủy ban nhân dân"), "ubnd", f"Chủ tịch UBND {unit.full}"
    else:
        heads, body, issuer = ("UBND", "Ủy ban nhân dân"), "ubnd", f"UBND {unit.full}"
    return Owner(f"{unit.path}/{body}", issuer, tuple(f"{head} {place}" for head in heads), "", since, until)


def _party(row: Series, unit: Unit, named: bool, since: str, until: str) -> Owner:
    if unit.level == "district":
        code, head = ("QU", "Quận ủy") if unit.kind == "quận" else ("HU", "Huyện ủy")
        issuer = f"{head} {unit.name}"
        printed = (issuer,) if named else (issuer, head, f"Ban Thường vụ {head}")
        return Owner(f"{unit.path}/{code.lower()}", issuer, printed, code, since, until)
    issuer = party_name(unit)
    head = issuer.removesuffix(f" {unit.name}")
    printed = (issuer,) if named else (issuer, head, f"Ban Thường vụ {head}")
    return Owner(f"{unit.path}/tu", issuer, printed, "", since, until)


def ministry(body: Issuer) -> Owner:
    """A ministry, or the minister in its name."""
    head = "Bộ trưởng " if body.name.startswith("Bộ") else ""
    return Owner(body.slug, body.name, (body.name, f"{head}{body.name}"), body.code)


def joint(two: Sequence[Issuer]) -> Owner:
    """Several bodies have one identity whatever their order."""
    return Owner("-".join(sorted(body.slug for body in two)), None, (), "-".join(body.code for body in two))


@cache
def ministries(month: str) -> list[Issuer]:
    """The ministries that there were in a month."""
    return [body for body in issuers() if body.kind == "ministry" and body.valid_on(f"{month}-15")]


@cache
def departments(month: str) -> list[Issuer]:
    """The departments of provinces that there were in a month."""
    return [
        body
        for body in issuers()
        if body.kind == "department" and body.name.startswith("Sở") and body.valid_on(f"{month}-15")
    ]

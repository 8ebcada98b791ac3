"""The tables of this folder: what documents look like and how they cite, with the survey's frequencies."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.template import Template

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Series:
    """Documents that one body numbers together: how their sign, body and kind are written, and in which years."""

    name: str
    weight: float
    groups: frozenset[str]
    word: str
    short: str
    sign: str
    body: str
    kind: str
    period: str
    issuer: str
    derived: bool
    most: int
    first: int
    last: int

    @property
    def dated(self) -> bool:
        """Whether the sign has the year in it."""
        return "{y}" in self.sign or self.name == "assembly-law"

    @property
    def local(self) -> bool:
        """Whether such documents exist in every place."""
        return self.body.startswith("{") and self.body not in ("{ministry}", "{joint}")


@dataclass(frozen=True, slots=True)
class Form:
    """A way of citing: its text with marks, what it cites, and what follows for the truth."""

    name: str
    weight: float
    where: frozenset[str]
    cites: tuple[str, ...]
    template: Template
    kinds: tuple[str, ...]
    relations: tuple[tuple[str, int | None], ...]
    dates: tuple[int, ...]
    issuers: tuple[int, ...]
    types: tuple[str, ...]
    acts: tuple[tuple[int, int], ...]
    same_day: bool
    capitals: bool

    def object_at(self, place: int) -> int | None:
        """The mention on whose document this one's acts, where no relation says so: "được sửa đổi bởi …"."""
        return next((on for on, by in self.acts if by == place and self.relations[on][1] is None), None)

    def depth(self, place: int) -> int:
        """How many documents have to be there before a mention's, as they act on it or it on them."""
        subject = self.relations[place][1]
        before = self.object_at(place) if subject is None else subject
        return 0 if before is None else 1 + self.depth(before)


@dataclass(frozen=True, slots=True)
class Pin:
    """A provision: how it is printed, and how GUIDE.md writes it."""

    weight: float
    printed: str
    means: str


@dataclass(frozen=True, slots=True)
class Typo:
    """A kind of damage; ``inside`` is the part of a mention that suffers, ``put`` a text or the name of a change."""

    name: str
    weight: float
    inside: str
    find: re.Pattern[str]
    put: str
    printed: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document that is made; ``level`` is province, district, commune or party, ``units`` before or after."""

    name: str
    weight: int
    type: str
    sign: str
    slug: str
    level: str
    units: str
    most: int


@dataclass(frozen=True, slots=True)
class Body:
    """Who can be given a task: its name, how it is printed, at which level, and on which days."""

    name: str
    printed: tuple[str, ...]
    level: str
    begun: str
    ended: str


@cache
def series() -> tuple[Series, ...]:
    """All series."""
    return tuple(
        Series(
            row["name"], float(row["weight"]), frozenset([row["name"], *row["group"].split()]), row["word"],
            row["short"], row["sign"], row["body"], row["kind"], row["period"], row["issuer"],
            row["derived"] == "yes", int(row["most"]), int(row["first"]), int(row["last"]),
        )
        for row in _rows("series.csv")
    )  # fmt: skip


@cache
def forms() -> tuple[Form, ...]:
    """All forms."""
    return tuple(_form(row) for row in _toml("forms.toml")["form"])


@cache
def pins() -> tuple[Pin, ...]:
    """The ways of writing provisions."""
    return tuple(Pin(float(row["weight"]), row["printed"], row["means"]) for row in _toml("forms.toml")["pin"])


@cache
def typos() -> tuple[Typo, ...]:
    """The kinds of damage."""
    return tuple(
        Typo(r["name"], float(r["weight"]), r["in"], re.compile(r["find"]), r["put"], r.get("truth") == "printed")
        for r in _toml("typos.toml")["typo"]
    )


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds of documents."""
    return tuple(
        Kind(row["name"], row["weight"], row["type"], row["sign"], row["slug"], row["level"], row["set"], row["most"])
        for row in _toml("kinds.toml")["kind"]
    )


@cache
def shares() -> Mapping[str, float]:
    """How many documents are wrapped, have tables …, and how long they are."""
    found: Mapping[str, float] = _toml("kinds.toml")["shares"]
    return found


@cache
def words() -> Mapping[str, list[str]]:
    """The words of paragraphs: lists by name."""
    return _toml("phrases.toml")


@cache
def bodies() -> tuple[Body, ...]:
    """Who can be given a task."""
    return tuple(
        Body(row["name"], tuple(row["printed"].split("|")), row["level"], row["from"], row["to"] or "9999")
        for row in _rows("agencies.csv")
    )


def _form(row: Mapping[str, Any]) -> Form:
    count = len(row["cites"])
    template = Template(row["text"])
    relations = tuple(_relation(one) for one in row.get("relations", ["*"] * count))
    return Form(
        name=row["name"],
        weight=float(row["weight"]),
        where=frozenset(row["where"]),
        cites=tuple(row["cites"]),
        template=template,
        kinds=tuple(row.get("kinds", [row.get("kind", "sign")] * count)),
        relations=relations,
        dates=tuple(row.get("dates", template.said({"date", "long", "dashes", "dots", "year"}, count))),
        issuers=tuple(row.get("issuers", template.said({"issuer"}, count))),
        types=tuple(row.get("types", [""] * count)),
        acts=tuple(_acts(relations, row.get("acts", []))),
        same_day=row.get("same-day", False),
        capitals=row.get("capitals", False),
    )


def _relation(said: str) -> tuple[str, int | None]:
    """``amends 1`` is the relation with the first mention, from 0, as subject."""
    relation, _, subject = said.partition(" ")
    return relation, int(subject) - 1 if subject else None


def _acts(relations: Sequence[tuple[str, int | None]], said: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Which mention's document is acted on by which: by a relation, or because the table says so."""
    yield from ((place, subject) for place, (_, subject) in enumerate(relations) if subject is not None)
    yield from ((on - 1, by - 1) for on, by in said)


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))

"""The communes that documents stand in: named by the tables, or, as those of today are in none, by the documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg.graph.conflicts import majority
from kg.graph.identity import place_path, place_segments
from kg.graph.sheet import Sheet
from kg.graph.terms import date_literal
from kg.graph.vocabulary import CAN, DCTERMS, RDF, SKOS
from kg.tables import DISTRICTS_END, REFORM, communes, districts, slug

_FORMED = "-2025"
_NAMED = re.compile(r"\b(xã|phường|thị trấn|đặc khu) ([^,;()]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A commune's name, with its type and without; ``code`` where the tables have it."""

    name: str
    full_name: str
    code: str | None = None


def communes_of(base: str, issued: Iterable[tuple[str, str | None]]) -> dict[str, Named]:
    """The communes by path, from (document IRI, issuer as written) of all documents and mentions.

    >>> communes_of("b/", [("b/eli/vn/nghe-an/quynh-luu-2025/ubnd/kh/2026/5", "UBND xã Quỳnh Lưu, tỉnh Nghệ An")])
    {'nghe-an/quynh-luu-2025': Named(name='Quỳnh Lưu', full_name='Xã Quỳnh Lưu', code=None)}
    """
    written: dict[str, list[str | None]] = defaultdict(list)
    for document, issuer in issued:
        if vote := commune_vote(base, document, issuer):
            written[vote[0]].append(vote[1])
    found = {path: commune_named(path, majority(names)) for path, names in sorted(written.items())}
    return {path: named for path, named in found.items() if named}


def commune_vote(base: str, document: str, issuer: str | None) -> tuple[str, str | None] | None:
    """The path of the commune that a document's IRI names, and its name as the issuer has it; None for other units."""
    steps = place_segments(base, document)
    if not (len(steps) == 3 or (len(steps) == 2 and steps[1].endswith(_FORMED))):
        return None
    path = "/".join(steps)
    return path, _spelled(path, issuer or "")


def commune_named(path: str, written: str | None) -> Named | None:
    """A commune by the tables, else as it is mostly *written*; None where nobody names it."""
    return _in_tables().get(path) or _as_written(written)


def write_communes(sheet: Sheet, base: str, found: Mapping[str, Named]) -> None:
    """Describe the communes as the reference graph describes provinces and districts."""
    for path, named in found.items():
        *around, own = path.split("/")
        node = ox.NamedNode(place_path(base, (*around, own)))
        formed = own.endswith(_FORMED)
        sheet.add_all(node, (
            (RDF.type, DCTERMS.Location), (CAN.level, "commune"), (SKOS.notation, named.code),
            (SKOS.prefLabel, ox.Literal(named.name, language="vi")),
            (SKOS.altLabel, ox.Literal(named.full_name, language="vi")),
            (DCTERMS.isPartOf, ox.NamedNode(place_path(base, tuple(around)))),
            (CAN.validFrom, date_literal(REFORM) if formed else None),
            (CAN.validTo, date_literal(DISTRICTS_END) if named.code else None),
        ))  # fmt: skip


def _spelled(path: str, issuer: str) -> str | None:
    """The commune's name with its type, as an issuer's name has it: the one that its path was made from."""
    own = path.rpartition("/")[2].removesuffix(_FORMED)
    names = [(kind.lower(), name.strip()) for kind, name in _NAMED.findall(issuer)]
    return next(
        (f"{kind} {name.title() if name.isupper() else name}" for kind, name in names if slug(name) == own), None
    )


def _as_written(full_name: str | None) -> Named | None:
    if not full_name:
        return None
    kind = next(kind for kind in ("thị trấn", "đặc khu", "phường", "xã") if full_name.startswith(kind))
    return Named(full_name.removeprefix(kind).strip(), full_name[:1].upper() + full_name[1:])


@cache
def _in_tables() -> dict[str, Named]:
    around = {unit.code: f"{unit.province}/{unit.slug}" for unit in districts()}
    return {f"{around[unit.district]}/{unit.slug}": Named(unit.name, unit.full_name, unit.code) for unit in communes()}

"""Rows as a page shows them: labels for keys, links for what has a page, and no column that only repeats another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.analysis.units import Unit, told_apart
from kg.config import Lang
from kg.graph.vocabulary import NAMESPACES
from kg.views.cells import Cell
from kg.views.labels import column_label, day, shown, unit_label

PATH = re.compile(r"(?!/)[A-Za-z0-9/._~%-]+")
_SHOWN_BY = {"document": "number", "province_iri": "province"}  # an IRI, and the column that is its link
_SAID_BY = {"since": "province_iri", "until": "province_iri"}  # what the name of a unit says
_IRI = re.compile(r"(?:https?|urn):[^\s<>\"{}|\\^`]+|_:\w+")
_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: its texts (several where it is a list), where it leads, and whether it is a number."""

    texts: tuple[str, ...]
    address: str | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """``heads`` are the labels of the columns; each line of ``lines`` has a cell for each."""

    heads: tuple[str, ...]
    lines: tuple[tuple[Shown, ...], ...]


def laid_out(columns: Sequence[str], rows: Sequence[Sequence[Cell]], lang: Lang, base: str) -> Rows:
    """The rows of an answer for a page.

    >>> found = laid_out(("document", "number"), [("http://x/eli/vn/a/1", "1/QĐ")], "en", "http://x/")
    >>> found.heads, found.lines[0][0].texts, found.lines[0][0].address
    (('Number',), ('1/QĐ',), '/eli/vn/a/1')
    """
    hidden = {name for name, by in (_SHOWN_BY | _SAID_BY).items() if by in columns}
    kept = [name for name in columns if name not in hidden]
    named = [dict(zip(columns, row, strict=True)) for row in rows]
    units = _units(named) if "province_iri" in columns else {}
    iris = {by: iri for iri, by in _SHOWN_BY.items() if iri in columns}
    lines = []
    for row in named:
        if unit := units.get(str(row.get("province_iri"))):
            row["province"] = unit_label(unit, lang)
        lines.append(tuple(_cell(name, row[name], row.get(iris.get(name, "")), lang, base) for name in kept))
    return Rows(tuple(column_label(name, lang) for name in kept), tuple(lines))


def _units(rows: Sequence[dict[str, Cell]]) -> dict[str, Unit]:
    """The units that the rows name, told apart."""
    found = {}
    for row in rows:
        iri, (since, until) = str(row["province_iri"]), (str(row.get(end) or "") or None for end in ("since", "until"))
        found[iri] = Unit(iri, str(row["province"]), since, until)
    return {unit.iri: unit for unit in told_apart(found.values())}


def _cell(name: str, value: Cell, iri: Cell, lang: Lang, base: str) -> Shown:
    if isinstance(value, tuple):
        return Shown(value)
    if value is None:
        return Shown((short(iri, base),), local(iri, base)) if iri else Shown(())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Shown((str(value),), number=True)
    text = str(shown(name, value, lang))
    if _DAY.fullmatch(text):
        return Shown((day(text),))
    return Shown((short(text, base),), local(iri or value, base))


def short(value: object, base: str) -> str:
    """An IRI as people can read it: below its namespace's prefix, or without what all of its kind have.

    >>> short("http://purl.org/spar/cito/cites", ""), short("https://w3id.org/can-cu/eli/vn/ttg/qd/2021/468",
    ...     "https://w3id.org/can-cu/")
    ('cito:cites', 'ttg/qd/2021/468')
    """
    text = str(value)
    prefix = next((prefix for prefix, iri in _namespaces().items() if text.startswith(iri)), None)
    if prefix is not None:
        return f"{prefix}:{text.removeprefix(_namespaces()[prefix])}"
    return text.removeprefix(base).removeprefix("eli/vn/") if base and local(text, base) else text


def is_thing(value: object) -> bool:
    """Whether a value is the IRI of a thing, not of a term of the vocabulary.

    >>> is_thing("https://w3id.org/can-cu/place/hue"), is_thing("http://purl.org/spar/cito/cites"), is_thing("Huế")
    (True, False, False)
    """
    return (
        isinstance(value, str) and bool(_IRI.fullmatch(value)) and not value.startswith(tuple(_namespaces().values()))
    )


@cache
def _namespaces() -> dict[str, str]:
    return {space.prefix: space.iri for space in NAMESPACES}


def local(value: object, base: str) -> str | None:
    """The page of an IRI of this graph; None for every other value."""
    text = str(value)
    return "/" + text.removeprefix(base) if text.startswith(base) and PATH.fullmatch(text[len(base) :]) else None

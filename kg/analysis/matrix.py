"""Provinces by documents: who cites what, for a page that people filter and sort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from kg import tables
from kg.analysis.sources import Source, quotes
from kg.analysis.sparql import PREFIXES
from kg.analysis.units import Reading, Unit, readings, told_apart, units
from kg.graph.collation import text_key
from kg.graph.parameters import understand
from kg.graph.queries import Answer, ask
from kg.graph.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the matrix: parameters of the query by that name (empty ones are left out), and what is kept of
    its answer: documents of a type (the slug in their IRIs), cells of a relation, provinces of a region; ``by`` sorts
    provinces by ``official`` order, ``name`` or ``count``.
    """

    parameters: Mapping[str, str]
    type: str = ""
    relation: str = ""
    region: str = ""
    by: str = "official"


@dataclass(frozen=True, slots=True)
class Cell:
    """A province cites a document: in how many plans, and as what at the strongest."""

    plans: int
    relation: str


@dataclass(frozen=True, slots=True)
class Row:
    """A unit, how its plans were read, and its cells by document."""

    unit: Unit
    reading: Reading
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """``documents`` are (IRI, number, units that cite it), those that most cite first. Units that were not read are in
    ``unread`` only; two units of one name, such as a province before and after a merger, are two.
    """

    documents: tuple[tuple[str, str, int], ...]
    rows: tuple[Row, ...]
    unread: tuple[Unit, ...]
    types: tuple[str, ...]
    relations: tuple[str, ...]
    answer: Answer


def matrix(store: Store, asked: Asked) -> Matrix:
    """Ask for the matrix and lay it out; errors are those of :func:`kg.graph.queries.ask`."""
    parameters = {name: text for name, text in asked.parameters.items() if text}
    answer = ask(store, "matrix", parameters)
    found = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    read, unread = _read_and_unread(store, asked.region, parameters)
    cells: dict[str, dict[str, Cell]] = {unit.iri: {} for unit in read}
    numbers: dict[str, str] = {}
    for row in found:
        iri, unit, relation = str(row["document"]), str(row["province_iri"]), str(row["relation"])
        if asked.type in ("", type_of(iri)) and asked.relation in ("", relation) and unit in cells:
            cells[unit][iri] = Cell(len(row["plans"]) if isinstance(row["plans"], tuple) else 0, relation)
            numbers[iri] = str(row["number"] or iri)
    citing = Counter(iri for row in cells.values() for iri in row)
    documents = sorted(numbers, key=lambda iri: (-citing[iri], text_key(numbers[iri]), iri))
    rows = (Row(unit, how, cells[unit.iri]) for unit, how in read.items())
    return Matrix(
        documents=tuple((iri, numbers[iri], citing[iri]) for iri in documents),
        rows=tuple(sorted(rows, key=_ORDERS.get(asked.by, _officially))),
        unread=unread,
        types=tuple(sorted({type_of(str(row["document"])) for row in found})),
        relations=tuple(sorted({str(row["relation"]) for row in found})),
        answer=answer,
    )


_BEFORE = "2025-06-30"


def _read_and_unread(
    store: Store, region: str, parameters: Mapping[str, str]
) -> tuple[dict[Unit, Reading], tuple[Unit, ...]]:
    """The units of a region of which plans were read, and how; and those of the day of which none were."""
    today = parameters.get("as_of")
    asked = (name for name in ("level", "topic", "year") if name in parameters)
    only = {name: understand(store, name, parameters[name]).terms[0].split('"')[1] for name in asked}
    day = understand(store, "date", today) if today else None
    how = readings(store, day, {"level": "provincial"} | only)
    of_day = [unit.slug for unit in tables.provinces_at(today or _BEFORE) if region in ("", unit.region)]
    named = {unit.slug: unit for unit in units(store).values()}
    within = set(of_day) if region else set(named)
    shown = told_apart(
        unit for unit in named.values() if (unit.iri in how and unit.slug in within) or unit.slug in of_day
    )
    read = {unit: how[unit.iri] for unit in shown if unit.iri in how}
    apart = {unit.slug: unit for unit in shown}
    return read, tuple(apart[slug] for slug in of_day if apart[slug].iri not in how)


def _officially(row: Row) -> tuple[object, ...]:
    """The order of the official list; the unit that bears a name now stands below the one that bore it."""
    return _places().get(row.unit.name, len(_places())), row.unit.until is None, row.unit.iri


@cache
def _places() -> Mapping[str, int]:
    return {unit.name: place for place, unit in reversed(list(enumerate(tables.provinces())))}


_ORDERS: Mapping[str, Callable[[Row], tuple[object, ...]]] = {
    "name": lambda row: (text_key(row.unit.name), row.unit.until is None, row.unit.iri),
    "count": lambda row: (-len(row.cells), text_key(row.unit.name), row.unit.iri),
}


def type_of(iri: str) -> str:
    """The slug of a document's type: the part before its year or term.

    >>> type_of("https://w3id.org/can-cu/eli/vn/ttg/qd/2021/468")
    'qd'
    """
    parts = iri.rsplit("/", 3)
    return parts[1] if len(parts) > 3 else ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What stands behind a cell: the unit, where its IRI was asked for, the document's number, and the passages."""

    unit: Unit | None
    number: str | None
    sources: tuple[Source, ...]


def cell_of(store: Store, place: str, document: str, given: Mapping[str, str]) -> Quoted:
    """Where the plans of a place cite a document: those that the matrix counts when it is asked with *given* ``level``,
    ``topic``, ``year`` and ``as_of``. With the last the place is all that had become it by that day.
    """
    numbers = store.select(
        f"{PREFIXES} SELECT ?number {{ <{document}> eli:id_local ?number }} ORDER BY ?number LIMIT 1"
    )
    return Quoted(
        unit=units(store).get(place),
        number=str(numbers[0]["number"]) if numbers else None,
        sources=quotes(store, {"place": place, "document": document, **given}),
    )

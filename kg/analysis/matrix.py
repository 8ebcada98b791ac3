"""Provinces by documents: who cites what, for a page that people filter and sort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg import tables
from kg.analysis.dossier import readings
from kg.analysis.sources import Source, sources
from kg.graph.collation import text_key
from kg.graph.ontology import relations
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
class Matrix:
    """``documents`` are (IRI, number, provinces that cite it), those that most cite first; ``rows`` are (province, how
    it was read, cells by document). Provinces that were not read are in ``unread`` only.
    """

    documents: tuple[tuple[str, str, int], ...]
    rows: tuple[tuple[str, str, Mapping[str, Cell]], ...]
    unread: tuple[str, ...]
    types: tuple[str, ...]
    relations: tuple[str, ...]
    answer: Answer


def matrix(store: Store, asked: Asked) -> Matrix:
    """Ask for the matrix and lay it out; errors are those of :func:`kg.graph.queries.ask`."""
    parameters = {name: text for name, text in asked.parameters.items() if text}
    answer = ask(store, "matrix", parameters)
    today = parameters.get("as_of")
    asked_for = (name for name in ("level", "topic", "year") if name in parameters)
    only = {name: understand(store, name, parameters[name]).terms[0].strip('"') for name in asked_for}
    read = readings(store, today, {"level": "provincial"} | only)
    units = [unit for unit in tables.provinces_at(today or _BEFORE) if asked.region in ("", unit.region)]
    official = {unit.name: place for place, unit in enumerate(units)}
    cells: dict[str, dict[str, Cell]] = {name: {} for name in read if not asked.region or name in official}
    numbers: dict[str, str] = {}
    for row in answer.rows:
        named = dict(zip(answer.columns, row, strict=True))
        iri, province, relation = str(named["document"]), str(named["province"]), str(named["relation"])
        if asked.type in ("", type_of(iri)) and asked.relation in ("", relation) and province in cells:
            plans = named["plans"] if isinstance(named["plans"], tuple) else ()
            cells[province][iri] = _with(cells[province].get(iri), len(plans), relation)
            numbers[iri] = str(named["number"] or iri)
    citing = Counter(iri for row in cells.values() for iri in row)
    documents = sorted(numbers, key=lambda iri: (-citing[iri], text_key(numbers[iri]), iri))
    order = _order(asked.by, official, cells)
    return Matrix(
        documents=tuple((iri, numbers[iri], citing[iri]) for iri in documents),
        rows=tuple((name, read[name], cells[name]) for name in sorted(cells, key=order)),
        unread=tuple(name for name in official if name not in read),
        types=tuple(sorted({type_of(str(row[answer.columns.index("document")])) for row in answer.rows})),
        relations=tuple(sorted({str(row[answer.columns.index("relation")]) for row in answer.rows})),
        answer=answer,
    )


_BEFORE = "2025-06-30"


def _with(cell: Cell | None, plans: int, relation: str) -> Cell:
    """A cell and more plans: of a unit that was formed anew under its old name both count, under that name."""
    if cell is None:
        return Cell(plans, relation)
    strongest = min((cell.relation, relation), key=lambda key: relations()[key].rank)
    return Cell(cell.plans + plans, strongest)


def _order(
    by: str, official: Mapping[str, int], cells: Mapping[str, Mapping[str, Cell]]
) -> Callable[[str], tuple[object, ...]]:
    match by:
        case "name":
            return lambda name: text_key(name)
        case "count":
            return lambda name: (-len(cells[name]), text_key(name))
        case _:
            return lambda name: (official.get(name, len(official)), text_key(name))


def type_of(iri: str) -> str:
    """The slug of a document's type: the part before its year or term.

    >>> type_of("https://w3id.org/can-cu/eli/vn/ttg/qd/2021/468")
    'qd'
    """
    parts = iri.rsplit("/", 3)
    return parts[1] if len(parts) > 3 else ""


def cell_sources(store: Store, place: str, document: str, day: Mapping[str, str]) -> tuple[Source, ...]:
    """Where the plans of a place cite a document; with ``as_of`` in *day* the place is a unit of that day."""
    asked = Answer(("document",), ((document,),), {})
    (found,) = sources(store, "documents-cited", {"place": place, **day}, asked)
    return found

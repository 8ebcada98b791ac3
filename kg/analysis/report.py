"""An answer as it goes into a report: with the passages that it rests on, what to check first, and its state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kg import tables
from kg.analysis.references import full_references
from kg.analysis.sources import Source, sources
from kg.analysis.sparql import PREFIXES
from kg.graph.collation import value_key
from kg.graph.queries import Answer, NamedQuery, ask, find
from kg.graph.store import Store
from kg.graph.terms import Value

_LAST_BUILD = "SELECT (MAX(?ended) AS ?last) WHERE { ?build a prov:Activity ; prov:endedAtTime ?ended }"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at before the answer is quoted: ``kind`` is the named query that tells of it."""

    kind: str
    plan: str
    document: str
    quote: str
    remark: str


@dataclass(frozen=True, slots=True)
class Report:
    """An answer to a named query asked with ``typed``; ``sources`` go with its rows, ``references`` with their plans.

    ``built`` is when the graph was made last; None for a graph that was restored from a file.
    """

    query: NamedQuery
    typed: Mapping[str, str]
    answer: Answer
    sources: tuple[tuple[Source, ...], ...]
    references: Mapping[str, str]
    doubts: tuple[Doubt, ...]
    built: datetime | None


def make_report(store: Store, name: str, typed: Mapping[str, str]) -> Report:
    """Ask a named query, and find all that belongs to its answer; errors are those of :func:`kg.graph.queries.ask`."""
    query = find(name)
    answer = _in_official_order(query, ask(store, name, typed))
    behind = sources(store, name, typed, answer)
    found = [source for row in behind for source in row]
    last = store.select(PREFIXES + _LAST_BUILD)[0]["last"]
    return Report(
        query=query,
        typed=typed,
        answer=answer,
        sources=behind,
        references=full_references(store, {source.citing for source in found}),
        doubts=tuple(_doubts(store, found)),
        built=datetime.fromisoformat(str(last)) if last else None,
    )


def _in_official_order(query: NamedQuery, answer: Answer) -> Answer:
    """Rows by province in the order of the official list of units, where the query sorts them by name."""
    if query.order[:1] != ("province",):
        return answer
    place = answer.columns.index("province")
    official = {unit.name: number for number, unit in reversed(list(enumerate(tables.provinces())))}
    rows = sorted(
        answer.rows, key=lambda row: (official.get(str(row[place]), len(official)), value_key(_text(row[place])))
    )
    return replace(answer, rows=tuple(rows))


def _doubts(store: Store, found: list[Source]) -> Iterator[Doubt]:
    """What the graph itself doubts of the plans and documents that an answer rests on."""
    plans = {source.plan for source in found}
    documents = {source.document for source in found}
    for row in _rows(store, "conflicts"):
        if row["document"] in documents:
            yield Doubt("conflicts", row["plan"], row["number"], row["quote"], f"{row['value']} ≠ {row['other']}")
    for row in _rows(store, "stale-citations"):
        if row["document"] in documents and row["plan"] in plans:
            remark = " ".join((row["class"], row["changed_by"], row["effective"]))
            yield Doubt("stale-citations", row["plan"], row["number"], row["quote"], remark)
    for row in _rows(store, "unresolved"):
        if row["plan"] in plans:
            yield Doubt("unresolved", row["plan"], row["candidates"], row["text"], row["reason"])


def _rows(store: Store, name: str) -> Iterator[dict[str, str]]:
    answer = ask(store, name)
    return (dict(zip(answer.columns, map(_text, row), strict=True)) for row in answer.rows)


def _text(cell: Value | tuple[str, ...]) -> str:
    return "; ".join(cell) if isinstance(cell, tuple) else "" if cell is None else str(cell)

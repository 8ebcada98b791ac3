"""What a graph holds, what came last, and what in it needs a look: for the first page."""

from __future__ import annotations

from dataclasses import dataclass

from kg.analysis.sparql import PREFIXES
from kg.graph.scope import scope_of
from kg.graph.store import Store

_PLANS = """
SELECT ?iri ?label ?title ?date WHERE {
  ?facts a can:Documents .
  GRAPH ?facts {
    ?iri can:primarySource ?source ; rdfs:label ?label ; eli:date_document ?date .
    OPTIONAL { ?iri dcterms:title ?title }
  }
} ORDER BY DESC(?date) ?label LIMIT 8"""
_TO_CHECK = {
    "conflicts": "?thing a can:Conflict",
    "unresolved": "?thing can:leftOpen ?reason",
    "stale-citations": "?thing a can:StaleCitation",
}
_COUNT = "SELECT (COUNT(?thing) AS ?things) WHERE {{ ?facts a can:Documents . GRAPH ?facts {{ {pattern} }} }}"


@dataclass(frozen=True, slots=True)
class Latest:
    """A document that was read: of the latest dates."""

    iri: str
    label: str
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class Contents:
    """``totals`` counts documents, citations, tasks and triples; ``to_check`` the doubts, by the names of the questions
    that tell of them; ``scope`` is that of every answer.
    """

    totals: dict[str, int]
    latest: tuple[Latest, ...]
    to_check: dict[str, int]
    scope: dict[str, str]


def contents(store: Store, base: str) -> Contents:
    """Look over the whole graph."""
    doubts = {name: store.select(PREFIXES + _COUNT.format(pattern=pattern)) for name, pattern in _TO_CHECK.items()}
    rows = store.select(PREFIXES + _PLANS)
    return Contents(
        totals=store.totals(base),
        latest=tuple(Latest(*(str(row[name] or "") for name in ("iri", "label", "title", "date"))) for row in rows),
        to_check={name: int(str(counted[0]["things"])) for name, counted in doubts.items()},
        scope=scope_of(store),
    )

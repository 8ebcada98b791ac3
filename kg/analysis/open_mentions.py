"""What an analyst may settle: mentions tied to no document or to several, and those that contradict what is known."""

from __future__ import annotations

from dataclasses import dataclass

from kg.analysis.sparql import PREFIXES
from kg.graph.store import Store
from kg.graph.terms import Value

_OPEN = """
SELECT ?source ?number ?start ?plan ?reason ?prefix ?quote ?suffix ?candidate ?label ?title WHERE {
  ?facts a can:Documents .
  GRAPH ?facts { ?mention can:leftOpen ?reason }
  ?mention cito:hasCitingEntity ?citing ; can:inSource ?file ; can:assertedNumber ?number ;
    oa:hasTarget/oa:hasSelector ?text , ?position .
  ?file can:path ?source . ?text oa:exact ?quote . ?position oa:start ?start .
  GRAPH ?facts { ?citing rdfs:label ?plan }
  OPTIONAL { ?text oa:prefix ?prefix } OPTIONAL { ?text oa:suffix ?suffix }
  OPTIONAL {
    ?mention can:candidate ?candidate .
    OPTIONAL { GRAPH ?facts { ?candidate rdfs:label ?label } }
    OPTIONAL { GRAPH ?facts { ?candidate dcterms:title ?title } }
  }
} ORDER BY ?source ?start ?candidate"""
_CONFLICTS = """
SELECT ?source ?number ?start ?plan ?reason ?prefix ?quote ?suffix ?candidate ?label ?title WHERE {
  ?facts a can:Documents .
  GRAPH ?facts {
    ?conflict a can:Conflict ; can:cited ?candidate ; can:citing ?citing ; can:subject ?mention ;
      can:value ?value ; can:other ?other .
    ?citing rdfs:label ?plan .
    OPTIONAL { ?candidate rdfs:label ?label } OPTIONAL { ?candidate dcterms:title ?title }
  }
  ?mention can:inSource ?file ; can:assertedNumber ?number ; oa:hasTarget/oa:hasSelector ?text , ?position .
  ?file can:path ?source . ?text oa:exact ?quote . ?position oa:start ?start .
  OPTIONAL { ?text oa:prefix ?prefix } OPTIONAL { ?text oa:suffix ?suffix }
  BIND(CONCAT(STR(?value), " ≠ ", STR(?other)) AS ?reason)
} ORDER BY ?source ?start ?candidate"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that a mention may mean: its IRI, what it is called, its subject."""

    iri: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class OpenMention:
    """A mention to be settled: where it stands, in which words, why it is open, and what it may mean."""

    source: str
    number: str
    start: int
    plan: str
    reason: str
    before: str
    quote: str
    after: str
    candidates: tuple[Candidate, ...]


def open_mentions(store: Store) -> tuple[tuple[OpenMention, ...], tuple[OpenMention, ...]]:
    """The mentions that are open, and those that conflict, each in the order of sources and text."""
    return _mentions(store, _OPEN), _mentions(store, _CONFLICTS)


def _mentions(store: Store, query: str) -> tuple[OpenMention, ...]:
    grouped: dict[tuple[str, int, str], list[dict[str, Value]]] = {}
    for row in store.select(PREFIXES + query):
        grouped.setdefault((str(row["source"]), int(str(row["start"])), str(row["reason"])), []).append(row)
    return tuple(_mention(rows) for rows in grouped.values())


def _mention(rows: list[dict[str, Value]]) -> OpenMention:
    row = rows[0]
    candidates = {str(one["candidate"]): _candidate(one) for one in rows if one["candidate"]}
    return OpenMention(
        source=str(row["source"]), number=str(row["number"]), start=int(str(row["start"])), plan=str(row["plan"]),
        reason=str(row["reason"]), before=_text(row, "prefix"), quote=str(row["quote"]), after=_text(row, "suffix"),
        candidates=tuple(candidates.values()),
    )  # fmt: skip


def _candidate(row: dict[str, Value]) -> Candidate:
    iri = str(row["candidate"])
    return Candidate(iri, _text(row, "label") or iri, _text(row, "title"))


def _text(row: dict[str, Value], name: str) -> str:
    return str(row[name] or "")

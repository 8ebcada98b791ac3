"""The mentions of the store, read back: what the documents graph is derived from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from sys import intern
from typing import Any

from kg.graph.ontology import relation_key
from kg.graph.store import Store

STATUS_ORDER = ("read", "partial", "ocr")
"""Of several files of one document the best-read counts: in this order, then the one with more mentions."""

_SOURCES = """
PREFIX can: <https://w3id.org/can-cu/def#>
SELECT ?document ?source ?status (COUNT(?citation) AS ?mentions) WHERE {
  ?source a can:Source ; can:document ?document ; can:status ?status .
  OPTIONAL { ?citation can:inSource ?source ; can:kind ?kind . }
} GROUP BY ?document ?source ?status
"""

_MENTIONS = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX itsrdf: <http://www.w3.org/2005/11/its/rdf#>
SELECT ?citation ?source ?citing ?cited ?mention ?relation ?subject ?number ?type ?date ?issuer ?title
       ?confidence ?resolution ?pinpoint WHERE {
  GRAPH ?source {
    ?citation cito:hasCitedEntity ?cited ; cito:hasCitingEntity ?citing ; can:inSource ?source ;
      can:mention ?mention ; can:relation ?relation ; can:kind ?kind ; can:assertedNumber ?number ;
      can:assertedType ?type ; itsrdf:taConfidence ?confidence ; can:resolution ?resolution .
    OPTIONAL { ?citation can:subject ?subject }
    OPTIONAL { ?citation can:assertedDate ?date }
    OPTIONAL { ?citation can:assertedIssuer ?issuer }
    OPTIONAL { ?citation can:assertedTitle ?title }
    OPTIONAL { ?citation can:pinpoint ?pinpoint }
  }
  FILTER(?kind != "blank" && ?relation != can:relation-self && ?cited != ?citing)
}
"""

_OPEN = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX cito: <http://purl.org/spar/cito/>
SELECT ?citation ?source ?citing ?open ?mention ?relation ?subject ?number ?type ?date ?issuer ?title ?pinpoint WHERE {
  GRAPH ?source {
    ?citation can:openIdentity ?open ; cito:hasCitingEntity ?citing ; can:inSource ?source ;
      can:mention ?mention ; can:relation ?relation ; can:assertedNumber ?number ; can:assertedType ?type .
    OPTIONAL { ?citation can:subject ?subject }
    OPTIONAL { ?citation can:assertedDate ?date }
    OPTIONAL { ?citation can:assertedIssuer ?issuer }
    OPTIONAL { ?citation can:assertedTitle ?title }
    OPTIONAL { ?citation can:pinpoint ?pinpoint }
  }
}
"""

_HEADERS = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?document ?source ?number ?type ?date ?issuer ?title ?level ?topic ?period WHERE {
  ?source a can:Source ; can:document ?document .
  GRAPH ?source {
    ?document a eli:LegalResource .  # with nothing but optional parts, the engine loses a document without header
    OPTIONAL { ?document eli:id_local ?number }
    OPTIONAL { ?document eli:type_document/skos:prefLabel ?type }
    OPTIONAL { ?document eli:date_document ?date }
    OPTIONAL { ?document can:assertedIssuer ?issuer }
    OPTIONAL { ?document dcterms:title ?title }
    OPTIONAL { ?document can:level ?level }
    OPTIONAL { ?document can:topic ?topic }
    OPTIONAL { ?document can:period ?period }
  }
}
"""

_ACTIONS = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?actor ?object WHERE {
  ?edge rdfs:subPropertyOf can:actsOn .
  GRAPH ?says { ?actor ?edge ?object }
  FILTER NOT EXISTS { ?says a can:Documents }
}
"""

_AGENCIES = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?name WHERE { GRAPH ?source { ?body a can:Agency ; skos:prefLabel|skos:altLabel ?name } }
"""


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention that counts: ``relation`` is the key of what was said, ``subject`` its actor's mention."""

    citation: str
    source: str
    citing: str
    cited: str
    mention: str
    relation: str
    number: str
    type: str
    confidence: float
    subject: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    resolution: str = "resolved"
    pinpoint: str | None = None

    @property
    def own_relation(self) -> str:
        """How the citing document itself relates to what it mentions, whatever others do to it."""
        if self.mention == "nested":
            return "refers_to"
        return self.relation if self.subject is None else "cites"


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read, as its primary source shows it."""

    document: str
    source: str
    status: str
    number: str | None = None
    type: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    level: str | None = None
    topic: str | None = None
    period: str | None = None

    @property
    def plan_year(self) -> int | None:
        """The year that a plan is for: its period's, where that is one year, else its date's."""
        stated = self.period if len(self.period or "") == 4 else self.date
        return int(stated[:4]) if stated else None


def read_documents(store: Store) -> dict[str, Read]:
    """Every document that was read, by IRI; of several files of one document, the best-read counts."""
    primary = _primary(store.select(_SOURCES))
    headers: Iterable[Any] = store.select(_HEADERS)
    rows = (row for row in sorted(headers, key=str) if primary[row["document"]][0] == row["source"])
    return {row["document"]: Read(**row, status=primary[row["document"]][1]) for row in rows}


def mentions(store: Store, read: dict[str, Read]) -> list[Mention]:
    """The mentions in primary sources that are tied to a document, in the order of their names."""
    rows: Iterable[Any] = store.rows(_MENTIONS)
    found = (Mention(**_keyed(row)) for row in rows)
    return sorted((m for m in found if read[m.citing].source == m.source), key=lambda m: m.citation)


def open_mentions(store: Store, read: dict[str, Read]) -> list[tuple[Mention, tuple[str, ...]]]:
    """The mentions in primary sources that lack a year, with the IRIs that are possible, by their names."""
    patterns: dict[Mention, list[str]] = {}
    rows: Iterable[Any] = store.rows(_OPEN)
    for row in rows:
        about = {name: value for name, value in _keyed(row).items() if name != "open"}
        patterns.setdefault(Mention(**about, cited="", confidence=0.0), []).append(row["open"])
    found = [(m, tuple(sorted(iris))) for m, iris in patterns.items() if read[m.citing].source == m.source]
    return sorted(found, key=lambda pair: pair[0].citation)


def _keyed(row: dict[str, Any]) -> dict[str, Any]:
    """The row with the key of its relation; asked in the query, every notation of the tables would be tried.

    Millions of mentions name the same documents: each name is kept once.
    """
    same = {name: intern(value) if isinstance(value, str) else value for name, value in row.items()}
    return {**same, "relation": relation_key(row["relation"])}


def _primary(rows: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    """The source of each document that counts, with its status."""
    order = {status: place for place, status in enumerate(STATUS_ORDER)}
    ranked = sorted(rows, key=lambda row: (order[row["status"]], -row["mentions"], row["source"]))
    return {row["document"]: (row["source"], row["status"]) for row in reversed(ranked)}


def actions(store: Store) -> set[tuple[str, str]]:
    """Which document changes, guides or implements which other, by IRI."""
    rows: Iterable[Any] = store.select(_ACTIONS)
    return {(row["actor"], row["object"]) for row in rows}


def agency_names(store: Store) -> list[str]:
    """What the bodies that documents charge are called, each name once."""
    return sorted(str(row["name"]) for row in store.select(_AGENCIES))

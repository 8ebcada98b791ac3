"""What a page about a document that was read says of its own text: its legal basis, its tasks, and where it lies."""

from __future__ import annotations

from dataclasses import dataclass

from kg.analysis.sparql import PREFIXES
from kg.graph.store import Store
from kg.graph.terms import Value

_SOURCES = """
SELECT ?path ?address ?status WHERE {{
  ?source can:document <{iri}> ; can:path ?path ; can:status ?status .
  OPTIONAL {{ ?source dcterms:source ?address }}
}} ORDER BY ?path"""
_BASIS = """
SELECT ?document ?number ?title ?quote (MIN(?at) AS ?start) WHERE {{
  GRAPH ?source {{
    ?source can:document <{iri}> .
    ?citation can:inSource ?source ; can:relation ?relation ; can:mention "direct" ;
      oa:hasTarget/oa:hasSelector ?text , ?position .
    ?text oa:exact ?quote . ?position oa:start ?at .
    FILTER(?relation IN (can:relation-basis, can:relation-carries_out))
  }}
  OPTIONAL {{ ?citation cito:hasCitedEntity ?document }}
  OPTIONAL {{ ?document eli:id_local ?number }}
  OPTIONAL {{ ?document dcterms:title ?title }}
}} GROUP BY ?document ?number ?title ?quote ORDER BY ?start"""
_TASKS = """
SELECT ?section ?task (GROUP_CONCAT(DISTINCT ?leader; separator="; ") AS ?lead)
       (GROUP_CONCAT(DISTINCT ?helper; separator="; ") AS ?support) ?deadline ?start WHERE {{
  ?work can:inPlan <{iri}> ; can:text ?task ; oa:start ?start .
  OPTIONAL {{ ?work can:section ?section }} OPTIONAL {{ ?work can:deadline ?deadline }}
  OPTIONAL {{ ?work can:leadAgency/skos:prefLabel ?leader FILTER(LANG(?leader) = "vi") }}
  OPTIONAL {{ ?work can:supportAgency/skos:prefLabel ?helper FILTER(LANG(?helper) = "vi") }}
}} GROUP BY ?work ?section ?task ?deadline ?start ORDER BY ?start"""


@dataclass(frozen=True, slots=True)
class Plan:
    """``sources`` are rows of path, address and status; ``basis`` of IRI, number, subject and quote; ``tasks`` of
    section, task, lead, support and deadline; both in the order of the text.
    """

    sources: tuple[tuple[Value, ...], ...]
    basis: tuple[tuple[Value, ...], ...]
    tasks: tuple[tuple[Value, ...], ...]


def plan_of(store: Store, iri: str) -> Plan | None:
    """What was read of the document with that IRI; None for what was not read."""
    if not (sources := store.select(PREFIXES + _SOURCES.format(iri=iri))):
        return None
    basis, tasks = (store.select(PREFIXES + text.format(iri=iri)) for text in (_BASIS, _TASKS))
    return Plan(
        sources=tuple(tuple(row.values()) for row in sources),
        basis=tuple(tuple(row.values())[:4] for row in basis),
        tasks=tuple(_sorted(tuple(row.values())[:5]) for row in tasks),
    )


def _sorted(row: tuple[Value, ...]) -> tuple[Value, ...]:
    """A task with its bodies in a fixed order, which the engine does not keep."""
    section, task, lead, support, deadline = row
    bodies = ("; ".join(sorted(str(names or "").split("; "))) for names in (lead, support))
    return (section, task, *bodies, deadline)

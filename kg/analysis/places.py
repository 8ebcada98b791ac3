"""What a page about a place says: its plans, what they cite, what others cite that it does not, and its tasks."""

from __future__ import annotations

from dataclasses import dataclass

from kg.analysis.sparql import PREFIXES
from kg.analysis.units import Unit, units
from kg.graph.queries import Answer, ask
from kg.graph.store import Store
from kg.graph.terms import Value

_PLANS = """
SELECT ?iri ?label ?title ?date WHERE {{
  ?facts a can:Documents .
  GRAPH ?facts {{
    ?iri can:within <{iri}> ; can:primarySource ?source ; rdfs:label ?label .
    OPTIONAL {{ ?iri dcterms:title ?title }} OPTIONAL {{ ?iri eli:date_document ?date }}
  }}
}} ORDER BY DESC(?date) ?label LIMIT 200"""
_TASKS = """
SELECT ?plan ?task ?lead ?deadline WHERE {{
  ?facts a can:Documents .
  GRAPH ?facts {{ ?in can:within <{iri}> ; can:primarySource ?source ; rdfs:label ?plan }}
  GRAPH ?source {{
    ?work can:inPlan ?in ; can:text ?task ; can:leadAgency/skos:prefLabel ?lead .
    OPTIONAL {{ ?work can:deadline ?deadline }} OPTIONAL {{ ?work can:latest ?latest }}
  }}
  FILTER(LANG(?lead) = "vi")
}} ORDER BY (!BOUND(?latest)) ?latest ?plan ?task ?lead LIMIT 200"""
_BEFORE = "SELECT ?old {{ ?old can:successor <{iri}> }} ORDER BY ?old"
_IS_PLACE = "ASK {{ <{iri}> a dcterms:Location }}"


@dataclass(frozen=True, slots=True)
class Place:
    """``plans`` are rows of IRI, label, subject and date; ``tasks`` of plan, task, lead and deadline, the first due
    first.

    ``unit`` tells units of one name apart, ``before`` are those that it was formed from, ``missing`` is the answer to
    missing-basis; for a place below a province there is none of them.
    """

    unit: Unit | None
    before: tuple[Unit, ...]
    plans: tuple[tuple[Value, ...], ...]
    cited: Answer
    missing: Answer | None
    tasks: tuple[tuple[Value, ...], ...]


def place_of(store: Store, iri: str) -> Place | None:
    """The place with that IRI; None for other things."""
    if not store.query(PREFIXES + _IS_PLACE.format(iri=iri)):
        return None
    plans = store.select(PREFIXES + _PLANS.format(iri=iri))
    is_province = "/" not in iri.partition("/place/")[2]
    named = units(store)
    return Place(
        unit=named.get(iri),
        before=tuple(named[old] for old in _predecessors(store, iri) if old in named),
        plans=tuple(tuple(row.values()) for row in plans),
        cited=ask(store, "documents-cited", {"place": iri}),
        missing=ask(store, "missing-basis", {"province": iri}) if is_province and plans else None,
        tasks=tuple(tuple(row.values()) for row in store.select(PREFIXES + _TASKS.format(iri=iri))),
    )


def _predecessors(store: Store, iri: str) -> list[str]:
    return [str(row["old"]) for row in store.select(PREFIXES + _BEFORE.format(iri=iri))]

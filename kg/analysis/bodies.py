"""What a page about a body says: the documents that it issued, and the tasks that plans give it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.analysis.sparql import PREFIXES
from kg.graph.store import Store
from kg.graph.terms import Value

_ISSUED = """
SELECT ?document ?label ?title ?date (COUNT(DISTINCT ?citing) AS ?plans) WHERE {{
  ?facts a can:Documents .
  GRAPH ?facts {{
    ?document eli:passed_by <{iri}> ; rdfs:label ?label .
    OPTIONAL {{ ?document dcterms:title ?title }} OPTIONAL {{ ?document eli:date_document ?date }}
    OPTIONAL {{ ?summary can:cited ?document ; can:citing ?citing }}
  }}
}} GROUP BY ?document ?label ?title ?date ORDER BY DESC(?plans) DESC(?date) ?label LIMIT 200"""
_TASKS = """
SELECT ?plan ?task ?role ?deadline WHERE {{
  {{ ?work can:leadAgency <{iri}> BIND("lead" AS ?role) }}
  UNION {{ ?work can:supportAgency <{iri}> BIND("support" AS ?role) }}
  ?work can:text ?task ; can:inPlan ?in . ?facts a can:Documents .
  GRAPH ?facts {{ ?in rdfs:label ?plan }}
  OPTIONAL {{ ?work can:deadline ?deadline }} OPTIONAL {{ ?work can:latest ?latest }}
}} ORDER BY ?role (!BOUND(?latest)) ?latest ?plan ?task LIMIT 200"""


@dataclass(frozen=True, slots=True)
class Body:
    """``issued`` are rows of IRI, label, subject, date and how many plans cite it; ``tasks`` of plan, task, role and
    deadline, those that it leads and those that are due first before the others.
    """

    issued: tuple[tuple[Value, ...], ...]
    tasks: tuple[tuple[Value, ...], ...]


def body_of(store: Store, iri: str) -> Body | None:
    """The body with that IRI; None where it neither issued anything nor has a task."""
    issued, tasks = (store.select(PREFIXES + text.format(iri=iri)) for text in (_ISSUED, _TASKS))
    if not (issued or tasks):
        return None
    return Body(tuple(tuple(row.values()) for row in issued), tuple(tuple(row.values()) for row in tasks))

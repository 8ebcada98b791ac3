"""Citations, tasks and documents as flat tables, one row each, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.analysis.sparql import PREFIXES
from kg.errors import UsageError
from kg.graph.ontology import relation_key
from kg.graph.store import Store
from kg.graph.terms import Value

_QUERIES = {
    "citations": """
SELECT ?source ?start ?end ?page ?quote ?kind ?type ?number ?date ?issuer ?title ?relation ?cue ?mention
       ?pinpoint ?document ?resolution ?confidence ?rule ?citation WHERE {
  ?citation a can:Citation ; can:inSource/can:path ?source ; can:relation ?relation ;
    oa:hasTarget/oa:hasSelector ?text , ?position ; can:kind ?kind ; can:mention ?mention ;
    can:assertedNumber ?number ; can:assertedType ?type ; can:resolution ?resolution .
  ?text oa:exact ?quote . ?position oa:start ?start ; oa:end ?end .
  OPTIONAL { ?citation can:page ?page } OPTIONAL { ?citation can:assertedDate ?date }
  OPTIONAL { ?citation can:assertedIssuer ?issuer } OPTIONAL { ?citation can:assertedTitle ?title }
  OPTIONAL { ?citation can:cue ?cue } OPTIONAL { ?citation can:pinpoint ?pinpoint }
  OPTIONAL { ?citation cito:hasCitedEntity ?document } OPTIONAL { ?citation can:rule ?rule }
  OPTIONAL { ?citation itsrdf:taConfidence ?confidence }
} ORDER BY ?source ?start ?end ?citation""",
    "tasks": """
SELECT DISTINCT ?source ?start ?end ?plan ?section ?text ?lead ?support ?deadline ?product ?task
       ?earliest ?latest ?recurrence ?asked WHERE {
  ?task a can:Task ; can:inSource/can:path ?source ; can:inPlan/eli:id_local ?plan ; can:text ?text ;
    oa:start ?start ; oa:end ?end .
  OPTIONAL { ?task can:section ?section } OPTIONAL { ?task can:deadline ?deadline }
  OPTIONAL { ?task can:product ?product } OPTIONAL { ?task can:recurrence ?recurrence }
  BIND(EXISTS { ?task can:asked true } AS ?asked)
  OPTIONAL { ?task can:earliest ?earliest } OPTIONAL { ?task can:latest ?latest }
  OPTIONAL { { SELECT ?task (GROUP_CONCAT(?name; separator="; ") AS ?lead) WHERE {
    ?task can:leadAgency/skos:prefLabel ?name } GROUP BY ?task } }
  OPTIONAL { { SELECT ?task (GROUP_CONCAT(?name; separator="; ") AS ?support) WHERE {
    ?task can:supportAgency/skos:prefLabel ?name } GROUP BY ?task } }
} ORDER BY ?source ?start ?end ?task""",
    "documents": """
SELECT ?document ?number ?title ?type ?date ?level ?read WHERE {
  ?facts a can:Documents .
  { SELECT DISTINCT ?document WHERE {
    { ?citation cito:hasCitedEntity ?document } UNION { ?source can:document ?document } } }
  GRAPH ?facts { ?document rdfs:label ?label
    OPTIONAL { ?document eli:id_local ?number } OPTIONAL { ?document dcterms:title ?title }
    OPTIONAL { ?document eli:type_document ?concept . ?concept skos:prefLabel ?type }
    OPTIONAL { ?document eli:date_document ?date } OPTIONAL { ?document can:level ?level } }
  BIND(EXISTS { ?file can:document ?document } AS ?read)
} ORDER BY ?document""",
}
_SETS = ("lead", "support")  # the engine gives the members of these in no fixed order, equal rows in several
_TRUTHS = ("asked", "read")  # Virtuoso answers EXISTS with a number


@dataclass(frozen=True, slots=True)
class Table:
    """Column names and rows of plain values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def table_names() -> tuple[str, ...]:
    """What can be exported as a table."""
    return tuple(_QUERIES)


def table(store: Store, name: str) -> Table:
    """One of :func:`table_names`, with offsets into the source text where a row has a place."""
    if name not in _QUERIES:
        raise UsageError(f"There is no table {name}; the tables are {', '.join(_QUERIES)}.")
    found = store.select(PREFIXES + _QUERIES[name])
    columns = tuple(found[0]) if found else ()
    return Table(columns, tuple(dict.fromkeys(_rows(found))))


def _rows(found: Iterable[dict[str, Value]]) -> Iterable[tuple[Value, ...]]:
    for row in found:
        yield tuple(_cell(name, value) for name, value in row.items())


def _cell(name: str, value: Value) -> Value:
    if name == "relation":
        return relation_key(str(value))
    if name in _TRUTHS:
        return bool(value)
    return _sorted(value) if name in _SETS else value


def _sorted(value: Value) -> Value:
    return "; ".join(sorted(value.split("; "))) if isinstance(value, str) else value

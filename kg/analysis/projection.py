"""The graph as analysts draw it: places, plans, documents and bodies, and how they are connected.

A node has ``kind`` (place, plan, document, agency), ``label`` (short), ``name`` (whole) and, where they
are known, ``number``, ``title``, ``type``, ``date`` and ``place``. An edge's key is its relation; it has
``count`` (mentions or tasks), ``confidence`` (of the surest mention) and ``quotes``: dicts with ``text``,
``source``, ``start`` and ``end`` (offsets into the source text), ``page`` and ``address`` (where it was published).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx

from kg.analysis.sparql import PREFIXES
from kg.graph.ontology import relations
from kg.graph.parameters import understand
from kg.graph.rollup import ended_by
from kg.graph.store import Store
from kg.graph.terms import Value

_DOCUMENTS = """
SELECT ?id ?label ?number ?title ?type ?date ?place ?province WHERE {
  ?facts a can:Documents .
  { SELECT DISTINCT ?id WHERE {
    { ?citation cito:hasCitedEntity ?id } UNION { ?source can:document ?id } } }
  GRAPH ?facts {
    ?id rdfs:label ?label .
    OPTIONAL { ?id eli:id_local ?number }
    OPTIONAL { ?id dcterms:title ?title }
    OPTIONAL { ?id eli:type_document ?concept . ?concept skos:prefLabel ?type }
    OPTIONAL { ?id eli:date_document ?date }
    OPTIONAL { ?id can:place ?place }
    OPTIONAL { ?id can:province ?province }
  }
} ORDER BY ?id"""

_READ = "SELECT DISTINCT ?plan WHERE { ?source can:document ?plan }"

_PLACES = "SELECT ?place ?name WHERE { ?place a dcterms:Location ; skos:prefLabel ?name } ORDER BY ?place ?name"

_CITATIONS = """
SELECT ?citing ?cited ?relation ?mention ?actor ?confidence ?path ?address ?page ?start ?end
  ?quote ?prefix ?suffix WHERE {
  ?citation cito:hasCitingEntity ?citing ; cito:hasCitedEntity ?cited ; can:relation ?relation ;
    can:mention ?mention ; itsrdf:taConfidence ?confidence ; can:inSource ?source ;
    oa:hasTarget/oa:hasSelector ?text , ?position .
  ?source can:path ?path . ?text oa:exact ?quote . ?position oa:start ?start ; oa:end ?end .
  OPTIONAL { ?text oa:prefix ?prefix } OPTIONAL { ?text oa:suffix ?suffix } OPTIONAL { ?source dcterms:source ?address }
  OPTIONAL { ?citation can:page ?page } OPTIONAL { ?citation can:subject/cito:hasCitedEntity ?actor }
  FILTER(?citing != ?cited)
} ORDER BY ?path ?start ?end"""

_AGENCIES = """
SELECT DISTINCT ?plan ?body ?name ?role WHERE {
  VALUES (?property ?role) { (can:leadAgency "lead") (can:supportAgency "support") }
  ?source can:document ?plan . ?plan ?property ?body . ?body skos:prefLabel ?name FILTER(LANG(?name) = "vi")
} ORDER BY ?plan ?body ?role ?name"""

_TASKS = """
SELECT DISTINCT ?plan ?body ?role ?text ?path ?start ?end WHERE {
  VALUES (?property ?role) { (can:leadAgency "lead") (can:supportAgency "support") }
  ?task can:inPlan ?plan ; ?property ?body ; can:text ?text ; can:inSource/can:path ?path ;
    oa:start ?start ; oa:end ?end .
} ORDER BY ?path ?start ?end ?body ?role"""

_Row = Mapping[str, Value]


def project(store: Store, as_of: str | None = None) -> nx.MultiDiGraph[str]:
    """The whole graph as one networkx graph; node names are IRIs.

    With a day (as people write it), a province that had ended by then is the unit that it had become: its plans, and
    the units within it, stand there. Raises UsageError for what is no day.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    names = {str(row["place"]): str(row["name"]) for row in _rows(store, _PLACES)}
    plans = {str(row["plan"]) for row in _rows(store, _READ)}
    for row in _rows(store, _DOCUMENTS):
        _add_document(graph, row, names, read=str(row["id"]) in plans)
    for row in _rows(store, _CITATIONS):
        _add_mention(graph, row)
    for row in _rows(store, _AGENCIES):
        _add_agency(graph, row)
    for row in _rows(store, _TASKS):
        _add_task(graph, row)
    return _rolled_up(graph, names, ended_by(store, understand(store, "date", as_of))) if as_of else graph


def _rolled_up(graph: nx.MultiDiGraph[str], names: Mapping[str, str], ended: Mapping[str, str]) -> nx.MultiDiGraph[str]:
    became = {old.strip("<>"): new.strip("<>") for old, new in ended.items() if old.strip("<>") in graph}
    for new in became.values():
        graph.add_node(new, kind="place", label=names[new], name=names[new])
    for old, new in became.items():
        for inner, _, relation, facts in list(graph.in_edges(old, keys=True, data=True)):
            graph.add_edge(inner, new, key=relation, **facts)
        graph.remove_node(old)
    return graph


def _rows(store: Store, query: str) -> Iterator[_Row]:
    return iter(store.select(PREFIXES + query))


def _add_document(graph: nx.MultiDiGraph[str], row: _Row, names: Mapping[str, str], *, read: bool) -> None:
    node = str(row["id"])
    if node in graph:  # a second value of a single-valued fact: the first in order stays
        return
    name = " ".join(str(part) for part in (row["type"], row["number"] or row["title"]) if part)
    known = {key: row[key] for key in ("number", "title", "type", "date")}
    place = names.get(str(row["place"]))
    graph.add_node(node, kind="document", label=str(row["label"]), name=name, place=place, **known)
    if read:
        label = "\n".join(str(part) for part in (row["number"], place) if part)
        whole = ", ".join(part for part in (name, place) if part)
        graph.nodes[node].update(kind="plan", label=label or name, name=whole)
        _add_places(graph, node, row, names)


def _add_places(graph: nx.MultiDiGraph[str], plan: str, row: _Row, names: Mapping[str, str]) -> None:
    """The unit that made the plan, and the province that it lies in."""
    known = dict.fromkeys(str(row[part]) for part in ("place", "province") if str(row[part]) in names)
    for iri in known:
        graph.add_node(iri, kind="place", label=names[iri], name=names[iri])
    chain = [plan, *known]
    for inner, outer, relation in zip(chain, chain[1:], ("issued_in", "part_of"), strict=False):
        _edge(graph, inner, outer, relation)["count"] = 1


def _add_mention(graph: nx.MultiDiGraph[str], row: _Row) -> None:
    actor, cited = str(row["actor"] or row["citing"]), str(row["cited"])
    relation = _keys()[str(row["relation"])]
    if row["mention"] == "nested" and not row["actor"]:
        relation = "refers_to"
    if relation == "self" or actor == cited:
        return
    text = "".join(str(row[part] or "") for part in ("prefix", "quote", "suffix"))
    edge = _edge(graph, actor, cited, relation)
    edge["count"] += 1
    edge["confidence"] = max(edge.get("confidence", 0.0), row["confidence"])
    edge["quotes"].append(_quote(row, text))


def _add_agency(graph: nx.MultiDiGraph[str], row: _Row) -> None:
    body, plan = str(row["body"]), str(row["plan"])
    if body not in graph:
        place = graph.nodes[plan].get("place")
        name = ", ".join(str(part) for part in (row["name"], place) if part)
        graph.add_node(body, kind="agency", label=str(row["name"]), name=name, place=place)
    _edge(graph, plan, body, str(row["role"]))


def _add_task(graph: nx.MultiDiGraph[str], row: _Row) -> None:
    plan, body, role = str(row["plan"]), str(row["body"]), str(row["role"])
    if graph.has_edge(plan, body, role):
        edge = graph.edges[plan, body, role]
        edge["count"] += 1
        edge["quotes"].append(_quote(row, str(row["text"])))


def _edge(graph: nx.MultiDiGraph[str], source: str, target: str, relation: str) -> dict[str, Any]:
    if not graph.has_edge(source, target, relation):
        graph.add_edge(source, target, key=relation, count=0, quotes=[])
    found: dict[str, Any] = graph.edges[source, target, relation]
    return found


def _quote(row: _Row, text: str) -> dict[str, Value]:
    place = {name: row.get(name) for name in ("start", "end", "page", "address")} | {"source": row["path"]}
    return {"text": text, **place}


def _keys() -> dict[str, str]:
    return {relation.iri.value: key for key, relation in relations().items()}

"""An answer of a query as a graph to draw: what its statements or its rows connect.

A statement between two things is an edge, with its predicate for a relation; its literals, and the classes of a thing,
are told of its subject. A row links the first thing that it names to each of the others, with the name of the other's
column for a relation, or with the term of the vocabulary that the row names, if it is one (``?s ?p ?o``); what else
stands in the row is told of each link, or of the thing, where the row names no other. Terms of the vocabulary are no
things.

A node has ``kind``, ``label``, ``name`` and ``told``, an edge ``count`` and ``told``: what is told is a dict for each
statement or row, by predicate or column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx

from kg.analysis.sparql import PREFIXES
from kg.graph.store import Store
from kg.graph.terms import Iri, Term
from kg.graph.vocabulary import NAMESPACES, RDF

MOST = 1_000
"""Nodes that are drawn."""

_TERMS = tuple(space.iri for space in NAMESPACES)
_KNOWN = """
SELECT ?iri (MIN(?label) AS ?called) (MIN(?name) AS ?named) (COUNT(?file) AS ?files) WHERE {{
  VALUES ?iri {{ {iris} }}
  OPTIONAL {{ ?iri rdfs:label ?label FILTER(LANG(?label) IN ("", "vi")) }}
  OPTIONAL {{ ?iri skos:prefLabel ?name FILTER(LANG(?name) IN ("", "vi")) }}
  OPTIONAL {{ ?file can:document ?iri }}
}} GROUP BY ?iri"""
_KINDS = {"place/": "place", "body/": "agency", "eli/": "document"}


def of_statements(statements: Iterable[tuple[Term, Term, Term]]) -> nx.MultiDiGraph[str]:
    """The things that statements speak of, and how they connect them."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for subject, predicate, other in statements:
        about, relation = _thing(graph, str(subject)), str(predicate)
        if isinstance(other, Iri) and relation != RDF["type"].value:
            _link(graph, about, _thing(graph, other.value), relation)
        else:
            graph.nodes[about]["told"].append({relation: str(other)})
    return graph


def of_rows(rows: Iterable[Mapping[str, Term | None]]) -> nx.MultiDiGraph[str]:
    """The things that rows name, and how they connect them.

    >>> plan, decree = Iri("http://x/plan"), Iri("http://x/decree")
    >>> list(of_rows([{"plan": plan, "cites": decree}]).edges(keys=True))
    [('http://x/plan', 'http://x/decree', 'cites')]
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in rows:
        named = {column: cell.value for column, cell in row.items() if isinstance(cell, Iri)}
        terms = [iri for iri in named.values() if iri.startswith(_TERMS)]
        things = [(column, iri) for column, iri in named.items() if not iri.startswith(_TERMS)]
        shown = {column for column, _ in things}
        told = {column: str(cell) for column, cell in row.items() if cell is not None and column not in shown}
        for column, iri in things[1:]:
            _link(graph, _thing(graph, things[0][1]), _thing(graph, iri), terms[0] if len(terms) == 1 else column, told)
        if len(things) == 1:
            graph.nodes[_thing(graph, things[0][1])]["told"].append(told)
    return graph


def _thing(graph: nx.MultiDiGraph[str], iri: str) -> str:
    if iri not in graph:
        graph.add_node(iri, kind="thing", label=iri, name=iri, told=[])
    return iri


def _link(
    graph: nx.MultiDiGraph[str], one: str, other: str, relation: str, told: Mapping[str, str] | None = None
) -> None:
    if one == other:
        return
    if not graph.has_edge(one, other, relation):
        graph.add_edge(one, other, key=relation, count=0, told=[])
    edge = graph.edges[one, other, relation]
    edge["count"] += 1
    edge["told"] += [told] if told else []


def most_connected(graph: nx.MultiDiGraph[str], most: int = MOST) -> nx.MultiDiGraph[str]:
    """The graph, or the part of it between the *most* nodes that have most edges: the first of equals."""
    if len(graph) <= most:
        return graph
    kept = sorted(graph, key=lambda node: -graph.degree(node))[:most]
    return nx.MultiDiGraph(graph.subgraph(kept))


def recognise(store: Store, graph: nx.MultiDiGraph[str], base: str) -> None:
    """Put in what the store calls each node, and what it is; a node that nobody knows goes by its IRI."""
    iris = " ".join(f"<{iri}>" for iri in graph if not iri.startswith("_:"))
    rows = {str(row["iri"]): row for row in store.select(PREFIXES + _KNOWN.format(iris=iris))} if iris else {}
    for iri, facts in graph.nodes(data=True):
        row = rows.get(iri, {})
        path = iri.removeprefix(base)
        kind = next((kind for start, kind in _KINDS.items() if path.startswith(start)), "thing")
        name = str(row.get("called") or row.get("named") or path.removeprefix("eli/vn/"))
        facts.update(kind="plan" if kind == "document" and row.get("files") else kind, label=name, name=name)

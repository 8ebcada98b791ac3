"""A graph too large to draw, seen from above: its places, and what most of them share; a place opens up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

MOST = 10_000
"""Nodes up to which a graph is drawn whole."""
_SHARED = 300
SHARED_HOME, NO_HOME = "shared", "elsewhere"


@dataclass(frozen=True, slots=True)
class Overview:
    """``home`` is the place that a node is folded into, ``shared`` for what is always seen, ``elsewhere`` for the rest
    that several places have; ``edges`` are place, shared document, and by how many plans it is cited there.
    """

    home: dict[str, str]
    edges: tuple[tuple[str, str, int], ...]


def overview(graph: nx.MultiDiGraph[str]) -> Overview:
    """Fold a projection into its outermost places.

    >>> g = nx.MultiDiGraph([("plan", "Hà Nội", "issued_in"), ("plan", "law", "basis"), ("plan", "Sở", "lead")])
    >>> nx.set_node_attributes(g, {"plan": "plan", "Hà Nội": "place", "law": "document", "Sở": "agency"}, "kind")
    >>> folded = overview(g)
    >>> folded.home["plan"], folded.home["Sở"], folded.edges
    ('Hà Nội', 'Hà Nội', (('Hà Nội', 'law', 1),))
    """
    homes = {plan: _outermost(graph, plan) for plan, kind in graph.nodes(data="kind") if kind == "plan"}
    citing = Counter(
        (homes[plan], document)
        for plan, document in {(plan, other) for plan, other in graph.edges() if plan in homes}
        if graph.nodes[document]["kind"] == "document"
    )
    plans: Counter[str] = Counter()
    for (_, document), count in citing.items():
        plans[document] += count
    shared = {document for document, _ in sorted(plans.items(), key=lambda pair: (-pair[1], pair[0]))[:_SHARED]}
    return Overview(
        home={node: SHARED_HOME if node in shared else _home(graph, node, homes) for node in graph},
        edges=tuple(
            (place, document, count)
            for (place, document), count in sorted(citing.items())
            if document in shared and place in graph
        ),
    )


def _home(graph: nx.MultiDiGraph[str], node: str, homes: dict[str, str]) -> str:
    """Where a node is folded; a province is seen, and a unit within one is folded into it."""
    if graph.nodes[node]["kind"] == "place":
        outer = _outermost(graph, node)
        return SHARED_HOME if outer == node else outer
    if node in homes:
        return homes[node]
    found = {homes[other] for other in _around(graph, node) if other in homes}
    return next(iter(found)) if len(found) == 1 else NO_HOME


def _outermost(graph: nx.MultiDiGraph[str], node: str) -> str:
    outer = [other for other in graph.successors(node) if graph.nodes[other]["kind"] == "place"]
    if not outer:
        return node if graph.nodes[node]["kind"] == "place" else NO_HOME
    return _outermost(graph, sorted(outer)[0])


def _around(graph: nx.MultiDiGraph[str], node: str) -> Iterator[str]:
    yield from graph.predecessors(node)
    yield from graph.successors(node)

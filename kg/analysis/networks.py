"""Networks that follow from who cites what: bipartite, and their two sides.

Only what a plan says itself counts: a document that it names inside the title of another (``refers_to``) does not. A
plan counts for its province, whatever unit within it issued the plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

_NOT_CITED = ("issued_in", "part_of", "lead", "support", "refers_to")


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as the networks see it: its province (an IRI, or None), its year, the documents it cites with mentions."""

    province: str | None
    year: int | None
    cited: Mapping[str, int]


def plans(graph: nx.MultiDiGraph[str]) -> dict[str, Plan]:
    """The plans of a projection (:func:`kg.analysis.projection.project`), by IRI."""
    found = {}
    for node, facts in sorted(graph.nodes(data=True)):
        if facts["kind"] != "plan":
            continue
        cited: Counter[str] = Counter()
        for _, document, relation, edge in graph.out_edges(node, keys=True, data=True):
            if relation not in _NOT_CITED:
                cited[document] += edge["count"]
        year = str(facts.get("date") or "")[:4]
        found[node] = Plan(province_of(graph, node), int(year) if year else None, cited)
    return found


def province_of(graph: nx.MultiDiGraph[str], node: str) -> str | None:
    """The outermost unit that a plan, or a unit, lies in; None where nobody knows."""
    outer = sorted(o for _, o, relation in graph.out_edges(node, keys=True) if relation in ("issued_in", "part_of"))
    if outer:
        return province_of(graph, outer[0])
    return node if graph.nodes[node]["kind"] == "place" else None


def plans_documents(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Plans and what they cite: bipartite, ``weight`` is the number of mentions."""
    weights = {(node, document): n for node, plan in plans(graph).items() for document, n in plan.cited.items()}
    return _joined(graph, weights, sides=2)


def provinces_documents(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Provinces and what their plans cite: bipartite, ``weight`` is the number of plans that cite it."""
    weights = Counter(
        (plan.province, document) for plan in plans(graph).values() if plan.province for document in plan.cited
    )
    return _joined(graph, weights, sides=2)


def provinces_by_shared_basis(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Provinces that cite the same documents: ``weight`` is how many, ``similarity`` the share of all they cite."""
    cited: dict[str, set[str]] = {}
    for plan in plans(graph).values():
        if plan.province:
            cited.setdefault(plan.province, set()).update(plan.cited)
    shared = {(a, b): len(cited[a] & cited[b]) for a, b in combinations(sorted(cited), 2)}
    network = _joined(graph, {pair: weight for pair, weight in shared.items() if weight}, sides=1)
    network.add_nodes_from((province, graph.nodes[province]) for province in cited)
    for a, b, facts in network.edges(data=True):
        facts["similarity"] = round(facts["weight"] / len(cited[a] | cited[b]), 4)
    return network


def documents_cited_together(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Documents that one plan cites: ``weight`` is the number of such plans; a node's ``plans`` how many cite it.

    ``lift`` is how many times more plans cite both than would if plans chose each of the two independently.
    """
    every = plans(graph).values()
    alone = Counter(document for plan in every for document in plan.cited)
    pairs = Counter(pair for plan in every for pair in combinations(sorted(plan.cited), 2))
    network = _joined(graph, pairs, sides=1)
    for node, facts in network.nodes(data=True):
        facts["plans"] = alone[node]
    for a, b, facts in network.edges(data=True):
        facts["lift"] = round(facts["weight"] * len(every) / (alone[a] * alone[b]), 4)
    return network


def _joined(graph: nx.MultiDiGraph[str], weights: Mapping[tuple[str, str], int], *, sides: int) -> nx.Graph[str]:
    """An edge for each pair; in a network of two *sides*, ``bipartite`` tells them apart, as networkx wants it."""
    joined: nx.Graph[str] = nx.Graph()
    for (first, second), weight in sorted(weights.items()):
        for side, node in enumerate((first, second)):
            joined.add_node(node, **graph.nodes[node], **({"bipartite": side} if sides > 1 else {}))
        joined.add_edge(first, second, weight=weight)
    return joined

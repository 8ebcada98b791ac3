"""A part of the graph to look at: what is named, and what lies around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from kg.errors import UsageError
from kg.graph.parameters import understand
from kg.graph.store import Store
from kg.graph.terms import Value

KINDS: Mapping[str, str] = {"province": "place", "plan": "plan", "document": "document"}
"""What can be named, and how what people type for it is understood."""


def meant(store: Store, typed: Mapping[str, Sequence[str]]) -> set[str]:
    """The IRIs of what is named, by the names of :data:`KINDS`; UsageError for what the graph does not have."""
    found: set[str] = set()
    for name, texts in typed.items():
        for text in texts:
            meaning = understand(store, KINDS[name], text)
            if not meaning.terms:
                raise UsageError(" ".join(note["en"] for note in meaning.notes) or f"There is no {name} {text!r}.")
            found |= {term.strip("<>") for term in meaning.terms}
    return found


def named_in(rows: Iterable[Mapping[str, Value]]) -> set[str]:
    """Everything in rows of a query that looks like the IRI of a node."""
    return {value for row in rows for value in row.values() if isinstance(value, str) and value.startswith("http")}


def with_plans(graph: nx.MultiDiGraph[str], nodes: set[str]) -> set[str]:
    """Some nodes of a projection, and for each place among them the units within it and the plans issued there."""
    inside = {
        inner
        for node in nodes & set(graph)
        for inner, _, relation in graph.in_edges(node, keys=True)
        if relation in ("issued_in", "part_of")
    }
    return with_plans(graph, nodes | inside) if inside - nodes else nodes


def around(graph: nx.MultiDiGraph[str], nodes: set[str], depth: int) -> nx.MultiDiGraph[str]:
    """The part of a projection that lies at most *depth* edges from some nodes, in either direction; a copy.

    >>> g = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("c", "d")])
    >>> sorted(around(g, {"b"}, 1)), sorted(around(g, {"a", "x"}, 0))
    (['a', 'b', 'c'], ['a'])
    """
    kept = reached = nodes & set(graph)
    for _ in range(depth):
        reached = {other for node in reached for other in (*graph.successors(node), *graph.predecessors(node))} - kept
        kept = kept | reached
    return nx.MultiDiGraph(graph.subgraph(kept))

"""A named graph on paper: statements collected before they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox

Object: TypeAlias = ox.NamedNode | ox.Literal | str | int | float | None


class Sheet:
    """The statements of one graph, without repetition, in the order in which they came."""

    def __init__(self, graph: ox.NamedNode) -> None:
        self.graph = graph
        self._quads: dict[ox.Quad, None] = {}

    def add(self, subject: ox.NamedNode, predicate: ox.NamedNode, *objects: Object) -> None:
        """State *objects* of *subject*; None and empty strings are unknown and say nothing."""
        for value in objects:
            if value is None or value == "":
                continue
            node = value if isinstance(value, ox.NamedNode | ox.Literal) else ox.Literal(value)
            self._quads[ox.Quad(subject, predicate, node, self.graph)] = None

    def add_all(self, subject: ox.NamedNode, facts: Iterable[tuple[ox.NamedNode, Object]]) -> None:
        """State several (predicate, object) pairs of *subject*."""
        for predicate, value in facts:
            self.add(subject, predicate, value)

    def __iter__(self) -> Iterator[ox.Quad]:
        return iter(self._quads)


def nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Statements as N-Quads, as they come."""
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""

"""A named graph on paper: statements collected before they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox

Object: TypeAlias = ox.NamedNode | ox.Literal | str | int | float | None

# What a quoted string of N-Quads cannot hold as it is.
_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
_MANY = 100_000  # lines that are kept at most, where they can be handed on: some 25 MB
_ESCAPED = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")


class Sheet:
    """The statements of one graph, without repetition, in the order in which they came.

    They are kept as lines of N-Quads: a term of the engine for each would take longer than what there is to say. With
    *put* they are handed on whenever there are many, and at :meth:`flush`, so that a sheet of any length takes little
    memory; what was handed on may then come once more.

    >>> sheet = Sheet(ox.NamedNode("http://g/"))
    >>> sheet.add(ox.NamedNode("http://s/"), ox.NamedNode("http://p/"), 'so "much"', None, 3)
    >>> print(nquads(sheet).decode(), end="")
    <http://s/> <http://p/> "so \\"much\\"" <http://g/> .
    <http://s/> <http://p/> "3"^^<http://www.w3.org/2001/XMLSchema#integer> <http://g/> .
    """

    def __init__(self, graph: ox.NamedNode, put: Callable[[bytes], object] | None = None) -> None:
        self.graph = graph
        self._put = put
        self._end = f" {graph} .\n"
        self._lines: dict[str, None] = {}

    def add(self, subject: ox.NamedNode, predicate: ox.NamedNode, *objects: Object) -> None:
        """State *objects* of *subject*; None and empty strings are unknown and say nothing."""
        for value in objects:
            if value is not None and value != "":
                term = _quoted(value) if type(value) is str else _term(value)
                self._lines[f"{subject} {predicate} {term}{self._end}"] = None
        if self._put and len(self._lines) >= _MANY:
            self.flush()

    def add_all(self, subject: ox.NamedNode, facts: Iterable[tuple[ox.NamedNode, Object]]) -> None:
        """State several (predicate, object) pairs of *subject*."""
        for predicate, value in facts:
            if value is not None:
                self.add(subject, predicate, value)

    def flush(self) -> None:
        """Hand on what is there."""
        if self._put:
            self._put(self.nquads())
            self._lines.clear()

    def nquads(self) -> bytes:
        """The statements as N-Quads, but for those that were handed on."""
        return "".join(self._lines).encode()

    def __iter__(self) -> Iterator[ox.Quad]:
        return ox.parse(self.nquads(), ox.RdfFormat.N_QUADS)


def nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Statements as N-Quads, as they come."""
    return quads.nquads() if isinstance(quads, Sheet) else ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def _quoted(text: str) -> str:
    return f'"{_ESCAPED.sub(lambda found: _ESCAPES[found[0]], text)}"' if _ESCAPED.search(text) else f'"{text}"'


def _term(value: ox.NamedNode | ox.Literal | str | int | float) -> str:
    return str(value if isinstance(value, ox.NamedNode | ox.Literal) else ox.Literal(value))

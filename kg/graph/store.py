"""The graph: open it to ask, or to write one new state of it, whatever keeps it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import pyoxigraph as ox

from kg.config import DEFAULT_BASE, shown
from kg.errors import QueryError, StoreError, point_at
from kg.graph.embedded import Embedded
from kg.graph.results import Found, Result, Solutions, wrap
from kg.graph.sheet import nquads
from kg.graph.terms import Value, source_key
from kg.graph.vocabulary import CAN

_TOTALS = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX cito: <http://purl.org/spar/cito/>
SELECT ?documents ?citations ?tasks WHERE {
  { SELECT (COUNT(DISTINCT ?document) AS ?documents) WHERE {
      { ?source can:document ?document } UNION { ?citation cito:hasCitedEntity ?document } } }
  { SELECT (COUNT(DISTINCT ?citation) AS ?citations) WHERE { ?citation a can:Citation } }
  { SELECT (COUNT(DISTINCT ?task) AS ?tasks) WHERE { ?task a can:Task } }
}
"""
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # one letter is a drive of Windows


_SOURCES = """
PREFIX can: <https://w3id.org/can-cu/def#>
SELECT ?source ?fact ?value WHERE {
  VALUES ?fact { can:status can:sha256 can:rulesVersion can:reason can:document }
  ?source a can:Source .
  GRAPH ?source { ?source ?fact ?value }
}
"""


class Keeper(Protocol):
    """What keeps the statements: a folder (:class:`~kg.graph.embedded.Embedded`) or a server."""

    def query(self, text: str) -> Found:
        """The answer to a query over all graphs together; SyntaxError where it is wrong."""
        ...

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        value: ox.NamedNode | ox.Literal | None = None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """The statements with what is given."""
        ...

    def graphs(self) -> Iterator[str]:
        """The named graphs."""
        ...

    def put(self, graph: str, statements: bytes) -> None:
        """Make *statements*, N-Quads, all that the graph holds."""
        ...

    def rewriting(self, graph: str) -> AbstractContextManager[Callable[[bytes], object]]:
        """Take what the graph is to hold in parts, N-Quads; it holds that alone when the block has ended."""
        ...

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Add statements to what is there."""
        ...

    def drop(self, graph: str) -> bool:
        """Drop a graph; whether there was one."""
        ...

    def load(self, files: Iterable[Path], record: str) -> None:
        """Make the statements in files of N-Quads all that there is; InputError and no change for bad ones.

        The graph *record*, of builds, stays where the files have no such record.
        """
        ...

    def __len__(self) -> int: ...

    def previous(self) -> Keeper | None:
        """The state before this one, to read, where it is kept."""
        ...

    def close(self, keep: bool) -> None:
        """Let go; *keep* what was changed, as far as it can be undone."""
        ...


class Store:
    """A graph. Made by :meth:`open`; use it as a context manager.

    In a folder, a reader keeps the state that it opened, and a writer's changes are seen by the readers that open the
    store after the writer has left its ``with`` block without an error; else they never happened. A server shows each
    graph as it is put (:mod:`kg.graph.remote`).
    """

    def __init__(self, location: str | Path, keeper: Keeper, *, write: bool = False, base: str = DEFAULT_BASE) -> None:
        self.location = location
        self._keeper = keeper
        self._write = write
        self._record = f"{base}builds"

    @classmethod
    def open(cls, location: str | Path, *, write: bool = False, base: str = DEFAULT_BASE) -> Self:
        """Open the store in the folder, or at the http address, *location*; a writer makes the folder if need be.

        The record of builds is the graph *base* + ``builds``; on a server only graphs whose names begin with *base*
        belong to the store. Raises StoreError where there is no store to read, where the folder holds something else,
        or where another process is writing.
        """
        if _ADDRESS.match(str(location)):
            from kg.graph.remote import Remote  # an HTTP client takes time to import, and most stores need none

            return cls(location, Remote.open(str(location), base, write=write), write=write, base=base)
        folder = Path(location)
        keeper = Embedded.to_write(folder) if write else Embedded.to_read(folder)
        return cls(folder, keeper, write=write, base=base)

    @classmethod
    def of_file(cls, file: Path, base: str = DEFAULT_BASE) -> Self:
        """The state in a file of N-Quads, in memory, to read."""
        return cls(file, Embedded.of_files([file]), base=base)

    def previous(self) -> Store:
        """The state before this one, to read: a folder keeps it until the next one. StoreError where there is none."""
        keeper = self._keeper.previous()
        if keeper is None:
            raise StoreError(f"{shown(self.location)} keeps no earlier state to compare with; name two states.")
        return Store(self.location, keeper, base=self._record.removesuffix("builds"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(keep=kind is None)

    def close(self, *, keep: bool = True) -> None:
        """Leave the store; a writer that changed something publishes it, unless *keep* is false."""
        self._keeper.close(keep)

    @property
    def engine(self) -> ox.Store:
        """The engine of a store in a folder, for what it alone can do."""
        if not isinstance(self._keeper, Embedded):
            raise StoreError(f"{shown(self.location)} is a server; this needs a store in a folder.")
        return self._keeper.engine

    def query(self, text: str) -> Result:
        """Run a SPARQL 1.1 query over all graphs together; QueryError shows where it is wrong."""
        try:
            return wrap(self._keeper.query(text))
        except SyntaxError as error:
            raise QueryError(_explained(text, str(error))) from error

    def rows(self, text: str) -> Iterator[dict[str, Value]]:
        """The rows of a SELECT, as plain values, one after the other."""
        found = self.query(text)
        if not isinstance(found, Solutions):
            raise QueryError("This has to be a SELECT query.")
        return iter(found)

    def select(self, text: str) -> list[dict[str, Value]]:
        """The rows of a SELECT, as plain values."""
        return list(self.rows(text))

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        value: ox.NamedNode | ox.Literal | None = None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """The statements with what is given, in all graphs unless one is named."""
        return self._keeper.quads(subject, predicate, value, graph)

    def replace(self, graph: str, quads: Iterable[ox.Quad] | bytes) -> None:
        """Put *quads* (or N-Quads), all of them in *graph*, in the place of what the graph held."""
        self._writer().put(graph, quads if isinstance(quads, bytes) else nquads(quads))

    def rewriting(self, graph: str) -> AbstractContextManager[Callable[[bytes], object]]:
        """As :meth:`replace`, in parts: a function that takes N-Quads, all of them when the block ends."""
        return self._writer().rewriting(graph)

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Add statements to what is there."""
        self._writer().add(quads)

    def remove(self, graph: str) -> bool:
        """Drop a graph; whether there was one."""
        return self._writer().drop(graph)

    def load(self, files: Iterable[Path]) -> None:
        """Put the statements in files of N-Quads in the place of all; InputError, and no change, for bad ones.

        The record of builds stays, unless the files bring one. They may be made while others are loaded.
        """
        self._writer().load(files, self._record)

    def _writer(self) -> Keeper:
        if not self._write:
            raise StoreError(f"The store {shown(self.location)} was opened to read, not to write.")
        return self._keeper

    def graphs(self) -> tuple[str, ...]:
        """The named graphs, sorted."""
        return tuple(sorted(self._keeper.graphs()))

    def sources(self, base: str) -> dict[str, dict[str, str]]:
        """What is known of each source by its key: ``status``, ``sha256``, ``rulesVersion``, ``reason``."""
        known: dict[str, dict[str, str]] = {}
        for row in self.select(_SOURCES):
            about = known.setdefault(source_key(base, str(row["source"])), {})
            about[str(row["fact"]).removeprefix(CAN.iri)] = str(row["value"])
        return dict(sorted(known.items()))

    def totals(self, base: str) -> dict[str, int]:
        """How many documents (read or cited), citations, tasks, and triples outside ``builds`` there are."""
        counted = self.select(_TOTALS)[0]
        return {**{name: int(str(count)) for name, count in counted.items()}, "triples": self.size(base)}

    def size(self, base: str) -> int:
        """How many statements there are outside ``builds``."""
        return len(self) - sum(1 for _ in self.quads(graph=ox.NamedNode(f"{base}builds")))

    def nquads(self) -> Iterator[str]:
        """The statements as sorted N-Quads lines, without the record of builds."""
        record = ox.NamedNode(self._record)
        return iter(sorted(f"{quad} ." for quad in self.quads() if quad.graph_name != record))

    def __len__(self) -> int:
        return len(self._keeper)


def _explained(text: str, message: str) -> str:
    found = _PLACE.match(message)
    if not found:
        return f"The query cannot be run: {message}."
    line, column = int(found[1]), int(found[2])
    expected = re.sub(r"\s+", " ", found[3])
    if len(expected) > 160:
        expected = expected[:160].rsplit(",", 1)[0] + " …"
    return f"The query is wrong at line {line}, column {column}: {expected}\n{point_at(text, line, column)}"

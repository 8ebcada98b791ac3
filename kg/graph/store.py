"""The graph on disk: open it to ask, or to write one new state of it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg.errors import QueryError, StoreError, point_at
from kg.graph import generations
from kg.graph.results import Result, Solutions, wrap
from kg.graph.terms import Value, source_key
from kg.graph.vocabulary import CAN, RDF

_BULK = 50_000
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


class Store:
    """One generation of a graph. Made by :meth:`open`; use it as a context manager.

    A reader keeps the state that it opened. A writer's changes are seen by the readers that open the
    store after the writer has left its ``with`` block without an error; else they never happened.
    """

    def __init__(self, folder: Path, generation: Path, engine: ox.Store, lock: sqlite3.Connection | None) -> None:
        self.location = folder
        self._generation = generation
        self._engine: ox.Store | None = engine
        self._lock = lock
        self._changed = False

    @classmethod
    def open(cls, location: str | Path, *, write: bool = False) -> Self:
        """Open the store in the folder *location*; a writer makes it where there is none.

        Raises StoreError where there is no store to read, where the folder holds something else, or
        where another process is writing.
        """
        folder = Path(location)
        _check(folder)
        return cls._to_write(folder) if write else cls._to_read(folder)

    @classmethod
    def _to_read(cls, folder: Path) -> Self:
        generation = generations.current(folder)
        if generation is None:
            raise StoreError(f"There is no graph in {folder} yet; make one with: kg build")
        return cls(folder, generation, ox.Store.read_only(str(generation)), None)

    @classmethod
    def _to_write(cls, folder: Path) -> Self:
        folder.mkdir(parents=True, exist_ok=True)
        lock = generations.lock(folder)
        try:
            generation = generations.prepare(folder)
            return cls(folder, generation, ox.Store(str(generation)), lock)
        except BaseException:
            lock.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(keep=kind is None)

    def close(self, *, keep: bool = True) -> None:
        """Leave the store; a writer that changed something publishes it, unless *keep* is false."""
        if self._engine is None:
            return
        if self._lock and keep and self._changed:
            self._engine.flush()
        self._engine = None
        if self._lock:
            if keep and self._changed:
                generations.publish(self.location, self._generation)
            else:
                generations.discard(self._generation)
            self._lock.close()

    @property
    def engine(self) -> ox.Store:
        """The engine's store, for the modules of this package."""
        if self._engine is None:
            raise StoreError(f"The store {self.location} is closed.")
        return self._engine

    def query(self, text: str) -> Result:
        """Run a SPARQL 1.1 query over all graphs together; QueryError shows where it is wrong."""
        try:
            return wrap(self.engine.query(text, use_default_graph_as_union=True))
        except SyntaxError as error:
            raise QueryError(_explained(text, str(error))) from error

    def select(self, text: str) -> list[dict[str, Value]]:
        """The rows of a SELECT, as plain values."""
        found = self.query(text)
        if not isinstance(found, Solutions):
            raise QueryError("This has to be a SELECT query.")
        return list(found)

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> int:
        """Put *quads*, all of them in *graph*, in the place of what the graph held; return how many."""
        writer = self._writer()
        fresh = list(quads)
        if graph_is(writer, graph, fresh):
            return len(fresh)
        self._changed = True
        writer.remove_graph(ox.NamedNode(graph))
        # a bulk load costs 0.1 s of files however little it holds; it pays for large graphs only
        (writer.bulk_extend if len(fresh) > _BULK else writer.extend)(fresh)
        return len(fresh)

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Add statements to what is there."""
        self._writer().extend(quads)
        self._changed = True

    def remove(self, graph: str) -> bool:
        """Drop a graph; whether there was one."""
        writer, name = self._writer(), ox.NamedNode(graph)
        there = writer.contains_named_graph(name)
        self._changed |= there
        writer.remove_graph(name)
        return there

    def clear(self) -> None:
        """Drop everything."""
        self._writer().clear()
        self._changed = True

    def _writer(self) -> ox.Store:
        if self._lock is None:
            raise StoreError(f"The store {self.location} was opened to read, not to write.")
        return self.engine

    def graphs(self) -> tuple[str, ...]:
        """The named graphs, sorted."""
        return tuple(sorted(g.value for g in self.engine.named_graphs() if isinstance(g, ox.NamedNode)))

    def sources(self, base: str) -> dict[str, dict[str, str]]:
        """What is known of each source by its key: ``status``, ``sha256``, ``rulesVersion``, ``reason``."""
        known: dict[str, dict[str, str]] = {}
        for quad in self.engine.quads_for_pattern(None, RDF.type, CAN.Source, None):
            if isinstance(quad.subject, ox.NamedNode):
                known[source_key(base, quad.subject.value)] = self._about(quad.subject)
        return dict(sorted(known.items()))

    def _about(self, source: ox.NamedNode) -> dict[str, str]:
        facts = self.engine.quads_for_pattern(source, None, None, source)
        return {
            quad.predicate.value.removeprefix(CAN.iri): quad.object.value
            for quad in facts
            if isinstance(quad.object, ox.Literal | ox.NamedNode) and quad.predicate.value.startswith(CAN.iri)
        }

    def totals(self, base: str) -> dict[str, int]:
        """How many documents (read or cited), citations, tasks, and triples outside ``builds`` there are."""
        counted = self.select(_TOTALS)[0]
        builds = self.engine.quads_for_pattern(None, None, None, ox.NamedNode(f"{base}builds"))
        triples = len(self.engine) - sum(1 for _ in builds)
        return {**{name: int(str(count)) for name, count in counted.items()}, "triples": triples}

    def nquads(self, *, leave_out: str = "builds") -> Iterator[str]:
        """The statements as sorted N-Quads lines, without the graphs whose name ends with ``/builds``."""
        lines = []
        for quad in self.engine.quads_for_pattern(None, None, None, None):
            if not (isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.endswith(leave_out)):
                lines.append(f"{quad} .")
        return iter(sorted(lines))

    def __len__(self) -> int:
        return len(self.engine)


def graph_is(store: ox.Store, graph: str, quads: list[ox.Quad]) -> bool:
    """Whether *graph* holds exactly *quads* already."""
    return set(store.quads_for_pattern(None, None, None, ox.NamedNode(graph))) == set(quads)


def _check(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file; a store is a folder.")
    if folder.is_dir() and not (folder / "current").exists() and not _empty(folder):
        raise StoreError(f"The folder {folder} holds something else than a store; choose another with --store.")


def _empty(folder: Path) -> bool:
    ours = ("lock", "generation-", "current")
    return all(path.name.startswith(ours) for path in folder.iterdir())


def _explained(text: str, message: str) -> str:
    found = _PLACE.match(message)
    if not found:
        return f"The query cannot be run: {message}."
    line, column = int(found[1]), int(found[2])
    expected = re.sub(r"\s+", " ", found[3])
    if len(expected) > 160:
        expected = expected[:160].rsplit(",", 1)[0] + " …"
    return f"The query is wrong at line {line}, column {column}: {expected}\n{point_at(text, line, column)}"

"""A graph in a folder: Oxigraph on disk, one generation to read or the next to write."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from kg.config import shown
from kg.errors import InputError, StoreError
from kg.graph import generations
from kg.graph.loader import Loader
from kg.graph.results import Found
from kg.graph.vocabulary import DCTERMS, PROV, RDF

_MUCH = 256_000_000  # bytes after which the engine's files are put in order: it takes a while, and halves reading


class Embedded:
    """What keeps the statements of a :class:`~kg.graph.store.Store` in a folder.

    A reader keeps the state that it opened. A writer works in a generation of its own; nobody sees anything of it
    before :meth:`close`, so that loading it in slices, in bulk, is as good as one transaction.
    """

    def __init__(self, folder: Path, generation: Path, engine: ox.Store, lock: sqlite3.Connection | None) -> None:
        self._folder = folder
        self._generation = generation
        self._engine: ox.Store | None = engine
        self._lock = lock
        self._changed = False
        self._loader = Loader(engine)

    @classmethod
    def to_read(cls, folder: Path) -> Self:
        """The state that is current now; StoreError where there is none."""
        _check(folder)
        while generation := generations.current(folder):
            try:
                return cls(folder, generation, ox.Store.read_only(str(generation)), None)
            except OSError as error:  # writers may have cleared it away since the pointer was read
                if generations.current(folder) == generation:
                    raise StoreError(f"The store {shown(folder)} is damaged: {error}.") from error
        raise StoreError(f"There is no graph in {shown(folder)} yet; make one with: kg build")

    @classmethod
    def to_write(cls, folder: Path) -> Self:
        """The next state, which begins as the current one; StoreError where somebody else is writing."""
        _check(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The folder {shown(folder)} cannot be made: {error.strerror}.") from error
        lock = generations.lock(folder)
        try:
            generation = generations.prepare(folder)
            return cls(folder, generation, ox.Store(str(generation)), lock)
        except BaseException:
            lock.close()
            raise

    @classmethod
    def of_files(cls, files: Iterable[Path]) -> Self:
        """The state in files of N-Quads, in memory, to read."""
        engine, place = ox.Store(), Path()
        _load(engine, files)
        return cls(place, place, engine, None)

    def previous(self) -> Embedded | None:
        """The state before this one, to read; None where it is not there, or no longer."""
        earlier = generations.before(self._folder, self._generation)
        try:
            return Embedded(self._folder, earlier, ox.Store.read_only(str(earlier)), None) if earlier else None
        except OSError:  # a writer cleared it away
            return None

    @property
    def engine(self) -> ox.Store:
        """The engine, with all that was put in."""
        engine = self._open()
        self._loader.settle()
        return engine

    def query(self, text: str) -> Found:
        """The answer to a query over all graphs together."""
        return self.engine.query(text, use_default_graph_as_union=True)

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        value: ox.NamedNode | ox.Literal | None = None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """The statements with what is given."""
        return self.engine.quads_for_pattern(subject, predicate, value, graph)

    def graphs(self) -> Iterator[str]:
        """The named graphs."""
        return (name.value for name in self.engine.named_graphs() if isinstance(name, ox.NamedNode))

    def put(self, graph: str, statements: bytes) -> None:
        """Make *statements*, N-Quads, all that the graph holds."""
        name = ox.NamedNode(graph)
        if self._loader.holds(graph):
            self._loader.settle()
        engine = self._open()
        if engine.contains_named_graph(name):
            self._loader.wait()
            if set(engine.quads_for_pattern(None, None, None, name)) == set(ox.parse(statements, ox.RdfFormat.N_QUADS)):
                return
            engine.remove_graph(name)
        self._loader.take(graph, statements)
        self._changed = True

    @contextmanager
    def rewriting(self, graph: str) -> Iterator[Callable[[bytes], object]]:
        """Take what the graph is to hold in parts, N-Quads."""
        name, put = ox.NamedNode(graph), partial(self._loader.take, graph)
        self._changed = True
        if next(self.quads(graph=name), None) is None:
            yield put
        else:
            from kg.graph.revision import revised  # numpy takes time to import

            with revised(self.engine, name, put, self._folder) as take:
                yield take

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Add statements to what is there."""
        self.engine.extend(quads)
        self._changed = True

    def drop(self, graph: str) -> bool:
        """Drop a graph; whether there was one."""
        name = ox.NamedNode(graph)
        there = self.engine.contains_named_graph(name)
        self._changed |= there
        self.engine.remove_graph(name)
        return there

    def load(self, files: Iterable[Path], record: str) -> None:
        """Make the statements in files of N-Quads all that there is, beside the *record* of builds."""
        before = list(self.quads(graph=ox.NamedNode(record)))
        self.engine.clear()
        self._changed = True
        self._loader.written += _load(self.engine, files)
        self.keep(record, before)

    def keep(self, record: str, before: Iterable[ox.Quad]) -> None:
        """Put in what the *record* of builds held before, unless what was loaded has a record of its own."""
        if next(self.quads(None, RDF.type, PROV.Activity, ox.NamedNode(record)), None) is None:
            # the digest that an earlier backup brought is that of another state
            self.engine.extend(quad for quad in before if quad.predicate != DCTERMS.identifier)

    def __len__(self) -> int:
        return len(self.engine)

    def close(self, keep: bool) -> None:
        """Let go; what a writer changed is published, or thrown away where *keep* is false."""
        if self._engine is None:
            return
        if self._lock is None:
            self._let_go()
            return
        keep = keep and self._changed
        try:
            if keep:
                self._settle()
            self._let_go()
            if keep:
                generations.publish(self._folder, self._generation)
        finally:
            self._let_go()
            if not keep or generations.current(self._folder) != self._generation:
                generations.discard(self._generation)
            self._lock.close()

    def _let_go(self) -> None:
        self._loader.close()
        self._engine = None

    def _settle(self) -> None:
        """Bring all to the disk; what was written in many pieces, and over what was there, into few files."""
        self.engine.flush()
        if self._loader.written > _MUCH:
            self.engine.optimize()

    def _open(self) -> ox.Store:
        """The engine as it is, without what waits to be put in."""
        if self._engine is None:
            raise StoreError(f"The store {shown(self._folder)} is closed.")
        return self._engine


def _load(engine: ox.Store, files: Iterable[Path]) -> int:
    """Load files of N-Quads, which may come one after the other, in bulk; how many bytes they have."""
    size, file = 0, Path()
    for file in files:
        try:
            engine.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
        except (OSError, SyntaxError) as error:
            raise InputError(shown(file), f"is no file of N-Quads: {error}") from error
        size += file.stat().st_size
    if not len(engine):
        raise InputError(shown(file), "holds no statements")
    return size


def _check(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{shown(folder)} is a file; a store is a folder.")
    if folder.is_dir() and not (folder / "current").exists() and not _empty(folder):
        raise StoreError(f"The folder {shown(folder)} holds something else than a store; choose another with --store.")


def _empty(folder: Path) -> bool:
    ours = ("lock", "generation-", "current")
    return all(path.name.startswith(ours) for path in folder.iterdir())

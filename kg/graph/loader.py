"""Statements on their way into the engine: gathered into slices, each loaded beside what goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pyoxigraph as ox

_BULK, _SLICE = 8_000_000, 32_000_000  # bytes of N-Quads: what a bulk load pays for, and as much as one takes


class Loader:
    """Takes the N-Quads of graphs for an engine; at most one slice is being loaded while the next one fills.

    The engine loads without Python, so that whoever writes statements goes on writing them. What :meth:`holds` is true
    for may not be in the engine before :meth:`settle`.
    """

    def __init__(self, engine: ox.Store) -> None:
        self._engine: ox.Store | None = engine
        self._beside = ThreadPoolExecutor(1, "loader")
        self._loading: Future[None] | None = None
        self._waiting: list[bytes] = []
        self._graphs: set[str] = set()
        self._waits = 0
        self.written = 0

    def take(self, graph: str, statements: bytes) -> None:
        """Take some statements of a graph."""
        self._graphs.add(graph)
        self._waiting.append(statements)
        self._waits += len(statements)
        if self._waits > _SLICE:
            self._hand_on()

    def holds(self, graph: str) -> bool:
        """Whether statements of the graph were taken since all was in the engine."""
        return graph in self._graphs

    def wait(self) -> None:
        """Wait for the slice that is being loaded; raises what went wrong with it."""
        loading, self._loading = self._loading, None
        if loading:
            loading.result()

    def settle(self) -> None:
        """Bring all into the engine; raises what went wrong with it."""
        if self._waiting:
            self._hand_on()
        self.wait()
        self._graphs.clear()

    def close(self) -> None:
        """Let go of the engine; what waits is forgotten."""
        self._waiting.clear()
        self._beside.shutdown()
        self._engine = self._loading = None

    def _hand_on(self) -> None:
        assert self._engine is not None
        statements = b"".join(self._waiting)
        self._waiting.clear()
        self._waits = 0
        self.written += len(statements)
        self.wait()
        load: Callable[..., None] = self._engine.bulk_load if len(statements) > _BULK else self._engine.load
        # Our own statements, so there is no need to look at them again.
        self._loading = self._beside.submit(load, statements, ox.RdfFormat.N_QUADS, lenient=True)

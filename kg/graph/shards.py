"""The shards of a build on many machines, into a store: read in bulk, when all are there or as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from kg.config import DEFAULT_BASE
from kg.errors import InputError
from kg.graph.store import Store


def shard_files(folder: str | Path) -> list[Path]:
    """The files of N-Quads of a build's *folder*; InputError where there are none."""
    files = sorted(path for path in Path(folder).glob("nquads/*/*.nq") if path.stat().st_size)
    if not files:
        raise InputError(str(folder), "holds no shards of N-Quads")
    return files


def load_shards(folder: str | Path, store: str | Path, base: str = DEFAULT_BASE) -> dict[str, int]:
    """Put the graph in the shards in the place of all that the store holds; its totals.

    Readers see the new state when all of it is in. Servers have bulk loaders of their own, which are faster.
    """
    with Store.open(store, write=True, base=base) as graph:
        graph.load(shard_files(folder))
        return graph.totals(base)


@contextmanager
def loading_shards(store: str | Path, base: str = DEFAULT_BASE) -> Iterator[Callable[[Iterable[str]], None]]:
    """As :func:`load_shards`, while they are made: a function that is told of files when they are whole.

    The store holds them, and nothing else, when the block has ended; where it ends with an error, nothing has changed.
    """
    whole: SimpleQueue[Path | None] = SimpleQueue()

    def take(files: Iterable[str]) -> None:
        for file in map(Path, files):
            whole.put(file)

    with Store.open(store, write=True, base=base) as graph, ThreadPoolExecutor(1, "shards") as beside:
        loaded = beside.submit(graph.load, iter(whole.get, None))
        try:
            yield take
        finally:
            whole.put(None)
        loaded.result()

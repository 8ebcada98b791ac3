"""The shards of a build on many machines, into a store: read in bulk, when all are there or as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Event

from kg.config import DEFAULT_BASE
from kg.errors import InputError, StoreError
from kg.graph.store import Store


def shard_files(folder: str | Path) -> list[Path]:
    """The files of N-Quads of a build's *folder*; InputError where there are none, or the build did not end."""
    if not any(Path(folder).glob("manifest/part-*")):
        raise InputError(str(folder), "holds no build that came to its end: there is no manifest")
    files = sorted(path for path in Path(folder).glob("nquads/*/*.nq") if path.stat().st_size)
    if not files:
        raise InputError(str(folder), "holds no shards of N-Quads")
    return files


def load_shards(folder: str | Path, store: str | Path, base: str = DEFAULT_BASE) -> dict[str, int]:
    """Put the graph in the shards in the place of all that the store's folder holds; its totals.

    Readers see the new state when all of it is in. Servers have bulk loaders of their own: a StoreError says so.
    """
    with _writer(store, base) as graph:
        graph.load(shard_files(folder))
        return graph.totals(base)


@contextmanager
def loading_shards(store: str | Path, base: str = DEFAULT_BASE) -> Iterator[Callable[[Iterable[str]], None]]:
    """As :func:`load_shards`, while they are made: a function that is told of files when they are whole.

    The store holds them, and nothing else, when the block has ended; where it ends with an error, nothing has changed.
    Nobody else can write meanwhile. The function raises what went wrong with files that it was told of before.
    """
    whole: SimpleQueue[Path | None] = SimpleQueue()
    broken = Event()
    with _writer(store, base) as graph, ThreadPoolExecutor(1, "shards") as beside:
        loaded = beside.submit(graph.load, _files(whole, broken))

        def take(files: Iterable[str]) -> None:
            if loaded.done():
                loaded.result()
            for file in map(Path, files):
                whole.put(file)

        try:
            yield take
        except BaseException:
            broken.set()
            raise
        finally:
            whole.put(None)
        loaded.result()


def _writer(store: str | Path, base: str) -> Store:
    """The store in a folder, to write; StoreError for a server, whose graphs would be put one by one."""
    graph = Store.open(store, write=True, base=base)
    try:
        _ = graph.engine
    except StoreError:
        graph.close(keep=False)
        raise
    return graph


def _files(whole: SimpleQueue[Path | None], broken: Event) -> Iterator[Path]:
    """Files as they come, until there are no more, or until their making has failed: half of a graph is none."""
    while file := whole.get():
        if broken.is_set():
            break
        yield file
    if broken.is_set():
        raise StoreError("The shards were not all made.")

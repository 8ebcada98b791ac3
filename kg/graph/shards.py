"""The shards of a build on many machines, into a store: read in bulk, one after the other."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

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
    """Put the graph in the shards in the place of all that the store's folder holds; its totals.

    Readers see the new state when all of it is in. Servers have bulk loaders of their own: a StoreError says so.
    """
    first, *others = shard_files(folder)
    with Store.open(store, write=True, base=base) as graph:
        engine = graph.engine
        graph.load(first)
        for file in others:
            engine.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS, lenient=True)  # our own: no need to check
        engine.optimize()
        return graph.totals(base)

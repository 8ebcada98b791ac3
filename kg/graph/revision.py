"""A graph written anew over one that is much the same: what is the same stays, what is new goes in, what is gone out.

Taking a statement out of the engine costs as much as putting several in, and of a graph of millions few statements
change when a file is added. So the graph that is there is gone through once, as text in a file: of each statement a
digest of 16 bytes is kept in memory, and where it lies.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import numpy as np
import numpy.typing as npt
import pyoxigraph as ox

_PART = 16_000_000  # bytes of statements that are put in at a time
_Halves = npt.NDArray[np.uint64]


@contextmanager
def revised(
    engine: ox.Store, graph: ox.NamedNode, put: Callable[[bytes], object], folder: Path | None = None
) -> Iterator[Callable[[bytes], object]]:
    """Take the new state of a graph in parts, N-Quads; *put* gets what the graph lacks when the block has ended.

    The text of the graph, as large as its statements, lies in *folder* meanwhile (None: where such files usually do).

    >>> engine, graph = ox.Store(), ox.NamedNode("http://g/")
    >>> engine.load(b"<http://s/> <http://p/> 1, 2 .", ox.RdfFormat.TURTLE, to_graph=graph)
    >>> with revised(engine, graph, print) as take:
    ...     take(b'<http://s/> <http://p/> "2"^^<http://www.w3.org/2001/XMLSchema#integer> <http://g/> .\\n')
    ...     take(b'<http://s/> <http://p/> "3" <http://g/> .\\n')
    b'<http://s/> <http://p/> "3" <http://g/> .\\n'
    >>> [quad.object.value for quad in engine]
    ['2']
    """
    with TemporaryFile(dir=folder) as old, TemporaryFile(dir=folder) as new:
        engine.dump(old, format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
        before = _Before(old)
        end = len(f" {graph} .".encode())

        def take(statements: bytes) -> None:
            lines = statements.splitlines(keepends=True)
            known = before.holds([line[: -end - 1] for line in lines])
            new.writelines(line for line, there in zip(lines, known, strict=True) if not there)

        yield take
        # Out, then in: a statement that the engine writes in another way than it came is gone and new.
        for triple in before.gone():
            engine.remove(ox.Quad(triple.subject, triple.predicate, triple.object, graph))
        new.seek(0)
        while part := new.readlines(_PART):
            put(b"".join(part))


class _Before:
    """The statements of a file of N-Triples, and which of them were met again."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        file.seek(0)
        digests, sizes = bytearray(), array("L", [0])
        for line in file:
            digests += _digest(line[: -len(b" .\n")])
            sizes.append(len(line))
        halves = _halves(digests)
        order = np.argsort(halves[:, 0])
        self._halves = halves[order]
        self._begin = np.cumsum(sizes, dtype=np.int64)[:-1][order]
        self._met = np.zeros(len(order), dtype=bool)

    def holds(self, statements: list[bytes]) -> list[bool]:
        """Whether each is among them; it then counts as met."""
        halves = _halves(b"".join(map(_digest, statements)))
        places = np.searchsorted(self._halves[:, 0], halves[:, 0])
        places[places == len(self._met)] = 0
        same = (self._halves[places] == halves).all(axis=1)
        self._met[places[same]] = True
        return [bool(one) for one in same]

    def gone(self) -> Iterator[ox.Triple]:
        """Those that were not met."""
        for begin in np.sort(self._begin[~self._met]).tolist():
            self._file.seek(begin)
            yield next(ox.parse(self._file.readline(), ox.RdfFormat.N_TRIPLES)).triple


def _digest(statement: bytes) -> bytes:
    return blake2b(statement, digest_size=16).digest()


def _halves(digests: bytes | bytearray) -> _Halves:
    """A row for each digest: its first eight bytes, by which they are sorted, and its last."""
    return np.frombuffer(digests, dtype=np.uint64).reshape(-1, 2)

"""The engine's results written out in the forms of the standards, whole or their first rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox

from kg.errors import CanCuError
from kg.graph.results import GRAPH_FORMATS, ROW_FORMATS, Found

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_LEAST = 2  # bytes that each row takes, whatever the form: a line's end, or {}


def forms(found: Found) -> tuple[str, ...]:
    """The media types that a result can be written in, the usual one first."""
    if isinstance(found, ox.QuerySolutions):
        return tuple(ROW_FORMATS)
    if isinstance(found, ox.QueryBoolean):
        return tuple(name for name in ROW_FORMATS if name.startswith("application/"))
    return tuple(GRAPH_FORMATS)


def write(found: Found, media_type: str, output: IO[bytes]) -> None:
    """Write a result whole."""
    if isinstance(found, ox.QuerySolutions | ox.QueryBoolean):
        found.serialize(output, format=ROW_FORMATS[media_type])
    else:
        ox.serialize(found, output, format=GRAPH_FORMATS[media_type])


class TooLargeError(CanCuError):
    """What was gathered takes more bytes than it may."""


def write_first(found: Found, media_type: str, output: IO[bytes], most: int, size: int) -> bool:
    """Write the first *most* rows or statements; whether there were more. TooLargeError beyond *size* bytes of rows."""
    if isinstance(found, ox.QueryBoolean):
        write(found, media_type, output)
        return False
    if not isinstance(found, ox.QuerySolutions):
        statements = iter(found)
        write(islice(statements, most), media_type, output)
        return next(statements, None) is not None
    lines = _Lines(most + 1, size)  # the first names the columns
    with suppress(_EnoughError):
        found.serialize(cast(IO[bytes], lines), format=ox.QueryResultsFormat.TSV)
    rows = ox.parse_query_results(lines.first(), ox.QueryResultsFormat.TSV)
    assert isinstance(rows, ox.QuerySolutions)
    write(rows, media_type, output)
    return lines.more


def more_rows(content: bytes | Path, media_type: str, most: int) -> bool:
    """Whether what was written holds more than *most* rows; statements are not counted."""
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    if media_type not in ROW_FORMATS or size <= most * _LEAST:
        return False
    with io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as file:
        if media_type == "text/csv":  # which the engine does not read
            rows: Iterable[object] = islice(csv.reader(io.TextIOWrapper(file, "utf-8", newline="")), 1, None)
        else:
            found = ox.parse_query_results(file, ROW_FORMATS[media_type])
            rows = found if isinstance(found, ox.QuerySolutions) else ()
        return any(place == most for place, _ in enumerate(rows))


class _EnoughError(Exception):
    """No more lines are wanted."""


class _Lines(io.RawIOBase):
    """Keeps the first *most* lines of what is written, and ends the writing after them, or after *size* bytes."""

    def __init__(self, most: int, size: int) -> None:
        self._most = most
        self._size = size
        self._seen = 0
        self._kept = bytearray()

    @property
    def more(self) -> bool:
        """Whether there were more lines."""
        return self._seen > self._most

    def write(self, data: ReadableBuffer, /) -> int:
        """Take some bytes."""
        part = bytes(data)
        self._seen += part.count(b"\n")
        self._kept += part
        if self.more:
            raise _EnoughError
        if len(self._kept) > self._size:
            raise TooLargeError(f"The first {self._most} lines have more than {self._size} bytes.")
        return len(part)

    def first(self) -> bytes:
        """The lines, each with its end."""
        return b"".join(line + b"\n" for line in self._kept.split(b"\n")[: self._most][: self._seen])

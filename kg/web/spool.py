"""An answer on its way from a worker process to a client: whole before anything of it is sent.

A small one stays in memory, a large one lies in a file, so that clients that read slowly cost no memory.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from kg.web.refused import RefusedError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_SMALL = 1_000_000  # bytes that stay in memory


class Given(NamedTuple):
    """An answer: its media type, its bytes or the file with them, and whether it is only the first rows."""

    media_type: str
    content: bytes | Path
    cut: bool = False


def too_large(most: int) -> RefusedError:
    """What a client is told whose answer has too many bytes."""
    return RefusedError(503, f"The answer has more than {most} bytes; ask for less, with LIMIT or FILTER.")


class Spool(io.RawIOBase):
    """Takes bytes, up to *most*; RefusedError (503) beyond. *path* is where the file lies, if there has to be one."""

    def __init__(self, path: Path, most: int) -> None:
        self._path = path
        self._most = most
        self._file: IO[bytes] | None = None
        self._parts = bytearray()
        self.size = 0

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Take some bytes."""
        part = bytes(data)
        self.size += len(part)
        if self.size > self._most:
            raise too_large(self._most)
        if self._file is None and self.size > _SMALL:
            self._file = self._path.open("wb")
            self._file.write(self._parts)
        if self._file is None:
            self._parts += part
        else:
            self._file.write(part)
        return len(part)

    def content(self) -> bytes | Path:
        """What was written: the bytes, or the file that holds them."""
        if self._file is None:
            return bytes(self._parts)
        self._file.close()
        return self._path

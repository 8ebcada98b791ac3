"""Bytes to text: what a file holds, decoded, and nothing else changed."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from pathlib import Path

from kg.errors import InputError
from kg.models import Source

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", "is a PDF"),
    (b"PK\x03\x04", "is a Word file or another ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "is an old Word file"),
    (b"\x89PNG", "is a PNG picture"),
    (b"\xff\xd8\xff", "is a JPEG picture"),
    (b"GIF8", "is a GIF picture"),
    (b"\x1f\x8b", "is a gzip archive"),
    (b"{\\rtf", "is an RTF file"),
)
DEFAULT_MAX_MB = 50


def read(path: str | Path, *, root: str | Path | None = None, max_mb: float = DEFAULT_MAX_MB) -> Source:
    """Read one file of text, UTF-8 or UTF-16.

    ``Source.path`` is the path relative to *root* (as given, without root), in NFC and with ``/``.
    Raises InputError, with its reason, for a file that is missing, empty, larger than *max_mb*
    (MB of 10^6 bytes), in another format, or binary.
    """
    shown = source_key(path, root)
    try:
        about = Path(path).stat()
        if not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)):
            raise InputError(shown, "is a pipe or a device, not a file")
        if about.st_size > max_mb * 1_000_000:
            raise InputError(shown, f"is larger than {max_mb:g} MB (setting max_file_mb)")
        data = Path(path).read_bytes()
    except FileNotFoundError as error:
        raise InputError(shown, "there is no such file") from error
    except IsADirectoryError as error:
        raise InputError(shown, "is a folder, not a file") from error
    except OSError as error:
        raise InputError(shown, f"cannot be read: {error.strerror}") from error
    return Source(shown, decode(data, shown), hashlib.sha256(data).hexdigest())


def source_key(path: str | Path, root: str | Path | None = None) -> str:
    """The name of a source: relative to *root* where it lies under it, NFC, with ``/``.

    >>> source_key("plans/a.txt", "plans")
    'a.txt'
    """
    shown = Path(path)
    if root is not None and _plain(path).is_relative_to(_plain(root)):
        shown = _plain(path).relative_to(_plain(root))
    return unicodedata.normalize("NFC", shown.as_posix())


def _plain(path: str | Path) -> Path:
    """An absolute path without "..", whatever links lie on it: a source is named as it was given."""
    return Path(os.path.normpath(Path(path).absolute()))


def decode(data: bytes, shown: str) -> str:
    """Decode *data*, dropping a byte-order mark; *shown* names the file in errors.

    >>> decode("Số".encode(), "a.txt")
    'Số'
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(shown, f"{what}; only text files (UTF-8, UTF-16) are read")
    text = _decoded(data, shown)
    if not text.strip():
        raise InputError(shown, "is empty")
    if "\x00" in text:
        raise InputError(shown, "is binary, not text")
    return text


def _decoded(data: bytes, shown: str) -> str:
    mark, encoding = next((bom for bom in _BOMS if data.startswith(bom[0])), (b"", "utf-8"))
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        reason = "is binary, not text" if b"\x00" in data else "is not UTF-8 or UTF-16 text"
        raise InputError(shown, f"{reason} (byte {error.start})") from error

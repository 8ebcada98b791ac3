"""A file to its text: whatever its format, in a folder or in an archive, and nothing else changed."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from kg.errors import InputError
from kg.models import Source
from kg.text.formats import archive
from kg.text.formats.detect import format_of

DEFAULT_MAX_MB = 50


def read(path: str | Path, *, root: str | Path | None = None, max_mb: float = DEFAULT_MAX_MB) -> Source:
    """Read one file: text, web page, Word file, PDF, picture; or one in an archive, as ``plans.zip/a.docx``.

    ``Source.path`` is the path relative to *root* (as given, without root), in NFC and with ``/``.
    Raises InputError, with its reason, for a file that is missing, empty, larger than *max_mb*
    (MB of 10^6 bytes), damaged, or in a format that is not read.
    """
    shown = source_key(path, root)
    data = data_of(path, shown, max_mb)
    try:
        content = format_of(data).reader()(data, int(max_mb * 1_000_000))
    except ValueError as error:
        raise InputError(shown, str(error)) from error
    if not content.text.strip():  # a blank page that was recognised
        raise InputError(shown, "holds no text")
    return Source(shown, content.text, hashlib.sha256(data).hexdigest(), content.url, content.pages, content.notes)


def data_of(path: str | Path, shown: str, max_mb: float = DEFAULT_MAX_MB) -> bytes:
    """The bytes of a file, or of one in an archive; *shown* names it in errors, which are InputErrors."""
    try:
        outer = archive.archive_of(Path(path))
        if outer is not None:
            return archive.member(outer, Path(path), int(max_mb * 1_000_000))
        about = Path(path).stat()
        if not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)):
            raise InputError(shown, "is a pipe or a device, not a file")
        if about.st_size > max_mb * 1_000_000:
            raise InputError(shown, f"is larger than {max_mb:g} MB (setting max_file_mb)")
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise InputError(shown, "there is no such file") from error
    except IsADirectoryError as error:
        raise InputError(shown, "is a folder, not a file") from error
    except OSError as error:
        raise InputError(shown, f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise InputError(shown, str(error)) from error


def digest_of(path: Path, shown: str, max_mb: float = DEFAULT_MAX_MB) -> str:
    """The SHA-256 of a file, read piece by piece, or of one in an archive; errors as :func:`data_of` has them."""
    if archive.archive_of(path) is not None or not path.is_file():
        return hashlib.sha256(data_of(path, shown, max_mb)).hexdigest()
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(shown, f"cannot be read: {error.strerror}") from error


def expanded(paths: Iterable[str | Path], glob: str = "*") -> Iterator[tuple[Path, Path]]:
    """The files of *paths*, each with the folder or archive that was named: all files below a folder and in an
    archive, but hidden ones and those whose path below it does not fit *glob* (``*`` fits slashes too).
    """
    for given in map(Path, paths):
        if not given.is_dir() and not archive.is_archive(given):
            yield given, given.parent
            continue
        for path in _below(given):
            inside = path.relative_to(given).as_posix()
            if not path.name.startswith(".") and fnmatchcase(unicodedata.normalize("NFC", inside), glob):
                yield path, given


def _below(folder: Path) -> Iterator[Path]:
    """The files in a folder, those in its folders and archives included, or those in an archive."""
    if not folder.is_dir():
        yield from archive.members(folder)
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from archive.members(path) if archive.is_archive(path) else (path,)


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

"""ZIP archives: the files in them, each read as if it lay in a folder of the archive's name."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

# What Python raises for archives that are damaged, packed in a way that it does not know, or locked.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
_ZIP = b"PK\x03\x04"
_OFFICE = "[Content_Types].xml"  # Word, Excel and PowerPoint files are archives of this kind; others are not
_OPEN_DOCUMENT = "mimetype"
# What archivers add that is no file of the user's.
_ADDED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
MAX_MEMBERS = 100_000


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin like a ZIP archive, of whatever it holds."""
    return data.startswith(_ZIP)


def is_archive(path: Path) -> bool:
    """Whether *path* is a ZIP archive of files, not a Word file or another document that is packed the same way."""
    if not path.is_file():  # a pipe would be waited for
        return False
    try:
        with path.open("rb") as file:
            if file.read(4) != _ZIP:
                return False
            names = zipfile.ZipFile(file).namelist()
    except (OSError, *BROKEN):
        return False
    return _OFFICE not in names and _OPEN_DOCUMENT not in names


def members(path: Path) -> Iterator[Path]:
    """The files of an archive, as paths below it, in the order of their names."""
    with zipfile.ZipFile(path) as archive:
        names = sorted(_name(info) for info in archive.infolist() if not info.is_dir())
    for name in names[:MAX_MEMBERS]:
        if not any(added in name for added in _ADDED):
            yield path / name


def archive_of(path: Path) -> Path | None:
    """The archive that *path* leads into, or None where it is no path into a file."""
    return next((parent for parent in path.parents if parent.is_file()), None)


def member(archive: Path, path: Path, max_bytes: int) -> bytes:
    """The bytes of a file in an archive; no more than *max_bytes* are ever unpacked.

    Raises FileNotFoundError, or ValueError with its reason.
    """
    try:
        data = _unpacked(archive, path.relative_to(archive).as_posix(), max_bytes + 1)
    except BROKEN as error:
        raise ValueError("is damaged inside its archive, or packed in a way that is not read") from error
    if data is None:
        raise ValueError("needs a password")
    if len(data) > max_bytes:
        raise ValueError(f"is larger than {max_bytes / 1_000_000:g} MB when unpacked (setting max_file_mb)")
    return data


def _unpacked(archive: Path, wanted: str, most: int) -> bytes | None:
    """At most *most* bytes of a member; None for one that is locked."""
    with zipfile.ZipFile(archive) as opened:
        info = next((i for i in opened.infolist() if _name(i) == wanted), None)
        if info is None:
            raise FileNotFoundError(wanted)
        if info.flag_bits & _LOCKED:
            return None
        with opened.open(info) as file:
            return file.read(most)


_LOCKED = 1


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name, never one that leads out of the archive.

    Old Windows archivers write Vietnamese names in the system's code page and do not say so: they come as cp437.
    """
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))

"""Which format a file is in, by its first bytes and never by its name, and who reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from kg.text.formats.archive import is_zip
from kg.text.formats.blocks import Content
from kg.text.formats.html import is_html

Reader: TypeAlias = Callable[[bytes, int], Content]
"""Bytes and the most bytes that may be unpacked from them, to content; ValueError with a reason else."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name, how its bytes begin, and its reader, found when it is needed."""

    name: str
    begins: Callable[[bytes], bool]
    reader: Callable[[], Reader]


def format_of(data: bytes) -> Format:
    """The first format of the table that the bytes begin like; text where none is.

    >>> format_of(b"%PDF-1.7").name, format_of("Số: 1".encode()).name
    ('pdf', 'text')
    """
    return next(form for form in FORMATS if form.begins(data))


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(signatures)


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]  # some programs write a few bytes before it


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def _pdf() -> Reader:
    from kg.text.formats.pdf import read_pdf

    return lambda data, _: read_pdf(data, _recognise())


@cache
def _recognise() -> Callable[[Any], str] | None:
    """What reads a page without text; None where that cannot be done here, which is asked once."""
    from kg.text.formats import ocr

    return ocr.recognised if ocr.available() is None else None


def _zip() -> Reader:
    from kg.text.formats.office import read_office

    return read_office


def _html() -> Reader:
    from kg.text.formats.html import read_html

    return lambda data, _: read_html(data)


def _image() -> Reader:
    from kg.text.formats.ocr import read_image

    return lambda data, _: read_image(data)


def _text() -> Reader:
    from kg.text.formats.plain import read_plain

    return lambda data, _: read_plain(data)


def _refused(reason: str) -> Callable[[], Reader]:
    def refuse(data: bytes, max_bytes: int) -> Content:
        raise ValueError(reason)

    return lambda: refuse


# Old Office files; Office files with a password are packed into one too, under this name.
_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def _is_locked(data: bytes) -> bool:
    return data.startswith(_OLE) and _LOCKED in data


_SAVE_AS = "save it as .docx or PDF"
FORMATS = (
    Format("pdf", _is_pdf, _pdf),
    Format("zip", is_zip, _zip),
    Format("zip", _starts(b"PK\x05\x06"), _refused("is an empty ZIP archive")),
    Format("image", _starts(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*"), _image),
    Format("image", _is_webp, _image),
    Format("locked", _is_locked, _refused("is a Word file that needs a password")),
    Format("doc", _starts(_OLE), _refused(f"is an old Word, Excel or PowerPoint file; {_SAVE_AS}")),
    Format("rtf", _starts(b"{\\rtf"), _refused(f"is an RTF file; {_SAVE_AS}")),
    Format("gif", _starts(b"GIF8"), _refused("is a GIF picture; only PNG, JPEG, TIFF and WebP pictures are read")),
    Format("bmp", _starts(b"BM\x00", b"BM6"), _refused("is a BMP picture; save it as PNG")),
    Format("gzip", _starts(b"\x1f\x8b"), _refused("is a gzip archive; unpack it first")),
    Format("7z", _starts(b"7z\xbc\xaf\x27\x1c"), _refused("is a 7z archive; unpack it first")),
    Format("rar", _starts(b"Rar!\x1a\x07"), _refused("is a RAR archive; unpack it first")),
    Format("bzip2", _starts(b"BZh"), _refused("is a bzip2 archive; unpack it first")),
    Format("xz", _starts(b"\xfd7zXZ"), _refused("is an xz archive; unpack it first")),
    Format("tar", lambda data: data[257:262] == b"ustar", _refused("is a tar archive; unpack it first")),
    Format("html", is_html, _html),
    Format("text", lambda data: True, _text),
)  # fmt: skip

"""Text files: UTF-8 and UTF-16, and the charsets of the time before them."""

from __future__ import annotations

from kg.models import Finding
from kg.text.charsets import decoded
from kg.text.formats.blocks import Content

_UNICODE = ("utf-8", "utf-16")


def read_plain(data: bytes) -> Content:
    """The text of a file that is nothing else; a note names an old charset that it was converted from.

    Raises ValueError, with its reason, for one that is empty, binary, or in no charset that is known.

    >>> read_plain("Số".encode("utf-16")).text
    'Số'
    """
    text, charset = decoded(data)
    if not text.strip():
        raise ValueError("is empty")
    if "\x00" in text:
        raise ValueError("is binary, not text")
    if charset.startswith(_UNICODE):
        return Content(text)
    return Content(text, notes=(Finding("charset.converted", f"converted from {charset}"),))

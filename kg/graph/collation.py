"""Vietnamese alphabetical order: a ă â b c d đ e ê …, tones after letters, numbers by their value."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias
from unicodedata import normalize

from kg.graph.terms import Value

Key: TypeAlias = tuple[object, ...]

_LETTERS = {
    letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
}  # TCVN: each marked letter follows its plain one
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_PIECES = re.compile(r"\d+|\D")


@lru_cache(maxsize=65536)
def text_key(text: str) -> Key:
    """What to sort a Vietnamese text by.

    >>> sorted(["Đà Nẵng", "Điện Biên", "Cà Mau", "An Giang", "Dak", "Ăn", "2b", "14"], key=text_key)
    ['2b', '14', 'An Giang', 'Ăn', 'Cà Mau', 'Dak', 'Đà Nẵng', 'Điện Biên']
    """
    bare, tones = _without_tones(text.lower())
    pieces = tuple(_piece(piece) for piece in _PIECES.findall(bare))
    return (pieces, tones, text)


def _without_tones(text: str) -> tuple[str, tuple[int, ...]]:
    letters, tones = [], []
    for mark in normalize("NFD", text):
        if mark in _TONES:
            tones.append(_TONES[mark])
        else:
            letters.append(mark)
            tones.append(0)
    return normalize("NFC", "".join(letters)), tuple(tones)


def _piece(piece: str) -> tuple[int, int, str]:
    if piece.isdecimal():
        return (1, int(piece), "")
    if piece in _LETTERS:
        return (2, _LETTERS[piece], "")
    return (0 if piece.isspace() else 3 if piece.isalpha() else 0, 0, piece)


def value_key(value: Value) -> Key:
    """What to sort any cell by: numbers before text, what is unknown last."""
    if value is None:
        return (2,)
    return (0, value) if isinstance(value, int | float) else (1, text_key(str(value)))

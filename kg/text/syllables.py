"""Syllables that a PDF's text layer has split: "Quy ết đ ịnh s ố" (survey, section 13).

A font that lacks some vowels makes the reader set a space before them. Only texts that show the damage
are looked through: two pieces are put together where they make a syllable and one of them is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from kg import tables
from kg.text.offsets import MappedText

# A consonant that stands alone before a vowel with a mark: three of them show a split text.
_MARKED = "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáâãèéêìíòóôõùúýăĩũơư"
_VOWEL = re.compile(f" (?=[{_MARKED}{_MARKED.upper()}])")
_CONSONANT = re.compile(r"(?<![^\W\d_])(?:ngh|ng|nh|th|tr|ch|ph|kh|gh|[bcdđghklmnpqrstvx])$", re.IGNORECASE)
_PIECE = re.compile(r"[^\W\d_]+")
_ENOUGH = 3


def joined_syllables(text: str) -> MappedText | None:
    """*text* with its split syllables put together, or None where it is whole.

    >>> joined_syllables("Quy ết đ ịnh s ố 5, thành ph ố, h ội").text
    'Quyết định số 5, thành phố, hội'
    """
    hits = (True for m in _VOWEL.finditer(text) if _CONSONANT.search(text, max(0, m.start() - 4), m.start()))
    if sum(islice(hits, _ENOUGH)) < _ENOUGH:
        return None
    return MappedText.join(_pieces(text))


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """The text between the spaces that split a syllable."""
    known = tables.syllables()
    at = end = 0
    left, left_known = "", True
    for match in _PIECE.finditer(text):
        piece = match[0].lower()
        piece_known = piece in known
        broken = not (left_known and piece_known) and left + piece in known
        if broken and match.start() == end + 1 and text[end] == " ":
            yield text[at:end], at
            at = match.start()
            left, left_known = left + piece, True
        else:
            left, left_known = piece, piece_known
        end = match.end()
    yield text[at:], at

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
    at, left = 0, None
    for match in _PIECE.finditer(text):
        if left is not None and text[left[1] : match.start()] == " " and _belongs(left[0], match[0]):
            yield text[at : left[1]], at
            at = match.start()
            left = (left[0] + match[0], match.end())
        else:
            left = (match[0], match.end())
    yield text[at:], at


def _belongs(one: str, two: str) -> bool:
    known = tables.syllables()
    whole = (one + two).lower()
    return whole in known and (one.lower() not in known or two.lower() not in known)

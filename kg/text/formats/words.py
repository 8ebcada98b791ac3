"""The words of a PDF's page: letters that follow each other without a gap, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from kg.text.formats.ruled import Matrix, moved


class Word(NamedTuple):
    """Letters without a gap, and the box around them: points from the left and from the foot of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """How tall its letters can be."""
        return self.top - self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle of the box."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


_BROKEN_HYPHEN = "\x02"  # pdfium's mark for a hyphen at the end of a line
_GAPLESS = re.compile(r"[^ \t\r\n]+")
_RAISED = re.compile(r"(?<=\D)\d{1,3}$")


def characters(layer: Any) -> str:
    """All characters, one for each of pdfium's places."""
    text: str = layer.get_text_range()
    if len(text) != (count := layer.count_chars()):
        text = "".join(chr(pdfium_c.FPDFText_GetUnicode(layer.raw, i) or 0xFFFD) for i in range(count))
    return text.replace(_BROKEN_HYPHEN, "-").replace("\ufffe", "-")


def unmapped(layer: Any, text: str) -> int:
    """How many characters are only known by their number in a font."""
    first = {character: i for i, character in reversed(list(enumerate(text)))}
    unread = [c for c, i in first.items() if c == "\ufffd" or pdfium_c.FPDFText_HasUnicodeMapError(layer.raw, i) == 1]
    return sum(text.count(character) for character in unread)


def words_of(layer: Any, text: str, upright: Matrix) -> Iterator[Word]:
    """The words of a text layer whose characters are *text*, with their boxes on the page as it is read."""
    box = pdfium_c.FS_RECTF()
    turned = upright[:4] != (1, 0, 0, 1)

    def at(index: int) -> Word:
        pdfium_c.FPDFText_GetLooseCharBox(layer.raw, index, box)
        if not turned:
            return Word(text[index], box.left, box.right, box.bottom, box.top)
        (x0, y0), (x1, y1) = moved((box.left, box.bottom), upright), moved((box.right, box.top), upright)
        return Word(text[index], min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1))

    for match in _GAPLESS.finditer(text):
        first = at(match.start())
        last = at(match.end() - 1) if match.end() - match.start() > 1 else first
        if _in_one(first, last, len(match[0])):
            yield from _with_mark(match[0], first, last)
        else:
            yield from (at(i) for i in range(*match.span()))


def _in_one(first: Word, last: Word, length: int) -> bool:
    """Whether the letters between two stand between them."""
    forwards = first.left <= last.left and last.right - first.left < 2 * length * max(first.height, last.height)
    return forwards and first.bottom < last.middle[1] < first.top


def _with_mark(text: str, first: Word, last: Word) -> Iterator[Word]:
    """A word, and the raised number of a note after it, which is no part of the word."""
    raised = last.height < 0.85 * first.height and last.bottom > first.bottom + 0.15 * first.height
    if raised and (mark := _RAISED.search(text)):
        text = f"{text[: mark.start()]}[{mark[0]}]"
    yield Word(text, first.left, last.right, first.bottom, first.top)


def said(words: Sequence[Word]) -> str:
    """The text of some words, a line for each height."""
    return "\n".join(text_of(row) for row in rows_of(words))


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words of one height, from the top; in each row from left to right."""
    rows: list[list[Word]] = []
    tallest: Word | None = None
    for word in sorted(words, key=lambda word: -word.middle[1]):
        if tallest is None or not tallest.bottom < word.middle[1] < tallest.top:
            rows.append([])
            tallest = word
        rows[-1].append(word)
        tallest = max(tallest, word, key=lambda word: word.height)
    return [sorted(row, key=lambda word: word.left) for row in rows]


_NO_GAP = 0.1  # of the height of the letters


def text_of(words: Sequence[Word]) -> str:
    """The text of the words of one line: a space where they stand apart."""
    pieces = [words[0].text]
    for word, after in pairwise(words):
        gap = after.left - word.right > _NO_GAP * min(word.height, after.height)
        pieces.append(f" {after.text}" if gap else after.text)
    return "".join(pieces)

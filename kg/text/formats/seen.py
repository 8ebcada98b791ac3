"""What tesseract sees on a picture: words with their boxes, put together to lines, columns and paragraphs."""

from __future__ import annotations

import io
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

PAGE, COLUMN = 3, 6  # how tesseract looks for lines: by columns of its own, and as one block
_MARK = re.compile(r"(?<=[A-ZĐ])['’‘`](?=[A-ZĐ])")
_SURE = 60  # of 100: a mark that is no letter or digit is taken for one from here on
_GAP = 2.2  # a gap so many times as wide as letters are high parts columns
_FIELDS = 12


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word, or words that stand beside each other, and the box around them."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[str, ...] = ()

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> int:
        return self.bottom - self.top


def words_on(page: Image, mode: int, seconds: float) -> list[_Piece]:
    """What tesseract reads, word by word."""
    bits = io.BytesIO()
    page.save(bits, "PPM")
    command = ["tesseract", "stdin", "stdout", "-l", "vie", "--psm", str(mode), "--dpi", "300", "tsv"]
    try:
        done = subprocess.run(
            command, input=bits.getvalue(), capture_output=True, timeout=seconds, check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise ValueError(f"is a picture that takes tesseract longer than {seconds:g} s a page") from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise ValueError("is a picture that tesseract cannot read") from error
    rows = (line.split("\t") for line in done.stdout.decode("utf-8", "replace").split("\n")[1:])
    return [_word(row) for row in rows if len(row) == _FIELDS and row[0] == "5" and _is_word(row)]


def _is_word(row: Sequence[str]) -> bool:
    """Whether a row says something; of a speck tesseract makes a mark, and is not sure of it."""
    return bool(row[11].strip()) and (float(row[10]) >= _SURE or any(map(str.isalnum, row[11])))


def _word(row: Sequence[str]) -> _Piece:
    left, top, width, height = map(int, row[6:10])
    return _Piece(_repaired(row[11]), left, top, left + width, top + height, tuple(row[2:5]))


def _repaired(word: str) -> str:
    """What tesseract is known to make of a sign, set right: "Đ" once more, as the Icelandic letter; a mark in "TT".

    >>> _repaired("06/QĐÐ-T'Tg")
    '06/QĐ-TTg'
    """
    word = word.replace("ĐÐ", "Đ").replace("Ð", "Đ")
    return _MARK.sub("", word) if "/" in word else word


def pieces_of(words: Iterable[_Piece]) -> Iterator[_Piece]:
    """The words of a line put together, up to a gap as wide as between columns."""
    for _, line in groupby(words, key=lambda word: word.line):
        held: list[_Piece] = []
        for word in line:
            if held and word.left - held[-1].right > _GAP * max(word.height, held[-1].height):
                yield _joined(held)
                held = []
            held.append(word)
        yield _joined(held)


def _joined(words: Sequence[_Piece]) -> _Piece:
    return _Piece(
        " ".join(word.text for word in words),
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )


def flowing(pieces: Sequence[_Piece]) -> str:
    """The text of pieces sorted downwards: what stands side by side column by column, paragraphs apart."""
    pitch = median([b.middle - a.middle for a, b in pairwise(pieces) if b.middle - a.middle > a.height / 2] or [1])
    margin = min(piece.left for piece in pieces)
    texts: list[str] = []
    before: _Piece | None = None
    for piece in _by_column(pieces):
        if before is not None:
            texts.append("\n\n" if _begins(before, piece, pitch, margin) else "\n")
        texts.append(piece.text)
        before = piece
    return "".join(texts)


def _begins(before: _Piece, piece: _Piece, pitch: float, margin: int) -> bool:
    """Whether a paragraph begins with *piece*: it stands apart, in another column, or is indented."""
    indented = margin + piece.height
    return (
        not 0 < piece.middle - before.middle < 1.4 * pitch
        or min(before.right, piece.right) < max(before.left, piece.left)
        or (piece.left > indented and before.left <= indented)
    )


def _by_column(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """The pieces in the order of reading: where some stand side by side, the left ones first."""
    left: list[_Piece] = []
    right: list[_Piece] = []
    for row in _printed_rows(pieces):
        if left and right and not _fits(row, left, right):
            yield from (*left, *right)
            left, right = [], []
        if len(row) == 1 and not (left and right):
            yield from (*left, *right, *row)
            left, right = [], []
        elif len(row) == 1:
            (right if row[0].left >= max(piece.right for piece in left) else left).extend(row)
        else:
            left.append(row[0])
            right.extend(row[1:])
    yield from (*left, *right)


def _fits(row: Sequence[_Piece], left: Sequence[_Piece], right: Sequence[_Piece]) -> bool:
    """Whether a row leaves the gap between two columns free, and goes on with one of them."""
    ends, begins = max(piece.right for piece in left), min(piece.left for piece in right)
    if len(row) > 1:
        return row[0].right <= begins and row[1].left >= ends
    close = row[0].top - left[-1].bottom < row[0].height
    return row[0].left >= ends or (row[0].right <= begins and close)


def _printed_rows(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces that stand beside each other, from left to right."""
    held: list[_Piece] = []
    for piece in pieces:
        if held and piece.middle > held[0].bottom - held[0].height / 4:
            yield sorted(held, key=attrgetter("left"))
            held = []
        held.append(piece)
    yield sorted(held, key=attrgetter("left"))

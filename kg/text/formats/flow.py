"""Words on a page put together to lines, and lines to paragraphs, as an office lays a document out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple, TypeAlias

from kg.text.formats.blocks import Paragraph
from kg.text.formats.words import Word, text_of


class Line(NamedTuple):
    """Words of one line, or of the part of it that stands in one column."""

    words: tuple[Word, ...]
    text: str
    left: float
    right: float
    bottom: float
    top: float


Row: TypeAlias = list[Line]
"""What stands at one height of the page, from left to right."""


LABEL = re.compile(
    r"(?:[IVXLC]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[A-ZĐa-zđ])[.)](?=\s|$)|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s)|\([a-zđ\d]\)"
    r"|[-–+*•](?=\s|\w|$)|(?:Điều|ĐIỀU|Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC|PHỤ LỤC|Phụ lục)\s+[\dIVXLC]+(?=[.:\s]|$)"
)
_OPENING = re.compile(r"Căn cứ|Theo đề nghị|Xét đề nghị|Nơi nhận ?:")
_BESIDE = re.compile(r"C[ỘÔ]NG H[OÒ][AÀ]|ĐẢNG CỘNG SẢN|Độc lập ?[-–]")
_WIDE, _NARROW = 1.5, 0.5  # gaps between columns, in heights of the letters


def columns(words: Sequence[Word]) -> Row:
    """The lines that stand side by side in a row: parted by wide gaps, but for the gap after a label."""
    parts: list[list[Word]] = [[words[0]]]
    for i, (word, after) in enumerate(pairwise(words), 1):
        gap = (after.left - word.right) / max(word.height, after.height, 0.1)
        apart = gap > _WIDE and not LABEL.fullmatch(text_of(parts[-1]))
        if apart or (gap > _NARROW and _BESIDE.match(text_of(words[i : i + 3]))):
            parts.append([])
        parts[-1].append(after)
    return [_line(part) for part in parts]


def _line(words: Sequence[Word]) -> Line:
    bottom, top = min(word.bottom for word in words), max(word.top for word in words)
    return Line(tuple(words), text_of(words), words[0].left, words[-1].right, bottom, top)


_PAGE_NUMBER = re.compile(r"[-–—]? ?\d{1,4} ?[-–—]?|Trang \d{1,4}(?: ?/ ?\d{1,4})?")
_MARGIN = 0.12  # of the height of a page


def without_page_number(rows: list[Row], size: tuple[float, float]) -> list[Row]:
    """Without the numbers alone in the first row and in the last, in the margin of the page."""
    left = min((row[0].left for row in rows), default=0)
    if rows and rows[0][0].top > size[1] * (1 - _MARGIN) and _is_page_number(rows[0], left, rows[1:2]):
        rows = rows[1:]
    if rows and rows[-1][0].bottom < size[1] * _MARGIN and _is_page_number(rows[-1], left, rows[-2:-1]):
        rows = rows[:-1]
    return rows


def _is_page_number(row: Row, left: float, beside: Sequence[Row]) -> bool:
    """A number at the left edge may be the end of a sentence, unless it stands apart from the text."""
    line = row[0]
    if len(row) > 1 or not _PAGE_NUMBER.fullmatch(line.text):
        return False
    return line.left > left + 2 or all(abs(line.bottom - near[0].bottom) > 2 * _height(line) for near in beside)


def _height(line: Line) -> float:
    return line.top - line.bottom


_RECIPIENTS = re.compile(r"Nơi nhận ?:")
_GAZETTE = 8  # rows in two columns that are no letterhead any more


def paragraphs(rows: Sequence[Row], size: tuple[float, float]) -> Iterator[Paragraph]:
    """Paragraphs one under the other, and what stands side by side: row by row, or column by column."""
    steps = [abs(a[0].bottom - b[0].bottom) for a, b in pairwise(rows)]
    frame = _Frame(_right(rows), median(steps) if steps else 0)
    at = 0
    while at < len(rows):
        if end := _closing(rows, at, size[0]):
            yield from _side_by_side(rows[at:end], 0.5 * size[0])
        elif end := _beside(rows, at):
            yield from _letterhead(rows[at:end], frame)
        else:
            end = next((i for i in range(at, len(rows)) if _closing(rows, i, size[0]) or len(rows[i]) > 1), len(rows))
            yield from frame.paragraphs([row[0] for row in rows[at:end]])
        at = end


def _right(rows: Sequence[Row]) -> float:
    """Where the lines of a page end, but for a single one that is longer than all others."""
    ends = sorted(line.right for row in rows for line in row)
    return ends[-2] if len(ends) > 2 else ends[-1] if ends else 0


def _closing(rows: Sequence[Row], at: int, width: float) -> int:
    """Where recipients and signature, which begin here, end; 0 where none begin."""
    near = rows[at : at + 3]
    if not any(_RECIPIENTS.match(line.text) for row in near for line in row):
        return 0
    if not _RECIPIENTS.match(rows[at][0].text) and not all(line.left > 0.35 * width for line in rows[at]):
        return 0
    across = (i for i, row in enumerate(rows[at:], at) if _across(row, width))
    end = next(across, len(rows))
    return end if end > at else 0


def _across(row: Row, width: float) -> bool:
    """Whether a row stands in neither half of the page: it is long, or centred."""
    middle = len(row) == 1 and abs((row[0].left + row[0].right) / 2 - 0.5 * width) < 0.04 * width
    return middle or any(line.left < 0.4 * width and line.right > 0.6 * width for line in row)


def _beside(rows: Sequence[Row], at: int) -> int:
    """Where rows of lines side by side, which begin here, end: with the last row that has two; 0 where none begin."""
    if len(rows[at]) < 2:
        return 0
    left, right = rows[at][0].right, rows[at][1].left
    end = at
    for i in range(at, len(rows)):
        if len(rows[i]) > 1:
            left, right, end = max(left, rows[i][0].right), min(right, rows[i][1].left), i + 1
        elif rows[i][0].left >= right and end == i:  # the date goes on
            end = i + 1
        if left >= right or (len(rows[i]) == 1 and rows[i][0].left < right and rows[i][0].right > left):
            break
    return max(end, at + 1)


def _letterhead(rows: Sequence[Row], frame: _Frame) -> Iterator[Paragraph]:
    """A few rows are read row by row; a page in two columns is not."""
    if sum(len(row) == 2 for row in rows) < _GAZETTE:
        yield Paragraph("\n".join(line.text for row in rows for line in row))
        return
    gutter = min(row[1].left for row in rows if len(row) == 2)
    for column in _halves(rows, gutter):
        yield from _Frame(max(line.right for line in column), frame.step).paragraphs(column)


def _side_by_side(rows: Sequence[Row], gutter: float) -> Iterator[Paragraph]:
    for column in _halves(rows, gutter):
        yield Paragraph("\n".join(line.text for line in column))


def _halves(rows: Sequence[Row], gutter: float) -> Iterator[list[Line]]:
    lines = [line for row in rows for line in row]
    left = [line for line in lines if (line.left + line.right) / 2 < gutter]
    yield from (half for half in (left, [line for line in lines if line not in left]) if half)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the lines of a page end, and how far one stands below the other."""

    right: float
    step: float

    def paragraphs(self, lines: Sequence[Line]) -> Iterator[Paragraph]:
        """Lines put together to paragraphs."""
        said = lines[0].text if lines else ""
        for line, after in pairwise(lines):
            if self._parted(line, after):
                yield Paragraph(said)
                said = after.text
            else:  # a line that ends like a sentence, but goes on to the edge of the page, does not end here
                said += (" " if line.text[-1] in ".;:" and not _centred(line, after) else "\n") + after.text
        if said:
            yield Paragraph(said)

    def _parted(self, line: Line, after: Line) -> bool:
        """Whether a paragraph ends between two lines: the next is a label, or stands apart, or had room here."""
        if LABEL.match(after.text) or _OPENING.match(after.text) or line.bottom - after.bottom > 1.25 * self.step:
            return True
        if _centred(line, after):
            return False
        indented = after.left > line.left + _height(line) and not LABEL.match(line.text)
        first = after.words[0]
        return indented or line.right + 0.3 * _height(line) + first.right - first.left < self.right - 2


def _centred(line: Line, after: Line) -> bool:
    same = abs(line.left + line.right - after.left - after.right) < _height(line)
    return same and abs(line.left - after.left) > 2

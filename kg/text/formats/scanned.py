"""Tables on the picture of a page, found by their ruled lines; their cells are recognised one under the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from kg.text.formats.blocks import Grid
from kg.text.formats.picture import DARKEST, Mask
from kg.text.formats.seen import COLUMN, words_on

if TYPE_CHECKING:
    from PIL.Image import Image

RULE = 6  # dots by which a ruled line may be thick or slanted
_APART, _HIGHEST = 40, 20_000


@dataclass(frozen=True, slots=True)
class _Table:
    """The lines of a table, and which of its fields belong to one cell."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    owners: dict[tuple[int, int], tuple[int, int]]

    @property
    def top(self) -> int:
        return self.rows[0]

    @property
    def bottom(self) -> int:
        return self.rows[-1]

    def read(self, page: Image, seconds: float) -> Grid:
        """Its cells, recognised one under the other."""
        cut = [(cell, page.crop(box)) for cell, box in self._boxes().items()]
        inked = [(cell, picture.crop(box)) for cell, picture in cut if (box := _inked(picture))]
        texts = {cell: text for part in _stacks(inked) for cell, text in _stacked(part, seconds)}
        width = range(len(self.columns) - 1)
        return Grid(tuple(tuple(texts.get((i, j), "") for j in width) for i in range(len(self.rows) - 1)))

    def _boxes(self) -> dict[tuple[int, int], tuple[int, int, int, int]]:
        boxes: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for (i, j), owner in self.owners.items():
            left, top, _, _ = boxes.get(owner, (self.columns[j] + RULE, self.rows[i] + RULE, 0, 0))
            boxes[owner] = left, top, self.columns[j + 1] - RULE, self.rows[i + 1] - RULE
        return {cell: box for cell, box in boxes.items() if box[2] > box[0] and box[3] > box[1]}


def tables_on(ink: Mask) -> list[_Table]:
    """The tables of a page, from top to bottom; a box around some text is none."""
    long, high = ink.shape[1] // 15, ink.shape[1] // 36  # higher than a letter
    level, upright = _rules(ink, long), _rules(ink.T, high).T
    found = []
    for top, bottom in _stretches(upright.sum(axis=1) > 0):
        within = slice(max(top - RULE, 0), bottom + RULE)
        columns = _lines(upright[within].sum(axis=0), high)
        rows = _lines(level[within].sum(axis=1), long)
        if len(columns) >= 2 and len(rows) >= 2 and len(columns) + len(rows) >= 5:
            at = tuple(row + within.start for row in rows)
            found.append(_Table(tuple(columns), at, _owners(columns, at, level, upright)))
    return found


def _rules(ink: Mask, length: int) -> Mask:
    """Dots on a level dark stretch of *length* at least, a little broken or slanted perhaps."""
    near = ink.copy()
    near[1:] |= ink[:-1]
    near[:-1] |= ink[1:]
    sums = np.pad(near, ((0, 0), (1, 0))).cumsum(axis=1, dtype=np.int32)
    begun = np.zeros((ink.shape[0], ink.shape[1] + 1), dtype=np.int32)
    whole = sums[:, length:] - sums[:, :-length] >= 0.96 * length
    begun[:, : whole.shape[1]] = whole
    begun[:, length:] -= whole[:, : begun.shape[1] - length]
    return begun.cumsum(axis=1)[:, :-1] > 0


def _stretches(mask: Mask, gap: int = 0) -> list[tuple[int, int]]:
    """Where runs of true begin and end, those *gap* or less apart taken together."""
    at = np.flatnonzero(mask)
    if not len(at):
        return []
    cuts = np.flatnonzero(np.diff(at) > gap + 1)
    return list(zip(at[[0, *(cuts + 1)]].tolist(), (at[[*cuts, -1]] + 1).tolist(), strict=True))


def _lines(lengths: npt.NDArray[np.int64], least: int) -> list[int]:
    """The middles of lines, whose dots lie in some neighbouring rows or columns."""
    return [(start + end) // 2 for start, end in _stretches(lengths >= least, RULE)]


def _owners(
    columns: Sequence[int], rows: Sequence[int], level: Mask, upright: Mask
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each field of the grid, the first field of its cell: no line parts the two."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for i, (top, bottom) in enumerate(pairwise(rows)):
        for j, (left, right) in enumerate(pairwise(columns)):
            beside = upright[top + RULE : bottom - RULE, max(left - RULE, 0) : left + RULE].any(axis=1)
            over = level[max(top - RULE, 0) : top + RULE, left + RULE : right - RULE].any(axis=0)
            if j and beside.mean() < 0.5:
                owners[i, j] = owners[i, j - 1]
            elif i and over.mean() < 0.5:
                owners[i, j] = owners[i - 1, j]
            else:
                owners[i, j] = (i, j)
    return owners


def _inked(picture: Image) -> tuple[int, int, int, int] | None:
    """The box around the dark dots, a little wider; None where there are next to none."""
    dark = np.asarray(picture) <= DARKEST
    if dark.sum() < RULE * RULE:
        return None
    (top, bottom), (left, right) = (np.flatnonzero(dark.any(axis=axis))[[0, -1]].tolist() for axis in (1, 0))
    width, height = picture.size  # beyond them Pillow takes all for black
    return max(left - RULE, 0), max(top - RULE, 0), min(right + RULE, width), min(bottom + RULE, height)


_Cut: TypeAlias = tuple[tuple[int, int], "Image"]


def _stacks(cells: Iterable[_Cut]) -> Iterator[list[_Cut]]:
    """Cells as many as go in one picture: tesseract takes none higher than 32767 dots."""
    part: list[_Cut] = []
    for cell in cells:
        if sum(picture.height + _APART for _, picture in (*part, cell)) > _HIGHEST:
            yield part
            part = []
        part.append(cell)
    if part:
        yield part


def _stacked(cells: Sequence[_Cut], seconds: float) -> Iterator[tuple[tuple[int, int], str]]:
    """What each cell says: all of them pasted one under the other, each word then given to where it stands."""
    from PIL import Image

    tops = [_APART]
    for _, picture in cells:
        tops.append(tops[-1] + picture.height + _APART)
    sheet = Image.new("L", (max(picture.width for _, picture in cells) + 2 * _APART, tops[-1]), 255)
    for top, (_, picture) in zip(tops, cells, strict=False):
        sheet.paste(picture, (_APART, top))
    words = words_on(sheet, COLUMN, seconds)
    for index, said in groupby(words, key=lambda word: bisect_right(tops, word.middle) - 1):
        yield cells[min(max(index, 0), len(cells) - 1)][0], " ".join(word.text for word in said)

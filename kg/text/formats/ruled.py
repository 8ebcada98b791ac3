"""Tables of a printed page, found by the lines that rule them, however a program draws these."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

import pypdfium2.raw as pdfium_c

Point: TypeAlias = tuple[float, float]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Cell: TypeAlias = tuple[int, int]
"""A row and a column, both counted from 0."""

_NEAR = 3.5  # points; two edges of one drawn line, or of two cells side by side, are not further apart
_SHORTEST = 5.0
_DRAWING = 4000  # a path of more points is a drawing
_DEEP = 8
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


class Rule(NamedTuple):
    """A straight line: where it stands on one axis, and from where to where it goes on the other."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its edges from left to right and from top to bottom, and the cell that each place is part of.

    A cell that spans columns or rows is the first of them.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: dict[Cell, Cell]

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell around a point, or None for one outside.

        >>> one_row = Table((0, 50, 100), (20, 0), {(0, 0): (0, 0), (0, 1): (0, 1)})
        >>> one_row.cell_at(70, 10), one_row.cell_at(70, 30)
        ((0, 1), None)
        """
        column = next((i for i, (left, right) in enumerate(pairwise(self.xs)) if left <= x < right), None)
        row = next((i for i, (top, bottom) in enumerate(pairwise(self.ys)) if bottom < y <= top), None)
        return None if row is None or column is None else self.cells[row, column]


def page_tables(page: Any, upright: Matrix = _PLAIN) -> list[Table]:
    """All ruled tables of a page of pdfium, from the top; *upright* turns the page as it is read."""
    level: list[Rule] = []
    plumb: list[Rule] = []
    for (x0, y0), (x1, y1) in _strokes(page.raw, upright):
        if abs(y1 - y0) < 1 and abs(x1 - x0) > _SHORTEST:
            level.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) < 1 and abs(y1 - y0) > _SHORTEST:
            plumb.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return find_tables(level, plumb)


def find_tables(level: Iterable[Rule], plumb: Iterable[Rule]) -> list[Table]:
    """The tables that horizontal (*level*) and vertical (*plumb*) lines make.

    >>> level = [Rule(y, 0, 100) for y in (40, 20, 0)]
    >>> [(table.xs, table.ys) for table in find_tables(level, [Rule(x, 0, 40) for x in (0, 30, 100)])]
    [((0, 30, 100), (40, 20, 0))]
    """
    groups = _crossing(_merged(level), _merged(plumb))
    found = [table for rows, columns in groups if (table := _table(rows, columns)) is not None]
    return sorted(found, key=lambda table: -table.ys[0])


def _table(level: Sequence[Rule], plumb: Sequence[Rule]) -> Table | None:
    """A table whose outer edges may be open; a frame, or a column of frames, is none."""
    xs = _edges([r.at for r in plumb], min(r.start for r in level), max(r.end for r in level))
    ys = _edges([r.at for r in level], min(r.start for r in plumb), max(r.end for r in plumb))[::-1]
    if len(xs) < 3 or len(ys) < 2:
        return None
    cells: dict[Cell, Cell] = {}
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            if column and not _walled(plumb, left, (top + bottom) / 2):
                cells[row, column] = cells[row, column - 1]
            elif row and not _walled(level, top, (left + right) / 2):
                cells[row, column] = cells[row - 1, column]
            else:
                cells[row, column] = (row, column)
    whole = len({column for _, column in cells.values()}) < 2
    return None if whole else Table(tuple(xs), tuple(ys), cells)


def _walled(rules: Sequence[Rule], at: float, middle: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.start <= middle <= rule.end for rule in rules)


def _edges(places: Iterable[float], first: float, last: float) -> list[float]:
    """Places in order, each once, with the ends of the lines that run past the outermost."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _NEAR:
            kept.append(place)
    return [*([first] if kept[0] - first > _NEAR else []), *kept, *([last] if last - kept[-1] > _NEAR else [])]


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Lines in one: those that stand together and touch."""
    merged: list[Rule] = []
    for together in _together(sorted(rules)):
        first = len(merged)
        for rule in sorted(together, key=lambda rule: rule.start):
            if len(merged) > first and rule.start - merged[-1].end <= _NEAR:
                merged[-1] = merged[-1]._replace(end=max(merged[-1].end, rule.end))
            else:
                merged.append(rule._replace(at=together[0].at))
    return merged


def _together(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    held: list[Rule] = []
    for rule in rules:
        if held and rule.at - held[0].at > _NEAR:
            yield held
            held = []
        held.append(rule)
    if held:
        yield held


def _crossing(level: Sequence[Rule], plumb: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that touch each other, or others that do."""
    left = list(plumb)
    open_rows = list(level)
    while left:
        rows: list[Rule] = []
        columns = [left.pop()]
        for column in columns:  # grows while it is gone through
            touched = [row for row in open_rows if _touch(row, column)]
            open_rows = [row for row in open_rows if row not in touched]
            reached = [other for other in left if any(_touch(row, other) for row in touched)]
            left = [other for other in left if other not in reached]
            rows += touched
            columns += reached
        if len(rows) > 1 or (rows and len(columns) > 2):  # the end of a row from the page before is open at the top
            yield rows, columns


def _touch(level: Rule, plumb: Rule) -> bool:
    across = level.start - _NEAR <= plumb.at <= level.end + _NEAR
    return across and plumb.start - _NEAR <= level.at <= plumb.end + _NEAR


def _strokes(page: Any, upright: Matrix) -> Iterator[tuple[Point, Point]]:
    """All straight lines that a page draws, and the sides of what it fills."""
    count = pdfium_c.FPDFPage_CountObjects(page)
    yield from _drawn((pdfium_c.FPDFPage_GetObject(page, i) for i in range(count)), upright, 0)


def _drawn(objects: Iterable[Any], outer: Matrix, depth: int) -> Iterator[tuple[Point, Point]]:
    for drawn in objects:
        kind = pdfium_c.FPDFPageObj_GetType(drawn)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            yield from _sides(drawn, _times(_matrix(drawn), outer))
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEP:
            count = pdfium_c.FPDFFormObj_CountObjects(drawn)
            parts = (pdfium_c.FPDFFormObj_GetObject(drawn, i) for i in range(count))
            yield from _drawn(parts, _times(_matrix(drawn), outer), depth + 1)


def _sides(path: Any, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    count = pdfium_c.FPDFPath_CountSegments(path)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for i in range(count if count <= _DRAWING else 0):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, i)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        point = moved((x.value, y.value), matrix)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            yield last, first


def _matrix(drawn: Any) -> Matrix:
    found = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(drawn, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def moved(point: Point, matrix: Matrix) -> Point:
    """A point where a matrix of a PDF puts it.

    >>> moved((10, 20), (1, 0, 0, 1, 5, 0))
    (15, 20)
    """
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f

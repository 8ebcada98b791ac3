"""The printed lines of a normalised text; a line of a table row is cut into its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.text.headings import is_labelled

# pandoc draws a simple table between two such rules: "  ---------- ----------"
_RULER = re.compile(r"\s*-{3,}(?: +-{3,})+\s*")
_EDGES = " \t\r#>*_\\"
_TAB, _BAR = re.compile("\t"), re.compile(r"\|")
# Between two such rows the columns stand apart by two blanks or more.
_WIDE_GAP = re.compile(r"\s{2,}")
_LEVEL_WORDS = ("Điều", "ĐIỀU", "Chương", "CHƯƠNG", "Phần", "PHẦN", "Mục", "MỤC")
_STRAY, _SHOWN = 3, 300


class Line(NamedTuple):
    """A line, or a cell of a table row, that says something.

    ``start`` and ``end`` are offsets in the normalised text; ``text`` has single spaces and no
    Markdown marks at its edges. Cells of one row share their ``number``; ``tabbed`` marks the cells
    of a table whose columns are divided by tabs, and ``column`` counts its columns from 0.
    ``apart`` says that a blank line or a ``|`` parts it from the line before.
    """

    start: int
    end: int
    text: str
    number: int
    column: int = 0
    tabbed: bool = False
    apart: bool = False


def split_lines(text: str) -> tuple[Line, ...]:
    """Cut *text* into its lines, leaving out blank ones and lone ``|``.

    >>> [line.text for line in split_lines("| Số: 49/2012/QĐ-UBND | TP. HCM |\\n|---|---|")]
    ['Số: 49/2012/QĐ-UBND', 'TP. HCM', '---', '---']
    """
    physical = text.split("\n")
    rows = _rows(physical) if "\t" in text or "--- " in text else {}
    lines: list[Line] = []
    at = last = 0
    number = -1
    for printed in physical:
        number += bool(printed)
        if not printed or printed == "|":
            at += len(printed) + 1
            continue
        form = rows.get(number) or (_BAR if "|" in printed else None)
        for column, (left, cell) in enumerate(_cells(printed, form)) if form else ((0, (0, printed)),):
            said = cell.strip(_EDGES)
            if not said:
                continue
            start, end = (0, len(cell)) if len(said) == len(cell) else _content(cell)
            if "  " in said or "\t" in said:
                said = " ".join(said.split())
            first = at + left + start
            apart = (first > last + 1 or column > 0) and bool(lines) and _is_apart(text[last:first])
            last = at + left + end
            lines.append(Line(first, last, said, number, column, form is _TAB, apart))
        at += len(printed) + 1
    return tuple(lines)


def _content(cell: str) -> tuple[int, int]:
    """Where a cell begins and ends to say something, Markdown marks included."""
    return len(cell) - len(cell.lstrip()), len(cell.rstrip())


def _is_apart(gap: str) -> bool:
    """Whether what stands between two lines is more than the end of the first."""
    return "|" in gap or gap.count("\n") > 1


def continued(lines: Sequence[Line]) -> list[str]:
    """For each line, its text and what follows it up to a blank line, a label or a full stop, cut short."""
    said = [line.text for line in lines]
    for i in range(len(lines) - 2, -1, -1):
        if _runs_on(lines[i], lines[i + 1]):
            said[i] = f"{said[i]} {said[i + 1]}"[:_SHOWN]
    return said


def paragraphs(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Lines put together to paragraphs: each goes on up to a blank line, a label or a full stop."""
    found: list[list[Line]] = []
    for i, line in enumerate(lines):
        if i and _runs_on(lines[i - 1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return [tuple(paragraph) for paragraph in found]


def _runs_on(line: Line, after: Line) -> bool:
    """Whether the sentence or heading of *line* goes on in the line *after* it."""
    if after.apart or after.tabbed or (line.text[-1] in ".;:" and len(line.text) > 6):
        return False
    return line.text in _LEVEL_WORDS or not is_labelled(after.text)


def _cells(printed: str, edge: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The cells of a row and where they begin: between tabs, between bars, or apart by two blanks or more."""
    left = 0
    for cut in edge.finditer(printed, len(printed) - len(printed.lstrip()) if edge is _WIDE_GAP else 0):
        yield left, printed[left : cut.start()]
        left = cut.end()
    yield left, printed[left:]


def _rows(physical: Sequence[str]) -> dict[int, re.Pattern[str]]:
    """What parts the cells of each line that is a row of a table of tabs, or of one between pandoc's rulers.

    Lines are counted without the empty ones.
    """
    filled = [printed for printed in physical if printed]
    ruled = {number: _BAR if "|" in filled[number] else _WIDE_GAP for number in _ruled(filled)}
    return ruled | dict.fromkeys(_tabbed(filled), _TAB)


def _ruled(lines: Sequence[str]) -> set[int]:
    """Numbers of the lines between two pandoc rulers."""
    rulers = [n for n, printed in enumerate(lines) if "---" in printed and _RULER.fullmatch(printed)]
    return {n for top, bottom in zip(rulers[::2], rulers[1::2], strict=False) for n in range(top + 1, bottom)}


def _tabbed(lines: Sequence[str]) -> set[int]:
    """Numbers of the lines that are rows of a tab table: at least two, with few stray lines between."""
    rows = [n for n, printed in enumerate(lines) if "\t" in printed]
    found: set[int] = set()
    run: list[int] = []
    for n in rows:
        if run and n - run[-1] > _STRAY:
            found.update(_table_rows(lines, run))
            run = []
        run.append(n)
    found.update(_table_rows(lines, run))
    return found


def _table_rows(lines: Sequence[str], run: list[int]) -> list[int]:
    """The lines of *run*, from the first with two filled cells on, if two such rows are there."""
    full = [n for n in run if sum(1 for c in lines[n].split("\t") if c.strip()) > 1]
    return [n for n in run if n >= full[0]] if len(full) > 1 else []

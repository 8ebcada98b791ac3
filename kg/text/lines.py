"""The printed lines of a normalised text; a line of a table row is cut into its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.text.headings import heading

_PHYSICAL = re.compile(r"[^\n]+")
# pandoc draws a simple table between two such rules: "  ---------- ----------"
_RULER = re.compile(r"\s*-{3,}(?: +-{3,})+\s*")
_EDGES = " \t\r#>*_\\"
_SPACES = re.compile(r"\s+")
# Between two such rows the columns stand apart by two blanks or more.
_WIDE_GAP = re.compile(r"\s{2,}")
_LEVEL_WORDS = ("Điều", "ĐIỀU", "Chương", "CHƯƠNG", "Phần", "PHẦN", "Mục", "MỤC")
_STRAY, _SHOWN = 3, 300


@dataclass(frozen=True, slots=True)
class Line:
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
    physical = [match.span() for match in _PHYSICAL.finditer(text)]
    tabbed = _tabbed(text, physical)
    ruled = _ruled(text, physical)
    lines: list[Line] = []
    for number, (start, end) in enumerate(physical):
        for column, left, right, said in _cells(text, start, end, number in tabbed, number in ruled):
            gap = text[lines[-1].end : left] if lines else ""
            apart = "|" in gap or gap.count("\n") > 1
            lines.append(Line(left, right, said, number, column, number in tabbed, apart))
    return tuple(lines)


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
    return heading(after.text) is None or line.text in _LEVEL_WORDS


def _cells(text: str, start: int, end: int, tabbed: bool, ruled: bool) -> Iterator[tuple[int, int, int, str]]:
    """The parts of one physical line that are not empty: column, start, end, text."""
    cuts = _cuts(text, start, end, tabbed, ruled)
    for column, (left, right) in enumerate(
        zip([start, *(b for _, b in cuts)], [*(a for a, _ in cuts), end], strict=True)
    ):
        content = text[left:right]
        stripped = content.strip()
        said = _SPACES.sub(" ", stripped.strip(_EDGES)) if stripped else ""
        if said:
            left += len(content) - len(content.lstrip())
            yield column, left, left + len(stripped), said


def _cuts(text: str, start: int, end: int, tabbed: bool, ruled: bool) -> list[tuple[int, int]]:
    """Where one cell ends and the next begins."""
    if tabbed:
        return [(i, i + 1) for i in range(start, end) if text[i] == "\t"]
    if text.find("|", start, end) >= 0:
        return [(i, i + 1) for i in range(start, end) if text[i] == "|"]
    if ruled:
        left = start + len(text[start:end]) - len(text[start:end].lstrip())
        return [match.span() for match in _WIDE_GAP.finditer(text, left, end)]
    return []


def _ruled(text: str, physical: list[tuple[int, int]]) -> set[int]:
    """Numbers of the lines between two pandoc rulers."""
    rulers = [n for n, (start, end) in enumerate(physical) if _RULER.fullmatch(text, start, end)]
    return {n for top, bottom in zip(rulers[::2], rulers[1::2], strict=False) for n in range(top + 1, bottom)}


def _tabbed(text: str, physical: list[tuple[int, int]]) -> set[int]:
    """Numbers of the lines that are rows of a tab table: at least two, with few stray lines between."""
    rows = [n for n, (start, end) in enumerate(physical) if text.find("\t", start, end) >= 0]
    found: set[int] = set()
    run: list[int] = []
    for n in rows:
        if run and n - run[-1] > _STRAY:
            found.update(_table_rows(text, physical, run))
            run = []
        run.append(n)
    found.update(_table_rows(text, physical, run))
    return found


def _table_rows(text: str, physical: list[tuple[int, int]], run: list[int]) -> list[int]:
    """The lines of *run*, from the first with two filled cells on, if two such rows are there."""
    full = [n for n in run if sum(1 for c in text[slice(*physical[n])].split("\t") if c.strip()) > 1]
    return [n for n in run if n >= full[0]] if len(full) > 1 else []

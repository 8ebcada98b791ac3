"""Tables in their three printed forms: tabs, Markdown pipes, and lone ``|`` lines of web text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from kg.text.lines import Line
from kg.text.offsets import MappedText

Span = tuple[int, int]
_CHUNK = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r":?-+:?")
_NUMBER_COLUMN = re.compile(r"(?:số )?(?:tt|stt)\.?", re.IGNORECASE)
_WORK_COLUMN = re.compile(r"chủ trì|phối hợp|thực hiện|thời (?:gian|hạn)|nhiệm vụ|nội dung", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label (``II``, ``5``) and all its cells, the label's own included."""

    label: str
    cells: tuple[MappedText, ...]

    @property
    def start(self) -> int:
        """The source offset of the first character of the row."""
        return min(cell.source(0) for cell in self.cells if cell.text)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its source span; ``header`` holds the texts of the first row,
    which ``rows`` leaves out and ``head`` is."""

    start: int
    end: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    tabbed: bool = False
    head: Row | None = None


def collapse(normal: MappedText, start: int, end: int, newline: str = "\n") -> Iterator[tuple[str, int]]:
    """Pieces of ``normal.text[start:end]`` with single spaces; a run with a line break becomes *newline*."""
    last = None
    for match in _CHUNK.finditer(normal.text, start, end):
        if last is not None:
            gap = normal.text[last : match.start()]
            yield (newline if "\n" in gap else " "), normal.source(last)
        yield from normal.pieces(match[0], match.start())
        last = match.end()


def find_tables(normal: MappedText, lines: Sequence[Line]) -> tuple[Table, ...]:
    """All tables of a text, in the order in which they begin."""
    found = [*_tab_tables(normal, lines), *_pipe_tables(normal, lines), *_lone_tables(normal)]
    return tuple(sorted(found, key=lambda table: table.start))


def _table(normal: MappedText, rows: list[list[list[Span]]], tabbed: bool = False) -> Table:
    """A table from its rows; a cell is the spans of its pieces in the normalised text."""
    built = [_row(normal, row) for row in rows]
    spans = [span for row in rows for cell in row for span in cell]
    start = min(normal.span(*span)[0] for span in spans)
    end = max(normal.span(*span)[1] for span in spans)
    header = tuple(cell.text.replace("\n", " ") for cell in built[0].cells)
    return Table(start, end, header, tuple(built[1:]), tabbed, built[0])


def _row(normal: MappedText, row: list[list[Span]]) -> Row:
    cells = tuple(MappedText.join(_cell(normal, spans), normal.marked) for spans in row)
    return Row(cells[0].text.rstrip(". ") if cells else "", cells)


def _cell(normal: MappedText, spans: list[Span]) -> Iterator[tuple[str, int]]:
    for i, (start, end) in enumerate(spans):
        if i:
            yield " ", normal.source(spans[i - 1][1])
        yield from collapse(normal, start, end)


def _tab_tables(normal: MappedText, lines: Sequence[Line]) -> Iterator[Table]:
    rows: list[list[list[Span]]] = []
    last = 0
    for number, cells in groupby((line for line in lines if line.tabbed), key=lambda line: line.number):
        if rows and number - last > 3:
            yield _table(normal, rows, tabbed=True)
            rows = []
        _add_row(rows, list(cells))
        last = number
    if rows:
        yield _table(normal, rows, tabbed=True)


def _add_row(rows: list[list[list[Span]]], cells: list[Line]) -> None:
    """Append a row, or join it to the row before when its first cell is empty."""
    width = max(cells[-1].column + 1, len(rows[0]) if rows else 0)
    row: list[list[Span]] = [[] for _ in range(width)]
    for cell in cells:
        row[cell.column].append((cell.start, cell.end))
    if row[0] or len(rows) < 2:
        rows.append(row)
        return
    for i, spans in enumerate(row):
        if i < len(rows[-1]):
            rows[-1][i].extend(spans)


def _pipe_tables(normal: MappedText, lines: Sequence[Line]) -> Iterator[Table]:
    """Markdown tables: a row, a row of dashes, rows."""
    rows: list[list[list[Span]]] = []
    last = -1
    for number, group in groupby(lines, key=lambda line: line.number):
        cells = list(group)
        if not _is_pipe_row(normal.text, cells[0]):
            continue
        if number != last + 1 and rows:
            yield from _pipe_table(normal, rows)
            rows = []
        rows.append(_pipe_row(cells))
        last = number
    yield from _pipe_table(normal, rows)


def _is_pipe_row(text: str, first: Line) -> bool:
    start = text.rfind("\n", 0, first.start) + 1
    return not first.tabbed and text[start : first.start].lstrip().startswith("|")


def _pipe_row(cells: list[Line]) -> list[list[Span]]:
    row: list[list[Span]] = [[] for _ in range(cells[-1].column)]
    for cell in cells:
        row[cell.column - 1].append((cell.start, cell.end))
    return row


def _pipe_table(normal: MappedText, rows: list[list[list[Span]]]) -> Iterator[Table]:
    if len(rows) > 1 and _is_rule(normal.text, rows[1]):
        yield _table(normal, [rows[0], *rows[2:]])


def _is_rule(text: str, row: list[list[Span]]) -> bool:
    cells = [text[start:end] for spans in row for start, end in spans]
    return bool(cells) and all(_RULE.fullmatch(cell) for cell in cells)


# A cell of web text stands between two lines that hold nothing but "|"; two such lines in a row
# part two rows, and a blank line after one ends the table. Empty cells leave no trace.
_LONE = re.compile(r"^[ \t]*\|[ \t]*$", re.MULTILINE)
_BLANK_FIRST = re.compile(r"\n[ \t]*\n")


def _lone_tables(normal: MappedText) -> Iterator[Table]:
    """Tables whose header row names a number column or a column of work to do."""
    for table in _lone_rows(normal.text):
        header = [" ".join(normal.text[slice(*span)].split()) for span in table[0]]
        if len(table) > 1 and len(header) > 2 and _is_header(header):
            yield _table(normal, [[[span] for span in row] for row in table])


def _is_header(cells: Iterable[str]) -> bool:
    return any(_NUMBER_COLUMN.fullmatch(cell) or _WORK_COLUMN.search(cell) for cell in cells)


def _lone_rows(text: str) -> Iterator[list[list[Span]]]:
    """The runs of rows between lone bars; a run starts at its first bar."""
    bars = [match.span() for match in _LONE.finditer(text)]
    table: list[list[Span]] = []
    row: list[Span] = []
    for (_, left), (right, _) in pairwise(bars):
        gap = text[left:right]
        if gap.strip() and not _BLANK_FIRST.match(gap):
            cell = _trim(text, left, right)
            if _NUMBER_COLUMN.fullmatch(text, *cell) and (row or table):
                yield [*table, row] if row else table
                table, row = [], []
            row.append(cell)
            continue
        if row:
            table.append(row)
            row = []
        if gap.strip() and table:
            yield table
            table = []
    if row:
        table.append(row)
    if table:
        yield table


def _trim(text: str, start: int, end: int) -> Span:
    content = text[start:end]
    return start + len(content) - len(content.lstrip()), start + len(content.rstrip())

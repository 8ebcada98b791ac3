"""Tables in their three printed forms: tabs, Markdown pipes, and lone ``|`` lines of web text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from kg.text.landmarks import CLOSING_LETTERS, NUMBER_COLUMN, SIGNING
from kg.text.lines import Line
from kg.text.offsets import MappedText

Span = tuple[int, int]
Piece = tuple[str, int]
"""Some text, and the offset at which its first character stood."""
_CHUNK = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r":?-+:?")
_WORK_COLUMN = re.compile(r"chủ trì|phối hợp|thực hiện|thời (?:gian|hạn)|nhiệm vụ|nội dung", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """A row of a table: the pieces of each cell, as spans of the normalised text."""

    normal: MappedText
    spans: tuple[tuple[Span, ...], ...]

    @cached_property
    def cells(self) -> tuple[MappedText, ...]:
        """All cells, the label's own included."""
        return tuple(self._cell(spans) for spans in self.spans)

    @property
    def label(self) -> str:
        """What numbers the row: ``II``, ``5``."""
        return self.cells[0].text.rstrip(". ") if self.cells else ""

    @property
    def first(self) -> int:
        """Where the row begins in the normalised text."""
        return min(start for spans in self.spans for start, _ in spans)

    @property
    def last(self) -> int:
        """Where the row ends in the normalised text."""
        return max(end for spans in self.spans for _, end in spans)

    @property
    def start(self) -> int:
        """The source offset of the first character of the row."""
        return self.normal.source(self.first)

    def _cell(self, spans: tuple[Span, ...]) -> MappedText:
        pieces = joined(collapse(self.normal.text, *span) for span in spans)
        return MappedText.join(pieces).through(self.normal)


@dataclass(frozen=True)
class Table:
    """A table, the first of whose rows is its ``head``, which ``rows`` leaves out."""

    head: Row
    rows: tuple[Row, ...]
    tabbed: bool = False

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The texts of the first row."""
        return tuple(cell.text.replace("\n", " ") for cell in self.head.cells)

    @cached_property
    def start(self) -> int:
        """The source offset of its first character."""
        return self.head.normal.source(min(row.first for row in (self.head, *self.rows)))

    @cached_property
    def end(self) -> int:
        """The source offset after its last character."""
        last = max(row.last for row in (self.head, *self.rows))
        return self.head.normal.span(last - 1, last)[1]


def collapse(text: str, start: int, end: int) -> list[Piece]:
    """Pieces of ``text[start:end]`` with single spaces; a run with a line break becomes a line break.

    >>> collapse("Sở  Nội\\n vụ", 0, 11)
    [('Sở', 0), (' ', 2), ('Nội', 4), ('\\n', 7), ('vụ', 9)]
    """
    whole = text[start:end]
    if " ".join(whole.split()) == whole:
        return [(whole, start)] if whole else []
    pieces: list[Piece] = []
    for match in _CHUNK.finditer(text, start, end):
        if pieces:
            last = pieces[-1][1] + len(pieces[-1][0])
            pieces.append(("\n" if "\n" in text[last : match.start()] else " ", last))
        pieces.append((match[0], match.start()))
    return pieces


def joined(units: Iterable[Sequence[Piece]], between: str = " ") -> Iterator[Piece]:
    """The pieces of all *units*, those of two of them parted by *between*."""
    last: Piece | None = None
    for unit in units:
        if last is not None:
            yield between, last[1] + len(last[0])
        yield from unit
        last = unit[-1] if unit else last


def find_tables(normal: MappedText, lines: Sequence[Line]) -> tuple[Table, ...]:
    """All tables of a text, in the order in which they begin."""
    found = [*_tab_tables(normal, lines), *_pipe_tables(normal, lines), *_lone_tables(normal)]
    return tuple(sorted(found, key=lambda table: table.start))


def _table(normal: MappedText, rows: list[list[list[Span]]], tabbed: bool = False) -> Table:
    """A table from its rows; a cell is the spans of its pieces in the normalised text."""
    head, *others = (Row(normal, tuple(tuple(cell) for cell in row)) for row in rows)
    return Table(head, tuple(others), tabbed)


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
    barred = (line for line in lines if line.column and not line.tabbed)  # what follows the bar is column 1
    for number, group in groupby(barred, key=lambda line: line.number):
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
    return text[start : first.start].lstrip().startswith("|")


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
_LONE = re.compile(r"\|[ \t]*$", re.MULTILINE)
_RECIPIENTS = re.compile(r"Nơi nhận ?:")  # a column may be called "Nơi nhận"
_BLANK_FIRST = re.compile(r"\n[ \t]*\n")


def _lone_tables(normal: MappedText) -> Iterator[Table]:
    """Tables whose header row names a number column or a column of work to do."""
    for table in _lone_rows(normal.text):
        header = [" ".join(normal.text[slice(*span)].split()) for row in table[:1] for span in row]
        if len(table) > 1 and len(header) > 2 and _is_header(header):
            yield _table(normal, [[[span] for span in row] for row in table])


def _is_header(cells: Sequence[str]) -> bool:
    named = any(NUMBER_COLUMN.fullmatch(cell) or _WORK_COLUMN.search(cell) for cell in cells)
    return named and not (_RECIPIENTS.match(cells[0]) or SIGNING.match(cells[0]))


def _lone_rows(text: str) -> Iterator[list[list[Span]]]:
    """The runs of rows between lone bars; a run starts at its first bar."""
    bars = [match.span() for match in _LONE.finditer(text) if _begins_line(text, match.start())]
    table: list[list[Span]] = []
    row: list[Span] = []
    for (_, left), (right, _) in pairwise(bars):
        gap = text[left:right]
        if gap.strip() and not _BLANK_FIRST.match(gap):
            cell = _trim(text, left, right)
            if (row or table) and text[cell[0]] in _OPENERS and _opens_table(text, cell):
                yield [*table, *filter(None, [row[:-1]])]
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


def _opens_table(text: str, cell: Span) -> bool:
    """Whether a cell is the first of another table, so that what stands before it in its row is text between the two:
    a number column begins a header; recipients and signature stand in a table of their own.
    """
    return bool(NUMBER_COLUMN.fullmatch(text, *cell) or _RECIPIENTS.match(text, *cell) or SIGNING.match(text, *cell))


_OPENERS = CLOSING_LETTERS | frozenset("sSt")  # what the first word of such a cell begins with


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t")


def _trim(text: str, start: int, end: int) -> Span:
    content = text[start:end]
    return start + len(content) - len(content.lstrip()), start + len(content.rstrip())

"""The document in reading order, as the citation grammar reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from kg.text.layout import Layout
from kg.text.offsets import MappedText
from kg.text.tables import Row, collapse

Pieces = list[tuple[str, int]]
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


def reading(layout: Layout) -> MappedText:
    r"""The whole text with single spaces, joined table cells, and the way back to the source.

    A run of white space is one space, or one line break if it held one; a blank line and the end of
    a cell of a table are ``"\n\n"``. Lone ``|`` lines are gone.

    >>> from kg.text.layout import layout
    >>> reading(layout(MappedText.identity("Nghị định số\n|\n61/2018/NĐ-CP  ngày"))).text
    'Nghị định số\n61/2018/NĐ-CP ngày'
    """
    units = sorted(chain(_lines(layout), _rows(layout)), key=lambda unit: unit[0])
    pieces: Pieces = []
    for _, before, unit in units:
        if pieces:
            text, source = pieces[-1]
            pieces.append((before, source + len(text)))
        pieces.extend(unit)
    return MappedText.join(pieces, layout.normal.marked)


def _lines(layout: Layout) -> Iterator[tuple[int, str, Pieces]]:
    """Each line outside the tab tables: where it stands, what parts it from the line before, its pieces."""
    last = 0
    for line in layout.lines:
        gap = layout.normal.text[last : line.start]
        last = line.end
        if not line.tabbed:
            broken = "\n" in gap and not _BLANK_LINE.search(gap)
            pieces = list(collapse(layout.normal, line.start, line.end))
            yield layout.normal.source(line.start), "\n" if broken else "\n\n", pieces


def _rows(layout: Layout) -> Iterator[tuple[int, str, Pieces]]:
    """Each row of the tab tables, its cells put together."""
    for table in layout.tables:
        if table.tabbed:
            for row in (table.head, *table.rows):
                if row is not None:
                    yield row.start, "\n\n", _row(row)


def _row(row: Row) -> Pieces:
    pieces: Pieces = []
    for cell in row.cells:
        if not cell.text:
            continue
        if pieces:
            text, source = pieces[-1]
            pieces.append(("\n\n", source + len(text)))
        pieces.extend(cell.pieces(cell.text, 0))
    return pieces

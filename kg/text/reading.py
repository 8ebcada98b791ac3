"""The document in reading order, as the citation grammar reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from operator import itemgetter

from kg.text.layout import Layout
from kg.text.offsets import MappedText
from kg.text.tables import Piece, Row, collapse, joined

_BREAKS = ("\n", "\n\n")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


def reading(layout: Layout) -> MappedText:
    r"""The whole text with single spaces, joined table cells, and the way back to the source.

    A run of white space is one space, or one line break if it held one; a blank line and the end of
    a cell of a table are ``"\n\n"``. Lone ``|`` lines are gone.

    >>> from kg.text.layout import layout
    >>> reading(layout(MappedText.identity("Nghị định số\n|\n61/2018/NĐ-CP  ngày"))).text
    'Nghị định số\n61/2018/NĐ-CP ngày'
    """
    pieces: list[Piece] = []
    for _, before, unit in sorted(chain(_lines(layout), _rows(layout)), key=itemgetter(0)):
        if pieces:
            text, start = pieces[-1]
            pieces.append((before, start + len(text)))
        pieces.extend(unit)
    return MappedText.join(pieces).through(layout.normal)


def _lines(layout: Layout) -> Iterator[tuple[int, str, list[Piece]]]:
    """The lines outside the tab tables: where they begin, what parts them from what is before, their pieces.

    Lines that stand in the text as they are to be read, breaks between them included, are one piece.
    """
    text = layout.normal.text
    run: tuple[int, str] | None = None
    last = 0
    for line in layout.lines:
        gap = text[last : line.start]
        clean = not line.tabbed and text[line.start : line.end] == line.text
        if run and not (clean and gap in _BREAKS):
            yield run[0], run[1], [(text[run[0] : last], run[0])]
            run = None
        if not clean and not line.tabbed:
            yield line.start, _break(gap), collapse(text, line.start, line.end)
        elif clean and not run:
            run = line.start, _break(gap)
        last = line.end
    if run:
        yield run[0], run[1], [(text[run[0] : last], run[0])]


def _break(gap: str) -> str:
    return "\n" if gap == "\n" or ("\n" in gap and not _BLANK_LINE.search(gap)) else "\n\n"


def _rows(layout: Layout) -> Iterator[tuple[int, str, list[Piece]]]:
    """Each row of the tab tables, its cells put together."""
    for table in layout.tables:
        if table.tabbed:
            for row in (table.head, *table.rows):
                yield row.first, "\n\n", _row(row)


def _row(row: Row) -> list[Piece]:
    cells = (list(joined(collapse(row.normal.text, *span) for span in spans)) for spans in row.spans)
    return list(joined(filter(None, cells), "\n\n"))

"""Which part of a document each line belongs to: letterhead, title, preamble, body, closing, annex."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, groupby
from typing import Literal

from kg.text.headings import ARTICLE, LETTERED, Heading, heading
from kg.text.landmarks import (
    ANNEX,
    ATTACHED,
    FOOTNOTE,
    HEADING,
    ORGANISATION,
    RECIPIENTS,
    SIGNING,
    SITE_TAIL,
    titled,
    type_line,
)
from kg.text.lines import Line, continued, split_lines
from kg.text.offsets import MappedText
from kg.text.opening import basis_section, is_closing, is_note, opening, subject_apart
from kg.text.tables import Table, find_tables

BlockKind = Literal[
    "web", "letterhead", "title", "preamble", "body", "organisation", "recipients", "signature", "annex",
    "footnotes",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the document, in source offsets."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's parts and tables.

    ``blocks`` cover the source without gap or overlap; ``kinds`` names the part of each line.
    """

    normal: MappedText
    lines: tuple[Line, ...]
    kinds: tuple[BlockKind, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]

    @property
    def starts(self) -> list[int]:
        """Where the blocks start, in source offsets."""
        return [block.start for block in self.blocks]

    def part(self, kind: BlockKind) -> tuple[Line, ...]:
        """The lines of one kind."""
        return tuple(compress(self.lines, map(kind.__eq__, self.kinds)))


def layout(normal: MappedText) -> Layout:
    """Find the parts and tables of a normalised text.

    >>> text = "UBND TỈNH A\\nSố: 1/KH-UBND\\nKẾ HOẠCH\\nĐào tạo\\nCăn cứ Luật B;\\nI. MỤC ĐÍCH"
    >>> [block.kind for block in layout(MappedText.identity(text)).blocks]
    ['letterhead', 'title', 'preamble', 'body']
    """
    lines = subject_apart(normal.text, split_lines(normal.text))
    kinds = tuple(_kinds(lines, continued(lines)))
    return Layout(normal, lines, kinds, _blocks(normal, lines, kinds), find_tables(normal, lines))


def _blocks(normal: MappedText, lines: Sequence[Line], kinds: Sequence[BlockKind]) -> tuple[Block, ...]:
    """Runs of lines of one kind; each reaches to where the next begins."""
    runs = [(kind, next(run)[0]) for kind, run in groupby(zip(lines, kinds, strict=True), key=lambda pair: pair[1])]
    if not runs:
        return ()
    starts = [0, *(normal.source(line.start) for _, line in runs[1:])]
    ends = [*starts[1:], _source_end(normal)]
    return tuple(Block(kind, start, end) for (kind, _), start, end in zip(runs, starts, ends, strict=True))


def _source_end(normal: MappedText) -> int:
    """The end of the source as far as it is known: what follows the last kept character was taken out."""
    return len(normal.marked) if normal.marked is not None else normal.span(len(normal.text) - 1, len(normal.text))[1]


def _kinds(lines: Sequence[Line], said: Sequence[str]) -> list[BlockKind]:
    """The part of each line, from the landmarks in it; *said* holds each line with what continues it."""
    kinds: list[BlockKind] = ["body"] * len(lines)
    head, title, named, preamble, body = opening(lines, said)
    closing, annex = _closing(lines, body)
    footnotes = _footnotes(lines, closing)
    _paint(kinds, 0, head, "web")
    _paint(kinds, head, title, "letterhead")
    _paint(kinds, title, named, "title")
    _paint(kinds, preamble, body, "preamble")
    _paint(kinds, *basis_section(lines, said, body), "preamble")
    _organisation(lines, said, kinds, body, closing)
    _signed(lines, kinds, closing, annex)
    _paint(kinds, annex, len(lines), "annex")
    _paint(kinds, footnotes, len(lines), "footnotes")
    _paint(kinds, _site_tail(lines, closing, annex), len(lines), "web")
    return kinds


def _site_tail(lines: Sequence[Line], closing: int, annex: int) -> int:
    """Where a web site's own words begin, between the closing and the annexes."""
    return next((i for i in range(closing, annex) if SITE_TAIL.match(lines[i].text)), len(lines))


def _paint(kinds: list[BlockKind], start: int, end: int, kind: BlockKind) -> None:
    kinds[start:end] = [kind] * (end - start)


def _closing(lines: Sequence[Line], body: int) -> tuple[int, int]:
    """Where recipients or signature begin, and where they have ended."""
    closing = next((i for i in range(body, len(lines)) if is_closing(lines, i)), None)
    if closing is None:
        annex = _annex(lines, body)
        return annex, annex
    i = closing
    while i < len(lines) and not _ends_closing(lines, i):
        i += 1
    return closing, i


def _ends_closing(lines: Sequence[Line], i: int) -> bool:
    """An annex, a table, footnotes or long text ends the closing."""
    text = lines[i].text
    return bool(
        ANNEX.match(text)
        or ATTACHED.match(text)
        or lines[i].tabbed
        or FOOTNOTE.match(text)
        or type_line([text])
        or titled(text)
    )


def _annex(lines: Sequence[Line], body: int) -> int:
    """Where the annexes of a document without closing begin: at the heading above "(Kèm theo …)"."""
    for i in range(body, len(lines)):
        if is_note(lines[i]):
            while i > body + 1 and lines[i - 1].text.isupper():
                i -= 1
            return i
        if lines[i].text.startswith("PHỤ LỤC") and len(lines[i].text) < 30:
            return i
    return len(lines)


def _footnotes(lines: Sequence[Line], closing: int) -> int:
    """Where the notes at the end of the text begin."""
    rows = (i for i in range(len(lines) - 1, closing - 1, -1) if lines[i].tabbed)
    below = next(rows, closing - 1) + 1
    return next((i for i in range(below, len(lines)) if FOOTNOTE.match(lines[i].text)), len(lines))


def _organisation(
    lines: Sequence[Line], said: Sequence[str], kinds: list[BlockKind], body: int, closing: int
) -> None:  # fmt: skip
    """Paint the sections whose heading speaks of carrying out or of who does what."""
    depth = None
    for i in range(body, closing):
        goes_on = i > 0 and len(said[i - 1]) > len(lines[i - 1].text)  # then the line is no heading
        found = None if goes_on else heading(said[i])
        if found is not None and found.level < LETTERED and (depth is None or found.level <= depth):
            depth = found.level if _is_organisation(found) else None
        if depth is not None:
            kinds[i] = "organisation"


def _is_organisation(found: Heading) -> bool:
    """Higher headings may speak of it anywhere ("Thời gian và trách nhiệm thực hiện"), others at once."""
    match = ORGANISATION.search(found.text[:HEADING].lower())
    return match is not None and (match.start() == 0 or found.level < ARTICLE)


def _signed(lines: Sequence[Line], kinds: list[BlockKind], closing: int, annex: int) -> None:
    """Tell recipients from signature; in a table each column goes on with what it holds."""
    column: dict[int, BlockKind] = {}
    for i in range(closing, annex):
        if SIGNING.match(lines[i].text):
            column[lines[i].column] = "signature"
        elif RECIPIENTS.match(lines[i].text) or lines[i].text.startswith(("- ", "+ ", "-")):
            column[lines[i].column] = "recipients"
        kinds[i] = column.get(lines[i].column, "recipients")

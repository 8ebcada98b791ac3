"""What every format with a layout becomes: paragraphs and tables, and the one text form of both.

A paragraph's line breaks stay; paragraphs are parted by a blank line. A row of a table is a line, its cells
parted by tabs: what :mod:`kg.text.lines` reads as a table. Letterheads and signatures that a table lays out
side by side are written cell by cell, a line for each of their lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.models import Finding


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines of text."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells; a cell that spans columns or rows stands in the first of them."""

    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: its text, where its pages start in it, what a reader should know of the reading, and the
    address that a web page gives as its own.
    """

    text: str
    pages: tuple[int, ...] = ()
    notes: tuple[Finding, ...] = ()
    url: str | None = None


def rendered(blocks: Iterable[Block]) -> str:
    """The text of some blocks.

    >>> rendered([Paragraph("KẾ HOẠCH"), Grid((("TT", "Nhiệm vụ"), ("1", "Rà\\nsoát")))])
    'KẾ HOẠCH\\n\\nTT\\tNhiệm vụ\\n1\\tRà soát\\n\\n'
    """
    texts = (block.text.strip("\n") if isinstance(block, Paragraph) else _table(block.rows) for block in blocks)
    return "".join(f"{text}\n\n" for text in texts if text.strip())


def paged(pages: Iterable[Iterable[Block]], notes: tuple[Finding, ...] = ()) -> Content:
    """The text of all pages one after the other, and the offset at which each starts."""
    texts: list[str] = []
    starts: list[int] = []
    at = 0
    for blocks in pages:
        starts.append(at)
        texts.append(rendered(blocks))
        at += len(texts[-1])
    return Content("".join(texts), tuple(starts), notes)


# Words of the tables that only lay a letterhead, recipients and a signature out side by side.
_LAID_OUT = re.compile(r"C[ỘÔ]NG H[OÒ][AÀ]|Đ[oộ]c l[aậ]p ?[-–]|ĐẢNG CỘNG SẢN|Nơi nhận ?:|(?:^|\n)(?:TM|KT|TL|TUQ)\.")
_WIDEST = 3


def _table(rows: Sequence[Sequence[str]]) -> str:
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    side_by_side = max(map(len, filled), default=0) <= _WIDEST and any(_LAID_OUT.search(c) for r in filled for c in r)
    if side_by_side or all(sum(bool(cell.strip()) for cell in row) == 1 for row in filled):
        return "\n".join(cell.strip() for row in filled for cell in row if cell.strip())
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in filled)

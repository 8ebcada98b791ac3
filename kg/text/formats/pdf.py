"""PDF files: the words of each page where they stand, put together to lines, paragraphs and tables.

What a PDF holds is letters at places. Pdfium says which letters follow each other without a gap; all else is
read from the places: so vowels that stand in another font, or are drawn after all others, come where they belong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from kg.models import Finding
from kg.text.formats.blocks import Block, Content, Grid, Paragraph, rendered
from kg.text.formats.flow import LABEL, columns, paragraphs, without_page_number
from kg.text.formats.ruled import Cell, Matrix, Table, page_tables
from kg.text.formats.words import Word, characters, rows_of, said, unmapped, words_of

Recognise: TypeAlias = Callable[[Any], str]
"""Reads the picture of a page (a PIL image)."""

SCALE = 200 / 72  # of a picture to be recognised: 200 dots an inch
_LONG = 50  # characters of a line that is no heading
_NO_PAGES = re.compile(rb"/Count\s+0\b")
_TAIL = 16_384  # bytes at the end of a file, one of which ends the PDF


def read_pdf(data: bytes, recognise: Recognise | None = None) -> Content:
    """The text of a PDF file, page by page; *recognise* reads the pages that are pictures only.

    Raises ValueError, with its reason, for a file that is locked, broken, without pages or without any text.
    """
    with _opened(data) as document:
        notes: list[Finding] = []
        reader = _Reader(document, notes, recognise)
        text, starts = _joined(map(rendered, reader.pages()))
        if reader.silent == len(reader) and recognise is None:
            raise ValueError("is a scanned PDF: no page has a text layer; install the ocr extra to read it")
    return Content(text, starts, tuple(notes))


def _joined(pages: Iterable[str]) -> tuple[str, tuple[int, ...]]:
    """Pages one after the other, and where each starts; a sentence that goes on over two is not parted."""
    texts: list[str] = []
    starts: list[int] = []
    at = 0
    for page in pages:
        if texts and _runs_over(before := texts[-1].rstrip("\n"), page):
            at += len(before) + 1 - len(texts[-1])
            texts[-1] = f"{before}\n"
        starts.append(at)
        texts.append(page)
        at += len(page)
    return "".join(texts), tuple(starts)


def _runs_over(before: str, page: str) -> bool:
    """Whether the last sentence of a page goes on in the next: its line is long, and nothing ends it."""
    last, first = before[before.rfind("\n") + 1 :], page[: page.find("\n")]
    if not last or not first or "\t" in last + first or last[-1] in ".;:":
        return False
    heading = before.endswith(f"\n\n{last}") or len(last) < _LONG
    return first[0].islower() or not (heading or LABEL.match(first))


def _opened(data: bytes) -> pdfium.PdfDocument:
    if not data:
        raise ValueError("is empty")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise ValueError(_unopened(error, data)) from error
    reason = _refused(document, data)
    if reason:
        document.close()
        raise ValueError(reason)
    return document


def _unopened(error: pdfium.PdfiumError, data: bytes) -> str:
    if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
        return "is a PDF that needs a password"
    return "is a PDF without pages" if _NO_PAGES.search(data) else "is a broken PDF"


def _refused(document: pdfium.PdfDocument, data: bytes) -> str | None:
    """Pdfium mends what it can: a file without its end opens, with the pages that are left of it."""
    if b"%%EOF" not in data.rstrip(b"\x00")[-_TAIL:]:
        return "is a broken PDF: its end is missing"
    return None if len(document) else "is a PDF without pages"


@dataclass
class _Reader:
    """One way through a document: a table's head counts once, on whatever pages it is repeated."""

    document: pdfium.PdfDocument
    notes: list[Finding]
    recognise: Recognise | None
    silent: int = 0
    head: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.document)

    def pages(self) -> Iterator[list[Block]]:
        """The blocks of each page, which is closed before the next is opened."""
        for number in range(1, len(self) + 1):
            try:
                page = self.document[number - 1]
                blocks = list(self._page(page, number))
                page.close()
            except pdfium.PdfiumError as error:
                raise ValueError(f"is a broken PDF: page {number} cannot be read") from error
            yield blocks

    def _page(self, page: pdfium.PdfPage, number: int) -> Iterator[Block]:
        upright = _upright(page)
        words = self._read(page, number, upright)
        if not words:
            yield from self._picture(page, number)
            return
        yield from self._without_repeated_head(_blocks(words, page_tables(page, upright), page.get_size()))

    def _read(self, page: pdfium.PdfPage, number: int, upright: Matrix) -> list[Word]:
        layer = page.get_textpage()
        try:
            text = characters(layer)
            if unread := unmapped(layer, text):
                said = f"page {number}: {unread} characters have no meaning in Unicode; they may be wrong in the text"
                self.notes.append(Finding("pdf.unmapped", said))
            return list(words_of(layer, text, upright))
        finally:
            layer.close()

    def _picture(self, page: pdfium.PdfPage, number: int) -> Iterator[Paragraph]:
        self.silent += 1
        if self.recognise is None:
            said = f"page {number} has no text layer; install the ocr extra to read it"
            self.notes.append(Finding("page.no-text", said))
            return
        self.notes.append(Finding("page.ocr", f"page {number} was read from its picture"))
        yield Paragraph(self.recognise(page.render(scale=SCALE).to_pil()))

    def _without_repeated_head(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            if isinstance(block, Grid) and block.rows[0] == self.head:
                yield _going_on(block.rows[1:])
                continue
            if isinstance(block, Grid) and all(block.rows[0]):
                self.head = block.rows[0]
            yield block


def _going_on(rows: Sequence[Sequence[str]]) -> Paragraph:
    """The rows under a repeated head, as they are written: alone, a row with one filled cell would be no table."""
    return Paragraph("\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows))


def _upright(page: pdfium.PdfPage) -> Matrix:
    """What turns the places on a page that is shown turned."""
    width, height = page.get_size()
    turned: dict[int, Matrix] = {
        90: (0, -1, 1, 0, 0, height),
        180: (-1, 0, 0, -1, width, height),
        270: (0, 1, -1, 0, width, 0),
    }
    return turned.get(page.get_rotation(), (1, 0, 0, 1, 0, 0))


def _blocks(words: Sequence[Word], tables: Sequence[Table], size: tuple[float, float]) -> Iterator[Block]:
    """The words in tables as tables, all others as paragraphs, in the order of their heights."""
    inside, outside = _placed(words, tables)
    rows = without_page_number([columns(row) for row in rows_of(outside)], size)
    for table, cells in zip(tables, inside, strict=True):
        if not cells:
            continue
        above = [row for row in rows if row[0].bottom >= table.ys[0] - 2]
        yield from paragraphs(above, size)
        rows = rows[len(above) :]
        yield Grid(_filled(table, cells))
    yield from paragraphs(rows, size)


def _placed(words: Iterable[Word], tables: Sequence[Table]) -> tuple[list[dict[Cell, list[Word]]], list[Word]]:
    inside: list[dict[Cell, list[Word]]] = [{} for _ in tables]
    outside: list[Word] = []
    for word in words:
        for table, cells in zip(tables, inside, strict=True):
            if cell := table.cell_at(*word.middle):
                cells.setdefault(cell, []).append(word)
                break
        else:
            outside.append(word)
    return inside, outside


def _filled(table: Table, cells: dict[Cell, list[Word]]) -> tuple[tuple[str, ...], ...]:
    """The text of each cell; without the columns and rows that only the width of lines makes."""
    rows = [row for row in range(len(table.ys) - 1) if any((row, c) in cells for c in range(len(table.xs)))]
    columns = [column for column in range(len(table.xs) - 1) if (0, column) in table.cells]
    return tuple(tuple(said(cells.get((row, column), [])) for column in columns) for row in rows)

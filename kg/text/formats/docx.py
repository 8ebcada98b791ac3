"""Word files: paragraphs with their automatic numbers, tables, footnotes, the header of the first page."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import TypeAlias

import docx
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from kg.text.formats.archive import BROKEN
from kg.text.formats.blocks import Block, Content, Grid, Paragraph, rendered
from kg.text.formats.numbering import PARSER, Numbering, whole

Element: TypeAlias = etree._Element
MAIN_PART = "word/document.xml"
_DTD = re.compile(rb"<!DOCTYPE|<!ENTITY")


def read_docx(data: bytes, max_bytes: int) -> Content:
    """The text of a Word file (.docx).

    Raises ValueError, with its reason, for a file that is damaged, that declares entities, or whose parts
    are larger than *max_bytes* when unpacked.
    """
    if reason := _refused(data, max_bytes):
        raise ValueError(reason)
    try:
        text = rendered(_blocks(_opened(data)))
    except etree.XMLSyntaxError as error:
        raise ValueError(_DAMAGED) from error
    if not text.strip():
        raise ValueError("is a Word file without text")
    return Content(text)


_DAMAGED = "is a damaged Word file"


def _opened(data: bytes) -> Document:
    try:
        document = docx.Document(io.BytesIO(data))
        complete: bool = document.element.tag == qn("w:document") and document.element.body is not None
    except Exception as error:  # the library says in many ways that a part is missing or no XML
        raise ValueError(_DAMAGED) from error
    if not complete:
        raise ValueError(_DAMAGED)
    return document


def _refused(data: bytes, max_bytes: int) -> str | None:
    """Why a file is not even opened: damage, size, or entities, which are declared to blow up."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            infos = [info for info in parts.infolist() if info.filename.endswith((".xml", ".rels"))]
            if sum(info.file_size for info in infos) > max_bytes:
                return "is a Word file that is too large when unpacked (setting max_file_mb)"
            if any(_DTD.search(parts.read(info)) for info in infos):
                return "is a Word file that declares entities, which Word never does"
    except BROKEN:
        return _DAMAGED
    return None


def _blocks(document: Document) -> Iterator[Block]:
    walk = _Walk(document)
    yield from walk.header()
    yield from walk.blocks(document.element.body)
    yield from walk.footnotes()


class _Walk:
    """One way through a document: automatic numbers go on from paragraph to paragraph."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._numbers = Numbering(document)
        marks = document.element.body.iter(qn("w:footnoteReference"))
        self._notes = {mark.get(qn("w:id")) or "": number for number, mark in enumerate(marks, 1)}

    def header(self) -> Iterator[Block]:
        """What the first page is headed with, but for a page number."""
        section = self._document.sections[0] if len(self._document.sections) else None
        if section is None:
            return
        header = section.first_page_header if section.different_first_page_header_footer else section.header
        blocks = [] if header.is_linked_to_previous else list(self.blocks(header._element))
        if any(character.isalpha() for character in rendered(blocks)):
            yield from blocks

    def blocks(self, parent: Element) -> Iterator[Block]:
        """Paragraphs and tables in order, also those inside content controls and text boxes."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield Paragraph(self._numbers.label(child) + _text(child, self._notes))
                for box in _boxes(child):
                    yield from self.blocks(box)
            elif child.tag == qn("w:tbl"):
                yield Grid(tuple(self._row(row) for row in child.iter(qn("w:tr")) if _table_of(row) is child))
            elif child.tag in _HOLDING:
                yield from self.blocks(child)

    def _row(self, row: Element) -> tuple[str, ...]:
        cells: list[str] = []
        for cell in _cells(row):
            cells.append("" if _continues(cell) else rendered(self.blocks(cell)).replace("\n\n", "\n").strip())
            cells += [""] * (_columns(cell) - 1)
        return tuple(cells)

    def footnotes(self) -> Iterator[Block]:
        """Each note after its mark, as the text names it: "[1] Nghị quyết số …"."""
        for relation in self._document.part.rels.values():
            if relation.reltype.endswith("/footnotes"):
                root = etree.fromstring(relation.target_part.blob, PARSER)
                notes = {note.get(qn("w:id")): note for note in root.iter(qn("w:footnote"))}
                for identifier, number in self._notes.items():
                    if identifier in notes:
                        said = (_text(p, {}) for p in notes[identifier].iter(qn("w:p")))
                        yield Paragraph(f"[{number}] " + " ".join(said).strip())


_HOLDING = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:smartTag", "w:customXml")))
_TEXTS = {qn("w:t"): None, qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# What is inside these is no part of the paragraph's running text: deleted, or in a box of its own, or said twice.
_APART = frozenset(map(qn, ("w:del", "w:moveFrom", "w:txbxContent", "w:pPr", "w:rPr", "w:instrText"))) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}


def _text(paragraph: Element, notes: Mapping[str, int]) -> str:
    """The running text, with a mark for each footnote."""
    return "".join(_pieces(paragraph, notes))


def _pieces(parent: Element, notes: Mapping[str, int]) -> Iterator[str]:
    for child in parent:
        if child.tag in _TEXTS:
            yield _TEXTS[child.tag] or child.text or ""
        elif child.tag == qn("w:footnoteReference"):
            yield f"[{notes.get(child.get(qn('w:id')) or '', 0)}]"
        elif child.tag not in _APART:
            yield from _pieces(child, notes)


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Text boxes of a paragraph; each is written twice, once for old programs."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(parent.tag in _APART for parent in box.iterancestors()):
            yield box


def _table_of(row: Element) -> Element | None:
    return next((parent for parent in row.iterancestors() if parent.tag == qn("w:tbl")), None)


def _cells(row: Element) -> Iterator[Element]:
    return (c for c in row.iter(qn("w:tc")) if next(p for p in c.iterancestors() if p.tag == qn("w:tr")) is row)


def _columns(cell: Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return min(whole(span.get(qn("w:val")), 1), _WIDEST) if span is not None else 1


_WIDEST = 1000  # columns of a table


def _continues(cell: Element) -> bool:
    """Whether a cell goes on with the one above it."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val")) != "restart"

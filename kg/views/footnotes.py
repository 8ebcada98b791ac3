"""Footnotes in a Word file, which python-docx reads over but cannot make (ISO/IEC 29500-1, section 17.11)."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from lxml import etree

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RESERVED = (("separator", "separator"), ("continuationSeparator", "continuationSeparator"))


class Footnotes:
    """The footnotes of one document, numbered as they are added; :meth:`close` puts them in."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._root: Any = etree.fromstring(f"<w:footnotes {nsdecls('w')}/>")
        for number, (kind, mark) in enumerate(_RESERVED):
            note = self._note(number)
            note.set(qn("w:type"), kind)
            note.append(_paragraph(_run(OxmlElement(f"w:{mark}"))))

    def add(self, paragraph: Paragraph, *lines: str) -> None:
        """Put a mark at the end of *paragraph*, and *lines*, a paragraph each, at the foot of the page."""
        number = len(self._root)
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(number))
        paragraph._p.append(_run(mark, raised=True))
        note = self._note(number)
        for place, line in enumerate(lines):
            runs = [_run(OxmlElement("w:footnoteRef"), raised=True)] if place == 0 else []
            note.append(_paragraph(*runs, _run(_text(f" {line}"))))

    def close(self) -> None:
        """Put the footnotes into the document."""
        package = self._document.part.package
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), _CONTENT_TYPE, blob, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _note(self, number: int) -> Any:
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(number))
        self._root.append(note)
        return note


def _paragraph(*runs: Any) -> Any:
    paragraph = OxmlElement("w:p")
    for run in runs:
        paragraph.append(run)
    return paragraph


def _run(content: Any, *, raised: bool = False) -> Any:
    run = OxmlElement("w:r")
    style = OxmlElement("w:rPr")
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), "18")  # half points
    style.append(size)
    if raised:
        above = OxmlElement("w:vertAlign")
        above.set(qn("w:val"), "superscript")
        style.append(above)
    run.append(style)
    run.append(content)
    return run


def _text(text: str) -> Any:
    element = OxmlElement("w:t")
    element.text = text
    element.set(qn("xml:space"), "preserve")
    return element

"""A report as a Word file: the answer as a table, with a footnote for each row that names its sources in full."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table

from kg.analysis.report import Report
from kg.analysis.sources import Source
from kg.config import Lang
from kg.views.footnotes import Footnotes
from kg.views.reported import DOUBT_COLUMNS, cell, doubt_row, full, heads, printed, quoted, scope_rows
from kg.views.words import word

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_IRI = "document"  # a column for programs; the number beside it is what people read


def paper(report: Report, digest: str, lang: Lang) -> bytes:
    """A .docx file in the paper and type of Decree 30/2020/NĐ-CP (A4, Times New Roman 13, its margins)."""
    document = docx.Document()
    section = document.sections[0]
    columns = [place for place, name in enumerate(report.answer.columns) if name != _IRI]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if len(columns) > 5:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Times New Roman", Pt(13)
    _head(document, report.query.title[lang])
    for name, value in scope_rows(report, digest, lang):
        document.add_paragraph(_clean(f"{name}: {value}"))
    notes = Footnotes(document)
    _fill_answer(document.add_table(1, len(columns), "Table Grid"), report, columns, notes, lang)
    if report.doubts:
        _head(document, word("report.sheet_to_check", lang))
        _fill(document.add_table(1, len(DOUBT_COLUMNS), "Table Grid"), heads(DOUBT_COLUMNS, lang), (
            [printed(value) for value in doubt_row(doubt, lang)] for doubt in report.doubts
        ))  # fmt: skip
    notes.close()
    document.core_properties.title, document.core_properties.comments = report.query.title[lang], digest
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _head(document: Document, text: str) -> None:
    """A heading for the navigation pane, which looks like the text of an office."""
    paragraph = document.add_heading("", 1)
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.color.rgb = "Times New Roman", Pt(14), RGBColor(0, 0, 0)


def _fill_answer(table: Table, report: Report, columns: list[int], notes: Footnotes, lang: Lang) -> None:
    names = report.answer.columns
    rows = ([printed(cell(names[place], row[place], lang)) for place in columns] for row in report.answer.rows)
    _fill(table, [heads(names, lang)[place] for place in columns], rows)
    for row, line, behind in zip(table.rows[1:], report.answer.rows, report.sources, strict=True):
        if behind:
            figure = next((at for at, place in enumerate(columns) if isinstance(line[place], int)), 0)
            notes.add(row.cells[figure].paragraphs[0], *_note(report, behind, lang))


def _note(report: Report, behind: tuple[Source, ...], lang: Lang) -> Iterator[str]:
    """Each source once, with the passages in it."""
    for citing in dict.fromkeys(source.citing for source in behind):
        passages = [source for source in behind if source.citing == citing]
        said = "; ".join(f"“{quoted(source)}” ({_where(source, lang)})" for source in passages)
        yield _clean(f"{full(report, passages[0])}: {said}.")


def _where(source: Source, lang: Lang) -> str:
    page = f", {word('column.page', lang)} {source.page}" if source.page else ""
    return f"{source.file}{page}, {source.start}–{source.end}"


def _fill(table: Table, columns: list[str], rows: Iterator[list[str]]) -> None:
    for head, column in zip(table.rows[0].cells, columns, strict=True):
        head.paragraphs[0].add_run(column).bold = True
    for row in rows:
        line: Any = table.add_row  # python-docx leaves it without types
        for target, text in zip(line().cells, row, strict=True):
            target.text = _clean(text)


def _clean(text: str) -> str:
    """Text that XML can hold."""
    return _CONTROL.sub("\ufffd", text)

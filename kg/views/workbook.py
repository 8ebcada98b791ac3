"""A report as a workbook: result, sources, scope and what to check, a sheet each."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kg.analysis.report import Report
from kg.config import Lang
from kg.views.reported import (
    DOUBT_COLUMNS,
    SOURCE_COLUMNS,
    Shown,
    cell,
    doubt_row,
    heads,
    scope_rows,
    source_rows,
)  # fmt: skip
from kg.views.words import word

_WIDEST = 60
_LINE, _TALLEST = 15, 27  # points; lines of a row at most
_A4 = 9  # the number of the paper in the file format
_MOST = 32_767  # characters that a cell can hold


def workbook(report: Report, digest: str, lang: Lang) -> bytes:
    """An .xlsx file; texts are texts, whatever they begin with, and dates are dates (dd/mm/yyyy).

    The same state and question always give the same bytes.
    """
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({
        "title": report.query.title[lang], "comments": digest, "created": report.built or datetime(1980, 1, 1)
    })  # fmt: skip
    answer = report.answer
    rows = ([cell(*named, lang) for named in zip(answer.columns, row, strict=True)] for row in answer.rows)
    sheets: dict[str, tuple[Sequence[str], Iterable[Sequence[Shown]]]] = {
        "result": (heads(answer.columns, lang), rows),
        "sources": (heads(SOURCE_COLUMNS, lang), source_rows(report, lang)),
        "scope": (heads(("scope", "remark"), lang), scope_rows(report, digest, lang)),
        "to_check": (heads(DOUBT_COLUMNS, lang), (doubt_row(doubt, lang) for doubt in report.doubts)),
    }
    for name, (columns, lines) in sheets.items():
        _fill(book, book.add_worksheet(word(f"report.sheet_{name}", lang)), columns, lines)
    book.close()
    return out.getvalue()


def _fill(book: Workbook, sheet: Worksheet, columns: Sequence[str], lines: Iterable[Sequence[Shown]]) -> None:
    head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"})
    widths = [len(column) for column in columns]
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, head)
    number = 0
    for number, line in enumerate(lines, 1):
        for place, value in enumerate(line):
            widths[place] = max(widths[place], len(str(value)) if value is not None else 0)
            if isinstance(value, date):
                sheet.write_datetime(number, place, value, day)
            elif isinstance(value, int | float):
                sheet.write_number(number, place, value, text)
            elif value is not None:
                sheet.write_string(number, place, value[:_MOST], text)
        longest = max((len(value) for value in line if isinstance(value, str)), default=0)
        sheet.set_row(number, _LINE * min(-(-longest // _WIDEST) or 1, _TALLEST))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width, _WIDEST) + 2)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.autofilter(0, 0, number, len(columns) - 1)

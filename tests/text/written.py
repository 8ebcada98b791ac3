"""The five plans written in other formats, with real tables, as an office would keep them."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import docx

PLANS = sorted((Path(__file__).parents[2] / "data" / "plans").glob("*.txt"))
Rows: TypeAlias = list[list[str]]


def parts(text: str) -> Iterator[str | Rows]:
    """Paragraphs with their line breaks, and the rows from the first line with tabs to the last; a line there
    without tabs is a row of one cell.
    """
    lines = text.splitlines()
    tabbed = [n for n, line in enumerate(lines) if line.count("\t") > 1]
    first, last = (tabbed[0], tabbed[-1]) if tabbed else (len(lines), len(lines))
    yield from _paragraphs(lines[:first])
    if tabbed:
        rows = [line.split("\t") for line in lines[first : last + 1] if line.strip()]
        yield _continued(rows)
    yield from _paragraphs(lines[last + 1 :])


def _paragraphs(lines: Sequence[str]) -> list[str]:
    return [text for text in re.split(r"\n\s*\n", "\n".join(lines).strip("\n")) if text.strip()]


def _continued(rows: Rows) -> Rows:
    """Rows as wide as the widest, but for those of one cell."""
    width = max(map(len, rows))
    return [row if len(row) == 1 else row + [""] * (width - len(row)) for row in rows]


def as_html(text: str) -> bytes:
    """A web page: a paragraph for each line, and tables."""
    body = "\n".join(
        f"<p>{html.escape(p).replace(chr(10), '<br>')}</p>" if isinstance(p, str) else _html_table(p)
        for p in parts(text)
    )
    head = '<head><meta charset="utf-8"><title>x</title></head>'
    return f'<!DOCTYPE html>\n<html lang="vi">{head}\n<body>{body}</body></html>'.encode()


def _html_table(rows: Rows) -> str:
    width = max(map(len, rows))
    return "<table border=1>" + "".join(f"<tr>{_html_cells(row, width)}</tr>" for row in rows) + "</table>"


def _html_cells(row: Sequence[str], width: int) -> str:
    if len(row) == 1:
        return f'<td colspan="{width}">{html.escape(row[0])}</td>'
    return "".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in row)


def as_docx(text: str) -> bytes:
    """A Word file: a paragraph for each line, and tables."""
    document = docx.Document()
    for part in parts(text):
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            _docx_table(document, part)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _docx_table(document: docx.document.Document, rows: Rows) -> None:
    width = max(map(len, rows))
    table = document.add_table(rows=len(rows), cols=width)
    for row, cells in zip(table.rows, rows, strict=True):
        if len(cells) == 1 and width > 1:
            row.cells[0].merge(row.cells[-1]).text = cells[0]
        else:
            for cell, said in zip(row.cells, cells, strict=True):
                cell.text = said

"""Prints plans as PDF files, as an office does: letterhead and signature side by side, ruled tables, page numbers."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from itertools import groupby

import pytest

from kg.text.headings import heading

reportlab = pytest.importorskip("reportlab")
pytest.importorskip("matplotlib", reason="its wheel holds the font with all Vietnamese letters")

from reportlab.lib.colors import black  # noqa: E402
from reportlab.lib.pagesizes import A4  # noqa: E402
from reportlab.lib.styles import ParagraphStyle  # noqa: E402
from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: E402
from reportlab.pdfbase.ttfonts import TTFont  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table  # noqa: E402

SANS, SERIF = "DejaVuSans", "DejaVuSerif"
for _name in (SANS, SERIF):
    registerFont(TTFont(_name, str(files("matplotlib") / "mpl-data" / "fonts" / "ttf" / f"{_name}.ttf")))

Cells = tuple[str, ...]
_TITLE = re.compile(r"^KẾ HOẠCH", re.MULTILINE)
_BAR = re.compile(r"^\|[ \t]*$", re.MULTILINE)
_SIGNING = re.compile(r"^(?:\*\*)?(?:TM|KT)\.", re.MULTILINE)
_AFTER_SIGNER = re.compile(r"^(?:PHỤ LỤC|\d \w)", re.MULTILINE)


@dataclass(frozen=True)
class Grid:
    """Rows of cells; only a ``ruled`` one is drawn with lines."""

    rows: tuple[Cells, ...]
    ruled: bool = True


Part = str | Grid


def parts_of(text: str) -> list[Part]:
    """What a plan's text is printed as: its paragraphs, its tables, and what stands side by side."""
    title = _TITLE.search(text)
    recipients = text.index("Nơi nhận:")
    signing = _SIGNING.search(text, recipients)
    assert title is not None
    assert signing is not None
    after = _AFTER_SIGNER.search(text, signing.start())
    end = after.start() if after else len(text)
    columns = _cell(text[recipients : signing.start()]), _cell(text[signing.start() : end])
    body = text[title.start() : recipients]
    return [_letterhead(text[: title.start()]), *_parts(body), Grid((columns,), ruled=False), *_parts(text[end:])]


def _letterhead(text: str) -> Grid:
    cells = _BAR.split(text) if _BAR.search(text) else text.splitlines()
    said = [_cell(cell) for cell in cells if cell.strip()]
    return Grid(tuple(zip(said[::2], said[1::2], strict=True)), ruled=False)


def _cell(text: str) -> str:
    return "\n".join(line for line in _BAR.sub("", text).splitlines() if line.strip())


def _parts(text: str) -> list[Part]:
    parts: list[Part] = []
    filled = [line for line in text.splitlines() if line.strip()]
    for tabbed, lines in groupby(filled, key=lambda line: "\t" in line):
        rows = list(lines)
        if tabbed:
            parts.append(Grid(tuple(tuple(row.split("\t")) for row in rows)))
        else:
            parts += rows if "\n\n" in text.strip() else _unwrapped("\n".join(rows))
    return parts


def _unwrapped(text: str) -> list[str]:
    """Lines put together, as far as they go on: short headings and the name of the kind of document stand alone."""
    said: list[str] = []
    for line in text.splitlines():
        last = said[-1] if said else "."
        ended = last[-1] in ".;:" or last.endswith(("KẾ HOẠCH", "xã hội tỉnh")) or last.isupper() != line.isupper()
        if ended or heading(line) or (len(last) < 27 and line[0].isupper() and not line.isupper()):
            said.append(line)
        else:
            said[-1] += f" {line}"
    return said


def printed(text: str) -> bytes:
    """A plan as a PDF of A4 pages, justified, with page numbers at the head and the tables' heads on each page."""
    flow: list[Flowable] = []
    for part in parts_of(text):
        flow += [_table(part) if isinstance(part, Grid) else _paragraph(part), Spacer(1, 4)]
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4).build(flow, onLaterPages=_number)
    return file.getvalue()


def _number(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(SANS, 11)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 40, str(document.page))


_BODY = ParagraphStyle("body", fontName=SANS, fontSize=12, leading=16, alignment=4)
_IN_CELL = ParagraphStyle("cell", fontName=SANS, fontSize=9, leading=11)
_CENTRED = ParagraphStyle("centred", _BODY, alignment=1)


def _paragraph(text: str, style: ParagraphStyle | None = None) -> Paragraph:
    style = style or (_CENTRED if text.isupper() else _BODY)
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


def _table(grid: Grid) -> Table:
    cells = [[_paragraph(cell, _IN_CELL) for cell in row] for row in grid.rows]
    columns = len(grid.rows[0])
    if not grid.ruled:
        return Table(cells, colWidths=[226] * columns, style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
    widths = [36, *[416 / (columns - 1)] * (columns - 1)]
    style = [("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Table(cells, colWidths=widths, style=style, repeatRows=1)


def page_of(text: str) -> str:
    """A plan as a web page."""
    body = "".join(_html(part) for part in parts_of(text))
    style = "body{font:12pt serif} p{text-align:justify} .centred{text-align:center}"
    style += "table{border-collapse:collapse;width:100%} td{vertical-align:top}"
    style += ".apart tr{break-inside:avoid} .apart td{width:50%} .apart td:last-child{text-align:center}"
    ruled = ".ruled td{border:1px solid black;padding:2px 4px}"
    return f"<!DOCTYPE html><meta charset='utf-8'><style>{style} {ruled}</style><body>{body}</body>"


def _html(part: Part) -> str:
    if isinstance(part, str):
        return f"<p class='{'centred' if part.isupper() else ''}'>{escape(part)}</p>"
    rows = ["<tr>" + "".join(f"<td>{_broken(cell)}</td>" for cell in row) + "</tr>" for row in part.rows]
    head, rest = ("<thead>" + rows[0] + "</thead>", rows[1:]) if part.ruled else ("", rows)
    return f"<table class='{'ruled' if part.ruled else 'apart'}'>{head}<tbody>{''.join(rest)}</tbody></table>"


def _broken(cell: str) -> str:
    return escape(cell).replace("\n", "<br>")


def new_canvas(file: io.BytesIO, password: str | None = None) -> Canvas:
    """An empty A4 page to draw on; a file with a *password* is locked with it."""
    return Canvas(file, pagesize=A4, encrypt=password)

"""Rows as CSV and JSON lines that spreadsheets and programs can trust."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

from kg.graph.terms import Value

Cell = Value | tuple[str, ...]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, bom: bool = False) -> str:
    """The rows as CSV with a header line; *bom* puts a byte-order mark first, for Excel.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.

    >>> csv_text(["number"], [["=1+1"], [-1], [None], [("a", "b")]]).splitlines()
    ['number', "'=1+1", '-1', '""', 'a; b']
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_harmless(flat(cell)) for cell in row] for row in rows)
    return ("\ufeff" if bom else "") + out.getvalue()


def json_lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The rows as one JSON object per line."""
    lines = (json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) for row in rows)
    return "".join(f"{line}\n" for line in lines)


def flat(cell: Cell) -> Value:
    """A cell as one value: several joined by ``; ``."""
    return "; ".join(cell) if isinstance(cell, tuple) else cell


def _harmless(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value

"""Answers for people and programs: an aligned table, JSON, CSV."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence

from kg.config import Lang
from kg.graph.queries import Answer
from kg.graph.results import Answered, Result, Triples
from kg.graph.scope import scope_of
from kg.graph.store import Store
from kg.graph.terms import Value
from kg.views.cells import Cell, csv_text, flat
from kg.views.words import word_or

_UNLIMITED = 100_000


def answer_to(store: Store, text: str, most: int | None = None) -> Answer | Triples:
    """Run a query of one's own; rows (at most *most*) come with the scope, statements as they are."""
    return answer_of(store, store.query(text), most)


def answer_of(store: Store, result: Result, most: int | None = None) -> Answer | Triples:
    """A result as an answer: rows (at most *most*) with the scope, statements as they are."""
    if isinstance(result, Triples):
        return result
    if isinstance(result, Answered):
        return Answer(("answer",), ((bool(result),),), scope_of(store))
    rows: list[tuple[Value, ...]] = []
    for row in result:
        if len(rows) == most:
            break
        rows.append(tuple(row[name] for name in result.columns))
    return Answer(result.columns, tuple(rows), scope_of(store))


def answer_json(answer: Answer, lang: Lang) -> str:
    """An object with ``scope``, ``notes``, ``columns`` and ``rows`` (one object each)."""
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    notes = [note[lang] for note in answer.notes]
    told = {"scope": answer.scope[lang], "notes": notes, "columns": answer.columns, "rows": rows}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def answer_csv(answer: Answer, *, bom: bool = False) -> str:
    """The rows as CSV under their column names; the scope is not part of it."""
    return csv_text(answer.columns, answer.rows, bom=bom)


def answer_table(answer: Answer, lang: Lang, width: int | None = None) -> str:
    """The rows as an aligned table under labelled columns, wrapped to *width* characters where given."""
    return aligned([word_or(f"column.{name}", lang, name) for name in answer.columns], answer.rows, width)


def aligned(columns: Sequence[str], rows: Iterable[Sequence[Cell]], width: int | None = None) -> str:
    """Rows under their columns, numbers to the right, without trailing blanks.

    >>> print(aligned(["province", "plans"], [("Nghệ An", 1), ("Tiền Giang", 12)]), end="")
    province    plans
    -----------------
    Nghệ An         1
    Tiền Giang     12
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="none")
    kept = [[flat(cell) for cell in row] for row in rows]
    for place, name in enumerate(columns):
        numeric = any(isinstance(row[place], int | float) for row in kept)
        table.add_column(Text(name), justify="right" if numeric else "left", overflow="fold")
    for row in kept:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    out = io.StringIO()
    Console(file=out, width=width or _UNLIMITED, color_system=None).print(table)
    head, *body = (line.rstrip() for line in out.getvalue().splitlines())
    ruled = [head, "-" * max(map(len, [head, *body]), default=0), *body]
    return "\n".join(ruled) + "\n"

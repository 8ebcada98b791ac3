"""What a check of the graph found, as a table for those who wrote or collected the documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from kg.config import Lang
from kg.errors import InputError
from kg.graph.ontology import term_labels
from kg.graph.validate import Row
from kg.graph.whereabouts import Where
from kg.text.read import read
from kg.views.answers import aligned
from kg.views.cells import Cell
from kg.views.words import word

_COLUMNS = ("severity", "message", "what", "source", "line", "quote", "times")


def finding_table(rows: Iterable[Row], lang: Lang, width: int | None = None) -> str:
    """One line for each kind of finding in one source about one thing; what is found again there is counted.

    The line of the source text is told where the file is still there as it was read, else the page or the offset.
    """
    groups: dict[tuple[str, ...], list[Where]] = defaultdict(list)
    for row in rows:
        groups[_equal(row, lang)].append(row.where)
    if not groups:
        return ""
    table: list[list[Cell]] = []
    for key, found in groups.items():
        lines = dict.fromkeys(line for where in found if (line := _line(where, lang)))
        table.append([*key[:-1], ", ".join(lines), key[-1], len(found)])
    return aligned([word(f"column.{name}", lang) for name in _COLUMNS], table, width)


def _equal(row: Row, lang: Lang) -> tuple[str, ...]:
    """What two findings share that are one line of the table."""
    where = row.where
    kind = term_labels(lang).get(where.kind, "")
    what = " ".join(part for part in (kind, where.name) if part) or row.focus
    message = row.message_vi if lang == "vi" else row.message
    return word(f"severity.{row.severity}", lang), message, what, where.source, where.quote


def _line(where: Where, lang: Lang) -> str:
    if where.start < 0:
        return ""
    if (text := _text(where.source, where.sha256)) is not None:
        return str(text.count("\n", 0, where.start) + 1)
    if where.page > 0:
        return word("message.page_at", lang, page=where.page)
    return word("message.offset_at", lang, start=where.start)


@lru_cache(1)
def _text(source: str, sha256: str) -> str | None:
    """The text of a plain text file that is as it was when it was read; only there do people count lines."""
    if Path(source).suffix != ".txt":
        return None
    try:
        found = read(source)
    except InputError:
        return None
    return found.text if found.sha256 == sha256 else None

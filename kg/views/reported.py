"""A report's texts, the same in a workbook and in a document: heads, cells, sources and scope in one language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kg.analysis.report import Doubt, Report
from kg.analysis.sources import Source
from kg.config import Lang
from kg.views.cells import Cell, flat
from kg.views.labels import relation_labels, shown
from kg.views.words import word, word_or

Shown = str | int | float | date | None
SOURCE_COLUMNS = ("row", "reference", "quote", "relation", "source", "page", "start", "end", "address")
DOUBT_COLUMNS = ("kind", "plan", "number", "quote", "remark")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


def heads(columns: tuple[str, ...], lang: Lang) -> list[str]:
    """Columns as people read them, with a capital letter."""
    labels = (word_or(f"report.{name}", lang, "") or word_or(f"column.{name}", lang, name) for name in columns)
    return [label[:1].upper() + label[1:] for label in labels]


def cell(column: str, value: Cell, lang: Lang) -> Shown:
    """A cell as people read it: labels for keys, a day as a date, a month as ``02/2024``.

    >>> cell("effective", "2021-01-01", "vi"), cell("deadline", "2024-02", "vi"), cell("level", "commune", "vi")
    (datetime.date(2021, 1, 1), '02/2024', 'cấp xã')
    """
    said = flat(shown(column, value, lang))
    if isinstance(said, str) and (day := _DAY.fullmatch(said)):
        try:
            return date(*map(int, day.groups()))
        except ValueError:  # a date that is printed so, and in no calendar
            return said
    if isinstance(said, str) and (month := _MONTH.fullmatch(said)):
        return f"{month[2]}/{month[1]}"
    return said


def printed(value: Shown) -> str:
    """A cell as text; a date as ``dd/mm/yyyy``."""
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else "" if value is None else str(value)


def source_rows(report: Report, lang: Lang) -> Iterator[list[Shown]]:
    """Every passage behind every row, the rows numbered from 1."""
    relations = relation_labels(lang)
    for number, behind in enumerate(report.sources, 1):
        for source in behind:
            relation = relations.get(source.relation or "", source.relation)
            place = (source.file, source.page, source.start, source.end, source.address)
            yield [number, full(report, source), quoted(source), relation, *place]


def full(report: Report, source: Source) -> str:
    """The full reference to the document that a passage stands in."""
    return report.references.get(source.citing, source.plan)


def quoted(source: Source) -> str:
    """A passage with the words around it."""
    return " ".join(f"{source.before}{source.quote}{source.after}".split())


def doubt_row(doubt: Doubt, lang: Lang) -> list[Shown]:
    """One row of what is to be checked."""
    return [word(f"report.{doubt.kind}", lang), doubt.plan, doubt.document, doubt.quote, doubt.remark]


def scope_rows(report: Report, digest: str, lang: Lang) -> Iterator[tuple[str, str]]:
    """What an answer is worth: the question and what was asked, what was read, and from which state it comes."""
    yield word("report.question", lang), report.query.question[lang]
    for name, value in report.typed.items():
        yield word_or(f"column.{name}", lang, name), value
    yield word("report.scope", lang), report.answer.scope[lang]
    for note in report.answer.notes:
        yield word("report.note", lang), note[lang]
    if report.built:
        yield word("report.built", lang), report.built.strftime("%d/%m/%Y %H:%M %Z")
    yield word("report.digest", lang), digest

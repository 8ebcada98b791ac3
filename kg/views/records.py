"""What was read out of a file, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields

from kg.config import Lang
from kg.graph.queries import named
from kg.models import Document, Finding, Ruling
from kg.text.layout import Layout
from kg.views.answers import aligned
from kg.views.cells import Cell
from kg.views.explain import explanation
from kg.views.labels import shown
from kg.views.words import word_or

_CITATION = ("start", "end", "number", "type", "date", "issuer", "relation", "target")


def document_table(document: Document, lang: Lang, findings: bool = False, explain: bool = False) -> str:
    """The header, the citations (where asked for with the rule for each field) and the findings of one document."""
    header = [(field.name, getattr(document.header, field.name)) for field in fields(document.header)]
    lead = ", ".join(agency.name for agency in document.agencies if agency.role == "lead")
    parts = [
        f"{document.source}\n{document.id}\n",
        aligned(_labels(("field", "value"), lang), [(name, value) for name, value in header if value], None),
        explanation(document.citations, lang) if explain else _citation_table(document, lang),
        f"{word_or('column.lead', lang, 'lead')}: {lead}\n" if lead else "",
    ]
    if findings:
        parts.append("".join(f"{_place(finding)}{finding.code}: {finding.message}\n" for finding in document.findings))
    return "\n".join(part for part in parts if part) + "\n"


def _citation_table(document: Document, lang: Lang) -> str:
    cited: list[list[Cell]] = [
        [shown(name, getattr(citation, name), lang) for name in _CITATION] for citation in document.citations
    ]
    return aligned(_labels(_CITATION, lang), cited)


def _place(finding: Finding) -> str:
    """Where a finding is, in offsets of the source text; nothing where it is of the whole document."""
    return "" if finding.start is None else f"{finding.start}–{finding.end}  "


def ruling_table(rulings: Iterable[Ruling], lang: Lang) -> str:
    """What analysts settled, as the file holds it."""
    names = tuple(field.name for field in fields(Ruling))
    return aligned(_labels(names, lang), [[getattr(ruling, name) for name in names] for ruling in rulings])


def block_table(found: Layout, text: str, lang: Lang) -> str:
    """The blocks of a document: kind, offsets into the source text, first words; and its tables with their columns."""
    rows = [
        (block.kind, block.start, block.end, " ".join(text[block.start : block.end].split())[:60])
        for block in found.blocks
    ]
    blocks = aligned(_labels(("kind", "start", "end", "text"), lang), rows)
    if not found.tables:
        return blocks
    tables = [(table.start, table.end, len(table.rows), " | ".join(table.header)[:60]) for table in found.tables]
    return blocks + "\n" + aligned(_labels(("start", "end", "rows", "columns"), lang), tables)


def query_list(lang: Lang) -> str:
    """The named questions with their parameters."""
    rows = [
        (
            query.name,
            ", ".join(p.name if p.required else f"[{p.name}]" for p in query.parameters),
            query.question[lang],
        )
        for query in named().values()
    ]
    return aligned(_labels(("name", "parameters", "question"), lang), rows)


def score_table(measures: Mapping[str, float], lang: Lang) -> str:
    """Every measure of an evaluation, from 0 to 1."""
    rows = [(name, f"{value:.4f}") for name, value in measures.items()]
    return aligned(_labels(("measure", "score"), lang), rows)


def _labels(names: tuple[str, ...], lang: Lang) -> list[str]:
    return [word_or(f"column.{name}", lang, name) for name in names]

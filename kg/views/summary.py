"""How well many files were read: the shares with a whole header, a preamble, tasks; what findings there are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg.config import Lang
from kg.models import Document
from kg.text.layout import Layout
from kg.views.answers import aligned
from kg.views.words import word, word_or

HEADER = ("type", "number", "date", "issuer", "title", "signer")
_WHOLE = ("type", "number", "date", "issuer", "title")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one file: fields of its header, parts of its layout, findings by code."""

    fields: frozenset[str]
    preamble: bool
    plan: bool
    tasks: bool
    tables: bool
    citations: int
    findings: tuple[str, ...]


def reading_of(document: Document, layout: Layout) -> Reading:
    """What was read of a document with that layout."""
    return Reading(
        fields=frozenset(name for name in HEADER if getattr(document.header, name)),
        preamble="preamble" in layout.kinds,
        plan=(document.header.type or "").startswith("Kế hoạch"),
        tasks=bool(document.tasks),
        tables=bool(layout.tables),
        citations=len(document.citations),
        findings=tuple(finding.code for finding in document.findings),
    )


@dataclass(slots=True)
class Summary:
    """The readings of many files, counted."""

    read: int = 0
    failed: int = 0
    citations: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)

    def add(self, reading: Reading | None) -> None:
        """Count one file; None is one that could not be read."""
        if reading is None:
            self.failed += 1
            return
        self.read += 1
        self.citations += reading.citations
        self.counts.update(reading.fields)
        said = {"header": reading.fields.issuperset(_WHOLE), "preamble": reading.preamble, "plan": reading.plan,
                "tasks": reading.plan and reading.tasks, "table": reading.tables}  # fmt: skip
        self.counts.update(name for name, holds in said.items() if holds)
        self.findings.update(reading.findings)


def summary_table(summary: Summary, lang: Lang) -> str:
    """The counts and their shares, of the files read or of the plans among them."""
    plans = summary.counts["plan"]
    rows: list[tuple[str, int, str]] = [
        (word("summary.read", lang), summary.read, ""),
        (word("summary.failed", lang), summary.failed, ""),
        (word("summary.citations", lang), summary.citations, ""),
        *((_label(name, lang), summary.counts[name], _share(summary.counts[name], summary.read)) for name in _ROWS),
        (word("summary.tasks", lang), summary.counts["tasks"], _share(summary.counts["tasks"], plans)),
        *((code, count, "") for code, count in sorted(summary.findings.items())),
    ]
    return aligned(tuple(word(f"summary.{name}", lang) for name in ("what", "count", "share")), rows)


_ROWS = (*HEADER, "header", "preamble", "table", "plan")


def _label(name: str, lang: Lang) -> str:
    return word_or(f"summary.{name}", lang, word_or(f"column.{name}", lang, name))


def _share(count: int, total: int) -> str:
    return f"{count / total:.3f}" if total else ""

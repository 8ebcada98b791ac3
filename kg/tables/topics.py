"""What plans are about: ``topics.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.tables.rows import Confidence, Row, load


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its labels and the words in a title that show it."""

    id: str
    label_vi: str
    label_en: str
    keywords: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: Confidence


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, in the order of the table; raises TableError."""
    return load("topics", _build, lambda topic: topic.id)


def _build(row: Row) -> Topic:
    row.text("keywords")
    return Topic(
        row.text("id"),
        row.text("label_vi"),
        row.text("label_en"),
        row.words("keywords"),
        row.sources,
        row.confidence,
    )

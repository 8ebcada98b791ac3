"""The levels of documents and bodies: ``levels.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.tables.rows import Confidence, Row, load


@dataclass(frozen=True, slots=True)
class Level:
    """A level with its name and what belongs to it, in Vietnamese and English."""

    id: str
    label_vi: str
    label_en: str
    note_vi: str
    note_en: str
    sources: tuple[str, ...]
    confidence: Confidence


@cache
def levels() -> tuple[Level, ...]:
    """All levels, from the centre down; raises TableError.

    >>> [level.id for level in levels()]
    ['central', 'provincial', 'district', 'commune', 'regional']
    """
    return load("levels", _build, lambda level: level.id)


def _build(row: Row) -> Level:
    return Level(
        row.text("id"),
        row.text("label_vi"),
        row.text("label_en"),
        row.text("note_vi"),
        row.text("note_en"),
        row.sources,
        row.confidence,
    )

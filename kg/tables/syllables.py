"""The syllables of official Vietnamese, by which split ones are told: ``syllables.csv``."""

from __future__ import annotations

from functools import cache

from kg.tables.rows import Row, load


@cache
def syllables() -> frozenset[str]:
    """All syllables seen in several texts, composed, in lower case; raises TableError."""
    return frozenset(load("syllables", _build))


def _build(row: Row) -> str:
    return row.text("syllable")

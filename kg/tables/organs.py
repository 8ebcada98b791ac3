"""Heads and organs that stand for a body: ``organs.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.tables.rows import Confidence, Row, load


@dataclass(frozen=True, slots=True)
class Organ:
    """A phrase at the start of an issuer's name, and the words that name the body instead."""

    phrase: str
    body: str
    sources: tuple[str, ...]
    confidence: Confidence


@cache
def organs() -> tuple[Organ, ...]:
    """All organs, the longest phrase first; raises TableError."""
    rows = load("organs", _build, lambda organ: organ.phrase)
    return tuple(sorted(rows, key=lambda organ: -len(organ.phrase)))


def _build(row: Row) -> Organ:
    return Organ(row.text("phrase"), row.text("body"), row.sources, row.confidence)

"""Where the rows of the tables come from: ``sources.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.tables.rows import Row, load


@dataclass(frozen=True, slots=True)
class FactSource:
    """A key as the ``source`` columns use it, and where to find what it names."""

    key: str
    locator: str
    used_in: str


@cache
def fact_sources() -> tuple[FactSource, ...]:
    """All sources, in the order of the table; raises TableError."""
    return load("sources", _build, lambda source: source.key)


def _build(row: Row) -> FactSource:
    return FactSource(row.text("key"), row.text("locator"), row.text("used_in"))

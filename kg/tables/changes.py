"""Changes of places and bodies that a document made: ``changes.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from kg.tables.rows import Confidence, Row, load

ChangeKind = Literal["rank", "merger", "districts", "bodies"]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened on a day, and the document that made it so.

    ``rank`` is a province that became a city or the other way round, ``merger`` that of provinces, ``districts`` the
    end of their level, ``bodies`` the reorganisation of central ones. ``units`` are slugs of what changed; empty
    where the tables of provinces and districts say it themselves.
    """

    date: str
    kind: ChangeKind
    units: tuple[str, ...]
    label: str
    label_en: str
    instrument_type: str
    instrument: str
    instrument_date: str
    sources: tuple[str, ...]
    confidence: Confidence


@cache
def changes() -> tuple[Change, ...]:
    """All changes, in the order of the table; raises TableError."""
    return load("changes", _build, lambda change: (change.date, change.kind, change.units))


def change_of(kind: ChangeKind, date: str, unit: str = "") -> Change | None:
    """The change of a kind on a day: that of one *unit*, where it is named.

    >>> change_of("rank", "2025-01-01", "hue").instrument, change_of("bodies", "2007-08-01", "btm")
    ('175/2024/QH15', None)
    """
    found = (c for c in changes() if (c.kind, c.date) == (kind, date) and (not c.units or unit in c.units))
    return next(found, None)


def _build(row: Row) -> Change:
    kinds: tuple[ChangeKind, ...] = get_args(ChangeKind)
    date, instrument_date = row.day("date"), row.day("instrument_date")
    if not date or not instrument_date:
        raise ValueError("date or instrument_date is empty")
    return Change(
        date=date,
        kind=row.one_of("kind", kinds),
        units=row.words("units"),
        label=row.text("label"),
        label_en=row.text("label_en"),
        instrument_type=row.text("instrument_type"),
        instrument=row.text("instrument"),
        instrument_date=instrument_date,
        sources=row.sources,
        confidence=row.confidence,
    )

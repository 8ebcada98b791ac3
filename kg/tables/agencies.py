"""Bodies of a province that a plan makes responsible: ``agencies.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.tables.rows import Confidence, Row, load


@dataclass(frozen=True, slots=True)
class ProvincialAgency:
    """A department, office, organisation or unit as it exists in provinces, districts or communes.

    ``aliases`` are other full names, ``abbreviations`` the short ones; ``successors`` are ids of this
    table, or names where the successor is no row of it.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    abbreviations: tuple[str, ...]
    name_en: str
    kind: str
    level: str
    valid_from: str | None
    valid_to: str | None
    successors: tuple[str, ...]
    relation: str | None
    note: str | None
    issuer_code: str | None
    sources: tuple[str, ...]
    confidence: Confidence


@cache
def agencies() -> tuple[ProvincialAgency, ...]:
    """All agencies, in the order of the table; raises TableError."""
    return load("agencies", _build, lambda agency: agency.id)


def _build(row: Row) -> ProvincialAgency:
    return ProvincialAgency(
        id=row.text("id"),
        name=row.text("name"),
        aliases=row.words("aliases"),
        abbreviations=row.words("abbreviations"),
        name_en=row.text("name_en"),
        kind=row.text("kind"),
        level=row.text("level"),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        successors=row.words("successors"),
        relation=row.maybe("relation"),
        note=row.maybe("note"),
        issuer_code=row.maybe("issuer_code"),
        sources=row.sources,
        confidence=row.confidence,
    )

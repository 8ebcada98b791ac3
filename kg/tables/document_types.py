"""Kinds of documents and their legal force: ``document_types.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from kg.tables.rows import Confidence, Row, load

Family = Literal["normative", "administrative", "party", "copy", "other"]


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document as one kind of issuer issues it.

    ``rank_2015``, ``rank_2025`` and ``rank`` are the places in the order of legal force under the laws
    of 2015 and 2025 and since 1 July 2025, as the law counts them (``3 or 5``, ``8a``); ``issuers`` are
    codes or words for groups of issuers.
    """

    id: str
    family: Family
    name: str
    name_en: str
    abbreviation: str | None
    variants: tuple[str, ...]
    rank_2015: str | None
    rank_2025: str | None
    rank: str | None
    issuers: tuple[str, ...]
    pattern: str | None
    example: str | None
    valid_from: str | None
    valid_to: str | None
    note: str | None
    sources: tuple[str, ...]
    confidence: Confidence


@cache
def document_types() -> tuple[DocumentType, ...]:
    """All kinds of documents, in the order of the table; raises TableError."""
    return load("document_types", _build, lambda kind: kind.id)


def _build(row: Row) -> DocumentType:
    families: tuple[Family, ...] = get_args(Family)
    return DocumentType(
        id=row.text("id"),
        family=row.one_of("family", families),
        name=row.text("name_vi"),
        name_en=row.text("name_en"),
        abbreviation=row.maybe("abbreviation"),
        variants=row.words("abbreviation_variants"),
        rank_2015=row.maybe("rank_law2015"),
        rank_2025=row.maybe("rank_law2025"),
        rank=row.maybe("rank_from_2025_07"),
        issuers=row.words("issuer_codes"),
        pattern=row.maybe("number_pattern"),
        example=row.maybe("example"),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        note=row.maybe("notes"),
        sources=row.sources,
        confidence=row.confidence,
    )

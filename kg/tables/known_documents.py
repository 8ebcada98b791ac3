"""Documents of national bodies that are known beforehand: ``known_documents.csv``.

Absence from this table proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.tables.rows import Confidence, Row, load


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document with its number, date and issuer, as far as known.

    ``number`` is None for the constitution. ``title`` of a law is its name without the word Luật.
    ``amends``, ``amended_by``, ``replaces`` and ``replaced_by`` hold numbers.
    """

    id: str
    number: str | None
    variants: tuple[str, ...]
    type: str
    type_id: str
    date: str | None
    issuer_code: str
    issuer: str
    title: str
    aliases: tuple[str, ...]
    family: str
    amends: tuple[str, ...]
    amended_by: tuple[str, ...]
    replaces: tuple[str, ...]
    replaced_by: tuple[str, ...]
    effective_from: str | None
    note: str | None
    sources: tuple[str, ...]
    confidence: Confidence

    @property
    def name(self) -> str:
        """What a citation by name calls it: ``Luật Đất đai``, ``Bộ luật Dân sự``."""
        return self.title if self.title.startswith(self.type) else f"{self.type} {self.title}"


@cache
def known_documents() -> tuple[KnownDocument, ...]:
    """All known documents, in the order of the table; raises TableError."""
    return load("known_documents", _build, lambda known: known.id)


def _build(row: Row) -> KnownDocument:
    return KnownDocument(
        id=row.text("id"),
        number=row.maybe("number"),
        variants=row.words("number_variants"),
        type=row.text("type"),
        type_id=row.text("type_id"),
        date=row.day("date"),
        issuer_code=row.text("issuer_code"),
        issuer=row.text("issuer"),
        title=row.text("title"),
        aliases=row.words("alias"),
        family=row.text("family"),
        amends=row.words("amends"),
        amended_by=row.words("amended_by"),
        replaces=row.words("replaces"),
        replaced_by=row.words("replaced_by"),
        effective_from=row.day("effective_from"),
        note=row.maybe("note"),
        sources=row.sources,
        confidence=row.confidence,
    )

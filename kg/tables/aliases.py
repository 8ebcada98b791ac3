"""Short names of programmes and what they stand for: ``aliases.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.tables.folding import fold
from kg.tables.rows import Confidence, Row, load


@dataclass(frozen=True, slots=True)
class Alias:
    """A short name (``Đề án 06``) and the document that promulgates the thing."""

    name: str
    variants: tuple[str, ...]
    type: str
    number: str
    date: str
    issuer_code: str
    title: str
    sources: tuple[str, ...]
    confidence: Confidence


@cache
def aliases() -> tuple[Alias, ...]:
    """All short names, in the order of the table; raises TableError."""
    return load("aliases", _build, lambda alias: alias.name)


@cache
def alias_named(name: str) -> Alias | None:
    """The alias with this name or variant, whatever its case.

    >>> alias_named("ĐỀ ÁN 06/CP").number, alias_named("ĐA06").date, alias_named("Đề án 07")
    ('06/QĐ-TTg', '2022-01-06', None)
    """
    return _by_name().get(_key(name))


@cache
def _by_name() -> dict[str, Alias]:
    return {_key(name): alias for alias in aliases() for name in (alias.name, *alias.variants)}


def _key(name: str) -> str:
    return " ".join(fold(name).split())


def _build(row: Row) -> Alias:
    date = row.day("date")
    if not date:
        raise ValueError("date is empty")
    return Alias(
        name=row.text("alias"),
        variants=row.words("variants"),
        type=row.text("type"),
        number=row.text("number"),
        date=date,
        issuer_code=row.text("issuer_code"),
        title=row.text("title"),
        sources=row.sources,
        confidence=row.confidence,
    )

"""Terms of office, on which numbers depend: ``party_terms.csv``, ``national_assembly_terms.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from kg.tables.rows import Confidence, Row, load

PartyLevel = Literal["central", "province", "district"]


@dataclass(frozen=True, slots=True)
class PartyTerm:
    """A committee's term; ``start`` and ``end`` are ISO dates to the day or month, ``end`` exclusive."""

    level: PartyLevel
    term: str
    first_year: int
    start: str
    end: str | None
    note: str | None
    sources: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class AssemblyTerm:
    """A legislature; ``code`` is QH15, ``committee_code`` that of its standing committee."""

    term: str
    number: int
    code: str
    committee_code: str
    start: str
    end: str | None
    number_shape: str | None
    example: str | None
    note: str | None
    sources: tuple[str, ...]
    confidence: Confidence


@cache
def party_terms() -> tuple[PartyTerm, ...]:
    """All terms of Party committees, in the order of the table; raises TableError."""
    return load("party_terms", _party, lambda term: (term.level, term.first_year))


@cache
def assembly_terms() -> tuple[AssemblyTerm, ...]:
    """All legislatures, in the order of the table; raises TableError."""
    return load("national_assembly_terms", _assembly, lambda term: term.code)


def party_term_at(level: PartyLevel, date: str) -> PartyTerm | None:
    """The term in which a date lies; a date to the year or month lies where its first day does.

    >>> party_term_at("central", "2017-10-25").first_year, party_term_at("province", "2021").first_year
    (2016, 2020)
    """
    begun = [term for term in party_terms() if term.level == level and term.start <= _first_day(date)]
    return max(begun, key=lambda term: term.start, default=None)


def assembly_term_at(date: str) -> AssemblyTerm | None:
    """The legislature at a date.

    >>> assembly_term_at("2024-01-18").code
    'QH15'
    """
    begun = [term for term in assembly_terms() if term.start <= _first_day(date)]
    return max(begun, key=lambda term: term.start, default=None)


def _first_day(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date


def _party(row: Row) -> PartyTerm:
    levels: tuple[PartyLevel, ...] = get_args(PartyLevel)
    year = row.count("first_year")
    start = row.day("from")
    if year is None or start is None:
        raise ValueError("first_year or from is empty")
    return PartyTerm(
        level=row.one_of("level", levels),
        term=row.text("term"),
        first_year=year,
        start=start,
        end=row.day("to"),
        note=row.maybe("note"),
        sources=row.sources,
        confidence=row.confidence,
    )


def _assembly(row: Row) -> AssemblyTerm:
    start = row.day("sign_usable_from")
    code = row.text("code")
    if start is None or not code.startswith("QH"):
        raise ValueError("sign_usable_from is empty, or code does not begin with QH")
    return AssemblyTerm(
        term=row.text("term"),
        number=int(code.removeprefix("QH")),
        code=code,
        committee_code=row.text("ubtvqh_code"),
        start=start,
        end=row.day("sign_usable_to"),
        number_shape=row.maybe("number_shape"),
        example=row.maybe("example"),
        note=row.maybe("notes"),
        sources=row.sources,
        confidence=row.confidence,
    )

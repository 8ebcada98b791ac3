"""A document as it is cited; and the real ones among them: central documents, laws, short names (kg/tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from corpus.tables import Series, series
from kg.config import DEFAULT_BASE
from kg.tables import aliases, assembly_term_at, known_documents, law_named, party_term_at
from kg.tables.terms import PartyLevel


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as it is cited: ``issuer`` as the truth names it, ``printed`` as the text does.

    ``full`` says whether the sign alone makes out the document, ``target`` is its IRI. ``name`` is that of a law or
    an alias, ``title`` what it is about.
    """

    series: str
    word: str
    short: str
    sign: str
    day: str
    issuer: str | None
    printed: str
    derived: bool
    full: bool
    target: str | None
    title: str = ""
    name: str = ""


def assembly_term(day: str) -> int:
    """The number of the legislature on a day: 15 in QH15."""
    term = assembly_term_at(day)
    return term.number if term else 0


def party_period(level: str, day: str) -> str:
    """The term of a Party committee as IRIs have it: nk2021."""
    levels: dict[str, PartyLevel] = {"central": "central", "province": "province", "district": "district"}
    term = party_term_at(levels[level], day)
    return f"nk{term.first_year}" if term else day[:4]


_NAMES = {"Ban Chấp hành Trung ương": "Ban Chấp hành Trung ương Đảng"}
_CODES = {"CP": "cp", "TTg": "ttg", "TW": "tw"}


@cache
def real(name: str, before: str) -> tuple[Cited, ...]:
    """The real documents of a series that were there on a day."""
    return tuple(cited for cited in _all_real().get(name, ()) if cited.day < before[:7])


@cache
def real_numbers() -> frozenset[tuple[str, str, int]]:
    """The numbers that real documents have, by series and year, or day where the sign has no year: made ones have
    others, as one that differs in the year only is a slip.
    """
    return frozenset(
        (name, found.day[:4] if found.full else found.day[4:], int(re.match(r"\d+", found.sign)[0]))  # type: ignore[index]
        for name, cited in _all_real().items()
        for found in cited
    )


@cache
def _all_real() -> dict[str, tuple[Cited, ...]]:
    return {
        row.name: tuple(_of_row(row)) for row in series() if row.body in ("cp", "ttg", "tw") and "{a}" not in row.sign
    }


def _of_row(row: Series) -> Iterator[Cited]:
    pattern = re.escape(row.sign).replace(r"\{n\}", r"(\d+)").replace(r"\{y\}", r"\d{4}").replace(r"\{d\}", r"(\d+)")
    for known in known_documents():
        found = re.fullmatch(pattern, known.number or "")
        if found and known.date and len(known.date) == 10 and known.date >= f"{row.first}" and known.type == row.word:
            ordinal = f"66.{found[1]}" if "{d}" in row.sign else str(int(found[1]))
            ordinal += f"-{known.date[:4]}" if "{n}-{y}" in row.sign else ""
            period = known.date[:4] if row.period == "year" else party_period(row.period, known.date)
            issuer = _NAMES.get(known.issuer, known.issuer.split(";")[0]) if row.period == "central" else row.issuer
            yield Cited(
                row.name, row.word, row.short, known.number or "", known.date, issuer, issuer, row.derived, row.dated,
                f"{DEFAULT_BASE}eli/vn/{row.body}/{row.kind}/{period}/{ordinal}",
            )  # fmt: skip


@cache
def laws() -> list[Cited]:
    """Laws, codes and ordinances with a name of their own, one of it in its year, by date."""
    named = [(law, known) for known in known_documents() if (law := law_named(known.name)) and known.number]
    years = [(law.name, (known.date or "")[:4]) for law, known in named]
    laws = (
        _law(law.name, known.number or "", known.date or "")
        for (law, known), year in zip(named, years, strict=True)
        if years.count(year) == 1 and "QH" in (known.number or "") and (known.date or "") > "2005"
    )
    return sorted(laws, key=day_of)


def _law(name: str, sign: str, day: str) -> Cited:
    word = next(word for word in ("Bộ luật", "Luật", "Pháp lệnh") if name.startswith(word))
    issuer = "Ủy ban Thường vụ Quốc hội" if word == "Pháp lệnh" else "Quốc hội"
    number, year, body = sign.split("/")
    kind = "phap-lenh" if word == "Pháp lệnh" else "luat"
    target = f"{DEFAULT_BASE}eli/vn/{body.removeprefix('PL-').lower()}/{kind}/{year}/{int(number)}"
    return Cited("law", word, word, sign, day, issuer, issuer, True, True, target, name=name)


@cache
def numbered_laws() -> list[Cited]:
    """Laws that their number names, amending ones too, by date."""
    laws = (
        replace(_law("Luật", known.number, known.date), series="assembly-law")
        for known in known_documents()
        if known.type == "Luật" and known.number and "/QH" in known.number and known.date and known.date > "2008"
    )
    return sorted(laws, key=day_of)


def day_of(cited: Cited) -> str:
    """The date, by which documents are sorted."""
    return cited.day


@cache
def short_names() -> tuple[Cited, ...]:
    """Short names of programmes, with what promulgated them."""
    return tuple(_alias(one.name, one.type, one.number, one.date, one.issuer_code) for one in aliases()
                 if "giai đoạn" not in one.name and one.issuer_code in _CODES)  # fmt: skip


def _alias(name: str, word: str, number: str, day: str, code: str) -> Cited:
    ordinal, normative = re.match(r"(\w+)[-/](\d{4}/)?", number).groups()  # type: ignore[union-attr]
    kind = "qd" if "QĐ" in number else "nq"
    series_of = f"{kind}-qppl" if normative and code == "TTg" else kind
    period = party_period("central", day) if code == "TW" else day[:4]
    target = f"{DEFAULT_BASE}eli/vn/{_CODES[code]}/{series_of}/{period}/{ordinal.lstrip('0')}"
    return Cited("alias", word, "", number, day, None, "", False, True, target, name=name)

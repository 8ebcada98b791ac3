"""Slips of the pen in a mention: recognised, reported, and never made into a document of their own."""

from __future__ import annotations

from collections.abc import Iterable

from kg.models import Citation, Finding
from kg.resolve.keys import Key
from kg.resolve.verdict import SLIP_FORM, Verdict
from kg.tables import KnownDocument

CODE = "citation.slip"
# What a finding says of each kind of slip, after the mention's own words.
_SAYS = {
    "date-later": "is dated after the document that cites it",
    "year-later": "has a year in its sign after the document that cites it",
    "date-year": "has another year than the known document of that number, day and month",
    "type": "has the sign of a type that its body does not issue",
    "year-missing": "has no year in its sign, as documents of its type have",
    "sign-year": "has another year in its sign than in its date",
    "party-form": "is written like a document of the State, and is one of the Party",
    "state-form": "is written like a document of the Party, and is one of the State",
}
# Types whose signs have a year, since the year after Decree 101/CP of 1997 (article 3).
_WITH_YEAR, _SINCE = frozenset({"nd", "tt", "ttlt", "nqlt"}), "1998"


def formed(verdict: Verdict, key: Key, date: str | None) -> Verdict:
    """The verdict, less sure where the sign's form is not that of its body, or its year contradicts the date."""
    slip = None if verdict.slip else _form_of(key, date)
    return verdict.slipped(slip, SLIP_FORM) if slip else verdict


def _form_of(key: Key, date: str | None) -> str | None:
    number = key.number
    if number.type_code == "NĐ" and key.kind != "nd":
        return "type"
    if number.year and date and date[:4] != str(number.year):
        return "sign-year"
    if number.type_code is None or key.body.issuer is None or (date and date < _SINCE):
        return None  # "61/CP", "89-TC/TCT": signs were so before
    if number.year is None and key.kind in _WITH_YEAR:
        return "year-missing"
    if number.party == key.party:
        return None
    return "party-form" if key.party else "state-form"


def slipped_year(key: Key, date: str, known: Iterable[KnownDocument]) -> KnownDocument | None:
    """The known document that a date means whose year is wrong by a digit or by two that changed places.

    Its day and month are the same, no document of the stated year is known, and the number is.
    """
    if key.party or len(date) != 10:
        return None
    dates = {one.date: one for one in known if one.date}
    if any(day.startswith(date[:4]) for day in dates):
        return None
    right = [one for day, one in dates.items() if day[4:] == date[4:] and _misread(day[:4], date[:4])]
    return right[0] if len(right) == 1 else None


def _misread(right: str, wrong: str) -> bool:
    """Whether two years differ by one digit, or by two that changed places.

    >>> _misread("2021", "2012"), _misread("2021", "2011"), _misread("2021", "2009")
    (True, True, False)
    """
    differing = [(a, b) for a, b in zip(right, wrong, strict=True) if a != b]
    return len(differing) == 1 or (len(differing) == 2 and differing[0] == differing[1][::-1])


def finding_of(citation: Citation, slip: str) -> Finding:
    """What is reported of a slip."""
    read = f", and is taken for {citation.target}" if citation.target else ""
    return Finding(CODE, f"“{citation.text}” {_SAYS[slip]}{read}.", citation.start, citation.end)

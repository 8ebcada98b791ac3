"""Deadlines as intervals of days: what "Quý II/2024" or "trước ngày 15/02/2024" spans, and no day more.

An interval may be open at its beginning ("trước …", "đến …", "chậm nhất …": its end is the day, or the last
day of the month or quarter, that is named) or at its end ("từ tháng 3/2024"). Where no year is printed the
plan's own is taken; where that has several years, or none, there is no interval.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from kg.extract.rules import spaced

Interval: TypeAlias = tuple[str | None, str | None]
_Days: TypeAlias = tuple[date, date]

_YEAR = r"(?:(?: ?[/-] ?| (?:của )?năm | )(?P<year>20\d\d)(?!\d))?"
# Each names a span of days: the first that fits at a place is read.
_SPANS = tuple(
    re.compile(spaced(pattern), re.IGNORECASE)
    for pattern in (
        r"(?:ngày )?(?P<day>\d{1,2}) ?[/.-] ?(?P<month>\d{1,2})(?: ?[/.-] ?(?P<year>20\d\d))?(?![\d/])",
        rf"ngày (?P<day>\d{{1,2}}) tháng (?P<month>\d{{1,2}}){_YEAR}",
        rf"(?P<half>6|sáu) tháng (?P<which>đầu|cuối){_YEAR}",
        rf"quý (?P<quarter>IV|I{{1,3}}|[1-4])(?![\w]){_YEAR}",
        rf"tháng (?P<month>\d{{1,2}})(?!\d){_YEAR}",
        r"(?:cả năm|năm|giai đoạn) (?P<year>20\d\d)(?!\d)",
    )
)
# Of several of one kind the word is said once: "tháng 3, 4/2024", "quý I và II năm 2024", "năm 2024-2025".
_SHARED = re.compile(
    spaced(
        r"(?P<word>tháng|quý|năm|giai đoạn) (?P<first>\d{1,2}|IV|I{1,3}|20\d\d)(?P<between> ?(?:,|và|-|–|đến|\+) ?)"
        r"(?=(?:\d{1,2}|IV|I{1,3}|20\d\d)(?![\w]|[/.]\d{1,2}[/.]))"
    ),
    re.IGNORECASE,
)
_BEFORE = re.compile(
    spaced(r"(?:trước|chậm nhất|đến hết|hạn cuối|không quá|muộn nhất|^đến|xong trong) ?"), re.IGNORECASE
)
_FROM = re.compile(spaced(r"(?:^|\W)(?:kể )?(?:từ|bắt đầu) "), re.IGNORECASE)
_UNTIL = re.compile(r"đến|[-–]|,|;|và", re.IGNORECASE)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    first: date
    last: date


def interval_of(text: str, year: str | None = None) -> Interval:
    """The first and the last day of a deadline, ISO; None for an end that is open, and for both where none is named.

    *year* is the plan's own, taken where the text prints none.

    >>> interval_of("Quý II/2024"), interval_of("trước ngày 15/02/2024"), interval_of("Tháng 3", "2024")
    (('2024-04-01', '2024-06-30'), (None, '2024-02-15'), ('2024-03-01', '2024-03-31'))
    >>> interval_of("Thường xuyên", "2024")
    (None, None)
    """
    written = _written_out(text)
    spans = _spans(written, _last_year(written) or _single(year))
    if not spans:
        return None, None
    first, last = min(s.first for s in spans).isoformat(), max(s.last for s in spans).isoformat()
    head = written[: spans[0].start]
    if _BEFORE.search(head) and not _FROM.search(head):
        return None, last
    if len(spans) == 1 and _FROM.search(head) and not _UNTIL.search(written, spans[0].end):
        return first, None
    return first, last


def months_of(text: str, year: str | None = None) -> tuple[str, ...]:
    """The months in which a deadline falls: all of each month or quarter that it names, the last of what is longer.

    >>> months_of("Tháng 02/2024; Quý II/2024"), months_of("Cả năm 2024"), months_of("Từ tháng 3/2024")
    (('2024-02', '2024-04', '2024-05', '2024-06'), ('2024-12',), ())
    """
    if interval_of(text, year)[1] is None:
        return ()
    written = _written_out(text)
    found: set[str] = set()
    for span in _spans(written, _last_year(written) or _single(year)):
        first = span.first.month if span.last.month - span.first.month < _QUARTER else span.last.month
        found |= {f"{span.last.year}-{month:02}" for month in range(first, span.last.month + 1)}
    return tuple(sorted(found))


_QUARTER = 3  # months


def _written_out(text: str) -> str:
    """The word before each of several: "tháng 3, 4/2024" is "tháng 3, tháng 4/2024"."""
    while match := _SHARED.search(text):
        text = f"{text[: match.end()]}{match['word']} {text[match.end() :]}"
    return text


def _spans(text: str, year: str | None) -> list[_Span]:
    found: list[_Span] = []
    at = 0
    while (match := _next(text, at)) is not None:
        if days := _days(match.groupdict(), match.groupdict().get("year") or year):
            found.append(_Span(match.start(), match.end(), *days))
        at = match.end()
    return found


def _next(text: str, at: int) -> re.Match[str] | None:
    matches = (match for span in _SPANS if (match := span.search(text, at)))
    return min(matches, key=lambda match: match.start(), default=None)


def _days(parts: dict[str, str | None], year: str | None) -> _Days | None:
    """The days of a span; None without a year, and for what no calendar has."""
    if year is None:
        return None
    try:
        if parts.get("day"):
            day = date(int(year), int(parts["month"] or 0), int(parts["day"] or 0))
            return day, day
        first, last = _months(parts)
        return date(int(year), first, 1), date(int(year), last, monthrange(int(year), last)[1])
    except ValueError:  # month 13; day 31 of a month that has none
        return None


def _months(parts: dict[str, str | None]) -> tuple[int, int]:
    """First and last month of a span within its year."""
    if parts.get("half"):
        return (1, 6) if (parts["which"] or "").lower() == "đầu" else (7, 12)
    if quarter := parts.get("quarter"):
        number = _ROMAN.get(quarter.upper()) or int(quarter)
        return 3 * number - 2, 3 * number
    if month := parts.get("month"):
        return int(month), int(month)
    return 1, 12


def _last_year(text: str) -> str | None:
    """The year printed last: "Quý I, II năm 2024" says it once."""
    years = re.findall(r"(?<!\d)20\d\d(?!\d)", text)
    return years[-1] if years else None


def _single(year: str | None) -> str | None:
    return year if year and re.fullmatch(r"20\d\d", year) else None

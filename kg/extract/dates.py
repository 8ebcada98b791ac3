"""Dates as documents print them: to the day, the month or the year, whole or with blanks.

An ISO date says how much is known: ``2021-03-27``, ``2023-01``, ``2024``. Styles: survey, section 10.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.extract.rules import Rule

_D = r"(?P<day>[0-3]?\d|\d \d)"
_M = r"(?P<month>[01]?\d|\d \d)"
_Y = r"(?P<year>(?:1[89]|20)\d\d|(?:1[89]|20)\d? \d{1,2}|2 0\d\d)"
_DO, _MO = r"(?P<day>[0-3lO]?[\dlO]|\d \d)", r"(?P<month>[01lO]?[\dlO]|\d \d)"
# Letters read for figures in scanned text: "05/0l/2021".
_LOOKALIKES = str.maketrans("lIOo", "1100")
# A blank to be filled in by hand: dots, underscores, or nothing.
_BLANK = r"[\s.…_]*"

DATES: tuple[Rule, ...] = (
    Rule(
        "date.words",
        rf"{_D} ?tháng ?{_M} ?,? ?(?:ng?[ăá]m ?|tháng )?{_Y}(?!\d)",
        (
            ("22 tháng 01\nnăm 2024", "tien-giang-2024"),
            ("16 tháng 6 năm 2025", "dev tnt_036b"),
            ("18 tháng11 năm 2013", "cong_06"),
            ("09tháng 5 năm 2025", "dvhc_1667_NQ-UBTVQH15"),
            ("22 tháng 12 nám 2024", "tnt_74e2ddc7b11340da"),
            ("15 tháng 9 tháng 2022", "tnt_c37e0ca0510350f4"),
        ),
        (("tháng 01 năm 2023", "vinh-quang-2023"), ("12 tháng 2 lần", "invented")),
    ),
    Rule(
        "date.words-confused",
        rf"{_D} (?:ngày|năm) {_M} (?:năm|tháng) {_Y}(?!\d)",
        (("31 ngày 12 tháng 2017", "hn_VanBanGoc-Q-02-2025"), ("27 năm 12 năm 2019", "tnt_01bf9d04a5b9e2c8")),
        (("3 ngày làm việc", "invented"),),
    ),
    Rule(
        "date.figures",
        rf"{_DO}\s?[/.-]\s?{_MO}(?:\s?[/.-]\s?|\s+(?:năm\s+)?){_Y}(?![\d/])",
        (
            ("27/3/2021", "quang-ninh-2024"),
            ("21 /02/2024", "nghe-an-2024"),
            ("24-8-1982", "survey 10"),
            ("26.11.2003", "survey 10"),
            ("16/6 2025", "tnt_5c600e2251eec56f"),
            ("05/0l/2021", "survey 10"),
            ("12/04/2 022", "survey 10"),
        ),
        (("01/2024", "bac-giang-2024"), ("06/01", "invented")),
    ),
    Rule(
        "date.month-words",
        rf"{_BLANK}tháng {_M},? năm {_Y}(?!\d)",
        (("tháng 01 năm 2023", "vinh-quang-2023"),),
        (("năm 2024", "tien-giang-2024"),),
    ),
    Rule(
        "date.month-figures",
        rf"{_BLANK}/\s?{_M}\s?/\s?{_Y}(?!\d)",
        (("/01/2024", "bac-giang-2024"),),
        (("01/2024", "bac-giang-2024"),),
    ),
    Rule(
        "date.year-blank",
        rf"(?:{_BLANK}tháng{_BLANK}năm|{_BLANK}/{_BLANK}/){_BLANK}{_Y}(?!\d)",
        (("ngày / /2025", "dev tnt_3178"), ("ngày tháng năm 2025", "survey 3")),
        (("năm 2025", "invented"),),
    ),
)

# OCR reads specks for signs: "ngày. 23/11/2018", "ngày:10/10/2012", "ngảy 10/8/2023".
_DAY_WORD = re.compile(r"(?:ký\s+|ban\s+hành\s+)?ng[àả]y\s*[.:]?\s*(?:ngày\s*)?", re.IGNORECASE)
_YEAR_ONLY = re.compile(r"(?:(?:ban\s+hành\s+)?(?:năm|NĂM)\s+)(?P<year>(?:19|20)\d\d)(?!\s*[-–]\s*\d|\d)")
_PARTS = tuple(re.compile(rule.compiled.pattern, re.IGNORECASE) for rule in DATES)


# Read without "ngày": "25/2022/NĐ-CP 12 tháng 4 năm 2022", "19/KH-UBND tháng 01 năm 2023" (vinh-quang-2023).
_WITHOUT_DAY_WORD = ("date.figures", "date.words", "date.month-words")


class DateMention(NamedTuple):
    """A date with its place in the text, its ISO form and the rule that read it."""

    start: int
    end: int
    iso: str
    rule: str


def date_at(text: str, at: int) -> DateMention | None:
    """The date that begins exactly at *at*, with its word "ngày" or "năm" if it has one.

    >>> date_at("ngày 27/3/2021 của", 0).iso, date_at("năm 2024 tại", 0).iso
    ('2021-03-27', '2024')
    """
    word = _DAY_WORD.match(text, at)
    body = word.end() if word else at
    for rule, pattern in zip(DATES, _PARTS, strict=True):
        match = pattern.match(text, body)
        if match and (word or rule.name in _WITHOUT_DAY_WORD) and (iso := _iso(match)):
            return DateMention(at, match.end(), iso, rule.name)
    year = _YEAR_ONLY.match(text, at)
    return DateMention(at, year.end(), year["year"], "date.year") if year else None


def _iso(match: re.Match[str]) -> str | None:
    """The ISO date of a match, or None where day or month cannot be."""
    groups = {name: "".join(value.split()).translate(_LOOKALIKES) for name, value in match.groupdict().items() if value}
    month, day = int(groups.get("month", 1)), int(groups.get("day", 1))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    parts = [groups["year"]]
    if "month" in groups:
        parts.append(f"{month:02}")
        if "day" in groups:
            parts.append(f"{day:02}")
    return "-".join(parts)

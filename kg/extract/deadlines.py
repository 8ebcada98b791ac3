"""When a task is due, and how often it comes back."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.periods import interval_of, months_of
from kg.models import Deadline
from kg.text.offsets import MappedText


def dated(deadline: Deadline, period: str | None) -> Deadline:
    """A deadline with the days that it names; *period* is the year, or years, that the plan is for."""
    earliest, latest = interval_of(deadline.text, period)
    return replace(deadline, earliest=earliest, latest=latest, months=months_of(deadline.text, period))


def cell_deadline(cell: MappedText) -> Deadline | None:
    """The whole content of a cell of a "Thời gian" column; None for an empty cell."""
    if not cell.text:
        return None
    text = " ".join(cell.text.split())
    return Deadline(text, *cell.span(0, len(cell.text)), recurrence(text))


_RECURRENCE = re.compile(
    r"thường xuyên|(?:hằng|hàng) (?:năm|tháng|quý|tuần|ngày)|định kỳ (?:\d+ tháng|hằng \w+|hàng \w+|"
    r"quý|năm|tháng|\d+ năm)"
    r"(?: ?/ ?\d+ lần)?|(?:mỗi|từng) (?:năm|quý|tháng)",
    re.IGNORECASE,
)


def recurrence(text: str) -> str | None:
    """How often a task comes back, in one spelling.

    >>> recurrence("Định kỳ 6 tháng/01 lần"), recurrence("Hàng năm"), recurrence("Quý II/2024")
    ('định kỳ 6 tháng', 'hằng năm', None)
    """
    match = _RECURRENCE.search(text)
    return re.sub(r" ?/.*", "", match[0].lower()).replace("hàng ", "hằng ") if match else None


_DUE = re.compile(
    r"(?:(?:hoàn thành|xong|ban hành|gửi|báo cáo)\s+)?(?:trước|trong|chậm nhất)\s+(?:là\s+)?(?:ngày\s+)?"
    r"(?:\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?|tháng\s+\d{1,2}(?:[/ ]\s?(?:năm\s+)?\d{4})?|"
    r"[Qq]uý\s+[IV]+(?:/\d{4})?|năm\s+\d{4})"
    r"|[Đđ]ịnh\s+kỳ\s+(?:\d+\s+tháng|hằng\s+\w+|hàng\s+\w+)"
)


def stated_deadline(normal: MappedText, start: int, end: int) -> Deadline | None:
    """The first date by which ``normal.text[start:end]`` wants something done, or how often."""
    match = _DUE.search(normal.text, start, end)
    if match is None:
        return None
    text = " ".join(match[0].split())
    return Deadline(text, *normal.span(match.start(), match.end()), recurrence(text))

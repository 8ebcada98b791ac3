"""Headings by their labels: Phần, Chương, ``I.``, ``1.``, ``1.1.``, ``a)``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LABELS = (
    re.compile(r"(?:Phần|PHẦN) (?:thứ )?(?P<label>[IVX]+|\d+|\w+)\b[.:]? ?"),
    re.compile(r"(?:Chương|CHƯƠNG) (?P<label>[IVX]+|\d+)\b[.:]? ?"),
    re.compile(r"(?P<label>[A-H])[.)/] ?(?=[^\W\d_])"),
    re.compile(r"(?:Mục|MỤC) (?P<label>[IVX]+|\d+)\b[.:]? ?|(?P<roman>(?:X{0,3})(?:IX|IV|V?I{0,3}))[.)/] ?(?=\D)"),
    re.compile(r"(?:Điều|ĐIỀU) (?P<label>\d+[a-z]?)\b[.:]? ?"),
    re.compile(r"(?P<label>\d{1,2})(?:[.)]|/(?!\w+-)) ?(?=\D|$)"),  # "10/VBHN-BYT" is a number sign
    re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})[.)]? ?(?=\D|$)"),
    re.compile(r"(?P<label>[a-zđ])[.)] ?"),
    re.compile(r"(?P<label>[-–+*•])(?! ?\d)"),
)

# What any label begins with: most lines are no headings, and end here.
_LABELLED = re.compile(r"\d|[-–+*•]|[a-zđ][.)]|[A-HIVX]{1,8}[.)/]|(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Điều|ĐIỀU) ")

ARTICLE, LETTERED = 4, 7  # levels: Điều; a) and dashes, which hold no other headings


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered line: ``level`` 0 is the highest; ``text`` follows the label."""

    level: int
    label: str
    text: str


def heading(text: str) -> Heading | None:
    """Read a line's label.

    >>> heading("IV. TỔ CHỨC THỰC HIỆN")
    Heading(level=3, label='IV', text='TỔ CHỨC THỰC HIỆN')
    >>> heading("1. Sở Nội vụ").label, heading("Sở Nội vụ")
    ('1', None)
    """
    if not _LABELLED.match(text):
        return None
    for level, pattern in enumerate(_LABELS):
        if (match := pattern.match(text)) and match[0]:
            label = next((value for value in match.groups() if value), "")
            if label:
                return Heading(level, label, text[match.end() :].strip())
    return None

"""Headings by their labels: Phần, Chương, ``I.``, ``1.``, ``1.1.``, ``a)``."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Levels, each with what labels it: one group, the label. The first that fits decides.
_LABELS = (
    (0, r"(?:Phần|PHẦN) (?:thứ )?([IVX]+|\d+|\w+)\b[.:]? ?"),
    (1, r"(?:Chương|CHƯƠNG) ([IVX]+|\d+)\b[.:]? ?"),
    (2, r"([A-H])[.)/] ?(?=[^\W\d_])"),
    (3, r"(?:Mục|MỤC) ([IVX]+|\d+)\b[.:]? ?"),
    (3, r"((?=[IVX])X{0,3}(?:IX|IV|V?I{0,3}))[.)/] ?(?=\D)"),
    (4, r"(?:Điều|ĐIỀU) (\d+[a-z]?)\b[.:]? ?"),
    (5, r"(\d{1,2})(?:[.)]|/(?!\w+-)) ?(?=\D|$)"),  # "10/VBHN-BYT" is a number sign
    (6, r"(\d{1,2}(?:\.\d{1,2}){1,3})[.)]? ?(?=\D|$)"),
    (7, r"([a-zđ])[.)] ?"),
    (8, r"([-–+*•])(?! ?\d)"),
)
# One expression for all of them: the number of its group is the row of the table.
_LABEL = re.compile("|".join(pattern for _, pattern in _LABELS))

ARTICLE, LETTERED = 4, 7  # levels: Điều; a) and dashes, which hold no other headings


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered line: ``level`` 0 is the highest; ``text`` follows the label."""

    level: int
    label: str
    text: str


# What a label begins with: most lines begin with another letter, or with a small one that no dot or bracket follows.
_CAPITALS = frozenset("ABCDEFGHIVXPMĐ")


def is_labelled(text: str) -> bool:
    """Whether a line begins with a label.

    >>> is_labelled("a) Sở Nội vụ"), is_labelled("các sở")
    (True, False)
    """
    return _label(text) is not None


def _label(text: str) -> re.Match[str] | None:
    first = text[:1]
    if first.isalpha() and (text[1:2] not in (".", ")") if first.islower() else first not in _CAPITALS):
        return None
    return _LABEL.match(text)


def heading(text: str) -> Heading | None:
    """Read a line's label.

    >>> heading("IV. TỔ CHỨC THỰC HIỆN")
    Heading(level=3, label='IV', text='TỔ CHỨC THỰC HIỆN')
    >>> heading("1. Sở Nội vụ").label, heading("Sở Nội vụ")
    ('1', None)
    """
    match = _label(text)
    if match is None or match.lastindex is None:
        return None
    return Heading(_LABELS[match.lastindex - 1][0], match[match.lastindex], text[match.end() :].strip())

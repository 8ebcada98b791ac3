"""Marked text: ``⟦1:Nghị định số 8/2020/NĐ-CP⟧ ⟪1:về thuế⟫``, the marks taken out and their spans kept.

``⟦ID:`` … ``⟧`` surround a citation, ``⟪ID:`` … ``⟫`` the title of citation ID. Marks may lie in each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_MARK = re.compile(r"(?P<open>[⟦⟪])(?P<id>\d+):|(?P<close>[⟧⟫])|(?P<odd>[⟦⟪])")
_KINDS: dict[str, Literal["citation", "title"]] = {"⟦": "citation", "⟪": "title", "⟧": "citation", "⟫": "title"}


class MarkError(ValueError):
    """A mark without its other half, or without an id; ``at`` is its place in the marked text."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at = at


@dataclass(frozen=True, slots=True)
class Mark:
    """What was marked, in offsets of the plain text."""

    kind: Literal["citation", "title"]
    id: int
    start: int
    end: int


def unmark(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The plain text, and what was marked in it, in order of their ends; raises MarkError.

    >>> unmark("theo ⟦1:Nghị định số 8/NĐ-CP⟧;")
    ('theo Nghị định số 8/NĐ-CP;', (Mark(kind='citation', id=1, start=5, end=25),))
    """
    plain, done = "", 0
    marks: list[Mark] = []
    opened: list[tuple[str, int, int, int]] = []
    for match in _MARK.finditer(marked):
        plain += marked[done : match.start()]
        done = match.end()
        if match["odd"]:
            raise MarkError(match.start(), f"{match['odd']} is not followed by an id and a colon")
        if match["open"]:
            opened.append((match["open"], int(match["id"]), len(plain), match.start()))
            continue
        if not opened or _KINDS[opened[-1][0]] != _KINDS[match["close"]]:
            raise MarkError(match.start(), f"{match['close']} closes nothing")
        sign, number, start, _ = opened.pop()
        marks.append(Mark(_KINDS[sign], number, start, len(plain)))
    if opened:
        raise MarkError(opened[-1][3], f"{opened[-1][0]} is never closed")
    return plain + marked[done:], tuple(marks)

"""The text of a form: literal pieces, slots, and the marks between which a mention stands."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TypeAlias

# A piece of text; a slot (mention, name); or a mark: (mention, "⟦") opens it, (mention, "⟧") closes it.
Part: TypeAlias = "str | tuple[int, str]"
_TOKEN = re.compile(r"(⟦|⟧|\{(?:\d\.)?[\w-]*\})")


class Template:
    """A compiled text; mentions are numbered from 0 in the order in which they open.

    >>> Template("theo ⟦{word} số {sign}⟧ và ⟦{sign}⟧ ngày {1.date}").parts
    ('theo ', (0, '⟦'), (0, 'word'), ' số ', (0, 'sign'), (0, '⟧'), ' và ', (1, '⟦'), (1, 'sign'), (1, '⟧'), ' ngày ', \
(0, 'date'))
    """

    __slots__ = ("parts", "slots")

    def __init__(self, text: str) -> None:
        self.parts: tuple[Part, ...] = tuple(_parts(text))
        self.slots: frozenset[tuple[int, str]] = frozenset(part for part in self.parts if isinstance(part, tuple))

    def said(self, names: Collection[str], count: int) -> list[int]:
        """For each mention its own number, from 1, where one of the slots is printed for it; else 0."""
        printed = {mention for mention, name in self.slots if name in names}
        return [number + 1 if number in printed else 0 for number in range(count)]


def _parts(text: str) -> list[Part]:
    found: list[Part] = []
    opened: list[int] = []
    last = -1
    for token in filter(None, _TOKEN.split(text)):
        if token == "⟦":
            last += 1
            opened.append(last)
            found.append((last, token))
        elif token == "⟧":
            found.append((opened.pop(), token))
        elif token.startswith("{"):
            number, _, name = token[1:-1].rpartition(".")
            found.append((int(number) - 1 if number else max(last, 0), name))
        else:
            found.append(token)
    return found

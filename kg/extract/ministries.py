"""Ministries and departments by any of their names, and those that issue a document together.

The table of issuers tells their names and short names; how a name is joined ("-", ",", "và") and where its
tone marks stand ("hoá", "hóa") does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg import tables

_WORD = re.compile(r"(?P<gap>(?:(?!\n\s*\n)[\s,&–-]){0,4})(?P<word>[^\W_]+)")
AND = re.compile(r"\s*(?:[,;–-]|&|và(?=\s))\s*(?:và\s+)?")
_LONGEST = 12  # words of the longest name, with each "và"


def ministry_at(text: str, at: int, kind: str = "Bộ") -> tuple[str, int] | None:
    """The ministry (*kind* "Sở": the department) whose name begins at *at*, and where it ends; longest first.

    >>> ministry_at("Bộ Văn hoá, Thể thao và Du lịch công bố", 0)
    ('Bộ Văn hóa, Thể thao và Du lịch', 31)
    >>> ministry_at("Bộ Nông nghiệp và PTNT", 0), ministry_at("Bộ máy", 0)
    (('Bộ Nông nghiệp và Phát triển nông thôn', 22), None)
    """
    return _named(text, at, kind, "")


def joint_ministries(text: str, at: int, kind: str = "Bộ") -> tuple[list[str], int]:
    """The ministries named from *at* on, "Bộ" said before each or once before all, and where the last ends.

    >>> joint_ministries("Lao động - Thương binh và Xã hội - Tài chính - Bộ Y tế hướng dẫn", 0)
    (['Bộ Lao động - Thương binh và Xã hội', 'Bộ Tài chính', 'Bộ Y tế'], 54)
    """
    names: list[str] = []
    end = here = at
    while found := ministry_at(text, here, kind) or _named(text, here, kind, f"{kind.lower()} "):
        names.append(found[0])
        end = found[1]
        joint = AND.match(text, end)
        if joint is None:
            break
        here = joint.end()
    return names, end


def _named(text: str, at: int, kind: str, said: str) -> tuple[str, int] | None:
    """The longest name that the text goes on with; *said*: its first words, where they are not repeated."""
    words = list(_words(text, at))
    folded = [tables.fold(word) for word, _ in words]
    for count in range(len(words), 0, -1):
        key = tables.fold(said) + " ".join(word for word in folded[:count] if word != "va")
        if folded[count - 1] != "va" and (name := _names(kind).get(key)):
            return name, words[count - 1][1]
    return None


def _words(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The words from *at* on that only spaces, commas and hyphens part, each with its end."""
    for _ in range(_LONGEST):
        match = _WORD.match(text, at)
        if match is None:
            return
        at = match.end()
        yield match["word"], at


@cache
def _names(kind: str) -> dict[str, str]:
    """Folded names and short names of the ministries or departments, without "và" → the full name."""
    bodies = [i for i in tables.issuers() if i.name.startswith(f"{kind} ") and (kind == "Sở" or i.central)]
    return {_key(name): body.name for body in bodies for name in (*body.aliases, body.name)}


def _key(name: str) -> str:
    return " ".join(word for word in re.findall(r"[^\W_]+", tables.fold(name)) if word != "va")

"""A rule of the citation grammar: a name, a pattern, and real phrases that it must and must not read.

Rules stand in ordered tables, the first that fits decides, and its name goes into the record. The
examples are phrases from documents (a type, a number, a date, an issuer: facts), each with the file
it was seen in; a test runs every one of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Rule:
    """A named pattern with what it reads and what it must leave alone.

    ``examples`` and ``counter_examples`` are pairs (phrase, file it was seen in). In a pattern a blank
    stands for any white space, as every space of a document may be a line break.
    """

    name: str
    pattern: str
    examples: tuple[tuple[str, str], ...]
    counter_examples: tuple[tuple[str, str], ...] = ()
    flags: int = field(default=0)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, with each blank standing for white space."""
        return re.compile(spaced(self.pattern), self.flags)

    def reads(self, phrase: str) -> bool:
        """Whether the pattern is found in *phrase*."""
        return self.compiled.search(phrase) is not None


def begins_word(text: str, at: int) -> bool:
    """Whether no letter and no digit stands right before *at*: what is asked after a pattern has matched, as a
    pattern that begins with a letter is found several times faster than one that begins with looking back.

    >>> begins_word("Luật, pháp luật", 7), begins_word("Bộluật", 2)
    (False, False)
    """
    return not text[at - 1 : at].isalnum() if at else True


def spaced(pattern: str) -> str:
    """Let each blank of a pattern stand for white space, and " ?" for white space or none.

    >>> bool(re.fullmatch(spaced("ngày ký ?:"), "ngày\\nký:"))
    True
    """
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")

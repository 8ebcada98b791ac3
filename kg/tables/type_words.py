"""The words that name a type before a number, their slugs and their abbreviations: ``type_words.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.tables.rows import Confidence, Row, load


@dataclass(frozen=True, slots=True)
class TypeWord:
    """A type in standard spelling.

    ``slug`` is its part of an IRI; ``signs`` are the abbreviations that stand for it in a number sign
    (``QĐ`` in ``468/QĐ-TTg``), ``spoken`` those that stand before a number in its place (``QĐ 468/QĐ-TTg``).
    """

    word: str
    slug: str
    signs: tuple[str, ...]
    spoken: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: Confidence


@cache
def type_words() -> tuple[TypeWord, ...]:
    """All type words, in the order of the table; raises TableError."""
    return load("type_words", _build, lambda entry: entry.word)


@cache
def type_word(word: str) -> TypeWord | None:
    """The type that is spelt *word*, whatever its case, or abbreviated so before a number.

    >>> type_word("KẾ HOẠCH").slug, type_word("QĐ").word, type_word("Phụ lục")
    ('kh', 'Quyết định', None)
    """
    return _by_word().get(word.casefold())


@cache
def type_of_sign(abbreviation: str) -> TypeWord | None:
    """The type that an abbreviation in a number sign stands for; case counts first, then it does not.

    >>> type_of_sign("TTr").word, type_of_sign("QĐ").word, type_of_sign("CTR").word, type_of_sign("UBND")
    ('Tờ trình', 'Quyết định', 'Chương trình', None)
    """
    exact = {sign: entry for entry in type_words() for sign in entry.signs}
    loose = {sign.casefold(): entry for entry in reversed(type_words()) for sign in entry.signs}
    return exact.get(abbreviation) or loose.get(abbreviation.casefold())


@cache
def _by_word() -> dict[str, TypeWord]:
    spoken = {short.casefold(): entry for entry in type_words() for short in entry.spoken}
    return spoken | {entry.word.casefold(): entry for entry in type_words()}


def _build(row: Row) -> TypeWord:
    return TypeWord(
        row.text("word"),
        row.text("slug"),
        row.words("signs"),
        row.words("spoken"),
        row.sources,
        row.confidence,
    )

"""The type word before a number, however it is printed: whole, abbreviated, glued, misspelt.

Words seen: survey, sections 2 and 4. Diacritics do not count ("Qụyết định", "Quyết dịnh" are decisions).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from kg import tables
from kg.tables.letters import LOWER, UPPER


class TypeBefore(NamedTuple):
    """A type word directly before a number: where it begins, and the full type."""

    start: int
    type: str
    numbered: bool


_NUMBER_WORD = re.compile(r"(?:\s*[:,])?\s*(?:(?P<word>[sS]ố|SỐ|sô|so|s ố|[sS][oô]́)\s*[:.]?\s*)?[\s.…_/]*$")
NUMBERED = re.compile(r"(?:[sS]ố|SỐ|sô|so|s ố)\s*[:.]?[\s.…_/]*$")
_BLANKS = " \t\n.…_/"  # what may fill the place of a number
_TOKEN = re.compile(r"[^\W\d_]+")
_CASE_BREAK = re.compile(rf"(?<=[{LOWER}])(?=[{UPPER}])|(?<=[^\W\d_])(?=số$)")
# Type words that are also common words: they count with "số" or a capital letter.
_COMMON = frozenset({"quy dinh", "bao cao", "thong bao", "ket luan", "huong dan", "lenh", "ke hoach", "luat", "chi thi",
                     "chuong trinh", "de an", "phuong an", "bien ban", "dieu le", "van ban", "thong cao"})  # fmt: skip


def type_before(text: str, at: int) -> TypeBefore | None:
    """The type word that stands directly before a number at *at*; damaged and glued words are read.

    >>> type_before("ban hành tại Qụyết định số 749/QĐ-TTg", 27)
    TypeBefore(start=13, type='Quyết định', numbered=True)
    """
    low = max(0, at - 70)
    window = text[low:at]
    near = max(0, len(window.rstrip(_BLANKS)) - 12)
    link = _NUMBER_WORD.search(window, near)
    cut = link.start() if link else len(window)
    numbered = link is not None and link["word"] is not None
    two = _LAST_TWO.search(window, max(0, cut - 24), cut)
    if two and (plain := _plain_types().get((two[1], two[2]))):
        return TypeBefore(low + two.start(), plain, numbered)
    tokens = _tokens(window[:cut])
    for count in range(min(5, len(tokens)), 0, -1):
        words = tokens[-count:]
        if type_name := type_of([w for w, _ in words], numbered):
            return TypeBefore(low + words[0][1], type_name, numbered)
    return (_described_type(tokens, low) or _split_type(tokens, low)) if numbered else None


_LAST_TWO = re.compile(r"(?<![^\W\d_])([^\W\d_]++)\s++([^\W\d_]++)\s*+\Z")


@cache
def _plain_types() -> dict[tuple[str, str], str]:
    """Types of two words that end no longer type and are no common words, as most are printed: found at once."""
    folds = type_folds()
    found: dict[tuple[str, str], str] = {}
    for folded, name in folds.items():
        words = name.split()
        longer = any(other.endswith(f" {folded}") for other in folds)
        if len(words) == 2 and tables.fold(name) == folded and folded not in _COMMON and not longer:
            found[words[0], words[1]] = found[words[0].lower(), words[1]] = name
    return found


# Types whose name goes on with what they are for: "Báo cáo tiếp thu, giải trình số", "Văn bản giải trình số".
_DESCRIBED = frozenset({"Báo cáo", "Văn bản", "Thông báo", "Tờ trình", "Biên bản", "Hướng dẫn"})


def _described_type(tokens: list[tuple[str, int]], low: int) -> TypeBefore | None:
    for count in range(3, min(7, len(tokens)) + 1):
        words = tokens[-count:]
        type_name = type_of([w for w, _ in words[:2]], numbered=False)
        if type_name in _DESCRIBED:
            return TypeBefore(low + words[0][1], type_name, True)
    return None


def _split_type(tokens: list[tuple[str, int]], low: int) -> TypeBefore | None:
    """A type word whose letters the text parts: "Quy ết đ ịnh s ố", "Ngh⏎⏎ị định số" (tnt_750314c2c5666d56)."""
    for count in range(2, min(7, len(tokens)) + 1):
        words = tokens[-count:]
        if type_name := _run_together().get(tables.fold("".join(word for word, _ in words))):
            return TypeBefore(low + words[0][1], type_name, True)
    return None


@cache
def _run_together() -> dict[str, str]:
    return {folded.replace(" ", ""): name for folded, name in type_folds().items() if " " in folded}


def _tokens(window: str) -> list[tuple[str, int]]:
    """The last words of *window* with only white space between them, cut where case shows glue."""
    tokens: list[tuple[str, int]] = []
    end = len(window)
    for match in reversed(list(_TOKEN.finditer(window))):
        if window[match.end() : end].strip(" \n\t") and not (tokens and _comma(window[match.end() : end])):
            break
        pieces = [0, *(m.start() for m in _CASE_BREAK.finditer(match[0])), len(match[0])]
        tokens[:0] = [(match[0][a:b], match.start() + a) for a, b in pairwise(pieces)]
        end = match.start()
        if len(tokens) > 7:
            break
    return [t for t in tokens if t[0] != "số"] if tokens and tokens[-1][0] == "số" else tokens


def _comma(between: str) -> bool:
    """A comma inside a type's name: "Báo cáo giải trình, tiếp thu"."""
    return between.strip() == ","


def type_of(words: list[str], numbered: bool) -> str | None:
    """The type that *words* name; *numbered*: "số" follows, so that a common word counts in small letters."""
    phrase = " ".join(words)
    if len(words) == 1 and (short := abbreviations().get(phrase)):
        return short
    folded = tables.fold(phrase)
    name = type_folds().get(folded)
    if name is None or (folded in _COMMON and not numbered and not words[0][0].isupper()):
        return None
    return name


@cache
def abbreviations() -> dict[str, str]:
    """What stands for a type before a number → the type: {"QĐ": "Quyết định", …}."""
    return {short: word.word for word in tables.type_words() for short in word.spoken}


@cache
def type_folds() -> dict[str, str]:
    """Folded type words, their plurals with comma left out → standard spelling."""
    return {tables.fold(word.word.replace(",", "")): _plain(word.word) for word in tables.type_words()}


def _plain(name: str) -> str:
    """Reports are of one type whatever they are for (gold/GUIDE.md, "Types")."""
    return "Báo cáo" if name.startswith("Báo cáo ") else name


def type_at_head(words: str) -> bool:
    """Whether *words* begin with a type word in capitals: "Nghị quyết Đại hội đại biểu toàn quốc".

    >>> type_at_head("Nghị quyết Đại hội"), type_at_head("các kết quả đạt được")
    (True, False)
    """
    head = words.split()[:4]
    return (
        any(type_of(head[:count], numbered=False) is not None for count in range(1, len(head) + 1))
        and head[0][0].isupper()
    )

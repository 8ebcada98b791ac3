"""Typos: kinds of damage done to a mention, with its truth kept as GUIDE.md says it should be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from itertools import accumulate
from random import Random

from corpus.passages import Mention, Piece
from corpus.tables import Typo, typos

_TRIES = 6
"""A kind that does not fit a mention (a lost Đ, where there is none) is drawn anew this often."""


def damaged(piece: Piece, rate: float, random: Random) -> Piece:
    """The piece with each of its mentions damaged by a chance of *rate*, once."""
    for mention in piece.mentions:
        if random.random() < rate and mention.kind in ("sign", "name"):
            for _ in range(_TRIES):
                typo = random.choices(typos(), cum_weights=_weights())[0]
                if _done(typo, piece, mention, random):
                    mention.typo = typo.name
                    break
    return piece


@cache
def _weights() -> list[float]:
    return list(accumulate(typo.weight for typo in typos()))


def _done(typo: Typo, piece: Piece, mention: Mention, random: Random) -> bool:
    """Damage the part of the mention that the kind of typo is for; False where it has no such part."""
    part = {
        "sign": mention.spans.get("sign"),
        "quote": (mention.start, mention.end),
        "date": mention.date,
        "before": (0, mention.start),
    }[typo.inside]
    if part is None or any(other.start < part[1] and part[0] < other.end for other in piece.mentions
                           if other is not mention and typo.inside != "before"):  # fmt: skip
        return False
    found = list(typo.find.finditer(piece.text[part[0] : part[1]]))
    if not found:
        return False
    match = random.choice(found)
    put = _PUT[typo.put](match[0], random) if typo.put in _PUT else match.expand(typo.put)
    _replace(piece, part[0] + match.start(), part[0] + match.end(), put)
    if typo.printed:
        _as_printed(typo, piece, mention)
    return True


def _as_printed(typo: Typo, piece: Piece, mention: Mention) -> None:
    if typo.inside == "sign":
        mention.number = re.sub(r"\s+", "", piece.text[slice(*mention.spans["sign"])])
    elif mention.date and mention.day and len(mention.day) == 10:
        day = re.match(r"\d+", piece.text[slice(*mention.date)])
        mention.day = f"{mention.day[:8]}{int(day[0]):02}" if day else mention.day


def _replace(piece: Piece, start: int, end: int, put: str) -> None:
    """Change the text, and move the spans that lie behind or around the place."""
    piece.text = piece.text[:start] + put + piece.text[end:]
    grown = len(put) - (end - start)

    def moved(offset: int) -> int:
        return offset + grown if offset >= end else offset

    for mention in piece.mentions:
        mention.start, mention.end = moved(mention.start), moved(mention.end)
        mention.spans = {name: (moved(first), moved(last)) for name, (first, last) in mention.spans.items()}


def _split(text: str, random: Random) -> str:
    """``ết đ`` with a space where a text layer breaks syllables: `` ết đ `` or ``ết đ ``."""
    return random.choice((f" {text}", f" {text} ", f"{text} "))


def _other_day(text: str, random: Random) -> str:
    """Another day of the month that every month has."""
    day = random.randrange(1, 28)
    return f"{day + (day >= int(text)):02}"


_PUT: Mapping[str, Callable[[str, Random], str]] = {
    "lower": lambda text, random: text.lower(),
    "upper": lambda text, random: text.upper(),
    "nfd": lambda text, random: unicodedata.normalize("NFD", text),
    "split": _split,
    "day": _other_day,
}

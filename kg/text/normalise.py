"""The same text, clean: ordered, named steps, each of which keeps the way back to the source.

Lines, tabs and lone ``|`` stay, for the layout; what only disturbs reading goes: decomposed
letters, the Latin Eth that stands for Đ, no-break spaces, invisible characters, emphasis marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import is_normalized, normalize

from kg.text.offsets import MappedText
from kg.text.syllables import joined_syllables

# One character for one character: the offsets stay as they are.
_LOOKALIKES = {
    "Ð": "Đ", "ð": "đ",  # U+00D0 and U+00F0, typed for Đ (survey, section 13)
    **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " "),
    **dict.fromkeys("\u202f\u205f\u3000\x1c\x1d\x1e\x1f", " "),
    # Cyrillic letters typed for Latin ones inside signs ("BТС" in tnt_fa0dcc139cec05de).
    **dict(zip("АВЕКМНОРСТХ", "ABEKMHOPCTX", strict=True)),
    "\u2010": "-", "\u2011": "-", "\u2212": "-",
    "\r": " ", "\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n",
}  # fmt: skip
_LOOKALIKE = re.compile("[" + "".join(_LOOKALIKES) + "]")

# What is taken out: soft hyphens and zero-width characters; Markdown and HTML emphasis;
# the backslash by which Markdown protects punctuation. Each begins with a plain character: so it is found fast.
_DROPPED = re.compile(
    "\u00ad|\u200b|\u200c|\u200d|\u2060|\ufeff"
    r"|\*\**|</?(?:i|b|u|em|strong|sup|sub|span|font)(?:\s[^<>\n]{0,200})?>|\\(?=[-.*_()\[\]#+!|>\\])"
)


def normalise(text: str) -> MappedText:
    """Clean *text*; the result maps each character to its offset in *text*.

    >>> m = normalise("Nghị quyết số* *203/2025/QH15")
    >>> m.text, m.span(14, 27)
    ('Nghị quyết số 203/2025/QH15', (16, 29))
    """
    marked = None if is_normalized("NFC", text) else text
    clean = MappedText(_replaced(text), (0,), (0,), marked)
    if marked or clean.text is not text:
        clean = _compose(clean)
    while _DROPPED.search(clean.text):  # what is taken out can lay bare more: a letter and its mark, a tag
        clean = _compose(MappedText.join(_kept(clean.text)).through(clean))
    joined = joined_syllables(clean.text)
    return joined.through(clean) if joined else clean


def _replaced(text: str) -> str:
    """The characters that stand for others, replaced: there are few kinds of them in one text, or none."""
    for printed in set(_LOOKALIKE.findall(text)):
        text = text.replace(printed, _LOOKALIKES[printed])
    return text


def _compose(mapped: MappedText) -> MappedText:
    return mapped if is_normalized("NFC", mapped.text) else _composed(mapped.text).through(mapped)


def _kept(text: str) -> Iterator[tuple[str, int]]:
    """The pieces of *text* between what is taken out."""
    at = 0
    for match in _DROPPED.finditer(text):
        yield text[at : match.start()], at
        at = match.end()
    yield text[at:], at


# A letter with the combining marks that follow it.
_MARKED = re.compile(r"\w[\u0300-\u036f]+")


def _composed(text: str) -> MappedText:
    """NFC, letter by letter: one run per composed letter, as it is shorter than what it stands for."""
    return MappedText.join(_compositions(text), marked=text)


def _compositions(text: str) -> Iterator[tuple[str, int]]:
    at = 0
    for match in _MARKED.finditer(text):
        yield text[at : match.start()], at
        yield normalize("NFC", match[0]), match.start()
        at = match.end()
    yield text[at:], at

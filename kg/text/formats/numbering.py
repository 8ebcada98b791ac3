"""The numbers that Word writes before paragraphs by itself: "Điều 5.", "II.", "a)", "-"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

Element: TypeAlias = etree._Element
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)  # of a part that python-docx does not read
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, document: Document) -> None:
        self._levels = _levels(document)
        self._styles = _styles(document)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def label(self, paragraph: Element) -> str:
        """What stands before the paragraph, with a space; "" for one without a number. Each call counts on."""
        place = _numbered(paragraph) or self._styles.get(_style(paragraph))
        if place is None or place not in self._levels:
            return ""
        listed, depth = place
        counts, level = self._counts[listed], self._levels[place]
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return "- "
        return "" if level.form == "none" else f"{self._written(listed, level)} "

    def _written(self, listed: str, level: _Level) -> str:
        text = level.text
        for depth in range(9):
            if f"%{depth + 1}" in text:
                of = self._levels.get((listed, depth), level)
                text = text.replace(f"%{depth + 1}", _number(self._counts[listed].get(depth, of.start), of.form))
        return text


def _number(n: int, form: str) -> str:
    write = _FORMS.get(form, str) if 0 < n < _LONGEST else str
    return write(n)


_LONGEST = 4000  # no list has so many items; more would only be a long row of letters


def whole(printed: str | None, default: int) -> int:
    """A whole number of Word's XML; *default* where there is none, or nonsense.

    >>> whole("3", 1), whole("x", 1), whole(None, 1)
    (3, 1, 1)
    """
    return int(printed) if printed and re.fullmatch(r"\d{1,9}", printed) else default


def roman(n: int) -> str:
    """A number in Roman digits.

    >>> roman(14)
    'XIV'
    """
    text = ""
    for value, digits in _ROMAN:
        text += digits * (n // value)
        n %= value
    return text


def letters(n: int) -> str:
    """The letter of an item; after z they are doubled.

    >>> letters(1), letters(28)
    ('a', 'bb')
    """
    turns, at = divmod(n - 1, 26)
    return chr(ord("a") + at) * (turns + 1)


_FORMS: dict[str, Callable[[int], str]] = {
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
    "decimalZero": lambda n: f"{n:02}",
}
_Place: TypeAlias = tuple[str, int]


def _levels(document: Document) -> dict[_Place, _Level]:
    """By list and depth, how its items are numbered; a list may set other starts than the form it follows."""
    root = _part(document, "/numbering")
    if root is None:
        return {}
    abstract = {form.get(qn("w:abstractNumId")): form for form in root.iter(qn("w:abstractNum"))}
    found: dict[_Place, _Level] = {}
    for listed in root.iter(qn("w:num")):
        number = listed.get(qn("w:numId")) or ""
        form = abstract.get(_value(listed, "w:abstractNumId"))
        for level in [*(form.iter(qn("w:lvl")) if form is not None else ()), *listed.iter(qn("w:lvl"))]:
            found[number, _depth(level)] = _level(level)
        for override in listed.iter(qn("w:lvlOverride")):
            place, start = (number, _depth(override)), _value(override, "w:startOverride")
            if start and place in found:
                found[place] = _Level(found[place].form, found[place].text, whole(start, 1))
    return found


def _level(level: Element) -> _Level:
    return _Level(
        _value(level, "w:numFmt") or "decimal", _value(level, "w:lvlText") or "", whole(_value(level, "w:start"), 1)
    )


def _depth(level: Element) -> int:
    return whole(level.get(qn("w:ilvl")), 0)


def _styles(document: Document) -> dict[str, _Place]:
    """Styles that number their paragraphs."""
    root = _part(document, "/styles")
    if root is None:
        return {}
    places = ((style.get(qn("w:styleId")) or "", _numbered(style)) for style in root.iter(qn("w:style")))
    return {name: place for name, place in places if place}


def _part(document: Document, kind: str) -> Element | None:
    parts = (relation.target_part for relation in document.part.rels.values() if relation.reltype.endswith(kind))
    part = next(parts, None)
    return etree.fromstring(part.blob, PARSER) if part is not None else None


def _numbered(element: Element) -> _Place | None:
    """The list and depth that a paragraph or style names; 0 takes a number off."""
    properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if properties is None:
        return None
    return _value(properties, "w:numId") or "0", whole(_value(properties, "w:ilvl"), 0)


def _style(paragraph: Element) -> str:
    properties = paragraph.find(qn("w:pPr"))
    return _value(properties, "w:pStyle") if properties is not None else ""


def _value(parent: Element, name: str) -> str:
    child = parent.find(qn(name))
    return (child.get(qn("w:val")) or "") if child is not None else ""

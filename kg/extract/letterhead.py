"""The letterhead's parts: the document's own number, its place and date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.signs import find_signs
from kg.tables.letters import UPPER
from kg.text.layout import Layout
from kg.text.lines import Line

_SO = re.compile(r"(?:(?:Luật|Lệnh|Pháp lệnh|Bộ luật)\s+)?[Ss]ố\s*[:.;]?\s*|S[ốÓÔ]\s*:\s*|SỐ\s*[:.]?\s*")
_REACH = 60  # the sign may stand in the next line
_BARE_SIGN = re.compile(r"(?P<n>[\d\s…._]*[a-eđ]?)\s*(?P<rest>[/-]\s*[^\s,;()]+(?:\s?-\s?[^\s,;()]+)?)")
# A whole line whose issuer's letters stand apart: "3210/QĐ - U B ND" (cong_43).
_SPACED_SIGN = re.compile(r"\d+\s?/\s?(?:QĐ|NQ|KH|CT|TB|BC|TTr)\s?-\s?[A-ZĐ]{1,3}(?: [A-ZĐ]{1,4}){1,5}\s*$")
_DATED = re.compile(
    rf"(?:(?P<place>[{UPPER}][^\n,;:|"
    rf"/()\d]{{1,40}}?)\s*,\s*)?[Nn]gày\s*(?P<day>\d\s?\d?)?[\s.…_]*tháng\s*(?P<month>\d\s?\d?)?"
    r"[\s.…_]*năm\s*(?P<year>(?:19|20)\s?\d\s?\d)"
)


# A PDF may print number, or motto, and place in one line: "/2024/QĐ-UBND Hà Nội, ngày".
_SIGN_BEFORE = re.compile(r"^(?:.*(?:[Pp]húc|NAM)\W+|(?:\S*[A-ZĐ]{2}\S*\s+)+(?=\S))")


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """The document's own sign without white space, with its source span.

    ``certain`` is False where only the ordinal is set off by emphasis: it was written by hand.
    """

    number: str
    ordinal: str
    start: int
    end: int
    certain: bool
    type: str | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """Place as printed and ISO date, to the day, the month or the year."""

    place: str | None
    date: str


def own_number(layout: Layout, lines: tuple[Line, ...]) -> OwnNumber | None:
    """The sign after a "Số" that begins one of the given lines, or after its place and date."""
    for line in lines:
        for match in _SO.finditer(layout.normal.text, line.start, line.end):
            found = _sign_at(layout, match.end(), match.end() + _REACH)
            if found is not None:
                return found
    return None


def _sign_at(layout: Layout, start: int, end: int) -> OwnNumber | None:
    """The sign that begins at *start* of the normalised text."""
    normal = layout.normal
    text = re.split(r"\n\s*\n|\|", normal.text[start:end].lstrip())[0]
    start += len(normal.text[start:end]) - len(normal.text[start:end].lstrip())
    if spaced := _SPACED_SIGN.match(text):
        return _put_together(layout, spaced, start)
    sign = next((s for s in find_signs(text) if not text[: s.start].strip(" .…_:")), None)
    if sign is not None:
        first, last = start + sign.start, start + sign.end
        span = normal.span(first, last)
        certain = not _emphasised(layout, first, len(sign.ordinal))
        return OwnNumber(sign.number, sign.ordinal, *span, certain, sign.type, sign.issuer_codes)
    bare = _BARE_SIGN.match(text)
    if bare is None or not any(c.isalpha() for c in bare["rest"]):
        return None
    ordinal = re.sub(r"[\s…._]+", "", bare["n"])
    number = ordinal + re.sub(r"\s+", "", bare["rest"]).rstrip(".")
    return OwnNumber(number, ordinal, *normal.span(start, start + bare.end()), certain=True)


def _put_together(layout: Layout, spaced: re.Match[str], start: int) -> OwnNumber:
    number = "".join(spaced[0].split())
    (sign,) = find_signs(number)
    span = layout.normal.span(start, start + spaced.end())
    return OwnNumber(number, sign.ordinal, *span, True, sign.type, sign.issuer_codes)


def _emphasised(layout: Layout, at: int, length: int) -> bool:
    """Whether marks were taken out on both sides of ``text[at:at + length]`` and nowhere near."""
    return _gap(layout, at - 1) and _gap(layout, at + length - 1) if length else False


def _gap(layout: Layout, at: int) -> bool:
    normal = layout.normal
    return 0 <= at < len(normal.text) - 1 and normal.source(at + 1) - normal.source(at) > 1


def dated(text: str) -> Dated | None:
    """Place and date of a letterhead.

    >>> dated("Vinh Quang, ngày tháng 01 năm 2023")
    Dated(place='Vinh Quang', date='2023-01')
    """
    for match in _DATED.finditer(text):
        parts = ["".join(match["year"].split())]
        for name, most in (("month", 12), ("day", 31)):
            value = int("".join(match[name].split())) if match[name] else 0
            if not 1 <= value <= most:
                break
            parts.append(f"{value:02}")
        place = _SIGN_BEFORE.sub("", " ".join((match["place"] or "").split()))
        return Dated(place or None, "-".join(parts))
    return None

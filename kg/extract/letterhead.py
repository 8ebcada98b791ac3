"""The letterhead's parts: the document's own number, its place and date, and who issues it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg import tables
from kg.extract.home import province_folds, province_type
from kg.extract.rules import UPPER
from kg.extract.signs import find_signs
from kg.models import Level
from kg.text.layout import Layout
from kg.text.lines import Line

_SO = re.compile(r"(?:(?:Luật|Lệnh|Pháp lệnh|Bộ luật)\s+)?[Ss]ố\s*[:.;]?\s*|S[ốÓÔ]\s*:\s*|SỐ\s*[:.]?\s*")
_REACH = 60  # the sign may stand in the next line
_BARE_SIGN = re.compile(r"(?P<n>[\d\s…._]*[a-eđ]?)\s*(?P<rest>[/-]\s*[^\s,;()]+(?:\s?-\s?[^\s,;()]+)?)")
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


_COMMITTEE = re.compile(
    r"(?P<chair>(?:PHÓ )?CHỦ TỊCH )?(?P<body>(?:ỦY|UỶ|ỦỶ) BAN NHÂN D[AÂ]N|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND)"
    r"(?: (?P<level>TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU))?"
    r"(?: (?P<name>[^\d(),.;:/]+?))?(?= ?(?:[-–]{2,}|_{2,}|KHÓA|KHOÁ|KỲ HỌP|NHIỆM KỲ|"
    r"CỘNG H[OÒ]|SỞ |VĂN PHÒNG|[\d(),.;:/]|$))",
    re.IGNORECASE,
)
_SHORT = {"ỦY": "UBND", "UỶ": "UBND", "ỦỶ": "UBND", "UB": "UBND", "HỘ": "HĐND", "HĐ": "HĐND"}
_LEVELS: dict[str, Level] = {
    "tỉnh": "provincial", "thành phố": "provincial", "huyện": "district", "quận": "district",
    "thị xã": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """An issuer under its full name, with its place in the order of government."""

    name: str
    level: Level
    province: str | None = None
    chairman: bool = False


def committee(printed: str, date: str | None, place: str | None = None) -> Body | None:
    """The People's Committee or Council that *printed* begins with, under its full name.

    >>> committee("ỦY BAN NHÂN DÂN TỈNH NGHỆ AN", "2024-02-21").name
    'UBND tỉnh Nghệ An'
    >>> committee("Chủ tịch UBND xã Vinh Quang", None).name
    'Chủ tịch UBND xã Vinh Quang'
    """
    match = _COMMITTEE.match(printed)
    if match is None:
        return None
    body = _SHORT[match["body"][:2].upper()]
    level = (match["level"] or "").lower().replace("tp.", "thành phố").replace("tp", "thành phố")
    name = _proper((match["name"] or "").strip(" -") or (place or ""))
    unit = _unit(level, name, date)
    if unit is None:
        return None
    chair = "Chủ tịch " if match["chair"] else ""
    return Body(f"{chair}{body} {unit[0]}", unit[1], unit[2], bool(chair))


def _unit(level: str, name: str, date: str | None) -> tuple[str, Level, str | None] | None:
    """A unit's level word and name, its level and its province."""
    name = re.sub(r"^(?:tỉnh|thành phố|TP\.?)\s+", "", name, flags=re.IGNORECASE)
    province = province_folds().get(tables.fold(name))
    if province and level in ("tỉnh", "thành phố", ""):
        return f"{level or province_type(province, date)} {province}", "provincial", province
    if not name:
        return None
    if level == "thành phố":
        return f"{level} {name}", "district", None
    if not level:
        level = "xã"
    return f"{level} {name}", _LEVELS[level], None


def _proper(name: str) -> str:
    """A place name in normal case: "VINH QUANG" → "Vinh Quang"."""
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), name) if name.isupper() else name


_HEADS = re.compile(
    r"(?:(?:BỘ TRƯỞNG, CHỦ NHIỆM|BỘ TRƯỞNG|THỐNG ĐỐC|TỔNG THANH TRA|CHỦ NHIỆM|CHÁNH ÁN|VIỆN TRƯỞNG|"
    r"TỔNG GIÁM ĐỐC|GIÁM ĐỐC|"
    r"TỔNG CỤC TRƯỞNG|CỤC TRƯỞNG|TRƯỞNG BAN|CHÁNH THANH TRA|CHÁNH)) (?=\S)",
    re.IGNORECASE,
)


def central(printed: str) -> Body | None:
    """The central or provincial body whose name *printed* begins with; the longest name wins.

    >>> central("BỘ TRƯỞNG BỘ Y TẾ").name, central("SỞ NỘI VỤ") is None
    ('Bộ Y tế', True)
    """
    words = tables.fold(_HEADS.sub("", printed))
    for name, folded in _names():
        if words == folded or (words.startswith(folded) and not words[len(folded)].isalnum()):
            return Body(name, "central")
    return None


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Names of central bodies and their folded forms, the longest first."""
    names = {i.name for i in tables.issuers() if i.central} | _PARTY
    pairs = [(name, tables.fold(name).removesuffix(" dang")) for name in names]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[1])))


# Organs of the Party's centre: no sign tells them apart, all write "/TW" (facts/rules.md).
_PARTY = {"Bộ Chính trị, Ban Bí thư", "Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương Đảng"}

_PARTY_COMMITTEE = re.compile(r"(TỈNH|THÀNH|HUYỆN|QUẬN|ĐẢNG) (?:ỦY|UỶ|BỘ) ?(.*)", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:SỞ|BAN|CỤC|TỔNG CỤC|CHI CỤC|VĂN PHÒNG|TRUNG TÂM|THANH TRA|CÔNG AN|THUẾ|KHO BẠC|BẢO HIỂM|"
    r"TRƯỜNG|VIỆN|HỘI ĐỒNG|"
    r"LIÊN ĐOÀN|ĐOÀN|HỘI|TÒA ÁN|UBMTTQ|ỦY BAN|BỘ|ĐẢNG ỦY|NGÂN HÀNG) \S"
)


def other(printed: str, province: str | None) -> Body | None:
    """Any other body by its printed name: a department, an office, a Party committee."""
    party = _PARTY_COMMITTEE.match(printed)
    if party and (found := province_folds().get(tables.fold(party[2] or province or ""))):
        return Body(f"{party[1].capitalize()} ủy {found}", "provincial", found)
    if not _OTHER.match(printed):
        return None
    name = printed.lower().capitalize() if printed.isupper() else printed
    if printed.isupper():
        name = _known_name(printed) or name
    if re.search(r"quốc gia|nhà nước về|trung ương", name, re.IGNORECASE):
        return Body(name, "central")
    regional = re.match(r"(?:Chi cục|Thuế|Kho bạc|Bảo hiểm|Cục)\b.*(?:khu vực|tỉnh|thành phố)", name)
    return Body(name, "regional" if regional else "provincial", province)


def _known_name(printed: str) -> str | None:
    """The printed name as the tables spell it."""
    folded = tables.fold(printed)
    return next((name for name in _spelt() if tables.fold(name) == folded), None)


@cache
def _spelt() -> tuple[str, ...]:
    return tuple({i.name for i in tables.issuers()} | {a.name for a in tables.agencies()})

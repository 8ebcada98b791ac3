"""A body's full name and its place in the order of government, from its name as printed in a letterhead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg import tables
from kg.extract.home import leading_province, province_folds, province_type
from kg.models import Level


@dataclass(frozen=True, slots=True)
class Body:
    """An issuer under its full name, with its place in the order of government."""

    name: str
    level: Level
    province: str | None = None
    chairman: bool = False


def body_of(printed: str, date: str | None, place: str | None, province: str | None = None) -> Body | None:
    """The body that *printed* names, in a document of this date and place; *province* is what the letterhead says.

    >>> body_of("SỞ NỘI VỤ", "2024-02-21", "Nghệ An").name, body_of("BỘ TRƯỞNG BỘ Y TẾ", None, "Hà Nội").name
    ('Sở Nội vụ tỉnh Nghệ An', 'Bộ Y tế')
    """
    where = province or (province_folds().get(tables.fold(place)) if place else None)
    found = committee(printed, date, place) or central(printed)
    return found or _party_committee(printed, where) or _other(printed, date, where)


_COMMITTEE = re.compile(
    r"(?P<chair>(?:PHÓ )?CHỦ TỊCH )?(?P<body>(?:ỦY|UỶ|ỦỶ) BAN NHÂN D[AÂ]N|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND)"
    r"(?: (?P<level>TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU))?"
    r"(?: (?P<name>\d{1,2}(?= |$)|[^\d(),.;:/]+?))?(?= ?(?:[-–]{2,}|_{2,}|KHÓA|KHOÁ|KỲ HỌP|NHIỆM KỲ|"
    r"CỘNG H[OÒ]|SỞ |VĂN PHÒNG|PHÒNG |[\d(),.;:/]|$))",
    re.IGNORECASE,
)
_SHORT = {"ỦY": "UBND", "UỶ": "UBND", "ỦỶ": "UBND", "UB": "UBND", "HỘ": "HĐND", "HĐ": "HĐND"}
_LEVELS: dict[str, Level] = {
    "tỉnh": "provincial", "thành phố": "provincial", "huyện": "district", "quận": "district",
    "thị xã": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip


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
    if province and level == "thành phố" and province_type(province, date) == "tỉnh":
        return f"{level} {province}", "district", province  # the capital that bears its province's name
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
    r"TỔNG CỤC TRƯỞNG|CỤC TRƯỞNG|TRƯỞNG BAN|CHÁNH THANH TRA|CHÁNH|TỔNG(?= KIỂM TOÁN))) (?=\S)",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"\s*[-–]\s*")


def central(printed: str) -> Body | None:
    """The central body whose name *printed* begins with; the longest name wins.

    >>> central("BỘ LAO ĐỘNG-THƯƠNG BINH VÀ XÃ HỘI").name, central("SỞ NỘI VỤ")
    ('Bộ Lao động - Thương binh và Xã hội', None)
    """
    words = tables.fold(_HYPHEN.sub(" - ", _HEADS.sub("", printed)))
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

_PARTY_COMMITTEE = re.compile(
    r"(?:(?P<seat>TỈNH|THÀNH|HUYỆN|QUẬN|THỊ) (?:ỦY|UỶ)|ĐẢNG (?:ỦY|UỶ|BỘ) "
    r"(?P<level>TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU))(?: (?P<name>[^\d(),.;:/*]+))?",
    re.IGNORECASE,
)
# The committee of a province or district has a name of its own, that of a commune is "Đảng ủy xã".
_SEATS = {"tỉnh": "tỉnh", "thành phố": "thành", "huyện": "huyện", "quận": "quận", "thị xã": "thị"}


def _party_committee(printed: str, province: str | None) -> Body | None:
    """A local committee of the Party: "ĐẢNG BỘ HUYỆN TIÊN LÃNG" heads the letters of Huyện ủy Tiên Lãng."""
    match = _PARTY_COMMITTEE.match(printed)
    if match is None:
        return None
    level = (match["level"] or "").lower()
    seat = (match["seat"] or "").lower() or _SEATS.get(level)
    name = _proper((match["name"] or "").strip(" -"))
    if seat is None:
        return Body(f"Đảng ủy {level} {name}", "commune") if name else None
    found = province_folds().get(tables.fold(name or province or ""))
    if found and seat in ("tỉnh", "thành"):
        return Body(f"{seat.capitalize()} ủy {found}", "provincial", found)
    return Body(f"{seat.capitalize()} ủy {name}", "district") if name and seat != "tỉnh" else None


_OTHER = re.compile(
    r"(?:SỞ|BAN|CỤC|TỔNG CỤC|CHI CỤC|VĂN PHÒNG|TRUNG TÂM|THANH TRA|CÔNG AN|THUẾ|KHO BẠC|BẢO HIỂM|"
    r"TRƯỜNG|VIỆN|HỘI ĐỒNG|"
    r"LIÊN ĐOÀN|ĐOÀN|HỘI|TÒA ÁN|UBMTTQ|ỦY BAN|BỘ|ĐẢNG ỦY|NGÂN HÀNG) \S"
)
# These are a province's own: their full name says whose ("Sở Nội vụ tỉnh Nghệ An").
_PROVINCE_S_OWN = ("Sở ", "Trung tâm Phục vụ hành chính công")
_UNIT_NAME = re.compile(r"\b(tỉnh|thành phố) (.+)$")


def _other(printed: str, date: str | None, province: str | None) -> Body | None:
    """Any other body by its printed name: a department, an office, a branch of a central body."""
    if not _OTHER.match(printed):
        return None
    name = spelt(printed) if printed.isupper() else printed
    if re.search(r"quốc gia|nhà nước về|trung ương", name, re.IGNORECASE):
        return Body(name, "central")
    if province and name.startswith(_PROVINCE_S_OWN) and tables.fold(province) not in tables.fold(name):
        name = f"{name} {province_type(province, date)} {province}"
    regional = re.match(r"(?:Chi cục|Thuế|Kho bạc|Bảo hiểm|Cục)\b.*(?:khu vực|tỉnh|thành phố)", name)
    return Body(name, "regional" if regional else "provincial", province)


def spelt(printed: str) -> str:
    """A name in capitals in normal case, as the tables spell it where they know it.

    >>> spelt("SỞ NỘI VỤ"), spelt("THUẾ TỈNH VĨNH LONG")
    ('Sở Nội vụ', 'Thuế tỉnh Vĩnh Long')
    """
    return _known().get(tables.fold(printed)) or _named_place(printed.lower().capitalize())


def _named_place(name: str) -> str:
    """*name* with the province at its end in normal case: "Thuế tỉnh vĩnh long" → "Thuế tỉnh Vĩnh Long"."""
    match = _UNIT_NAME.search(name)
    found = leading_province(match[2]) if match else None
    return f"{name[: match.start(2)]}{found[0]}" if match and found else name


@cache
def _known() -> dict[str, str]:
    """Folded name → name; a letterhead leaves out the "tỉnh" at the end."""
    names = sorted({i.name for i in tables.issuers()} | {a.name for a in tables.agencies()})
    bare = [name.removesuffix(" tỉnh") for name in names]
    return {tables.fold(name): name for name in (*bare, *names)}

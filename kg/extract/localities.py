"""The place in an issuer's name: named after "tỉnh", "huyện", "xã", or the citing document's own."""

from __future__ import annotations

import re
from functools import cache

from kg import tables
from kg.extract.free_names import OTHER
from kg.extract.home import PROPER, Home, leading_province

# Behind a blank line another paragraph or cell begins: "… của UBND huyện" beside "Phòng Nội vụ".
_BLANK, _PROPER = re.compile(r"(?!\s*\n\s*\n)\s+"), re.compile(PROPER)
# In the next cell of a table stands another body: "… của UBND huyện" above "Phòng Nội vụ", "Công an huyện".
_BODY_BELOW = re.compile(rf"[^\S\n]*\n\s*{OTHER}(?!\w)")
_NUMBERED = re.compile(r"\d{1,2}(?![\w/.-])")


def place_after(text: str, at: int, level: str, home: Home) -> tuple[str | None, int]:
    """The place that follows a level word at *at*, else the home place of that level."""
    blank = _BLANK.match(text, at)
    after = blank.end() if blank else at
    if level in ("tỉnh", "thành phố") and blank and (found := leading_province(text[after : after + 40])):
        return f"{level} {found[0]}", after + found[1]
    if level in ("quận", "phường") and blank and (number := _NUMBERED.match(text, after)):
        return f"{level} {number[0]}", number.end()
    if level not in ("tỉnh", ""):
        name = _PROPER.match(text, after) if blank else None
        if name and (known := _local_name(level, name[0], home, sure=not _BODY_BELOW.match(text, at))):
            return f"{level} {' '.join(known.split())}", after + len(known)
    return _home_place(level, home), at


def _local_name(level: str, printed: str, home: Home, *, sure: bool) -> str | None:
    """How much of the capitalised words *printed* is the name of a district or commune; a known one, if not *sure*."""
    words = printed.split()
    names = _names(level)
    for length in range(min(4, len(words)), 0, -1):
        folded = tables.fold(" ".join(words[:length]))
        if folded in names or folded == tables.fold(home.commune or ""):
            return printed[: _length(printed, length)]
    # Communes are not all known by name: two capitalised syllables are the usual case.
    return None if level == "thành phố" or not sure else printed[: _length(printed, min(2, len(words)))]


@cache
def _names(level: str) -> frozenset[str]:
    """The folded names of all units of a level: "huyện", "xã"."""
    districts = {tables.fold(unit.name) for unit in tables.districts() if unit.type == level}
    return frozenset(districts | {tables.fold(unit.name) for unit in tables.communes() if unit.type == level})


def _length(printed: str, words: int) -> int:
    ends = [m.end() for m in re.finditer(r"\S+", printed)]
    return ends[words - 1]


def _home_place(level: str, home: Home) -> str | None:
    if level == "thành phố" == home.district_type and home.district:
        return f"{level} {home.district}"
    if level in ("tỉnh", "thành phố") and (province := _home_province(level, home)):
        return f"{level} {province}"
    if level in ("huyện", "quận", "thị xã", "thành phố") and home.district:
        return f"{home.district_type} {home.district}"
    if level in ("xã", "phường", "thị trấn", "đặc khu") and home.commune:
        return f"{home.commune_type} {home.commune}"
    if level == "" and home.province and home.level == "provincial":
        return f"{home.province_type} {home.province}"
    return None


_UNIT_NAME = re.compile(rf"\s+(?:(?:tỉnh|thành\s+phố|huyện|quận|Thành\s+phố|Tỉnh)\s+)?({PROPER})")


def committee_place(text: str, at: int, home: Home, level: str) -> tuple[str, int] | None:
    """The name of a Party committee's place at *at* ("Tỉnh ủy Nghệ An"), or the home's, and where it ends."""
    match = _UNIT_NAME.match(text, at)
    if match and level in ("tỉnh", "thành phố") and (found := leading_province(match[1])):
        return found[0], match.start(1) + found[1]
    sure = _BODY_BELOW.match(text, at) is None
    if match and level not in ("tỉnh", "thành phố") and (name := _local_name(level, match[1], home, sure=sure)):
        return " ".join(name.split()), match.start(1) + len(name)
    own = _home_province(level, home) if level in ("tỉnh", "thành phố") else home.district
    again = _LEVEL_AGAIN.match(text, at)  # "Thành ủy Thành phố về việc"
    return (own, again.end() if again else at) if own else None


_LEVEL_AGAIN = re.compile(r"\s+(?:[Tt]ỉnh|[Tt]hành\s+phố)(?=\s+[^\W\d_A-ZĐỦỨ]|\s*[,;.)])")


def _home_province(level: str, home: Home) -> str | None:
    """The home's province as "tỉnh" or "thành phố": of one that has become a city, "tỉnh" means what it was.

    >>> _home_province("tỉnh", Home(province="Huế", province_type="thành phố"))
    'Thừa Thiên Huế'
    """
    if level == "tỉnh" and home.province_type == "thành phố":
        former = next((unit.former_name for unit in tables.provinces() if unit.name == home.province), None)
        if former:
            return former
    return home.province_of(level)

"""Where the citing document stands: what "UBND tỉnh", "Thành ủy" or "UBND huyện" mean in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from kg import tables
from kg.extract.rules import begins_word
from kg.models import Header, Level
from kg.tables.letters import UPPER

# A proper name: capitalised syllables, at most five ("Bà Rịa - Vũng Tàu"), some with an apostrophe ("Đắk R'Lấp").
_SYLLABLE = rf"[{UPPER}][^\W\d_]*(?:['’] ?[^\W\d_]+)?"
PROPER = rf"{_SYLLABLE}(?:(?:\s+-\s+|\s*-\s*|\s+){_SYLLABLE}){{0,4}}"
_PROVINCE_WORD = re.compile(rf"(?:tỉnh|[tT]hành\s+phố|TP\.?|TỈNH|THÀNH\s+PHỐ|Tỉnh)\s+({PROPER})")
_DISTRICT_WORD = re.compile(rf"\b([Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hành phố)\s+({PROPER})")


@dataclass(frozen=True, slots=True)
class Home:
    """The citing document's own place: canonical names, without "tỉnh", "huyện", "xã".

    ``province_type`` is "tỉnh" or "thành phố" as of the document's date; ``district_type`` and
    ``commune_type`` are as printed ("huyện", "xã"). ``near`` is the issuer named last in the text: in a
    plan of a city "Đảng bộ tỉnh" can only be the province spoken of.
    """

    level: Level | None = None
    date: str | None = None
    province: str | None = None
    province_type: str = "tỉnh"
    district: str | None = None
    district_type: str = "huyện"
    commune: str | None = None
    commune_type: str = "xã"
    near: str | None = None

    def province_of(self, kind: str) -> str | None:
        """The province that "tỉnh" or "thành phố" (*kind*) without a name means here."""
        if self.province and kind == self.province_type:
            return self.province
        named = re.search(rf"(?:{kind}|[Tt]ỉnh ủy|Thành ủy) (.+)$", self.near or "")
        return named[1] if named else None


def find_home(header: Header, text: str) -> Home:
    """Tell the document's place from its header, and what the header leaves open from its text."""
    if header.level == "central":
        return Home(level="central", date=header.date)
    commune = _named(header.issuer, r"(?:UBND|HĐND|Đảng ủy) (xã|phường|thị trấn|đặc khu)")
    district = _named(header.issuer, r"(?:UBND|HĐND) (huyện|quận|thị xã|thành phố)") or _seat(header.issuer)
    province = header.province or _most_named_province(text)
    if header.level == "commune" and district is None:
        district = _most_named_district(text, province)
    if header.level not in ("district", "commune"):
        district = None
    return Home(
        level=header.level,
        date=header.date,
        province=province,
        province_type=province_type(province, header.date),
        district=district[1] if district else None,
        district_type=district[0] if district else "huyện",
        commune=commune[1] if commune else None,
        commune_type=commune[0] if commune else "xã",
    )


def _named(issuer: str | None, lead: str) -> tuple[str, str] | None:
    match = re.search(lead + r" (.+)$", issuer or "")
    return (match[1], match[2]) if match else None


_SEATS = {"Huyện": "huyện", "Quận": "quận", "Thị": "thị xã", "Thành": "thành phố"}


def _seat(issuer: str | None) -> tuple[str, str] | None:
    """The district of a Party committee: "Thị ủy Kỳ Anh" sits in thị xã Kỳ Anh."""
    match = re.match(r"(Huyện|Quận|Thị|Thành) ủy (.+)$", issuer or "")
    return (_SEATS[match[1]], match[2]) if match else None


def province_type(name: str | None, date: str | None) -> str:
    """ "tỉnh" or "thành phố": what the province was called on *date* (ISO; None: the latest).

    >>> province_type("Hải Phòng", "2023-01"), province_type("Nghệ An", None)
    ('thành phố', 'tỉnh')
    """
    for unit in (*tables.provinces_at(date), *tables.provinces()):
        if name in (unit.name, unit.former_name):
            return unit.type_at(date or _TODAY) if name == unit.name else "tỉnh"
    return "tỉnh"


# Later than any date in the tables: what has no date is taken to be as it is now.
_TODAY = "9999"


@cache
def province_folds() -> dict[str, str]:
    """Folded name or alias of every province, old and new → its canonical name."""
    names: dict[str, str] = {}
    for unit in tables.provinces():
        for alias in (unit.name, *unit.aliases):
            names.setdefault(tables.fold(alias), unit.name)
        if unit.former_name:
            names[tables.fold(unit.former_name)] = unit.former_name
    return names


def leading_province(words: str) -> tuple[str, int] | None:
    """The province whose name *words* begin with, and how many characters the name takes.

    >>> leading_province("Thừa Thiên Huế (nay là thành phố Huế)")
    ('Thừa Thiên Huế', 14)
    """
    for match in reversed(list(re.finditer(r"[^\W\d_]+(?=\W|$)", words[:40]))):
        name = province_folds().get(tables.fold(re.sub(r"\s+", " ", words[: match.end()])))
        if name:
            return name, match.end()
    return None


def _most_named_province(text: str) -> str | None:
    named = (m[1] for m in _PROVINCE_WORD.finditer(text) if begins_word(text, m.start()))
    counts = Counter(found[0] for words in named if (found := leading_province(words)))
    return counts.most_common(1)[0][0] if counts else None


def _most_named_district(text: str, province: str | None) -> tuple[str, str] | None:
    """The district named most often, of those that the province has (or of any, if it is not known)."""
    slugs = {unit.slug for unit in tables.provinces() if unit.name == province}
    known = {tables.fold(d.name) for d in tables.districts() if province is None or d.province in slugs}
    counts: Counter[tuple[str, str]] = Counter()
    for match in _DISTRICT_WORD.finditer(text):
        for length in (3, 2, 1):
            name = " ".join(match[2].split()[:length])
            if tables.fold(name) in known:
                counts[match[1].lower(), name] += 1
                break
    return counts.most_common(1)[0][0] if counts else None

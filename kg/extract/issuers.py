"""Who issued a cited document: the phrase after "của", or what the sign makes certain.

Names are resolved to full names with their place: "UBND tỉnh" in a plan of Quảng Ninh is "UBND tỉnh
Quảng Ninh". Forms: survey, section 11.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kg import tables
from kg.extract.home import PROPER, Home, leading_province
from kg.extract.rules import LOWER, UPPER, spaced
from kg.extract.signs import Sign

UBND = r"(?:UBND|[ỦUỶ][yỷỵ] [bh]an [nN]hân [dD]ân|Uỷ ban nhân dân|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)"
HDND = r"(?:HĐND|Hội đồng [nN]hân dân|HỘI ĐỒNG NHÂN DÂN|HĐNĐ)"
_HEAD = (
    r"(?:(?P<head>(?:Phó )?(?:Chủ tịch|CHỦ TỊCH)|Chủ nhiệm|Giám đốc|Cục trưởng|Tổng cục trưởng|Chánh Thanh tra|"
    r"Chánh Văn phòng|Trưởng [Bb]an|Viện trưởng|Chánh án|Thường trực|Trưởng ban|Tổng Giám đốc) )?"
)
_LEVELS = (
    r"(?P<level>tỉnh|TỈNH|Tỉnh|[tT]hành phố|THÀNH PHỐ|Thành Phố|TP\.?|Tp\.?|huyện|Huyện|HUYỆN|quận|Quận|QUẬN|"
    r"thị xã|Thị xã|THỊ XÃ|xã|Xã|XÃ|phường|Phường|PHƯỜNG|thị trấn|Thị trấn|đặc khu|Đặc khu)"
)


@dataclass(frozen=True, slots=True)
class IssuerMention:
    """An issuer with its place in the text and its full name."""

    start: int
    end: int
    name: str
    rule: str


@dataclass(frozen=True)
class _Form:
    """A form of issuer: what it looks like, and the full name that a match stands for."""

    name: str
    pattern: re.Pattern[str]
    full: Callable[[re.Match[str], Home], tuple[str, int] | None]


def issuer_at(text: str, at: int, home: Home) -> IssuerMention | None:
    """The issuer whose name begins exactly at *at*.

    >>> issuer_at("UBND tỉnh về việc", 0, Home(province="Quảng Ninh")).name
    'UBND tỉnh Quảng Ninh'
    >>> issuer_at("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ hướng dẫn", 0, Home()).name
    'Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ'
    """
    for form in _forms():
        match = form.pattern.match(text, at)
        if match and (found := form.full(match, home)):
            return IssuerMention(at, found[1], found[0], form.name)
    return None


def issuer_of_sign(sign: Sign, date: str | None) -> str | None:
    """The issuer that the sign alone makes certain (NĐ-CP, QĐ-TTg, QH15, TT-BTC), else None.

    *date* is the cited document's, as far as it is known: codes have changed hands.
    """
    names = [
        _central_issuer(code, date or (str(sign.year) if sign.year else None)) for code in sign.issuer_codes
    ]
    if sign.type_code in _JOINT:
        return ", ".join(name for name in names if name) if names and all(names) else None
    return names[0] if names else None


# Types of which all the codes name issuers; of other types those after the first name a unit.
_JOINT = frozenset({"TTLT", "TTLB", "NQLT"})


def _central_issuer(code: str, date: str | None) -> str | None:
    found = tables.issuers_of_code(code, date) or tables.issuers_of_code(code)
    certain = found and found[0].central and found[0].code not in _AMBIGUOUS
    return re.sub(r" khóa .*$", "", found[0].name) if certain else None


# Signs that stand for several bodies (facts/issuers.csv): three organs of the Party, Cục Thuế or Chỉ thị.
_AMBIGUOUS = frozenset({"TW", "CT", "BCĐ", "BCĐTW"})


def local_issuer(sign: Sign, home: Home) -> str | None:
    """The home province's department that a local code names ("SNV" → "Sở Nội vụ tỉnh Quảng Ninh")."""
    code = sign.issuer_codes[0] if sign.issuer_codes else ""
    for issuer in tables.issuers_of_code(code, home.date):
        if issuer.name.startswith("Sở ") and home.province:
            return f"{issuer.name} {home.province_type} {home.province}"
    return None


def _central(name: str) -> Callable[[re.Match[str], Home], tuple[str, int]]:
    return lambda match, home: (name, match.end())


def _ministry(match: re.Match[str], home: Home) -> tuple[str, int] | None:
    """A ministry's name: the longest that the table knows, else the capitalised words that follow."""
    lead = "Bộ trưởng " if match["head"] else ""
    for length, name in _ministries(match.string[match.start("bo") : match.start("bo") + 60]):
        return lead + name, match.start("bo") + length
    generic = re.compile(
        rf"(?:Bộ|BỘ)\s+[{UPPER}][^\W\d_]*(?:(?:\s+|\s*,\s+|\s*-\s*)(?:và\s+)?[{UPPER}{LOWER}][^\W\d_]*){{0,3}}"
    ).match(match.string, match.start("bo"))
    return (
        None
        if generic is None or match["head"] is None
        else ("Bộ trưởng " + _flat(generic[0]), generic.end())
    )


def _ministries(words: str) -> list[tuple[int, str]]:
    """Ministries that *words* begin with, the longest first, as (characters taken, name)."""
    found = []
    for pattern, name in _ministry_patterns():
        if match := pattern.match(words):
            found.append((match.end(), name))
    return sorted(found, reverse=True)


@cache
def _ministry_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    names = {i.name for i in tables.issuers() if i.name.startswith("Bộ ") and i.central}
    return tuple((_loose(name), name) for name in sorted(names, key=len, reverse=True))


def _loose(name: str) -> re.Pattern[str]:
    """A name with any white space and comma between its words, in any case."""
    words = [re.escape(w) for w in re.findall(r"[^\W_]+", name)]
    return re.compile(r"(?:\s*[,-]\s*|\s+)".join(words) + r"(?![^\W_])", re.IGNORECASE)


def _flat(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def _local(body: str) -> Callable[[re.Match[str], Home], tuple[str, int] | None]:
    """A People's Committee or Council: its level as printed, its place as printed or the home's."""

    def full(match: re.Match[str], home: Home) -> tuple[str, int] | None:
        head = "Chủ tịch " if match["head"] and "tịch" in match["head"].lower() else ""
        level = _flat(match["level"] or "").lower().replace("tp.", "thành phố").replace("tp", "thành phố")
        place, end = _place(match.string, match.end(), level, home)
        if place is None:
            return None
        return f"{head}{body} {place}", end

    return full


def _place(text: str, at: int, level: str, home: Home) -> tuple[str | None, int]:
    """The place that follows a level word at *at*, else the home place of that level."""
    blank = re.compile(r"\s+").match(text, at)
    after = blank.end() if blank else at
    if level in ("tỉnh", "thành phố") and blank and (found := leading_province(text[after : after + 40])):
        return f"{level} {found[0]}", after + found[1]
    if level not in ("tỉnh", ""):
        name = re.compile(PROPER).match(text, after) if blank else None
        if name and (known := _local_name(level, name[0], home)):
            return f"{level} {known}", after + len(known)
    return _home_place(level, home), at


def _local_name(level: str, printed: str, home: Home) -> str | None:
    """How much of the capitalised words *printed* is the name of a district or commune."""
    words = printed.split()
    names = {tables.fold(d.name) for d in tables.districts()} | {tables.fold(home.commune or "")}
    for length in range(min(4, len(words)), 0, -1):
        if tables.fold(" ".join(words[:length])) in names:
            return printed[: _length(printed, length)]
    # Communes are not all known by name: two capitalised syllables are the usual case.
    return None if level == "thành phố" else printed[: _length(printed, min(2, len(words)))]


def _length(printed: str, words: int) -> int:
    ends = [m.end() for m in re.finditer(r"\S+", printed)]
    return ends[words - 1]


def _home_place(level: str, home: Home) -> str | None:
    if level in ("tỉnh", "thành phố") and (province := home.province_of(level)):
        return f"{level} {province}"
    if level in ("huyện", "quận", "thị xã", "thành phố") and home.district:
        return f"{home.district_type} {home.district}"
    if level in ("xã", "phường", "thị trấn", "đặc khu") and home.commune:
        return f"{home.commune_type} {home.commune}"
    if level == "" and home.province and home.level == "provincial":
        return f"{home.province_type} {home.province}"
    return None


def _party(match: re.Match[str], home: Home) -> tuple[str, int] | None:
    """A Party committee: "Ban Thường vụ Tỉnh ủy", "Ban Chấp hành Đảng bộ tỉnh", "Huyện ủy"."""
    organ = _flat(match["organ"] or "")
    body = _flat(match["body"])
    level = {"t": "tỉnh", "h": "huyện", "q": "quận"}.get(tables.fold(body)[0], "tỉnh")
    if tables.fold(body).startswith("thanh"):
        level = "thành phố"
    if "bộ" in body.lower():
        level = _flat(body).split(" ", 2)[2].lower()
    named = _party_place(match.string, match.end(), home, level)
    prefix = f"{organ} " if organ else ""
    if named is None:
        return None
    place, end = named
    if "bộ" in body.lower():
        return f"{prefix}Đảng bộ {level} {place}", end
    return f"{prefix}{_committee(body)} {place}", end


def _committee(body: str) -> str:
    first = _flat(body).split(" ")[0].capitalize()
    return f"{first} ủy"


def _party_place(text: str, at: int, home: Home, level: str) -> tuple[str, int] | None:
    match = re.compile(rf"\s+(?:(?:tỉnh|thành\s+phố|huyện|quận|Thành\s+phố|Tỉnh)\s+)?({PROPER})").match(
        text, at
    )
    if match and level in ("tỉnh", "thành phố") and (found := leading_province(match[1])):
        return found[0], match.start(1) + found[1]
    if match and level not in ("tỉnh", "thành phố") and (name := _local_name(level, match[1], home)):
        return name, match.start(1) + len(name)
    own = home.province_of(level) if level in ("tỉnh", "thành phố") else home.district
    return (own, at) if own else None


def _department(match: re.Match[str], home: Home) -> tuple[str, int] | None:
    """A provincial department or office, with the place that follows or the home province."""
    for pattern, name in _department_patterns():
        found = pattern.match(match.string, match.start("body"))
        if found:
            place, end = _after_department(match.string, found.end(), home)
            return (f"{name} {place}" if place else name), end
    return None


def _after_department(text: str, at: int, home: Home) -> tuple[str | None, int]:
    follows = re.compile(r"\s+(tỉnh|[tT]hành\s+phố)(?=\s)").match(text, at)
    if follows:
        place, end = _place(text, follows.end(), follows[1].lower(), home)
        return place, end
    own = f"{home.province_type} {home.province}" if home.province else None
    return own, at


@cache
def _department_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    names = {i.name for i in tables.issuers() if i.name.startswith("Sở ")}
    return tuple((_loose(name), name) for name in sorted(names, key=len, reverse=True))


def _office(match: re.Match[str], home: Home) -> tuple[str, int] | None:
    """ "Văn phòng UBND tỉnh": the office of a committee that is itself an issuer."""
    inner = issuer_at(match.string, match.end(), home)
    return (f"Văn phòng {inner.name}", inner.end) if inner and "UBND" in inner.name else None


# Words that end a free name: what follows speaks of the document, not of its issuer.
_STOP = (
    r"(?=\s+(?:về|ban hành|phê duyệt|quy định|Quy định|hướng dẫn|sửa đổi|thực hiện|triển khai|công bố|ngày|năm|"
    r"tại|đã|được|và các|và Nghị|và Quyết|và Thông|và Kế|và Công|có hiệu lực|trong|để|thì|là|cho|đối với|bãi bỏ|"
    r"tiếp tục|tăng cường|giao|kết luận|trình|theo|V/v)\b|\s*[,;.:()\[\]“\"|]|\s*\n\n|\s*$)"
)


# "về" goes on with a committee's name ("Ban Chỉ đạo về phát triển khoa học") unless a document follows.
_STOP_COMMITTEE = (
    r"(?= (?:về việc|về (?:Kế hoạch|Chương trình|ban hành|phê duyệt|tổ chức)|ban hành|phê duyệt|ngày|triển khai|thực hiện|"
    r"quy định|hướng dẫn)(?!\w)| ?[;.()\[\]“\"|]| ?\n\n| ?, (?:[ỦU]|UBND|Nghị|Quyết|Kế|Công)| ?$)"
)


def _steering(match: re.Match[str], home: Home) -> tuple[str, int]:
    """A steering committee: its whole name, with the home's name after "tỉnh"."""
    level = _flat(match["level"] or "").lower()
    place, end = (
        _place(match.string, match.end(), level, home)
        if level in ("tỉnh", "thành phố")
        else (None, match.end())
    )
    name = _flat(match[0])
    return (f"{name[: -len(level)]}{place}" if place else name), end


def _free(match: re.Match[str], home: Home) -> tuple[str, int]:
    return _flat(match[0]), match.end()


def _form(name: str, pattern: str, full: Callable[[re.Match[str], Home], tuple[str, int] | None]) -> _Form:
    return _Form(name, re.compile(spaced(pattern)), full)


@cache
def _forms() -> tuple[_Form, ...]:
    """Every form of issuer, the more special before the more general."""
    central_party = r"(?:Hội nghị (?:lần thứ (?:\w+|\w+ \w+),? )?)?"
    return (
        _form("issuer.office", rf"(?:Văn phòng|VP) (?={UBND}|{HDND})", _office),
        _form(
            "issuer.government-office",
            r"Bộ trưởng,? Chủ nhiệm Văn phòng Chính phủ",
            _central("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"),
        ),
        _form("issuer.pm", r"(?:Thủ [tT]ư[ớởơ]ng|THỦ TƯỚNG) (?:Ch[íỉ]nh phủ|CHÍNH PHỦ)", _central("Thủ tướng Chính phủ")),
        _form("issuer.government-office", r"Văn phòng Chính phủ", _central("Văn phòng Chính phủ")),
        _form("issuer.inspectorate", r"(?:Tổng )?[Tt]hanh tra Chính phủ", _central("Thanh tra Chính phủ")),
        _form("issuer.government", r"(?:[Cc]h[íỉ]nh phủ|CHÍNH PHỦ|Chính Phủ)", _central("Chính phủ")),
        _form("issuer.standing-committee", r"(?:[ỦUỶ][yỷ] ban [Tt]hường vụ Quốc hội|UBTVQH|ỦY BAN THƯỜNG VỤ QUỐC HỘI)", _central("Ủy ban Thường vụ Quốc hội")),
        _form("issuer.assembly", r"(?:Quốc hội|QUỐC HỘI)(?! và)", _central("Quốc hội")),
        _form("issuer.council-of-ministers", r"Hội đồng [Bb]ộ trưởng", _central("Hội đồng Bộ trưởng")),
        _form("issuer.president", r"Chủ tịch nước", _central("Chủ tịch nước")),
        _form("issuer.politburo", r"Bộ [Cc]hính trị(?:,? Ban Bí thư)?(?: kh[óo][aá] [XVI]+)?", _central("Bộ Chính trị")),
        _form("issuer.secretariat", r"Ban Bí thư(?: (?:Ban Chấp hành )?Trung ương(?: Đảng)?)?", _central("Ban Bí thư")),
        _form(
            "issuer.central-committee",
            rf"{central_party}(?:Ban [Cc]hấp hành|BCH) (?:Trung ương|TW)(?: Đảng)?(?: Cộng sản Việt Nam)?(?: kh[oó][aá] [XVI]+)?",
            _central("Ban Chấp hành Trung ương Đảng"),
        ),
        _form("issuer.central-committee", r"Hội nghị (?:lần thứ \w+ |)?Trung ương(?: Đảng)?(?: lần thứ \w+)?", _central("Ban Chấp hành Trung ương Đảng")),
        _form("issuer.ministry", r"(?P<head>(?:Thứ trưởng|Bộ trưởng) )?(?P<bo>(?:Bộ|BỘ) )(?=[^\W\d_])", _ministry),
        _form("issuer.committee", rf"{_HEAD}{UBND}(?: {_LEVELS})?", _local("UBND")),
        _form("issuer.council", rf"{_HEAD}{HDND}(?: {_LEVELS})?", _local("HĐND")),
        _form(
            "issuer.party",
            r"(?P<organ>Ban Thường vụ|BTV|Ban Chấp hành|BCH|Thường trực)? ?"
            r"(?P<body>Tỉnh [uủ][ỷy]|Thành [uủ][ỷy]|Huyện [uủ][ỷy]|Quận [uủ][ỷy]|Thị [uủ][ỷy]|"
            r"Đảng bộ (?:tỉnh|[Tt]hành phố|huyện|quận|thị xã))",
            _party,
        ),
        _form("issuer.department", r"(?P<head>Giám đốc )?(?P<body>Sở )(?=[^\W\d_])", _department),
        _form("issuer.steering", rf"(?:Ban [Cc]hỉ đạo|BCĐ)(?:(?: về| thực hiện)? (?:[^;.()\[\]“\"|\n]|\n(?!\n)){{2,200}}?)?(?P<level> tỉnh| [tT]hành phố| Trung ương| quốc gia)?{_STOP_COMMITTEE}", _steering),
        _form(
            "issuer.other",
            rf"(?:(?:Chánh|Trưởng|Tổng|Cục trưởng|Giám đốc|Tổng cục trưởng|Liên|liên) ?)?"
            rf"(?:Ban|Cục|Tổng cục|Tổng Cục|Viện|Đảng ủy|Đảng uỷ|Văn phòng|Ủy ban|Uỷ ban|Hội đồng|Tòa án|Trung tâm|Liên đoàn|Chi cục|"
            rf"Bảo hiểm|Kho bạc|Kiểm toán|Ngân hàng|Tổng Kiểm toán|Hội|Công an|Thuế|Đoàn|Thường trực|Bộ|Sở|Phòng|Tổng Liên đoàn)"
            rf" (?:[^;.()\[\]“\"|\n]|\n(?!\n)){{2,120}}?{_STOP}",
            _free,
        ),
    )  # fmt: skip

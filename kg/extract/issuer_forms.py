"""The forms in which an issuer is written, the more special before the more general.

Central bodies are spelled in few ways and have one name; ministries and departments are looked up in
the table of issuers; committees, councils and Party committees take the place that follows them, or
the citing document's own. Anything else is a free name up to a word that speaks of the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from kg import tables
from kg.extract.free_names import NAME, OTHER, STOP, STOP_COMMITTEE
from kg.extract.home import Home
from kg.extract.localities import committee_place, place_after
from kg.extract.ministries import joint_ministries, ministry_at
from kg.extract.rules import spaced
from kg.tables.letters import LOWER, UPPER

Full: TypeAlias = Callable[[re.Match[str], Home], tuple[str, int] | None]
"""Tells the full name that a match stands for, and where it ends; None where it is no issuer."""

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
_TERM = r"(?: kh[óo][aá] [XVI]+)?"
_COMMITTEE = r"(?:Ban [Cc]hấp hành|BCH) (?:Trung ương|TW)(?: Đảng)?(?: Cộng sản Việt Nam)?"


@dataclass(frozen=True)
class IssuerForm:
    """A form of issuer: its rule's name, what it looks like, and the full name that a match stands for."""

    name: str
    pattern: re.Pattern[str]
    full: Full


# Central bodies: rule, spellings, the one name (survey, section 11; "Chỉnh phủ", "Thủ tưởng" are slips seen).
_CENTRAL: tuple[tuple[str, str, str], ...] = (
    (
        "issuer.government-office",
        r"Bộ trưởng ?,? Chủ nhiệm Văn phòng Chính phủ",
        "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
    ),
    ("issuer.pm", r"(?:Thủ [tT]ư[ớởơ]ng|THỦ TƯỚNG) (?:Ch[íỉ]nh phủ|CHÍNH PHỦ)", "Thủ tướng Chính phủ"),
    ("issuer.government-office", r"Văn phòng Chính phủ", "Văn phòng Chính phủ"),
    ("issuer.inspectorate", r"(?:Tổng )?[Tt]hanh tra Chính phủ", "Thanh tra Chính phủ"),
    ("issuer.government", r"Ch[íỉ]nh ph ?ủ", "Chính phủ"),
    (
        "issuer.standing-committee",
        r"(?:[ỦUỶ][yỷ] ban [Tt]hường vụ Quốc hội|UBTVQH|ỦY BAN THƯỜNG VỤ QUỐC HỘI)",
        "Ủy ban Thường vụ Quốc hội",
    ),
    ("issuer.assembly", r"(?:Quốc hội|QUỐC HỘI)(?! và)", "Quốc hội"),
    ("issuer.council-of-ministers", r"Hội đồng [Bb]ộ trưởng", "Hội đồng Bộ trưởng"),
    ("issuer.president", r"Chủ tịch nước", "Chủ tịch nước"),
    ("issuer.politburo", rf"Bộ [Cc]hính trị(?:,? Ban Bí thư)?{_TERM}", "Bộ Chính trị"),
    ("issuer.secretariat", rf"Ban Bí thư(?: (?:Ban Chấp hành )?Trung ương(?: Đảng)?)?{_TERM}", "Ban Bí thư"),
    (
        "issuer.central-committee",
        rf"(?:Hội nghị (?:lần thứ (?:\w+|\w+ \w+),? )?)?{_COMMITTEE}{_TERM}",
        "Ban Chấp hành Trung ương Đảng",
    ),
    (
        "issuer.central-committee",
        rf"Hội nghị (?:lần thứ \w+ )?Trung ương(?: Đảng)?(?: lần thứ \w+)?{_TERM}",
        "Ban Chấp hành Trung ương Đảng",
    ),
)


def _named(name: str) -> Full:
    return lambda match, home: (name, match.end())


def _ministry(match: re.Match[str], home: Home) -> tuple[str, int] | None:
    """A ministry's name: the longest that the table knows, else the capitalised words that follow."""
    lead = "Bộ trưởng " if match["head"] else ""
    if found := ministry_at(match.string, match.start("bo")):
        return lead + found[0], found[1]
    generic = re.compile(
        rf"(?:Bộ|BỘ)\s+[{UPPER}][^\W\d_]*(?:(?:\s+|\s*,\s+|\s*-\s*)(?:và\s+)?[{UPPER}{LOWER}][^\W\d_]*){{0,3}}"
    ).match(match.string, match.start("bo"))
    if generic is None or match["head"] is None:
        return None
    return "Bộ trưởng " + _flat(generic[0]), generic.end()


def _joint(match: re.Match[str], home: Home) -> tuple[str, int] | None:
    """ "liên Bộ Quốc phòng, Bộ LĐTBXH và Bộ Tài chính", "Liên Sở Lao động - …": each by its name."""
    names, end = joint_ministries(match.string, match.end(), match["kind"].capitalize())
    if match["kind"].capitalize() == "Sở" and home.province:
        names = [f"{name} {home.province_type} {home.province}" for name in names]
    return (", ".join(names), end) if names else None


def _flat(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def _local(body: str) -> Full:
    """A People's Committee or Council: its level as printed, its place as printed or the home's."""

    def full(match: re.Match[str], home: Home) -> tuple[str, int] | None:
        head = "Chủ tịch " if match["head"] and "tịch" in match["head"].lower() else ""
        level = _flat(match["level"] or "").lower().replace("tp.", "thành phố").replace("tp", "thành phố")
        place, end = place_after(match.string, match.end(), level, home)
        if place is None:
            return None
        return f"{head}{body} {place}", end

    return full


_ORGANS = {
    "ban thuong vu": "Ban Thường vụ",
    "btv": "Ban Thường vụ",
    "ban chap hanh": "Ban Chấp hành",
    "bch": "Ban Chấp hành",
    "thuong truc": "Thường trực",
}


def _party(match: re.Match[str], home: Home) -> tuple[str, int] | None:
    """A Party committee: "Ban Thường vụ Tỉnh ủy", "Ban Chấp hành Đảng bộ tỉnh", "Huyện ủy"."""
    organ = _ORGANS.get(tables.fold(_flat(match["organ"] or "")), "")
    body = _flat(match["body"])
    level = {"t": "tỉnh", "h": "huyện", "q": "quận"}.get(tables.fold(body)[0], "tỉnh")
    if tables.fold(body).startswith("thanh"):
        level = "thành phố"
    if "bộ" in body.lower():
        level = _flat(body).split(" ", 2)[2].lower()
    named = committee_place(match.string, match.end(), home, level)
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


def _department(match: re.Match[str], home: Home) -> tuple[str, int] | None:
    """A provincial department or office, with the place that follows or the home province."""
    found = ministry_at(match.string, match.start("body"), "Sở")
    if found is None:
        return None
    place, end = _after_department(match.string, found[1], home)
    return (f"{found[0]} {place}" if place else found[0]), end


def _after_department(text: str, at: int, home: Home) -> tuple[str | None, int]:
    follows = re.compile(r"\s+(tỉnh|[tT]hành\s+phố)(?=\s)").match(text, at)
    if follows:
        place, end = place_after(text, follows.end(), follows[1].lower(), home)
        return place, end
    own = f"{home.province_type} {home.province}" if home.province else None
    return own, at


_PARTY = (
    r"(?P<organ>Ban Thường vụ|BTV|Ban Chấp hành|BCH|Thường trực)? ?"
    r"(?P<body>Tỉnh [uủ][ỷy]|Thành [uủ][ỷy]|Huyện [uủ][ỷy]|Quận [uủ][ỷy]|Thị [uủ][ỷy]|"
    r"Đảng bộ (?:tỉnh|[Tt]hành phố|huyện|quận|thị xã))"
)
_STEERING = (
    rf"(?:Trưởng (?:ban )?)?(?:Ban [Cc]hỉ đạo|BCĐ)(?:(?: về| thực hiện)? {NAME}{{2,200}}?)?"
    rf"(?P<level> tỉnh| [tT]hành phố| Trung ương| quốc gia)?{STOP_COMMITTEE}"
)


@cache
def issuer_forms() -> tuple[IssuerForm, ...]:
    """Every form of issuer, in the order in which they are tried."""
    return (
        _form("issuer.office", rf"(?:Văn phòng|VP) (?={UBND}|{HDND})", _office),
        *(_form(name, pattern, _named(full), re.IGNORECASE) for name, pattern, full in _CENTRAL),
        _form("issuer.joint", r"liên (?P<kind>bộ|sở) ?:? ?(?=[^\W\d_])", _joint, re.IGNORECASE),
        _form(
            "issuer.ministry",
            r"(?P<head>(?:Thứ trưởng|Bộ trưởng) )?(?P<bo>Bộ )(?=[^\W\d_])",
            _ministry,
            re.IGNORECASE,
        ),
        _form("issuer.committee", rf"{_HEAD}{UBND}(?: {_LEVELS})?", _local("UBND"), re.IGNORECASE),
        _form("issuer.council", rf"{_HEAD}{HDND}(?: {_LEVELS})?", _local("HĐND"), re.IGNORECASE),
        _form("issuer.board", _BOARD, _board, re.IGNORECASE),
        _form("issuer.party", _PARTY, _party, re.IGNORECASE),
        _form("issuer.department", r"(?P<head>Giám đốc )?(?P<body>Sở )(?=[^\W\d_])", _department),
        _form("issuer.steering", _STEERING, _steering),
        _form("issuer.other", rf"{OTHER} {NAME}{{2,120}}?{STOP}", _free),
    )


def _form(name: str, pattern: str, full: Full, flags: int = 0) -> IssuerForm:
    return IssuerForm(name, re.compile(spaced(pattern), flags), full)


def _office(match: re.Match[str], home: Home) -> tuple[str, int] | None:
    """ "Văn phòng UBND tỉnh": the office of a committee that is itself an issuer."""
    for form in issuer_forms():
        if form.name in ("issuer.committee", "issuer.council") and (
            inner := form.pattern.match(match.string, match.end())
        ):
            named = form.full(inner, home)
            return (f"Văn phòng {named[0]}", named[1]) if named else None
    return None


_ENDS_IN_LEVEL = re.compile(spaced(rf"(?P<body>{UBND}|{HDND})? ?(?P<level>tỉnh|[tT]hành phố)$"))
_HEADS = re.compile(spaced(r"^(?:Giám đốc|Chỉ huy trưởng|Trưởng|Cục trưởng|Tổng cục trưởng|Chánh) (?=[A-ZĐ])"))


def _free(match: re.Match[str], home: Home) -> tuple[str, int] | None:
    """A free name; "tỉnh" at its end means the home's: "Công an tỉnh", "Đoàn giám sát HĐND thành phố"."""
    name = _HEADS.sub("", _flat(match[0]))
    ends = _ENDS_IN_LEVEL.search(name)
    if ends is None:
        return _COMMITTEES.sub(lambda body: _body(body[0]), name), match.end()
    if ends.start() == 0:
        return None  # a committee whose place nobody knows
    place, end = place_after(match.string, match.end(), ends["level"].lower(), home)
    body = f"{_body(ends['body'])} " if ends["body"] else ""
    return f"{name[: ends.start()].rstrip()} {body}{place or ends['level'].lower()}", end


_COMMITTEES = re.compile(rf"{UBND}|{HDND}", re.IGNORECASE)


def _body(printed: str) -> str:
    return "HĐND" if printed[0] in "Hh" else "UBND"


# Boards of a People's Council, whose name often does without it: "của Ban Kinh tế- Ngân sách; ý kiến thảo luận".
_BOARD = (
    r"Ban (?P<board>Pháp chế|Kinh tế(?: ?[-–]| và)? ?ngân sách|Văn h[óo][aá](?: ?[-–]| và)? ?xã hội|Đô thị|"
    rf"Dân tộc(?= ?,?(?: của)? {HDND}))(?: ?,?(?: của)? {HDND}(?: {_LEVELS})?)?(?![^\W_])"
)
_BOARDS = {"p": "Pháp chế", "k": "Kinh tế - Ngân sách", "v": "Văn hóa - Xã hội", "đ": "Đô thị", "d": "Dân tộc"}


def _board(match: re.Match[str], home: Home) -> tuple[str, int] | None:
    """A board of the council that is named with it, or of the home's."""
    name = f"Ban {_BOARDS[match['board'][0].lower()]}"
    place, end = place_after(match.string, match.end(), _flat(match["level"] or "").lower(), home)
    return (f"{name} HĐND {place}" if place else name), end


_ABOUT = re.compile(r"\s+về\s")


def _steering(match: re.Match[str], home: Home) -> tuple[str, int]:
    """A steering committee: its whole name up to a second "về", with the home's name after "tỉnh"."""
    level = _flat(match["level"] or "").lower()
    name = _HEADS.sub("", _flat(match[0]))
    if level not in ("tỉnh", "thành phố"):
        about = list(_ABOUT.finditer(match[0]))[1:2]
        if about:
            return _HEADS.sub("", _flat(match[0][: about[0].start()])), match.start() + about[0].start()
        return name, match.end()
    place, end = place_after(match.string, match.end(), level, home)
    return (f"{name[: -len(level)]}{place}" if place else name), end

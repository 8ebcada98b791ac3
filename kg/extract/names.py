"""Laws, codes, ordinances and the Constitution, cited by name (survey, section 6).

A name ends where the table of law names says, else where its date, year or number begins, else at
the first word that cannot belong to it. The title of a law that amends others holds their names too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg import tables
from kg.extract.rules import spaced
from kg.tables.letters import UPPER

_START = re.compile(
    spaced(
        r"(?P<type>Bộ [lL]uật|BỘ LUẬT|Luật|LUẬT|luật|Pháp [lL]ệnh|PHÁP LỆNH|pháp lệnh|"
        r"Hiến pháp|HIẾN PHÁP|hiến pháp)(?![^\W_])"
    )
)
_INNER = re.compile(rf"\s*{_START.pattern}")
_TYPES = {"bo luat": "Bộ luật", "luat": "Luật", "phap lenh": "Pháp lệnh", "hien phap": "Hiến pháp"}
# "pháp luật", "kỷ luật" are no laws; in small letters "phạm luật", "điều luật", "quy luật", "định luật" neither, but
# "vi phạm Luật Xuất bản", "một số điều Luật Nhà ở" (hn_VanBanGoc-Q-22-2025, -33-2025) name one.
_PRECEDED_BY_GENERIC = re.compile(r"(?:pháp|kỷ|kỉ|trật|Pháp|PHÁP|Kỷ|KỶ|(?P<small>phạm|điều|quy|định))\s$")
# Nor do those who learn or practise it: "Hội Luật gia", "Khoa Luật", "Trường Đại học Luật Hà Nội".
_SCHOOL_BEFORE = re.compile(spaced(r"(?:[kK]hoa|[nN]gành|[cC]ử nhân|[tT]hạc sĩ|[tT]iến sĩ|[đĐ]ại học|[vV]iện) $"))
_PRACTICE_AFTER = re.compile(spaced(r" (?:gia|sư|học|được)(?![^\W_])"))
_DRAFT_BEFORE = re.compile(spaced(r"(?:[dD]ự án|[dD]ự thảo|DỰ ÁN|DỰ THẢO|[đĐ]ề nghị xây dựng)(?: các)? $"))
# "Xây dựng Luật An ninh dữ liệu" (tnt_2edf5927c71bc4c1) is still to be done; a law with a year or number was made.
_TO_BE_WRITTEN = re.compile(spaced(r"(?:[xX]ây dựng|XÂY DỰNG) $"))
_MADE_AFTER = re.compile(spaced(r" ?,? ?(?:\(?(?:năm )?(?:19|20)\d\d|số|ngày)(?![^\W\d_])"))
_DRAFT_AFTER = re.compile(spaced(r" ?\((?:sửa đổi|SỬA ĐỔI)\)(?! ?(?:số|ngày|năm))"))
_AMENDING = re.compile(
    spaced(
        r" (?:sửa đổi|bổ sung)(?:(?: ?,| và)? (?:bổ sung|thay thế|bãi bỏ))*(?: (?:một số|các))?"
        r"(?: (?:điều|nội dung)(?:(?: và|,) [^;.:]{1,90}?(?= của))?)?"
        r"(?: (?:điều|khoản) [\d, và]+)?(?: của)?(?= )"
    ),
    re.IGNORECASE,
)
_JOIN = re.compile(spaced(r" ?,? (?:và )?|, ?"))
_ENDED = re.compile(
    spaced(
        r"(?P<name>(?:(?!Luật|Nghị|Thông tư|Quyết định|Pháp lệnh|Chỉ thị|Điều|khoản|điểm|quy định|này)"
        r"[^;.:()\[\]“”\"|]){2,150}?)"
        r"(?=,? (?:(?:ban hành )?ngày \d|số ?:? ?\d{1,3}/\d{4}/|năm (?:19|20)\d\d(?!\d)|(?:19|20)\d\d(?![\d/-])))"
    )
)
# Words that cannot go on with a law's name.
_NOT_IN_NAME = (
    "ngày|năm|số|được|đã|và|hoặc|quy định|này|có|về|để|tại|trong|theo|khi|thì|là|do|bởi|như|vào|cho|nếu|phải|hiện hành|"
    "mới|với|đối với|của|ban hành|từ|trên|còn|nhằm|trước|sau|cũng|không|đến|gồm|các|những|quyết|Luật|Nghị"
)
_BARE = re.compile(spaced(rf"(?P<name>[{UPPER}][^\W\d_]*(?: (?!(?:{_NOT_IN_NAME})\b)[^\W\d_]+){{0,8}})"))
_COUNTRY = re.compile(
    spaced(r" nước (?:Cộng hòa|Cộng hoà|CỘNG HÒA) xã hội chủ nghĩa Việt Nam| nước CHXHCN Việt Nam| Việt Nam"),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LawMention:
    """A law's name in the text: from its type word to the end of the name.

    ``amends`` is true for the title of a law that amends others; those others are mentions of their
    own, inside it. ``draft`` marks those named in the title of a draft, which is no mention itself.
    """

    start: int
    end: int
    type: str
    name: str
    amends: bool = False
    draft: bool = False
    rule: str = "name.known"


def find_laws(text: str) -> Iterator[LawMention]:
    """All names of laws in *text*, in order of their start; an amending title before the laws in it.

    >>> [m.name for m in find_laws("Luật Phổ biến, giáo dục\\npháp luật; pháp luật về đất đai")]
    ['Luật Phổ biến, giáo dục pháp luật']
    """
    done = 0
    for match in _START.finditer(text):
        if match.start() < done or _generic(text, match):
            continue
        for law in _read(text, match):
            done = max(done, law.end)
            yield law


def _generic(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 20) : match.start()]
    if before[-1:].isalnum() or (match[0] == "luật" and before.rstrip().endswith("pháp")):
        return True  # part of another word, or the most frequent of all: "pháp luật"
    practised = _SCHOOL_BEFORE.search(before) or _PRACTICE_AFTER.match(text, match.end())
    generic = _PRECEDED_BY_GENERIC.search(before)
    return bool(practised or (generic and (generic["small"] is None or match["type"][0].islower())))


def _read(text: str, match: re.Match[str]) -> Iterator[LawMention]:
    """The law that begins at a type word, and those inside its title."""
    kind = _TYPES[" ".join(tables.fold(match["type"]).split())]
    amending = _AMENDING.match(text, match.end()) if kind != "Hiến pháp" else None
    draft = bool(_DRAFT_BEFORE.search(text[max(0, match.start("type") - 30) : match.start("type")]))
    written = bool(_TO_BE_WRITTEN.search(text, max(0, match.start("type") - 12), match.start("type")))
    if amending:
        inner = list(_inner(text, amending.end()))
        draft = draft or (written and bool(inner) and not _MADE_AFTER.match(text, inner[-1].end))
        if inner and not draft:
            end = inner[-1].end
            last = _OWN_NUMBER.match(text, end) if _numbered(text, inner[:-1]) else None
            end = last.end() if last else end
            yield LawMention(match.start("type"), end, kind, _title(text, match, end), True, rule="name.amending")
            yield from inner
            return
        if inner:
            yield from (replace(law, draft=True) for law in inner)
            return
        if not draft and (ended := _ended(text, match, kind)):
            yield LawMention(ended.start, ended.end, kind, _title(text, match, ended.end), True, rule="name.amending")
        return
    law = _one(text, match, kind)
    if law is None or draft or _DRAFT_AFTER.match(text, law.end) or (written and not _MADE_AFTER.match(text, law.end)):
        return
    yield law


_OWN_NUMBER = re.compile(spaced(r" số ?:? (?P<number>\d{1,3}/\d{4}/(?:UBTV)?QH\d\d)(?!\d)"))


def _numbered(text: str, laws: list[LawMention]) -> bool:
    """Whether each law has its own number, so that the last one's is not the amending law's."""
    return bool(laws) and all(_OWN_NUMBER.match(text, law.end) for law in laws)


@cache
def _numbers() -> dict[str, str]:
    """The numbers of known laws → the keys of their names."""
    return {known.number: tables.law_key(known.name) for known in tables.known_documents() if known.number}


def _inner(text: str, at: int) -> Iterator[LawMention]:
    """The laws that an amending title names, joined by commas and "và".

    A number after one of them is the amending law's and ends the title, unless the table says that it is that law's
    own ("… của Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15 và …", hn_VanBanGoc-Q-38-2025).
    """
    owned = False
    while True:
        match = _INNER.match(text, at)
        kind = _TYPES[" ".join(tables.fold(match["type"]).split())] if match else ""
        law = _one(text, match, kind) if match else None
        if law is None:
            return
        yield law
        number = _OWN_NUMBER.match(text, law.end)
        owned = owned or (number is not None and _numbers().get(number["number"]) == tables.law_key(law.name))
        number = number if owned else None
        joint = _JOIN.match(text, number.end() if number else law.end)
        if joint is None:
            return
        at = joint.end()


def _one(text: str, match: re.Match[str], kind: str) -> LawMention | None:
    if kind == "Hiến pháp":
        country = _COUNTRY.match(text, match.end())
        end = country.end() if country else match.end()
        return LawMention(match.start("type"), end, kind, "Hiến pháp", rule="name.constitution")
    return _known(text, match, kind) or _ended(text, match, kind) or _bare(text, match, kind)


# What no name goes on after, unless it is a part of the name: "… mắc phải ở người (HIV/AIDS)".
_WORD, _BREAK = re.compile(r"\w+"), re.compile(r"[;.:()]|\n\n")


def _known(text: str, match: re.Match[str], kind: str) -> LawMention | None:
    """The longest name of the table that the text goes on with, its syllables split or whole."""
    start, first = match.start("type"), len(kind.split())
    joined, found = "", None
    for count, word in enumerate(_WORD.finditer(text, start, start + _LONGEST), 1):
        joined += tables.fold(word[0])
        if joined not in _beginnings():
            break
        law = tables.law_named(key) if count > first and (key := _run_together().get(joined)) else None
        if law and set(_BREAK.findall(text, start, word.end())) <= set(law.name):
            closed = text.startswith(")", word.end()) and "(" in text[start : word.end()]
            found = LawMention(start, word.end() + closed, law.type, law.name)
    return found


_LONGEST = 220  # characters that a name of the table may take


@cache
def _beginnings() -> frozenset[str]:
    """All that a name may begin with, so that reading ends at the first word that no name goes on with."""
    return frozenset(name[:length] for name in _run_together() for length in range(1, len(name) + 1))


@cache
def _keys() -> frozenset[str]:
    return frozenset(tables.law_key(n) for law in tables.law_names() for n in (law.name, *law.variants))


@cache
def _run_together() -> dict[str, str]:
    """Keys without blanks, for text that parts letters: "Luật Tổ ch ức chính quyền địa phương"."""
    return {key.replace(" ", ""): key for key in _keys()}


def _ended(text: str, match: re.Match[str], kind: str) -> LawMention | None:
    """A name that the table lacks, ended by the date, year or number that follows it."""
    if not match["type"][0].isupper():
        return None
    found = _ENDED.match(text, match.end()) or _of_basis(text, match)
    if found is None or (not _NAME_BEGINS.match(found["name"]) and not _after_basis(text, match)):
        return None
    return LawMention(match.start("type"), found.end(), kind, _title(text, match, found.end()), rule="name.dated")


_NAME_BEGINS = re.compile(rf"\s+(?:[{UPPER}]|tổ\s|sửa\s)")
_AFTER_BASIS = re.compile(r"Căn\s+cứ\s+$")
_TO_THE_END = re.compile(r"(?P<name>\s+[^;.:()\d\[\]]{3,120}?)(?=\s*[;.])")


def _of_basis(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """ "Căn cứ Luật hoạt động giám sát của Quốc hội;": all up to the end of the item is the name."""
    if not _after_basis(text, match):
        return None
    found = _TO_THE_END.match(text, match.end())
    return found if found and not _START.search(found["name"]) else None


def _after_basis(text: str, match: re.Match[str]) -> bool:
    at = match.start("type")
    return bool(_AFTER_BASIS.search(text, max(0, at - 10), at))


def _bare(text: str, match: re.Match[str], kind: str) -> LawMention | None:
    after = match.end() + 1 if text[match.end() : match.end() + 1].isspace() else None
    found = _BARE.match(text, after) if after and match["type"][0].isupper() else None
    if found is None or (found["name"].isupper() and not match["type"].isupper()):
        return None
    if tables.fold(found["name"].split()[0]) in _NOT_A_NAME:
        return None
    return LawMention(match.start("type"), found.end(), kind, _title(text, match, found.end()), rule="name.bare")


# Capitalised words after "Luật" that begin no law's name: "Luật Nghị định", "Luật Việt Nam", "Luật Sư".
_NOT_A_NAME = frozenset(
    {"viet", "su", "gia", "so", "nghi", "quyet", "thong", "ubnd", "hdnd", "va", "nay", "tren", "ban"}
)


def _title(text: str, match: re.Match[str], end: int) -> str:
    """The name in standard capitalisation: "Luật Sửa đổi, bổ sung một số điều của Luật Đất đai"."""
    kind = _TYPES[" ".join(tables.fold(match["type"]).split())]
    rest = " ".join(text[match.end() : end].split())
    if rest.isupper():
        rest = rest.lower()
    return f"{kind} {rest[:1].upper()}{rest[1:]}"

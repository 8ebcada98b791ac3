"""The provision cited with a document: "điểm a khoản 2 Điều 5", lists and ranges written out.

Citations run from the smallest unit to the largest (Law 64/2025/QH15, article 63; survey, section 9).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.rules import spaced
from kg.tables.letters import UPPER

# From the largest unit to the smallest: its words in a text, and its spelling in a normalised pinpoint.
_UNITS = (
    ("phụ lục", "Phụ lục"),
    ("phần", "Phần"),
    ("chương", "Chương"),
    ("mục", "Mục"),
    ("tiểu mục", "Tiểu mục"),
    ("điều", "Điều"),
    ("khoản", "khoản"),
    ("", "mục"),  # a "mục" that lies inside a khoản, see _placed
    ("điểm", "điểm"),
    ("tiết", "tiết"),
    ("đoạn", "đoạn"),
    ("gạch đầu dòng", "gạch đầu dòng"),
    ("thứ tự", "số thứ tự"),
    ("mẫu", "Mẫu số"),
    ("biểu", "Biểu số"),
    ("bảng", "Bảng số"),
)
_RANK = {words: rank for rank, (words, _) in enumerate(_UNITS)}
_ARTICLE, _CLAUSE = _RANK["điều"], _RANK["khoản"]
# Numbered through the whole document: they need no larger unit, and do not lie in its annexes.
_OF_THE_DOCUMENT = (_RANK["chương"], _ARTICLE)
_FORMS = (_RANK["mẫu"], _RANK["biểu"], _RANK["bảng"])

_UNIT = "(?i:phụ lục|phần|chương|tiểu mục|mục|điều|khoản|điểm|tiết|đoạn|gạch đầu dòng|(?:số )?thứ tự)"
_VALUE = (
    r"(?:thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"  # Phần thứ hai
    r"|[IVXLC]+(?:\.\d+)*|\d{1,3}[a-zđA-Z]?(?:\.\d+)*|[a-zđA-ZĐ]\d{0,2}(?:\.\d+)*)(?!\w)"  # IV, 8a, 5.1, g.1, A1
)
_FORM = "(?i:mẫu(?= )|(?:biểu|bảng)(?= số ))"
_CODE = r"(?:\d{1,3}[a-zđA-Z]?|[A-ZĐ]{1,2}-?\d{1,3})(?:[-/][A-ZĐ]\w*)*(?![\w/])"  # 19, 12A, BM-01, C74-HĐ/LĐTBXH
_NEXT = "(?: ?, ?(?:và )?| (?:và|hoặc) | ?[-–] ?| đến (?:hết )?)(?:các )?"
_VALUES = f"(?:từ )?(?:số |thứ )?(?P<values>{_VALUE}(?:{_NEXT}{_VALUE})*)"
_CODES = f"(?:số )?(?P<codes>{_CODE}(?:{_NEXT}{_CODE})*)"
_PROVISION = re.compile(
    spaced(rf"(?<!\w)(?:(?P<unit>{_UNIT}) {_VALUES}|(?P<form>{_FORM}) {_CODES}|(?P<bare>(?i:phụ lục)))")
)
# The same without names, as it is repeated.
_ATOM = re.sub(r"\?P<\w+>", "?:", rf"(?<!\w)(?:{_UNIT} {_VALUES}|{_FORM} {_CODES})")
_JOINT = (
    r"(?: ?[,;] ?(?:(?i:và|hoặc) )?| ?[-–] ?| (?:(?i:và|hoặc|đến(?: hết)?|của|thuộc|trong) )?)"
    rf"(?:(?i:tại|các|từ) |(?i:các) {_UNIT} từ )?"
)
_CHAIN = (
    rf"(?:(?i:các|từ) |(?i:các) {_UNIT} từ )?{_ATOM}(?:{_JOINT}{_ATOM})*"
    r"(?:(?: ?,| ?[-–]| (?i:của|tại|trong|thuộc))? (?i:phụ lục))?"  # "khoản 1 Mục I của Phụ lục"
)
_CONTAINER = (
    "Quy định|Quy chế|Chương trình|Đề án|Điều lệ|Danh mục|Kế hoạch|Chiến lược|Quy hoạch|Hướng dẫn|Bảng giá|Tiêu chuẩn|"
    "Quy trình|Phương án|Nội quy"
)
_ANNEXED = (
    "(?i:(?: ?,)?(?: đã)?(?: được)?(?:(?: (?:ban hành|phê duyệt|công bố))? kèm(?: theo)?"
    "| (?:ban hành|phê duyệt|công bố) (?:theo|tại|bởi|bằng)))"
)
_BEFORE = re.compile(
    spaced(
        rf"(?<!\w)(?P<phrase>{_CHAIN})(?: ?\([^()]{{1,60}}\)(?= (?:của|tại|kèm|ban hành) ))?"
        rf"(?P<annex>(?:(?: ?,| ?[-–])?(?: của| tại| trong)? (?P<container>(?:{_CONTAINER})[^;.:()]{{0,160}}?))?"
        rf"{_ANNEXED})?"
        r"(?: ?,)?(?: (?i:của|tại|trong|thuộc|ở))? ?\Z"
    )
)
# A bracket with nothing else in it, or "tại …" that no other document, unit or "này" follows.
_AFTER = re.compile(
    spaced(
        rf" ?\((?:(?:quy định )?tại )?(?P<inside>{_CHAIN})\)"
        rf"| (?:tại|ở) (?P<phrase>(?>{_CHAIN}))(?!\w)"
        rf"(?!(?: ?,)?(?: (?:của|thuộc|tại|trong|và))? ?(?:[{UPPER}\d]|(?:này|kèm|ban hành|{_UNIT})(?!\w)))"
    )
)
# What such a phrase ends with: most documents have none before them, and this is soon seen in the last two words.
_LAST_WORD = re.compile(r".*(?:\d\w?|\))|(?:.*\W)?(?:\w|[ivxlc]+)|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|lục|kèm")
_LINKS = frozenset({"của", "tại", "trong", "thuộc", "ở"})
_ANNEXING = (frozenset({"kèm", "hành", "duyệt", "bố"}), frozenset({"theo", "tại", "bởi", "bằng"}))
_WINDOWS = (300, 1800)
_MANY = 200


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A cited provision: where its words begin, its normal form, and the annexed document that it is in."""

    start: int
    text: str
    annexed: bool = False
    container: str | None = None


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit with its values, and the words between it and the next unit."""

    rank: int
    values: list[str]
    joint: str = ""

    @property
    def listed(self) -> bool:
        """Whether the next unit goes on a list with it, by more than a comma."""
        return re.search(r";|\bvà\b|\bhoặc\b", self.joint, re.IGNORECASE) is not None


def pinpoint_before(text: str, at: int) -> Pinpoint | None:
    """The provision whose words end right before *at*.

    >>> pinpoint_before("tại các điểm a, b khoản 2, khoản 3 Điều 91 của Luật", 47).text
    'điểm a khoản 2 Điều 91; điểm b khoản 2 Điều 91; khoản 3 Điều 91'
    >>> pinpoint_before("từ Điều 4 đến Điều 6 Nghị định", 21).text
    'Điều 4; Điều 5; Điều 6'
    """
    match = _match_before(text, at)
    units = _units(match["phrase"]) if match else []
    # A form in an annex without a number is no provision (dev tnt_0abcf1a5292b31ec).
    if match is None or (units[-1].values == [""] and units[-2].rank in _FORMS):
        return None
    container = " ".join(match["container"].split()) if match["container"] else None
    return Pinpoint(match.start("phrase"), "; ".join(_written_out(units)), bool(match["annex"]), container)


def pinpoint_after(text: str, at: int) -> Pinpoint | None:
    """The provision named right after a document, whose date and issuer end at *at*.

    >>> pinpoint_after("Luật Đầu tư công tại khoản 3 Điều 17 quy định", 16).text
    'khoản 3 Điều 17'
    >>> pinpoint_after("Luật Đầu tư công tại khoản 1 Điều 2 Nghị định số 8", 16)
    """
    match = _AFTER.match(text, at, at + _WINDOWS[-1])
    if match is None or "\n\n" in match[0]:
        return None
    group = "phrase" if match["phrase"] else "inside"
    units = _units(match[group])
    # An annex or a form alone may be the citing document's own.
    if not any(_RANK["phần"] <= unit.rank <= _ARTICLE for unit in units):
        return None
    return Pinpoint(match.start(group), "; ".join(_written_out(units)))


def _match_before(text: str, at: int) -> re.Match[str] | None:
    """A match in a short window, in a long one where the phrase fills the short one; not over a blank line."""
    if not _may_end(text[max(0, at - 18) : at].split()):
        return None
    match = None
    for window in _WINDOWS:
        low = max(0, at - window)
        blank = text.rfind("\n\n", low, at)
        match = _BEFORE.search(text, max(low, blank), at)
        if match is None or blank >= 0 or match.start() > low + 60:
            break
    return match


def _may_end(words: Sequence[str]) -> bool:
    """Whether the last words before a document may end a provision, or name what it was annexed to."""
    said = [word.rstrip(",").lower() for word in words[-3:] if word != ","]
    if len(said) > 1 and said[-2] in _ANNEXING[0] and said[-1] in _ANNEXING[1]:
        return True
    at = -2 if len(said) > 1 and said[-1] in _LINKS else -1
    return bool(said) and _LAST_WORD.fullmatch(said[at]) is not None


def _written_out(units: list[_Unit]) -> list[str]:
    """Every provision of a phrase: read from its end, each unit belongs to the next larger one after it."""
    done: list[str] = []
    around: dict[int, str] = {}
    for i in range(len(units) - 1, -1, -1):
        unit = units[i]
        around = _around(unit, units[i + 1], around) if i + 1 < len(units) else {}
        tail = [f"{_UNITS[rank][1]} {around[rank]}".strip() for rank in sorted(around, reverse=True)]
        holds = i > 0 and _inside(units[i - 1], unit)
        values = unit.values[1:] if holds else unit.values
        done[:0] = [" ".join([f"{_UNITS[unit.rank][1]} {value}", *tail]) for value in values if value]
        if holds:
            around = {**around, unit.rank: unit.values[0]}
    return done


def _around(unit: _Unit, following: _Unit, around: dict[int, str]) -> dict[int, str]:
    """The larger units that a unit lies in, of those told after it."""
    alone = unit.rank in _OF_THE_DOCUMENT and following.rank > unit.rank
    if alone or (following.rank < unit.rank and not _inside(unit, following)):
        return {}
    return {rank: value for rank, value in around.items() if rank < unit.rank}


def _inside(unit: _Unit, larger: _Unit) -> bool:
    """Whether a unit lies in the larger one after it; not in "Chương V; các Điều 30", "Điều 8, Phụ lục VI"."""
    if larger.rank >= unit.rank:
        return False
    if larger.rank == 0 and unit.rank in _OF_THE_DOCUMENT:
        return not (unit.listed or "," in unit.joint)
    return unit.rank > _ARTICLE or not unit.listed


def _units(phrase: str) -> list[_Unit]:
    """The units in reading order; "Điều 4 đến Điều 6" is one."""
    units: list[_Unit] = []
    found = list(_PROVISION.finditer(phrase))
    for match, following in zip(found, [*found[1:], None], strict=True):
        joint = phrase[match.end() : following.start()] if following else ""
        unit = _Unit(_rank(match), _values(match), joint)
        if units and units[-1].rank == unit.rank and re.search(r"\bđến\b", units[-1].joint, re.IGNORECASE):
            before = units.pop().values
            between = _range(before[-1], unit.values[0])
            unit = _Unit(unit.rank, [*before[:-1], *between, *unit.values[1:]], joint)
        units.append(unit)
    return [_placed(unit, *units[i + 1 : i + 2]) for i, unit in enumerate(units)]


def _rank(match: re.Match[str]) -> int:
    words = " ".join((match["unit"] or match["form"] or match["bare"]).lower().split())
    return _RANK[words.removeprefix("số ")]


def _placed(unit: _Unit, following: _Unit | None = None) -> _Unit:
    """A "mục" said before a khoản lies inside it: "điểm d, mục 2.2, khoản 3 Điều 3" (survey, section 9)."""
    inside = following and following.rank == _CLAUSE and unit.rank == _RANK["mục"] and not unit.listed
    return _Unit(_RANK[""], unit.values, unit.joint) if inside else unit


_WORD = re.compile(spaced(rf"(?P<to>đến|[-–])|(?<!\w)(?P<value>{_VALUE})"))
_CODE_WORD = re.compile(spaced(rf"(?P<to>đến|[-–])|(?<!\w)(?P<value>{_CODE})"))


def _values(atom: re.Match[str]) -> list[str]:
    values: list[str] = []
    ranged = False
    small = atom["unit"] and atom["unit"].isupper() and _rank(atom) >= _ARTICLE  # ĐIỂM B KHOẢN 2
    found = _CODE_WORD.finditer(atom["codes"]) if atom["codes"] else _WORD.finditer(atom["values"] or "")
    for match in found:
        if match["value"]:
            value = " ".join(match["value"].split())
            value = value.lower() if small else value
            values = [*values[:-1], *_range(values[-1], value)] if ranged and values else [*values, value]
        ranged = match["to"] is not None
    return values or [""]


# The letters of points, in the order of the Vietnamese alphabet: đ counts, the other letters with signs do not.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
_ROMANS = [ten + one for ten in ("", "X", "XX", "XXX") for one in _ROMAN]
_ENDED = re.compile(r"(?P<stem>|.*\D)(?P<last>\d+)|(?P<root>.*?)(?P<letter>[a-zđA-ZĐ])")


def _range(first: str, last: str) -> list[str]:
    """All values between two ends; where no order is known, the two ends.

    >>> _range("a", "đ"), _range("8a", "8c"), _range("II", "IV"), _range("5", "a")
    (['a', 'b', 'c', 'd', 'đ'], ['8a', '8b', '8c'], ['II', 'III', 'IV'], ['5', 'a'])
    """
    if first in _ROMANS and last in _ROMANS and _ROMANS.index(first) < _ROMANS.index(last):
        return _ROMANS[_ROMANS.index(first) : _ROMANS.index(last) + 1]
    one, two = _ENDED.fullmatch(first), _ENDED.fullmatch(last)
    if one and two and one["last"] and one["stem"] == two["stem"] and two["last"]:
        low, high = int(one["last"]), int(two["last"])
        if low < high <= low + _MANY:
            return [f"{one['stem']}{number:0{len(one['last'])}}" for number in range(low, high + 1)]
    if one and two and one["letter"] and one["root"] == two["root"] and two["letter"]:
        return _letters(first, last, one["root"]) or [first, last]
    return [first, last]


def _letters(first: str, last: str, root: str) -> list[str]:
    order = _LETTERS.upper() if last[-1].isupper() else _LETTERS
    low, high = order.find(first[-1]), order.find(last[-1])
    return [root + letter for letter in order[low : high + 1]] if 0 <= low < high else []

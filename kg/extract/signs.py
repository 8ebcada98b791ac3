"""Number signs: ``468/QĐ-TTg``, ``61/2018/NĐ-CP``, ``05-NQ/TU``, ``7303/UBND-KSTT``, ``/KH-UBND``.

How they are composed: facts/rules.md, section 1 (Decree 30/2020/NĐ-CP, appendices I and III; Decree
78/2025/NĐ-CP, articles 64 and 71; Party rules); what is really printed: survey, section 3.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg import tables
from kg.extract.rules import Rule
from kg.tables.letters import LOWER, UPPER

# An ordinal: digits, a decimal of the 2025 series (66.7), a letter for an inserted number (30c).
# Letter-spaced text splits it after "số": "số 4 5/2025/NĐ-CP".
# Possessive: a part of a number is no number.
_N = r"(?P<n>\d(?:(?<=[ốỐ]\s\d)\s\d{1,3}(?=\s?/|-[A-Z])|\d{0,4}+(?:\.\d{1,2})?+[a-eđ]?+))"
_YEAR = r"(?P<year>(?:19|20)\d\d|2\s0\d\d|20\s\d\d|20\d\s\d)"
# A part of a sign: capitals, digits and &, a dot between capitals, and single small letters (TTg, CTr).
_CODE = (
    r"(?:(?:UBTV)?QH ?\d{1,2}(?!\d)|T\sT(?=\s?-)|TTg(?=của|ngày)|"
    rf"[{UPPER}](?:[{UPPER}0-9&]|\.(?=[{UPPER}]|\d{{1,2}}-)|[{LOWER}](?![{LOWER}]))*)"
)
_SEP = rf"(?:\s{{0,2}}/\s{{0,2}}|\s{{0,2}}-|-\s{{0,2}}|–(?=[{UPPER}]))"
_MORE = rf"(?:{_SEP}{_CODE}(?:\([{UPPER}]+\))?)"
# The first hyphen, between type and issuer, may stand between blanks ("NĐ - CP"); after a whole sign it is a dash
# ("12/KH-UBND - Sở Nội vụ").
_CODES = rf"{_CODE}(?:\s-\s[{UPPER}][{UPPER}0-9&]+(?![{LOWER}])|\s-\sTTg)?"
# A sign ends where no letter or digit follows, or where a word is glued to it ("381/ĐA-CPngày").
_END = r"(?=ngày|của|về|năm|và|[^\w/]|/(?![\w])|$)"
_START = r"(?<![\d/.,–-])"
# Before a sign whose number is blank: no word, and no other slash.
_NO_NUMBER = r"(?P<n>)(?<![\w/])"
_BEFORE_BLANK = re.compile(r"[^\w/]?$")

_TYPES = "(?:QĐ|NQ|NĐ|CT|KH|TTr|TB|TT|BC)"

SIGNS: tuple[Rule, ...] = (
    Rule(
        "sign.lower-case",
        rf"{_START}{_N}\s?/\s?(?:{_YEAR}\s?/\s?)?(?P<codes>(?:{_TYPES}|nđ|qđ|nq|ttlt|tt|ct|kh)"
        r"\s?-\s?(?:cp|ttg|ubnd|hđnd|vpcp|b[a-zđ]{1,6})(?:-b[a-zđ]{1,6})*){_END}".replace("{_END}", _END),
        (("79/2008/nđ-cp", "survey 3"), ("79/2008/NĐ-cp", "survey 3")),
        (("12/tháng", "invented"),),
    ),
    Rule(
        "sign.normative",
        rf"{_START}{_N}{_SEP}(?:{_YEAR}|20\d(?=\s?/)){_SEP}(?P<codes>{_CODES}{_MORE}{{0,5}}){_END}",
        (
            ("61/2018/NĐ-CP", "nghe-an-2024"),
            ("35/2023/UBTVQH15", "tien-giang-2024"),
            ("41/2014/TTLT-BYT-BTC", "survey 3"),
            ("28/2003/TTLT / BTC-BGD&ĐT", "survey 3"),
            ("66.7/2025/NQ-CP", "survey 3"),
            ("19-2017/NQ-CP", "survey 3"),
            ("146/2018/ NĐ-CP", "survey 3"),
            ("214/2025/NĐCP", "survey 3"),
            ("66/2020/NĐ -\nCP", "hn_VanBanGoc-Q-20-2025"),
            ("22/201 /QĐ-UBND", "tnt_01bf9d04a5b9e2c8"),
            ("35/2025/QĐ-TTgcủa", "tnt_ed309a99382e6b4c"),
        ),
        (("QCVN 06:2022/BXD", "survey 14"), ("24/24", "survey 14"), ("21/02/2024", "nghe-an-2024")),
    ),
    Rule(
        "sign.party",
        rf"{_START}{_N}\s{{0,2}}-\s{{0,2}}(?P<codes>{_CODE}\s{{0,2}}/\s{{0,2}}{_CODE}{_MORE}{{0,2}}(?:/[a-z]{{2}})?){_END}",
        (
            ("05-NQ/TU", "quang-ninh-2024"),
            ("919-CV/VPTW/nb", "tnt_02b9be7711f88c70"),
            ("28-KH/HU", "vinh-quang-2023"),
            ("42-HD/BTCTW", "survey 3"),
            ("49 - LTC / HĐNN", "survey 2"),
        ),
        (("2021-2025", "quang-ninh-2024"),),
    ),
    Rule(
        "sign.administrative",
        rf"{_START}{_N}\s{{0,2}}/\s{{0,2}}(?P<codes>{_CODES}{_MORE}{{0,4}}(?:-\d{{1,3}}(?=\sngày))?){_END}",
        (
            ("468/QĐ-TTg", "quang-ninh-2024"),
            ("7303/UBND-KSTT", "tien-giang-2024"),
            ("324/VP.UBND-NC", "quang-ninh-2024"),
            ("122 /KH-UBND", "nghe-an-2024"),
            ("1656/NQ-UBTVQH15", "survey 3"),
            ("287/TTr-SXD(KTXD)", "survey 3"),
            ("364a/QĐ- UBND", "survey 3"),
            ("50/CP", "survey 3"),
            ("4814/CCTKV.05-TTKT3", "tnt_416ea29602e7fef9"),
            ("27/CTTTg", "survey 3"),
            ("381/ĐA-CPngày", "survey 3"),
            ("127/TTr - HĐQT", "tnt_5a80798bbf985e87"),
            ("01/CV-01 ngày", "tnt_2249fe89ed46eae5"),
        ),
        (("34/34 đơn vị", "survey 14"), ("đồng/người", "survey 14"), ("A/H5N6", "survey 14")),
    ),
    Rule(
        "sign.moved-slash",
        rf"{_START}{_N}(?:\s?/\s?{_YEAR})?(?P<codes>{_TYPES}\s?[-/]\s?{_CODE}){_END}",
        (("2609QĐ/UBND", "survey 3"), ("89NQ-HĐND", "rag_89-nq-hnd")),
        (("2609 người", "invented"),),
    ),
    Rule(
        "sign.lost-slash",
        rf"{_START}{_N}(?:\s?/\s?{_YEAR})?\s(?P<codes>{_TYPES}\s?[-/]\s?{_CODE}){_END}",
        (("2665 QĐ/UBND", "tnt_5be267825b46d313"), ("95/2024 NĐ-CP", "hn_VanBanGoc-Q-33-2025")),
        (("năm 2025 UBND", "invented"),),
    ),
    Rule(
        "sign.old",
        rf"{_START}{_N}\s{{0,2}}-\s{{0,2}}(?P<codes>CP|TTg|HĐBT|L/CTN){_END}",
        (("61-CP", "rules 1"), ("8-CP", "rules 1")),
        (("2021-2025", "quang-ninh-2024"),),
    ),
    Rule(
        "sign.blank",
        rf"{_NO_NUMBER}/\s{{0,2}}(?:{_YEAR}\s{{0,2}}/\s{{0,2}})?(?P<codes>{_CODE}\s?-\s{{0,2}}{_CODE}{_MORE}{{0,2}}){_END}",
        (
            ("Kế hoạch số /KH-UBND", "bac-giang-2024"),
            ("Quyết định số …/2025/QĐ-UBND", "survey 3"),
            ("Quyết định số\n/2025/QĐ -UBND", "tnt_de16a702fae1465d"),
        ),
        (("468/QĐ-TTg", "quang-ninh-2024"), ("và/hoặc", "invented")),
    ),
)

# What only the words before it make a number: looked for after "số" alone.
AFTER_WORD: tuple[Rule, ...] = (
    Rule(
        "sign.letter",
        r"ăn số ?:? ?(?P<printed>(?P<n>\d[\w.-]*)/(?P<codes>\w[\w.&-]*(?:/[\w.&-]*\w)?))"
        r"(?= (?:đề )?ngày| của|[,;.)]? ?$)",
        (
            ("công văn số\n128.2025/OL.WMCLV ngày", "tnt_1894fbabcd1b75f6"),
            ("công văn số 107/2025 ngày", "tnt_6a73c878c777ca23"),
            ("công văn số\n01-10/2025/CV-TKV của", "tnt_9ca435f010e53248"),
            ("công văn số 25-2303/PBHC-KD\ncủa", "tnt_9a53c71ee9f5781f"),
            ("công văn số 2025-005/SAV-CHQ\nngày", "tnt_e0b9a318eafcfc30"),
            ("công văn số 09/HDTLMM/2025\nngày", "tnt_e7f6002678c9c0a1"),
        ),
        (("văn số 12 ngày", "invented"), ("đoạn văn 1/2 ngày", "invented")),
        re.MULTILINE,
    ),
    Rule(
        "sign.blank-without-slash",
        rf"ố ?:?(?:[ .…_]*[.…_]{{2}} ?| (?=[^ ]+ ngày[ .…_]*tháng)|[ .…_]+(?=-[^ ]+/))"
        rf"(?P<codes>{_CODE}-{_CODE}{_MORE}{{0,2}}|-{_CODE}/{_CODE}){_END}",
        (
            ("Kế hoạch số      -KH/TU ngày", "survey 3: the Party's signs, as they look unnumbered"),
            ("Quyết định số:…..QĐ-UBND ngày", "tnt_f40e7ad008712591"),
            ("Văn bản số STTTT-VP ngày tháng năm 2025", "hn_VanBanGoc-Q-06-2025"),
        ),
        (("một số TT-BTC ngày", "invented"), ("số 15/QĐ-UBND ngày tháng", "invented")),
    ),
)
_LETTER, _UNSLASHED = AFTER_WORD

_BLANK = len(SIGNS) - 1
_NUMBER = f"{_START}{_N}"


def _rest(index: int, pattern: str) -> str:
    """What follows the number in a rule, with its groups named after the rule."""
    named = re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>{index}>", pattern.removeprefix(_NUMBER))
    return f"(?:{named})"


# One expression for all signs with a number: it begins with a digit, so that the search is fast; then what
# stands before and after the number is looked at, as most numbers end there. Signs without a number begin
# with a slash.
_SEARCHED = _N.replace(r"(?P<n>\d", r"(?P<n>\d(?<![\d/.,–-]\d)", 1) + r"(?=\s{0,2}[-/QNCKTB])"
_NUMBERED = re.compile(f"{_SEARCHED}(?:{'|'.join(_rest(i, rule.pattern) for i, rule in enumerate(SIGNS[:_BLANK]))})")
_UNNUMBERED = re.compile(SIGNS[_BLANK].pattern.removeprefix(_NO_NUMBER))


class Sign(NamedTuple):
    """A number sign: where it stands, and its parts.

    ``number`` is the whole sign without white space, a lost hyphen put back; ``ordinal`` is "" where
    the number is blank; ``type_code`` is the abbreviation of the type (QĐ, NQ) or None.
    """

    start: int
    end: int
    number: str
    ordinal: str
    year: int | None
    codes: tuple[str, ...]
    rule: str

    @property
    def type_code(self) -> str | None:
        """The first part, where it abbreviates a document type."""
        return self.codes[0] if self.codes and tables.type_of_sign(self.codes[0]) else None

    @property
    def type(self) -> str | None:
        """The full type that the sign says: "Quyết định" for QĐ."""
        word = tables.type_of_sign(self.codes[0]) if self.codes else None
        return word.word if word else None

    @property
    def issuer_codes(self) -> tuple[str, ...]:
        """The parts that name who issued the document, and its units."""
        return self.codes[1:] if self.type_code else self.codes


def find_signs(text: str) -> Iterator[Sign]:
    """All signs in *text*, in order, with offsets into *text*; whether each is a citation is not said.

    >>> [s.number for s in find_signs("QĐ số 468 /QĐ- TTg, 61/2018/NĐ-CP và số /KH-UBND")]
    ['468/QĐ-TTg', '61/2018/NĐ-CP', '/KH-UBND']
    """
    signs = [_sign(m, int((m.lastgroup or "").removeprefix("codes"))) for m in _NUMBERED.finditer(text)]
    others = [_blank(m, m.start()) for m in _UNNUMBERED.finditer(text) if _begins_blank(text, m.start())]
    others += [_blank(m, m.start("codes")) for m in _UNSLASHED.compiled.finditer(text)]
    others += [_letter(m) for m in _LETTER.compiled.finditer(text)]
    starts = [sign.start for sign in signs]
    for sign in others:
        before = bisect_right(starts, sign.start) - 1
        if before < 0 or sign.start >= signs[before].end:
            signs.append(sign)
    return iter(sorted(signs, key=lambda sign: sign.start))


def _begins_blank(text: str, at: int) -> bool:
    return _BEFORE_BLANK.match(text[at - 1 : at] if at else "") is not None


def _blank(match: re.Match[str], start: int) -> Sign:
    year = match.groupdict().get("year")
    printed = "".join(match.string[start : match.end()].split())
    codes = _parts("".join(match["codes"].split()))
    return Sign(start, match.end(), printed, "", int(year) if year else None, codes, SIGNS[_BLANK].name)


def _letter(match: re.Match[str]) -> Sign:
    codes = tuple(code for code in _parts(match["codes"]) if not code.isdigit())
    return Sign(*match.span("printed"), match["printed"], match["n"], None, codes, _LETTER.name)


def _sign(match: re.Match[str], index: int) -> Sign:
    printed = "".join(match[0].split()).replace("–", "-")
    codes = "".join(match[f"codes{index}"].split()).replace("–", "-")
    repaired = _unglued(codes)
    head = printed[: len(printed) - len(codes)]
    if SIGNS[index].name in ("sign.moved-slash", "sign.lost-slash"):
        head, repaired = f"{head}/", repaired.replace("/", "-", 1)
    year = match[f"year{index}"] if f"year{index}" in match.re.groupindex else None
    return Sign(
        start=match.start(),
        end=match.end(),
        number=head + repaired,
        ordinal="".join(match["n"].split()),
        year=int("".join(year.split())) if year else None,
        codes=_parts(repaired.upper() if SIGNS[index].name == "sign.lower-case" else repaired),
        rule=SIGNS[index].name,
    )


def _parts(codes: str) -> tuple[str, ...]:
    """The parts of a sign: "SXD(KTXD)" names a unit in brackets, "QĐ.UB" has a dot for its hyphen."""
    parts = [part for part in re.split(r"[-/(]", codes.replace(")", "")) if part]
    if len(parts) == 1 and tables.type_of_sign(parts[0].split(".")[0]):
        parts = parts[0].split(".")
    return tuple(parts)


def _unglued(codes: str) -> str:
    """Put back a hyphen lost between type and issuer: QĐUBND, TTBTC, CTTTg, NĐCP (survey, section 3)."""
    if "-" in codes or "/" in codes:
        return codes
    for code in _by_length():
        issuer = codes.removeprefix(code)
        if issuer != codes and tables.issuers_of_code(issuer):
            return f"{code}-{issuer}"
    return "CT-TTg" if codes == "CTTg" else codes


@cache
def _by_length() -> tuple[str, ...]:
    """The abbreviations of types, the longest first."""
    signs = {s for word in tables.type_words() for s in word.signs if word.word not in ("Hợp đồng", "Luật")}
    return tuple(sorted(signs, key=len, reverse=True))

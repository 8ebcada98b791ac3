"""Where a text names a document: by number sign, by a law's name, by a short name, with a blank number.

Which of overlapping readings counts is settled here; date, issuer and relations come later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg import tables
from kg.extract.mention import Mention, is_assembly
from kg.extract.names import LawMention, find_laws
from kg.extract.rules import begins_word, spaced
from kg.extract.signs import Sign, find_signs
from kg.extract.typewords import NUMBERED, TypeBefore, abbreviations, type_before, type_folds
from kg.models import Finding, Kind
from kg.tables.letters import UPPER


def find_sightings(text: str) -> tuple[list[Mention], list[Finding]]:
    """All readings that count, in order, and what looked like one and was not taken."""
    findings: list[Finding] = []
    laws = list(find_laws(text))
    found = [*_signed(text, laws, findings), *_named(laws), *_aliases(text)]
    return _without_overlaps(sorted(found, key=lambda m: (m.start, -m.end))), findings


# --- by sign ------------------------------------------------------------------------------------

# A letter without a type word of its own stands on a list: "số 1552/BTTTT-TTH và 708/BTTTT-CATTT".
_LISTED = re.compile(r"(?:[,;]|\bvà)\s+(?:(?:[sS]ố)\s*:?\s*)?$")
_ENGLISH = re.compile(r"(?:Decree|Decision|Circular|Resolution|Law|\bNo\.)\s*(?:No\.?\s*)?$")
# The letterhead of a form or of a document annexed: "Số:" begins a line, place and date or a title come next, or
# more samples: "Số: 15/QĐ-BNV; Số: 05/BNV-VP" (nd30_2020_pl1).
_LETTERHEAD = re.compile(spaced(r"(?:^|\n) ?(?:Số|SỐ) ?:?[\s.…_]*$"))
_SAMPLES = re.compile(spaced(r"\n\nSố ?: ?(?:\S+; Số ?: ?)+$"))
_PLACE_AND_DATE = re.compile(
    spaced(
        rf" ?(?:(?=[{UPPER}(.…])[^;:,]{{1,40}} ?, ngày|[.…]{{3,}}[^\n]{{0,20}}ngày|CỘNG H|V/v|"
        rf"(?:QUYẾT ĐỊNH|NGHỊ QUYẾT|KẾ HOẠCH|THÔNG (?:BÁO|TƯ)|TỜ TRÌNH|BÁO CÁO)\n|; Số ?:)"
    )
)
_STANDARD = re.compile(r"(?:QCVN|TCVN|TCXDVN|ISO|IEC|TCN|Mẫu|MẪU|Biểu|mẫu|biểu)[\w\s:./-]{0,14}$")
# Forms that count only after a type word, most of them only with "số".
_WORDY = frozenset({"sign.lower-case", "sign.lost-slash", "sign.letter"})
# Papers that are no documents of a legal or administrative kind, and words that only look like types.
_NO_DOCUMENTS = frozenset(
    {
        *("Hợp đồng", "Giấy phép", "Giấy giới thiệu", "Giấy nghỉ phép", "Danh mục", "Nội quy", "Dự án", "Quy hoạch"),
        *("Chiến lược", "Bộ tiêu chí", "Bộ chỉ số", "Tuyên bố", "Lời kêu gọi"),
    }
)


def _signed(text: str, laws: list[LawMention], findings: list[Finding]) -> Iterator[Mention]:
    law_ends = {law.end: law for law in reversed(laws)}
    outers = [law for law in laws if law.amends]
    for law in laws:
        if law.amends:
            law_ends[law.end] = law
    for sign in find_signs(text):
        named = _law_before(text, sign, law_ends)
        if named:
            yield Mention(
                named.start,
                sign.end,
                sign.end,
                "sign",
                named.type,
                sign.number,
                sign.rule,
                sign,
                amends=named.amends,
                outer=next((law.start for law in outers if law.start < named.start and sign.end <= law.end), None),
            )
            continue
        word = type_before(text, sign.start)
        reason = _refusal(text, sign, word)
        if reason:
            findings.append(Finding("citation.not-taken", f"{sign.number}: {reason}", sign.start, sign.end))
            continue
        kind: Kind = "sign" if sign.ordinal else "blank"
        start = word.start if word else sign.start
        type_name = word.type if word else sign.type or ""
        yield Mention(start, sign.end, sign.end, kind, type_name, sign.number, sign.rule, sign, typed=word is not None)


_LAW_LINK = re.compile(r"\s*,?\s*(?:(?:năm\s+)?(?:19|20)\d\d\s+)?(?:\((?:sửa đổi|SỬA ĐỔI)\)\s*)?(?:số|Số|SỐ)?\s*:?\s*$")


def _law_before(text: str, sign: Sign, law_ends: dict[int, LawMention]) -> LawMention | None:
    """The law whose name ends right before its number: "Luật Đất đai số 31/2024/QH15"."""
    if not (sign.codes and re.match(r"QH|UBTVQH|PL|L$|LCT|CTN|HĐNN|NQ", sign.codes[-1] + sign.codes[0])):
        return None
    low = max(0, sign.start - 24)
    link = _LAW_LINK.search(text[low : sign.start])
    return law_ends.get(low + link.start()) if link else None


def _refusal(text: str, sign: Sign, word: TypeBefore | None) -> str | None:
    """Why a sign is not taken for a citation, or None."""
    before = text[max(0, sign.start - 24) : sign.start]
    if _ENGLISH.search(before):
        return "in English"
    if _STANDARD.search(before):
        return "a standard or a form"
    if sign.rule in _WORDY and not (word and (word.numbered or sign.rule == "sign.lower-case")):
        return "no type word"
    if word is None:
        return _refusal_without_word(text, sign, before)
    if word.type in _NO_DOCUMENTS:
        return f"{word.type} is no such document"
    if not sign.ordinal and not (word.numbered or sign.type):
        return "no number and no word for it"
    return None


def _refusal_without_word(text: str, sign: Sign, before: str) -> str | None:
    if _LETTERHEAD.search(before) and _PLACE_AND_DATE.match(text, sign.end):
        return "the letterhead of a form"
    if _SAMPLES.search(text, max(0, sign.start - 60), sign.start):
        return "a sample"
    if before[-1:].isalpha() and not NUMBERED.search(before):
        return "part of another word"
    if is_assembly(sign):
        return None
    if not sign.type and sign.ordinal and _LISTED.search(before) and tables.issuers_of_code(sign.codes[0]):
        return None
    if sign.type and sign.issuer_codes and sign.type not in _NO_DOCUMENTS and sign.rule != "sign.old":
        return None if sign.ordinal or NUMBERED.search(before) else "no number and no type word"
    return "no type word and no type in the sign"


# --- by name --------------------------------------------------------------------------------------


def _named(laws: list[LawMention]) -> Iterator[Mention]:
    """Laws without number; one with a number was read with its sign, and overlaps it."""
    outer: LawMention | None = None
    for law in laws:
        if law.amends:
            outer = law
        inside = outer is not None and law is not outer and law.end <= outer.end
        yield Mention(
            law.start, law.end, law.end, "name", law.type, law.name, law.rule,
            amends=law.amends, outer=outer.start if inside and outer else None, draft=law.draft,
        )  # fmt: skip


# --- by short name ----------------------------------------------------------------------------------

# "Lưu: VT, QLĐĐ1. 05 bản, QĐ164": who filed the document (survey, section 14).
# Nor is "các Nghị quyết 15" one.
_NO_ALIAS_AFTER = re.compile(r"Lưu ?:[^\n]*(?:\n[^\n]*)?$|các\s$")
_BARE_NUMBER = re.compile(
    spaced(
        r"(?P<type>Nghị quyết|Kết luận|Chỉ thị|Nghị định|Đề án|đề án|Chương trình|Bộ chỉ số|Quy định|Kế hoạch|"
        r"Quyết định|Thông tư|NGHỊ QUYẾT|KẾT LUẬN|CHỈ THỊ|NGHỊ ĐỊNH|ĐỀ ÁN|ĐA|NQ|QĐ|NĐ) ?(?:số ?)?"
        r"(?P<number>(?!(?:19|20)\d\d)\d{2,4}a?(?:/CP)?)"
        r"(?![\d/.,-]*\d|[/-]\w|\w| ?%)"
        r"(?! (?:năm|tháng|ngày|đơn vị|dự án|xã|huyện|tỉnh|triệu|tỷ|nghìn|mô hình|nhiệm vụ|điều|khoản|tuổi|giờ))"
    )
)


def _aliases(text: str) -> Iterator[Mention]:
    """Short names of the table, and a type word with a bare number ("Nghị quyết 57")."""
    for match in _BARE_NUMBER.finditer(text):
        if not begins_word(text, match.start()) or _apart(match):
            continue
        if _NO_ALIAS_AFTER.search(text, max(0, match.start() - 80), match.start()):
            continue
        spoken = abbreviations().get(match["type"]) or type_folds().get(tables.fold(" ".join(match["type"].split())))
        if spoken:
            end = match.end()
            yield Mention(match.start(), end, end, "alias", spoken, f"{spoken} {match['number']}", "alias.bare-number")
    for match in _alias_pattern().finditer(text):
        alias = tables.alias_named(" ".join(match[0].split()))
        if alias and begins_word(text, match.start()):
            number = _alias_number(alias.type, " ".join(match[0].split()))
            yield Mention(match.start(), match.end(), match.end(), "alias", alias.type, number, "alias.table")


def _apart(match: re.Match[str]) -> bool:
    """Whether the number stands in the next cell, or in capitals on the next line: "CHỈ THỊ⏎14"."""
    return "\n\n" in match[0] or ("\n" in match[0] and match["type"].isupper())


def _alias_number(type_name: str, printed: str) -> str:
    """ "Đề án 06/CP" as printed, with the type in standard spelling."""
    tail = re.search(r"\d.*$", printed)
    return f"{type_name} {tail[0]}" if tail else printed


@cache
def _alias_pattern() -> re.Pattern[str]:
    # The alias ends before "giai đoạn 2026-2030": gold/GUIDE.md, "quote".
    names = {name for alias in tables.aliases() for name in (alias.name, *alias.variants) if "giai đoạn" not in name}
    printed = (spaced(re.escape(name).replace(r"\ ", " ")) for name in sorted(names, key=len, reverse=True))
    return re.compile(f"(?:{'|'.join(printed)})" + r"(?![\d\w]|[/-]\w)")


# --- which of two ---------------------------------------------------------------------------------


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """Keep the first and longest of mentions that overlap; laws inside an amending title stay."""
    kept: list[Mention] = []
    for mention in mentions:
        rival = next((k for k in reversed(kept[-4:]) if k.end > mention.start), None)
        if rival is None or (rival.amends and mention.outer is not None and mention.outer == rival.start):
            kept.append(mention)
        elif _better(mention, rival):
            kept[kept.index(rival)] = mention
    return kept


def _better(mention: Mention, rival: Mention) -> bool:
    """Of two readings that begin together a sign is better, but for "Đề án 06/CP", which is a short name."""
    if mention.rule == "alias.table" and rival.kind == "sign":
        return (mention.start, mention.end) == (rival.start, rival.end)
    return mention.kind == "sign" and rival.kind in ("alias", "name") and rival.start == mention.start

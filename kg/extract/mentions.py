"""Mentions of documents in a text: by sign, by name, by short name, with a blank number.

A mention knows its quote and what stands directly before it (type word, provision) and after it
(date, issuer). How mentions relate is told in :mod:`kg.extract.relations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg import tables
from kg.extract.dates import DateMention, date_at
from kg.extract.home import Home
from kg.extract.issuers import IssuerMention, issuer_at, issuer_of_sign, local_issuer
from kg.extract.names import LawMention, find_laws
from kg.extract.pinpoints import Pinpoint, pinpoint_before
from kg.extract.rules import LOWER, UPPER, spaced
from kg.extract.signs import Sign, find_signs
from kg.models import Finding, Kind


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention, in offsets of the reading text; ``tail`` is where its date and issuer end.

    ``draft`` says that it is named in the title of a draft.
    ``typed`` says that the quote begins with a type word of its own, ``listed`` that the mention goes
    on a list whose first item has it; ``outer`` is the start of the amending title it stands in.
    """

    start: int
    end: int
    tail: int
    kind: Kind
    type: str
    number: str
    rule: str
    sign: Sign | None = None
    typed: bool = True
    listed: bool = False
    amends: bool = False
    outer: int | None = None
    draft: bool = False
    date: str | None = None
    issuer: str | None = None
    pinpoint: Pinpoint | None = None

    @property
    def begin(self) -> int:
        """Where the mention begins, the provision named before it included."""
        return self.pinpoint.start if self.pinpoint else self.start


@dataclass(frozen=True, slots=True)
class TypeBefore:
    """A type word directly before a number: where it begins, and the full type."""

    start: int
    type: str
    numbered: bool


def find_mentions(text: str, home: Home) -> tuple[list[Mention], list[Finding]]:
    """All mentions in reading order, and what looked like one and was not taken.

    Findings carry offsets of *text* too; the caller maps both to the source.
    """
    findings: list[Finding] = []
    laws = list(find_laws(text))
    found = [*_signed(text, laws, findings), *_named(text, laws), *_aliases(text)]
    mentions = _without_overlaps(sorted(found, key=lambda m: (m.start, -m.end)))
    mentions = _with_tails(text, mentions, home)
    mentions = _with_lists(text, mentions)
    return [_with_context(text, m, mentions, i, home) for i, m in enumerate(mentions)], findings


# --- by sign ------------------------------------------------------------------------------------

_NUMBER_WORD = re.compile(r"(?:\s*[:,])?\s*(?:(?:[sS]ố|SỐ|sô|so|s ố|[sS][oô]́)\s*[:.]?\s*)?[\s.…_]*$")
_NUMBERED = re.compile(r"(?:[sS]ố|SỐ|sô|so|s ố)\s*[:.]?[\s.…_]*$")
_TOKEN = re.compile(r"[^\W\d_]+")
_CASE_BREAK = re.compile(rf"(?<=[{LOWER}])(?=[{UPPER}])|(?<=[^\W\d_])(?=số$)")
_STANDARD = re.compile(r"(?:QCVN|TCVN|TCXDVN|ISO|IEC|TCN|Mẫu|MẪU|Biểu|mẫu|biểu)[\w\s:./-]{0,14}$")
# Papers that are no documents of a legal or administrative kind, and words that only look like types.
_NO_DOCUMENTS = frozenset({"Hợp đồng", "Giấy phép", "Giấy giới thiệu", "Giấy nghỉ phép", "Danh mục", "Nội quy", "Dự án",
                           "Quy hoạch", "Chiến lược", "Bộ tiêu chí", "Bộ chỉ số", "Tuyên bố", "Lời kêu gọi"})  # fmt: skip
# Type words that are also common words: they count with "số" or a capital letter.
_COMMON = frozenset({"quy dinh", "bao cao", "thong bao", "ket luan", "huong dan", "lenh", "ke hoach", "luat", "chi thi",
                     "chuong trinh", "de an", "phuong an", "bien ban", "dieu le", "van ban", "thong cao"})  # fmt: skip


def type_before(text: str, at: int) -> TypeBefore | None:
    """The type word that stands directly before a number at *at*; damaged and glued words are read.

    >>> type_before("ban hành tại Qụyết định số 749/QĐ-TTg", 27)
    TypeBefore(start=13, type='Quyết định', numbered=True)
    """
    low = max(0, at - 70)
    window = text[low:at]
    link = _NUMBER_WORD.search(window)
    cut = link.start() if link else len(window)
    numbered = bool(_NUMBERED.search(window))
    tokens = _tokens(window[:cut])
    for count in range(min(5, len(tokens)), 0, -1):
        words = tokens[-count:]
        if type_name := _type_of([w for w, _ in words], numbered):
            return TypeBefore(low + words[0][1], type_name, numbered)
    return None


def _tokens(window: str) -> list[tuple[str, int]]:
    """The last words of *window* with only white space between them, cut where case shows glue."""
    tokens: list[tuple[str, int]] = []
    end = len(window)
    for match in reversed(list(_TOKEN.finditer(window))):
        if window[match.end() : end].strip(" \n\t") and not (tokens and _comma(window[match.end() : end])):
            break
        pieces = [0, *(m.start() for m in _CASE_BREAK.finditer(match[0])), len(match[0])]
        for a, b in reversed(list(zip(pieces, pieces[1:], strict=False))):
            tokens.insert(0, (match[0][a:b], match.start() + a))
        end = match.start()
        if len(tokens) > 6:
            break
    return [t for t in tokens if t[0] != "số"] if tokens and tokens[-1][0] == "số" else tokens


def _comma(between: str) -> bool:
    """A comma inside a type's name: "Báo cáo giải trình, tiếp thu"."""
    return between.strip() == ","


def _type_of(words: list[str], numbered: bool) -> str | None:
    phrase = " ".join(words)
    if len(words) == 1 and (short := _abbreviations().get(phrase)):
        return short
    folded = tables.fold(phrase)
    name = _type_folds().get(folded)
    if name is None or (folded in _COMMON and not numbered and not words[0][0].isupper()):
        return None
    return name


@cache
def _abbreviations() -> dict[str, str]:
    return {short: word.word for word in tables.type_words() for short in word.spoken}


@cache
def _type_folds() -> dict[str, str]:
    """Folded type words, their plurals with comma left out → standard spelling."""
    return {tables.fold(word.word.replace(",", "")): word.word for word in tables.type_words()}


def type_at_head(words: str) -> bool:
    """Whether *words* begin with a type word in capitals: "Nghị quyết Đại hội đại biểu toàn quốc".

    >>> type_at_head("Nghị quyết Đại hội"), type_at_head("các kết quả đạt được")
    (True, False)
    """
    head = words.split()[:4]
    return (
        any(_type_of(head[:count], numbered=False) is not None for count in range(1, len(head) + 1))
        and head[0][0].isupper()
    )


def _signed(text: str, laws: list[LawMention], findings: list[Finding]) -> Iterator[Mention]:
    law_ends = {law.end: law for law in reversed(laws)}
    for law in laws:
        if law.amends:
            law_ends[law.end] = law
    for sign in find_signs(text):
        law = _law_before(text, sign, law_ends)
        if law:
            yield Mention(
                law.start,
                sign.end,
                sign.end,
                "sign",
                law.type,
                sign.number,
                sign.rule,
                sign,
                amends=law.amends,
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
        yield Mention(
            start, sign.end, sign.end, kind, type_name, sign.number, sign.rule, sign, typed=word is not None
        )


_LAW_LINK = re.compile(r"\s*,?\s*(?:\((?:sửa đổi|SỬA ĐỔI)\)\s*)?(?:số|Số|SỐ)?\s*:?\s*$")


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
    if _STANDARD.search(before):
        return "a standard or a form"
    if word:
        if word.type in _NO_DOCUMENTS:
            return f"{word.type} is no such document"
        if not sign.ordinal and not (word.numbered or sign.type):
            return "no number and no word for it"
        return None
    glued = text[sign.start - 1 : sign.start]
    if glued.isalpha() and not _NUMBERED.search(before):
        return "part of another word"
    if _is_assembly(sign):
        return None
    if sign.type and sign.issuer_codes and sign.type not in _NO_DOCUMENTS and sign.rule != "sign.old":
        return None if sign.ordinal or _NUMBERED.search(before) else "no number and no type word"
    return "no type word and no type in the sign"


def _is_assembly(sign: Sign) -> bool:
    return bool(sign.year and sign.codes and re.fullmatch(r"(?:UBTV)?QH\d{1,2}", sign.codes[-1]))


# --- by name --------------------------------------------------------------------------------------


def _named(text: str, laws: list[LawMention]) -> Iterator[Mention]:
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

_BARE_NUMBER = re.compile(
    spaced(
        r"(?<![^\W_])(?P<type>Nghị quyết|Kết luận|Chỉ thị|Nghị định|Đề án|đề án|Chương trình|Bộ chỉ số|Quyết định|Thông tư|"
        r"NGHỊ QUYẾT|KẾT LUẬN|CHỈ THỊ|NGHỊ ĐỊNH|ĐỀ ÁN|ĐA|NQ|QĐ|NĐ) ?(?:số ?)?(?P<number>\d{2,4}a?(?:/CP)?)"
        r"(?![\d/.,-]*\d|[/-]\w|\w| ?%)(?! (?:năm|tháng|ngày|đơn vị|dự án|xã|huyện|tỉnh|triệu|tỷ|nghìn|mô hình|nhiệm vụ|điều|khoản|tuổi|giờ))"
    )
)


def _aliases(text: str) -> Iterator[Mention]:
    """Short names of the table, and a type word with a bare number ("Nghị quyết 57")."""
    for match in _BARE_NUMBER.finditer(text):
        spoken = _abbreviations().get(match["type"]) or _type_folds().get(
            tables.fold(" ".join(match["type"].split()))
        )
        if spoken:
            end = match.end()
            yield Mention(
                match.start(), end, end, "alias", spoken, f"{spoken} {match['number']}", "alias.bare-number"
            )
    for match in _alias_pattern().finditer(text):
        alias = tables.alias_named(" ".join(match[0].split()))
        if alias:
            number = _alias_number(alias.type, " ".join(match[0].split()))
            yield Mention(match.start(), match.end(), match.end(), "alias", alias.type, number, "alias.table")


def _alias_number(type_name: str, printed: str) -> str:
    """ "Đề án 06/CP" as printed, with the type in standard spelling."""
    tail = re.search(r"\d.*$", printed)
    return f"{type_name} {tail[0]}" if tail else printed


@cache
def _alias_pattern() -> re.Pattern[str]:
    names = sorted({n for a in tables.aliases() for n in (a.name, *a.variants)}, key=len, reverse=True)
    return re.compile(
        r"(?<![^\W_])(?:"
        + "|".join(spaced(re.escape(n).replace(r"\ ", " ")) for n in names)
        + r")(?![\d\w]|[/-]\w)"
    )


# --- what stands around a mention ----------------------------------------------------------------------


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


_GAP = re.compile(
    r"\s*(?:\[\d{1,2}\]|\(\d{1,2}\))?\s*,?\s*(?:(?:tỉnh|Thành phố|thành phố|huyện)(?=\s+ngày))?\s*"
)
_OF = re.compile(r"(?:của|do|CỦA)\s+")
_NOTES = re.compile(
    r"\s*\((?:cũ|trước đây|(?:nay|này)(?: là)? [^)]{3,60}|sau đây[^)]{0,40}là UBND tỉnh)\)", re.IGNORECASE
)
_BRACKET_DATE = re.compile(r"\s*\(\s*(?:ngày\s+)?(?=\d{1,2}[/.]\d{1,2}[/.]\d{4}\s*\))")


_NAMED_PLACE = re.compile(r"(?:tỉnh|thành phố|[Tt]ỉnh ủy|Thành ủy) [^\W\d_]")


def _with_tails(text: str, mentions: list[Mention], home: Home) -> list[Mention]:
    """Read dates and issuers in order; a place named just before counts where the home cannot be meant."""
    done: list[Mention] = []
    for mention in mentions:
        before = done[-1] if done else None
        if before and before.issuer and _NAMED_PLACE.search(before.issuer):
            home = replace(home, near=before.issuer)
        done.append(_with_tail(text, mention, home))
    return done


def _with_tail(text: str, mention: Mention, home: Home) -> Mention:
    """Read date and issuer, in either order, directly after a mention."""
    at, date, issuer = mention.end, None, None
    while date is None or issuer is None:
        gap = _GAP.match(text, at)
        here = gap.end() if gap else at
        found: DateMention | IssuerMention | None = None
        if date is None and (found := _date_after(text, here, mention, issuer is None)):
            date = found.iso
        elif (
            issuer is None
            and mention.kind in ("sign", "blank")
            and (found := _issuer_after(text, here, home))
        ):
            issuer = found.name
            note = _NOTES.match(text, found.end)
            found = replace(found, end=note.end()) if note else found
        if found is None:
            break
        at = found.end
    return replace(mention, tail=at, date=date, issuer=issuer)


def _date_after(text: str, at: int, mention: Mention, first: bool) -> DateMention | None:
    bracket = _BRACKET_DATE.match(text, at)
    if bracket:
        inside = date_at(text, bracket.end())
        return replace(inside, end=text.index(")", inside.end) + 1) if inside else None
    date = date_at(text, at)
    if date:
        return date if _in_words(text, at) or first else None
    bare = re.compile(r"((?:19|20)\d\d)(?![\d/-])").match(text, at) if mention.kind == "name" else None
    return DateMention(at, bare.end(), bare[1], "date.bare-year") if bare else None


def _in_words(text: str, at: int) -> bool:
    return text[at : at + 4].lower().startswith(("ngày", "năm", "ký", "ban"))


def _issuer_after(text: str, at: int, home: Home) -> IssuerMention | None:
    word = _OF.match(text, at)
    if word:
        return issuer_at(text, word.end(), home)
    # "ngày 09/12/2022 Hội nghị lần thứ 6 Ban Chấp hành Trung ương Đảng" (quang-ninh-2024)
    if text.startswith(("Hội nghị", "Ban Chấp hành Trung ương"), at):
        return issuer_at(text, at, home)
    return None


_SEPARATOR = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)?(?:[,;]\s*(?:và\s+)?|và\s+|&\s*|hoặc\s+)(?:các\s+)?(?:(?:[sS]ố|SỐ)\s*:?\s*)?"
)


def separated(text: str, first: Mention, second: Mention) -> bool:
    """Whether nothing but a comma, a semicolon or "và" stands between two mentions."""
    between = text[first.tail : second.begin]
    return _SEPARATOR.fullmatch(between) is not None


def _with_lists(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give list items what the list says once: the type at its head, date and issuer at its end."""
    mentions = _types_down(text, mentions)
    for i in range(len(mentions) - 2, -1, -1):
        item, after = mentions[i], mentions[i + 1]
        if not separated(text, item, after) or not _same_issuer(item, after) or item.kind == "name":
            continue
        if item.date is None and after.date and _fits(item, after.date):
            item = replace(item, date=after.date)
        if item.issuer is None and after.issuer:
            item = replace(item, issuer=after.issuer)
        mentions[i] = item
    return mentions


def _same_issuer(one: Mention, two: Mention) -> bool:
    codes = [m.sign.issuer_codes[:1] if m.sign else () for m in (one, two)]
    return codes[0] == codes[1] and codes[0] != ()


def _fits(item: Mention, date: str) -> bool:
    return item.sign is None or item.sign.year is None or date.startswith(str(item.sign.year))


def _types_down(text: str, mentions: list[Mention]) -> list[Mention]:
    """A shared type word: "Luật số 71/2025/QH15, số 84/2025/QH15"; a different sign ends it."""
    done: list[Mention] = []
    for mention in mentions:
        head = done[-1] if done else None
        if mention.typed or mention.kind in ("name", "alias") or head is None or head.sign is None:
            done.append(mention)
            continue
        own = mention.sign.type if mention.sign else None
        near = _continues(text, head, mention)
        if near and (own is None or own == head.sign.type):
            mention = replace(mention, type=head.type, listed=True)
        elif not mention.type:
            mention = replace(mention, type=_assembly_type(mention))
        done.append(mention)
    return done


def _continues(text: str, head: Mention, item: Mention) -> bool:
    between = text[head.tail : item.start]
    return len(between) < 400 and "\n\n" not in between and not re.search(r"[.:]\s", between)


def _assembly_type(mention: Mention) -> str:
    """What the National Assembly numbers without a type is a law, unless the Standing Committee did."""
    return "Nghị quyết" if "UBTVQH" in mention.number else "Luật"


def _with_context(text: str, mention: Mention, mentions: list[Mention], index: int, home: Home) -> Mention:
    """Add the provision before the mention, and the issuer where the text has not said it after it."""
    low = mentions[index - 1].end if index and mentions[index - 1].end <= mention.start else 0
    pinpoint = pinpoint_before(text, mention.start)
    if pinpoint and pinpoint.start < low:
        pinpoint = None
    issuer = mention.issuer or _default_issuer(text, mention, home)
    return replace(mention, pinpoint=pinpoint, issuer=issuer)


_TITLED_ISSUER = {"Luật": "Quốc hội", "Bộ luật": "Quốc hội", "Hiến pháp": "Quốc hội",
                  "Pháp lệnh": "Ủy ban Thường vụ Quốc hội"}  # fmt: skip


def _default_issuer(text: str, mention: Mention, home: Home) -> str | None:
    if mention.kind == "name":
        return _TITLED_ISSUER.get(mention.type)
    if mention.sign is None:
        return None
    return (
        issuer_of_sign(mention.sign, mention.date)
        or _issuer_before(text, mention, home)
        or local_issuer(mention.sign, home)
    )


_AT = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?(?:[^.;:\n]{0,60}?\s)?(?:tại|theo|ở|có)\s+(?:các\s+)?$")
# "Tờ trình của Đảng ủy Chính phủ về … (Tờ trình số 03-TTr/ĐU, ngày 17/10/2025)" (dev tnt_53b3)
_BRACKETED = re.compile(
    r"(?P<of>(?P<type>Tờ trình|Báo cáo|Công văn|Văn bản|Kế hoạch)\s+của\s+)[^;.()]{3,200}\($"
)
_HEADED = re.compile(r"\s*:\s*(?:(?:[sS]ố)\s*)?(?:[^\n.]{0,400}[;,]\s*(?:và\s+)?(?:[sS]ố\s*)?)?$")


def _issuer_before(text: str, mention: Mention, home: Home) -> str | None:
    """The issuer named before: "của Sở Nội vụ tại Tờ trình số …", "các Quyết định của UBND tỉnh: số …"."""
    low = max(0, mention.start - 220)
    window = text[low : mention.start]
    named = _BRACKETED.search(window)
    if named and named["type"] == mention.type and (found := issuer_at(text, low + named.end("of"), home)):
        return found.name
    for word in reversed(list(re.finditer(r"(?:của|Của)\s+", window))):
        found = issuer_at(text, low + word.end(), home)
        if found and found.end <= mention.start:
            between = text[found.end : mention.start]
            if _AT.fullmatch(between) or (not mention.typed and _HEADED.fullmatch(between)):
                return found.name
    return None

"""What a document says of itself: letterhead, title and signature, as one record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby, zip_longest

from kg import tables
from kg.extract.home import province_folds
from kg.extract.letterhead import Body, Dated, OwnNumber, central, committee, dated, other, own_number
from kg.extract.rules import UPPER
from kg.extract.signature import Signature, read_signature
from kg.models import Certainty, Finding, Header
from kg.text.landmarks import type_line
from kg.text.layout import Layout
from kg.text.lines import Line

_RULE = re.compile(r"[\W_]*")
_ATTACHED = re.compile(r"\( ?(?:Ban hành )?kèm theo ", re.IGNORECASE)
_LETTER = re.compile(r"V/v|Về việc|Kính gửi", re.IGNORECASE)
_LETTER_HEAD = 30
NO_DOCUMENT = "no-document"
_ADOPTED = re.compile(r"thông qua\s+(?=ngày)")


def read_header(layout: Layout) -> tuple[Header, tuple[Finding, ...]]:
    """Read the header of a document; what is uncertain in it is a finding."""
    head = layout.part("letterhead") + layout.part("web")
    title_lines = layout.part("title")
    number = own_number(layout, layout.part("letterhead")) or own_number(layout, _numbered(title_lines))
    number = number or own_number(layout, layout.part("web"))
    type_ = _type(title_lines, number, layout)
    attached = _attached(layout, type_) if number is None else None
    day = _date(layout, head) or (attached[1] if attached else None) or _adopted(layout)
    number = number or (attached[0] if attached else None)
    date = day.date if day else None
    place = day.place if day else None
    signature = read_signature([line.text for line in layout.part("signature")])
    named, title = _title(title_lines)
    body = _body(layout, named, signature, number, date, place)
    province = (body.province if body else None) or province_folds().get(tables.fold(_bare(place or "")))
    certainty = _certainty(number, attached is not None)
    header = Header(
        type=type_,
        number=number.number if number else None,
        number_certainty=certainty,
        date=date,
        issuer=body.name if body else None,
        capacity=signature.capacity,
        place=place,
        title=title,
        signer=signature.name,
        signer_position=signature.position,
        province=province if not (body and body.level == "central") else None,
        level=body.level if body else None,
        period=period(title or ""),
        topic=topic(title or ""),
    )
    if not (header.type or header.number or header.date or header.issuer):
        return header, (Finding(NO_DOCUMENT, "Nothing says what this is: no type, number, date or issuer."),)
    return header, tuple(_findings(number, certainty))


def _numbered(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines below the type that begin with the number, as old documents have it."""
    return tuple(line for line in lines[:6] if line.text[:2].lower() == "số")


def _bare(place: str) -> str:
    return re.sub(r"^(?:thành phố|tỉnh|TP\.?)\s*", "", place, flags=re.IGNORECASE)


def _certainty(number: OwnNumber | None, attached: bool) -> Certainty:
    if number is None or not number.ordinal:
        return "missing"
    return "printed" if number.certain and not attached else "uncertain"


def _findings(number: OwnNumber | None, certainty: Certainty) -> Iterator[Finding]:
    start, end = (number.start, number.end) if number else (None, None)
    if certainty == "missing":
        yield Finding("number-missing", "The letterhead gives no number.", start, end)
    if certainty == "uncertain" and number:
        yield Finding("number-uncertain", f"The number {number.number} may be misread.", start, end)


def _date(layout: Layout, head: tuple[Line, ...]) -> Dated | None:
    """The date of the letterhead; a letter without type word has it below its subject."""
    found = dated(_joined(head))
    if found is None and not _typed(layout.part("title")):
        below = dated(_joined(layout.lines[:_LETTER_HEAD]))
        return below if below and below.place else None
    return found


def _joined(lines: tuple[Line, ...]) -> str:
    """The lines as one text; a line that goes on in the next is not broken ("Hồ Chí" + "Minh, ngày 1")."""
    return "".join(("\n" if line.apart else " ") + line.text for line in lines).strip()


def _attached(layout: Layout, type_: str | None) -> tuple[OwnNumber, Dated | None] | None:
    """Number and date from an annex's "(Kèm theo Nghị quyết số … ngày …)", where the letterhead is lost."""
    lines = layout.part("annex")
    for line, after in zip_longest(lines, lines[1:]):
        match = _ATTACHED.match(line.text)
        if match and (found := own_number(layout, (line,))) and found.ordinal and found.type == type_:
            return found, dated(f"{line.text} {after.text if after else ''}")
    return None


def _adopted(layout: Layout) -> Dated | None:
    """The day on which an assembly adopted the document."""
    match = _ADOPTED.search(layout.normal.text)
    return dated(layout.normal.text[match.end() : match.end() + 60]) if match else None


def _typed(title: tuple[Line, ...]) -> str | None:
    """The type word above the title."""
    found = type_line([line.text for line in title[:2]])
    word = tables.type_word(found.word) if found else None
    return word.word if word else None


def _type(title: tuple[Line, ...], number: OwnNumber | None, layout: Layout) -> str | None:
    """A consolidation by its sign; the type word above the title; a letter; what the sign abbreviates."""
    by_sign = number.type if number else None
    if by_sign == "Văn bản hợp nhất":
        return by_sign
    if typed := _typed(title):
        return typed
    is_letter = any(_LETTER.match(line.text) for line in layout.lines[:_LETTER_HEAD])
    return "Công văn" if number and (is_letter or by_sign is None) else by_sign


def _title(lines: tuple[Line, ...]) -> tuple[str | None, str | None]:
    """The issuer's name that stands above or below the title, and the title."""
    texts = [line.text for line in lines if not _RULE.fullmatch(line.text)]
    if found := type_line(texts):
        texts[: found.lines] = [found.rest] if found.rest else []
    texts = [text for text, _ in groupby(texts)]
    above, texts = _issued_by(texts)
    below, texts = _issuing_line(texts)
    title = " ".join(texts).strip()
    return above or below, title or None


def _issued_by(texts: list[str]) -> tuple[str | None, list[str]]:
    """ "CỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ" between type and title."""
    if not texts or not texts[0].upper().startswith("CỦA "):
        return None, texts
    joined = " ".join(texts)
    cut = re.search(r" (?=VỀ |V/v |Về )", joined)
    return (joined[4 : cut.start()], [joined[cut.end() :]]) if cut else (None, texts)


_ISSUING = re.compile(
    r"(?:CHỦ TỊCH )?(?:ỦY BAN|UỶ BAN|HỘI ĐỒNG NHÂN DÂN|UBND|HĐND)\b|BỘ TRƯỞNG|CHÍNH PHỦ$|THỦ TƯỚNG|"
    r"QUỐC HỘI$|CHỦ TỊCH NƯỚC|"
    r"(?:TỔNG )?GIÁM ĐỐC|(?:TỔNG )?CỤC TRƯỞNG|CHỦ NHIỆM|THỐNG ĐỐC|TỔNG THANH TRA|CHÁNH|TRƯỞNG BAN|"
    r"BAN CHẤP HÀNH|BAN THƯỜNG VỤ|"
    r"BỘ CHÍNH TRỊ|BAN BÍ THƯ|VIỆN TRƯỞNG|TỔNG KIỂM TOÁN|VĂN PHÒNG|SỞ |BỘ "
)
_DANGLING = re.compile(r"(?:CỦA|DO|VÀ|GIỮA|VỚI|CHO|TRÌNH|THUỘC|TẠI|VỀ|,|-|CHỨC NĂNG CỦA)$")


def _issuing_line(texts: list[str]) -> tuple[str | None, list[str]]:
    """The issuer's name at the end of the title block, in capitals, perhaps over two lines."""
    for back in range(len(texts) - 1, max(0, len(texts) - 5), -1):
        if _ISSUING.match(texts[back]) and texts[back].isupper() and not _DANGLING.search(texts[back - 1]):
            return " ".join(texts[back:]), texts[:back]
    if len(texts) == 1 and _ISSUING.match(texts[0]) and texts[0].isupper():
        return texts[0], []
    return None, texts


def _body(
    layout: Layout,
    named: str | None,
    signature: Signature,
    number: OwnNumber | None,
    date: str | None,
    place: str | None,
) -> Body | None:
    """Who issued the document: the issuing line, the letterhead, the text's own words, the signature."""
    where = _bare(place) if place else None
    if named and (found := _as_body(named, date, where)):
        return found
    printed_above = _letterhead_bodies(layout)
    if number and "TW" in number.codes and signature.on_behalf:
        printed_above.insert(0, signature.on_behalf)
    for printed in printed_above:
        if found := _as_body(printed, date, where):
            return found
    if found := _promulgator(layout, date, where, signature):
        return found
    return _by_sign(number, date, where)


def _as_body(printed: str, date: str | None, place: str | None) -> Body | None:
    return committee(printed, date, place) or central(printed) or other(printed, _province(place))


def _province(place: str | None) -> str | None:
    return province_folds().get(tables.fold(place)) if place else None


_NOT_ISSUER = re.compile(r"CỘNG H[OÒ][AÀ]|Độc lập|Số\b|SỐ\b|CHỦ NGHĨA|ĐẢNG CỘNG|CỘNG SẢN|[\W_]*$|.*, ngày|VIỆT NAM$|\*")


def _letterhead_bodies(layout: Layout) -> list[str]:
    """The names at the top left, the issuing body before those above it."""
    lines: list[str] = []
    for line in layout.part("letterhead"):
        if line.text.startswith(("Số", "CỘNG H")) and lines:
            break
        if not _NOT_ISSUER.match(line.text):
            lines.append(re.split(r" ?[-_]{3,}| CỘNG H[OÒ]", line.text)[0].strip())
    whole = " ".join(lines)
    starts = [m.start() for m in _BODY_START.finditer(whole)] or ([0] if whole else [])
    return [whole[start:].strip() for start in reversed(starts)]


_BODY_START = re.compile(
    r"(?:^|(?<= ))(?:(?:CHỦ TỊCH )?(?:ỦY BAN|UỶ BAN|HỘI ĐỒNG|UBND|HĐND)\b|SỞ |BỘ (?!CHÍNH TRỊ)|BỘ CHÍNH TRỊ|"
    r"(?<!VĂN PHÒNG )(?<!THỦ TƯỚNG )CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|(?:TỔNG |CHI )?CỤC |THUẾ (?=TỈNH|"
    r"THÀNH PHỐ)|VĂN PHÒNG |"
    r"TỈNH ỦY|THÀNH ỦY|TRUNG TÂM |BAN |THANH TRA )"
)
_PROMULGATES = re.compile(
    r"(?P<body>(?:Chủ tịch\s+)?(?:Ủy|Uỷ|ủy)\s+ban\s+nhân\s+(?:dân\s+)?|(?:Chủ tịch\s+)?UBND\s+|"
    r"(?:Chủ tịch\s+)?Ủy ban nhân dân\s+)"
    rf"(?P<level>tỉnh|thành phố|Thành phố|huyện|quận|thị xã|xã|phường|thị trấn|"
    rf"đặc khu)(?P<name>(?:\s+[{UPPER}][^\W\d_]*){{0,4}})"
    r"\s+(?:ban hành|xây dựng|triển khai|yêu cầu|tổ chức|báo cáo|trình|thông báo|ban\s+hành)"
)


def _promulgator(layout: Layout, date: str | None, place: str | None, signature: Signature) -> Body | None:
    """ "Ủy ban nhân dân tỉnh Nghệ An ban hành Kế hoạch" in the preamble."""
    parts = (*layout.part("title"), *layout.part("preamble"))
    text = " ".join(line.text for line in parts)
    match = _PROMULGATES.search(text)
    if match is None:
        return None
    chair = "Chủ tịch " if match["body"].startswith("Chủ tịch") or _signed_alone(signature) else ""
    name = match["name"].strip() or place or ""
    return committee(f"{chair}UBND {match['level']} {name}", date, place)


def _signed_alone(signature: Signature) -> bool:
    """Whether a chairman signed in his own right, not for the committee."""
    return bool(signature.capacity or signature.position) and "TM." not in (signature.capacity or "TM.")


def _by_sign(number: OwnNumber | None, date: str | None, place: str | None) -> Body | None:
    """The issuer that the sign names."""
    for code in number.codes if number else ():
        if code in ("UBND", "HĐND", "CTUBND"):
            return committee(("Chủ tịch UBND" if code == "CTUBND" else code) + f" {place or ''}".rstrip(), date, place)
        for issuer in tables.issuers_of_code(code, date):
            if issuer.central:
                return Body(re.sub(r" khóa .*$", "", issuer.name), "central")
    return None


_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!đến )(?<!tháng \d )(?<!tháng \d\d )\bnăm ((?:19|20)\d\d)(?!\d)")


def period(title: str) -> str | None:
    """The years that a title speaks of.

    >>> period("giai đoạn 2026 - 2030, tầm nhìn đến năm 2045"), period("NĂM 2024"), period("đến năm 2030")
    ('2026-2030', '2024', None)
    """
    if match := _YEARS.search(title):
        return f"{match[1]}-{match[2]}"
    match = _YEAR.search(title.lower())
    return match[1] if match else None


def topic(title: str) -> str | None:
    """The id of the topic that a title names first.

    >>> topic("Tuyên truyền CẢI CÁCH HÀNH CHÍNH năm 2024")
    'administrative-reform'
    """
    words = title.lower()
    found = [
        (match.start(), -len(keyword), topic)
        for keyword, pattern, topic in _topic_words()
        if keyword in words and (match := pattern.search(words))
    ]
    return min(found)[2] if found else None


@cache
def _topic_words() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Each keyword in small letters, the pattern that finds it as a word, and its topic's id."""
    words = [(keyword.lower(), row.id) for row in tables.topics() for keyword in row.keywords]
    return tuple((word, re.compile(rf"(?<!\w){re.escape(word)}(?!\w)"), topic) for word, topic in words)

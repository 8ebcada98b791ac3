"""What a document says of itself: letterhead, title and signature, as one record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby, zip_longest

from kg import tables
from kg.extract.dates import date_at
from kg.extract.home import province_folds
from kg.extract.issuing import issuing_body, issuing_line
from kg.extract.letterhead import Dated, OwnNumber, dated, own_number
from kg.extract.signature import read_signature
from kg.models import Certainty, Finding, Header
from kg.text.landmarks import type_line
from kg.text.layout import Layout
from kg.text.lines import Line

_RULE = re.compile(r"[\W_]*|<!--.*")
_ATTACHED = re.compile(r"\( ?(?:Ban hành )?kèm theo ", re.IGNORECASE)
_NOTE = re.compile(rf" ?{_ATTACHED.pattern}[^()]*(?:\([^()]*\)[^()]*)*\)?$", re.IGNORECASE)
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
    where = _bare(place) if place else None
    body = issuing_body(layout, named, signature, number, date, where)
    below = body is not None and body.level in ("district", "commune")  # what stands before the date is no province
    province = (body.province if body else None) or (None if below else province_folds().get(tables.fold(where or "")))
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
    """The line right below the type where it is the number, as old documents have it."""
    found = type_line([line.text for line in lines[:2]])
    below = lines[found.lines :][:1] if found else ()
    return tuple(line for line in below if line.text[:2].lower() == "số")


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
    text = layout.normal.text
    match = _ADOPTED.search(text)
    if match is None:
        return None
    figures = date_at(text, match.end())
    return dated(text[match.end() : match.end() + 60]) or (Dated(None, figures.iso) if figures else None)


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
    below, texts = issuing_line(texts)
    title = _NOTE.sub("", " ".join(texts)).strip()
    return above or below, title or None


def _issued_by(texts: list[str]) -> tuple[str | None, list[str]]:
    """ "CỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ" between type and title."""
    if not texts or not texts[0].upper().startswith("CỦA "):
        return None, texts
    joined = " ".join(texts)
    cut = re.search(r" (?=VỀ |V/v |Về )", joined)
    return (joined[4 : cut.start()], [joined[cut.end() :]]) if cut else (None, texts)


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

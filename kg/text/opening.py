"""Where a document's letterhead, title, preamble and operative text begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.text.headings import Heading, heading
from kg.text.landmarks import (
    ATTACHED,
    BASIS,
    BASIS_SECTION,
    CLOSING_LETTERS,
    FIRST,
    HEAD,
    HEAD_LINES,
    INTRODUCTION,
    LEADS_IN,
    NUMBER_COLUMN,
    OPERATIVE,
    OWN_SIGN,
    PREAMBLE_LINES,
    RECIPIENTS,
    SIGNING,
    SUBJECT,
    TITLE_LINES,
    type_line,
)
from kg.text.lines import Line, paragraphs


def subject_apart(text: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, a letter's number parted from what the letter is about: "Số: 2403/TTg-KGVX V/v …"."""
    for i, line in enumerate(lines[:HEAD_LINES]):
        if OWN_SIGN.match(line.text) and (gap := SUBJECT.search(text, line.start, line.end)):
            at = line.text.lower().index("v/v")
            number = line._replace(end=gap.start(), text=line.text[:at].rstrip())
            subject = line._replace(start=gap.end(), text=line.text[at:], apart=True)
            return (*lines[:i], number, subject, *lines[i + 1 :])
    return lines


def opening(lines: Sequence[Line], said: Sequence[str]) -> tuple[int, int, int, int, int]:
    """Where letterhead, title, the text after the title, preamble and body begin."""
    limit = min(len(lines), HEAD_LINES)
    typed, first = _typed(lines, limit)
    head = next((i for i in range(limit if typed is None else typed) if HEAD.match(said[i])), 0)
    while head and not any(c.islower() for c in lines[head - 1].text):  # a name above the motto, or a rule
        head -= 1
    title = typed if typed is not None else _after_sign(lines, head)
    named = _title_end(lines, said, first if typed is not None else title)
    body = _operative(lines, said, named)
    preamble = next((i for i in range(named, body) if BASIS.match(said[i])), body)
    return head, title, named, preamble, body


def _typed(lines: Sequence[Line], limit: int) -> tuple[int | None, int]:
    """Where the type word stands, and the line after it; none stands below "(Kèm theo …)"."""
    for i in range(limit):
        if is_note(lines[i]):
            break
        if found := type_line([line.text for line in lines[i : i + 2]]):
            return i, i + found.lines
    return None, 0


def _title_end(lines: Sequence[Line], said: Sequence[str], first: int) -> int:
    """The line after the title and the issuer's name that may follow it.

    A title in capitals ends with the capitals; another one at a blank line or where the text begins.
    """
    capitals = first < len(lines) and lines[first].text.isupper()
    note = False
    for i in range(first, min(len(lines), first + TITLE_LINES)):
        text = lines[i].text
        if (note and lines[i - 1].text.endswith(")")) or NUMBER_COLUMN.fullmatch(text):
            return i
        note = note or is_note(lines[i])
        opens = BASIS.match(said[i]) and not text.isupper() and not (i == first and _entitles(lines, i))
        if opens or FIRST.match(said[i]) or LEADS_IN.search(text) or _section(text):
            return i
        if i > first and capitals and not text.isupper() and not _is_tail(lines[i]):
            return i
        if i > first and not capitals and not text.isupper() and lines[i].apart:
            return i
    return min(first, len(lines))


def _entitles(lines: Sequence[Line], first: int) -> bool:
    """Whether the paragraph after the type is a title that begins like a basis: "Thực hiện Nghị quyết …".

    A preamble has several items, leads up to the text, or comes after the title on the type's own line.
    """
    end = first + 1
    while end < len(lines) and not lines[end].apart and end - first < _LONG_TITLE:
        end += 1
    said = " ".join(line.text for line in lines[first:end])
    alone = first == 0 or lines[first - 1].text.isupper()
    return alone and _ENTITLING.match(said) is not None and not _PREAMBLE_LIKE.search(_SUBJECT_OF_CITED.sub("", said))


_LONG_TITLE = 9  # lines
_ENTITLING = re.compile(r"Thực hiện|Triển khai|Thi hành|Tiếp tục")
# What the cited document does: "Thực hiện Quyết định số 793/QĐ-TTg … của Thủ tướng Chính phủ ban hành Kế hoạch".
_SUBJECT_OF_CITED = re.compile(r"(?<=của) [^,;:]{3,60}? ban hành [KQCN]")
_PREAMBLE_LIKE = re.compile(r"[;:]|Căn cứ|ban hành [KQCN]|xây dựng [KQCN]|như sau")


def is_note(line: Line) -> bool:
    """Whether a line begins what says of an annex which document it belongs to: "(Kèm theo Quyết định số …"."""
    return line.text.startswith("(") and ATTACHED.match(line.text) is not None


def _is_tail(line: Line) -> bool:
    """A short remark that belongs to the title: "(Khóa X, kỳ họp thứ 3)", a number or a rule."""
    return line.text.startswith("(") or not any(c.isalpha() for c in line.text)


def _after_sign(lines: Sequence[Line], head: int) -> int:
    """Where a letter without type word has its title: after the number."""
    for i in range(head, min(len(lines), head + 20)):
        if OWN_SIGN.match(lines[i].text):
            alone = not any(c.isdigit() for c in lines[i].text) and i + 1 < len(lines)
            return i + 2 if alone and lines[i + 1].text[:1].isdigit() else i + 1
    return head


def _operative(lines: Sequence[Line], said: Sequence[str], start: int) -> int:
    """Where the operative text begins; at *start* when nothing leads up to it."""
    for i in range(start, min(len(lines), start + PREAMBLE_LINES)):
        if OPERATIVE.match(said[i]) or FIRST.match(said[i]) or _section(lines[i].text):
            return i
        if LEADS_IN.search(lines[i].text) and i + 1 < len(lines):
            return i + 1
        if is_closing(lines, i):
            return _after_basis(lines, said, start, i)
    return min(start, len(lines))


def _after_basis(lines: Sequence[Line], said: Sequence[str], start: int, end: int) -> int:
    """Where a text without items begins: after the run of paragraphs that say what it is based on."""
    first = next((i for i in range(start, end) if BASIS.match(said[i])), end)
    at = first
    for paragraph in paragraphs(lines[first:end]):
        if not BASIS.match(said[at]):
            return at
        at += len(paragraph)
    return start


def basis_section(lines: Sequence[Line], said: Sequence[str], body: int) -> tuple[int, int]:
    """The lines of a section that holds nothing but the legal basis, "I. CĂN CỨ PHÁP LÝ"; or none.

    It stands before all others but those that introduce: aims, reasons.
    """
    start = top = depth = None
    for i in range(body, min(len(lines), body + PREAMBLE_LINES)):
        found = _section(lines[i].text) or heading(said[i])
        if found is None:
            if is_closing(lines, i):
                break
            continue
        top = found.level if top is None else top
        if start is not None and depth is not None and found.level <= depth:
            return start, i
        if start is None and BASIS_SECTION.fullmatch(found.text):
            start, depth = i, found.level
        elif start is None and found.level <= top and not INTRODUCTION.match(found.text):
            break
    return body, body


def _section(text: str) -> Heading | None:
    """The heading of a section of legal basis, with a label or in capitals."""
    if len(text) > _SHORT:
        return None
    found = heading(text) or (Heading(_UNLABELLED, "", text) if text.isupper() else None)
    return found if found and BASIS_SECTION.fullmatch(found.text) else None


_UNLABELLED = 3  # the level of "I."
_SHORT = 70


def is_closing(lines: Sequence[Line], i: int) -> bool:
    """Whether recipients or a signature begin at a line."""
    text = lines[i].text
    if text[0] not in CLOSING_LETTERS:
        return False
    return RECIPIENTS.match(text) is not None or (SIGNING.match(text) is not None and not lines[i].tabbed)

"""Tasks that name who does them under labels: "Đơn vị chủ trì: …", "Thời gian thực hiện: …".

The labels follow what is to be done, as paragraphs of their own, at the end of a paragraph, or in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.agencies import split_bodies
from kg.extract.deadlines import recurrence
from kg.extract.sections import Numbers, parts, said
from kg.models import Deadline, Task
from kg.text.headings import LETTERED, heading
from kg.text.layout import Layout
from kg.text.lines import Line

# What a label says, by its words; the first that fits decides.
_LABELS = (
    ("support", r"(?:(?:cơ quan|đơn vị|địa phương)(?:,? (?:cơ quan|đơn vị|địa phương))* )?phối hợp(?: thực hiện)?"),
    (
        "lead",
        r"(?:cơ quan|đơn vị|bộ phận|tổ chức)(?:,? (?:cơ quan|đơn vị))* (?:chủ trì|thực hiện|đầu mối|"
        r"chịu trách nhiệm)(?: (?:thực hiện|tham mưu|triển khai|chính))*|chủ trì(?: thực hiện)?|"
        r"phân công(?: thực hiện)?",
    ),
    ("deadline", r"(?:thời (?:gian|hạn)|tiến độ)(?: (?:thực hiện|hoàn thành|triển khai))*"),
    ("product", r"(?:sản phẩm|kết quả)(?: (?:đầu ra|dự kiến|hoàn thành|thực hiện|cần đạt))*"),
    ("content", r"nội dung(?: (?:thực hiện|công việc|nhiệm vụ))*|nhiệm vụ"),
)
# A label stands at the start of a paragraph or a sentence, or in brackets; white space in it may be a line's end.
_LABEL = re.compile(
    r"(?:^[-–+•* ]*|(?<=[.;,(])\s*[-–+]?\s*)(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS).replace(" ", r"\s+")
    + r")\s*:\s*",
    re.IGNORECASE | re.MULTILINE,
)
_AROUND = " .;,()\n-–"
_MOST = 12  # paragraphs that one task's text may have; more are a section, whose last one is the task


@dataclass(slots=True)
class _Draft:
    """A task being read: the paragraphs that say what, and the values of the labels, with their places."""

    section: str = ""
    content: list[tuple[int, int]] = field(default_factory=list)
    values: dict[str, tuple[int, int]] = field(default_factory=dict)


def labelled_tasks(layout: Layout) -> Iterator[Task]:
    """One task for each group of labels that says who leads."""
    numbers, draft, open_label = Numbers(), _Draft(), ""
    for paragraph, _ in parts(layout):
        start, end = paragraph[0].start, paragraph[-1].end
        label = heading(said(paragraph))
        if label is not None and label.level < LETTERED:
            numbers.enter(label)
        if open_label and not is_labelled(paragraph):  # its value stands below it
            draft.values[open_label] = (start, end)
            open_label = ""
            continue
        labels = [
            (str(m.lastgroup), start + m.start(), start + m.end())
            for m in _LABEL.finditer(layout.normal.text[start:end])
        ]
        if not labels or labels[0][1] > start:
            if draft.values or (label is not None and label.level <= LETTERED):
                yield from _finished(layout, draft)
                draft = _Draft(numbers.section)
            draft.content.append((start, labels[0][1] if labels else end))
        for (name, _, left), right in zip(labels, [*(at for _, at, _ in labels[1:]), end][: len(labels)], strict=True):
            open_label = _kept(draft, name, left, right)
    yield from _finished(layout, draft)


def is_labelled(paragraph: tuple[Line, ...]) -> bool:
    """Whether a paragraph holds a label with who, when or what comes of it."""
    return _LABEL.search(said(paragraph)) is not None


def _kept(draft: _Draft, name: str, start: int, end: int) -> str:
    """Keep a label's value; the label's name where its value is still to come."""
    if name == "content":
        draft.content.append((start, end))
    elif name not in draft.values:
        draft.values[name] = (start, end)
        return name if start >= end else ""
    return ""


def _finished(layout: Layout, draft: _Draft) -> Iterator[Task]:
    text = layout.normal.text
    lead = split_bodies(_value(text, draft.values.get("lead")))
    content = [span for span in draft.content if text[slice(*span)].strip(_AROUND)]
    if not lead or not content:
        return
    first, last = (content[0] if len(content) <= _MOST else content[-1])[0], content[-1][1]
    first, last = _trimmed(text, first, last)
    start, end = layout.normal.span(first, last)
    yield Task(
        start,
        end,
        text[first:last],
        lead,
        tuple(name for name in split_bodies(_value(text, draft.values.get("support"))) if name not in lead),
        _deadline(layout, draft.values.get("deadline")),
        " ".join(_value(text, draft.values.get("product")).split()) or None,
        draft.section,
    )


def _value(text: str, span: tuple[int, int] | None) -> str:
    """What a label says; nothing where it says that there is none ("Cơ quan phối hợp: Không.")."""
    said = text[slice(*_trimmed(text, *span))] if span else ""
    return "" if said.lower() in ("không", "không có") else said


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without blanks, dashes, brackets and stops around it."""
    inside = text[start:end]
    left = len(inside) - len(inside.lstrip(_AROUND))
    return start + left, start + max(left, len(inside.rstrip(_AROUND)))


def _deadline(layout: Layout, span: tuple[int, int] | None) -> Deadline | None:
    if span is None:
        return None
    start, end = _trimmed(layout.normal.text, *span)
    text = " ".join(layout.normal.text[start:end].split())
    return Deadline(text, *layout.normal.span(start, end), recurrence(text)) if text else None

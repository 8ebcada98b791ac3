"""Tasks of a plan and the bodies responsible: annex tables, labels, and "Tổ chức thực hiện" with its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg import tables
from kg.extract.agencies import asks, begins, canonical, expand, leading_bodies, list_end, split_bodies
from kg.extract.deadlines import dated, stated_deadline
from kg.extract.labelled import is_labelled, labelled_tasks
from kg.extract.sections import Numbers, parts
from kg.extract.sections import said as said_in
from kg.extract.task_rows import table_tasks
from kg.models import Agency, Header, Task
from kg.tables.letters import UPPER
from kg.text.headings import LETTERED, Heading, heading
from kg.text.layout import Layout
from kg.text.lines import Line, paragraphs

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher


def find_tasks(layout: Layout, header: Header) -> tuple[tuple[Task, ...], tuple[Agency, ...]]:
    """The tasks of a plan, in the order of the text, and its set of responsible bodies.

    Only a plan has any. ``Task.text`` is the text as normalised; its offsets are those of the source.
    """
    if not (header.type or "").startswith("Kế hoạch"):
        return (), ()
    found = [*table_tasks(layout), *labelled_tasks(layout), *_section_tasks(layout)]
    dashed = _is_dashed(layout.normal.text)
    tasks = tuple(_as_printed(task, dashed, header.period) for task in sorted(found, key=lambda task: task.start))
    return tasks, _agencies(tasks, layout, header, dashed)


def _as_printed(task: Task, dashed: bool, period: str | None) -> Task:
    """Bodies under the full form that the document itself prints, the deadline with the days that it names."""
    return replace(
        task,
        deadline=dated(task.deadline, period) if task.deadline else None,
        lead=tuple(_spelling(name, dashed) for name in task.lead),
        support=tuple(_spelling(name, dashed) for name in task.support),
    )


def _is_dashed(text: str) -> bool:
    """Whether a text spells the broadcaster "Đài Phát thanh - Truyền hình", and never with "và"."""
    return "Phát thanh - Truyền hình" in text and "Phát thanh và Truyền hình" not in text


def _spelling(name: str, dashed: bool) -> str:
    return name.replace("Phát thanh và", "Phát thanh -") if dashed else name


# --- the set of bodies ---


def _agencies(tasks: Iterable[Task], layout: Layout, header: Header, dashed: bool) -> tuple[Agency, ...]:
    """Each body once for each role, under its canonical name."""
    found: dict[Agency, None] = {}
    own = _own_names(header)
    for task in tasks:
        for role, names in (("lead", task.lead), ("support", task.support)):
            for name in names:
                for known in canonical(name):
                    if known not in own:
                        found[Agency(known, "lead" if role == "lead" else "support")] = None
    for name in _named_leads(layout):
        for known in canonical(_spelling(name, dashed)):
            if known not in own:
                found[Agency(known, "lead")] = None
    return tuple(found)


def _own_names(header: Header) -> set[str]:
    """The plan's own issuer is not one of the bodies that it charges."""
    return {"UBND tỉnh", "UBND thành phố", "UBND Thành phố", "Thành phố", header.issuer or ""}


# --- "Tổ chức thực hiện" ---

_CLOSING = re.compile(
    r"Trên đây là|Trong quá trình|Quá trình|Căn cứ (?:nội dung )?[Kk]ế hoạch|Yêu cầu (?:các|"
    r"Thủ trưởng)|(?:Ủy ban nhân dân|UBND)\b.* (?:yêu cầu|đề nghị)"
)
_TOGETHER = re.compile(r"[Pp]hối\s+hợp(?:\s+chặt\s+chẽ)?(?:\s+(?:với|cùng))?\s+")


@dataclass(slots=True)
class _Charged(Numbers):
    """Where in the part one is, and who is charged there."""

    lead: tuple[str, ...] = ()
    asked: bool = False
    level: int = 0

    def enter(self, found: Heading) -> None:
        """Go on below a heading; who was charged by one of its level no longer is."""
        Numbers.enter(self, found)
        if found.level <= self.level:
            self.lead = ()


def _section_tasks(layout: Layout) -> Iterator[Task]:
    """A task for each paragraph under a heading that names bodies, or that itself begins with them.

    Outside "Tổ chức thực hiện" only a heading that is nothing but known bodies charges them.
    """
    place = _Charged()
    pending: list[tuple[Task, str]] = []
    for paragraph, kind in parts(layout):
        text = said_in(paragraph)
        label = heading(text)
        numbered = label is not None and label.level < LETTERED
        if label is not None and numbered:
            yield from _settled(pending)
            pending = []
            place.enter(label)
        said = label.text if label is not None else text
        if _CLOSING.match(said) or (label is None and said.endswith("./.")) or is_labelled(paragraph):
            continue
        bodies, rest = leading_bodies(said)
        if kind == "body" and not (numbered and not rest and any(map(_is_known, bodies))):
            bodies, rest = (), said
        if bodies and label is not None and numbered:
            place.lead, place.level, place.asked = bodies, label.level, asks(said)
        lead, asked = (bodies, asks(said)) if bodies else (place.lead, place.asked)
        if lead and rest:
            task = _paragraph_task(layout, paragraph, rest, lead, place.section)
            pending.append((replace(task, asked=asked or asks(rest)), rest))
    yield from _settled(pending)


def _is_known(name: str) -> bool:
    """Whether the tables know the body, or the group."""
    return canonical(name) != (name,) or any(start == 0 for start, _ in _known(name))


# "Căn cứ chức năng, nhiệm vụ được giao, chủ động phối hợp …"; "Phối hợp chặt chẽ với A, B tuyên truyền …"
_TAKES_PART = re.compile(r"(?:Căn\s+cứ\s[^.;]{1,120},\s+)?[-*\s]*(?:[Cc]hủ\s+động\s+)?[Pp]hối\s+hợp(?!\w)")
_CLAUSE = re.compile(r";|\.(?=\s|$)")
_OWN = re.compile(r",\s*$")


def _settled(tasks: list[tuple[Task, str]]) -> Iterator[Task]:
    """A body that only takes part, in every clause of its paragraphs, supports, and does not lead."""
    only = all(_takes_part(rest) for _, rest in tasks)
    for task, _ in tasks:
        yield replace(task, lead=(), support=(*task.lead, *task.support)) if only else task


def _takes_part(text: str) -> bool:
    """Whether each clause only says with whom a body works together; after a comma or a stop it has its own task.

    >>> _takes_part("Phối hợp với Sở Tư pháp rà soát quy định.")
    True
    >>> _takes_part("Phối hợp với Sở Tư pháp, rà soát quy định."), _takes_part("Phối hợp với Sở Y tế. Giám sát.")
    (False, False)
    """
    return all(_is_shared(clause) for piece in _CLAUSE.split(text) if (clause := piece.strip(" -*\n")))


def _is_shared(clause: str) -> bool:
    begun = _TAKES_PART.match(clause)
    if begun is None:
        return False
    end, _ = list_end(clause, begun.end())
    return _OWN.search(clause, begun.end(), end) is None


def _paragraph_task(
    layout: Layout, paragraph: tuple[Line, ...], rest: str, lead: tuple[str, ...], section: str
) -> Task:
    first, last = paragraph[0].start, paragraph[-1].end
    if dash := _DASH.match(layout.normal.text, first, last):
        first = dash.end()
    start, end = layout.normal.span(first, last)
    support = tuple(name for name in _supporting(rest) if name not in lead)
    return Task(
        start,
        end,
        layout.normal.text[first:last],
        lead,
        support,
        stated_deadline(layout.normal, first, last),
        None,
        section,
    )


def _supporting(text: str) -> Iterator[str]:
    """The bodies after "phối hợp với", up to the first words that name none."""
    for match in _TOGETHER.finditer(text):
        end, _ = list_end(text, match.end())
        for name in split_bodies(" ".join(text[match.end() : end].split())):
            if (known := _known_part(name)) is None:
                break
            yield known


def _known_part(name: str) -> str | None:
    """As much of a printed name as the tables know; a short capitalised name stands for itself."""
    if canonical(name) != (name,):
        return name
    for start, end in _known(name):
        if start == 0:
            return name[: _with_place(name, end)]
    return name if begins(name) and len(name.split()) <= _SHORT_NAME else None


def _with_place(text: str, end: int) -> int:
    """Where a name ends that goes on with the name of its place."""
    tail = _PLACE_TAIL.match(text, end)
    return tail.end() if tail else end


_PLACE_TAIL = re.compile(
    rf" (?:tỉnh|cấp \w+|[Tt]hành phố)(?: [{UPPER}]\w*(?:[ -]+[{UPPER}]\w*){{0,3}})?|"
    rf" [{UPPER}]\w*(?:[ -][{UPPER}]\w*){{0,2}}"
)
_SHORT_NAME = 7
_DASH = re.compile(r"[-–+•*]\s*")

# --- bodies that other parts of the plan charge ---

_CHARGED = re.compile(
    r"\s*(?:chủ\s+trì|chịu\s+trách\s+nhiệm|có\s+trách\s+nhiệm|thẩm\s+định|"
    r"là\s+cơ\s+quan\s+(?:chủ\s+trì|thường\s+trực|đầu\s+mối))"
)
_CHARGING = re.compile(
    r"(?:[Gg]iao|[Cc]hỉ\s+đạo|[Đđ]ơn\s+vị\s+(?:chủ\s+trì|thực\s+hiện)\s*:|"
    r"[Cc]ơ\s+quan\s+(?:chủ\s+trì|thực\s+hiện)\s*:|\bdo)\s*$"
)
_CUE = re.compile(
    r"[Cc]hỉ\s+đạo|thẩm\s+định|chủ\s+trì|trách\s+nhiệm|[Gg]iao\s|[Tt]hực\s+hiện\s*:|thường\s+trực|đầu\s+mối"
)


def _named_leads(layout: Layout) -> Iterator[str]:
    """Known bodies that a sentence outside the tables makes responsible."""
    for paragraph in paragraphs((*layout.part("body"), *layout.part("organisation"))):
        text = "\n".join(line.text for line in paragraph)
        if not _CUE.search(text):
            continue
        for start, end in _known(text):
            if _CHARGED.match(text, _with_place(text, end)) or _CHARGING.search(text[max(0, start - 30) : start]):
                yield expand(text[start : _with_place(text, end)])


def _known(text: str) -> list[tuple[int, int]]:
    """Where the table's bodies are named in *text*; of overlapping names the longest."""
    from spacy.util import filter_spans

    language, matcher = _matcher()
    doc = language.make_doc(" ".join(text.split("\n")))
    spans = filter_spans(matcher(doc, as_spans=True))
    return [(span.start_char, span.end_char) for span in spans]


@cache
def _matcher() -> tuple[Language, PhraseMatcher]:
    """A matcher of all names and aliases in the table of agencies, in any case."""
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("xx")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    for agency in tables.agencies():
        named = [name for name in (agency.name, *agency.aliases) if not re.search(r"[{/]", name) and " " in name]
        short = [name.removesuffix(" tỉnh") for name in named if name.count(" ") > 1]
        matcher.add(agency.id, [language.make_doc(name) for name in (*named, *short)])
    return language, matcher

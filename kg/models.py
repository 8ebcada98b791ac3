"""The records that a plan becomes: frozen, slotted, and nothing else.

The field names are those of ``kg extract --format jsonl``. Offsets count Unicode code points of
the source text, so ``source.text[c.start:c.end] == c.text`` holds for every record with a span.
What is unknown is ``None`` or an empty tuple, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal, TypeVar

Kind = Literal["sign", "name", "alias", "blank"]
Relation = Literal[
    "basis", "proposal", "amends", "replaces", "repeals", "guides", "implements", "promulgated_by",
    "corrects", "consolidates", "suspends", "extends", "revokes", "self", "cites",
]  # fmt: skip
# What these say is between a mention and the citing document, or nothing; each other relation is a statement.
UNSTATED: frozenset[Relation] = frozenset({"basis", "proposal", "self", "cites"})
Resolution = Literal["resolved", "ambiguous", "unresolved", "manual"]
Role = Literal["lead", "support"]
Level = Literal["central", "provincial", "district", "commune", "regional"]
Certainty = Literal["printed", "uncertain", "missing"]
# Rules in a citation: its issuer's place is not said, and taken to be the citing document's own; or the text says that
# the issuer is that of before a merger ("(cũ)").
OWN_PLACE, FORMER_PLACE = "issuer.own-place", "issuer.former-place"
# Before the numeral of a term of the Party's Central Committee that the text names: "issuer.term-XII".
TERM_SAID = "issuer.term-"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text, before anything is done to it.

    ``text`` is the file's bytes decoded without newline translation and without byte-order mark; of a web page,
    a Word file, a PDF or a picture it is what ``kg text`` prints.
    ``pages`` holds the offset at which each page starts; it is empty where the format has no pages.
    ``notes`` say what was met in reading: a page without text, a charset that was converted.
    """

    path: str
    text: str
    sha256: str
    url: str | None = None
    pages: tuple[int, ...] = ()
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """What the text says that a document is about (trích yếu), with its place."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself: its letterhead, title and signature.

    ``number`` is the sign without white space (``122/KH-UBND``; ``/KH-UBND`` where the number is
    blank). ``date`` is ISO, to the day, month or year as printed. ``period`` is ``2024`` or
    ``2021-2025``; ``topic`` is the id of a row of the topics table.
    """

    type: str | None = None
    number: str | None = None
    number_certainty: Certainty = "missing"
    date: str | None = None
    issuer: str | None = None
    capacity: str | None = None
    place: str | None = None
    title: str | None = None
    signer: str | None = None
    signer_position: str | None = None
    province: str | None = None
    level: Level | None = None
    period: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a document: what it says, where, how it relates, and what it was taken for.

    ``subject`` is the index, among the same document's citations, of the document that acts;
    ``None`` is the citing document itself. ``rule`` names the rules that found the mention and decided its
    relation, ``rules`` those that read what stands beside it: ``date.words``, ``issuer.pm``, ``pinpoint.before``;
    ``reason`` says why ``target`` was taken (``kg.resolve.verdict``), and ``open`` which IRIs are possible, with ``*``
    for a year that nothing in the document tells.
    """

    start: int
    end: int
    text: str
    kind: Kind
    type: str
    number: str
    page: int | None = None
    sign_type: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: Title | None = None
    relation: Relation = "cites"
    cue: str | None = None
    subject: int | None = None
    pinpoint: str | None = None
    container: str | None = None
    target: str | None = None
    resolution: Resolution = "unresolved"
    candidates: tuple[str, ...] = ()
    confidence: float = 0.0
    rule: str = ""
    rules: tuple[str, ...] = ()
    reason: str = ""
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A statement between two documents: ``subject`` (``None``: this document) acts on ``object``."""

    subject: int | None
    relation: Relation
    object: int
    pinpoint: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Agency:
    """A body that a plan makes responsible, under its canonical name."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Responsible:
    """What the name of a responsible body means: ``name`` is as in ``agencies`` and tasks, ``label`` the full name.

    ``body`` is its path in IRIs (``nghe-an/so-noi-vu``, ``btp``), ``agency`` the id of a row of the table of agencies
    or the code of a central body. A group has the ids of its ``members``, as far as known. ``ended`` is the day
    on which the body had ceased before the document's own date, ``successors`` the paths of those that took over.
    """

    name: str
    body: str
    label: str
    kind: Literal["body", "group"]
    agency: str | None = None
    members: tuple[str, ...] = ()
    ended: str | None = None
    successors: tuple[str, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is due, as printed (``Tháng 02/2024``, ``Thường xuyên``), and the days that it names.

    ``earliest`` and ``latest`` are ISO days; ``None`` where the interval is open, or where no day can be told.
    ``months`` are those in which it falls: all of a month or quarter, the last of what is longer.
    """

    text: str
    start: int
    end: int
    recurrence: str | None = None
    earliest: str | None = None
    latest: str | None = None
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What a body has to do. ``section`` is ``IV.3``, or ``table:II.5`` for a table row.

    ``asked`` is true where the plan asks ("đề nghị": the Front, unions, bodies of the centre) and does not assign.
    """

    start: int
    end: int
    text: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    deadline: Deadline | None = None
    product: str | None = None
    section: str | None = None
    citations: tuple[int, ...] = ()
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader should know: an uncertain number, a slip, a citation not taken."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Everything read out of one file. ``id`` is the document's IRI."""

    id: str
    source: str
    source_url: str | None
    sha256: str
    header: Header
    citations: tuple[Citation, ...] = ()
    links: tuple[Link, ...] = ()
    agencies: tuple[Agency, ...] = ()
    tasks: tuple[Task, ...] = ()
    findings: tuple[Finding, ...] = ()
    bodies: tuple[Responsible, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What an analyst settled: which document the mentions of a number in one source mean, with who, when and why.

    It holds for all mentions of the number there, or for the one at ``start``. ``target`` is the document's IRI
    without the base: ``eli/vn/ttg/qd/2022/6``.
    """

    source: str
    number: str
    start: int | None
    target: str
    who: str
    when: str
    why: str


def to_json(record: Any) -> Any:
    """Turn a record, or a tuple of records, into plain dicts and lists.

    >>> to_json(Agency("Sở Nội vụ", "lead"))
    {'name': 'Sở Nội vụ', 'role': 'lead'}
    """
    if is_dataclass(record):
        return {f.name: to_json(getattr(record, f.name)) for f in fields(record)}
    if isinstance(record, tuple | list):
        return [to_json(item) for item in record]
    return record


_NESTED: dict[tuple[type, str], type] = {
    (Document, "citations"): Citation,
    (Document, "links"): Link,
    (Document, "agencies"): Agency,
    (Document, "tasks"): Task,
    (Document, "bodies"): Responsible,
    (Document, "findings"): Finding,
}
_SINGLE: dict[tuple[type, str], type] = {
    (Document, "header"): Header,
    (Citation, "title"): Title,
    (Task, "deadline"): Deadline,
}


def from_json(kind: type[T], data: Mapping[str, Any]) -> T:
    """Rebuild a record from what :func:`to_json` made; unknown keys are left out.

    >>> from_json(Agency, {"name": "Sở Nội vụ", "role": "lead"})
    Agency(name='Sở Nội vụ', role='lead')
    """
    values: dict[str, Any] = {}
    for field in fields(kind):  # type: ignore[arg-type]
        if field.name in data:
            values[field.name] = _value(kind, field.name, data[field.name])
    return kind(**values)


def _value(kind: type, name: str, value: Any) -> Any:
    if inner := _NESTED.get((kind, name)):
        return tuple(from_json(inner, item) for item in value)
    if (single := _SINGLE.get((kind, name))) and value is not None:
        return from_json(single, value)
    return tuple(value) if isinstance(value, list) else value

"""Short annotated passages in marked text (data/README.md): each becomes a source and its annotation."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from kg.errors import UsageError
from kg.evaluate.frames import REGIONS, Stands, framed
from kg.evaluate.marks import Mark, MarkError, unmark
from kg.models import UNSTATED, Kind, Relation, Source

_HEAD = re.compile(r"===\s*(?P<name>[\w-]+)\s*\|\s*(?P<region>\w+)(?P<form>\s*\|\s*nfd)?\s*")
_DOCUMENT = "document:"
_RULE = "---"
_CITATION = re.compile(r"(?P<id>\d+):(?P<fields>.*)")
_LINK = re.compile(r"(?P<subject>\d+) (?P<relation>[a-z_]+) (?P<object>\d+)")
_ACT = re.compile(r"(?P<relation>[a-z_]+)(?: by (?P<subject>\d+))?")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_FIELDS = ("kind", "type", "number", "date", "issuer", "relation", "pinpoint")
_UNSAID = "-"
_KINDS, _RELATIONS = frozenset(get_args(Kind)), frozenset(get_args(Relation))


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: its name, its text inside a document, and its annotation in the shape of the JSON gold.

    The annotation also holds ``links`` (subject, relation, object), and for each citation ``title``
    ([start, end] or None).
    """

    name: str
    region: str
    source: Source
    record: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Line:
    place: str
    text: str

    def fault(self, reason: str) -> UsageError:
        return UsageError(f"{self.place}: {reason}: {self.text.strip()!r}")


def load_passages(folder: str | Path) -> tuple[Passage, ...]:
    """All passages of the ``*.txt`` of a folder, which name their region; none where there are none.

    Raises UsageError with file and line for what cannot be read, and for a name that occurs twice.
    """
    found: dict[str, Passage] = {}
    for path in sorted(Path(folder).glob("*.txt")):
        for line, passage in _passages(path):
            if passage.name in found:
                raise line.fault("there is another passage of this name")
            found[passage.name] = passage
    return tuple(found.values())


def _passages(path: Path) -> Iterator[tuple[_Line, Passage]]:
    """The passages of one file, each with the line that heads it."""
    texts = path.read_text("utf-8").split("\n")
    lines = [_Line(f"{path.name}, line {number}", text) for number, text in enumerate(texts, 1)]
    heads = [i for i, line in enumerate(lines) if line.text.startswith("===")]
    stands = None
    for line in lines[: heads[0]] if heads else ():
        stands = _stands(line) or stands
    for head, end in pairwise([*heads, len(lines)]):
        if stands is None:
            raise lines[head].fault(f"no line {_DOCUMENT!r} before it says in which document the passage stands")
        yield lines[head], _passage(lines[head], lines[head + 1 : end], stands)
        for line in lines[head:end]:
            stands = _stands(line) or stands


def _stands(line: _Line) -> Stands | None:
    """The document that a line names for the passages after it."""
    if not line.text.startswith(_DOCUMENT):
        return None
    cells = _cells(line.text.removeprefix(_DOCUMENT))
    if len(cells) != len(fields(Stands)) or not re.fullmatch(r"\d{4}-\d\d-\d\d", cells[-1]):
        raise line.fault("a document has type | number | issuer | place | date (2025-11-18)")
    return Stands(*cells)


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split("|")]


def _passage(head: _Line, lines: Sequence[_Line], stands: Stands) -> Passage:
    match = _HEAD.fullmatch(head.text)
    if match is None or match["region"] not in REGIONS:
        raise head.fault(f"a passage begins with === name | region, the region one of {', '.join(sorted(REGIONS))}")
    rule = next((i for i, line in enumerate(lines) if line.text == _RULE), None)
    if rule is None:
        raise head.fault(f"the passage has no line {_RULE!r} between its text and its annotation")
    marked = "\n".join(line.text for line in lines[:rule]).strip("\n")
    plain, marks = _unmarked(head, marked, match["form"] is not None)
    before, after = framed(stands, match["region"])
    text = before + plain + after
    record = _record(head, lines[rule + 1 :], [_moved(mark, len(before)) for mark in marks], text)
    record["header"] = {field.name: getattr(stands, field.name) for field in fields(Stands)}
    source = Source(f"{match['name']}.txt", text, hashlib.sha256(text.encode()).hexdigest())
    return Passage(match["name"], match["region"], source, record)


def _unmarked(head: _Line, marked: str, decomposed: bool) -> tuple[str, tuple[Mark, ...]]:
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), marked)
    try:
        return unmark(unicodedata.normalize("NFD", text) if decomposed else text)
    except MarkError as fault:
        raise head.fault(f"{fault}, near {text[max(fault.at - 20, 0) : fault.at + 20]!r}") from fault


def _moved(mark: Mark, by: int) -> Mark:
    return Mark(mark.kind, mark.id, mark.start + by, mark.end + by)


def _record(head: _Line, lines: Sequence[_Line], marks: Sequence[Mark], text: str) -> dict[str, Any]:
    """The annotation: citations in the order of their places, and the statements between them."""
    spans = sorted((mark for mark in marks if mark.kind == "citation"), key=lambda mark: (mark.start, -mark.end))
    titles = {mark.id: mark for mark in marks if mark.kind == "title"}
    index = {mark.id: i for i, mark in enumerate(spans)}
    said = {int(match["id"]): (line, match["fields"]) for line in lines if (match := _CITATION.fullmatch(line.text))}
    if len(index) != len(spans) or index.keys() != said.keys() or not titles.keys() <= index.keys():
        raise head.fault(f"marked are the citations {sorted(index)}, described {sorted(said)}, titled {sorted(titles)}")
    citations = [_citation(*said[mark.id], mark, titles.get(mark.id), text, index) for mark in spans]
    return {"citations": citations, "links": _links(lines, citations, index)}


def _citation(
    line: _Line, described: str, mark: Mark, title: Mark | None, text: str, index: dict[int, int]
) -> dict[str, Any]:  # fmt: skip
    cells = [None if cell == _UNSAID else cell for cell in _cells(described)]
    if not len(_FIELDS) - 1 <= len(cells) <= len(_FIELDS):
        raise line.fault(f"a citation has {' | '.join(_FIELDS)}, the last where there is one")
    record: dict[str, Any] = dict(zip(_FIELDS, [*cells, None], strict=False))
    act = _ACT.fullmatch(record["relation"] or "")
    if record["kind"] not in _KINDS or act is None or act["relation"] not in _RELATIONS:
        raise line.fault("there is no such kind or relation")
    record |= {"relation": act["relation"], "subject": _index(line, act["subject"], index)}
    record |= {"start": mark.start, "end": mark.end, "quote": text[mark.start : mark.end]}
    record |= {"title": [title.start, title.end] if title else None}
    return record | {"title_text": text[title.start : title.end] if title else None}


def _index(line: _Line, number: str | None, index: dict[int, int]) -> int | None:
    if number is not None and int(number) not in index:
        raise line.fault(f"there is no citation {number}")
    return None if number is None else index[int(number)]


def _links(lines: Sequence[_Line], citations: Sequence[dict[str, Any]], index: dict[int, int]) -> list[dict[str, Any]]:
    """The statements that the citations' relations make, and those that have a line of their own."""
    links = [
        {"subject": citation["subject"], "relation": citation["relation"], "object": i}
        for i, citation in enumerate(citations)
        if citation["relation"] not in UNSTATED
    ]
    for line in lines:
        if not line.text.strip() or line.text.startswith(("#", _DOCUMENT)) or _CITATION.fullmatch(line.text):
            continue
        match = _LINK.fullmatch(line.text.strip())
        if match is None or match["relation"] not in _RELATIONS - UNSTATED:
            raise line.fault("a line of an annotation is a citation (1: …) or a statement (2 amends 1)")
        ends = {end: _index(line, match[end], index) for end in ("subject", "object")}
        links.append({**ends, "relation": match["relation"]})
    return links

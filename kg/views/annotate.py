"""The annotated text: one HTML file with every citation marked in its place; asks the network for nothing.

Texts come from outside: all of them go through the template's escaping, and the page's policy lets no
script run but its own.
"""

from __future__ import annotations

import base64
import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from kg.config import Lang
from kg.graph.ontology import relation_of, relations
from kg.models import Document, Header, Source, Task
from kg.tables import topics
from kg.views.explain import fields_of, reason
from kg.views.labels import shown
from kg.views.marks import Mark, marked
from kg.views.words import section, word

_pages = Environment(loader=PackageLoader("kg.views"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
_HEAD = 90  # characters of a task or finding in its list


@dataclass(frozen=True, slots=True)
class Entry:
    """Something marked, as its list shows it: ``key`` is its id in the page, ``look`` the class that colours it."""

    key: str
    number: int
    look: str
    head: str
    note: str
    start: int | None
    end: int | None
    facts: tuple[tuple[str, str], ...] = ()


def annotated_page(source: Source, document: Document, lang: Lang = "vi", address: str | None = None) -> str:
    """The page for *document*, which was read out of *source*: the whole text, its marks, and lists of them.

    *address* is where the document has a page of its own, if it has one; the heading leads there.
    """
    citations = tuple(_citations(document, lang))
    tasks = tuple(_tasks(document.tasks, lang))
    findings = tuple(_findings(document, lang))
    lists = (("citations", citations), ("tasks", tasks), ("findings", findings))
    marks = [*_title_marks(document), *(mark for _, entries in lists for mark in map(_mark, entries) if mark)]
    script = (files("kg.views") / "templates" / "annotate.js").read_text(encoding="utf-8")
    return _pages.get_template("annotate.html").render(
        lang=lang,
        words=section("annotate", lang),
        name=document.header.number or document.source,
        document=document,
        address=address,
        header=tuple(_header(document.header, lang)),
        text=marked(source.text, marks),
        lists=[(kind, word(f"annotate.{kind}", lang, count=len(entries)), entries) for kind, entries in lists],
        legend=_legend(citations, lang),
        script=Markup(script),
        script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _header(header: Header, lang: Lang) -> Iterator[tuple[str, str]]:
    """What the document says of itself, labelled."""
    subjects: Mapping[str, str] = {topic.id: getattr(topic, f"label_{lang}") for topic in topics()}
    for name in (field.name for field in fields(header) if field.name != "number_certainty"):
        if value := getattr(header, name):
            label = subjects.get(value, value) if name == "topic" else shown(name, value, lang)
            yield word(f"column.{name}", lang), str(label)


def _citations(document: Document, lang: Lang) -> Iterator[Entry]:
    for place, citation in enumerate(document.citations, 1):
        relation = relation_of(citation.relation, citation.cue)
        facts = [*fields_of(citation, document.citations, lang), ("resolution", reason(citation, lang))]
        facts.append(("rule", citation.rule))
        yield Entry(
            f"citation-{place}", place, f"relation {relation.key}", _one_line(citation.text), relation.label[lang],
            citation.start, citation.end, _labelled(facts, lang),
        )  # fmt: skip


def _tasks(tasks: Iterable[Task], lang: Lang) -> Iterator[Entry]:
    for place, task in enumerate(tasks, 1):
        facts = (
            ("section", task.section),
            ("lead", "; ".join(task.lead)),
            ("support", "; ".join(task.support)),
            ("deadline", task.deadline.text if task.deadline else None),
            ("product", task.product),
        )
        known = [(name, value) for name, value in facts if value]
        head = _one_line(task.text)[:_HEAD]
        yield Entry(f"task-{place}", place, "task", head, "", task.start, task.end, _labelled(known, lang))


def _findings(document: Document, lang: Lang) -> Iterator[Entry]:
    for place, finding in enumerate(document.findings, 1):
        facts = _labelled([("reason", f"{finding.code}: {finding.message}")], lang)
        yield Entry(
            f"finding-{place}", place, "finding", finding.message, finding.code, finding.start, finding.end, facts
        )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _labelled(facts: Iterable[tuple[str, str]], lang: Lang) -> tuple[tuple[str, str], ...]:
    return tuple((word(f"column.{name}", lang), value) for name, value in facts)


def _mark(entry: Entry) -> Mark | None:
    """The mark of an entry that has a place, described by its list entry; a citation's is reached by keyboard."""
    if entry.start is None or entry.end is None:
        return None
    reached = Markup(' tabindex="0" role="link"') if entry.look.startswith("relation") else Markup()
    opening = Markup('<mark class="{0}" id="{1}" data-entry="{1}" aria-describedby="{1}-facts"{2}>')
    again = Markup('<mark class="{}" data-entry="{}">').format(entry.look, entry.key)
    note = Markup('<i data-number="{}" aria-hidden="true"></i>').format(entry.number)
    return Mark(entry.start, entry.end, opening.format(entry.look, entry.key, reached), again, Markup("</mark>"), note)


def _title_marks(document: Document) -> Iterator[Mark]:
    opening, closing = Markup('<span class="title">'), Markup("</span>")
    for title in (citation.title for citation in document.citations):
        if title:
            yield Mark(title.start, title.end, opening, opening, closing)


def _legend(citations: Iterable[Entry], lang: Lang) -> list[dict[str, Any]]:
    """The relations that occur, strongest first, each with its colour and how often it occurs."""
    counts = Counter(entry.look.removeprefix("relation ") for entry in citations)
    return [
        {"key": key, "label": relation.label[lang], "colour": _colours()[key], "count": counts[key]}
        for key, relation in relations().items()
        if key in counts
    ]


@cache
def _colours() -> dict[str, str]:
    text = files("kg.views").joinpath("style.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["relation"])

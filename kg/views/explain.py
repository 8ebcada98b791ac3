"""Why each field of a citation is what it is, for a terminal and for the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.config import Lang
from kg.graph.ontology import relation_of
from kg.models import Citation
from kg.views.answers import aligned
from kg.views.cells import Cell
from kg.views.words import word, word_or

_COLUMNS = ("citation", "field", "rule", "value")
_MENTION = ("kind", "type", "sign_type", "number")
_BESIDE = {"date": "date", "issuer": "issuer", "title": "title", "pinpoint": "pinpoint", "container": "pinpoint"}
_RELATION = ("relation", "subject")
_TARGET = ("target", "candidates")


def explanation(citations: Sequence[Citation], lang: Lang) -> str:
    """A table with a row for each field of each citation (counted from 1): its value, and the rule for it."""
    rows: list[tuple[Cell, ...]] = []
    for place, citation in enumerate(citations, 1):
        span = f"{citation.start}–{citation.end}"
        rows.append((f"[{place}]", word("column.text", lang), span, " ".join(citation.text.split())))
        rows.extend((None, *row) for row in _decided(citation, citations, lang))
    return aligned([word(f"column.{name}", lang) for name in _COLUMNS], rows)


def _decided(citation: Citation, citations: Sequence[Citation], lang: Lang) -> Iterator[tuple[str, str, str]]:
    """Label, rule and value of each field that is known; the target's reason even where there is none.

    The record names the rules that decided the mention, what stands beside it, and its relation; a rule is
    named after the field that it reads.
    """
    values = {"target": "", **dict(fields_of(citation, citations, lang))}
    if citation.candidates:
        del values["target"]
    grammar, _, relation = citation.rule.partition("/")
    beside = {rule.partition(".")[0]: rule for rule in citation.rules}
    rules = {
        **dict.fromkeys(_MENTION, grammar),
        **{name: beside.get(field, "") for name, field in _BESIDE.items()},
        **dict.fromkeys(_RELATION, f"{relation}: “{citation.cue}”" if citation.cue else relation),
        **dict.fromkeys(_TARGET, reason(citation, lang)),
    }
    yield from ((word(f"column.{name}", lang), rule, values[name]) for name, rule in rules.items() if name in values)


def fields_of(citation: Citation, citations: Sequence[Citation], lang: Lang) -> Iterator[tuple[str, str]]:
    """The name of each field that is known, with its value as people read it.

    ``subject`` is shown as its place among *citations*, counted from 1; ``sign_type`` only where it is
    not the type that the text says.
    """
    subject = citation.subject
    values: dict[str, str | None] = {
        "relation": relation_of(citation.relation, citation.cue).label[lang],
        "cue": citation.cue,
        "subject": None if subject is None else f"[{subject + 1}] {citations[subject].number}",
        "kind": word(f"kind.{citation.kind}", lang),
        "type": citation.type,
        "sign_type": citation.sign_type if citation.sign_type != citation.type else None,
        "number": citation.number,
        "date": citation.date,
        "issuer": citation.issuer,
        "title": " ".join(citation.title.text.split()) if citation.title else None,
        "pinpoint": citation.pinpoint,
        "container": citation.container,
        "page": str(citation.page) if citation.page else None,
        "target": citation.target,
        "candidates": "; ".join(citation.candidates),
    }
    yield from ((name, value) for name, value in values.items() if value)


def reason(citation: Citation, lang: Lang) -> str:
    """How sure the target is, and why: "resolved, 0.85: the issuer's place is taken to be …"."""
    label = word(f"resolution.{citation.resolution}", lang)
    why = word_or(f"reason.{citation.reason.replace('-', '_')}", lang, "")
    return f"{label}, {citation.confidence:g}: {why}" if why else f"{label}, {citation.confidence:g}"

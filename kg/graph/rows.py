"""What one source says, as rows: its statements read back without a store, so that tables can be joined and counted.

A row holds exactly what the source's named graph holds; an engine that joins rows (:mod:`kg.engines.spark`) therefore
settles the same things as one that asks the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from kg.graph.evidence import Mention
from kg.graph.facts import is_sign
from kg.graph.ontology import relation_key, relations
from kg.graph.settle import acting, without_year
from kg.graph.validity import CHANGES, DETAILS
from kg.graph.vocabulary import CAN, CITO, DCTERMS, ELI, ITSRDF, OA, RDF, SKOS

Row: TypeAlias = dict[str, Any]

# Columns and what states them, in the order of the tables; types as SQL has them.
_SOURCE: Final = {
    "key": CAN.path, "sha256": CAN.sha256, "version": CAN.rulesVersion, "status": CAN.status, "reason": CAN.reason,
    "document": CAN.document,
}  # fmt: skip
_HEADER: Final = {
    "number": ELI.id_local, "date": ELI.date_document, "issuer": CAN.assertedIssuer, "title": DCTERMS.title,
    "level": CAN.level, "topic": CAN.topic, "period": CAN.period,
}  # fmt: skip
_CITATION: Final = {
    "citing": CITO.hasCitingEntity, "cited": CITO.hasCitedEntity, "relation": CAN.relation, "kind": CAN.kind,
    "mention": CAN.mention, "number": CAN.assertedNumber, "type": CAN.assertedType, "date": CAN.assertedDate,
    "issuer": CAN.assertedIssuer, "title": CAN.assertedTitle, "pinpoint": CAN.pinpoint, "container": CAN.container,
    "page": CAN.page, "resolution": CAN.resolution, "rule": CAN.rule, "confidence": ITSRDF.taConfidence,
    "subject": CAN.subject,
}  # fmt: skip
_TASK: Final = {
    "document": CAN.inPlan, "text": CAN.text, "section": CAN.section, "product": CAN.product, "deadline": CAN.deadline,
    "recurrence": CAN.recurrence, "earliest": CAN.earliest, "latest": CAN.latest, "lead": CAN.leadNames,
    "support": CAN.supportNames, "start": OA.start, "end": OA.end,
}  # fmt: skip
_FINDING: Final = {"code": CAN.code, "message": CAN.message, "start": OA.start, "end": OA.end}
_NUMBERS: Final = {"page": int, "start": int, "end": int, "confidence": float}
_TYPES: Final = {"page": "int", "start": "int", "end": "int", "confidence": "double"}


def _schema(columns: Mapping[str, ox.NamedNode], **more: str) -> str:
    types = {**{name: _TYPES.get(name, "string") for name in columns}, **more}
    return ", ".join(f"`{name}` {kind}" for name, kind in types.items())


CITATIONS: Final = _schema(
    {"citation": CAN.Citation, **_CITATION}, quote="string", start="int", end="int", candidates="array<string>",
    open="array<string>", left="boolean", stated="boolean", sign="boolean", rank="int", actor="string",
)  # fmt: skip
"""The columns of a mention. ``left``: its source ties it to nothing; ``stated``: it counts as it stands; ``sign``: its
number is a sign; ``rank``: the strength of the citing document's own relation; ``actor``: the document that acts, None
where an open mention names it; ``open``: the documents that it may mean, but for their year."""
TASKS: Final = _schema({"task": CAN.Task, **_TASK})
FINDINGS: Final = _schema(_FINDING)
EDGES: Final = "actor string, edge string, object string"
SOURCES: Final = (
    f"{_schema({**_SOURCE, 'source': CAN.Source, **_HEADER}, type='string', mentions='int', names='array<string>')}, "
    f"citations array<struct<{CITATIONS}>>, tasks array<struct<{TASKS}>>, findings array<struct<{FINDINGS}>>, "
    f"edges array<struct<{EDGES}>>"
)
"""The columns of a source: how it was read, the header of its document, and its mentions, tasks, findings, the edges by
which documents act on others, and the names of the bodies that it charges."""


class _Statements:
    """The statements of a source by subject and predicate; all values as text."""

    def __init__(self, statements: bytes) -> None:
        self.about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in ox.parse(statements, ox.RdfFormat.N_QUADS):
            subject, value = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                self.about[subject.value][quad.predicate.value].append(value.value)

    def of_kind(self, kind: ox.NamedNode) -> list[str]:
        """The subjects of a class, sorted."""
        return sorted(s for s, facts in self.about.items() if kind.value in facts.get(RDF.type.value, ()))

    def all(self, subject: str, predicate: ox.NamedNode) -> list[str]:
        """The values, sorted."""
        return sorted(self.about[subject].get(predicate.value, ())) if subject in self.about else []

    def one(self, subject: str, predicate: ox.NamedNode) -> str | None:
        """The value; None where there is none."""
        return next(iter(self.all(subject, predicate)), None)

    def row(self, subject: str, columns: Mapping[str, ox.NamedNode]) -> Row:
        """A value for each column."""
        facts = self.about[subject]
        found = {name: facts.get(predicate.value, (None,))[0] for name, predicate in columns.items()}
        return {n: _NUMBERS[n](v) if v is not None and n in _NUMBERS else v for n, v in found.items()}


def source_row(statements: bytes) -> Row:
    """The row of a source (:data:`SOURCES`) from the N-Quads of its graph.

    >>> from kg.graph.sheet import nquads
    >>> from kg.graph.triples import failed
    >>> row = source_row(nquads(failed("a.txt", "is empty", "https://w3id.org/can-cu/")))
    >>> row["key"], row["status"], row["reason"], row["citations"]
    ('a.txt', 'failed', 'is empty', [])
    """
    said = _Statements(statements)
    (source,) = said.of_kind(CAN.Source)
    about = said.row(source, _SOURCE)
    document = about["document"]
    header = said.row(document, _HEADER) if document else {}
    concept = said.one(document, ELI.type_document) if document else None
    citations = list(_citations(said))
    return {
        **about, **header, "source": source, "type": said.one(concept, SKOS.prefLabel) if concept else None,
        "mentions": len(citations), "citations": citations, "names": sorted(_names(said)), "edges": list(_edges(said)),
        "tasks": [{"task": task, **said.row(task, _TASK)} for task in said.of_kind(CAN.Task)],
        "findings": [said.row(finding, _FINDING) for finding in said.of_kind(CAN.Finding)],
    }  # fmt: skip


def _citations(said: _Statements) -> Iterator[Row]:
    for citation in said.of_kind(CAN.Citation):
        row = {"citation": citation, **said.row(citation, _CITATION)}
        row["relation"] = relation_key(row["relation"])
        yield {**row, **_place(said, citation), **_standing(said, row)}


def _place(said: _Statements, citation: str) -> Row:
    """The words of a mention, and where they stand."""
    target = said.one(citation, OA.hasTarget) or ""
    found = [said.row(part, {"quote": OA.exact, **_SPAN}) for part in said.all(target, OA.hasSelector)]
    return {name: value for row in found for name, value in row.items() if value is not None}


_SPAN: Final = {"start": OA.start, "end": OA.end}


def _standing(said: _Statements, row: Row) -> Row:
    """What a mention counts for."""
    citation, subject = row["citation"], row["subject"]
    counts = row["kind"] != "blank" and row["relation"] != "self" and row["cited"] != row["citing"]
    whole = all(row[name] is not None for name in ("cited", "number", "type", "confidence"))
    return {
        "candidates": said.all(citation, CAN.candidate),
        "open": ["/".join(without_year(pattern)) for pattern in said.all(citation, CAN.openIdentity)],
        "left": CAN.UnresolvedReference.value in said.all(citation, RDF.type),
        "stated": counts and whole,
        "sign": is_sign(row["number"] or ""),
        "rank": relations()[mention_of(row).own_relation].rank,
        "actor": said.one(subject, CITO.hasCitedEntity) if subject else row["citing"],
    }


def mention_of(row: Mapping[str, Any]) -> Mention:
    """A row of a mention as the record that the rules of the graph read."""
    return Mention(
        row["citation"], row.get("source") or "", row["citing"], row["cited"] or "", row["mention"], row["relation"],
        row["number"] or "", row["type"] or "", row["confidence"] or 0.0, row["subject"], row["date"], row["issuer"],
        row["title"], row["resolution"], row["pinpoint"],
    )  # fmt: skip


def _names(said: _Statements) -> set[str]:
    bodies = said.of_kind(CAN.Agency)
    return {name for body in bodies for label in (SKOS.prefLabel, SKOS.altLabel) for name in said.all(body, label)}


def _edges(said: _Statements) -> Iterator[Row]:
    for actor, facts in said.about.items():
        for edge in _acting().intersection(facts):
            yield from ({"actor": actor, "edge": edge, "object": value} for value in facts[edge])


@cache
def _acting() -> frozenset[str]:
    changing = (relations()[key].edge for key in CHANGES | DETAILS)
    return frozenset(edge.value for edge in (*acting(), *changing) if edge is not None)

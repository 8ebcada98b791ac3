"""Citations as nodes with their quotes, and as edges between documents."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

import pyoxigraph as ox

from kg.graph.ontology import Relation, relation_of
from kg.graph.provisions import write_provisions
from kg.graph.sheet import Sheet
from kg.graph.terms import date_literal
from kg.graph.vocabulary import CAN, CITO, ELI, ITSRDF, OA, RDF
from kg.models import Citation, Document, Source
from kg.tables import digest

_CONTEXT = 100
"""How many characters before and after a quote go with it, so that it can be found again."""


def mentions_as(citations: Sequence[Citation]) -> list[str]:
    """How a document mentions each other: ``direct``, ``alias``, or ``nested`` in what it says of a third.

    A mention is nested where the document that acts on it stands before it, or where it lies inside
    another's title. "X (amended by Y)" is a direct mention of X, though Y acts on it.
    """
    around = _covers(citations)

    def mention(index: int, citation: Citation) -> str:
        acted_on = citation.subject is not None and citations[citation.subject].start <= citation.start
        if acted_on or any(other != index for other in around(citation.start)):
            return "nested"
        return "alias" if citation.kind == "alias" else "direct"

    return [mention(index, citation) for index, citation in enumerate(citations)]


def _covers(citations: Sequence[Citation]) -> Callable[[int], list[int]]:
    """Which citations, or their titles, stand around a place: looked for among those that can reach so far."""
    spans = sorted(
        (start, end, index)
        for index, one in enumerate(citations)
        for start, end in ((one.start + 1, one.end), (one.title.start, one.title.end) if one.title else (0, 0))
        if start < end
    )
    starts = [start for start, _, _ in spans]
    longest = max((end - start for start, end, _ in spans), default=0)

    def around(at: int) -> list[int]:
        near = spans[bisect_left(starts, at - longest) : bisect_right(starts, at)]
        return [index for start, end, index in near if start <= at < end]

    return around


def citation_iri(base: str, source: str, citation: Citation) -> ox.NamedNode:
    """The node of one mention: the same place of the same source, the same name."""
    return ox.NamedNode(f"{base}citation/{digest(source, citation.start, citation.end)}")


def write_mentions(sheet: Sheet, document: Document, source: Source, base: str) -> None:
    """A node for each citation, and the edges that citations and links draw."""
    nodes = [citation_iri(base, document.source, citation) for citation in document.citations]
    mentioned = mentions_as(document.citations)
    for index, citation in enumerate(document.citations):
        mention = mentioned[index]
        _write_node(sheet, nodes[index], document, citation, mention)
        if citation.subject is not None:
            sheet.add(nodes[index], CAN.subject, nodes[citation.subject])
        _write_quote(sheet, nodes[index], citation, source.text)
        write_provisions(sheet, nodes[index], citation)
        _write_edges(sheet, document, citation, mention)
    _write_links(sheet, document)


def _write_node(sheet: Sheet, node: ox.NamedNode, document: Document, c: Citation, mention: str) -> None:
    sheet.add(node, RDF.type, CAN.Citation)
    if c.target is None and c.relation != "self":
        sheet.add(node, RDF.type, CAN.UnresolvedReference)
    sheet.add(node, CITO.hasCitingEntity, ox.NamedNode(document.id))
    sheet.add(node, CITO.hasCitedEntity, ox.NamedNode(c.target) if c.target else None)
    sheet.add_all(node, (
        (CAN.inSource, sheet.graph),
        (CAN.relation, relation_of(c.relation, c.cue).iri),
        (CAN.kind, c.kind), (CAN.mention, mention), (CAN.cue, c.cue),
        (CAN.assertedNumber, c.number), (CAN.assertedType, c.type),
        (CAN.assertedDate, date_literal(c.date) if c.date else None),
        (CAN.assertedIssuer, c.issuer), (CAN.assertedTitle, _plain(c.title.text) if c.title else None),
        (CAN.pinpoint, c.pinpoint), (CAN.container, c.container), (CAN.page, c.page),
        (CAN.resolution, c.resolution), (CAN.rule, c.rule), (CAN.reason, c.reason or None),
        (ITSRDF.taConfidence, float(c.confidence) if c.resolution != "unresolved" else None),
    ))  # fmt: skip
    sheet.add(node, CAN.openIdentity, *c.open)
    sheet.add(node, CAN.candidate, *(ox.NamedNode(iri) for iri in c.candidates))


def _write_quote(sheet: Sheet, node: ox.NamedNode, citation: Citation, text: str) -> None:
    target, quote, position = _parts(node)
    start, end = citation.start, citation.end
    sheet.add(node, OA.hasTarget, target)
    sheet.add(target, RDF.type, OA.SpecificResource)
    sheet.add(target, OA.hasSource, sheet.graph)
    sheet.add(target, OA.hasSelector, quote, position)
    sheet.add(quote, RDF.type, OA.TextQuoteSelector)
    sheet.add(quote, OA.exact, text[start:end])
    sheet.add(quote, OA["prefix"], _from_word(text, max(0, start - _CONTEXT), start))
    sheet.add(quote, OA.suffix, _to_word(text, end, end + _CONTEXT))
    sheet.add(position, RDF.type, OA.TextPositionSelector)
    sheet.add(position, OA.start, start)
    sheet.add(position, OA.end, end)


def _parts(node: ox.NamedNode) -> tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]:
    target, quote, position = (ox.NamedNode(f"{node.value}/{part}") for part in ("target", "quote", "position"))
    return target, quote, position


def _write_edges(sheet: Sheet, document: Document, citation: Citation, mention: str) -> None:
    if not citation.target or citation.relation == "self" or citation.kind == "blank":
        return
    citing, cited = ox.NamedNode(document.id), ox.NamedNode(citation.target)
    if citing != cited:
        sheet.add(citing, ELI.refers_to if mention == "nested" else ELI.cites, cited)
    relation = relation_of(citation.relation, citation.cue)
    _write_edge(sheet, _actor(document, citation.subject), relation, cited)


def _write_links(sheet: Sheet, document: Document) -> None:
    for link in document.links:
        target = document.citations[link.object].target
        if target and link.relation != "self":
            relation = relation_of(link.relation)
            _write_edge(sheet, _actor(document, link.subject), relation, ox.NamedNode(target))


def _actor(document: Document, subject: int | None) -> ox.NamedNode | None:
    iri = document.id if subject is None else document.citations[subject].target
    return ox.NamedNode(iri) if iri else None


def _write_edge(sheet: Sheet, actor: ox.NamedNode | None, relation: Relation, cited: ox.NamedNode) -> None:
    if actor is not None and actor != cited and relation.edge is not None:
        sheet.add(actor, relation.edge, cited)


def _plain(title: str) -> str:
    """A title without line breaks and emphasis marks, as people read it."""
    return " ".join(title.replace("*", "").split())


def _from_word(text: str, start: int, end: int) -> str:
    """``text[start:end]`` without the word that it begins in the middle of."""
    while 0 < start < end and not text[start - 1].isspace():
        start += 1
    return text[start:end]


def _to_word(text: str, start: int, end: int) -> str:
    """``text[start:end]`` without the word that it ends in the middle of."""
    while start < end < len(text) and not text[end].isspace():
        end -= 1
    return text[start:end]

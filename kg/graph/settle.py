"""Mentions that their own document leaves open, settled by what else is in the graph.

A mention without a year ("Quyết định 920/QĐ-TTg") names a document but for its year. Of all documents that were
read, or are cited with a year, those with the same body, type and number that are not later than the citing
document can be meant: one settles it, several are candidates. Only what the sources say by themselves counts, so
that the same sources give the same answer in whatever order they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import pyoxigraph as ox

from kg.graph.evidence import Mention, Read
from kg.graph.ontology import legal, relations
from kg.graph.sheet import Sheet
from kg.graph.vocabulary import CAN, CITO, ELI, ITSRDF, RDFS

GRAPH_CONFIDENCE, SEVERAL_CONFIDENCE = 0.7, 0.3
"""As in ``kg.resolve.verdict``: the only document that can be meant; one of several."""


@dataclass(frozen=True, slots=True)
class Settled:
    """An open mention and the documents that it can mean, one or more, sorted."""

    mention: Mention
    documents: tuple[str, ...]

    @property
    def tied(self) -> Mention | None:
        """The mention, tied to its document; None where several can be meant."""
        if len(self.documents) > 1:
            return None
        return replace(self.mention, cited=self.documents[0], confidence=GRAPH_CONFIDENCE)


def settle(
    opened: Iterable[tuple[Mention, tuple[str, ...]]], dates: Mapping[str, str | None], read: Mapping[str, Read]
) -> Iterator[Settled]:
    """Which open mentions the documents of the graph settle.

    *opened* holds each mention with the IRIs that are possible, ``*`` standing for the year; *dates* every
    document with its date, as far as known.
    """
    numbered = _by_number(dates)
    for mention, patterns in opened:
        citing = read[mention.citing].date
        found = {
            iri
            for pattern in patterns
            for iri in numbered.get(without_year(pattern), ())
            if iri != mention.citing and no_later(iri, dates[iri], citing)
        }
        if found:
            yield Settled(mention, tuple(sorted(found)))


def _by_number(documents: Iterable[str]) -> Mapping[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for iri in documents:
        found[without_year(iri)].append(iri)
    return found


def without_year(iri: str) -> tuple[str, str]:
    """Body and type, and number, of a document's IRI or of a pattern for it."""
    before, _, number = iri.rpartition("/")
    return before.rpartition("/")[0], number


def no_later(iri: str, date: str | None, citing: str | None) -> bool:
    """Whether a document is not later than the one that cites it, by its date or by the year in its IRI."""
    known = date or iri.split("/")[-2].removeprefix("nk")
    return citing is None or known[: len(citing)] <= citing[: len(known)]


def write_settled(sheet: Sheet, settled: Iterable[Settled]) -> None:
    """What the graph adds to what the sources say: the cited document and its edges, or the candidates."""
    for one in settled:
        node = ox.NamedNode(one.mention.citation)
        if (mention := one.tied) is None:
            sheet.add(node, CAN.candidate, *(ox.NamedNode(iri) for iri in one.documents))
            continue
        cited, citing = ox.NamedNode(mention.cited), ox.NamedNode(mention.citing)
        sheet.add_all(node, (
            (CITO.hasCitedEntity, cited), (ITSRDF.taConfidence, mention.confidence), (CAN.reason, "graph"),
        ))  # fmt: skip
        sheet.add(citing, ELI.refers_to if mention.mention == "nested" else ELI.cites, cited)
        if mention.subject is None:
            sheet.add(citing, relations()[mention.relation].edge or ELI.cites, cited)


def acts_of(settled: Iterable[Settled]) -> set[tuple[str, str]]:
    """What the citing documents themselves do to what settled mentions mean: (actor, object) by IRI."""
    tied = (one.tied for one in settled)
    return {(m.citing, m.cited) for m in tied if m and m.subject is None and relations()[m.relation].edge in acting()}


@cache
def acting() -> frozenset[ox.NamedNode]:
    """The edges by which one document acts on another."""
    found = (t.subject for t in legal() if t.predicate == RDFS.subPropertyOf and t.object == CAN.actsOn)
    return frozenset(edge for edge in found if isinstance(edge, ox.NamedNode))

"""How often, and as what, one document mentions another: made at build, so that answers stay fast."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.evidence import Mention
from kg.graph.ontology import Relation, relations
from kg.graph.sheet import Sheet
from kg.graph.vocabulary import CAN, ITSRDF, RDF
from kg.tables import digest


@dataclass(frozen=True, slots=True)
class Summary:
    """A citing and a cited document: counts, strongest relation, and its best confidence."""

    citing: str
    cited: str
    direct: int
    nested: int
    alias: int
    relation: Relation
    confidence: float

    @property
    def names(self) -> bool:
        """Whether the document speaks of the other itself, not only inside of what it says of a third."""
        return self.direct + self.alias > 0


def summaries(mentions: Iterable[Mention]) -> list[Summary]:
    """One for each pair of documents, in the order of their first mentions."""
    pairs: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        pairs[mention.citing, mention.cited].append(mention)
    return [_summary(citing, cited, about) for (citing, cited), about in pairs.items()]


def _summary(citing: str, cited: str, about: list[Mention]) -> Summary:
    counts = Counter(mention.mention for mention in about)
    relation, confidence = _strongest(about)
    return Summary(citing, cited, counts["direct"], counts["nested"], counts["alias"], relation, confidence)


def _strongest(about: list[Mention]) -> tuple[Relation, float]:
    strongest = min((relations()[mention.own_relation] for mention in about), key=lambda found: found.rank)
    best = max(m.confidence for m in about if m.own_relation == strongest.key)
    return strongest, best


def write_summaries(sheet: Sheet, found: Iterable[Summary], base: str) -> None:
    """A node for each."""
    for one in found:
        sheet.add_all(ox.NamedNode(f"{base}summary/{digest(one.citing, one.cited)}"), (
            (RDF.type, CAN.CitationSummary),
            (CAN.citing, ox.NamedNode(one.citing)), (CAN.cited, ox.NamedNode(one.cited)),
            (CAN.relation, one.relation.iri), (ITSRDF.taConfidence, one.confidence),
            (CAN.direct, one.direct), (CAN.nested, one.nested), (CAN.alias, one.alias),
        ))  # fmt: skip

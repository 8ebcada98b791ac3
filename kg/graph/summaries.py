"""How often, and as what, one document mentions another: made at build, so that answers stay fast."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from kg.graph.evidence import Mention
from kg.graph.ontology import Relation, relations
from kg.graph.sheet import Sheet
from kg.graph.vocabulary import CAN, ITSRDF, RDF
from kg.tables import digest

_COUNTS = {"direct": CAN.direct, "nested": CAN.nested, "alias": CAN.alias}


def write_summaries(sheet: Sheet, mentions: Iterable[Mention], base: str) -> None:
    """One node per citing and cited document: counts, strongest relation, and its best confidence."""
    pairs: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        pairs[mention.citing, mention.cited].append(mention)
    for (citing, cited), about in pairs.items():
        node = ox.NamedNode(f"{base}summary/{digest(citing, cited)}")
        _write(sheet, node, citing, cited, about)


def _write(sheet: Sheet, node: ox.NamedNode, citing: str, cited: str, about: list[Mention]) -> None:
    counts = Counter(mention.mention for mention in about)
    relation, confidence = _strongest(about)
    sheet.add_all(node, (
        (RDF.type, CAN.CitationSummary), (CAN.citing, ox.NamedNode(citing)), (CAN.cited, ox.NamedNode(cited)),
        (CAN.relation, relation.iri), (ITSRDF.taConfidence, confidence),
    ))  # fmt: skip
    for kind, predicate in _COUNTS.items():
        sheet.add(node, predicate, counts[kind])


def _strongest(about: list[Mention]) -> tuple[Relation, float]:
    strongest = min((relations()[mention.own_relation] for mention in about), key=lambda found: found.rank)
    best = max(m.confidence for m in about if m.own_relation == strongest.key)
    return strongest, best

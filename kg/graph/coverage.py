"""What was read, and what became of its mentions: counted at build, as these counts are of everything there is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

import pyoxigraph as ox

from kg.graph.evidence import Read
from kg.graph.settle import Settled
from kg.graph.sheet import Sheet
from kg.graph.store import Store
from kg.graph.summaries import Summary
from kg.graph.tallies import Seat
from kg.graph.vocabulary import CAN, RDF
from kg.tables import digest

_STATED = """
PREFIX can: <https://w3id.org/can-cu/def#>
SELECT ?source ?kind ?resolution (COUNT(?citation) AS ?mentions) WHERE {
  GRAPH ?source {
    ?citation can:inSource ?source ; can:kind ?kind ; can:resolution ?resolution ; can:relation ?relation
  }
  FILTER(?relation != can:relation-self)
} GROUP BY ?source ?kind ?resolution
"""
_LEFT_OPEN = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX cito: <http://purl.org/spar/cito/>
SELECT ?citation ?citing ?source ?kind ?resolution (COUNT(?candidate) AS ?candidates) WHERE {
  GRAPH ?source {
    ?citation a can:UnresolvedReference ; cito:hasCitingEntity ?citing ; can:inSource ?source ; can:kind ?kind ;
      can:resolution ?resolution .
    OPTIONAL { ?citation can:candidate ?candidate }
  }
} GROUP BY ?citation ?citing ?source ?kind ?resolution
"""
_OUTCOMES = {
    "mentions": CAN.mentions, "resolved": CAN.resolved, "graph": CAN.byGraph, "manual": CAN.manual,
    "ambiguous": CAN.ambiguous, "unresolved": CAN.unresolved,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Left:
    """A mention that is tied to no document, and why: ``reason`` as the query *unresolved* shows it."""

    citation: str
    citing: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many mentions of a source and kind there are and what became of how many; each that is left open."""

    counts: Mapping[tuple[str, str], Counter[str]]
    left: tuple[Left, ...]

    def left_in(self, read: Mapping[str, Read]) -> Iterator[Left]:
        """What is left open in the sources that count."""
        return (one for one in self.left if one.citing in read and read[one.citing].source == one.source)


def outcomes(store: Store, settled: Iterable[Settled]) -> Outcomes:
    """What became of the mentions of each source; *settled* is what all sources say together."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in store.select(_STATED):
        counts = found[str(row["source"]), str(row["kind"])]
        counts["mentions"] += int(str(row["mentions"]))
        if row["resolution"] in ("resolved", "manual"):
            counts[str(row["resolution"])] += int(str(row["mentions"]))
    by_graph = {one.mention.citation: "graph" if one.tied else "ambiguous" for one in settled}
    left = []
    for row in store.select(_LEFT_OPEN):
        citation, citing, source, kind = (str(row[name]) for name in ("citation", "citing", "source", "kind"))
        outcome = by_graph.get(citation, "ambiguous" if row["candidates"] else "unresolved")
        found[source, kind][outcome] += 1
        reason = reason_of(kind, outcome, str(row["resolution"]))
        left += [Left(citation, citing, source, reason)] if outcome != "graph" else []
    return Outcomes(found, tuple(left))


def reason_of(kind: str, outcome: str, resolution: str) -> str:
    """Why a mention of a kind is tied to nothing, as the query *unresolved* shows it."""
    return "blank" if kind == "blank" else outcome if outcome == "ambiguous" else resolution


def write_coverage(
    sheet: Sheet,
    read: Mapping[str, Read],
    seats: Mapping[str, Seat],
    found: Outcomes,
    said: Iterable[Summary],
    base: str,
) -> None:
    """What was read from each province at each level, there by year and topic; and mentions by kind and level.

    *said* tells which documents are named by what was read.
    """
    sources = {about.source: iri for iri, about in read.items()}
    kinds: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    left: Counter[str] = Counter()
    for (source, kind), counts in found.counts.items():
        if iri := sources.get(source):
            kinds[kind, seats[iri].level] += counts
            left[iri] += counts["ambiguous"] + counts["unresolved"]
    for (kind, level), counts in kinds.items():
        write_kind(sheet, kind, level, counts, base)
    for one in found.left_in(read):
        write_left(sheet, one.citation, one.reason)
    units = Counter((seat.province, seat.level) for iri, seat in seats.items() if iri in read)
    for (province, level), plans in units.items():
        write_presence(sheet, province, level, plans, base)
    holdings = {iri: Holding.of(about, seats[iri]) for iri, about in read.items()}
    nodes = {holding: holding.node(base) for holding in {*holdings.values()}}
    held: dict[Holding, list[Read]] = defaultdict(list)
    for iri, holding in holdings.items():
        held[holding].append(read[iri])
        write_held(sheet, nodes[holding], iri)
    for holding, some in held.items():
        statuses = Counter(about.status for about in some)
        unresolved = sum(left[about.document] for about in some)
        write_holding(sheet, holding, Held(len(some), statuses["ocr"], statuses["partial"], unresolved), base)
    for summary in said:  # each document once, however many of a holding's documents speak of it
        if summary.names:
            write_named(sheet, nodes[holdings[summary.citing]], summary.cited)


def write_left(sheet: Sheet, citation: str, reason: str) -> None:
    """That a mention is tied to nothing, and why."""
    sheet.add(ox.NamedNode(citation), CAN.leftOpen, reason)


def write_held(sheet: Sheet, holding: ox.NamedNode, document: str) -> None:
    """That a document is in a holding."""
    sheet.add(holding, CAN.holds, ox.NamedNode(document))


def write_named(sheet: Sheet, holding: ox.NamedNode, document: str) -> None:
    """That a holding speaks of a document."""
    sheet.add(holding, CAN.names, ox.NamedNode(document))


def write_kind(sheet: Sheet, kind: str, level: str, counts: Mapping[str, int], base: str) -> None:
    """What became of the mentions of a kind, in what was read of a level."""
    node = ox.NamedNode(f"{base}resolution/{digest(kind, level)}")
    sheet.add_all(node, ((RDF.type, CAN.ResolutionCount), (CAN.kind, kind), (CAN.level, level)))
    sheet.add_all(node, ((predicate, counts.get(outcome, 0)) for outcome, predicate in _OUTCOMES.items()))


def write_presence(sheet: Sheet, province: str | None, level: str, plans: int, base: str) -> None:
    """How many documents were read of a level of a province."""
    node = ox.NamedNode(f"{base}presence/{digest(province, level)}")
    sheet.add_all(node, (
        (RDF.type, CAN.Presence), (CAN.province, ox.NamedNode(province) if province else None), (CAN.level, level),
        (CAN.plans, plans),
    ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holding:
    """What was read of a level of a province, for one year and topic."""

    province: str | None
    level: str
    year: int | None
    topic: str | None

    @classmethod
    def of(cls, about: Read, seat: Seat) -> Self:
        """The holding that a document is in."""
        return cls(seat.province, seat.level, about.plan_year, about.topic)

    def node(self, base: str) -> ox.NamedNode:
        """Its node."""
        return ox.NamedNode(f"{base}holding/{digest(self.province, self.level, self.year, self.topic)}")


@dataclass(frozen=True, slots=True)
class Held:
    """How many documents a holding has, how many of them scans or read in part, and what they leave unresolved."""

    plans: int
    scanned: int
    partial: int
    unresolved: int


def write_holding(sheet: Sheet, holding: Holding, held: Held, base: str) -> None:
    """A node for it, with its counts; what is rare is said where it is."""
    node = holding.node(base)
    rare = ((CAN.scanned, held.scanned), (CAN.partial, held.partial), (CAN.unresolved, held.unresolved))
    year, topic = holding.year, holding.topic
    presence = ox.NamedNode(f"{base}presence/{digest(holding.province, holding.level)}")
    sheet.add(presence, CAN.holding, node)
    sheet.add(node, CAN.agenda, f"{topic} {year}" if topic and year else None)
    sheet.add_all(node, ((RDF.type, CAN.Holding), (CAN.planYear, year), (CAN.topic, topic), (CAN.plans, held.plans)))
    sheet.add_all(node, ((predicate, count) for predicate, count in rare if count))

"""What was read, and what became of its mentions: counted at build, as these counts are of everything there is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

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
        reason = "blank" if kind == "blank" else outcome if outcome == "ambiguous" else str(row["resolution"])
        left += [Left(citation, citing, source, reason)] if outcome != "graph" else []
    return Outcomes(found, tuple(left))


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
        node = ox.NamedNode(f"{base}resolution/{digest(kind, level)}")
        sheet.add_all(node, ((RDF.type, CAN.ResolutionCount), (CAN.kind, kind), (CAN.level, level)))
        sheet.add_all(node, ((predicate, counts[outcome]) for outcome, predicate in _OUTCOMES.items()))
    for one in found.left_in(read):
        sheet.add(ox.NamedNode(one.citation), CAN.leftOpen, one.reason)
    units: dict[tuple[str | None, str], list[Read]] = defaultdict(list)
    for iri, about in read.items():
        units[seats[iri].province, seats[iri].level].append(about)
    holdings = [
        holding
        for (province, level), documents in units.items()
        for holding in _write_presence(sheet, province, level, documents, left, base)
    ]
    _write_names(sheet, dict(holdings), said)


def _write_presence(
    sheet: Sheet, province: str | None, level: str, documents: list[Read], left: Counter[str], base: str
) -> Iterator[tuple[str, ox.NamedNode]]:
    """What was read of a unit; each document with the holding that it is in."""
    node = ox.NamedNode(f"{base}presence/{digest(province, level)}")
    sheet.add_all(node, (
        (RDF.type, CAN.Presence), (CAN.province, ox.NamedNode(province) if province else None), (CAN.level, level),
        (CAN.plans, len(documents)),
    ))  # fmt: skip
    held: dict[tuple[int | None, str | None], list[Read]] = defaultdict(list)
    for about in documents:
        held[about.plan_year, about.topic].append(about)
    for (year, topic), some in held.items():
        holding = ox.NamedNode(f"{base}holding/{digest(province, level, year, topic)}")
        statuses = Counter(about.status for about in some)
        rare = (
            (CAN.scanned, statuses["ocr"]), (CAN.partial, statuses["partial"]),
            (CAN.unresolved, sum(left[about.document] for about in some)),
        )  # fmt: skip
        sheet.add(node, CAN.holding, holding)
        sheet.add(holding, CAN.holds, *(ox.NamedNode(about.document) for about in some))
        sheet.add(holding, CAN.agenda, f"{topic} {year}" if topic and year else None)
        sheet.add_all(
            holding, ((RDF.type, CAN.Holding), (CAN.planYear, year), (CAN.topic, topic), (CAN.plans, len(some)))
        )
        sheet.add_all(holding, ((predicate, count) for predicate, count in rare if count))
        yield from ((about.document, holding) for about in some)


def _write_names(sheet: Sheet, holdings: Mapping[str, ox.NamedNode], said: Iterable[Summary]) -> None:
    """Which documents each holding speaks of, each once, however many of its documents do."""
    for one in said:
        if one.names:
            sheet.add(holdings[one.citing], CAN.names, ox.NamedNode(one.cited))

"""Who cites a document, counted at build: at each level, in each province, and among all that the level cites.

What asks for one much cited document, or for all documents, reads these counts in the place of thousands of summaries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.graph.collation import value_key
from kg.graph.ontology import Relation
from kg.graph.sheet import Sheet
from kg.graph.summaries import Summary
from kg.graph.vocabulary import CAN, ITSRDF, RDF
from kg.tables import digest

PAGE: Final = 100
"""How many documents stand on a page of the ranking: the first few are found without a look at the others."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a document comes from, by name and province, and what lists call it; a central one has no province."""

    place: str | None
    province: str | None
    level: str
    label: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How the documents of one level in one province speak of a document: ``plans`` of them, by ``names``.

    ``relation`` and ``confidence`` are the strongest and the best; no confidence where none of them names it itself.
    """

    cited: str
    level: str
    province: str
    plans: int
    direct: int
    nested: int
    alias: int
    relation: Relation
    confidence: float | None
    names: str

    def iri(self, base: str) -> ox.NamedNode:
        """Its node."""
        return tally_iri(base, self.cited, self.level, self.province)


@dataclass(frozen=True, slots=True)
class Standing:
    """A cited document at one level: in how many provinces, by how many documents, and how often it is named."""

    cited: str
    level: str
    provinces: int
    plans: int
    direct: int

    def iri(self, base: str) -> ox.NamedNode:
        """Its node."""
        return ox.NamedNode(f"{base}standing/{digest(self.cited, self.level)}")


def tally_iri(base: str, cited: str, level: str, province: str) -> ox.NamedNode:
    """The node of a tally."""
    return ox.NamedNode(f"{base}tally/{digest(cited, level, province)}")


def write_tallies(
    sheet: Sheet, found: Iterable[Summary], seats: Mapping[str, Seat], numbers: Mapping[str, str | None], base: str
) -> None:
    """The standing of each cited document at each level, its tally in each province, and the pages of the rankings."""
    cells: dict[tuple[str, str, str], list[Summary]] = defaultdict(list)
    for one in found:
        seat = seats[one.citing]
        if seat.province:
            cells[one.cited, seat.level, seat.province].append(one)
            write_teller(sheet, one, seat, base)
    tallies = [_tally(*cell, about, seats) for cell, about in cells.items()]
    for tally in tallies:
        write_tally(sheet, tally, base)
    ranked: dict[str, list[Standing]] = defaultdict(list)
    for standing in _standings(tallies):
        write_standing(sheet, standing, base)
        ranked[standing.level] += [standing] if standing.plans else []
    for standings in ranked.values():
        standings.sort(key=lambda one: rank_key(one, numbers[one.cited]))
        for position, standing in enumerate(standings, 1):
            write_position(sheet, standing, position, base)


def _tally(cited: str, level: str, province: str, about: list[Summary], seats: Mapping[str, Seat]) -> Tally:
    naming = [one for one in about if one.names]
    return Tally(
        cited, level, province, len(naming),
        direct=sum(one.direct for one in about), nested=sum(one.nested for one in about),
        alias=sum(one.alias for one in about),
        relation=min((one.relation for one in about), key=lambda relation: relation.rank),
        confidence=max((one.confidence for one in naming), default=None),
        names="; ".join(sorted({seats[one.citing].label for one in naming})),
    )  # fmt: skip


def _standings(tallies: Iterable[Tally]) -> Iterable[Standing]:
    counts: dict[tuple[str, str], list[Tally]] = defaultdict(list)
    for tally in tallies:
        counts[tally.cited, tally.level].append(tally)
    for (cited, level), about in counts.items():
        plans, direct = sum(one.plans for one in about), sum(one.direct for one in about)
        yield Standing(cited, level, sum(one.plans > 0 for one in about), plans, direct)


def write_standing(sheet: Sheet, one: Standing, base: str) -> None:
    """A node for it, beside the cited document."""
    node = one.iri(base)
    sheet.add(ox.NamedNode(one.cited), CAN.standing, node)
    sheet.add_all(node, (
        (RDF.type, CAN.Standing), (CAN.level, one.level), (CAN.provinces, one.provinces), (CAN.plans, one.plans),
        (CAN.direct, one.direct),
    ))  # fmt: skip


def write_tally(sheet: Sheet, one: Tally, base: str) -> None:
    """A node for it, below the standing of its document."""
    node = one.iri(base)
    sheet.add(ox.NamedNode(f"{base}standing/{digest(one.cited, one.level)}"), CAN.tally, node)
    sheet.add_all(node, (
        (RDF.type, CAN.Tally), (CAN.province, ox.NamedNode(one.province)), (CAN.plans, one.plans),
        (CAN.direct, one.direct), (CAN.nested, one.nested), (CAN.alias, one.alias),
        (CAN.relation, one.relation.iri), (ITSRDF.taConfidence, one.confidence), (CAN.planNames, one.names),
    ))  # fmt: skip


def write_teller(sheet: Sheet, one: Summary, seat: Seat, base: str) -> None:
    """Who is counted in a tally; *seat* is where the citing document comes from."""
    node = tally_iri(base, one.cited, seat.level, seat.province or "")
    sheet.add(node, CAN.namedBy if one.names else CAN.nestedBy, ox.NamedNode(one.citing))


def rank_key(one: Standing, number: str | None) -> tuple[object, ...]:
    """What rankings are sorted by: provinces, then documents, mentions and number, as answers are."""
    return (-one.provinces, -one.plans, -one.direct, value_key(number), one.cited)


def write_position(sheet: Sheet, one: Standing, position: int, base: str) -> None:
    """The place, counted from 1, of a document among those that its level cites, and the page that it stands on."""
    first = (position - 1) // PAGE * PAGE + 1
    page = ox.NamedNode(f"{base}ranking/{one.level}/{first}")
    if position == first:
        sheet.add_all(page, ((RDF.type, CAN.Ranking), (CAN.level, one.level), (CAN.first, first)))
    sheet.add(page, CAN.ranks, one.iri(base))
    sheet.add(one.iri(base), CAN.position, position)

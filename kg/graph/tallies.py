"""Who cites a document, counted at build: at each level, in each province, and among all that the level cites.

What asks for one much cited document, or for all documents, reads these counts in the place of thousands of summaries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.graph.collation import value_key
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
class Standing:
    """A cited document at one level: the summaries of the documents that cite it, by their provinces."""

    cited: str
    level: str
    provinces: Mapping[str, list[Summary]]

    @property
    def naming(self) -> dict[str, list[Summary]]:
        """Those that speak of it themselves."""
        named = {province: [one for one in about if one.names] for province, about in self.provinces.items()}
        return {province: about for province, about in named.items() if about}

    def counts(self) -> tuple[int, int, int]:
        """In how many provinces, by how many documents, and how often it is named."""
        naming = [one for about in self.naming.values() for one in about]
        return len(self.naming), len(naming), sum(one.direct for one in naming)

    def iri(self, base: str) -> ox.NamedNode:
        """Its node."""
        return ox.NamedNode(f"{base}standing/{digest(self.cited, self.level)}")


_Levels: TypeAlias = dict[str, list[tuple[tuple[object, ...], Standing]]]


def write_tallies(
    sheet: Sheet, found: Iterable[Summary], seats: Mapping[str, Seat], numbers: Mapping[str, str | None], base: str
) -> None:
    """The standing of each cited document at each level, its tally in each province, and the pages of the rankings."""
    ranked: _Levels = defaultdict(list)
    for one in _standings(found, seats):
        _write_standing(sheet, one, base)
        for province, about in one.provinces.items():
            _write_tally(sheet, one, province, about, seats, base)
        provinces, plans, direct = one.counts()
        if plans:
            key = (-provinces, -plans, -direct, value_key(numbers[one.cited]), one.cited)
            ranked[one.level].append((key, one))
    for level, standings in ranked.items():
        _write_ranking(sheet, level, [one for _, one in sorted(standings, key=lambda pair: pair[0])], base)


def _standings(found: Iterable[Summary], seats: Mapping[str, Seat]) -> Iterable[Standing]:
    cells: dict[tuple[str, str], dict[str, list[Summary]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        seat = seats[one.citing]
        if seat.province:
            cells[one.cited, seat.level][seat.province].append(one)
    return (Standing(cited, level, provinces) for (cited, level), provinces in cells.items())


def _write_standing(sheet: Sheet, one: Standing, base: str) -> None:
    provinces, plans, direct = one.counts()
    node = one.iri(base)
    sheet.add(ox.NamedNode(one.cited), CAN.standing, node)
    sheet.add_all(node, (
        (RDF.type, CAN.Standing), (CAN.level, one.level), (CAN.provinces, provinces), (CAN.plans, plans),
        (CAN.direct, direct),
    ))  # fmt: skip


def _write_tally(
    sheet: Sheet, standing: Standing, province: str, about: list[Summary], seats: Mapping[str, Seat], base: str
) -> None:
    node = ox.NamedNode(f"{base}tally/{digest(standing.cited, standing.level, province)}")
    naming = [one for one in about if one.names]
    sheet.add(standing.iri(base), CAN.tally, node)
    sheet.add_all(node, (
        (RDF.type, CAN.Tally), (CAN.province, ox.NamedNode(province)), (CAN.plans, len(naming)),
        (CAN.direct, sum(one.direct for one in about)), (CAN.nested, sum(one.nested for one in about)),
        (CAN.alias, sum(one.alias for one in about)),
        (CAN.relation, min((one.relation for one in about), key=lambda relation: relation.rank).iri),
        (ITSRDF.taConfidence, max((one.confidence for one in naming), default=None)),
        (CAN.planNames, "; ".join(sorted({seats[one.citing].label for one in naming}))),
    ))  # fmt: skip
    for one in about:
        sheet.add(node, CAN.namedBy if one.names else CAN.nestedBy, ox.NamedNode(one.citing))


def _write_ranking(sheet: Sheet, level: str, standings: list[Standing], base: str) -> None:
    """By provinces, then documents, mentions and number, as answers are sorted."""
    for page in range(0, len(standings), PAGE):
        node = ox.NamedNode(f"{base}ranking/{level}/{page + 1}")
        sheet.add_all(node, ((RDF.type, CAN.Ranking), (CAN.level, level), (CAN.first, page + 1)))
        for position, one in enumerate(standings[page : page + PAGE], page + 1):
            sheet.add(node, CAN.ranks, one.iri(base))
            sheet.add(one.iri(base), CAN.position, position)

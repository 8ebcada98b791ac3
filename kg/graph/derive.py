"""The documents graph: the best that is known of every document, derived from all mentions.

It is made anew after each build from the mentions, the headers and the known documents, so that the
same sources give the same graph in whatever order they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph.bodies import body_names
from kg.graph.communes import communes_of, write_communes
from kg.graph.conflicts import find_conflicts, majority, write_conflicts
from kg.graph.coverage import outcomes, write_coverage
from kg.graph.evidence import Mention, Read, actions, agency_names, mentions, open_mentions, read_documents
from kg.graph.identity import body_of, level_of, place_path, place_segments
from kg.graph.quotes import Listed, write_quotes
from kg.graph.settle import acts_of, settle, write_settled
from kg.graph.sheet import Sheet
from kg.graph.store import Store
from kg.graph.summaries import summaries, write_summaries
from kg.graph.tallies import Seat, write_tallies
from kg.graph.terms import date_literal
from kg.graph.triples import type_iri
from kg.graph.validity import stale_citations, validity, write_stale
from kg.graph.vocabulary import CAN, DCTERMS, ELI, PROV, RDF, RDFS, SKOS
from kg.tables import KnownDocument, fold


@dataclass(frozen=True, slots=True)
class Facts:
    """The best that is known of one document."""

    iri: str
    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    aliases: tuple[str, ...] = ()


NameOf: TypeAlias = Callable[[str], str | None]
"""The name of the unit or body with a path such as ``hai-phong/tien-lang``; None where nobody knows it."""


def derive(
    store: Store, base: str, known: Mapping[str, KnownDocument], place_name: NameOf, body_name: NameOf
) -> Iterable[ox.Quad]:
    """The statements of ``{base}documents``; *known* holds the known documents by IRI."""
    read = read_documents(store)
    stated = mentions(store, read)
    dates = {about.iri: about.date for about in best_facts(stated, read, known).values()}
    settled = tuple(settle(open_mentions(store, read), dates, read))
    found = sorted([*stated, *(one.tied for one in settled if one.tied)], key=lambda mention: mention.citation)
    facts = best_facts(found, read, known)
    sheet = Sheet(ox.NamedNode(f"{base}documents"))
    sheet.add(sheet.graph, RDF.type, CAN.Documents)
    every = [(about.iri, about.issuer) for about in facts.values()] + [(m.cited, m.issuer) for m in found]
    communes = communes_of(base, every)
    write_communes(sheet, base, communes)
    seats = {}
    for about in facts.values():
        path = "/".join(place_segments(base, about.iri))
        place = communes[path].name if path in communes else place_name(path)
        seats[about.iri] = _seat(about, read.get(about.iri), base, place)
        _write_facts(sheet, about, read.get(about.iri), base, seats[about.iri])
    for body, name in sorted(body_names(base, every, body_name).items()):
        sheet.add(ox.NamedNode(body), SKOS.prefLabel, ox.Literal(name, language="vi"))
    write_settled(sheet, settled)
    counted = summaries(found)
    write_summaries(sheet, counted, base)
    write_tallies(sheet, counted, seats, {iri: about.number for iri, about in facts.items()}, base)
    became = outcomes(store, settled)
    write_coverage(sheet, read, seats, became, counted, base)
    sheet.add(sheet.graph, CAN.agencyName, *(ox.Literal(name, language="vi") for name in agency_names(store)))
    for actor, acted_on in sorted(actions(store) | acts_of(settled)):
        sheet.add(ox.NamedNode(actor), CAN.actsOn, ox.NamedNode(acted_on))
    listed = [
        *(Listed(ox.NamedNode(one.citation), one.citation, one.citing) for one in became.left_in(read)),
        *_write_findings(sheet, store, found, read, facts, base),
    ]
    write_quotes(sheet, store, listed, seats)
    return sheet


def _write_findings(
    sheet: Sheet, store: Store, found: list[Mention], read: Mapping[str, Read], facts: Mapping[str, Facts], base: str
) -> Iterator[Listed]:
    """Conflicts and stale citations, and what lists show them by."""
    best = {iri: (about.date, about.issuer) for iri, about in facts.items()}
    conflicts = tuple(find_conflicts(found, read, best))
    write_conflicts(sheet, conflicts, base)
    yield from (Listed(one.iri(base), one.mention.citation, one.mention.citing) for one in conflicts)
    changes = validity(store, found, lambda iri: best[iri][0] if iri in best else None)
    stale = tuple(stale_citations(found, read, changes))
    write_stale(sheet, stale, base)
    yield from (Listed(one.iri(base), one.citation, one.citing) for one in stale)


def best_facts(
    found: Iterable[Mention], read: Mapping[str, Read], known: Mapping[str, KnownDocument]
) -> dict[str, Facts]:
    """A document's own header counts first, then the known documents, then what most mentions say."""
    cited: dict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        cited[mention.cited].append(mention)
    every = sorted({*cited, *read, *known})
    return {iri: _facts(iri, read.get(iri), known.get(iri), cited.get(iri, [])) for iri in every}


def _facts(iri: str, own: Read | None, known: KnownDocument | None, said: list[Mention]) -> Facts:
    by_sign = [m for m in said if "/" in m.number or "-" in m.number] or said
    if own:
        return Facts(iri, own.number, own.type, own.date, own.issuer, own.title)
    if known:
        return Facts(iri, known.number or known.name, known.type, known.date, None, known.title, known.aliases)
    return Facts(
        iri,
        majority(m.number for m in by_sign),
        majority(m.type for m in by_sign),
        majority(m.date for m in said),
        majority(m.issuer for m in said),
        majority(m.title for m in said),
    )


def _seat(facts: Facts, read: Read | None, base: str, place: str | None) -> Seat:
    segments = place_segments(base, facts.iri)
    return Seat(
        place,
        place_path(base, segments[:1]) if segments else None,
        (read.level if read else None) or level_of(base, facts.iri, facts.date),
        _label(facts, place if read else None),
    )


def _write_facts(sheet: Sheet, facts: Facts, read: Read | None, base: str, seat: Seat) -> None:
    node = ox.NamedNode(facts.iri)
    segments = place_segments(base, facts.iri)
    concept = type_iri(base, facts.type)
    sheet.add_all(node, (
        (RDF.type, ELI.LegalResource), (RDFS.label, seat.label),
        (ELI.id_local, facts.number), (ELI.type_document, concept), (CAN.typeName, facts.type),
        (ELI.date_document, date_literal(facts.date) if facts.date else None),
        (CAN.year, int(facts.date[:4]) if facts.date else None),
        (CAN.day, _day_number(facts.date)),
        (ELI.passed_by, body_of(base, facts.iri)), (DCTERMS.title, facts.title),
        (CAN.level, seat.level),
        (CAN.numberKey, number_key(facts.number) if facts.number else None),
        (CAN.primarySource, ox.NamedNode(read.source) if read else None),
    ))  # fmt: skip
    sheet.add(node, CAN.titleKey, *(fold(name) for name in (facts.title, *facts.aliases) if name))
    if concept and facts.type:
        sheet.add(concept, SKOS.prefLabel, ox.Literal(facts.type, language="vi"))
    within = [ox.NamedNode(place_path(base, segments[:depth])) for depth in range(len(segments) + 1)]
    sheet.add(node, CAN.within, *within)
    if segments:
        sheet.add(node, CAN.place, within[-1])
        sheet.add(node, CAN.placeName, seat.place)
        sheet.add(node, CAN.province, within[1])
    if read:
        sheet.add(node, PROV.wasDerivedFrom, ox.NamedNode(read.source))
        sheet.add(node, CAN.topic, read.topic)
        sheet.add(node, CAN.planYear, read.plan_year)


def _day_number(iso: str | None) -> int | None:
    """The number of a day; None for less than a day, and for one that no calendar has ("31 tháng 02")."""
    try:
        return date.fromisoformat(iso).toordinal() if iso and len(iso) == 10 else None
    except ValueError:
        return None


def number_key(number: str) -> str:
    """A number as it is looked up: without white space, case, diacritics and leading zeros.

    >>> number_key("06/QĐ-TTg") == number_key("6 / QÐ-TTG")
    True
    """
    return fold("".join(number.split())).lstrip("0")


def _label(facts: Facts, place: str | None) -> str:
    """What lists show: the number, or the type where it is blank; of what was read, also place and year."""
    number = facts.number or ""
    blank = not number or number.startswith("/")
    name = (facts.type if blank else number) or facts.title or facts.iri
    return " ".join(part for part in (name, place, (facts.date or "")[:4]) if part) if place else name

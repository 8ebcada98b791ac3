"""The best that is known of one document, from its own header, the tables, and what most mentions say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from kg.graph.conflicts import majority
from kg.graph.evidence import Mention, Read
from kg.graph.identity import body_of, level_of, place_path, place_segments
from kg.graph.sheet import Sheet
from kg.graph.tallies import Seat
from kg.graph.terms import date_literal
from kg.graph.triples import type_iri
from kg.graph.vocabulary import CAN, DCTERMS, ELI, PROV, RDF, RDFS, SKOS
from kg.tables import KnownDocument, fold


@dataclass(frozen=True, slots=True)
class Votes:
    """What most mentions say of a document."""

    number: str | None = None
    type: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None


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


def is_sign(number: str) -> bool:
    """Whether a number is a sign: it says what a document is, where a name or a bare number may be short for it."""
    return "/" in number or "-" in number


def votes(said: Sequence[Mention]) -> Votes:
    """What most of the mentions of one document say; number and type as those with its sign have them."""
    by_sign = [mention for mention in said if is_sign(mention.number)] or said
    return Votes(
        majority(m.number for m in by_sign),
        majority(m.type for m in by_sign),
        majority(m.date for m in said),
        majority(m.issuer for m in said),
        majority(m.title for m in said),
    )


def facts_of(iri: str, own: Read | None, known: KnownDocument | None, said: Votes) -> Facts:
    """A document's own header counts first, then the known documents, then what most mentions say."""
    if own:
        return Facts(iri, own.number, own.type, own.date, own.issuer, own.title)
    if known:
        return Facts(iri, known.number or known.name, known.type, known.date, None, known.title, known.aliases)
    return Facts(iri, said.number, said.type, said.date, said.issuer, said.title)


def seat_of(facts: Facts, read: Read | None, base: str, place: str | None) -> Seat:
    """Where a document comes from; *place* is what its unit is called."""
    segments = place_segments(base, facts.iri)
    return Seat(
        place,
        place_path(base, segments[:1]) if segments else None,
        (read.level if read else None) or level_of(base, facts.iri, facts.date),
        _label(facts, place if read else None),
    )


def write_facts(sheet: Sheet, facts: Facts, read: Read | None, base: str, seat: Seat) -> None:
    """All that is known of a document, but for the name of its type."""
    node = ox.NamedNode(facts.iri)
    segments = place_segments(base, facts.iri)
    sheet.add_all(node, (
        (RDF.type, ELI.LegalResource), (RDFS.label, seat.label),
        (ELI.id_local, facts.number), (ELI.type_document, type_iri(base, facts.type)), (CAN.typeName, facts.type),
        (ELI.date_document, date_literal(facts.date) if facts.date else None),
        (CAN.year, int(facts.date[:4]) if facts.date else None),
        (CAN.day, _day_number(facts.date)),
        (ELI.passed_by, body_of(base, facts.iri)), (DCTERMS.title, facts.title),
        (CAN.level, seat.level),
        (CAN.numberKey, number_key(facts.number) if facts.number else None),
        (CAN.primarySource, ox.NamedNode(read.source) if read else None),
    ))  # fmt: skip
    sheet.add(node, CAN.titleKey, *(fold(name) for name in (facts.title, *facts.aliases) if name))
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


def write_type_name(sheet: Sheet, type_name: str | None, base: str) -> None:
    """The name of a type of documents, as one of them has it."""
    if concept := type_iri(base, type_name):
        sheet.add(concept, SKOS.prefLabel, ox.Literal(type_name or "", language="vi"))


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

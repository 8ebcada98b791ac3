"""The reference graph: what the tables know of places, of bodies and of the validity of documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.graph.agencies import write_agency_kinds
from kg.graph.events import InstrumentOf, Reference
from kg.graph.facts import number_key
from kg.graph.ontology import legal
from kg.graph.organisations import write_organisations
from kg.graph.places import write_places
from kg.graph.schemes import write_schemes
from kg.graph.sheet import Sheet
from kg.graph.terms import date_literal
from kg.graph.vocabulary import CAN, ELI
from kg.tables import KnownDocument


def reference(base: str, known: Mapping[str, KnownDocument], instrument: InstrumentOf) -> Iterable[ox.Quad]:
    """The statements of ``{base}reference``: the ontology, places, bodies and their kinds, known documents.

    *known* holds the known documents by IRI; *instrument* tells the document that made a change.
    """
    sheet = Sheet(ox.NamedNode(f"{base}reference"))
    for triple in legal():
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            sheet.add(triple.subject, triple.predicate, triple.object)
    places_and_bodies = Reference(sheet, base, instrument)
    write_places(places_and_bodies)
    write_organisations(places_and_bodies)
    write_agency_kinds(sheet, base)
    write_schemes(sheet, base)
    _write_validity(sheet, known)
    return sheet


def _write_validity(sheet: Sheet, known: Mapping[str, KnownDocument]) -> None:
    """Who amends and replaces whom, where a number means one known document."""
    by_number: dict[str, list[str]] = defaultdict(list)
    for iri, record in known.items():
        if record.number:
            by_number[number_key(record.number)].append(iri)
    for iri, record in known.items():
        node = ox.NamedNode(iri)
        date = record.effective_from
        sheet.add(node, CAN.inForceFrom, date_literal(date) if date else None)
        sheet.add(node, CAN.inForceTo, date_literal(record.effective_to) if record.effective_to else None)
        sheet.add(node, ELI.amends, *_one(by_number, record.amends))
        sheet.add(node, CAN.replaces, *_one(by_number, record.replaces))
        for other in _one(by_number, record.amended_by):
            sheet.add(other, ELI.amends, node)
        for other in _one(by_number, record.replaced_by):
            sheet.add(other, CAN.replaces, node)


def _one(by_number: Mapping[str, list[str]], numbers: Iterable[str]) -> list[ox.NamedNode]:
    found = (by_number.get(number_key(number), []) for number in numbers)
    return [ox.NamedNode(iris[0]) for iris in found if len(iris) == 1]

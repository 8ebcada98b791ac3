"""The reference graph: what the tables know of places, of bodies and of the validity of documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.graph.agencies import write_agency_kinds
from kg.graph.derive import number_key
from kg.graph.identity import place_path
from kg.graph.ontology import legal
from kg.graph.schemes import write_schemes
from kg.graph.sheet import Sheet
from kg.graph.terms import date_literal
from kg.graph.vocabulary import CAN, DCTERMS, ELI, ORG, RDF, SKOS
from kg.tables import KnownDocument, Province, provinces


def reference(base: str, known: Mapping[str, KnownDocument]) -> Iterable[ox.Quad]:
    """The statements of ``{base}reference``: the ontology, province-level units, kinds of bodies, known documents."""
    sheet = Sheet(ox.NamedNode(f"{base}reference"))
    for triple in legal():
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            sheet.add(triple.subject, triple.predicate, triple.object)
    for unit in provinces():
        _write_unit(sheet, unit, base)
    write_agency_kinds(sheet, base)
    write_schemes(sheet, base)
    _write_validity(sheet, known)
    return sheet


def _write_unit(sheet: Sheet, unit: Province, base: str) -> None:
    node = _place(base, unit.slug)
    sheet.add(node, RDF.type, DCTERMS.Location)
    sheet.add(node, SKOS.prefLabel, ox.Literal(unit.name, language="vi"))
    names = {unit.full_name, unit.former_name, unit.name_en, *unit.aliases} - {None, unit.name}
    sheet.add(node, SKOS.altLabel, *sorted(str(name) for name in names))
    sheet.add(node, CAN.level, "provincial")
    sheet.add(node, DCTERMS.identifier, unit.iso_3166_2)
    sheet.add(node, CAN.validFrom, date_literal(unit.valid_from) if unit.valid_from else None)
    sheet.add(node, CAN.validTo, date_literal(unit.valid_to) if unit.valid_to else None)
    if unit.set == "before" and unit.successor and unit.successor != unit.slug:
        _write_merger(sheet, node, unit, base)


def _write_merger(sheet: Sheet, node: ox.NamedNode, unit: Province, base: str) -> None:
    successor = _place(base, str(unit.successor))
    event = ox.NamedNode(f"{base}event/{unit.successor}")
    sheet.add(node, CAN.successor, successor)
    sheet.add(node, ORG.changedBy, event)
    sheet.add(event, RDF.type, ORG.ChangeEvent)
    sheet.add(event, ORG.originalOrganization, node)
    sheet.add(event, ORG.resultingOrganization, successor)


def _place(base: str, slug: str) -> ox.NamedNode:
    return ox.NamedNode(place_path(base, (slug,)))


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

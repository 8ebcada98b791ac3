"""Responsible bodies and groups: their nodes in a source's graph, and their kinds in the reference graph."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox

from kg.graph.identity import place_segments
from kg.graph.sheet import Sheet
from kg.graph.terms import date_literal
from kg.graph.vocabulary import CAN, DCTERMS, ORG, RDF, SKOS
from kg.models import Document, Responsible
from kg.tables import ProvincialAgency, agencies, agency_groups, slug


def agency_nodes(sheet: Sheet, document: Document, base: str) -> Callable[[str], ox.NamedNode]:
    """The node of each body that a document charges, by the name in its record; it is described once.

    Two provinces' departments of one name are two bodies; a name that nobody resolved is one of the document's place.
    """
    known = {body.name: body for body in document.bodies}
    place = place_segments(base, document.id)
    described: set[str] = set()

    def node(name: str) -> ox.NamedNode:
        body = known.get(name) or Responsible(name, "/".join((*place, slug(name))), name, "body")
        iri = ox.NamedNode(f"{base}body/{body.body}")
        if body.body not in described:
            described.add(body.body)
            _describe(sheet, iri, body, base)
        if body.name != body.label:
            sheet.add(iri, SKOS.altLabel, ox.Literal(body.name, language="vi"))
        return iri

    return node


def _describe(sheet: Sheet, iri: ox.NamedNode, body: Responsible, base: str) -> None:
    sheet.add(iri, RDF.type, CAN.Agency, CAN.AgencyGroup if body.kind == "group" else None)
    sheet.add(iri, SKOS.prefLabel, ox.Literal(body.label, language="vi"))
    sheet.add(iri, ORG.classification, agency_kind(base, body.agency) if body.agency else None)
    sheet.add(iri, CAN.memberKind, *(agency_kind(base, member) for member in body.members))
    if body.ended:
        sheet.add(iri, CAN.validTo, date_literal(body.ended))
        sheet.add(iri, CAN.successor, *(ox.NamedNode(f"{base}body/{other}") for other in body.successors))


def agency_kind(base: str, agency: str) -> ox.NamedNode:
    """The concept of a kind of body: a row of the table of agencies, or the code of a central body.

    >>> agency_kind("urn:", "so_nv").value
    'urn:agency/so-nv'
    """
    return ox.NamedNode(f"{base}agency/{slug(agency.replace('_', '-'))}")


def write_agency_kinds(sheet: Sheet, base: str) -> None:
    """The kinds of bodies as a SKOS scheme: names in both languages, when they existed, what took over; groups."""
    scheme = ox.NamedNode(f"{base}scheme/agency")
    sheet.add(scheme, RDF.type, SKOS.ConceptScheme)
    sheet.add(
        scheme, SKOS.prefLabel, ox.Literal("loại cơ quan", language="vi"), ox.Literal("kinds of bodies", language="en")
    )
    ids = {agency.id for agency in agencies()}
    for agency in agencies():
        _write_kind(sheet, agency, base, scheme, ids)
    for group in agency_groups():
        node = ox.NamedNode(f"{base}agency/{slug(group.name)}")
        sheet.add_all(node, ((RDF.type, SKOS.Collection), (CAN.level, group.level)))
        _name(sheet, node, group.name, group.name_en)
        sheet.add(node, SKOS.member, *(agency_kind(base, member.id) for member in group.members))


def _name(sheet: Sheet, node: ox.NamedNode, vietnamese: str, english: str) -> None:
    sheet.add(node, SKOS.prefLabel, ox.Literal(vietnamese, language="vi"), ox.Literal(english, language="en"))


def _write_kind(sheet: Sheet, agency: ProvincialAgency, base: str, scheme: ox.NamedNode, ids: set[str]) -> None:
    node = agency_kind(base, agency.id)
    sheet.add_all(node, (
        (RDF.type, SKOS.Concept), (SKOS.inScheme, scheme), (DCTERMS.identifier, agency.id), (CAN.level, agency.level),
        (CAN.validFrom, date_literal(agency.valid_from) if agency.valid_from else None),
        (CAN.validTo, date_literal(agency.valid_to) if agency.valid_to else None),
    ))  # fmt: skip
    _name(sheet, node, agency.name, agency.name_en)
    sheet.add(node, SKOS.altLabel, *(ox.Literal(name, language="vi") for name in agency.aliases))
    sheet.add(node, CAN.successor, *(agency_kind(base, other) for other in agency.successors if other in ids))

"""Provinces and districts of all times in the reference graph; communes are named where documents speak of them."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from kg.graph.events import Reference, named, write_event
from kg.graph.identity import place_path
from kg.graph.terms import date_literal
from kg.graph.vocabulary import CAN, DCTERMS, RDF, SKOS
from kg.tables import DISTRICTS_END, REFORM, District, Province, change_of, districts, provinces


def write_places(reference: Reference) -> None:
    """The 63 and 34 province-level units, the districts up to June 2025, and what changed them."""
    for unit in provinces():
        _write_province(reference, unit)
    _write_mergers(reference)
    nodes = [_write_district(reference, unit) for unit in districts()]
    write_event(reference, "districts", REFORM, change_of("districts", REFORM), nodes)


def _write_province(reference: Reference, unit: Province) -> None:
    node = _place(reference, unit.slug)
    _write_unit(reference, node, "provincial", unit.gso_code, unit.valid_from, unit.valid_to)
    named(reference, node, unit.name, unit.name_en, unit.names)
    reference.sheet.add(node, DCTERMS.identifier, unit.iso_3166_2)
    if unit.later_type and unit.later_type_from:  # it stays the same unit
        day = unit.later_type_from
        write_event(reference, unit.slug, day, change_of("rank", day, unit.slug), (node,), (node,))


def _write_mergers(reference: Reference) -> None:
    merged: dict[str, list[ox.NamedNode]] = defaultdict(list)
    for unit in provinces():
        if unit.successor and unit.change == "merged":
            merged[unit.successor].append(_place(reference, unit.slug))
    for slug, before in merged.items():
        after = _place(reference, slug)
        for node in before:
            reference.sheet.add(node, CAN.successor, after)
        write_event(reference, slug, REFORM, change_of("merger", REFORM), before, (after,))


def _write_district(reference: Reference, unit: District) -> ox.NamedNode:
    """A district has no successor: what it did went to its communes and to the province."""
    node = _place(reference, unit.province, unit.slug)
    _write_unit(reference, node, "district", unit.code, None, DISTRICTS_END)
    named(reference, node, unit.name, None, (unit.full_name,))
    reference.sheet.add(node, DCTERMS.isPartOf, _place(reference, unit.province))
    return node


def _write_unit(
    reference: Reference, node: ox.NamedNode, level: str, code: str, first: str | None, last: str | None
) -> None:
    reference.sheet.add_all(node, (
        (RDF.type, DCTERMS.Location), (CAN.level, level), (SKOS.notation, code),
        (CAN.validFrom, date_literal(first) if first else None),
        (CAN.validTo, date_literal(last) if last else None),
    ))  # fmt: skip


def _place(reference: Reference, *path: str) -> ox.NamedNode:
    return ox.NamedNode(place_path(reference.base, path))

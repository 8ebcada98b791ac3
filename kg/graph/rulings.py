"""The graph of rulings: what analysts settled, by whom, when and why."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.graph.sheet import Sheet
from kg.graph.terms import date_literal, source_iri
from kg.graph.vocabulary import CAN, CITO, DCTERMS, RDF
from kg.models import Ruling
from kg.tables import digest


def ruling_quads(base: str, rulings: Iterable[Ruling]) -> Iterable[ox.Quad]:
    """The statements of ``{base}rulings``: a node for each, named after what it is about."""
    sheet = Sheet(ox.NamedNode(f"{base}rulings"))
    for ruling in rulings:
        node = ox.NamedNode(f"{base}ruling/{digest(ruling.source, ruling.number, ruling.start)}")
        sheet.add_all(node, (
            (RDF.type, CAN.Ruling), (CAN.about, source_iri(base, ruling.source)), (CAN.assertedNumber, ruling.number),
            (CITO.hasCitedEntity, ox.NamedNode(f"{base}{ruling.target}")), (DCTERMS.creator, ruling.who),
            (DCTERMS.date, date_literal(ruling.when)), (CAN.reason, ruling.why), (CAN.at, ruling.start),
        ))  # fmt: skip
    return sheet

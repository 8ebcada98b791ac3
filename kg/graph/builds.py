"""The record of each build, in a graph of its own: the only place in the store for clock times."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import pyoxigraph as ox

from kg.graph.sheet import Sheet
from kg.graph.terms import source_iri
from kg.graph.vocabulary import CAN, PROV, RDF, XSD
from kg.tables import digest


def activity(base: str, began: datetime, ended: datetime, used: Iterable[str], rules_version: str) -> Iterable[ox.Quad]:
    """A PROV activity for one build; *used* are the keys of the sources that it read or found unchanged."""
    sheet = Sheet(ox.NamedNode(f"{base}builds"))
    node = ox.NamedNode(f"{base}build/{digest(began.isoformat(), ended.isoformat())}")
    sheet.add_all(node, (
        (RDF.type, PROV.Activity), (PROV.startedAtTime, _time(began)), (PROV.endedAtTime, _time(ended)),
        (CAN.rulesVersion, rules_version), (PROV.generated, ox.NamedNode(f"{base}documents")),
    ))  # fmt: skip
    sheet.add(node, PROV.used, *(source_iri(base, key) for key in used))
    return sheet


def _time(moment: datetime) -> ox.Literal:
    return ox.Literal(moment.isoformat(), datatype=XSD.dateTime)

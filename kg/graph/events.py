"""Changes of places and bodies as ``org:ChangeEvent``: when, of what, into what, and by which document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph.sheet import Sheet
from kg.graph.terms import date_literal
from kg.graph.vocabulary import DCTERMS, ELI, ORG, RDF, SKOS
from kg.tables import Change

InstrumentOf: TypeAlias = Callable[[Change], str | None]
"""The IRI of the document that made a change; ``kg.resolve.instruments`` knows it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the reference graph is written, and what its parts need."""

    sheet: Sheet
    base: str
    instrument: InstrumentOf

    def node(self, path: str) -> ox.NamedNode:
        """A node of the project by the path of its IRI."""
        return ox.NamedNode(f"{self.base}{path}")


def named(reference: Reference, node: ox.NamedNode, name: str, english: str | None, others: Iterable[str] = ()) -> None:
    """A name, and what else a place or body is called: one ``skos:prefLabel`` only, as answers show it."""
    reference.sheet.add(node, SKOS.prefLabel, ox.Literal(name, language="vi"))
    reference.sheet.add(node, SKOS.altLabel, *(ox.Literal(other, language="vi") for other in others if other != name))
    reference.sheet.add(node, SKOS.altLabel, ox.Literal(english, language="en") if english else None)


def write_event(
    reference: Reference,
    path: str,
    date: str,
    change: Change | None,
    originals: Iterable[ox.NamedNode],
    results: Iterable[ox.NamedNode] = (),
) -> ox.NamedNode:
    """The event ``{base}event/{date}/{path}``, where known with its name and the document that made it."""
    sheet, node = reference.sheet, reference.node(f"event/{date}/{path}")
    sheet.add_all(node, ((RDF.type, ORG.ChangeEvent), (DCTERMS.date, date_literal(date))))
    for original in originals:
        sheet.add(node, ORG.originalOrganization, original)
        sheet.add(original, ORG.changedBy, node)
    sheet.add(node, ORG.resultingOrganization, *results)
    if change:
        instrument = reference.instrument(change)
        sheet.add(node, SKOS.prefLabel, ox.Literal(change.label, language="vi"))
        sheet.add(node, SKOS.prefLabel, ox.Literal(change.label_en, language="en"))
        sheet.add(node, ELI.based_on, ox.NamedNode(instrument) if instrument else None)
    return node

"""The record of each build, in a graph of its own: the only place in the store for clock times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from itertools import chain

import pyoxigraph as ox

from kg.graph.ontology import ontology_folder
from kg.graph.sheet import Sheet
from kg.graph.store import Store
from kg.graph.terms import plain, source_iri
from kg.graph.vocabulary import CAN, DCTERMS, PROV, RDF, RDFS, XSD
from kg.tables import digest, digest_of_many


@dataclass(frozen=True, slots=True)
class Done:
    """What a build did: the keys of the *sources* that it went through; how many it read, skipped, could not read."""

    sources: tuple[str, ...]
    read: int
    skipped: int
    failed: int


def activity(base: str, began: datetime, ended: datetime, done: Done, rules_version: str) -> Iterable[ox.Quad]:
    """A PROV activity for one build: when, by which program and rules, which sources it read, and the counts."""
    sheet = Sheet(ox.NamedNode(f"{base}builds"))
    node = ox.NamedNode(f"{base}build/{digest(began.isoformat(), ended.isoformat())}")
    program = ox.NamedNode(f"{base}program/{version('can-cu')}")
    sheet.add_all(program, ((RDF.type, PROV.SoftwareAgent), (RDFS.label, f"can-cu {version('can-cu')}")))
    sheet.add_all(node, (
        (RDF.type, PROV.Activity), (PROV.startedAtTime, _time(began)), (PROV.endedAtTime, _time(ended)),
        (PROV.wasAssociatedWith, program), (CAN.rulesVersion, rules_version),
        (CAN.filesRead, done.read), (CAN.filesSkipped, done.skipped), (CAN.filesFailed, done.failed),
        (PROV.generated, ox.NamedNode(f"{base}documents")),
    ))  # fmt: skip
    sheet.add(node, PROV.used, *(source_iri(base, key) for key in done.sources))
    return sheet


def state_of_sources(graph: Store, base: str, rules_version: str) -> str:
    """A digest of all that the documents graph depends on: what the sources were when they were read, and the rules."""
    facts = graph.sources(base).items()
    return state_of(((key, about.get("sha256"), about.get("rulesVersion")) for key, about in facts), rules_version)


def state_of(sources: Iterable[tuple[str, str | None, str | None]], rules_version: str) -> str:
    """The same of (key, SHA-256, version of the rules) of each source, in the order of their keys."""
    about = (f"{key}\0{sha256}\0{version}" for key, sha256, version in sources)
    vocabulary = (ontology_folder() / "legal.ttl").read_text(encoding="utf-8")
    return f"sources:{digest_of_many(chain((rules_version, vocabulary), about))}"


def state_derived(graph: Store, base: str) -> str | None:
    """The :func:`state_of_sources` that the documents graph was made from."""
    documents = ox.NamedNode(f"{base}documents")
    return next((str(plain(q.object)) for q in graph.quads(documents, DCTERMS.identifier, None, documents)), None)


def derived_from(base: str, state: str) -> ox.Quad:
    """The statement in the documents graph that says so."""
    documents = ox.NamedNode(f"{base}documents")
    return ox.Quad(documents, DCTERMS.identifier, ox.Literal(state), documents)


def _time(moment: datetime) -> ox.Literal:
    return ox.Literal(moment.isoformat(), datatype=XSD.dateTime)

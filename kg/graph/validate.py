"""Whether the graph keeps its shapes: SHACL for each source graph, SPARQL rules for all together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import SH

from kg.graph.ontology import ontology_folder
from kg.graph.store import Store
from kg.graph.vocabulary import CAN, RDF, XSD
from kg.graph.whereabouts import Where, whereabouts

_HEAD = re.compile(r"# (severity|message|message@vi): (.+)")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding: ``severity`` is Violation, Warning or Info; ``focus`` the IRI of what it is about.

    ``message`` is in English, ``message_vi`` in Vietnamese; ``where`` says what the focus is and where it stands.
    """

    severity: str
    focus: str
    message: str
    message_vi: str = ""
    where: Where = field(default_factory=Where)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, violations first."""

    rows: tuple[Row, ...]

    @property
    def violations(self) -> int:
        """How many findings are errors."""
        return sum(1 for row in self.rows if row.severity == "Violation")

    @property
    def conforms(self) -> bool:
        """Whether there are only warnings, or nothing."""
        return self.violations == 0


def check(store: Store) -> Report:
    """Check every source graph against ``shapes.ttl``, and the whole against the rules."""
    rows = {*_shaped(store), *_ruled(store)}
    return Report(tuple(sorted(rows, key=lambda row: (row.severity != "Violation", row.message, row.where, row.focus))))


def _shaped(store: Store) -> Iterator[Row]:
    shapes = rdflib.Graph().parse(ontology_folder() / "shapes.ttl")
    for quad in store.quads(None, RDF.type, CAN.Source):
        assert isinstance(quad.subject, ox.NamedNode)
        graph = _copy(store, quad.subject)
        _, results, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
        if isinstance(results, rdflib.Graph):
            yield from _results(store, results, quad.subject)


def _copy(store: Store, source: ox.NamedNode) -> rdflib.Graph:
    graph = rdflib.Graph()
    for quad in store.quads(graph=source):
        graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    return graph


@lru_cache(100_000)
def _node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.term.Node:
    """A term of the engine as one of rdflib's; most come again and again."""
    match term:
        case ox.NamedNode():
            return rdflib.URIRef(term.value)
        case ox.Literal(datatype=datatype) if datatype == XSD.string or term.language:
            return rdflib.Literal(term.value, lang=term.language)
        case ox.Literal():
            return rdflib.Literal(term.value, datatype=term.datatype.value)
        case _:
            return rdflib.BNode(str(term))


def _results(store: Store, results: rdflib.Graph, source: ox.NamedNode) -> Iterator[Row]:
    for result in results.subjects(rdflib.RDF.type, SH.ValidationResult):
        severity = str(results.value(result, SH.resultSeverity)).removeprefix(str(SH))
        focus = str(results.value(result, SH.focusNode))
        texts = results.objects(result, SH.resultMessage)
        said = {str(text.language): str(text) for text in texts if isinstance(text, rdflib.Literal)}
        yield Row(severity, focus, said["en"], said["vi"], whereabouts(store, focus, source))


def _ruled(store: Store) -> Iterator[Row]:
    for file in sorted((ontology_folder() / "rules").glob("*.rq")):
        text = file.read_text(encoding="utf-8")
        head: Mapping[str, str] = dict(_HEAD.findall(text))
        for found in store.select(text):
            mention = found.get("mention") or found["focus"]
            where = whereabouts(store, str(mention))
            yield Row(head["severity"], str(found["focus"]), head["message"], head["message@vi"], where)

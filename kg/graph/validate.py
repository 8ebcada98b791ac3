"""Whether the graph keeps its shapes: SHACL for each source graph, SPARQL rules for all together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import SH

from kg.graph.ontology import ontology_folder
from kg.graph.store import Store
from kg.graph.vocabulary import CAN, RDF

_HEAD = re.compile(r"# (severity|message): (.+)")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding: ``severity`` is Violation, Warning or Info; ``focus`` the IRI of what it is about."""

    severity: str
    focus: str
    message: str


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
    return Report(tuple(sorted(rows, key=lambda row: (row.severity != "Violation", row.message, row.focus))))


def _shaped(store: Store) -> Iterator[Row]:
    shapes = rdflib.Graph().parse(ontology_folder() / "shapes.ttl")
    for quad in store.engine.quads_for_pattern(None, RDF.type, CAN.Source, None):
        graph = rdflib.Graph().parse(data=_triples(store, quad.subject), format="nt")
        _, results, _ = pyshacl.validate(graph, shacl_graph=shapes)
        if isinstance(results, rdflib.Graph):
            yield from _results(results)


def _triples(store: Store, source: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    assert isinstance(source, ox.NamedNode)
    quads = store.engine.quads_for_pattern(None, None, None, source)
    return "".join(f"{quad.triple} .\n" for quad in quads)


def _results(results: rdflib.Graph) -> Iterator[Row]:
    for result in results.subjects(rdflib.RDF.type, SH.ValidationResult):
        severity = str(results.value(result, SH.resultSeverity)).removeprefix(str(SH))
        message = results.value(result, SH.resultMessage)
        yield Row(severity, str(results.value(result, SH.focusNode)), str(message))


def _ruled(store: Store) -> Iterator[Row]:
    for file in sorted((ontology_folder() / "rules").glob("*.rq")):
        text = file.read_text(encoding="utf-8")
        head = dict(_HEAD.findall(text))
        for found in store.select(text):
            yield Row(head["severity"], str(found["focus"]), head["message"])

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
import pytest

from kg.config import DEFAULT_BASE
from kg.graph.store import Store
from kg.graph.terms import source_iri
from kg.graph.validate import check
from kg.graph.vocabulary import CAN, CITO, ELI, ITSRDF, OA, RDF

NODE = ox.NamedNode("http://example.org/x")
Statement: TypeAlias = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
SOURCE = source_iri(DEFAULT_BASE, "bad.txt")


def test_the_five_plans_keep_the_shapes(five_plans: Store) -> None:
    report = check(five_plans)
    assert report.conforms
    assert {(row.severity, row.message) for row in report.rows} == {
        ("Warning", "A mention contradicts what else is known of the document; see the query conflicts."),
        ("Warning", "The plan's number is missing or uncertain."),
    }
    assert [row.severity for row in report.rows] == ["Warning"] * 3


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        ([(NODE, RDF.type, CAN.Citation)], "A citation has one citing document."),
        ([(NODE, RDF.type, CAN.Citation), (NODE, ITSRDF.taConfidence, ox.Literal(1.5))],
         "A confidence is a number from 0 to 1."),
        ([(NODE, RDF.type, OA.TextPositionSelector), (NODE, OA.start, ox.Literal(5)),
          (NODE, OA.end, ox.Literal(5))],
         "A quote starts before it ends."),
        ([(NODE, RDF.type, CAN.Task)], "A task belongs to one plan."),
        ([(NODE, RDF.type, ELI.LegalResource), (NODE, ELI.date_document, ox.Literal("2024"))],
         "A document has one date, to the day, month or year."),
        ([(SOURCE, CAN.path, ox.Literal("twice"))], "A source has one path."),
        ([(NODE, CITO.hasCitedEntity, NODE), (NODE, CAN.relation, CAN.Plan)],
         "A cited document is not in the documents graph."),
        ([(NODE, ELI.amends, SOURCE), (SOURCE, ELI.amends, NODE)],
         "Two documents are said to amend or replace each other."),
    ],
)  # fmt: skip
def test_what_breaks_a_shape_or_a_rule_is_named(
    tmp_path: Path,
    statements: list[Statement],
    message: str,
) -> None:
    base: list[Statement] = [(SOURCE, RDF.type, CAN.Source), (SOURCE, CAN.path, ox.Literal("bad.txt")),
            (SOURCE, CAN.status, ox.Literal("read"))]  # fmt: skip
    with Store.open(tmp_path / "store", write=True) as store:
        store.add(ox.Quad(s, p, o, SOURCE) for s, p, o in [*base, *statements])
        report = check(store)
    assert not report.conforms
    assert message in {row.message for row in report.rows if row.severity == "Violation"}


def test_a_document_that_acts_on_itself_breaks_a_rule(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", write=True) as store:
        concept = ox.NamedNode("http://example.org/relation")
        store.add([ox.Quad(concept, CAN.edge, ELI.amends, SOURCE), ox.Quad(NODE, ELI.amends, NODE, SOURCE)])
        assert "A document has an edge to itself." in {row.message for row in check(store).rows}

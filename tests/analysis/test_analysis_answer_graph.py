"""Answers as graphs: what rows and statements connect, and what is told beside."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.analysis.answer_graph import most_connected, of_rows, of_statements, recognise
from kg.graph.store import Store
from kg.graph.terms import Iri, Literal, Term

BASE = "https://w3id.org/can-cu/"
PLAN, DECREE, BODY = (
    Iri(f"{BASE}{path}") for path in ("eli/vn/nghe-an/ubnd/kh/2024/122", "eli/vn/cp/nd/2018/61", "body/cp")
)
CITES = Iri("http://purl.org/spar/cito/cites")
QUOTE = Literal("Nghị định số 61/2018/NĐ-CP", "http://www.w3.org/2001/XMLSchema#string")
Row = dict[str, Term | None]


@pytest.mark.parametrize(("rows", "edges"), [
    ([{"plan": PLAN, "document": DECREE}], [(PLAN, DECREE, "document")]),
    ([{"a": PLAN, "b": DECREE, "c": BODY}], [(PLAN, DECREE, "b"), (PLAN, BODY, "c")]),
    ([{"s": PLAN, "p": CITES, "o": DECREE}], [(PLAN, DECREE, CITES.value)]),
    ([{"plan": PLAN, "document": None}], []),
    ([{"plan": PLAN, "same": PLAN}], []),
    ([{"quote": QUOTE}], []),
    ([], []),
])  # fmt: skip
def test_rows_link_their_first_thing_to_the_others(rows: list[Row], edges: list[tuple[Iri, Iri, str]]) -> None:
    found = of_rows(rows)
    assert list(found.edges(keys=True)) == [(one.value, other.value, relation) for one, other, relation in edges]


def test_what_else_stands_in_a_row_is_told_of_its_link_or_of_its_only_thing() -> None:
    linked = of_rows([{"plan": PLAN, "document": DECREE, "quote": QUOTE}] * 2)
    edge = linked.edges[PLAN.value, DECREE.value, "document"]
    assert (edge["count"], edge["told"]) == (2, [{"quote": QUOTE.value}] * 2)
    alone = of_rows([{"document": DECREE, "quote": QUOTE}])
    assert alone.nodes[DECREE.value]["told"] == [{"quote": QUOTE.value}]


def test_statements_link_things_and_literals_and_classes_are_told() -> None:
    a, number = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://data.europa.eu/eli/ontology#id_local"
    plan = Iri(f"{BASE}def#Plan")
    found = of_statements([(PLAN, Iri(a), plan), (PLAN, Iri(number), QUOTE), (PLAN, CITES, DECREE)])
    assert set(found) == {PLAN.value, DECREE.value}
    assert found.nodes[PLAN.value]["told"] == [{a: plan.value}, {number: QUOTE.value}]


def test_nodes_are_recognised_by_what_the_store_says(store: Store) -> None:
    found = of_rows(
        [{"a": PLAN, "b": DECREE}, {"a": BODY, "b": Iri("http://elsewhere/x")}, {"a": Iri("_:b"), "b": PLAN}]
    )
    recognise(store, found, BASE)
    assert {facts["label"]: facts["kind"] for _, facts in found.nodes(data=True)} == {
        "122/KH-UBND Nghệ An 2024": "plan", "61/2018/NĐ-CP": "document", "Chính phủ": "agency",
        "http://elsewhere/x": "thing", "_:b": "thing",
    }  # fmt: skip


def test_of_a_large_graph_the_most_connected_are_kept() -> None:
    star: nx.MultiDiGraph[str] = nx.MultiDiGraph([("hub", f"leaf {number}") for number in range(9)] + [("x", "leaf 7")])
    kept = most_connected(star, 3)
    assert set(kept) == {"hub", "leaf 7", "leaf 0"}
    assert most_connected(star, 12) is star

"""What networks and measures say of a small graph worked out by hand, and of the five plans."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.analysis import measures
from kg.analysis.networks import documents_cited_together, plans, provinces_by_shared_basis, provinces_documents
from kg.analysis.projection import project
from kg.errors import UsageError
from kg.graph.store import Store

# Plans: their unit, their date, what they cite.
PLANS: dict[str, tuple[str | None, str, str]] = {
    "n1": ("nghe-an", "2023-01-01", "abc"),
    "n2": ("nghe-an", "2024-01-01", "ab"),
    "v1": ("vinh", "2024-02-01", "bd"),  # Vinh lies in Nghệ An
    "h1": ("hue", "2024-03-01", "bd"),
    "x1": (None, "2024", "e"),
}


@pytest.fixture
def graph() -> nx.MultiDiGraph[str]:
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for unit, name in {"nghe-an": "Nghệ An", "vinh": "Vinh", "hue": "Huế"}.items():
        made.add_node(unit, kind="place", label=name)
    made.add_edge("vinh", "nghe-an", key="part_of", count=1, quotes=[])
    for document in "abcdef":
        made.add_node(document, kind="document", label=document.upper())
    for plan, (place, date, cited) in PLANS.items():
        made.add_node(plan, kind="plan", label=plan, date=date)
        if place:
            made.add_edge(plan, place, key="issued_in", count=1, quotes=[])
        for document in cited:
            made.add_edge(plan, document, key="basis", count=2, quotes=[])
        made.add_edge(plan, "f", key="refers_to", count=1, quotes=[])  # in the title of another: not cited
    made.add_edge("a", "b", key="amends", count=1, quotes=[])
    return made


def test_a_plan_counts_for_the_province_that_its_unit_lies_in(graph: nx.MultiDiGraph[str]) -> None:
    assert {node: plan.province for node, plan in plans(graph).items()} == {
        "n1": "nghe-an", "n2": "nghe-an", "v1": "nghe-an", "h1": "hue", "x1": None,
    }  # fmt: skip
    assert plans(graph)["n1"].cited == {"a": 2, "b": 2, "c": 2}
    assert plans(graph)["x1"].year == 2024


def test_weights(graph: nx.MultiDiGraph[str]) -> None:
    assert provinces_documents(graph).edges["nghe-an", "b"]["weight"] == 3
    assert "f" not in provinces_documents(graph)
    shared = provinces_by_shared_basis(graph)
    assert dict(shared.edges["nghe-an", "hue"]) == {"weight": 2, "similarity": 0.5}  # b, d of a, b, c, d
    together = documents_cited_together(graph)
    assert together.nodes["b"]["plans"] == 4
    assert dict(together.edges["a", "b"]) == {"weight": 2, "lift": 1.25}  # 2 of 5 plans; 2/5 · 4/5 expected


def test_measures(graph: nx.MultiDiGraph[str]) -> None:
    assert measures.similar_provinces(graph).rows == (("Huế", "Nghệ An", 2, 0.5),)
    assert measures.cited_together(graph, {"a"}).rows == (("A", "B", 2, 1.0, 1.25),)
    assert [row[:3] for row in measures.central_documents(graph).rows][:2] == [("B", 2, 4), ("D", 2, 2)]
    ranks = [float(str(row[3])) for row in measures.central_documents(graph).rows]
    assert ranks[0] == max(ranks)
    (group,) = measures.communities(graph).rows
    assert group[1] == "Huế; Nghệ An"


def test_what_changed_between_two_years(graph: nx.MultiDiGraph[str]) -> None:
    """One plan of 2023 (a, b, c), four of 2024 (ab, bd, bd, e)."""
    assert measures.between_years(graph, 2023, 2024).rows == (
        ("C", 1.0, 0.0, -1.0), ("A", 1.0, 0.25, -0.75), ("D", 0.0, 0.5, 0.5),
        ("B", 1.0, 0.75, -0.25), ("E", 0.0, 0.25, 0.25),
    )  # fmt: skip
    with pytest.raises(UsageError, match="No plan of 1999 was read"):
        measures.between_years(graph, 1999, 2024)


@pytest.mark.parametrize("name", measures.MEASURES)
def test_an_empty_graph_has_empty_measures(name: str) -> None:
    assert measures.MEASURES[name](nx.MultiDiGraph()).rows == ()


def test_what_cites_each_other_in_a_ring_is_equally_central() -> None:
    ring: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in "xyz":
        ring.add_node(node, kind="plan", label=node, date="2024")
    for a, b in ("xy", "yz", "zx"):
        ring.add_edge(a, b, key="cites", count=1, quotes=[])
    assert [row[3] for row in measures.central_documents(ring).rows] == [pytest.approx(1 / 3, abs=1e-6)] * 3


def test_the_five_plans(store: Store) -> None:
    graph = project(store)
    assert ("Bắc Giang", "Nghệ An", 1, 0.0714) in measures.similar_provinces(graph).rows
    first = measures.central_documents(graph).rows[:3]
    assert [(row[0], row[1], row[2]) for row in first] == [
        ("06/QĐ-TTg", 3, 3), ("468/QĐ-TTg", 3, 3), ("107/2021/NĐ-CP", 3, 3),
    ]  # fmt: skip


def test_provinces_can_be_those_of_a_day(store: Store) -> None:
    def provinces(as_of: str | None) -> set[object]:
        return {facts["name"] for _, facts in project(store, as_of).nodes(data=True) if facts["kind"] == "place"}

    then = {"Bắc Giang", "Nghệ An", "Quảng Ninh", "Tiền Giang", "Hải Phòng", "Vinh Quang"}
    assert provinces(None) == provinces("30/6/2025") == then
    assert provinces("01/7/2025") == then - {"Bắc Giang", "Tiền Giang"} | {"Bắc Ninh", "Đồng Tháp"}
    pairs = {row[:2] for row in measures.similar_provinces(project(store, "01/7/2025")).rows}
    assert ("Bắc Ninh", "Nghệ An") in pairs
    with pytest.raises(UsageError, match="is not a date"):
        project(store, "soon")

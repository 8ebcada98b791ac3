"""A graph that is written anew ends as it was written, whatever it held before."""

from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.revision import revised
from kg.graph.sheet import Sheet, nquads
from kg.graph.store import Store

GRAPH, OTHER = ox.NamedNode("http://example.org/g"), ox.NamedNode("http://example.org/other")
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5), st.integers(-3, 3), st.floats(-2, 2),
    st.sampled_from(["\b\f\x01", 'a"b', "a\\b", "a\nb\r\n", "Điều 1"]),
)  # fmt: skip
STATEMENTS = st.lists(st.tuples(st.integers(0, 3), VALUES), max_size=12)


Statements = list[tuple[int, str | int | float]]


def _sheet(statements: Statements, graph: ox.NamedNode = GRAPH) -> bytes:
    sheet = Sheet(graph)
    for subject, value in statements:
        sheet.add(ox.NamedNode(f"http://example.org/{subject}"), ox.NamedNode("http://example.org/p"), value)
    return nquads(sheet)


@given(STATEMENTS, STATEMENTS, STATEMENTS)
def test_what_was_written_is_there(before: Statements, kept: Statements, after: Statements) -> None:
    engine = ox.Store()
    beside = _sheet(before, OTHER)
    for statements in (_sheet([(9, "one, so that there is a graph"), *before, *kept]), beside):
        engine.load(statements, ox.RdfFormat.N_QUADS)
    with revised(engine, GRAPH, partial(engine.load, format=ox.RdfFormat.N_QUADS)) as take:
        take(_sheet(kept))
        take(_sheet(after))
    wanted = {*ox.parse(_sheet([*kept, *after]) + beside, ox.RdfFormat.N_QUADS)}
    assert {*engine} == wanted


@pytest.mark.parametrize("graph", [GRAPH, ox.NamedNode("http://gệ.example/đồ-thị")])
def test_only_what_is_new_is_put_in(graph: ox.NamedNode, tmp_path: Path) -> None:
    engine = ox.Store()
    engine.load(_sheet([(1, "a"), (2, "b")], graph), ox.RdfFormat.N_QUADS)
    put: list[bytes] = []
    with revised(engine, graph, put.append, tmp_path) as take:
        take(_sheet([(2, "b"), (3, "c")], graph))
    assert put == [_sheet([(3, "c")], graph)]
    assert {*engine} == {*ox.parse(_sheet([(2, "b")], graph), ox.RdfFormat.N_QUADS)}
    assert not [*tmp_path.iterdir()]


def test_a_store_in_a_folder_is_rewritten(tmp_path: Path) -> None:
    states: list[Statements] = [[(1, "a"), (2, "b")], [(2, "b"), (3, 4)], []]
    for statements in states:
        with Store.open(tmp_path / "store", write=True) as store:
            with store.rewriting(GRAPH.value) as put:
                put(_sheet(statements))
            assert {*store.quads(graph=GRAPH)} == {*ox.parse(_sheet(statements), ox.RdfFormat.N_QUADS)}
        with Store.open(tmp_path / "store") as store:
            assert len(store) == len(statements)

"""Backup and restore, and what changed between two states."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.config import DEFAULT_BASE
from kg.errors import InputError, StoreError
from kg.graph.ontology import sample_plans
from kg.graph.states import Difference, differences, load, opened
from kg.graph.store import Store
from kg.graph.vocabulary import DCTERMS, PROV, RDF
from kg.pipeline import build, remove
from kg.views.export import export_rdf

PLANS = sample_plans()


@pytest.fixture
def backup(five_plans: Store, tmp_path: Path) -> Path:
    file = tmp_path / "backup.nq"
    file.write_bytes(export_rdf(five_plans, "nquads", DEFAULT_BASE))
    return file


def test_a_backup_comes_back_byte_for_byte(backup: Path, tmp_path: Path) -> None:
    load(backup, tmp_path / "store")
    with Store.open(tmp_path / "store") as graph:
        assert export_rdf(graph, "nquads", DEFAULT_BASE) == backup.read_bytes()


def test_a_restore_takes_the_place_of_what_there_was_and_a_build_goes_on_from_it(backup: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    (tmp_path / "other.txt").write_text("Theo Nghị định số 61/2018/NĐ-CP.", encoding="utf-8")
    build([tmp_path / "other.txt"], store, root=tmp_path)
    load(backup, store)
    with Store.open(store) as graph:
        assert "other.txt" not in graph.sources(DEFAULT_BASE)
    remove(["vinh-quang-2023.txt"], store)
    report = build([PLANS], store, root=PLANS)
    assert (report.read, report.skipped) == (1, 4)  # only what was taken out is read again


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("<a> <b> .", "line 1"), ("", "holds no statements"), ('<x:a> <x:b> "c" <x:g> .\nnonsense\n', "line 2")],
)
def test_a_damaged_file_changes_nothing(backup: Path, tmp_path: Path, text: str, sentence: str) -> None:
    load(backup, tmp_path / "store")
    bad = tmp_path / "bad.nq"
    bad.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        load(bad, tmp_path / "store")
    with Store.open(tmp_path / "store") as graph:
        assert export_rdf(graph, "nquads", DEFAULT_BASE) == backup.read_bytes()


OTHER = "http://example.org/kg/"


def statement(graph: str) -> ox.Quad:
    node = ox.NamedNode("http://example.org/x")
    return ox.Quad(node, node, node, ox.NamedNode(graph))


@pytest.mark.parametrize("base", [DEFAULT_BASE, OTHER])
@pytest.mark.parametrize("name", ["http://example.org/nightly-builds", "source/builds", "source/builds/builds"])
def test_a_graph_whose_name_ends_as_that_of_builds_comes_back(base: str, name: str, tmp_path: Path) -> None:
    graph, backup = name if ":" in name else base + name, tmp_path / "backup.nq"
    with Store.open(tmp_path / "store", write=True, base=base) as store:
        store.add([statement(graph), statement(f"{base}builds")])
    with Store.open(tmp_path / "store", base=base) as store:
        backup.write_bytes(export_rdf(store, "nquads", base))
        assert [line.split()[3] for line in store.nquads()] == [f"<{graph}>"]
    load(backup, tmp_path / "store", base)
    with Store.open(tmp_path / "store", base=base) as store:
        assert store.graphs() == tuple(sorted((graph, f"{base}builds")))
        assert export_rdf(store, "nquads", base) == backup.read_bytes()
    with opened(backup, base) as store:
        assert [line.split()[3] for line in store.nquads()] == [f"<{graph}>"]


def record(store: Path) -> set[ox.Quad]:
    with Store.open(store) as graph:
        return set(graph.quads(graph=ox.NamedNode(f"{DEFAULT_BASE}builds")))


def test_a_restore_keeps_the_record_of_builds(backup: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    for _ in range(2):
        build([PLANS], store, root=PLANS)
    before = record(store)
    assert sum(quad.object == PROV.Activity for quad in before) == 2
    for _ in range(2):
        load(backup, store)
        (brought,) = record(store) - before
        assert brought.predicate == DCTERMS.identifier
        assert record(store) == before | {brought}
    other = tmp_path / "other.nq"  # of another state, with another digest
    other.write_text(f'<a:s> <a:p> <a:o> <a:g> .\n<a:d> {DCTERMS.identifier} "x" <{DEFAULT_BASE}builds> .\n', "utf-8")
    load(other, store)
    (brought,) = record(store) - before
    assert brought.object == ox.Literal("x")


def test_a_restore_takes_the_record_that_a_file_brings(tmp_path: Path) -> None:
    store, graph = tmp_path / "store", ox.NamedNode(f"{DEFAULT_BASE}builds")
    build([PLANS / "vinh-quang-2023.txt"], store, root=PLANS)
    own = ox.Quad(ox.NamedNode("a:build"), RDF.type, PROV.Activity, graph)
    (tmp_path / "own.nq").write_text(f"{own} .\n", encoding="utf-8")
    assert load(tmp_path / "own.nq", store) == 0
    assert record(store) == {own}


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.nq"):
        load(tmp_path / "none.nq", tmp_path / "store")
    with pytest.raises(StoreError):
        opened(tmp_path / "none")


def compared(before: Path, after: Path) -> list[Difference]:
    with opened(before) as one, opened(after) as other:
        return list(differences(one, other))


def test_what_appeared_vanished_or_is_taken_for_another(tmp_path: Path) -> None:
    plan, store = tmp_path / "plan.txt", tmp_path / "store"
    head = "Căn cứ Nghị định số 61/2018/NĐ-CP;\n"
    plan.write_text(head + "Theo Quyết định số 468/QĐ-TTg ngày 27/3/2021; Quyết định số 7/QĐ-TTg.", encoding="utf-8")
    build([plan], store, root=tmp_path)
    before = tmp_path / "before.nq"
    with Store.open(store) as graph:
        before.write_bytes(export_rdf(graph, "nquads", DEFAULT_BASE))
    assert compared(before, store) == []
    text = "Một dòng mới ở trên.\n" + head + "Theo Quyết định số 468/QĐ-TTg ngày 30/3/2011; Nghị quyết số 76/NQ-CP."
    plan.write_text(text, encoding="utf-8")
    build([plan], store, root=tmp_path)
    base = f"{DEFAULT_BASE}eli/vn/ttg/qd"
    assert [(found.change, found.number, found.before, found.after) for found in compared(before, store)] == [
        ("tied", "468/QĐ-TTg", f"{base}/2021/468", f"{base}/2011/468"),
        ("vanished", "7/QĐ-TTg", None, None),
        ("appeared", "76/NQ-CP", None, None),
    ]


def test_a_store_keeps_the_state_before_its_last_change(tmp_path: Path) -> None:
    plan, store = tmp_path / "plan.txt", tmp_path / "store"
    for number in ("61/2018/NĐ-CP", "76/NQ-CP", "7/QĐ-TTg"):
        plan.write_text(f"Theo văn bản số {number}.", encoding="utf-8")
        build([plan], store, root=tmp_path)
    with opened(store) as now, now.previous() as before:
        assert [(found.change, found.number) for found in differences(before, now)] == [
            ("appeared", "7/QĐ-TTg"), ("vanished", "76/NQ-CP")
        ]  # fmt: skip
        with pytest.raises(StoreError, match="keeps no earlier state"):
            before.previous()


def test_where_no_earlier_state_is_kept_a_sentence_says_so(backup: Path, tmp_path: Path) -> None:
    load(backup, tmp_path / "store")
    for place in (tmp_path / "store", backup):
        with opened(place) as state, pytest.raises(StoreError, match=f"{place.name} keeps no earlier state"):
            state.previous()


def test_a_state_is_compared_with_the_one_before_it_or_with_none(tmp_path: Path) -> None:
    """Also where a build ends between the two openings: it clears the earlier one away."""
    store = tmp_path / "store"

    def write(number: int) -> None:
        with Store.open(store, write=True) as graph:
            graph.replace(f"http://example.org/{number}", [statement(f"http://example.org/{number}")])

    write(1)
    write(2)
    with opened(store) as now, now.previous() as before:
        assert before.graphs() == ("http://example.org/1",)
        write(3)
        with pytest.raises(StoreError, match="keeps no earlier state"):
            now.previous()
        assert before.graphs() == ("http://example.org/1",)


def test_a_state_that_is_cleared_away_while_it_is_read_is_a_sentence(
    five_plans: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: Store, text: str) -> None:
        raise OSError("000012.sst: No such file")

    monkeypatch.setattr(Store, "select", gone)
    with pytest.raises(StoreError, match="compare again"):
        list(differences(five_plans, five_plans))

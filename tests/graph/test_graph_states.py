"""Backup and restore, and what changed between two states."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.config import DEFAULT_BASE
from kg.errors import InputError, StoreError
from kg.graph.ontology import sample_plans
from kg.graph.states import Difference, differences, load, opened
from kg.graph.store import Store
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

from __future__ import annotations

from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.config import DEFAULT_BASE
from kg.engines.local import run
from kg.errors import InputError, StoreError
from kg.graph.queries import ask
from kg.graph.store import Store
from kg.graph.terms import source_iri
from kg.graph.vocabulary import CAN, DCTERMS
from kg.models import Document, Source
from kg.pipeline import build, remove
from kg.rules import rules_version
from tests.records import PLANS, gold_record

FILES = sorted(PLANS.glob("*.txt"))


def lines(folder: Path) -> list[str]:
    with Store.open(folder) as store:
        return list(store.nquads())


def picky(path: Path) -> tuple[Source, Document]:
    """Reads the five plans; anything else is no plan."""
    if path.parent != PLANS:
        raise InputError(str(path), "is binary, not text")
    return gold_record(path)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_a_build_says_what_it_found(store: Path) -> None:
    report = build([PLANS], store, extract=gold_record, root=PLANS)
    assert (report.read, report.partial, report.ocr, report.failed, report.skipped) == (5, 0, 0, 0, 0)
    # 86 mentions; 58 documents are cited, and 5 were read
    assert (report.citations, report.documents, report.tasks) == (86, 63, 43)
    assert report.triples == len(lines(store))
    assert report.failures == ()


def test_building_twice_gives_the_same_graph_and_skips_what_is_unchanged(store: Path) -> None:
    build([PLANS], store, extract=gold_record, root=PLANS)
    first = lines(store)
    report = build([PLANS], store, extract=gold_record, root=PLANS)
    assert (report.read, report.skipped) == (0, 5)
    assert lines(store) == first


def test_what_the_documents_graph_was_made_from_is_known(store: Path) -> None:
    """Where nothing changed it is not made anew; where it is not of these sources, it is, though no file changed."""
    build([PLANS], store, extract=gold_record, root=PLANS)
    first = lines(store)
    with Store.open(store, write=True) as opened:
        old = list(opened.quads(graph=ox.NamedNode(f"{DEFAULT_BASE}documents")))
        opened.replace(f"{DEFAULT_BASE}documents", [quad for quad in old if quad.predicate == DCTERMS.identifier])
    build([PLANS], store, extract=gold_record, root=PLANS)
    assert len(lines(store)) == len(first) - len(old) + 1
    with Store.open(store, write=True) as opened:
        opened.remove(source_iri(DEFAULT_BASE, FILES[0].name).value)
    build(FILES[1:], store, extract=gold_record, root=PLANS)
    build([PLANS], store, extract=gold_record, root=PLANS)
    assert lines(store) == first


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    build([PLANS], tmp_path / "a", extract=gold_record, root=PLANS)
    for path in reversed(FILES):
        build([path], tmp_path / "b", extract=gold_record, root=PLANS)
    assert lines(tmp_path / "a") == lines(tmp_path / "b")


def test_several_processes_give_the_same_graph(tmp_path: Path) -> None:
    build([PLANS], tmp_path / "a", extract=gold_record, root=PLANS)
    build([PLANS], tmp_path / "b", extract=gold_record, root=PLANS, run=partial(run, jobs=2))
    assert lines(tmp_path / "a") == lines(tmp_path / "b")


def test_only_the_builds_graph_knows_the_time(store: Path) -> None:
    build([PLANS], store, extract=gold_record, root=PLANS)
    assert not [line for line in lines(store) if "dateTime" in line or "prov#startedAtTime" in line]
    with Store.open(store) as opened:
        rows = opened.select("SELECT ?g WHERE { GRAPH ?g { ?b <http://www.w3.org/ns/prov#startedAtTime> ?t } }")
    assert [row["g"] for row in rows] == [f"{DEFAULT_BASE}builds"]


HISTORY = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?read ?skipped ?failed ?program ?rules (COUNT(?source) AS ?sources) WHERE {
  ?build a prov:Activity ; prov:startedAtTime ?began ; prov:endedAtTime ?ended ; can:rulesVersion ?rules ;
    can:filesRead ?read ; can:filesSkipped ?skipped ; can:filesFailed ?failed ;
    prov:wasAssociatedWith/rdfs:label ?program .
  OPTIONAL { ?build prov:used ?source }
  FILTER(?began <= ?ended)
} GROUP BY ?read ?skipped ?failed ?program ?rules ?began ORDER BY ?began
"""


def test_each_build_is_kept_with_its_program_rules_and_counts(tmp_path: Path, store: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00")
    build(FILES[:3], store, extract=picky, root=PLANS)
    build([*FILES, bad, tmp_path / "missing.txt"], store, extract=picky, root=PLANS)
    build(FILES, store, extract=picky, root=PLANS)
    with Store.open(store) as opened:
        rows = opened.select(HISTORY)
    assert [tuple(row.values()) for row in rows] == [
        (read, skipped, failed, f"can-cu {kg.__version__}", rules_version(), sources)
        for read, skipped, failed, sources in ((3, 0, 0, 3), (2, 3, 2, 3), (0, 5, 0, 0))
    ]


def test_a_bad_file_is_reported_and_recorded_and_the_others_go_on(tmp_path: Path, store: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00")
    missing = tmp_path / "missing.txt"
    report = build([FILES[0], bad, missing, *FILES[1:]], store, extract=picky, root=tmp_path)
    assert (report.read, report.failed) == (5, 2)
    assert report.failures == (
        ("missing.txt", "missing.txt: there is no such file"),
        ("bad.txt", f"{bad}: is binary, not text"),
    )
    with Store.open(store) as opened:
        answer = ask(opened, "coverage")
        assert (None, None, None, None, 0, 0, 0, 1, 0) in answer.rows
        assert answer.scope["en"] == "5 of 6 plans read; 1 not readable; 29 of 34 provinces without data"
        assert opened.sources(DEFAULT_BASE)["bad.txt"]["reason"].endswith("is binary, not text")


def test_a_file_that_cannot_be_read_any_more_takes_back_what_it_said(tmp_path: Path, store: Path) -> None:
    build(FILES[:1], store, extract=gold_record, root=PLANS)
    copy = tmp_path / FILES[0].name
    copy.write_bytes(b"\x00")
    build([copy], store, extract=picky, root=tmp_path)
    with Store.open(store) as opened:
        assert ask(opened, "documents-cited").rows == ()


def test_a_changed_file_is_read_again(tmp_path: Path, store: Path) -> None:
    def shorter(path: Path) -> tuple[Source, Document]:
        source, document = gold_record(PLANS / path.name)
        sha256 = "0" * 64 if path.read_bytes() != source.text.encode() else source.sha256
        return Source(source.path, source.text, sha256), document

    copy = tmp_path / FILES[0].name
    copy.write_bytes(FILES[0].read_bytes())
    assert build([copy], store, extract=shorter, root=tmp_path).read == 1
    assert build([copy], store, extract=shorter, root=tmp_path).skipped == 1
    copy.write_bytes(FILES[0].read_bytes() + b"\n")
    assert build([copy], store, extract=shorter, root=tmp_path).read == 1


def test_a_file_read_by_other_rules_is_read_again(store: Path) -> None:
    build([PLANS], store, extract=gold_record, root=PLANS)
    first, source = lines(store), source_iri(DEFAULT_BASE, FILES[0].name)
    with Store.open(store, write=True) as opened:
        quads = [quad for quad in opened.quads(graph=source) if quad.predicate != CAN.rulesVersion]
        opened.replace(source.value, [*quads, ox.Quad(source, CAN.rulesVersion, ox.Literal("of old"), source)])
    report = build([PLANS], store, extract=gold_record, root=PLANS)
    assert (report.read, report.skipped) == (1, 4)
    assert lines(store) == first


def test_removing_a_source_takes_out_all_that_came_of_it(tmp_path: Path) -> None:
    build(FILES[:4], tmp_path / "four", extract=gold_record, root=PLANS)
    build(FILES, tmp_path / "five", extract=gold_record, root=PLANS)
    remove([FILES[4].name], tmp_path / "five")
    assert lines(tmp_path / "four") == lines(tmp_path / "five")
    with pytest.raises(InputError, match="there is no such source in the graph"):
        remove([FILES[0].name, "no.txt"], tmp_path / "five")
    assert lines(tmp_path / "four") == lines(tmp_path / "five")


def test_a_store_in_use_is_left_alone(store: Path) -> None:
    build(FILES[:1], store, extract=gold_record, root=PLANS)
    before = lines(store)
    with Store.open(store, write=True), pytest.raises(StoreError, match="in use"):
        build(FILES, store, extract=gold_record, root=PLANS)
    assert lines(store) == before


def test_a_build_that_breaks_off_leaves_the_old_state(store: Path) -> None:
    def broken(path: Path) -> tuple[Source, Document]:
        if path == FILES[3]:
            raise KeyboardInterrupt
        return gold_record(path)

    build(FILES[:1], store, extract=gold_record, root=PLANS)
    before = lines(store)
    with pytest.raises(KeyboardInterrupt):
        build(FILES, store, extract=broken, root=PLANS)
    assert lines(store) == before


def test_progress_is_told_after_each_file(store: Path) -> None:
    told: list[tuple[int, int, str]] = []
    build(FILES, store, extract=gold_record, root=PLANS, progress=lambda *step: told.append(step))
    assert told == [(i, 5, path.name) for i, path in enumerate(FILES, 1)]


def test_two_files_with_one_name_are_not_mixed_up(tmp_path: Path, store: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.txt").write_bytes(FILES[0].read_bytes())
    paths = [tmp_path / "a", tmp_path / "b"]
    report = build(paths, store, extract=lambda path: gold_record(FILES[0]), root=tmp_path / "elsewhere")
    assert (report.read, report.failed) == (1, 1)
    assert "has the same name as" in report.failures[0][1]


def test_the_real_extraction_is_the_default(store: Path) -> None:
    report = build([PLANS], store)
    assert (report.read, report.failed) == (5, 0)


def test_a_day_that_no_calendar_has_does_not_stop_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN\nSố: 5/KH-UBND\nNghệ An, ngày 5 tháng 1 năm 2024\nKẾ HOẠCH\nVề A\n"
        "Căn cứ Quyết định số 55/QĐ-TTg ngày 31 tháng 02 năm 2021 của Thủ tướng Chính phủ về việc x;\nI. MỤC ĐÍCH\nA.\n"
    )
    Path("plan.txt").write_text(text, encoding="utf-8")
    assert build(["plan.txt"], "store").read == 1
    with Store.open("store") as store:
        assert [row[1] for row in ask(store, "documents-cited", {"plan": "5/KH-UBND"}).rows] == ["55/QĐ-TTg"]

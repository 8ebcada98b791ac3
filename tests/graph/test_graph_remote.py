"""A SPARQL server in the place of the folder: two real ones, on loopback, give the answers that the folder gives."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.analysis.tables import table, table_names
from kg.config import DEFAULT_BASE
from kg.errors import InputError, QueryError, StoreError
from kg.graph.ontology import sample_plans
from kg.graph.parameters import Meaning, understand
from kg.graph.queries import ask, fill, named
from kg.graph.results import Triples
from kg.graph.shards import loading_shards
from kg.graph.states import differences, load
from kg.graph.store import Store
from kg.graph.validate import check
from kg.graph.vocabulary import CAN, DCTERMS, PROV, RDF
from kg.pipeline import build, remove
from kg.views.cells import csv_text
from kg.views.export import export_rdf
from tests.servers import Server, oxigraph, virtuoso

PLANS = sample_plans()
SERVERS = {"oxigraph": oxigraph, "virtuoso": virtuoso}
ROOT = Path(__file__).parents[2]

ASKED: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("amendment-chain", {"document": "61/2018/NĐ-CP"}),
    ("by-current-province", {"document": "468/QĐ-TTg"}),
    ("by-current-province", {"document": "468/QĐ-TTg", "as_of": "2024-01-01"}),
    ("conflicts", {}),
    ("coverage", {}),
    ("documents-cited", {}),
    ("documents-cited", {"place": "Quảng Ninh"}),
    ("documents-cited", {"plan": "122/KH-UBND"}),
    ("evidence", {"plan": "122/KH-UBND", "document": "468/QĐ-TTg"}),
    ("implementation-cascade", {"document": "468/QĐ-TTg"}),
    ("matrix", {}),
    ("matrix", {"year": "2024", "as_of": "2026-01-01"}),
    ("missing-basis", {"province": "Quảng Ninh"}),
    ("most-cited", {}),
    ("not-yet-implemented", {"document": "468/QĐ-TTg"}),
    ("provinces-citing", {"document": "Đề án 06"}),
    ("provinces-citing", {"document": "468/QĐ-TTg"}),
    ("provinces-citing", {"document": "468/QĐ-TTg", "as_of": "2026-01-01"}),
    ("resolution", {}),
    ("responsible-agencies", {}),
    ("responsible-agencies", {"agency": "Sở Tư pháp"}),
    ("responsible-agencies", {"plan": "122/KH-UBND", "month": "2024-06"}),
    ("shared-basis", {"a": "Quảng Ninh", "b": "Nghệ An"}),
    ("stale-citations", {}),
    ("stale-citations", {"place": "Nghệ An"}),
    ("tasks-from-document", {"document": "468/QĐ-TTg"}),
    ("unresolved", {}),
    ("year-on-year", {"province": "Nghệ An", "from": "2023", "to": "2024"}),
)


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the five plans, built into it."""
    with pytest.MonkeyPatch.context() as patch, SERVERS[request.param](tmp_path_factory.mktemp("server")) as running:
        patch.setenv("KG_STORE_USER", running.user)
        patch.setenv("KG_STORE_PASSWORD", running.password)
        build([PLANS], running.address, root=PLANS)
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("folder") / "store"
    build([PLANS], store, root=PLANS)
    return store


def state(store: str | Path) -> list[str]:
    with Store.open(store) as graph:
        return list(graph.nquads())


def test_every_named_query_is_asked() -> None:
    assert {name for name, _ in ASKED} == set(named())


@pytest.mark.parametrize(("name", "parameters"), ASKED)
def test_a_named_query_has_the_same_answer(
    server: Server, folder: Path, name: str, parameters: Mapping[str, str]
) -> None:
    with Store.open(server.address) as remote, Store.open(folder) as embedded:
        assert ask(remote, name, parameters) == ask(embedded, name, parameters)


ABOUT_DOCUMENTS = [n for n, query in named().items() if any(one.name == "document" for one in query.parameters)]


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("name", ABOUT_DOCUMENTS)
def test_documents_that_nobody_knows_have_the_same_answer(server: Server, folder: Path, name: str, count: int) -> None:
    """Virtuoso takes two that it does not know for any document, where a path starts from them."""
    query = named()[name]
    meanings = {"document": Meaning(tuple(f"<{DEFAULT_BASE}eli/vn/ttg/qd/2099/{n}>" for n in range(count)))}
    with Store.open(server.address) as remote, Store.open(folder) as embedded:
        for one in query.parameters:
            if one.required and one.kind == "plan":
                meanings[one.name] = understand(embedded, one.kind, "122/KH-UBND")
        text = fill(query.text, meanings)
        answers = [sorted(map(str, store.select(text))) for store in (remote, embedded)]
    assert answers[0] == answers[1]
    assert (answers[1] == []) is (name != "not-yet-implemented")


def test_a_server_is_left_as_it_is_where_shards_would_be_loaded(server: Server, folder: Path) -> None:
    with pytest.raises(StoreError, match="is a server"), loading_shards(server.address):
        pass
    assert state(server.address) == state(folder)


def test_the_export_is_the_same_byte_for_byte(server: Server, folder: Path) -> None:
    with Store.open(server.address) as remote, Store.open(folder) as embedded:
        assert export_rdf(remote, "nquads", DEFAULT_BASE) == export_rdf(embedded, "nquads", DEFAULT_BASE)
        assert len(remote) == len(list(remote.quads()))
        assert remote.graphs() == embedded.graphs()
        assert remote.totals(DEFAULT_BASE) == embedded.totals(DEFAULT_BASE)
        assert list(differences(embedded, remote)) == []


@pytest.mark.parametrize("name", table_names())
def test_a_table_is_the_same_cell_by_cell(server: Server, folder: Path, name: str) -> None:
    with Store.open(server.address) as remote, Store.open(folder) as embedded:
        found = table(remote, name)
        assert csv_text(found.columns, found.rows) == csv_text(found.columns, table(embedded, name).rows)


def test_the_check_finds_the_same(server: Server, folder: Path) -> None:
    with Store.open(server.address) as remote, Store.open(folder) as embedded:
        assert check(remote) == check(embedded)


def test_a_second_build_skips_what_is_unchanged_and_a_removed_source_comes_back(server: Server, folder: Path) -> None:
    report = build([PLANS], server.address, root=PLANS)
    assert (report.read, report.skipped) == (0, 5)
    remove(["vinh-quang-2023.txt"], server.address)
    assert "vinh-quang-2023.txt" not in "".join(state(server.address))
    report = build([PLANS], server.address, root=PLANS)
    assert (report.read, report.skipped) == (1, 4)
    assert state(server.address) == state(folder)


def test_a_backup_comes_back_and_graphs_of_others_are_left_alone(server: Server, folder: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.nq"
    with Store.open(server.address, write=True) as remote:
        backup.write_bytes(export_rdf(remote, "nquads", DEFAULT_BASE))
        thing, other = ox.NamedNode("http://example.org/x"), ox.NamedNode("http://example.org/other")
        remote.add([ox.Quad(thing, thing, thing, other)])
        remote.replace(f"{DEFAULT_BASE}source/old.txt", [ox.Quad(thing, thing, thing, ox.NamedNode(DEFAULT_BASE))])
        assert "http://example.org/other" not in remote.graphs()
        record = set(remote.quads(graph=ox.NamedNode(f"{DEFAULT_BASE}builds")))
    load(backup, server.address)
    with Store.open(server.address, write=True) as remote:
        kept = set(remote.quads(graph=ox.NamedNode(f"{DEFAULT_BASE}builds")))
        assert {quad for quad in record if quad.predicate != DCTERMS.identifier} < kept
        assert len([quad for quad in kept if quad.predicate == DCTERMS.identifier]) == 1
        assert any(quad.object == PROV.Activity for quad in kept)
        assert export_rdf(remote, "nquads", DEFAULT_BASE) == backup.read_bytes()
        assert remote.query("ASK { GRAPH <http://example.org/other> { ?s ?p ?o } }")
        assert remote.remove("http://example.org/other")
        assert not remote.remove("http://example.org/other")
    assert state(server.address) == state(folder)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("<x:a> <x:b> .", "line 1"), ("", "holds no statements"), ("<x:a> <x:b> <x:c> .\n", "outside all named graphs")],
)
def test_a_file_that_cannot_be_restored_changes_nothing(
    server: Server, folder: Path, tmp_path: Path, text: str, sentence: str
) -> None:
    bad = tmp_path / "bad.nq"
    bad.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        load(bad, server.address)
    assert state(server.address) == state(folder)


def test_a_server_keeps_no_earlier_state(server: Server) -> None:
    with Store.open(server.address) as remote, pytest.raises(StoreError, match="keeps no earlier state"):
        remote.previous()


def test_statements_are_found_by_any_part(server: Server, folder: Path) -> None:
    with Store.open(server.address) as remote, Store.open(folder) as embedded:
        source = next(embedded.quads(None, RDF.type, CAN.Source)).subject
        assert isinstance(source, ox.NamedNode)
        for pattern in ((None, RDF.type, CAN.Source), (source,), (source, None, None, source), (None, CAN.path)):
            found = set(remote.quads(*pattern))
            assert found == set(embedded.quads(*pattern))
            assert found
        assert set(remote.quads(graph=source)) == set(embedded.quads(graph=source))
        assert not list(remote.quads(graph=ox.NamedNode(f"{DEFAULT_BASE}nothing")))


def test_a_construct_gives_statements(server: Server, folder: Path) -> None:
    text = "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t FILTER(STRSTARTS(STR(?t), 'https://w3id.org/can-cu/')) }"
    with Store.open(server.address) as remote, Store.open(folder) as embedded:
        one, other = remote.query(text), embedded.query(text)
        assert isinstance(one, Triples)
        assert isinstance(other, Triples)
        assert sorted(one.serialize("application/n-triples").split(b"\n")) == sorted(
            other.serialize("application/n-triples").split(b"\n")
        )


def test_a_wrong_query_is_shown_with_its_place(server: Server) -> None:
    with Store.open(server.address) as remote, pytest.raises(QueryError, match="wrong at line 1, column"):
        remote.query("SELECT ?s WHERE { ?s foo:bar ?o }")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_build_goes_on_from_one_that_was_killed(server: Server, folder: Path, tmp_path: Path) -> None:
    """What was put stays, as is documented; the documents graph is made of all that is there then."""
    plans = shutil.copytree(PLANS, tmp_path / "plans")
    for file in plans.glob("*.txt"):
        file.write_text(file.read_text(encoding="utf-8") + "\nTheo Nghị định số 61/2018/NĐ-CP.\n", encoding="utf-8")
    script = (
        "import os, signal, sys; from kg.pipeline import build\n"
        "build([sys.argv[1]], sys.argv[2], root=sys.argv[1],"
        " progress=lambda done, *_: os.kill(os.getpid(), signal.SIGKILL) if done == 3 else None)"
    )
    command = [sys.executable, "-c", script, str(plans), server.address]
    assert subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}).returncode == -9
    report = build([plans], server.address, root=plans)
    assert (report.read, report.skipped) == (2, 3)
    build([plans], tmp_path / "clean", root=plans)
    assert state(server.address) == state(tmp_path / "clean")
    build([PLANS], server.address, root=PLANS)
    assert state(server.address) == state(folder)


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "provinces-citing", "--param", "document=468/QĐ-TTg"),
        ("export", "citations"),
        ("resolve",),
        ("diff", "STORE", "STORE"),
        ("build", str(PLANS)),
    ],
)
def test_a_command_says_the_same(server: Server, folder: Path, arguments: tuple[str, ...]) -> None:
    def said(store: str) -> tuple[int, str]:
        words = [store if word == "STORE" else word for word in arguments]
        command = [sys.executable, "-m", "kg.cli", *words]
        where = {} if "STORE" in arguments else {"KG_STORE": store}
        env = os.environ | where | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=PLANS, env=env, capture_output=True, text=True)
        assert "dba" not in done.stderr
        return done.returncode, done.stdout.replace(store, "STORE").rsplit(". ", 1)[0]

    assert said(server.address) == said(str(folder))


def test_a_password_is_asked_for_and_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with virtuoso(tmp_path) as server:
        for user, password in (("", ""), ("dba", "not-the-secret"), ("nobody", "s3cret")):
            monkeypatch.setenv("KG_STORE_USER", user)
            monkeypatch.setenv("KG_STORE_PASSWORD", password)
            with pytest.raises(StoreError, match="set KG_STORE_USER and KG_STORE_PASSWORD") as raised:
                Store.open(server.address)
            assert "secret" not in str(raised.value)
            assert "s3cret" not in str(raised.value)


def test_a_password_in_an_address_is_refused_unseen() -> None:
    with pytest.raises(StoreError, match="must hold no password") as raised:
        Store.open("http://me:s3cret@127.0.0.1:1/")
    assert "s3cret" not in str(raised.value)


def test_rows_that_a_server_holds_back_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with virtuoso(tmp_path, "[SPARQL]\nResultSetMaxRows = 5\n") as server:
        monkeypatch.setenv("KG_STORE_USER", server.user)
        monkeypatch.setenv("KG_STORE_PASSWORD", server.password)
        name = ox.NamedNode(f"{DEFAULT_BASE}source/a.txt")
        with Store.open(server.address, write=True) as store:
            store.replace(name.value, [ox.Quad(name, name, ox.Literal(n), name) for n in range(7)])
            with pytest.raises(StoreError, match="5 rows only"):
                store.select("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }")
            with pytest.raises(StoreError, match="of 7 statements"):
                list(store.quads(graph=name))


def test_a_server_that_is_not_there_or_has_no_graph(tmp_path: Path) -> None:
    with oxigraph(tmp_path) as server, pytest.raises(StoreError, match=r"There is no graph in http.* yet"):
        Store.open(server.address)
    with pytest.raises(StoreError, match="cannot be reached"):
        Store.open(server.address)


def test_an_address_that_is_no_sparql_server(tmp_path: Path) -> None:
    with oxigraph(tmp_path) as server, pytest.raises(StoreError, match="answered 404"):
        Store.open(f"{server.address}/nothing/here", write=True)


def test_the_address_of_graphs_can_be_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with oxigraph(tmp_path) as server:
        monkeypatch.setenv("KG_STORE_GRAPHS", f"{server.address}/store")
        name = ox.NamedNode(f"{DEFAULT_BASE}documents")
        with Store.open(f"{server.address}/query", write=True) as store:
            store.add([ox.Quad(name, name, name, name)])
        assert httpx.get(f"{server.address}/store", params={"graph": name.value}).text.count(name.value) == 3

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.config import DEFAULT_BASE
from kg.errors import QueryError, StoreError
from kg.graph import embedded, loader
from kg.graph.ontology import sample_plans
from kg.graph.results import Answered, Solutions, Triples
from kg.graph.store import Store
from kg.pipeline import build, remove

GRAPH = "http://example.org/g"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def quad(value: str, graph: str = GRAPH) -> ox.Quad:
    return ox.Quad(
        ox.NamedNode("http://example.org/s"),
        ox.NamedNode("http://example.org/p"),
        ox.Literal(value),
        ox.NamedNode(graph),
    )


def written(folder: Path, *values: str) -> Path:
    with Store.open(folder, write=True) as store:
        store.replace(GRAPH, [quad(value) for value in values])
    return folder


def values(folder: Path) -> set[str]:
    with Store.open(folder) as store:
        return {str(row["o"]) for row in store.select("SELECT ?o WHERE { ?s ?p ?o }")}


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("generation-*"))


def test_replace_takes_the_place_of_the_old_statements(tmp_path: Path) -> None:
    folder = written(tmp_path / "store", "a", "b")
    assert values(folder) == {"a", "b"}
    written(folder, "c")
    assert values(folder) == {"c"}


def test_a_reader_keeps_what_it_opened_while_a_writer_publishes(tmp_path: Path) -> None:
    folder = written(tmp_path / "store", "old")
    with Store.open(folder) as reader:
        written(folder, "new")
        assert [row["o"] for row in reader.select("SELECT ?o WHERE { ?s ?p ?o }")] == ["old"]
    assert values(folder) == {"new"}


def test_the_last_two_generations_stay(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    for value in "abcd":
        written(folder, value)
    assert generations(folder) == ["generation-000003", "generation-000004"]


def test_a_second_writer_is_told_that_the_store_is_in_use(tmp_path: Path) -> None:
    folder = written(tmp_path / "store", "a")
    with Store.open(folder, write=True), pytest.raises(StoreError, match="is in use: another process"):
        Store.open(folder, write=True)
    written(folder, "b")  # the lock ended with its holder


def test_an_error_while_writing_leaves_the_old_state(tmp_path: Path) -> None:
    folder = written(tmp_path / "store", "old")
    with pytest.raises(ZeroDivisionError), Store.open(folder, write=True) as store:
        store.add(quad(str(1 // (1 - i))) for i in range(2))
    assert values(folder) == {"old"}
    assert generations(folder) == ["generation-000001"]


KILLED = """
import os, signal, sys
import pyoxigraph as ox
from kg.graph.store import Store
store = Store.open(sys.argv[1], write=True)
node = ox.NamedNode("http://example.org/s")
store.replace("http://example.org/g", [
    ox.Quad(node, node, ox.Literal(i), ox.NamedNode("http://example.org/g")) for i in range(1000)])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_writer_leaves_the_old_state_and_no_lock(tmp_path: Path) -> None:
    folder = written(tmp_path / "store", "old")
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder)], cwd=Path(__file__).parents[2])
    assert done.returncode == -9
    assert values(folder) == {"old"}
    assert generations(folder) == ["generation-000001", "generation-000002"]
    with Store.open(folder) as store, pytest.raises(StoreError, match="no earlier state"):
        store.previous()  # what the killed one left is none
    written(folder, "new")
    assert values(folder) == {"new"}
    with Store.open(folder) as store, store.previous() as before:
        assert [row["o"] for row in before.select("SELECT ?o WHERE { ?s ?p ?o }")] == ["old"]


KILLED_AT = """
import os, signal, sys
import pyoxigraph as ox
from kg.graph.store import Store
folder, left = sys.argv[1], int(sys.argv[2])

def count(event, arguments):
    global left
    if any(isinstance(argument, str | os.PathLike) and folder in str(argument) for argument in arguments):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

node, graph = ox.NamedNode("http://example.org/s"), "http://example.org/g"
sys.addaudithook(count)
with Store.open(folder, write=True) as store:
    store.replace(graph, [ox.Quad(node, node, ox.Literal("new"), ox.NamedNode(graph))])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_writer_killed_before_any_of_its_steps_leaves_the_old_or_the_new_state(tmp_path: Path) -> None:
    """Every opening, making, renaming and removing of a file, one after the other, until none is left."""
    ready = tmp_path / "ready"
    for value in ("older", "old"):
        written(ready, value)
    found = []
    for step in range(1_000):
        folder = shutil.copytree(ready, tmp_path / f"store-{step}")
        done = subprocess.run([sys.executable, "-c", KILLED_AT, str(folder), str(step)], cwd=Path(__file__).parents[2])
        found.append((done.returncode, values(folder)))
        written(folder, "next")
        assert values(folder) == {"next"}
        assert len(generations(folder)) == 2
        if done.returncode == 0:
            break
    killed = [state for code, state in found if code == -9]
    assert killed == sorted(killed, key=[{"old"}, {"new"}].index)
    assert {"old"} in killed
    assert {"new"} in killed
    assert found[-1] == (0, {"new"})


def test_a_writer_that_changes_nothing_publishes_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path / "store", "a")
    written(folder, "a")
    assert generations(folder) == ["generation-000001"]


def test_remove_drops_one_graph(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with Store.open(folder, write=True) as store:
        store.add([quad("a"), quad("b", "http://example.org/h")])
        assert store.graphs() == (GRAPH, "http://example.org/h")
        assert store.remove(GRAPH)
        assert not store.remove(GRAPH)
    assert values(folder) == {"b"}


def test_there_has_to_be_a_store_to_read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no graph in .* yet; make one with: kg build"):
        Store.open(tmp_path / "none")


def test_a_folder_with_other_things_is_not_taken_for_a_store(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello")
    for write in (False, True):
        with pytest.raises(StoreError, match="holds something else than a store"):
            Store.open(tmp_path, write=write)
    with pytest.raises(StoreError, match="is a file; a store is a folder"):
        Store.open(tmp_path / "letter.txt")


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    folder = written(tmp_path / "store", "a")
    with Store.open(folder) as store, pytest.raises(StoreError, match="opened to read"):
        store.replace(GRAPH, [])


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store.open(written(tmp_path / "store", "a"))
    store.close()
    store.close()
    with pytest.raises(StoreError, match="is closed"):
        store.query(COUNT)


def test_results_are_plain_values(tmp_path: Path) -> None:
    with Store.open(written(tmp_path / "store", "a", "b")) as store:
        rows = store.query(COUNT)
        asked = store.query("ASK { ?s ?p 'a' }")
        built = store.query("CONSTRUCT WHERE { ?s ?p 'a' }")
        assert isinstance(rows, Solutions)
        assert (rows.columns, list(rows)) == (("n",), [{"n": 2}])
        assert isinstance(asked, Answered)
        assert bool(asked)
        assert isinstance(built, Triples)
        assert [str(term) for term in next(iter(built))][2] == "a"


@pytest.mark.parametrize(
    ("query", "media_type", "start"),
    [
        (COUNT, "text/csv", b"n\r\n2"),
        (COUNT, "application/sparql-results+json", b'{"head":{"vars":["n"]}'),
        ("ASK { ?s ?p 'a' }", "application/sparql-results+json", b'{"head":{},"boolean":true}'),
        ("CONSTRUCT WHERE { ?s ?p 'a' }", "application/n-triples", b"<http://example.org/s>"),
    ],
)
def test_results_in_the_standards_forms(tmp_path: Path, query: str, media_type: str, start: bytes) -> None:
    with Store.open(written(tmp_path / "store", "a", "b")) as store:
        assert store.query(query).serialize(media_type).startswith(start)


def test_a_wrong_query_is_shown_with_its_place(tmp_path: Path) -> None:
    with Store.open(written(tmp_path / "store", "a")) as store, pytest.raises(QueryError) as raised:
        store.query("SELECT ?s WHERE {\n  ?s foo:bar ?o }")
    first, shown, mark = str(raised.value).split("\n")
    assert first.startswith("The query is wrong at line 2, column")
    assert shown == "  ?s foo:bar ?o }"
    assert mark.strip("~") == "^"


WRITER = """
import sys
import pyoxigraph as ox
from kg.graph.store import Store
node, graph = ox.NamedNode("http://example.org/s"), "http://example.org/g"
for i in range(1, 41):
    with Store.open(sys.argv[1], write=True) as store:
        store.replace(graph, [ox.Quad(node, node, ox.Literal(n), ox.NamedNode(graph)) for n in range(i)])
"""


def test_readers_open_whole_states_while_a_writer_publishes_one_after_the_other(tmp_path: Path) -> None:
    folder = written(tmp_path / "store", "0")
    sizes = []
    with subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], cwd=Path(__file__).parents[2]) as writer:
        while writer.poll() is None:
            with Store.open(folder) as store:
                sizes.append((len(store), len(list(store.nquads()))))
    assert writer.returncode == 0
    assert len(values(folder)) == 40
    assert sizes == sorted(sizes)
    assert all(one == other for one, other in sizes)
    assert len(set(sizes)) > 2


@pytest.mark.parametrize("damage", ["pointer", "content"])
def test_a_damaged_store_says_so(tmp_path: Path, damage: str) -> None:
    folder = written(tmp_path / "store", "a")
    generation = folder / "generation-000001"
    if damage == "pointer":
        generation.rename(folder / "generation-000007")
    else:
        (generation / "CURRENT").unlink()
    with pytest.raises(StoreError, match="is damaged"):
        Store.open(folder)


def test_large_graphs_are_loaded_in_slices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "_BULK", 1_000)
    monkeypatch.setattr(loader, "_SLICE", 2_000)
    graphs = [f"http://example.org/g{n}" for n in range(50)]
    with Store.open(tmp_path / "store", write=True) as store:
        for name in graphs:
            store.replace(name, [quad("old", name)])
            store.replace(name, [quad(name, name)])  # the later one counts, also where the first still waits
    with Store.open(tmp_path / "store") as store:
        rows = store.select("SELECT ?g ?o WHERE { GRAPH ?g { ?s ?p ?o } }")
        assert sorted((row["g"], row["o"]) for row in rows) == sorted(zip(graphs, graphs, strict=True))


def test_what_was_put_in_is_there_to_be_asked_before_the_end(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", write=True) as store:
        store.replace(GRAPH, [quad("a")])
        assert len(store) == 1
        assert store.graphs() == (GRAPH,)
        assert [row["n"] for row in store.select(COUNT)] == [1]
        assert store.remove(GRAPH)
        assert len(store) == 0


def test_a_state_is_the_same_when_its_files_are_compacted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large writes are; here all of them, and the second one over the first."""
    build([sample_plans()], tmp_path / "plain")
    monkeypatch.setattr(embedded, "_MUCH", 0)
    for _ in range(2):
        build([sample_plans()], tmp_path / "compacted")
        remove([next(iter(Store.open(tmp_path / "compacted").sources(DEFAULT_BASE)))], tmp_path / "compacted")
    build([sample_plans()], tmp_path / "compacted")
    states = [list(Store.open(tmp_path / name).nquads()) for name in ("plain", "compacted")]
    assert states[0] == states[1]

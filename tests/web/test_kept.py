"""Answers that are given again: known without a worker, and never those of another state or of another question."""

import os
import signal
import tracemalloc
from pathlib import Path
from shutil import copytree

import httpx
import pytest

from kg.graph.queries import fill, named
from kg.web.kept import Kept
from kg.web.spool import Given
from tests.web.served import Served, served

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SUM = "SELECT (SUM(?start) AS ?n) { ?s <http://www.w3.org/ns/oa#start> ?start }"


def test_a_kept_answer_needs_no_worker(store_folder: Path) -> None:
    with served(store_folder, query_seconds=1) as server:
        first = [_asked(server, method, COUNT) for method in ("GET", "POST")]
        _stop_workers(server)
        again = [_asked(server, method, COUNT) for method in ("GET", "POST")]
        assert [one.content for one in again] == [one.content for one in first]
        assert [one.status_code for one in again] == [200, 200]
        assert _asked(server, "GET", SUM).status_code == 503


def test_every_named_query_is_kept(store_folder: Path) -> None:
    texts = {name: fill(query.text, {}) for name, query in named().items()}
    with served(store_folder, query_seconds=10) as server:
        first = {name: _asked(server, "POST", text).content for name, text in texts.items()}
        _stop_workers(server)
        again = {name: _asked(server, "POST", text) for name, text in texts.items()}
    assert {name: answer.status_code for name, answer in again.items()} == dict.fromkeys(texts, 200)
    assert {name: answer.content for name, answer in again.items()} == first


def test_each_form_is_an_answer_of_its_own(store_folder: Path) -> None:
    with served(store_folder) as server:
        forms = ["application/sparql-results+json", "text/csv", "text/csv", "application/sparql-results+json"]
        assert [_asked(server, "GET", COUNT, form).headers["content-type"].split(";")[0] for form in forms] == forms


def test_nothing_is_kept_without_room_for_it(store_folder: Path) -> None:
    with served(store_folder, query_seconds=1, answers_mb=0) as server:
        assert _asked(server, "GET", COUNT).status_code == 200
        _stop_workers(server)
        assert _asked(server, "GET", COUNT).status_code == 503


def test_another_state_has_other_answers(store_folder: Path, tmp_path: Path) -> None:
    store = copytree(store_folder, tmp_path / "store")
    with served(store, "--write") as server:
        before = _number(_asked(server, "POST", COUNT))
        update = "INSERT DATA { GRAPH <http://example.org/g> { <http://example.org/s> <http://example.org/p> 1 } }"
        with server.writer() as writer:
            assert writer.post("/sparql", data={"update": update}).status_code == 204
        assert _number(_asked(server, "POST", COUNT)) == before + 1


@pytest.mark.parametrize(
    "expression",
    ["RAND()", "STRUUID()", "NOW()", "rand ( )", "RAND # odd\n # (\r\n()", "SUM(DISTINCTRAND())"],
)
def test_what_is_another_each_time_is_asked_each_time(store_folder: Path, expression: str) -> None:
    with served(store_folder) as server:
        found = {_asked(server, "GET", f"SELECT ({expression} AS ?n) {{}}").text for _ in range(3)}
        assert len(found) == 3


def test_long_questions_take_no_room() -> None:
    kept = Kept(64_000_000)
    tracemalloc.start()
    for number in range(300):
        kept.put((number, "x" * 100_000), Given("text/plain", b"yes"))
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < 1_000_000
    assert kept.get((299, "x" * 100_000)) is not None


def _asked(server: Served, method: str, query: str, accept: str = "application/sparql-results+json") -> httpx.Response:
    given = {"params": {"query": query}} if method == "GET" else {"data": {"query": query}}
    return server.client.request(method, "/sparql", headers={"Accept": accept}, **given)  # type: ignore[arg-type]


def _number(answer: httpx.Response) -> int:
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def _stop_workers(server: Served) -> None:
    """Let the workers stand still; the server ends them when it ends, but not Python's tracker, which is left alone."""
    number = server.process.pid
    children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    workers = [child for child in children if b"resource_tracker" not in Path(f"/proc/{child}/cmdline").read_bytes()]
    assert workers
    for worker in workers:
        os.kill(int(worker), signal.SIGSTOP)

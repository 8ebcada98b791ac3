"""Limits that hold: time, rows, bytes, memory, turns; the log; and the server's end."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from ctypes.util import find_library
from pathlib import Path

import httpx
import pytest

from kg.config import Settings
from kg.web.refused import RefusedError
from kg.web.workers import Workers
from tests.web.served import Served, served

ASK = "ASK { ?plan a <https://w3id.org/can-cu/def#Plan> }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SELECT = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT "
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT "
LENIENT = {"Prefer": "respond-async, handling=lenient"}


@pytest.fixture(scope="module")
def server(store_folder: Path) -> Iterator[Served]:
    with served(store_folder, query_seconds=3, query_rows=100, query_mb=1, query_memory_mb=1000) as server:
        yield server


@pytest.mark.parametrize("accept", ["application/json", "application/xml", "text/csv", "text/tab-separated-values"])
@pytest.mark.parametrize(("asked", "strict", "rows"), [(100, 200, 100), (101, 503, 100), (1000, 503, 100), (7, 200, 7)])
def test_rows(server: Served, accept: str, asked: int, strict: int, rows: int) -> None:
    params = {"query": f"{SELECT}{asked}"}
    answer = server.client.get("/sparql", params=params, headers={"Accept": accept})
    assert answer.status_code == strict, answer.text
    assert strict == 200 or "more than 100 rows" in answer.text
    first = server.client.get("/sparql", params=params, headers=LENIENT | {"Accept": accept})
    assert first.status_code == 200
    assert ("x-sparql-maxrows" in first.headers) is (asked > 100)
    assert first.headers.get("preference-applied") == ("handling=lenient" if asked > 100 else None)
    again = server.client.get("/sparql", params={"query": f"{SELECT}{rows}"}, headers={"Accept": "application/json"})
    if accept == "application/json":
        assert first.json() == again.json()


@pytest.mark.parametrize(("asked", "kept"), [(50, 50), (100, 100), (101, 100)])
def test_statements_of_the_first_rows(server: Served, asked: int, kept: int) -> None:
    headers = LENIENT | {"Accept": "application/n-triples"}
    answer = server.client.get("/sparql", params={"query": f"{CONSTRUCT}{asked}"}, headers=headers)
    assert len(answer.text.splitlines()) == kept
    assert ("x-sparql-maxrows" in answer.headers) is (asked > kept)


def test_bytes(server: Served) -> None:
    answer = server.client.get("/sparql", params={"query": f"{CONSTRUCT}20000"})
    assert answer.status_code == 503
    assert "more than 1000000 bytes" in answer.text


def test_time(server: Served) -> None:
    answer = server.client.get("/sparql", params={"query": SLOW})
    assert answer.status_code == 503
    assert "longer than 3 seconds" in answer.text


@pytest.mark.parametrize("query", [
    "SELECT (STRLEN(?x40) AS ?n) { BIND('aaaaaaaa' AS ?x0) "
    + "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(40)) + "}",
    f"SELECT * {'{' * 200_000}{'}' * 200_000}",
], ids=["memory", "nesting"])  # fmt: skip
def test_memory(store_folder: Path, query: str) -> None:
    with served(store_folder, query_seconds=50, query_workers=1, query_memory_mb=1000) as server:
        answer = server.client.post("/sparql", data={"query": query})
        assert answer.status_code == 503
        assert "more memory or nesting" in answer.text
        assert server.client.get("/sparql", params={"query": ASK}).json()["boolean"] is True


def test_turns(server: Served) -> None:
    """One client sends more than may wait: it is told so, and another client is answered at once."""

    def ask(_: int) -> httpx.Response:
        return server.client.get("/sparql", params={"query": SLOW})

    other = httpx.Client(base_url=server.address, transport=httpx.HTTPTransport(local_address="127.0.0.2"))
    with ThreadPoolExecutor(60) as pool, other:
        asked = [pool.submit(ask, number) for number in range(60)]
        refused = next(
            one for one in iter(lambda: other.get("/sparql", params={"query": ASK}), None) if one.status_code
        )
        answers = [one.result() for one in asked]
    assert refused.json()["boolean"] is True
    assert refused.elapsed.total_seconds() < 2
    many = [answer for answer in answers if answer.status_code == 429]
    assert many
    assert all(answer.headers["retry-after"] == "1" for answer in many)
    assert {answer.status_code for answer in answers} == {429, 503}


def test_a_killed_worker_is_replaced(store_folder: Path, tmp_path: Path) -> None:
    async def asked() -> None:
        first = await workers.ask(pid)
        with pytest.raises(RefusedError) as refused:
            await workers.ask(end)
        assert refused.value.status == 503
        assert await workers.ask(pid) != first

    with Workers(Settings(store=str(store_folder)), 1, tmp_path) as workers:
        asyncio.run(asked())


def pid(store: object) -> int:
    return os.getpid()


def end(store: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(("option", "shown", "hidden"), [
    ("--log", "GET /sparql?query=…&default-graph-uri=… 403", "Plan"),
    ("--log-queries", "def%23Plan", "…"),
])  # fmt: skip
def test_the_log(store_folder: Path, option: str, shown: str, hidden: str) -> None:
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", "0", "--store", str(store_folder), option]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().split()[2]
        httpx.get(f"{address}sparql", params={"query": ASK, "default-graph-uri": "a:b"})
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=30)
    (line,) = [line for line in log.splitlines() if "kg.access" in line]
    assert shown in line
    assert hidden not in line


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_what_is_being_answered_when_the_server_is_to_end_is_answered(store_folder: Path) -> None:
    with served(store_folder, query_seconds=3) as server, ThreadPoolExecutor(1) as pool:
        before = used(server)
        asked = pool.submit(server.client.get, "/sparql", params={"query": SLOW})
        while used(server) < before + 0.5:
            pass
        server.process.send_signal(signal.SIGTERM)
        assert asked.result().status_code == 503
        assert server.process.wait(timeout=30) in (0, -signal.SIGTERM)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.skipif(find_library("mimalloc") is None, reason="mimalloc is not installed (Debian: libmimalloc2.0)")
@pytest.mark.parametrize(("chosen", "taken"), [(None, True), ("", False)])
def test_workers_take_the_faster_allocator(
    store_folder: Path, monkeypatch: pytest.MonkeyPatch, chosen: str | None, taken: bool
) -> None:
    monkeypatch.delenv("LD_PRELOAD", raising=False)
    if chosen is not None:
        monkeypatch.setenv("LD_PRELOAD", chosen)
    with served(store_folder, query_workers=1) as server:
        assert server.client.get("/sparql", params={"query": ASK}).json()["boolean"] is True
        maps = [Path(f"/proc/{child}/maps").read_text() for child in children(server)]
    assert any("pyoxigraph" in text and "mimalloc" in text for text in maps) is taken


def used(server: Served) -> float:
    """The seconds that the busiest process of the server has computed."""
    ticks = [0]
    for child in children(server):
        with suppress(FileNotFoundError):  # it has ended
            ticks.append(int(Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()[11]))
    return max(ticks) / os.sysconf("SC_CLK_TCK")


def children(server: Served) -> list[str]:
    """The processes that the server has started."""
    number = server.process.pid
    return Path(f"/proc/{number}/task/{number}/children").read_text().split()


def test_a_server_is_not_served_again() -> None:
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", "0", "--store", "http://127.0.0.1:1/query"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "is a server already" in done.stderr


def test_writing_needs_a_token(store_folder: Path) -> None:
    command = [sys.executable, "-m", "kg.cli", "serve", "--write", "--port", "0", "--store", str(store_folder)]
    environment = {name: value for name, value in os.environ.items() if name != "KG_WRITE_TOKEN"}
    for token in ({}, {"KG_WRITE_TOKEN": "short"}):
        done = subprocess.run(command, env=environment | token, capture_output=True, text=True, timeout=60)
        assert done.returncode == 2
        assert "KG_WRITE_TOKEN" in done.stderr
        assert "short" not in done.stderr

"""Workers that die, cannot be started, or send too much; clients that go away or do not read; the server's end."""

import asyncio
import os
import pickle
import signal
import socket
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import pytest

from kg import errors
from kg.config import Settings
from kg.graph.store import Store
from kg.web.refused import RefusedError
from kg.web.workers import Workers
from tests.web.hostile import HEAVY
from tests.web.served import Served, served
from tests.web.test_limits import ASK, SLOW, pid, used

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 60000"


def until(true: Callable[[], bool]) -> None:
    """Look again and again until something is true."""
    end = time.monotonic() + 40
    while not true():
        assert time.monotonic() < end


def workers_of(server: Served) -> list[str]:
    """The server's workers, without the process that looks after shared things."""
    found = []
    threads = Path(f"/proc/{server.process.pid}/task")
    for child in [child for thread in threads.iterdir() for child in (thread / "children").read_text().split()]:
        with suppress(FileNotFoundError):
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(child)
    return found


def is_dead(process: str) -> bool:
    """Whether nothing is left of it but its number: its last thread has let go of what it held open."""
    place = Path(f"/proc/{process}")
    return (place / "stat").read_text().rsplit(")")[1].split()[0] == "Z" and len(list((place / "task").iterdir())) == 1


def line_to(server: Served, query: str) -> socket.socket:
    """A connection on which a query was asked, by GET."""
    place = urlsplit(server.address)
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect((place.hostname, place.port))
    line.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return line


def test_who_died_while_it_waited_gets_no_task(store_folder: Path) -> None:
    with served(store_folder) as server:
        assert server.client.get("/sparql", params={"query": ASK}).status_code == 200
        dead = workers_of(server)
        for one in dead:
            os.kill(int(one), signal.SIGKILL)
        until(lambda: all(map(is_dead, dead)))
        answers = [server.client.get("/sparql", params={"query": f"{ASK} # {n}"}).status_code for n in range(6)]
        assert answers == [200] * 6


def test_a_worker_that_could_not_be_started_is_tried_again(
    store_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def asked() -> None:
        with monkeypatch.context() as full:
            full.setattr(Workers, "_start", no_room)
            for _ in range(2):
                with pytest.raises(RefusedError) as refused:
                    await workers.ask(end_itself)
                assert refused.value.status == 503
        assert await workers.ask(pid)

    def no_room(_: Workers) -> None:
        raise BlockingIOError

    with Workers(Settings(store=str(store_folder)), 1, tmp_path) as workers:
        asyncio.run(asked())


def end_itself(store: Store) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(("task", "sentence"), [
    ("no_memory", "more memory or nesting"), ("no_depth", "more memory or nesting"),
    ("much", "more than 1000000 bytes"), ("no_file", "a.txt: is empty"),
])  # fmt: skip
def test_what_a_worker_says_is_told(store_folder: Path, tmp_path: Path, task: str, sentence: str) -> None:
    async def asked() -> None:
        before = await workers.ask(pid)
        with pytest.raises(errors.CanCuError) as told:
            await workers.ask(globals()[task])
        assert sentence in str(told.value)
        assert await workers.ask(large) == b"x" * 900_000
        assert await workers.ask(pid) == before

    with Workers(Settings(store=str(store_folder), query_mb=1), 1, tmp_path) as workers:
        asyncio.run(asked())


def no_memory(store: Store) -> None:
    bytearray(1 << 60)


def no_depth(store: Store) -> None:
    no_depth(store)


def much(store: Store) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1_000_000))


def no_file(store: Store) -> None:
    raise errors.InputError("a.txt", "is empty")


def large(store: Store) -> bytes:
    return b"x" * 900_000


@pytest.mark.parametrize("error", [
    errors.InputError("a", "b"), errors.StoreError("a"), errors.QueryError("a"), errors.TableError("a"),
    RefusedError(503, "a", {"Retry-After": "5"}),
], ids=lambda error: type(error).__name__)  # fmt: skip
def test_errors_are_handed_over_by_processes(error: errors.CanCuError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_a_machine_that_allows_less_memory_is_no_hindrance(store_folder: Path) -> None:
    with served(store_folder, before=("prlimit", "--as=3000000000"), query_memory_mb=4000) as server:
        assert server.client.get("/sparql", params={"query": ASK}).json()["boolean"] is True


def test_a_query_of_a_client_that_is_gone_is_ended(store_folder: Path) -> None:
    with served(store_folder, query_seconds=60, query_workers=1) as server:
        first = workers_of(server)
        base = used(server)
        lines = [line_to(server, f"{SLOW} # {number}") for number in range(4)]
        until(lambda: used(server) > base + 0.3)
        for line in lines:
            line.close()
        assert server.client.get("/sparql", params={"query": ASK}).elapsed.total_seconds() < 20
        assert len(workers_of(server)) == 1
        assert workers_of(server) != first


def spooled(server: Served) -> list[str]:
    """The files without a name that the server has open."""
    found = []
    for place in Path(f"/proc/{server.process.pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            found.append(str(place.readlink()))
    return [file for file in found if "kg-serve-" in file and file.endswith("(deleted)")]


def test_a_client_that_does_not_read_is_let_go(
    store_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with served(store_folder, send_seconds=3) as server, line_to(server, LARGE) as line:
        assert line.recv(12) == b"HTTP/1.1 200"
        assert [file.name for folder in tmp_path.glob("kg-serve-*") for file in folder.iterdir()] == []
        assert spooled(server)
        until(lambda: not spooled(server))
        head, _, body = b"".join(iter(lambda: line.recv(1 << 20), b"")).partition(b"\r\n\r\n")
        length = next(one for one in head.lower().split(b"\r\n") if one.startswith(b"content-length"))
        assert len(body) < int(length.split()[1])


def test_nothing_stays_of_a_server_that_is_killed(
    store_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with served(store_folder) as server, line_to(server, LARGE) as line:
        assert line.recv(12) == b"HTTP/1.1 200"
        server.process.kill()
        until(lambda: not list(tmp_path.glob("kg-serve-*")))


def test_a_query_longer_than_sending_may_take_is_answered_when_the_server_is_to_end(
    store_folder: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    limits: dict[str, Any] = {"query_seconds": 12, "query_workers": 2}
    with log.open("w") as said, served(store_folder, log=said, **limits) as server, ThreadPoolExecutor(1) as pool:
        base, first = used(server), workers_of(server)
        asked = pool.submit(server.client.get, "/sparql", params={"query": SLOW})
        until(lambda: used(server) > base + 0.5)
        server.process.send_signal(signal.SIGTERM)
        answer = asked.result()
        assert (answer.status_code, "longer than 12 seconds" in answer.text) == (503, True)
        assert set(workers_of(server)) < set(first)
        assert server.process.wait(timeout=30) in (0, -signal.SIGTERM)
    assert log.read_text() == ""


PAGES = [
    "/query?query=SELECT%20(CONCAT(%22{text}%22,%22b%22)AS?x)%7B%7D",
    "/query?query=CONSTRUCT%7B%3Ca:s%3E%3Ca:p%3E%22{text}%22%7D%7B%7D",
]


@pytest.mark.parametrize("target", PAGES)
def test_a_page_cuts_long_texts(client: httpx.Client, target: str) -> None:
    page = client.get(target.replace("{text}", "a" * 5000), headers={"Accept": "text/html"})
    shown = page.text.split("<tbody>")[1].split("</tbody>")[0]
    assert "a" * 1000 in shown
    assert "a" * 3000 not in shown


def test_a_wide_page_has_fewer_rows(client: httpx.Client) -> None:
    columns = " ".join(f"?v{number}" for number in range(500))
    rows = f"({'1 ' * 500})" * 200
    query = f"SELECT * {{ VALUES ({columns}) {{ {rows} }} }}"
    page = client.post("/query", data={"query": query}, headers={"Accept": "text/html", "Cookie": "lang=en"})
    assert page.text.count("<tr><td") == 100
    assert "first 100 rows" in page.text


@pytest.mark.parametrize(("form", "limits", "sentence"), [
    ("json", {"query_rows": 5}, "more than 5 rows"), ("csv", {"query_rows": 5}, "more than 5 rows"),
    ("xlsx", {"query_rows": 5}, "more than 5 rows"),
])  # fmt: skip
def test_named_questions_have_limits(store_folder: Path, form: str, limits: dict[str, Any], sentence: str) -> None:
    with served(store_folder, **limits) as server:
        answer = server.client.get("/query/matrix", params={"ask": "1", "limit": "all", "format": form})
        assert (answer.status_code, sentence in answer.text) == (503, True), answer.text[:200]


def test_the_first_rows_have_a_limit_in_bytes(store_folder: Path) -> None:
    with served(store_folder, query_mb=1) as server:
        lenient = {"Prefer": "handling=lenient", "Accept": "text/csv"}
        answer = server.client.get("/sparql", params={"query": LARGE}, headers=lenient)
        assert (answer.status_code, "more than 1000000 bytes" in answer.text) == (503, True)


def test_no_text_holds_the_others_up(store_folder: Path) -> None:
    late = {}
    with served(store_folder) as server, ThreadPoolExecutor(1) as pool:
        for case in HEAVY:
            target = case.target + (f"?query={quote(case.query)}" if case.query else "")
            asked = pool.submit(
                httpx.request, case.method, server.address + target[1:], content=case.body, headers=case.headers,
                timeout=60,
            )  # fmt: skip
            waits = [0.0]
            while not asked.done():
                waits.append(server.client.get("/health").elapsed.total_seconds())
            assert asked.result().status_code in case.allowed, case.name
            late[case.name] = max(waits)
    assert {name: wait for name, wait in late.items() if wait > 1.0} == {}, late

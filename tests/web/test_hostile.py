"""Requests that mean harm: none takes the server down, opens anything, or is answered with a broken document.

All are sent from one address, eight at a time, while another client asks a light query again and again and is to be
answered as ever. The answers are then looked at one by one.
"""

import csv
import io
import json
import os
import re
import socket
import statistics
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import httpx
import pyoxigraph as ox
import pytest

from tests.web.hostile import CASES, Case
from tests.web.served import Served, served

LIGHT = "ASK { ?plan a <https://w3id.org/can-cu/def#Plan> }"
SECRET = "<a:secret> <a:of> <a:the-file> ."


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status (0: the connection ended without one), headers and body."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Attack:
    """All answers, how long the other client waited for its own, and what the trap saw."""

    answers: dict[str, Answer]
    waits: list[float]
    caught: list[str]
    server_lives: bool


@pytest.fixture(scope="module")
def attack(store_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Attack:
    pipe = tmp_path_factory.mktemp("trap") / "secret.nt"
    os.mkfifo(pipe)  # whoever opens it to read lets the watcher open it to write
    with socket.create_server(("127.0.0.1", 0)) as trap, served(store_folder, **LIMITS) as server:
        caught: list[str] = []
        places = {"{trap}": f"http://127.0.0.1:{trap.getsockname()[1]}/", "{file}": str(pipe)}
        with watched(lambda: look(trap, pipe, caught)), neighbour(server) as waits, ThreadPoolExecutor(8) as pool:
            answers = dict(pool.map(lambda case: (case.name, persistent(server, case, places)), CASES))
        return Attack(answers, waits, caught, server.process.poll() is None)


LIMITS: dict[str, Any] = {"query_seconds": 2, "query_mb": 10, "query_rows": 10_000, "query_memory_mb": 1500}


class Repeated(threading.Thread):
    """Does something again and again until it is told to end."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._end = threading.Event()

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self.join()

    def run(self) -> None:
        while not self._end.wait(0.05):
            self._work()


watched = Repeated


def look(trap: socket.socket, pipe: Path, caught: list[str]) -> None:
    """Note who has connected to the trap or opened the file."""
    trap.settimeout(0)
    with suppress(BlockingIOError):
        trap.accept()
        caught.append("connection")
    with suppress(OSError):  # ENXIO: nobody reads
        os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        caught.append("file")


class neighbour:  # noqa: N801
    """Another client, at another address, that asks a light query all the time; how long it waits each time."""

    def __init__(self, server: Served) -> None:
        transport = httpx.HTTPTransport(local_address="127.0.0.2")
        self._client = httpx.Client(base_url=server.address, timeout=60, transport=transport)
        self._waits: list[float] = []
        self._thread = Repeated(self._ask)

    def _ask(self) -> None:
        began = time.perf_counter()
        answer = self._client.get("/sparql", params={"query": LIGHT})
        self._waits.append(time.perf_counter() - began if answer.status_code == 200 else 60.0)

    def __enter__(self) -> list[float]:
        self._thread.__enter__()
        return self._waits

    def __exit__(self, *_: object) -> None:
        self._thread.__exit__()
        self._client.close()


def persistent(server: Served, case: Case, places: dict[str, str]) -> Answer:
    """Send a request again as long as the server is busy, with the others of this client, and says so."""
    while "retry-after" in (answer := sent(server, case, places)).headers:
        pass
    return answer


def sent(server: Served, case: Case, places: dict[str, str]) -> Answer:
    """Send the request of a case, and take the answer."""
    if case.raw:
        return spoken(server.address, case.raw)

    def placed(text: str) -> str:
        for name, value in places.items():
            text = text.replace(name, value)
        return text

    body = case.body
    if body is not None and len(body) < 10_000_000 and b"{" in body:
        for name, value in places.items():
            body = body.replace(name.encode(), value.encode())
    with httpx.Client(base_url=server.address, timeout=60) as client:
        target = placed(case.target)
        if case.query:
            target += ("&" if "?" in target else "?") + str(httpx.QueryParams({"query": placed(case.query)}))
        try:
            answer = client.request(case.method, target, content=body, headers=case.headers)
        except (httpx.WriteError, httpx.ReadError):
            return Answer(0)
        return Answer(answer.status_code, dict(answer.headers), answer.content)


def spoken(address: str, pieces: tuple[bytes, ...]) -> Answer:
    """Send bytes, the pieces after the first two with time between them, and read what comes until the end."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=20) as line:
        line.settimeout(0.1)
        heard = bytearray()
        for number, piece in enumerate(pieces):
            with suppress(OSError):
                line.sendall(piece)
            if number and len(pieces) > 2 and not listened(line, heard):
                break
        line.settimeout(20)
        while listened(line, heard):
            pass
    return parsed(bytes(heard))


def listened(line: socket.socket, heard: bytearray) -> bool:
    """Take what has come; whether more may come."""
    try:
        part = line.recv(65536)
    except TimeoutError:
        return line.gettimeout() != 20
    except OSError:
        return False
    heard += part
    return bool(part)


def parsed(heard: bytes) -> Answer:
    head, _, body = heard.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 "):
        return Answer(0, {}, heard)
    lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
    length = int(headers.get("content-length", len(body)))  # what follows answers another request
    return Answer(int(lines[0].split()[1]), headers, body[:length])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_answer_is_sound(attack: Attack, case: Case) -> None:
    answer = attack.answers[case.name]
    assert answer.status in case.allowed, (answer.status, answer.body[:300])
    assert b"Traceback" not in answer.body
    assert SECRET.encode() not in answer.body
    assert b"root:" not in answer.body
    if answer.status and "content-encoding" not in answer.headers:
        assert int(answer.headers.get("content-length", len(answer.body))) == len(answer.body)
        assert "set-cookie" not in answer.headers or answer.headers["set-cookie"].startswith("lang=en;")
    whole(answer)


def whole(answer: Answer) -> None:
    """Whether the document can be read by those who read such documents."""
    kind = answer.headers.get("content-type", "").split(";")[0]
    text = answer.body.decode("utf-8")
    if answer.status >= 400 or not answer.status:
        return
    match kind:
        case "application/sparql-results+json" | "application/json" | "application/ld+json":
            json.loads(text)
        case "application/sparql-results+xml" | "application/rdf+xml":
            ET.fromstring(text)
        case "text/csv":
            assert len({len(row) for row in csv.reader(io.StringIO(text, newline=""))}) <= 1
        case "text/tab-separated-values":
            assert len({line.count("\t") for line in text.splitlines()}) <= 1
        case "text/turtle" | "application/n-triples":
            list(ox.parse(answer.body, ox.RdfFormat.TURTLE))
        case "text/html":
            assert all(script.startswith('<script src="/') for script in re.findall("<script[^>]*", text))
            assert text.rstrip().endswith("</html>")
        case _:
            assert answer.status == 303 or kind == "text/plain"


def test_the_set_is_large_and_each_request_another() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 80


def test_the_server_lives_and_nothing_was_opened(attack: Attack) -> None:
    assert attack.server_lives
    assert attack.caught == []


def test_others_are_served_meanwhile(attack: Attack) -> None:
    late = statistics.quantiles(attack.waits, n=20)[-1]
    assert len(attack.waits) > 100
    assert late < 1.0, f"95 of 100 light queries answered within {late:.2f} s"


def test_the_trap_would_have_noticed(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    caught: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as trap, socket.create_connection(trap.getsockname()):
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        look(trap, pipe, caught)
        os.close(reader)
        look(trap, pipe, caught)
    assert caught == ["connection", "file"]

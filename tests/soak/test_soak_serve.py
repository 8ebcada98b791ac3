"""The server under load: its memory stays flat, and killed at random moments it leaves the store and nothing else.

``KG_SOAK_SECONDS`` says how long eight clients ask (``make soak``: 300), ``KG_SOAK_SERVER_KILLS`` how often the server
is killed (20), ``KG_SOAK_SEED`` from which seed.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from kg.graph.queries import named
from kg.graph.store import Store
from tests.web.served import Served, served

SECONDS = float(os.environ.get("KG_SOAK_SECONDS", "20"))
KILLS = int(os.environ.get("KG_SOAK_SERVER_KILLS", "3"))
SEED = int(os.environ.get("KG_SOAK_SEED", "20261127"))
CLIENTS = 8
GRAPH = "http://example.org/notes"
UPDATE = {"Content-Type": "application/sparql-update"}
TARGETS = [
    *(f"/query/{name}?ask=1" for name, query in named().items() if not any(p.required for p in query.parameters)),
    "/", "/eli/vn/ttg/qd/2021/468", "/sparql", "/sparql?query=SELECT*%7B?s?p?o%7DLIMIT%205000",
    "/sparql?query=ASK%7B?s%20a%20?o%7D", "/query/provinces-citing?document=468/Q%C4%90-TTg&format=json",
]  # fmt: skip

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")


def processes(server: Served) -> list[int]:
    """The server and its workers."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    return [server.process.pid, *map(int, children)]


def megabytes(pids: list[int]) -> float:
    """What the processes hold in memory; one that has ended since holds nothing."""
    pages = 0
    for pid in pids:
        try:
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except FileNotFoundError:
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def load(server: Served, work: Callable[[httpx.Client, random.Random], None]) -> Iterator[threading.Event]:
    """Clients that do *work* again and again, until the event or the end of the block."""
    end = threading.Event()

    def client(number: int) -> None:
        chance = random.Random(SEED + number)
        with httpx.Client(base_url=server.address, timeout=60) as one:
            while not end.is_set():
                work(one, chance)

    with ThreadPoolExecutor(CLIENTS) as pool:
        asked = [pool.submit(client, number) for number in range(CLIENTS)]
        try:
            yield end
        finally:
            end.set()
    for one in asked:
        one.result()


def test_eight_clients(store_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    statuses: Counter[int] = Counter()

    def ask(client: httpx.Client, chance: random.Random) -> None:
        statuses[client.get(chance.choice(TARGETS)).status_code] += 1

    with served(store_folder) as server:
        samples = []
        with load(server, ask):
            began = time.monotonic()
            while (passed := time.monotonic() - began) < SECONDS:
                threading.Event().wait(SECONDS / 20)
                samples.append((passed, megabytes(processes(server))))
    first, last = (sorted(size for _, size in part)[len(part) // 2] for part in (samples[6:11], samples[-5:]))
    with capsys.disabled():
        print(f"\n{statuses.total()} requests in {SECONDS:.0f} s, {dict(statuses)}; {first:.0f} MB, then {last:.0f} MB")
    assert set(statuses) == {200}
    assert last < 1.15 * first + 10, samples


def test_killed_under_load(store_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each write puts one number into two places: after a kill both have the same, and it is one that was sent."""
    store = Path(shutil.copytree(store_folder, tmp_path / "store"))
    chance = random.Random(SEED)
    built = [line for line in state(store) if GRAPH not in line]
    sent, acknowledged, found = 0, 0, []
    for _ in range(KILLS):
        with served(store, "--write") as server:
            lives = processes(server)
            with load(server, tolerant) as end, server.writer() as writer:
                until = time.monotonic() + 1 + 3 * chance.random()
                killer = threading.Timer(until - time.monotonic(), server.process.kill)
                killer.start()
                while not end.is_set():
                    sent += 1
                    try:
                        answer = writer.post("/sparql", content=numbered(sent), headers=UPDATE)
                    except httpx.TransportError:
                        break
                    assert answer.status_code == 204, answer.text
                    acknowledged = sent
                end.set()
            killer.join()
            gone(lives)
        lines = state(store)
        assert [line for line in lines if GRAPH not in line] == built
        numbers = [int(line.split('"')[1]) for line in lines if GRAPH in line] or [0, 0]  # killed before the first
        assert len(numbers) == 2
        assert numbers[0] == numbers[1]
        assert acknowledged <= numbers[0] <= sent
        assert len(list(store.glob("generation-*"))) <= 3
        found.append(numbers[0] - acknowledged)
    with capsys.disabled():
        print(f"\n{KILLS} kills, {sent} writes; {sum(found)} were done whole though nobody heard of it")


def numbered(number: int) -> str:
    """An update that puts a number into two places, in the place of what was there."""
    places = "".join(f'<a:{place}> <a:is> "{number}" . ' for place in ("left", "right"))
    return f"DELETE WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }} ; INSERT DATA {{ GRAPH <{GRAPH}> {{ {places} }} }}"


def tolerant(client: httpx.Client, chance: random.Random) -> None:
    try:
        client.get(chance.choice(TARGETS))
    except httpx.TransportError:  # the server is killed
        threading.Event().wait(0.05)


def state(folder: Path) -> list[str]:
    with Store.open(folder) as store:
        return list(store.nquads())


def gone(pids: list[int]) -> None:
    """Wait until the workers of a killed server have ended as well; fail where they go on."""
    until = time.monotonic() + 20
    while left := [
        pid for pid in pids if Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes()
    ]:
        assert time.monotonic() < until, f"processes {left} go on without their server"
        threading.Event().wait(0.05)

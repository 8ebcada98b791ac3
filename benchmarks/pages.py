"""How soon the pages of ``kg serve`` come, over real HTTP on a loopback port.

    python benchmarks/pages.py STORE               the pages of a graph, each asked for some times in turn
    python benchmarks/pages.py STORE --runs 50

Documents and places are those that most plans cite and that have most plans. Times are milliseconds from the request
to the last byte: the median, and the time that 95 of 100 stay below.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx

from kg.config import DEFAULT_BASE
from kg.graph.store import Store

_FACTS = """
PREFIX can: <https://w3id.org/can-cu/def#>
SELECT ?thing (COUNT(DISTINCT ?plan) AS ?plans) WHERE {
  ?facts a can:Documents .
  GRAPH ?facts { %s }
} GROUP BY ?thing ORDER BY DESC(?plans) ?thing LIMIT 1
"""
_MOST_CITED = "?summary can:cited ?thing ; can:citing ?plan"
_MOST_PLANS = "?plan can:province ?thing ; can:primarySource ?source"
_LARGEST = "?summary can:citing ?thing ; can:cited ?plan . ?thing can:primarySource ?source"


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path, help="the folder of a graph")
    parser.add_argument("--runs", type=int, default=20, metavar="N", help="how often each page is asked for")
    options = parser.parse_args()
    with _served(options.store) as address, httpx.Client(base_url=address, headers={"Accept": "text/html"}) as client:
        print(f"{'page':<58}{'kB':>7}{'ms':>8}{'95 %':>8}")
        for path in _paths(options.store):
            size, times = _asked(client, path, options.runs)
            late = statistics.quantiles(times, n=20)[-1]
            print(f"{path:<58.57}{size / 1000:>7.0f}{statistics.median(times):>8.0f}{late:>8.0f}", flush=True)


def _paths(store: Path) -> Iterator[str]:
    with Store.open(store) as graph:
        document, province, plan = (
            str(graph.select(_FACTS % pattern)[0]["thing"]) for pattern in (_MOST_CITED, _MOST_PLANS, _LARGEST)
        )
    yield from (
        "/",
        "/search?q=so+noi+vu",
        "/suggest?q=qd+468",
        "/matrix",
        "/matrix?limit=500",
        "/matrix?limit=500&as=now",
    )
    yield from (f"/{iri.removeprefix(DEFAULT_BASE)}" for iri in (document, plan, province))
    yield f"/{document.removeprefix(DEFAULT_BASE)}?as=now"
    yield f"/cell?place={quote('Hà Nội')}&document={quote(document, safe='')}"
    yield f"/compare?a={quote('Hà Nội')}&b={quote('Cao Bằng')}"
    yield from ("/settle", "/query", "/query/most-cited?ask=1", "/query/conflicts?ask=1")


def _asked(client: httpx.Client, path: str, runs: int) -> tuple[int, list[float]]:
    size, times = len(client.get(path).raise_for_status().content), []
    for _ in range(runs):
        began = time.perf_counter()
        client.get(path).raise_for_status()
        times.append((time.perf_counter() - began) * 1000)
    return size, times


@contextmanager
def _served(store: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", "0", "--store", str(store), "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().split()[2]
        finally:
            process.terminate()


if __name__ == "__main__":
    main()

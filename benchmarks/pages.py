"""How soon the pages of ``kg serve`` come, over real HTTP on a loopback port.

    python benchmarks/pages.py STORE               the pages of a graph, each asked for some times in turn
    python benchmarks/pages.py STORE --runs 50
    python benchmarks/pages.py STORE --runs 2 --rows 63    the matrix with its rows repeated up to so many

Documents and places are those that most plans cite and that have most plans. Times are milliseconds from the request
to the last byte: the median, and the time that 95 of 100 stay below. Where there is Chromium, the last line has the
frames a second while the matrix is scrolled both ways, drawn without a GPU: the median of three times.
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
from shutil import which
from urllib.parse import quote

import httpx
from playwright.sync_api import sync_playwright

from kg.config import DEFAULT_BASE
from kg.graph.store import Store

_FACTS = """
PREFIX can: <https://w3id.org/can-cu/def#>
SELECT ?thing (COUNT(DISTINCT ?plan) AS ?plans) WHERE {
  ?facts a can:Documents .
  GRAPH ?facts { %s }
} GROUP BY ?thing ORDER BY DESC(?plans) ?thing LIMIT 1
"""
_MATRIX = "/matrix?limit=500"
_SECONDS = 3
_REPEAT = """(least) => {
  const body = document.querySelector('.matrix tbody'), rows = [...body.rows];
  for (let at = 0; body.rows.length < least; at++) body.append(rows[at % rows.length].cloneNode(true));
  return [body.rows.length, rows[0].cells.length - 1];
}"""
_SCROLL = """(seconds) => new Promise(done => {
  const box = document.querySelector('.matrix'), began = performance.now();
  let frames = 0;
  (function step() {
    const passed = performance.now() - began;
    frames += 1;
    box.scrollLeft = (box.scrollWidth - box.clientWidth) * (1 - Math.cos(passed / 1500)) / 2;
    box.scrollTop = (box.scrollHeight - box.clientHeight) * (1 - Math.cos(passed / 900)) / 2;
    if (passed < seconds * 1000) return requestAnimationFrame(step);
    done(1000 * frames / passed);
  })();
})"""
_MOST_CITED = "?summary can:cited ?thing ; can:citing ?plan"
_MOST_PLANS = "?plan can:province ?thing ; can:primarySource ?source"
_LARGEST = "?summary can:citing ?thing ; can:cited ?plan . ?thing can:primarySource ?source"


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path, help="the folder of a graph")
    parser.add_argument("--runs", type=int, default=20, metavar="N", help="how often each page is asked for")
    parser.add_argument(
        "--rows", type=int, default=0, metavar="N", help="rows of the matrix that is scrolled, at least"
    )
    options = parser.parse_args()
    with _served(options.store) as address, httpx.Client(base_url=address, headers={"Accept": "text/html"}) as client:
        print(f"{'page':<58}{'kB':>7}{'ms':>8}{'95 %':>8}")
        for path in _paths(options.store):
            size, times = _asked(client, path, options.runs)
            late = statistics.quantiles(times, n=20)[-1]
            print(f"{path:<58.57}{size / 1000:>7.0f}{statistics.median(times):>8.0f}{late:>8.0f}", flush=True)
        if chromium := which("chromium") or which("chromium-browser") or which("google-chrome"):
            rows, columns, frames = _scrolled(chromium, f"{address.rstrip('/')}{_MATRIX}", options.rows)
            print(f"{_MATRIX}, {rows} rows of {columns}, scrolled: {frames:.0f} frames/s")


def _scrolled(chromium: str, address: str, least: int) -> tuple[int, int, float]:
    """How many rows and columns the matrix has, and the frames a second while it is scrolled."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(address)
        rows, columns = page.evaluate(_REPEAT, least)
        frames = statistics.median(page.evaluate(_SCROLL, _SECONDS) for _ in range(3))
        browser.close()
    return rows, columns, frames


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
        _MATRIX,
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

"""How soon the graph page can be used, and how smoothly it moves: in headless Chromium, which draws without a GPU.

    python benchmarks/view.py                     graphs of 300, 2,000 and 10,000 nodes
    python benchmarks/view.py 50000 --json        other sizes, for programs

The graphs have the proportions of the five plans: for each plan a dozen documents and bodies of its own, a dozen that
others have too. "ready" is the time from opening the file until the drawing is on the screen and takes a click; frames
are counted while the hand moves over the drawing for some seconds. Each is the median of several loads of the file.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from shutil import which
from tempfile import TemporaryDirectory

import networkx as nx
from playwright.sync_api import Browser, sync_playwright

from kg.views.page import graph_page

_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_READY = "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn(performance.now()))))"
_PAN = """(seconds) => new Promise(done => {
  const canvas = box.querySelector('canvas'), at = canvas.getBoundingClientRect();
  const send = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, {pointerId: 1, pointerType: 'mouse',
    button: 0, buttons: 1, clientX: x, clientY: y, bubbles: true, isPrimary: true}));
  let x = at.x + at.width / 2, y = at.y + at.height / 2, frames = 0;
  while (network.getNodeAt({x: x - at.x, y: y - at.y}) !== undefined) x += 7;
  const began = performance.now();
  send('pointerdown', x, y);
  (function step() {
    const passed = performance.now() - began;
    frames += 1;
    x += 3 * Math.sign(Math.sin(passed / 500));
    y += 2 * Math.sign(Math.cos(passed / 900));
    send('pointermove', x, y);
    if (passed < seconds * 1000) return requestAnimationFrame(step);
    send('pointerup', x, y);
    done(1000 * frames / passed);
  })();
})"""
_PER_PLAN, _SHARED = 12, 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """One graph: how large it and its page are, seconds to make the page, milliseconds to open it, frames a second."""

    nodes: int
    edges: int
    megabytes: float
    made: float
    ready: float
    frames: float


def main() -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[300, 2000, 10_000], metavar="NODES")
    parser.add_argument("--loads", type=int, default=3, metavar="N", help="how often each page is opened")
    parser.add_argument("--seconds", type=float, default=3, help="how long each is moved")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    rows = list(_measured(options.sizes, options.loads, options.seconds))
    if options.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
        return
    print(f"{'nodes':>8}{'edges':>8}{'MB':>7}{'made s':>8}{'ready ms':>10}{'frames/s':>10}")
    for row in rows:
        print(f"{row.nodes:>8}{row.edges:>8}{row.megabytes:>7.1f}{row.made:>8.1f}{row.ready:>10.0f}{row.frames:>10.0f}")


def _measured(sizes: Iterable[int], loads: int, seconds: float) -> Iterable[Row]:
    chromium = which("chromium") or which("chromium-browser") or which("google-chrome")
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        for size in sizes:
            graph = projection(size)
            began = time.perf_counter()
            page = graph_page(graph).encode()
            made = time.perf_counter() - began
            file = Path(folder) / f"{size}.html"
            file.write_bytes(page)
            times = [_opened(browser, file, seconds) for _ in range(loads)]
            ready, frames = (statistics.median(column) for column in zip(*times, strict=True))
            yield Row(graph.number_of_nodes(), graph.number_of_edges(), len(page) / 1e6, made, ready, frames)
        browser.close()


def _opened(browser: Browser, file: Path, seconds: float) -> tuple[float, float]:
    page = browser.new_context(offline=True, viewport={"width": 1400, "height": 900}).new_page()
    page.goto(file.as_uri())
    ready = float(page.evaluate(_READY))
    frames = float(page.evaluate(_PAN, seconds))
    page.close()
    return ready, frames


def projection(size: int, seed: int = 1) -> nx.MultiDiGraph[str]:
    """A graph of *size* nodes as :func:`kg.analysis.projection.project` makes them."""
    random, graph = Random(seed), nx.MultiDiGraph()
    plans = max(1, size // (2 * _PER_PLAN))
    places = min(34, plans)
    for place in range(places):
        graph.add_node(f"place/{place}", kind="place", label=f"Tỉnh {place}", name=f"Tỉnh {place}")
    rest = size - plans - places
    others = [("document", f"{n}/QĐ-UBND") if n % 2 else ("agency", f"Sở số {n}") for n in range(rest)]
    for number, (kind, label) in enumerate(others):
        graph.add_node(f"other/{number}", kind=kind, label=label, name=label, title="Đề án đổi mới cơ chế một cửa")
    for plan in range(plans):
        name = f"{plan}/KH-UBND"
        date = f"{2020 + plan % 5}-01-15"
        graph.add_node(f"plan/{plan}", kind="plan", label=f"{name}\nTỉnh {plan % places}", name=name, date=date)
        graph.add_edge(f"plan/{plan}", f"place/{plan % places}", key="issued_in", count=1, quotes=[])
        for _ in range(2 * _PER_PLAN):
            shared = random.random() < _SHARED
            number = min(int(random.paretovariate(_SHARED)), rest) - 1 if shared else random.randrange(rest)
            key = random.choice(
                ("basis", "cites", "implements") if others[number][0] == "document" else ("lead", "support")
            )
            quote = {"text": "Căn cứ Quyết định số 468/QĐ-TTg ngày 27/3/2021", "source": "a.txt", "start": 0, "end": 25}
            graph.add_edge(f"plan/{plan}", f"other/{number}", key=key, count=1, quotes=[quote])
    return graph


if __name__ == "__main__":
    main()

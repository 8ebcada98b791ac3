"""The graph page in a real browser, with the network off."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import networkx as nx
import pytest
from playwright.sync_api import Page, sync_playwright

from kg.analysis.projection import project
from kg.graph.store import Store
from kg.views.page import graph_page

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
PLANS = {"Bắc Giang", "Nghệ An", "Quảng Ninh", "Tiền Giang", "Vinh Quang"}
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")]


@pytest.fixture(scope="module")
def browser_page() -> Iterator[tuple[Page, list[str], list[str]]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(offline=True).new_page()
        requests: list[str] = []
        errors: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page, requests, errors
        browser.close()


@pytest.fixture
def opened(browser_page: tuple[Page, list[str], list[str]], store: Store, tmp_path: Path) -> Iterator[Page]:
    page, requests, errors = browser_page
    requests.clear()
    file = tmp_path / "graph.html"
    file.write_text(graph_page(project(store), "vi"), encoding="utf-8")
    page.goto(file.as_uri())
    yield page
    assert requests == [file.as_uri()]
    assert errors == []


def test_the_five_plans_are_shown(opened: Page) -> None:
    places = opened.evaluate("shownNodes.get().filter(n => n.kind === 'plan').map(n => n.label.split('\\n').pop())")
    assert set(places) == PLANS
    assert "5 kế hoạch" in opened.inner_text("#summary")


def test_search_needs_no_diacritics(opened: Page) -> None:
    opened.fill("#search", "468/qd-ttg")
    assert opened.inner_text("#found") == "1 kết quả"
    opened.press("#search", "Enter")
    assert "Quyết định 468/QĐ-TTg" in opened.inner_text("#details")
    assert opened.locator("#details blockquote").count() == 3


def test_a_click_on_an_edge_shows_its_quotes(opened: Page) -> None:
    x, y, wanted = opened.evaluate("""() => {
        const edge = EDGES.find(e => e.relation === 'carries_out' && e.quotes.length && !e.smooth.enabled);
        network.focus(edge.from, {scale: 1.2, animation: false});
        const at = network.getPositions([edge.from, edge.to]), [a, b] = [at[edge.from], at[edge.to]];
        const dom = network.canvasToDOM({x: a.x * .4 + b.x * .6, y: a.y * .4 + b.y * .6});
        const box = document.getElementById('mynetwork').getBoundingClientRect();
        return [dom.x + box.x, dom.y + box.y, edge.quotes[0].where];
    }""")
    opened.mouse.click(x, y)
    opened.wait_for_selector("#details blockquote")
    assert opened.inner_text("#details blockquote footer >> nth=0") == wanted


def test_filters_hide_a_class_and_a_relation(opened: Page) -> None:
    opened.uncheck("input[name=agency]")
    opened.uncheck("input[name=cites]")
    assert opened.evaluate("shownNodes.get().some(n => n.kind === 'agency')") is False
    assert opened.evaluate("shownEdges.get().some(e => e.relation === 'cites')") is False


def test_markup_in_texts_stays_text(browser_page: tuple[Page, list[str], list[str]], tmp_path: Path) -> None:
    page, _, errors = browser_page
    evil = "</script><img src=x onerror=\"window.broken=1\"> 'quoted' \u2028 {{ 7 * 7 }}"
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", kind="plan", label=evil, name=evil, title=evil)
    graph.add_node("b", kind="document", label="b", name="b")
    graph.add_edge("a", "b", key="basis", count=1, quotes=[{"text": evil, "source": evil, "start": 0, "end": 1}])
    graph.add_edge("a", "b", key="cites", count=1, quotes=[])
    file = tmp_path / "evil.html"
    file.write_text(graph_page(graph, "en"), encoding="utf-8")
    page.goto(file.as_uri())
    page.fill("#search", "quoted")
    page.press("#search", "Enter")
    assert evil in str(page.evaluate("document.getElementById('details').textContent"))
    assert page.evaluate("window.broken") is None
    assert page.evaluate("shownEdges.length") == 2
    assert errors == []


def test_the_page_is_the_same_each_time_and_loads_nothing(store: Store) -> None:
    graph = project(store)
    page = graph_page(graph, "en")
    assert page == graph_page(project(store), "en")
    assert not re.search(r"<(script|link|img)[^>]+(src|href)\s*=\s*[\"']?(https?:)?//", page)

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
    places = opened.evaluate("shownNodes.get().filter(n => n.group === 'plan').map(n => n.label.split('\\n').pop())")
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
        const edge = EDGES.find(e => e.relation === 'carries_out' && e.quotes.length && !e.turn);
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
    assert opened.evaluate("shownNodes.get().some(n => n.group === 'agency')") is False
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


def shown(page: Page) -> list[str]:
    """The names of what is drawn, sorted."""
    names: list[str] = page.evaluate("shownNodes.get().map(n => n.name).sort()")
    return names


def plans_of_two_years() -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for year in ("2023", "2024"):
        graph.add_node(year, kind="plan", label=year, name=f"plan {year}", date=f"{year}-01-05")
        graph.add_node(f"own {year}", kind="agency", label="a", name=f"own {year}")
        graph.add_edge(year, f"own {year}", key="lead", count=1, quotes=[])
        graph.add_edge(year, "law", key="basis", count=1, quotes=[])
    graph.add_node("law", kind="document", label="law", name="law")
    return graph


def put(graph: "nx.MultiDiGraph[str]", folder: Path) -> str:
    file = folder / "graph.html"
    file.write_text(graph_page(graph, "en"), encoding="utf-8")
    return file.as_uri()


def test_the_years_hide_plans_and_what_they_alone_have(
    browser_page: tuple[Page, list[str], list[str]], tmp_path: Path
) -> None:
    page, _, _ = browser_page
    page.goto(put(plans_of_two_years(), tmp_path))
    page.fill("#from", "2024")
    assert shown(page) == ["law", "own 2024", "plan 2024"]
    page.fill("#to", "2023")  # the other end goes with it
    assert page.evaluate("[chosen.from, chosen.to]") == [2023, 2023]
    assert shown(page) == ["law", "own 2023", "plan 2023"]


def test_the_address_holds_what_is_shown(browser_page: tuple[Page, list[str], list[str]], tmp_path: Path) -> None:
    page, _, errors = browser_page
    page.goto(put(plans_of_two_years(), tmp_path))
    page.fill("#from", "2024")
    page.uncheck("input[name=agency]")
    page.fill("#search", "law")
    page.press("#search", "Enter")
    page.evaluate("network.body.emitter.emit('dragEnd', {nodes: ['law']})")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert shown(page) == ["law", "plan 2024"]
    assert page.input_value("#search") == "law"
    assert "law" in page.inner_text("#details h3 >> nth=0")
    assert page.evaluate("[...moved.keys()]") == ["law"]
    page.goto("about:blank")
    page.goto(f"{address.split('#')[0]}#node=%3Cimg%3E&from=x&moved=%5B1%5D&opened=nowhere")
    assert len(shown(page)) == 5
    assert errors == []


def test_a_picture_can_be_saved(opened: Page) -> None:
    with opened.expect_download() as saved:
        opened.click("#svg")
    drawing = Path(saved.value.path()).read_text(encoding="utf-8")
    names = set(re.findall(r"<tspan[^>]*>([^<]*)</tspan>", drawing))
    assert {"468/QĐ-TTg", "Nghệ An"} <= names
    assert drawing.count("<path") == opened.evaluate("shownEdges.length")
    with opened.expect_download() as saved:
        opened.click("#png")
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")


def test_the_keyboard_moves_and_zooms(opened: Page) -> None:
    opened.focus("#mynetwork")
    before = opened.evaluate("({...network.getViewPosition(), scale: network.getScale()})")
    opened.keyboard.press("ArrowLeft")
    opened.keyboard.press("+")
    opened.evaluate("settle()")
    after = opened.evaluate("({...network.getViewPosition(), scale: network.getScale()})")
    assert after["scale"] == pytest.approx(1.2 * before["scale"])
    assert after["x"] == pytest.approx(before["x"] - 80 / before["scale"])


def test_a_click_lets_all_but_the_neighbours_step_back(opened: Page) -> None:
    opened.evaluate("open(NODES.find(n => n.label === '468/QĐ-TTg').id)")
    clear = opened.evaluate("nodes.get().filter(n => n.opacity !== FADED).map(n => n.group).sort()")
    assert clear == ["document", "plan", "plan", "plan"]
    opened.click("#whole")
    assert opened.evaluate("nodes.get().filter(n => n.opacity === FADED).length") == 0


def large(count: int) -> "nx.MultiDiGraph[str]":
    """Plans of two provinces, each with a body of its own, and one law that all cite."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("law", kind="document", label="law", name="law")
    for place in ("Hà Nội", "Huế"):
        graph.add_node(place, kind="place", label=place, name=place)
    for number in range(count // 2):
        plan, body = f"plan {number}", f"body {number}"
        graph.add_node(plan, kind="plan", label=plan, name=plan)
        graph.add_node(body, kind="agency", label=body, name=body)
        graph.add_edge(plan, "Huế" if number % 3 else "Hà Nội", key="issued_in", count=1, quotes=[])
        graph.add_edge(plan, "law", key="basis", count=1, quotes=[])
        graph.add_edge(plan, body, key="lead", count=1, quotes=[])
    return graph


def test_a_large_graph_moves_as_a_picture(browser_page: tuple[Page, list[str], list[str]], tmp_path: Path) -> None:
    page, _, errors = browser_page
    page.goto(put(large(1200), tmp_path))
    free = """() => { const at = box.getBoundingClientRect(); let x = at.width / 2, y = at.height / 2;
        while (network.getNodeAt({x, y}) !== undefined) x += 5; return [at.x + x, at.y + y]; }"""
    x, y = page.evaluate(free)
    before = page.evaluate("({...network.getViewPosition(), scale: network.getScale()})")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    assert page.evaluate("canvas.style.transform") == "translate(60px, 40px) scale(1)"
    assert page.evaluate("network.getViewPosition().x") == pytest.approx(before["x"])  # nothing drawn anew yet
    page.mouse.up()
    assert page.evaluate("canvas.style.transform") == ""
    after = page.evaluate("({...network.getViewPosition(), scale: network.getScale()})")
    assert after["x"] == pytest.approx(before["x"] - 60 / before["scale"])
    assert after["y"] == pytest.approx(before["y"] - 40 / before["scale"])
    under = (
        "([x, y]) => network.DOMtoCanvas({x: x - box.getBoundingClientRect().x, y: y - box.getBoundingClientRect().y})"
    )
    fixed = page.evaluate(under, [x, y])
    page.evaluate(
        """([x, y]) => { canvas.dispatchEvent(new WheelEvent('wheel',
            {deltaY: -100, clientX: x, clientY: y, bubbles: true, cancelable: true})); settle(); }""",
        [x, y],
    )
    assert page.evaluate("network.getScale()") == pytest.approx(1.2 * after["scale"])
    assert page.evaluate(under, [x, y]) == pytest.approx(fixed, abs=2 / after["scale"])  # two pixels
    assert errors == []


def test_above_ten_thousand_nodes_places_open_up(
    browser_page: tuple[Page, list[str], list[str]], tmp_path: Path
) -> None:
    page, _, errors = browser_page
    page.goto(put(large(10_020), tmp_path))
    assert shown(page) == ["Huế", "Hà Nội", "law"]
    assert "double-click" in page.inner_text("#summary")
    drawn = "shownEdges.get().filter(e => e.above).map(e => [e.from, e.to, e.count]).sort()"
    assert page.evaluate(drawn) == [["Huế", "law", 3340], ["Hà Nội", "law", 1670]]
    page.evaluate("unfold('Hà Nội')")
    assert page.evaluate("shownNodes.length") == 3 + 2 * 1670
    assert page.evaluate(drawn) == [["Huế", "law", 3340]]
    page.evaluate("unfold('Hà Nội')")
    page.fill("#search", "body 4321")
    page.press("#search", "Enter")
    assert page.evaluate("shownNodes.get('body 4321').name") == "body 4321"
    assert errors == []

"""Answers of the query page drawn as graphs, in a real browser that reaches the server and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.web.served import served

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")]

PREFIXES = "PREFIX can: <https://w3id.org/can-cu/def#> PREFIX cito: <http://purl.org/spar/cito/> "
PREFIXES += "PREFIX oa: <http://www.w3.org/ns/oa#> "
CITED = (
    PREFIXES
    + """SELECT ?plan ?document ?quote { ?c cito:hasCitingEntity ?plan ; cito:hasCitedEntity ?document ;
  oa:hasTarget/oa:hasSelector/oa:exact ?quote }"""
)
PLANS = PREFIXES + "CONSTRUCT { ?plan ?p ?o } { ?plan a can:Plan ; ?p ?o }"
EVIL = """</script><img src=x onerror="window.broken=1">"""
HOSTILE = f"""SELECT ?a ?b ?text {{ VALUES (?a ?b ?text) {{
  (<http://x/%3Cimg%20src=x%20onerror=broken=1%3E> <http://x/b> '''{EVIL}''') }} }}"""


@pytest.fixture(scope="module")
def client(store_folder: Path) -> Iterator[httpx.Client]:
    with served(store_folder) as server:
        yield server.client


@pytest.fixture(scope="module")
def page(client: httpx.Client) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(base_url=str(client.base_url)).new_page()
        strange: list[str] = []
        page.on("console", lambda message: strange.append(message.text))
        page.on("pageerror", lambda error: strange.append(str(error)))
        own = (str(client.base_url), "data:")
        page.on("request", lambda request: None if request.url.startswith(own) else strange.append(request.url))
        yield page
        browser.close()
        assert strange == []


def drawn(query: str) -> str:
    return f"/query?view=graph&query={quote(query)}"


def test_rows_are_drawn_and_their_texts_are_told(page: Page, client: httpx.Client) -> None:
    page.goto(drawn(CITED))
    answer = client.get("/sparql", params={"query": CITED}, headers={"Accept": "text/csv"}).text
    pairs = {(row[0], row[1]) for row in csv.reader(io.StringIO(answer))} - {("plan", "document")}
    pairs = {pair for pair in pairs if pair[0] != pair[1]}  # a plan that names itself is no edge
    assert page.evaluate("EDGES.length") == len(pairs) > 50
    assert page.evaluate("new Set(EDGES.flatMap(e => [e.from, e.to])).size") == page.evaluate("NODES.length")
    assert page.inner_text("h1") == "Trả lời truy vấn"
    page.fill("#search", "468/qd-ttg")
    page.press("#search", "Enter")
    assert "468/QĐ-TTg" in page.inner_text("#details h3 >> nth=0")
    assert "Nguyên văn: Quyết định số 468/QĐ-TTg" in page.inner_text("#details blockquote >> nth=0")
    assert page.get_attribute("#details a >> nth=0", "href") == "/eli/vn/ttg/qd/2021/468"


def test_statements_are_drawn_with_their_properties(page: Page) -> None:
    page.goto(drawn(PLANS))
    kinds = page.evaluate("[...new Set(NODES.map(n => n.group))].sort()")
    assert kinds == ["agency", "document", "place", "plan", "thing"]
    labels = set(page.locator("#relations label").all_inner_texts())
    assert {"chủ trì", "căn cứ ban hành"} <= {label.split("\n")[0].strip() for label in labels}
    page.evaluate("open(NODES.find(n => n.group === 'plan').id)")
    assert "KH-UBND" in page.inner_text("#details dl") or "Kế hoạch" in page.inner_text("#details dl")


def test_the_query_page_holds_the_drawing_and_loads_it_when_it_is_opened(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/query?query={quote(CITED)}")
    assert not [url for url in asked if "view=graph" in url]
    page.locator(".drawing summary").focus()
    page.keyboard.press("Enter")
    frame = page.frame_locator(".drawing iframe")
    expect(frame.locator("#summary")).to_contain_text("nút")
    frame.locator("#mynetwork").focus()
    page.keyboard.press("+")
    frame.locator("#relations input").first.press("Space")
    expect(frame.locator("#relations input").first).not_to_be_checked()
    page.click("text=Mở đồ thị riêng một trang")
    expect(page.locator("h1")).to_have_text("Trả lời truy vấn")


def test_the_drawing_speaks_english_too(client: httpx.Client) -> None:
    shown = client.get(drawn(CITED), headers={"Cookie": "lang=en", "Accept": "text/html"}).text
    assert "The answer to a query" in shown
    assert 'lang="en"' in shown


def test_markup_in_an_answer_stays_text(page: Page) -> None:
    page.goto(drawn(HOSTILE))
    assert page.evaluate("NODES.length") == 2
    page.evaluate("showEdge(EDGES[0])")
    assert EVIL in page.inner_text("#details blockquote")
    assert page.evaluate("window.broken") is None


@pytest.mark.parametrize("query", [
    "SELECT ?x { ?x a <urn:nothing> }", "SELECT ('a' AS ?a) ('b' AS ?b) {}", "ASK {}",
    "CONSTRUCT { ?x a <urn:t> } WHERE { ?x a <urn:nothing> }",
])  # fmt: skip
def test_what_connects_nothing_is_not_drawn_and_says_so(client: httpx.Client, query: str) -> None:
    answer = client.get(drawn(query), headers={"Accept": "text/html"})
    assert (answer.status_code, "Không có gì để vẽ" in answer.text) == (200, True)
    plain = client.get("/query", params={"query": query}, headers={"Accept": "text/html"}).text
    assert "iframe" not in plain
    assert "Không có gì để vẽ" not in plain


def test_of_a_large_answer_the_most_connected_nodes_are_drawn(page: Page) -> None:
    many = "SELECT ?a ?b { VALUES ?n { %s } BIND(IRI(CONCAT('http://x/', STR(?n))) AS ?b) BIND(<http://x/hub> AS ?a) }"
    page.goto(drawn(many % " ".join(map(str, range(1005)))))
    assert page.inner_text("#summary").endswith("Chỉ vẽ 1000 nút có nhiều quan hệ nhất trong 1006 nút; "
                                                "thu hẹp truy vấn để xem đủ.")  # fmt: skip
    assert page.evaluate("NODES.length") == 1000
    assert page.evaluate("NODES.some(n => n.id === 'http://x/hub')")


def test_a_query_too_long_for_an_address_is_drawn_by_a_form(page: Page) -> None:
    page.goto("/query")
    page.fill("#query", f"# {'long ' * 2000}\n{CITED} LIMIT 5")
    page.locator("#query").press("Control+Enter")
    page.locator(".drawing summary").click()
    with page.expect_popup() as popup:
        page.click("text=Mở đồ thị riêng một trang")
    expect(popup.value.locator("h1")).to_have_text("Trả lời truy vấn")
    popup.value.close()


def test_the_drawing_has_no_serious_fault_for_those_who_do_not_see_it(page: Page, client: httpx.Client) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    browser = page.context.browser
    assert browser
    context = browser.new_context(base_url=str(client.base_url), bypass_csp=True)
    shown = context.new_page()
    shown.goto(drawn(PLANS))
    found = axe.Axe().run(shown).response["violations"]
    context.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []

"""The pages as an analyst walks through them, in a real browser that reaches the server and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Literal

import httpx
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.web.served import served

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")]


@pytest.fixture(scope="module")
def client(store_folder: Path) -> Iterator[httpx.Client]:
    """A server of its own, whose limits a busy machine does not reach."""
    with served(store_folder) as server:
        yield server.client


@pytest.fixture(scope="module")
def browser_page(client: httpx.Client) -> Iterator[tuple[Page, list[str]]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(base_url=str(client.base_url), locale="vi-VN").new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url) if not _own(request.url, client) else None)
        yield page, said
        browser.close()


def _own(url: str, client: httpx.Client) -> bool:
    return url.startswith((str(client.base_url), "data:"))


@pytest.fixture
def page(browser_page: tuple[Page, list[str]]) -> Iterator[Page]:
    """A page; after the test the console is empty, and nothing but the server was asked."""
    shown, said = browser_page
    shown.context.clear_cookies()
    said.clear()
    yield shown
    assert said == []


def test_the_first_page_says_what_there_is(page: Page) -> None:
    page.goto("/")
    assert page.inner_text(".totals").split("\n")[:2] == ["Văn bản", "63"]
    assert "đã đọc 5/5" in page.inner_text(".scope")
    page.click("text=Thông tin mâu thuẫn")
    expect(page.locator("h1")).to_have_text("Thông tin mâu thuẫn")
    assert page.locator("tbody tr").count() == 2


def test_suggestions_come_while_typing_and_the_keyboard_opens_one(page: Page) -> None:
    page.goto("/")
    page.locator("#find").press_sequentially("qd 468")
    first = page.locator("#suggested li >> nth=0")
    expect(first).to_contain_text("468/QĐ-TTg")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    assert page.get_attribute("#find", "aria-activedescendant") == first.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/eli/vn/ttg/qd/2021/468")


def test_escape_closes_the_suggestions(page: Page) -> None:
    page.goto("/")
    page.locator("#find").press_sequentially("quang ninh")
    expect(page.locator("#suggested li >> nth=0")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#suggested")).to_be_hidden()


def test_search_finds_every_kind(page: Page) -> None:
    page.goto("/")
    page.fill("#find", "so noi vu")
    page.press("#find", "Enter")
    expect(page.locator("h1")).to_have_text("Tìm “so noi vu”")
    assert {re.sub(r" \(.*", "", text) for text in page.locator("h2").all_inner_texts()} >= {"Cơ quan", "Nhiệm vụ"}
    page.click("main a >> text=/^Sở Nội vụ$/")
    expect(page.locator("h1")).to_have_text("Cơ quan chịu trách nhiệm")


def test_nothing_found_says_what_that_means(page: Page) -> None:
    page.goto("/search?q=zzzz")
    assert "không được viện dẫn" in page.inner_text("main")


def test_the_language_can_be_switched_and_stays(page: Page) -> None:
    page.goto("/search?q=468")
    page.click("text=English")
    expect(page.locator("h1")).to_have_text("Search for “468”")
    page.goto("/")
    assert page.get_attribute("html", "lang") == "en"


def test_markup_that_is_typed_stays_text(page: Page) -> None:
    page.goto("/search?q=%3Cimg%20src%3Dx%20onerror%3D%22window.broken%3D1%22%3E")
    assert "<img src=x" in page.inner_text("h1")
    assert page.evaluate("window.broken") is None


def test_a_document_page_tells_who_cites_it_and_where(page: Page, client: httpx.Client) -> None:
    page.goto("/eli/vn/cp/nd/2018/61")
    assert page.inner_text("h1 + p").startswith("Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ")
    assert [cell.split("\t")[0] for cell in page.locator(".rows tbody tr").all_inner_texts()] == [
        "Nghệ An", "Tiền Giang",
    ]  # fmt: skip
    named = page.locator("svg.tiles g title").all_text_contents()
    assert "Nghệ An: 1 kế hoạch viện dẫn" in named
    assert "Quảng Ninh: đã đọc, không viện dẫn" in named
    assert "Hà Nội: chưa đọc" in named
    page.click("text=Đơn vị hiện nay")
    assert "Đồng Tháp: 1 kế hoạch viện dẫn" in page.locator("svg.tiles g title").all_text_contents()
    assert page.locator("svg.tiles g").count() == 36
    page.click("svg.chain >> text=107/2021/NĐ-CP")
    expect(page.locator("h1")).to_have_text("107/2021/NĐ-CP")
    turtle = client.get("/eli/vn/cp/nd/2018/61", params={"format": "text/turtle"}, headers={"Accept": "text/html"})
    assert turtle.headers["content-type"].startswith("text/turtle")


def test_what_is_no_document_has_no_map(page: Page) -> None:
    page.goto("/place/nghe-an")
    expect(page.locator("h1")).to_have_text("Nghệ An")
    assert page.locator("svg").count() == 0


def test_the_matrix_is_filtered_sorted_and_opens_its_quotes(page: Page) -> None:
    page.goto("/matrix")
    provinces = page.locator(".matrix tbody th")
    assert provinces.all_inner_texts() == ["Quảng Ninh", "Bắc Giang", "Nghệ An", "Tiền Giang"]
    unread = page.inner_text(".unread")  # of Hải Phòng, only a commune's plan was read
    assert "Hà Nội" in unread
    assert "Hải Phòng" in unread
    page.select_option("#m-by", "count")
    page.select_option("#m-type", label="Nghị định")
    page.click("main >> text=Xem")
    assert provinces.first.inner_text() == "Nghệ An"
    numbers = page.locator(".matrix thead span").all_text_contents()
    assert numbers
    assert all(number.endswith("NĐ-CP") for number in numbers)
    page.click(".matrix td.cites a[title*='Nghệ An, 61/2018']")
    expect(page.locator("mark >> nth=0")).to_have_text("Nghị định số 61/2018/NĐ-CP")
    assert "nghe-an-2024.txt" in page.inner_text("blockquote >> nth=0")
    page.goto("/matrix?as=now")
    assert {"Bắc Ninh", "Đồng Tháp"} <= set(provinces.all_inner_texts())
    page.click(".matrix td.cites a[title*='Đồng Tháp, 35/QĐ-BNV']")
    expect(page.locator("mark")).to_have_text("Quyết định số 35/QĐ-BNV")


def test_a_matrix_that_cannot_be_asked_for_says_why(page: Page, client: httpx.Client) -> None:
    answer = client.get("/matrix", params={"year": "soon"}, headers={"Accept": "text/html"})
    assert (answer.status_code, "is not a year such as 2024" in answer.text) == (400, True)
    page.goto("/matrix?topic=administrative-reform&year=2019")
    assert "Không có dòng nào" in page.inner_text("main")
    page.goto("/cell?place=Ngh%E1%BB%87%20An&document=https%3A%2F%2Fw3id.org%2Fcan-cu%2Feli%2Fvn%2Fttg%2Fqd%2F1900%2F1")
    assert "Không có chỗ viện dẫn nào" in page.inner_text("main")


def test_two_provinces_are_compared(page: Page, client: httpx.Client) -> None:
    page.goto("/compare")
    page.fill("#c-a", "nghe an")
    page.fill("#c-b", "2b/KH-UBND")
    page.press("#c-b", "Enter")
    heads = page.locator("section h2")
    assert heads.all_inner_texts() == ["Chỉ Nghệ An (11)", "Cả hai (2)", "Chỉ 2b/KH-UBND Quảng Ninh 2024 (18)"]
    assert page.locator("section >> nth=1").locator("a").all_inner_texts() == ["107/2021/NĐ-CP", "468/QĐ-TTg"]
    page.goto("/compare?a=B%E1%BA%AFc%20Ninh&b=Ngh%E1%BB%87%20An&as=now")
    assert heads.all_inner_texts()[1] == "Cả hai (1)"
    answer = client.get("/compare", params={"a": "Atlantis", "b": "Huế"}, headers={"Accept": "text/html"})
    assert (answer.status_code, "Atlantis" in answer.text) == (400, True)


def test_answers_are_taken_away_as_workbook_and_document(page: Page) -> None:
    page.goto("/query/provinces-citing?document=468%2FQ%C4%90-TTg")
    for form in ("XLSX", "DOCX", "CSV"):
        with page.expect_download() as saved:
            page.click(f"main a >> text={form}")
        assert saved.value.suggested_filename == f"provinces-citing.{form.lower()}"
        assert saved.value.path().stat().st_size > 100


def test_a_plan_page_has_its_basis_its_tasks_and_its_text(page: Page) -> None:
    page.goto("/eli/vn/nghe-an/ubnd/kh/2024/122")
    assert page.locator("main ol li").count() == 9
    assert page.locator("main ol li >> nth=0").inner_text().startswith("Nghị định số 20/2008/NĐ-CP")
    tasks = page.locator("section, div[aria-label='Nhiệm vụ'] tbody tr")
    assert tasks.count() == 19
    page.click("main a >> text=data/plans/nghe-an-2024.txt")
    expect(page.locator("mark.relation >> nth=0")).to_contain_text("Nghị định số 20/2008/NĐ-CP")
    page.hover("mark.relation >> nth=0")
    expect(page.locator("#card")).to_be_visible()


def test_a_place_page_has_its_plans_what_they_cite_and_its_tasks(page: Page) -> None:
    page.goto("/place/nghe-an")
    assert page.locator(".list a").all_inner_texts() == ["122/KH-UBND Nghệ An 2024"]
    assert page.locator("div[aria-label='Trả lời'] >> nth=0").locator("tbody tr").count() == 13
    deadlines = page.locator("div[aria-label='Nhiệm vụ'] tbody tr td:last-child").all_inner_texts()
    assert deadlines[0] == "Quý II/2024"
    page.goto("/place/da-nang")
    assert "điều đó không có nghĩa là địa phương không viện dẫn" in page.inner_text("main")


def test_a_body_page_has_what_it_issued_and_its_tasks(page: Page) -> None:
    page.goto("/body/ttg")
    expect(page.locator("h1")).to_have_text("Thủ tướng Chính phủ")
    assert page.locator(".list li >> nth=0").inner_text().startswith("06/QĐ-TTg")
    assert "3 kế hoạch viện dẫn" in page.inner_text(".list li >> nth=0")
    page.goto("/eli/vn/tien-giang/ubnd/kh/2024/66")
    page.click("main a >> text=/^Công an tỉnh$/")
    tasks = page.locator("div[aria-label='Nhiệm vụ'] tbody tr")
    assert {"chủ trì"} <= set(tasks.locator("td:nth-child(3)").all_inner_texts())


def test_the_text_leads_back_to_the_documents_page(page: Page) -> None:
    page.goto("/text/data/plans/nghe-an-2024.txt")
    page.click("h1 a")
    expect(page).to_have_url(re.compile("/eli/vn/nghe-an/ubnd/kh/2024/122$"))


@pytest.mark.parametrize(
    "key", ["README.md", "../../etc/passwd", "/etc/passwd", "data/plans/", "%00", "data/plans/nghe-an-2024.txt%00"]
)
def test_no_file_is_opened_that_is_no_source(client: httpx.Client, key: str) -> None:
    answer = client.get(f"/text/{key}", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "root:" not in answer.text


def test_a_query_is_written_completed_run_and_taken_away(page: Page, client: httpx.Client) -> None:
    page.goto("/query")
    page.fill("#query", "")
    page.locator("#query").press_sequentially("SELECT ?n { ?c a can:Cit")
    page.keyboard.press("Control+Space")
    expect(page.locator("#completions li >> nth=0")).to_contain_text("can:Citation")
    page.keyboard.press("Enter")
    page.locator("#query").press_sequentially(" ; can:assertedNumber ?n } ORDER BY ?n LIMIT 2")
    text = page.input_value("#query")
    assert text.startswith("PREFIX can: <https://w3id.org/can-cu/def#>\n")
    assert page.locator(".editor pre .variable").first.inner_text() == "?n"
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/query?query=*")
    assert page.locator("main tbody tr").count() == 2
    for name, kind in {"CSV": "text/csv", "JSON": "application/sparql-results+json"}.items():
        link = page.get_attribute(f"main a >> text={name}", "href")
        answer = client.get(str(link))
        assert answer.headers["content-type"].startswith(kind)
        assert answer.content


def test_a_named_query_is_an_example_and_runs_as_it_is(page: Page) -> None:
    page.goto("/query")
    page.select_option("#example", "most-cited")
    page.click("text=Lấy làm mẫu")
    assert "can:Documents" in page.input_value("#query")
    page.locator("#query").press("Control+Enter")
    page.wait_for_url("**/query?query=*")
    assert page.locator("main tbody tr").count() > 1


def test_counts_are_drawn_and_statements_come_as_rdf(page: Page, client: httpx.Client) -> None:
    page.goto(
        "/query?query=SELECT%20%3Ft%20(COUNT(%3Fx)%20AS%20%3Fn)%20%7B%20%3Fx%20a%20%3Ft%20%7D%20GROUP%20BY%20%3Ft"
    )
    assert page.locator(".bars rect").count() > 5
    page.goto("/query?query=CONSTRUCT%20WHERE%20%7B%20%3Fx%20a%20%3Ct%3Ax%3E%20%7D")
    assert page.locator(".bars").count() == 0
    page.goto(
        "/query?query=CONSTRUCT%20%7B%20%3Fx%20a%20%3Ct%3Ax%3E%20%7D%20WHERE%20%7B%20%3Fx%20a%20%3Chttps%3A%2F%2Fw3id.org%2Fcan-cu%2Fdef%23Plan%3E%20%7D"
    )
    assert page.locator("main tbody tr").count() == 5
    answer = client.get(str(page.get_attribute("main a >> text=Turtle", "href")))
    assert answer.headers["content-type"].startswith("text/turtle")


WALK = (
    "/", "/search?q=quang%20ninh", "/matrix", "/compare?a=Ngh%E1%BB%87%20An&b=Hu%E1%BA%BF", "/settle", "/query",
    "/query/provinces-citing?document=468%2FQ%C4%90-TTg", "/query/matrix", "/eli/vn/cp/nd/2018/61", "/place/nghe-an",
    "/eli/vn/nghe-an/ubnd/kh/2024/122", "/text/data/plans/nghe-an-2024.txt", "/body/ttg", "/nowhere",
    "/cell?place=Ngh%E1%BB%87%20An&document=https%3A%2F%2Fw3id.org%2Fcan-cu%2Feli%2Fvn%2Fcp%2Fnd%2F2018%2F61",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", WALK)
def test_no_page_has_a_serious_fault_for_those_who_do_not_see_it(
    browser_page: tuple[Page, list[str]], client: httpx.Client, address: str, scheme: Literal["light", "dark"]
) -> None:
    """By axe-core; it is put in past the page's own policy, as a browser extension would be."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    browser = browser_page[0].context.browser
    assert browser
    context = browser.new_context(base_url=str(client.base_url), bypass_csp=True, color_scheme=scheme)
    shown = context.new_page()
    shown.goto(address)
    found = axe.Axe().run(shown).response["violations"]
    serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
    context.close()
    assert serious == []


@pytest.mark.parametrize("width", [390, 820, 1440])
@pytest.mark.parametrize("address", [address for address in WALK if address != "/nowhere"])  # an error on the console
def test_no_page_is_wider_than_the_screen(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 800})


CELL = "/cell?place=Ngh%E1%BB%87%20An&document="


@pytest.mark.parametrize("target", [
    CELL + "https%3A%2F%2Fw3id.org%2Fcan-cu%2Fx%3E%20%7D%20SERVICE%20%3Chttp%3A%2F%2F127.0.0.1%3A9%2F%3E%20%7B%7D",
    CELL + "a%20b", CELL + "https%3A%2F%2Fw3id.org%2Fcan-cu%2F%2Fevil.example%2Fx",
    "/cell?place=http%3A%2F%2F%5B&document=x",
    "/matrix?limit=" + "9" * 5000, "/matrix?limit=99999999999999999999999", "/compare?a=http%3A%2F%2F%5B&b=Hu%E1%BA%BF",
    "/query/documents-cited?place=http%3A%2F%2F%5B%3A%3A&ask=1", "/query/coverage?as_of=2025-13-45",
    "/query/coverage?as_of=%D9%A2%D9%A0%D9%A2%D9%A5-01-01",
    "/query/provinces-citing?document=http%3A%2F%2Fa%2F%25zz%5B%5D",
])  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_a_sentence(client: httpx.Client, target: str) -> None:
    answer = client.get(target, headers={"Accept": "text/html"})
    assert answer.status_code == 400, answer.text
    assert "SELECT" not in answer.text


def test_a_level_is_understood_as_people_write_it(client: httpx.Client) -> None:
    levels = ("provincial", "t%E1%BB%89nh")
    pages = [client.get(f"/matrix?level={level}", headers={"Accept": "text/html"}).text for level in levels]
    cells = [page.count('<td class="cites') for page in pages]
    assert cells[0] == cells[1] > 50


def test_the_editor_asks_the_graphs_that_its_query_names(client: httpx.Client) -> None:
    source = "https://w3id.org/can-cu/source/data/plans/nghe-an-2024.txt"
    asked = {"query": f"SELECT (COUNT(*) AS ?n) FROM <{source}> {{ ?s ?p ?o }}"}
    number = client.get("/query", params={**asked, "format": "text/csv"}).text.splitlines()[1]
    shown = client.get("/query", params=asked, headers={"Accept": "text/html"}).text
    assert f'<td data-label="n" class="number">{number}</td>' in shown
    nowhere = {"query": "SELECT * FROM <http://nope/> { ?s ?p ?o }"}
    assert client.get("/query", params=nowhere, headers={"Accept": "text/html"}).status_code == 403
    random = client.get("/query", params={"query": "SELECT (RAND() AS ?r) {}", "format": "text/csv"})
    assert "etag" not in random.headers

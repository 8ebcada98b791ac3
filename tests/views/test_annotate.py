"""The annotated text: what is marked, what is escaped, and the page in a real browser with the network off."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from playwright.sync_api import BrowserContext, Page, sync_playwright

from kg.pipeline import read_and_extract
from kg.views.annotate import annotated_page
from kg.views.explain import explanation
from kg.views.marks import Mark, marked

PLANS = sorted((Path(__file__).parents[2] / "data" / "plans").glob("*.txt"))
CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
EVIL = (
    "KẾ HOẠCH\nVề <script>window.broken = 1</script> năm 2024\n\n"
    "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ "
    'về <img src=x onerror="window.broken=2"> & </main>;\n'
    "Thực hiện Quyết định số 468/QĐ-TTg ngày 27/3/2021 {{ 7 * 7 }} </mark></script>.\n"
)


class Reader(HTMLParser):
    """The text inside <main>, and whether elements close in the order in which they opened."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.open: list[str] = []
        self.marks: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "input"):
            self.open.append(tag)
        if tag == "mark" and dict(attrs).get("id"):
            self.marks.append(str(dict(attrs)["id"]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "main" in self.open:
            self.text += data


def reading(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def page_of(path: Path, lang: str = "en") -> str:
    return annotated_page(*read_and_extract(path), "vi" if lang == "vi" else "en")


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    file = tmp_path / "evil.txt"
    file.write_text(EVIL, encoding="utf-8")
    return file


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_whole_text_is_there_with_every_citation_marked_once(path: Path) -> None:
    source, document = read_and_extract(path)
    reader = reading(annotated_page(source, document))
    assert reader.text == source.text.replace("\r\n", "\n")
    cited = [key for key in reader.marks if key.startswith("citation-")]
    assert sorted(cited, key=lambda key: int(key[9:])) == [f"citation-{i + 1}" for i in range(len(document.citations))]


def test_markup_in_the_text_stays_text(evil: Path) -> None:
    page = page_of(evil)
    assert reading(page).text == EVIL
    assert page.count("<script>") == 1
    assert not re.search(r"<(script|link|img|iframe)[^>]*(src|href)", page)
    assert page == page_of(evil)


def mark(name: str, start: int, end: int) -> Mark:
    return Mark(start, end, Markup(f"<{name}>"), Markup(f"<{name}>"), Markup(f"</{name}>"))


@pytest.mark.parametrize(
    ("spans", "wanted"),
    [
        ([("a", 0, 6), ("b", 2, 4)], "<a>ab<b>cd</b>ef</a>"),
        ([("a", 0, 4), ("b", 2, 6)], "<a>ab<b>cd</b></a><b>ef</b>"),
        ([("b", 0, 2), ("a", 0, 6)], "<a><b>ab</b>cdef</a>"),
        ([("a", 0, 3), ("b", 3, 6)], "<a>abc</a><b>def</b>"),
        ([("a", 0, 3), ("b", 1, 4), ("i", 2, 5)], "<a>a<b>b<i>c</i></b></a><b><i>d</i></b><i>e</i>f"),
        ([("a", 2, 2)], "abcdef"),
    ],
)
def test_marks_that_nest_and_cross(spans: list[tuple[str, int, int]], wanted: str) -> None:
    assert marked("abcdef", [mark(*span) for span in spans]) == wanted


@given(st.text("ab<&", max_size=12), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=6))
def test_any_marks_give_well_formed_markup_and_the_same_text(text: str, spans: list[tuple[int, int]]) -> None:
    inside = [(min(span), min(max(span), len(text))) for span in spans]
    marks = [mark("b", start, end) for start, end in inside]
    assert reading(f"<main>{marked(text, marks)}</main>").text == text


def test_the_explanation_names_rules_reasons_and_the_acting_document() -> None:
    _, document = read_and_extract(next(path for path in PLANS if path.stem == "nghe-an-2024"))
    rows = [re.split(r"\s{2,}", line.strip()) for line in explanation(document.citations, "en").splitlines()[2:]]
    fourth = rows[rows.index(next(row for row in rows if row[0] == "[4]")) :][:9]
    found = {row[-3]: row[-2:] for row in fourth}
    assert found["number"] == ["sign.normative", "63/2010/NĐ-CP"]
    assert found["relation"] == ["relation.amends: “sửa đổi, bổ sung”", "amends"]
    assert found["acting document"][1] == "[3] 48/2013/NĐ-CP"
    assert {row[0].strip("[]") for row in rows if row[0].startswith("[")} == {str(n + 1) for n in range(18)}


BROWSER = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")]


@pytest.fixture(scope="module")
def context() -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium.new_context(offline=True, viewport={"width": 1200, "height": 800})
        chromium.close()


@pytest.fixture
def opened(context: BrowserContext, evil: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda sent: requests.append(sent.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text))
    path = evil if request.param == "evil" else next(path for path in PLANS if path.stem == request.param)
    file = evil.with_suffix(".html")
    file.write_text(page_of(path, "vi"), encoding="utf-8")
    page.goto(file.as_uri())
    yield page
    page.close()
    assert requests == [file.as_uri()]
    assert errors == []


class TestInABrowser:
    pytestmark = BROWSER

    @pytest.mark.parametrize("opened", ["nghe-an-2024"], indirect=True)
    def test_a_mark_shows_its_fields_on_hover_and_by_keyboard(self, opened: Page) -> None:
        assert not opened.is_visible("#card")
        opened.hover("#citation-2")
        assert "63/2010/NĐ-CP" in opened.inner_text("#card")
        opened.focus("#citation-3")
        opened.keyboard.press("Tab")
        assert opened.evaluate("document.activeElement.id") == "citation-4"
        assert "[3] 48/2013/NĐ-CP" in opened.inner_text("#card")
        assert "eli/vn/cp/nd/2010/63" in opened.inner_text("#card")
        opened.keyboard.press("Enter")
        assert opened.evaluate("document.activeElement.id") == "citation-4-entry"
        opened.mouse.move(0, 0)
        opened.focus("#citation-1")
        assert opened.is_visible("#card")
        opened.keyboard.press("Escape")
        assert not opened.is_visible("#card")

    @pytest.mark.parametrize("opened", ["nghe-an-2024"], indirect=True)
    def test_the_list_jumps_to_the_mark(self, opened: Page) -> None:
        opened.click("#citation-18-entry a")
        assert opened.evaluate("document.activeElement.id") == "citation-18"
        box = opened.locator("#citation-18").bounding_box()
        assert box
        assert 0 <= box["y"] < 800
        described = opened.get_attribute("#citation-18", "aria-describedby")
        assert "45/2020/NĐ-CP" in str(opened.text_content(f"#{described}"))

    @pytest.mark.parametrize("opened", ["nghe-an-2024"], indirect=True)
    def test_the_legend_counts_and_colours(self, opened: Page) -> None:
        assert opened.inner_text("#legend li.carries_out").split() == ["thực", "hiện", "(phần", "mở", "đầu)", "9"]
        colours = opened.evaluate(
            "['#legend .amends .swatch', '#citation-4'].map((at, i) =>"
            " getComputedStyle(document.querySelector(at))[['backgroundColor', 'borderBottomColor'][i]])"
        )
        assert colours == ["rgb(181, 86, 29)"] * 2

    @pytest.mark.parametrize("opened", ["nghe-an-2024"], indirect=True)
    def test_tasks_are_marked_where_asked_for(self, opened: Page) -> None:
        assert opened.get_attribute("#task-1", "tabindex") is None
        assert not opened.is_visible("#tasks")
        opened.check("#show-tasks")
        assert opened.get_attribute("#task-1", "tabindex") == "0"
        opened.focus("#task-1")
        assert "Giám đốc các sở" in opened.inner_text("#card")

    @pytest.mark.parametrize("opened", ["nghe-an-2024"], indirect=True)
    def test_paper_shows_the_text_and_all_details(self, opened: Page) -> None:
        opened.emulate_media(media="print")
        opened.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert opened.is_visible("#citation-18-facts")
        assert not opened.is_visible("fieldset")

    @pytest.mark.parametrize("opened", ["evil"], indirect=True)
    def test_markup_in_the_text_does_nothing(self, opened: Page) -> None:
        assert opened.evaluate("document.getElementById('text').textContent") == EVIL
        opened.hover("#citation-1")
        assert 'onerror="window.broken=2"' in opened.inner_text("#card")
        assert opened.evaluate("window.broken") is None
        assert opened.locator("#text script, #text img").count() == 0

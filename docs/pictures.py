"""The page about every view, and its pictures: made from the five plans by the real commands and the real server.

    python docs/pictures.py                writes docs/views.md and docs/views/*.png; needs Chromium and matplotlib
    python docs/pictures.py matrix cell    only these pictures, and the page

The browser reaches the server on a loopback port and nothing else.
"""

from __future__ import annotations

import io
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Literal
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
FOLDER = HERE / "views"
_COLOURS = 256  # of a picture, those kept that differ most: thin lines have colours of their own
_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_CHART = "SELECT ?type (COUNT(*) AS ?documents) { ?d <http://data.europa.eu/eli/ontology#type_document>/"
_CHART += "<http://www.w3.org/2004/02/skos/core#prefLabel> ?type FILTER(LANG(?type) = 'vi') } GROUP BY ?type "
_CHART += "ORDER BY DESC(?documents) LIMIT 8"
_LINKS = "SELECT ?plan ?document ?quote { ?c <http://purl.org/spar/cito/hasCitingEntity> ?plan ; "
_LINKS += "<http://purl.org/spar/cito/hasCitedEntity> ?document ; <http://www.w3.org/ns/oa#hasTarget>/"
_LINKS += "<http://www.w3.org/ns/oa#hasSelector>/<http://www.w3.org/ns/oa#exact> ?quote }"
_DECREE = "https://w3id.org/can-cu/eli/vn/cp/nd/2018/61"


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, what it is for, the address or the command that shows it, and what its picture shows (vi).

    ``width`` and ``scheme`` are those of the window.
    """

    name: str
    title: str
    purpose: str
    how: str
    shows: str
    width: int = 1100
    scheme: Literal["light", "dark"] = "light"

    @property
    def command(self) -> bool:
        """Whether it is made by a command, not shown at an address."""
        return self.how.startswith("kg ")


VIEWS = (
    View("home", "First page", "What the graph holds, what came last, what needs a look, and every question, by what "
         "it asks about.", "/",
         "Trang đầu: số văn bản, chỗ viện dẫn, nhiệm vụ; văn bản mới đọc; các câu hỏi theo nhóm"),
    View("search", "Search", "Documents, places, bodies and tasks by what people type, with or without diacritics; "
         "suggestions come while typing.", "/search?q=quang%20ninh",
         "Kết quả tìm “quang ninh”: văn bản, địa phương, cơ quan"),
    View("matrix", "Matrix", "Which province cites which document, as what; filtered by level, topic, region, type, "
         "relation and year, by the units of then or of now. A unit has a row, two of one name have two.", "/matrix",
         "Bảng địa phương và văn bản: mỗi dòng một đơn vị, mỗi cột một văn bản, ô có số kế hoạch viện dẫn"),
    View("cell", "Cell of the matrix", "The quotes behind a number of the matrix: which plan says it, where, and in "
         "which words.", f"/cell?place={quote('Nghệ An')}&document={quote(_DECREE, safe='')}",
         "Các đoạn mà kế hoạch của Nghệ An viện dẫn Nghị định 61/2018/NĐ-CP, số hiệu được tô"),
    View("compare", "Comparison", "Two places or two plans side by side: what both cite, and what only one does.",
         f"/compare?a={quote('Nghệ An')}&b={quote('Quảng Ninh')}",
         "So sánh Nghệ An và Quảng Ninh: chỉ một bên viện dẫn, cả hai viện dẫn"),
    View("document", "Document", "What a document changes and what changes it, who cites it and where, by province, "
         "region and year, and every quote.", "/eli/vn/cp/nd/2018/61",
         "Trang Nghị định 61/2018/NĐ-CP: chuỗi sửa đổi, bảng địa phương viện dẫn, bản đồ ô"),
    View("plan", "Plan", "The legal basis and the tasks of a document that was read, and its own text.",
         "/eli/vn/nghe-an/ubnd/kh/2024/122", "Trang kế hoạch 122/KH-UBND của Nghệ An: căn cứ ban hành, bảng nhiệm vụ"),
    View("place", "Place", "The plans of a place, what they cite, what others cite and it does not, and its tasks by "
         "deadline; a place of which nothing was read says so.", "/place/nghe-an",
         "Trang Nghệ An: văn bản đã đọc và bảng những gì được viện dẫn"),
    View("body", "Body", "What a body issued, those documents first that plans cite, and the tasks that plans give it.",
         "/body/ttg", "Trang Thủ tướng Chính phủ: các văn bản đã ban hành, số kế hoạch viện dẫn"),
    View("text", "Text with its marks", "The text of a source with every citation marked; a mark tells its document, "
         "relation and rule. The same page without a server: `kg annotate`.", "/text/data/plans/nghe-an-2024.txt",
         "Nguyên văn kế hoạch Nghệ An, các chỗ viện dẫn được gạch chân theo quan hệ, danh sách ở bên phải"),
    View("settle", "To settle", "Mentions that contradict what is known or are tied to no document or several; where "
         "the server takes rulings, an analyst settles them here.", "/settle",
         "Trang cần xác định: hai chỗ viện dẫn ghi ngày khác nhau"),
    View("question", "Question", "A named question with its parameters; its answer as table, CSV, JSON, workbook or "
         "document.", f"/query/provinces-citing?document={quote('468/QĐ-TTg', safe='')}",
         "Câu hỏi địa phương viện dẫn 468/QĐ-TTg và bảng trả lời ba dòng"),
    View("query", "Query page", "SPARQL with colours and completion; the answer as table, chart and graph, in every "
         "format of the standards. The address holds the query.", f"/query?query={quote(_CHART)}",
         "Trang truy vấn SPARQL: truy vấn được tô màu, biểu đồ số văn bản theo tên loại"),
    View("query-graph", "Answer as a graph", "What the statements or rows of an answer connect. A row links the first "
         "thing that it names to each of the others; the column's name, or the property that the row names, is the "
         "relation, and the other cells are told of the link. Of more than 1,000 nodes the most connected are drawn.",
         f"/query?view=graph&query={quote(_LINKS)}",
         "Đồ thị của câu trả lời: năm kế hoạch và những văn bản được viện dẫn, chú giải bên trái"),
    View("phone", "On a phone", "Rows become cards that name their columns; the head stays two lines.",
         f"/query/documents-cited?place={quote('Nghệ An')}", "Câu trả lời trên điện thoại: mỗi dòng là một thẻ",
         width=390),
    View("dark", "In the dark", "Pages follow the colours of the system.", "/place/quang-ninh",
         "Trang Quảng Ninh với nền tối", scheme="dark"),
    View("view", "Graph of everything", "Places, plans, documents and bodies in one file that needs no network: "
         "search, a legend that filters, years, quotes behind each edge, pictures to save.", "kg view -o graph.html",
         "Đồ thị năm kế hoạch: văn bản chung ở giữa, văn bản và cơ quan riêng quanh mỗi kế hoạch"),
    View("view-part", "Part of the graph", "What lies around a place, a plan, a document or the answer to a question.",
         'kg view --document "468/QĐ-TTg" -o part.html',
         "Phần đồ thị quanh Quyết định 468/QĐ-TTg: ba kế hoạch viện dẫn"),
    View("plot-matrix", "Plot: provinces by documents", "For a report, as SVG or PNG.", "kg plot matrix -o matrix.png",
         "Hình địa phương và văn bản, đậm hơn là nhiều kế hoạch hơn"),
    View("plot-together", "Plot: cited together", "Which documents plans cite together.",
         "kg plot together --top 20 -o together.png", "Hình các văn bản được viện dẫn cùng nhau"),
    View("plot-timeline", "Plot: plans by month", "When the plans were issued.", "kg plot timeline -o timeline.png",
         "Hình số kế hoạch theo tháng ban hành"),
    View("annotate", "Marked text as a file", "A document with its citations marked, without graph and server.",
         "kg annotate data/plans/quang-ninh-2024.txt -o annotated.html",
         "Kế hoạch Quảng Ninh với các viện dẫn được đánh dấu"),
    View("site", "Pages as files", "All pages of a state for a disk or any web server, with a search of their own.",
         "kg site -o site", "Trang đầu của bộ trang tĩnh, mở từ đĩa"),
)  # fmt: skip

_TOP = """# Every view, with its picture

Made from the five sample plans by `make pictures` (`docs/pictures.py`), which builds the graph, serves it on a loopback
port, and takes each picture in headless Chromium. Pages speak Vietnamese, and English at a click. Addresses are those
of `kg serve`; commands write files that open without a network.
"""


def written() -> str:
    """The page, as Markdown."""
    return "\n".join([_TOP, *map(_section, VIEWS)])


def _section(view: View) -> str:
    shown = f"```sh\n{view.how}\n```" if view.command else f"Address: `{view.how}`"
    return f"## {view.title}\n\n{view.purpose}\n\n{shown}\n\n![{view.shows}](views/{view.name}.png)\n"


def main() -> None:
    """Make the pictures, then the page."""
    FOLDER.mkdir(exist_ok=True)
    chromium = which("chromium") or which("chromium-browser") or which("google-chrome")
    with TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        _run(f"kg build data/plans --store {folder / 'store'}")
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        with _served(folder / "store") as address:
            for view in (view for view in VIEWS if view.name in (sys.argv[1:] or view.name)):
                _put(view, _made(browser, view, folder) if view.command else _shown(browser, view, address))
        browser.close()
    (HERE / "views.md").write_text(written(), encoding="utf-8")


def _run(command: str) -> None:
    subprocess.run([sys.executable, "-m", "kg.cli", *shlex.split(command)[1:]], cwd=HERE.parent, check=True)


@contextmanager
def _served(store: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", "0", "--store", str(store)]
    with subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().split()[2].rstrip("/")
        finally:
            process.terminate()


def _shown(browser: Browser, view: View, address: str) -> bytes:
    """The picture of a page that the server shows."""
    page = _page(browser, view, address)
    answer = page.goto(f"{address}{view.how}")
    if not answer or not answer.ok:
        raise SystemExit(f"{view.name}: there is no page at {view.how}")
    return _picture(page)


def _made(browser: Browser, view: View, folder: Path) -> bytes:
    """The picture that a command makes, or that of the page that it writes."""
    *command, output = shlex.split(view.how)
    made = folder / output
    store = [] if "annotate" in command else ["--store", str(folder / "store")]
    _run(shlex.join([*command, str(made), "--lang", "vi", *store]))
    if made.suffix == ".png":
        return made.read_bytes()
    page = _page(browser, view, "file:")
    page.goto((made / "index.html" if made.is_dir() else made).as_uri())
    return _picture(page)


def _page(browser: Browser, view: View, own: str) -> Page:
    size = {"width": view.width, "height": 820}
    page = browser.new_context(viewport=size, color_scheme=view.scheme, locale="vi-VN").new_page()  # type: ignore[arg-type]
    page.route("**/*", lambda route: route.continue_() if route.request.url.startswith(own) else route.abort())
    return page


def _picture(page: Page) -> bytes:
    """What is in the window; of a short page no more than there is, and not the foot with the port of the day."""
    page.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    foot = page.locator("body > footer")
    below = foot.bounding_box() if foot.count() else None
    size = page.viewport_size
    assert size
    height = min(size["height"], below["y"]) if below else size["height"]
    return page.screenshot(clip={"x": 0, "y": 0, "width": size["width"], "height": height})


def _put(view: View, data: bytes) -> None:
    """Write a picture in few colours."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    image.thumbnail((1100, 1100))
    image.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        FOLDER / f"{view.name}.png", optimize=True
    )


if __name__ == "__main__":
    main()

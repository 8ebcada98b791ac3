"""The pages as files: every link leads to a file, and a browser walks and searches them from disk."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from shutil import which
from urllib.parse import unquote

import pytest
from lxml import html
from playwright.sync_api import expect, sync_playwright

from tests.web.served import served

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")

NOTE = """<https://w3id.org/can-cu/place/ha-noi> <http://www.w3.org/2000/01/rdf-schema#seeAlso>
  <https://w3id.org/can-cu/place/atlantis> ."""


def site(store: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg.cli", "site", "-o", str(folder), "--store", str(store), "--lang", "en"]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def folder(store_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the five plans, and of a note that links to a place that there is not."""
    place = tmp_path_factory.mktemp("site")
    shutil.copytree(store_folder, place / "store")
    with served(place / "store", "--write") as server, server.writer() as writer:
        about, turtle = {"graph": "http://example.org/notes"}, {"Content-Type": "text/turtle"}
        assert writer.put("/graphs", content=NOTE.encode(), params=about, headers=turtle).is_success
    done = site(place / "store", place / "site")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Wrote ")
    return place / "site"


def test_every_link_leads_to_a_file_and_nothing_needs_a_server(folder: Path) -> None:
    broken = []
    pages = list(folder.rglob("*.html"))
    for page in pages:
        document = html.parse(str(page)).getroot()
        targets = [str(link) for _, _, link, _ in document.iterlinks()]
        for target in targets:
            if target.startswith(("http://", "https://", "#", "data:")):
                continue
            if not (page.parent / unquote(target.partition("#")[0])).is_file():
                broken.append((page.relative_to(folder), target))
        assert [form for form in document.iter("form") if form.get("action")] == []
    assert broken == []
    kinds = {page.relative_to(folder).parts[0] for page in pages}
    assert kinds >= {"eli", "place", "body", "agency", "type", "region", "event", "scheme", "cell", "text", "query"}
    assert len(pages) > 1000


def test_a_place_of_which_nothing_was_read_says_so(folder: Path) -> None:
    page = html.parse(str(folder / "place" / "ha-noi" / "index.html")).getroot()
    assert "No document of this place was read yet" in page.text_content()
    (linked,) = html.parse(str(folder / "matrix" / "index.html")).getroot().xpath("//a[text()='Hà Nội']")
    assert linked.get("href") == "../place/ha-noi/index.html"
    new = html.parse(str(folder / "place" / "bac-ninh-2025" / "index.html")).getroot()
    (note,) = new.xpath("//p[starts-with(., 'Formed from')]")
    assert note.text_content() == "Formed from: Bắc Giang, Bắc Ninh (until 30/06/2025)."


def test_a_link_to_what_there_is_not_is_text(folder: Path) -> None:
    page = html.parse(str(folder / "place" / "ha-noi" / "index.html")).getroot()
    assert "https://w3id.org/can-cu/place/atlantis" in page.text_content()
    assert not page.xpath("//a[contains(@href, 'atlantis')]")
    assert not (folder / "place" / "atlantis").exists()


def test_what_needs_a_server_leaves_no_word_behind(folder: Path) -> None:
    head = html.parse(str(folder / "index.html")).getroot().find(".//header")
    assert " ".join(head.text_content().split()) == "Căn Cứ Search Find Home Matrix"


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")
def test_a_browser_walks_and_searches_it_from_disk(folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(offline=True).new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((folder / "index.html").as_uri())
        page.click("text=Kế hoạch Vinh Quang 2023")
        expect(page.locator("h1")).to_have_text("Kế hoạch Vinh Quang 2023")
        page.fill("#find", "468/qd-ttg 2021")
        page.press("#find", "Enter")
        expect(page.locator("h1")).to_have_text("468/QĐ-TTg")
        assert page.locator("svg.tiles g").count() == 65
        page.click("text=Units as now")
        assert page.locator("svg.tiles g").count() == 36
        browser.close()
    assert said == []


def test_a_folder_with_something_in_it_is_left_alone(store_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = site(store_folder, tmp_path)
    assert done.returncode == 2
    assert "not empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]

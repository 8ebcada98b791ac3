"""PDF files made here, printed by reportlab and by Chromium, and what is read from them."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import Browser, PdfMargins, sync_playwright

from kg.extract.document import extract_source
from kg.models import Source
from kg.text.formats.pdf import read_pdf
from tests.text.pdfs import SANS, SERIF, new_canvas, page_of, printed

PLANS = sorted((Path(__file__).parents[2] / "data" / "plans").glob("*.txt"))
CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
MARGINS: PdfMargins = {"top": "20mm", "bottom": "20mm", "left": "30mm", "right": "20mm"}
LONG = "Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ"


def pdf(draw: Callable[[Any], None], password: str | None = None) -> bytes:
    file = io.BytesIO()
    canvas = new_canvas(file, password)
    canvas.setFont(SANS, 12)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def lines(*said: tuple[float, float, str]) -> bytes:
    def draw(canvas: Any) -> None:
        for x, y, text in said:
            canvas.drawString(x, y, text)

    return pdf(draw)


def facts(text: str) -> dict[str, Any]:
    document = extract_source(Source("plan.txt", text, ""))
    head = document.header
    return {
        "header": (head.type, head.number, head.date, head.issuer, head.title, head.signer),
        "citations": [
            (c.kind, c.type, c.number, c.date, c.issuer, c.relation, plain(c.pinpoint)) for c in document.citations
        ],
        "tasks": [(t.lead, t.support, plain(t.deadline.text if t.deadline else None)) for t in document.tasks],
    }


def plain(text: str | None) -> str | None:
    return text and " ".join(text.split())


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_a_printed_plan_says_what_the_plan_says(plan: Path) -> None:
    text = plan.read_bytes().decode()
    assert facts(read_pdf(printed(text)).text) == facts(text)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_a_plan_printed_by_a_browser_says_what_the_plan_says(plan: Path, browser: Browser) -> None:
    text = plan.read_bytes().decode()
    page = browser.new_page()
    page.set_content(page_of(text))
    data = page.pdf(format="A4", margin=MARGINS)
    page.close()
    assert facts(read_pdf(data).text) == facts(text)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ([(72, 700, LONG), (72, 684, "về kiểm soát.")], f"{LONG}\nvề kiểm soát.\n\n"),
        ([(72, 700, "I. MỤC ĐÍCH"), (72, 684, "1. Yêu cầu")], "I. MỤC ĐÍCH\n\n1. Yêu cầu\n\n"),
        ([(72, 700, "SỞ NỘI VỤ"), (330, 700, "CỘNG HÒA"), (72, 684, "Số: 1/KH"), (330, 684, "Huế, ngày")],
         "SỞ NỘI VỤ\nCỘNG HÒA\nSố: 1/KH\nHuế, ngày\n\n"),
        ([(72, 700, "Nơi nhận:"), (380, 700, "CHỦ TỊCH"), (72, 684, "- Bộ X;"), (380, 660, "Mai Sơn")],
         "Nơi nhận:\n- Bộ X;\n\nCHỦ TỊCH\nMai Sơn\n\n"),
        ([(295, 800, "2"), (72, 760, LONG)], f"{LONG}\n\n"),
        ([(72, 700, "1."), (110, 700, "Sở Nội vụ")], "1. Sở Nội vụ\n\n"),
    ],
)  # fmt: skip
def test_lines(said: list[tuple[float, float, str]], text: str) -> None:
    assert read_pdf(lines(*said)).text == text


@pytest.mark.parametrize("late", [False, True])
def test_vowels_of_another_font_stand_in_their_words(late: bool) -> None:
    def draw(canvas: Any) -> None:
        at, places = 72.0, []
        for letter in LONG:
            places.append((at, letter))
            at += canvas.stringWidth(letter, SANS, 12)
        for x, letter in sorted(places, key=lambda place: late and place[1] in "ăứịđốàâủ"):
            canvas.setFont(SERIF if letter in "ăứịđốàâủ" else SANS, 12)
            canvas.drawString(x, 700, letter)

    assert read_pdf(pdf(draw)).text == f"{LONG}\n\n"


def two_pages(canvas: Any) -> None:
    canvas.drawString(72, 700, "KẾ HOẠCH")
    canvas.showPage()
    canvas.showPage()


def test_a_page_without_text_is_named() -> None:
    content = read_pdf(pdf(two_pages))
    assert [(note.code, note.message) for note in content.notes] == [
        ("page.no-text", "page 2 has no text layer; install the ocr extra to read it")
    ]


def test_a_page_without_text_is_recognised() -> None:
    content = read_pdf(pdf(two_pages), recognise=lambda picture: f"{picture.width} điểm")
    assert content.text == "KẾ HOẠCH\n\n1654 điểm\n\n"
    assert [note.code for note in content.notes] == ["page.ocr"]
    assert content.text[content.pages[1] :].startswith("1654")


WHOLE = lines((72, 700, LONG))
NO_PAGES = b"%PDF-1.7\n1 0 obj\n<</Pages 2 0 R>>\nendobj\n2 0 obj\n<</Count 0/Kids[]/Type/Pages>>\nendobj\n%%EOF"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\nrubbish", "is a broken PDF"),
        (WHOLE[: len(WHOLE) // 2], "is a broken PDF"),
        (pdf(lambda canvas: canvas.drawString(72, 700, LONG), password="secret"), "is a PDF that needs a password"),
        (pdf(lambda canvas: canvas.rect(1, 1, 9, 9)), "is a scanned PDF: no page has a text layer"),
        (NO_PAGES, "is a PDF without pages"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}"):
        read_pdf(data)

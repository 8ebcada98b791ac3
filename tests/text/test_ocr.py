"""Pictures of pages: real ones, set from the plans, scanned and read by tesseract."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.text.formats import ocr

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "data" / "plans"
REASON = ocr.available()
if REASON is not None:
    pytest.skip(f"no OCR here: {REASON}", allow_module_level=True)

from PIL import Image, ImageDraw  # noqa: E402

from benchmarks.ocr import citations, printed, recognised, scanned, typeface  # noqa: E402

# Parts of the plans that cite, a page or two each: from a letterhead on, and rows of a table.
PARTS = (
    ("nghe-an-2024", "Số: 122", "\n1. Mục đích"),
    ("nghe-an-2024", "1.\tTiếp tục tuyên truyền Đề án", "\n3.\tTuyên truyền"),
    ("quang-ninh-2024", "Số: ", "\n3. Hình thức"),
    ("tien-giang-2024", "ỦY BAN", "\n1. Mục tiêu"),
    ("vinh-quang-2023", "Số: ", "\n1. "),
)


def part(name: str, first: str, last: str) -> str:
    text = (PLANS / f"{name}.txt").read_text("utf-8")
    start = text.index(first)
    return text[start : text.index(last, start)]


def as_printed(page: Image.Image, seed: int) -> Image.Image:
    return page


@pytest.mark.parametrize("form", [as_printed, scanned], ids=["clean", "skewed"])
def test_citations_of_the_plans_survive_the_scanner(form: Callable[[Image.Image, int], Image.Image]) -> None:
    known: Counter[tuple[object, ...]] = Counter()
    found: Counter[tuple[object, ...]] = Counter()
    for number, text in enumerate(part(*bounds) for bounds in PARTS):
        known.update((number, *citation) for citation in citations(text).elements())
        said = recognised(form(page, seed) for seed, page in enumerate(printed(text)))
        found.update((number, *citation) for citation in citations(said).elements())
    right = (known & found).total()
    assert known.total() >= 30
    assert right >= 0.9 * known.total(), known - found
    assert right >= 0.9 * found.total(), found - known


def sheet(*said: tuple[int, int, str], size: float = 13) -> Image.Image:
    """A page with lines of text at given places."""
    page = Image.new("L", (1654, 1169), 255)
    draw = ImageDraw.Draw(page)
    for x, y, text in said:
        draw.text((x, y), text, font=typeface(size), fill=0)
    return page


BODY = "Thực hiện Kế hoạch số 06/KH-UBND ngày 17/01/2023 của Ủy ban nhân dân huyện"
LETTERHEAD = (
    (236, 100, "ỦY BAN NHÂN DÂN"),
    (236, 150, "TỈNH NGHỆ AN"),
    (760, 100, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (860, 150, "Độc lập - Tự do - Hạnh phúc"),
    (236, 240, "Số: 122/KH-UBND"),
    (860, 240, "Nghệ An, ngày 21 tháng 02 năm 2024"),
    (760, 360, "KẾ HOẠCH"),
    (236, 450, BODY),
)


@pytest.mark.parametrize("degrees", [0, 0.7, -2])
def test_a_letterhead_of_two_columns_is_not_interleaved(degrees: float) -> None:
    page = sheet(*LETTERHEAD).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    lines = [line for line in ocr.recognised(page).split("\n") if line]
    assert lines == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH NGHỆ AN",
        "Số: 122/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Nghệ An, ngày 21 tháng 02 năm 2024",
        "KẾ HOẠCH",
        BODY,
    ]


def test_recipients_beside_a_signature_are_read_first() -> None:
    left = ["Nơi nhận:", "- Sở Nội vụ;", "- Sở Tư pháp;", "- Báo Nghệ An;", "- Lưu: VT."]
    right = [(100, "KT. CHỦ TỊCH"), (150, "PHÓ CHỦ TỊCH"), (300, "Lê Hồng Vinh")]
    page = sheet(*((236, 100 + 46 * n, text) for n, text in enumerate(left)), *((1000, y, text) for y, text in right))
    lines = [line for line in ocr.recognised(page).split("\n") if line]
    assert lines == [*left, *(text for _, text in right)]


def test_paragraphs_are_parted_by_blank_lines() -> None:
    page = sheet((236, 100, BODY), (236, 150, "Tiên Lãng về tuyên truyền."), (236, 280, BODY), (236, 330, "Tiên Lãng."))
    assert ocr.recognised(page) == f"{BODY}\nTiên Lãng về tuyên truyền.\n\n{BODY}\nTiên Lãng.\n\n"


ROWS = ("STT\tNhiệm vụ\tCơ quan chủ trì", "10\tCông bố danh mục văn bản\tSở Tư pháp", "11\tĐăng tin\t")


def page_with_a_table() -> Image.Image:
    (page,) = printed("\n".join(("Phụ lục nhiệm vụ", *ROWS, "Nơi nhận")))
    return page


def test_a_table_with_lines_becomes_rows_of_tabs() -> None:
    said = ocr.recognised(page_with_a_table())
    assert said == "Phụ lục nhiệm vụ\n\n" + "\n".join(ROWS) + "\n\nNơi nhận\n\n"


def test_the_cells_of_a_scanned_table_stay_apart() -> None:
    """Of a number alone in its cell a speck may make another; where it stands stays."""
    table = ocr.recognised(scanned(page_with_a_table(), 1)).split("\n\n")[1]
    cells = [row.split("\t") for row in table.split("\n")]
    assert [row[2] for row in cells] == ["Cơ quan chủ trì", "Sở Tư pháp", ""]
    assert [len(row) for row in cells] == [3, 3, 3]


def test_a_cell_over_two_columns_stands_in_the_first() -> None:
    page = sheet((260, 120, "Truyền thông"), (260, 220, "Báo chí"), (760, 220, "Thường xuyên"))
    draw = ImageDraw.Draw(page)
    for box in ((236, 100, 1236, 200), (236, 200, 736, 300), (736, 200, 1236, 300)):
        draw.rectangle(box, outline=0, width=3)
    assert ocr.recognised(page) == "Truyền thông\t\nBáo chí\tThường xuyên\n\n"


def saved(form: str, *pages: Image.Image) -> bytes:
    bits = io.BytesIO()
    several = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(bits, form, **several)
    return bits.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_a_picture_is_a_page(form: str) -> None:
    content = ocr.read_image(saved(form, sheet((236, 100, BODY)).crop((0, 0, 1654, 300))))
    assert (content.text, content.pages) == (f"{BODY}\n\n", (0,))
    assert [(note.code, note.start, note.end) for note in content.notes] == [("page.ocr", 0, len(content.text))]


def test_a_picture_of_several_pages() -> None:
    pages = [sheet((236, 100, text)).crop((0, 0, 1654, 300)) for text in ("Trang thứ nhất", "Trang thứ hai")]
    content = ocr.read_image(saved("TIFF", *pages))
    assert content.text == "Trang thứ nhất\n\nTrang thứ hai\n\n"
    assert content.pages == (0, content.text.index("Trang thứ hai"))
    assert [note.message[:6] for note in content.notes] == ["Page 1", "Page 2"]


def test_letters_on_a_transparent_ground() -> None:
    page = Image.new("RGBA", (1654, 300), (0, 0, 0, 0))
    ImageDraw.Draw(page).text((236, 100), BODY, font=typeface(13), fill=(0, 0, 0, 255))
    assert ocr.read_image(saved("PNG", page)).text == f"{BODY}\n\n"


def test_an_empty_page_says_nothing() -> None:
    assert ocr.read_image(saved("PNG", Image.new("L", (800, 600), 255))).text == ""


def too_large() -> bytes:
    return saved("PNG", Image.new("1", (10_000, 8_001)))


def bomb() -> bytes:
    return saved("PNG", Image.new("1", (20_000, 10_000)))


def cut() -> bytes:
    return saved("PNG", sheet((236, 100, BODY)))[:2000]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (too_large, "too large: at most 80 million dots"),
        (bomb, "too large: at most 80 million dots"),
        (cut, "is a damaged picture"),
        (lambda: b"\x89PNG\r\n\x1a\n", "is a damaged picture"),
        (lambda: b"II*\x00" + b"\xff" * 40, "is a damaged picture"),
        (lambda: b"", "is a damaged picture"),
    ],
    ids=["too large", "bomb", "cut", "signature only", "broken TIFF", "nothing"],
)
def test_a_picture_that_is_not_read_says_why(data: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        ocr.read_image(data())


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(ValueError, match=r"takes tesseract longer than 0\.01 s"):
        ocr.recognised(sheet((236, 100, BODY)), seconds=0.01)


def test_without_tesseract_the_reason_is_said(tmp_path: Path) -> None:
    code = "from kg.text.formats import ocr; print(ocr.available()); ocr.read_image(b'')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.stdout == "the program tesseract is not installed\n"
    assert "ValueError: is a picture, and the program tesseract is not installed" in done.stderr


def test_pillow_is_not_loaded_before_a_picture_is_read() -> None:
    code = "import sys; from kg.text.formats import ocr; ocr.available(); print('PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"

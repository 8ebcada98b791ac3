import itertools
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.document import extract_source
from kg.models import Source
from kg.text.layout import layout
from kg.text.normalise import normalise
from kg.text.offsets import MappedText

PLANS = sorted((Path(__file__).parents[2] / "data" / "plans").glob("*.txt"))


def source_of(name: str) -> str:
    return next(path for path in PLANS if path.stem == name).read_bytes().decode("utf-8")


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_blocks_cover_the_plan_in_order(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    blocks = layout(normalise(text)).blocks
    assert blocks[0].start == 0
    assert all(before.end == after.start for before, after in itertools.pairwise(blocks))
    assert text[blocks[-1].end :].strip("*\n ") == ""


@pytest.mark.parametrize(
    ("name", "words", "kind"),
    [
        ("bac-giang-2024", "Số: 14 /KH-UBND", "letterhead"),
        ("tien-giang-2024", "Tiền Giang, ngày", "letterhead"),
        ("tien-giang-2024", "TIN, TUYÊN TRUYỀN", "title"),
        ("vinh-quang-2023", "Tuyên truyền cải cách hành chính năm 2023**", "title"),
        ("vinh-quang-2023", "Căn cứ Kế hoạch số 05/KH-UBND", "preamble"),
        ("nghe-an-2024", "01/2018/TT-VPCP", "preamble"),
        ("tien-giang-2024", "35/QĐ-BNV", "preamble"),
        ("quang-ninh-2024", "324/VP.UBND-NC", "preamble"),
        ("nghe-an-2024", "56/2014/QĐ-UBND", "body"),
        ("tien-giang-2024", "III. GIẢI PHÁP THỰC HIỆN", "body"),
        ("quang-ninh-2024", "32-CTr/TU ngày 01/6/2023 của Tỉnh ủy", "organisation"),
        ("bac-giang-2024", "- Bộ Nội vụ;", "recipients"),
        ("bac-giang-2024", "Mai Sơn", "signature"),
        ("bac-giang-2024", "Ban hành kèm theo Kế hoạch số", "annex"),
        ("nghe-an-2024", "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN", "annex"),
        ("tien-giang-2024", "1 Quy định tại Quyết", "footnotes"),
    ],
)
def test_parts_of_the_plans(name: str, words: str, kind: str) -> None:
    text = source_of(name)
    at = text.index(words)
    assert [b.kind for b in layout(normalise(text)).blocks if b.start <= at < b.end] == [kind]


WITH_SITE_HEAD = ["web", "letterhead", "title", "preamble", "body"]


def kinds_of(text: str) -> list[str]:
    return [block.kind for block in layout(MappedText.identity(text)).blocks]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "NGHỊ\nQUYẾT\n\nVỀ PHÍ\n\nCăn cứ Luật A;\n\nQUYẾT NGHỊ:\n\nĐiều 1. B",
            ["title", "preamble", "body"],
        ),
        (
            "BAN\nCHẤP HÀNH TRUNG ƯƠNG\n*\nSố 212-KL/TW\nKẾT LUẬN\nVỀ A\n---\n1. B",
            ["letterhead", "title", "body"],
        ),
        (
            "| UBND TỈNH A | CỘNG HÒA XÃ HỘI |\n|---|---|\n| Số: 1/QĐ-UBND | A, ngày 1 tháng 2 năm 2024 |\n\n"
            "QUYẾT ĐỊNH\n\nVề việc B\n\nCăn cứ Luật C;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. D",
            ["letterhead", "title", "preamble", "body"],
        ),
        (
            "Trang chủ\nLiên hệ\nBỘ Y TẾ\nSố: 1/TT-BYT\nTHÔNG TƯ\nVỀ A\nCăn cứ Luật B;\nĐiều 1. C",
            WITH_SITE_HEAD,
        ),
    ],
)
def test_parts_of_other_forms(text: str, kinds: list[str]) -> None:
    assert kinds_of(text) == kinds


def test_two_columns_of_recipients_and_signature() -> None:
    text = (
        "NGHỊ QUYẾT\nVỀ A\nCăn cứ Luật B;\nĐiều 1. C\n\n"
        "| Nơi nhận: | TM. CHÍNH PHỦ |\n| - Như trên; | THỦ TƯỚNG |\n"
        "| - Lưu: VT. | Phạm Minh Chính |\n"
    )
    found = layout(MappedText.identity(text))
    assert [line.text for line in found.part("signature")] == [
        "TM. CHÍNH PHỦ",
        "THỦ TƯỚNG",
        "Phạm Minh Chính",
    ]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="AĐ1Ibc .:;-|\t\n\r*#ụ\u0323", max_size=200))
def test_any_text_has_a_layout(text: str) -> None:
    found = layout(normalise(text))
    assert all(before.end == after.start for before, after in zip(found.blocks, found.blocks[1:], strict=False))
    assert len(found.kinds) == len(found.lines)
    for table in found.tables:
        for row in table.rows:
            for cell in row.cells:
                if cell.text:
                    start, end = cell.span(0, len(cell.text))
                    assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "Căn cứ Luật A ngày 1 tháng 2 năm 2024;\n",
        "1\tNhiệm vụ\tSở A\n",
        "| 1 | Nhiệm vụ | Sở A |\n",
        "|\nchữ\n",
        "CHỮ HOA\n",
        "\n",
        "chữ " * 50,
    ],
    ids=["basis", "tabs", "pipes", "bars", "capitals", "blank", "one-line"],
)
def test_time_grows_with_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        normal = MappedText.identity("KẾ HOẠCH\nVề A\n" + unit * (size // len(unit)))
        started = perf_counter()
        layout(normal)
        return perf_counter() - started

    seconds(20_000)
    small, large = min(seconds(100_000) for _ in range(3)), seconds(800_000)
    assert large < 25 * small + 0.5


PLAN = "UBND TỈNH A\nSố: 1/KH-UBND\nKẾ HOẠCH\nĐào tạo năm 2024\n\n"


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("I. CĂN CỨ PHÁP LÝ\n- Luật B;\nII. MỤC ĐÍCH\n1. Dạy nghề", "I. CĂN CỨ PHÁP LÝ\n- Luật B;\n"),
        ("I. MỤC ĐÍCH\n1. Dạy\nII. CĂN CỨ\nCăn cứ Luật B.\nIII. NỘI DUNG", "II. CĂN CỨ\nCăn cứ Luật B.\n"),
        ("I. SỰ CẦN THIẾT\n1. Căn cứ pháp lý\n- Luật B;\n2. Thực tiễn\nII. X", "1. Căn cứ pháp lý\n- Luật B;\n"),
        ("CƠ SỞ PHÁP LÝ\n1. Luật B;\n2. Luật C;\nI. NỘI DUNG\n1. X", "CƠ SỞ PHÁP LÝ\n1. Luật B;\n2. Luật C;\n"),
        ("A. CĂN CỨ XÂY DỰNG KẾ HOẠCH\n1. Luật B;\nB. NỘI DUNG", "A. CĂN CỨ XÂY DỰNG KẾ HOẠCH\n1. Luật B;\n"),
        ("I. NỘI DUNG\n1. Dạy\nII. CĂN CỨ PHÁP LÝ\n- Luật B;\nIII. X", None),
        ("I. CĂN CỨ TUYỂN CHỌN HỌC VIÊN\n1. Tuổi\nII. X", None),
        ("I. CĂN CỨ\n- Luật B, và không còn mục nào", None),
    ],
)
def test_a_section_of_legal_basis_is_preamble(text: str, basis: str | None) -> None:
    found = [b for b in layout(MappedText.identity(PLAN + text)).blocks if b.kind == "preamble"]
    assert [(PLAN + text)[b.start : b.end] for b in found] == ([basis] if basis else [])


def test_a_letter_s_subject_stands_apart_from_its_number() -> None:
    """cong_30: number and subject in one cell, the date in the next."""
    text = "| Số: 2403/TTg-KGVX  V/v mức trợ cấp tại Quyết định số 142/2008/QĐ-TTg | Hà Nội, ngày 3 tháng 12 năm 2009 |"
    found = layout(MappedText.identity(text))
    assert [line.text for line in found.part("letterhead")] == ["Số: 2403/TTg-KGVX"]
    (title,) = found.part("title")
    assert text[title.start : title.end] == title.text == "V/v mức trợ cấp tại Quyết định số 142/2008/QĐ-TTg"


LETTER = (
    "SỞ A\nSố: 5/SA-B\nVề việc C\n|\nA, ngày 1 tháng 2 năm 2025\n|\nKính gửi: UBND các xã\n"
    "Căn cứ Luật D;\nCăn cứ Văn bản hợp nhất số\n10/VBHN-BA;\nSở A đề nghị các xã báo cáo.\n|\n"
)


@pytest.mark.parametrize(
    ("closing", "signature"),
    [
        ("Nơi nhận:\n- Như trên;\n|\nKT GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nE F G\n|\n", "KT GIÁM ĐỐC"),  # tnt_3870cd0c35318a44
        ("Nơi nhận:\n- Như trên;\n|\nKT.\nTRƯỞNG THUẾ TỈNH\nE\n|\n", "KT."),  # tnt_2249fe89ed46eae5
        ("Nơi nhận:\n- Như trên;\n|\nK/T TRƯỞNG\nBAN\nE\n|\n", "K/T TRƯỞNG"),  # tnt_fe168907f6107711
        ("Nơi nhận:\n- Như trên;\n|\nTỔNG KIỂM TOÁN NHÀ\nNƯỚC\n|", "TỔNG KIỂM TOÁN NHÀ"),  # tnt_e5fc434ba0580ac0
        ("| Nơi nhận: - A | THỦ TƯỚNG Nguyễn Tấn Dũng |", "THỦ TƯỚNG Nguyễn Tấn Dũng"),  # cong_14
        ("| | XÁC THỰC VĂN BẢN HỢP NHẤT KT. BỘ TRƯỞNG E |", "XÁC THỰC VĂN BẢN HỢP NHẤT KT. BỘ TRƯỞNG E"),  # cong_06
    ],
)
def test_a_letter_without_items(closing: str, signature: str) -> None:
    """The preamble is the run of paragraphs of basis; what is addressed is no closing (tnt_d97b35347d17f96f)."""
    found = layout(MappedText.identity(LETTER + closing))
    assert [line.text for line in found.part("preamble")] == [
        "Căn cứ Luật D;",
        "Căn cứ Văn bản hợp nhất số",
        "10/VBHN-BA;",
    ]
    assert [line.text for line in found.part("body")][-1] == "Sở A đề nghị các xã báo cáo."
    assert found.part("signature")[0].text == signature


def test_an_annex_alone_ends_its_title_with_what_it_belongs_to() -> None:
    """nd30_2020_pl6 and mp_03-NQ-CP-PL2: neither a form nor a table head below the note is the title."""
    note = "Phụ lục VI\n## HỆ THỐNG QUẢN LÝ\n(Kèm theo Nghị định số 30/2020/NĐ-CP\nngày 05 tháng 3 năm 2020)\n"
    for below in (
        "| TT | Việc |\n|---|---|\n| 1 | A |",
        "Phần I\nQUY ĐỊNH ĐỐI VỚI HỆ THỐNG",
        "I. BẢNG\nNGHỊ QUYẾT\nVề A",
    ):
        found = layout(MappedText.identity(note + below))
        assert [line.text for line in found.part("title")][-1] == "ngày 05 tháng 3 năm 2020)"
        assert found.part("body")[0].text == below.strip("| ").split(" |")[0].split("\n")[0]


def test_a_web_site_s_words_around_a_document_are_apart() -> None:
    """Form of a page of thuvienphapluat.vn: menus above the letterhead, lists and notices below the signature."""
    page = (
        "Trang chủ\nVăn bản\nSố hiệu: 12/KH-UBND\n"
        "ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN\n-------\nSố: 12/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Nghệ An, ngày 5 tháng 1 năm 2024\nKẾ HOẠCH\nCải cách hành chính năm 2024\n"
        "I. MỤC ĐÍCH\nNâng cao hiệu quả.\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Ân\n"
        "Văn bản liên quan cùng nội dung\nQuyết định 468/QĐ-TTg năm 2021\nBản quyền thuộc trang."
    )
    found = layout(normalise(page))
    web = [page[block.start : block.end] for block in found.blocks if block.kind == "web"]
    assert [text.split("\n")[0] for text in web] == ["Trang chủ", "Văn bản liên quan cùng nội dung"]
    document = extract_source(Source("a.html", page, "0" * 64))
    assert document.header.signer == "Nguyễn Văn Ân"
    assert document.citations == ()
    cut = [finding for finding in document.findings if finding.code == "page.web"]
    assert [page[f.start : f.end] for f in cut] == web
    assert cut[0].message.startswith("7 words")

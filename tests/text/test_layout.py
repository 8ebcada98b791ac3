import itertools
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    assert layout(normalise(text)).kind_at(text.index(words)) == kind


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

"""What a cited document is about: where the words begin and end after its number, date and issuer."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kg.extract.document import extract_source
from kg.extract.titles import opens_title
from kg.models import Document, Source
from kg.text.read import read

PLANS = Path(__file__).parents[2] / "data" / "plans"


def extract(text: str) -> Document:
    return extract_source(Source("t.txt", text, hashlib.sha256(text.encode()).hexdigest()))


def titles(text: str) -> list[str | None]:
    """The title of each citation, as it stands in the source, white space made single."""
    spans = [citation.title for citation in extract(text).citations]
    return [" ".join(text[span.start : span.end].split()) if span else None for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tuyên truyền Nghị định số 961/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về thực hiện cơ chế một cửa;",
         ["về thực hiện cơ chế một cửa"]),
        ("Thông tư 967/2012/TT-BTC ngày 10/10/2012 của Bộ trưởng Bộ Tài chính quy định về việc lập dự toán và"
         " Quyết định số"
         " 956/2014/QĐ-UBND ngày 09/9/2014 của UBND tỉnh Nghệ An về lập dự toán.",
         ["quy định về việc lập dự toán", "về lập dự toán"]),
        ("Quyết định số 935/QĐ-BNV ngày 22 tháng 01\nnăm 2024 của Bộ trưởng Bộ Nội vụ về ban hành Kế hoạch\ntuyên"
         " truyền"
         " năm 2024; các văn bản khác.", ["về ban hành Kế hoạch tuyên truyền năm 2024"]),
        ("Công văn số 973/UBND-KSTT ngày 01/11/2023 của UBND tỉnh V/v đẩy mạnh cải cách. Các sở tiếp tục thực hiện.",
         ["V/v đẩy mạnh cải cách"]),
        ("Nghị định số 961/2018/NĐ-CP “Về thực hiện cơ chế một cửa” và các văn bản.", ["“Về thực hiện cơ chế một"
                                                                                       " cửa”"]),
        ("(theo Nghị quyết số 976/NQ-CP về cải cách hành chính) được thực hiện", ["về cải cách hành chính"]),
        ("Nghị định số 961/2018/NĐ-CP về cơ chế một cửa (sau đây gọi tắt là Nghị định 961)",
         ["về cơ chế một cửa", None]),
        # A title holds what it names, with that document's own title.
        ("Kế hoạch số 900/KH-UBND của UBND tỉnh về thực hiện Nghị quyết số 927-NQ/TW ngày 09/11/2022 về nhà nước"
         " pháp quyền.",
         ["về thực hiện Nghị quyết số 927-NQ/TW ngày 09/11/2022 về nhà nước pháp quyền", "về nhà nước pháp quyền"]),
        # It ends before what amends the document, and before the next document of its own standing.
        ("Nghị định số 961/2018/NĐ-CP về cơ chế một cửa được sửa đổi, bổ sung bởi Nghị định số 907/2021/NĐ-CP;",
         ["về cơ chế một cửa", None]),
        ("Nghị định số 961/2018/NĐ-CP về cơ chế một cửa, Nghị định số 945/2020/NĐ-CP về môi trường điện tử.",
         ["về cơ chế một cửa", "về môi trường điện tử"]),
        ("thực hiện Đề án 06 về dữ liệu dân cư", [None]),
        ("theo Nghị quyết số 976/NQ-CP, các sở tham mưu", [None]),
        ("theo Nghị quyết số 976/NQ-CP.", [None]),
    ],
)  # fmt: skip
def test_where_a_title_begins_and_ends(text: str, expected: list[str | None]) -> None:
    assert titles(text) == expected


@pytest.mark.parametrize(
    ("plan", "number", "title"),
    [
        ("vinh-quang-2023", "05/KH-UBND", "về cải cách hành chính xã Vinh Quang năm 2023"),
        ("quang-ninh-2024", "3322/QĐ-UBND",
         "về ban hành Chương trình cải cách hành chính tỉnh Quảng Ninh giai đoạn 2021-2030"),
        ("nghe-an-2024", "63/2010/NĐ-CP", "quy định về công tác kiểm soát thủ tục hành chính"),
        ("tien-giang-2024", "35/QĐ-BNV", "về ban hành Kế hoạch thông tin, tuyên truyền cải cách hành chính năm 2024"),
    ],
)  # fmt: skip
def test_titles_in_the_plans(plan: str, number: str, title: str) -> None:
    source = read(PLANS / f"{plan}.txt")
    citation = next(c for c in extract_source(source).citations if c.number == number)
    assert citation.title is not None
    assert " ".join(source.text[citation.title.start : citation.title.end].split()) == title


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        (" về thực hiện Nghị quyết", True),
        (", về việc", True),
        (" phê duyệt Đề án", True),
        (" V/v", True),
        ("\nban hành Quy chế", True),
        (" “Về", True),
        (" đến phát triển kinh tế", False),
        (" vềthực hiện", False),
        ("; về", False),
        ("", False),
    ],
)
def test_the_words_that_open_a_title(text: str, opens: bool) -> None:
    assert opens_title(text, 0) is opens

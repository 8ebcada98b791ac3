"""What a cited document is about: where the words begin and end after its number, date and issuer."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from kg.extract.document import extract_source
from kg.extract.rules import spaced
from kg.extract.titles import _COMMA, _END, _LINES, _SIGNS, _WORDS, opens_title
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
    ("text", "expected", "seen"),
    [
        ("Nghị định số 5/2020/NĐ-CP quy định: ", [None], "tnt_a94e2ffb8c7ea677"),
        ("Luật Hải quan số 54/2014/QH13 quy định trị giá hải quan", [None], "tnt_e0b9a318eafcfc30"),
        ("Nghị định 175/2025/NĐ-CP quy định từ ngày 01/7/2025", [None], "tnt_28219392db3ee2e0"),
        ("Thông tư số 19/2017/TT-BTC thực hiện theo chế độ hiện hành", [None], "rag_03-2017-nq-hnd"),
        ("Luật Thương mại về hoạt động xúc tiến thương mại", [None], "tnt_00e8b0e4daffc2ef"),
        ("Thông tư số 226/2016/TT-BTC quy định mức thu phí chứng thực.\n5\n2.001008\nChứng thực chữ ký",
         ["quy định mức thu phí chứng thực"], "tnt_640111ea8077e047"),
        ("Thông tư liên tịch số 47/2009/TTLT-BTC-BLĐTBXH ngày 11 tháng 3 năm 2009 của Bộ Tài chính - Bộ Lao động -"
         " Thương binh và Xã hội hướng dẫn cấp phát kinh phí;", ["hướng dẫn cấp phát kinh phí"], "cong_01"),
        ("Thông tư liên tịch số 05/2010/TTLT-BCA-BTC ngày 8 tháng 11 năm 2010 của liên Bộ Công an, Bộ Tài chính hướng"
         " dẫn thực hiện Quyết định số 53/2010/QĐ-TTg;",
         ["hướng dẫn thực hiện Quyết định số 53/2010/QĐ-TTg", None], "cong_02"),
        ("Nghị quyết số 65/2012/NQ-HĐND ngày 14/12/2012 của Hội đồng nhân dân tỉnh Gia Lai khóa X, Kỳ họp thứ Tư về"
         " việc quy định mức trích.", ["về việc quy định mức trích"], "rag_65-2017-nq-hnd"),
        ("Nghị định số 03/2017/NĐ-CP (đã được sửa đổi, bổ sung tại Nghị định số 145/2024/NĐ-CP) của Chính phủ về kinh"
         " doanh casino;", ["về kinh doanh casino", None], "tnt_0326977b5d611b9a"),
        ("Nghị quyết số 01/2016/NQ-HĐND ngày 23/6/2016 của HĐND tỉnh Trà Vinh phê chuẩn mức thu lệ phí hộ tịch.",
         ["phê chuẩn mức thu lệ phí hộ tịch"], "rag_37-2017-nq-hnd"),
        ("Quyết định số 05/QĐ-BCĐ ngày 08/7/2013 của Trưởng Ban Chỉ đạo Nhà nước về Du lịch ban hành Quy chế;",
         ["ban hành Quy chế"], "tnt_322358d6040a153b"),
        ("Nghị định số 55/2023/NĐ-CP ngày 21 tháng 7 năm 2023 của Chính phủ về mức hưởng, có hiệu lực kể từ ngày 05/9;",
         ["về mức hưởng"], "cong_05"),
        ("Nghị quyết số 1314/NQ-UBTVQH15 về việc sắp xếp xã giai đoạn 2023-2025: các xã Hồng Bắc",
         ["về việc sắp xếp xã giai đoạn 2023-2025"], "tnt_592501a25aaf5012"),
        ("Hướng dẫn số 12-HD/BTCTW ngày 06/6/2022 của Ban Tổ chức Trung ương về nghiệp vụ công tác đảng viên[1].",
         ["về nghiệp vụ công tác đảng viên"], "tnt_c49a5afadf61b342"),
        ("Công văn số 4301/CT-TK ngày 03/10/2025 của Thuế thành phố Hà Nội về thuế GTGT. Về vấn đề này, Cục Thuế có ý"
         " kiến như sau:", ["về thuế GTGT"], "tnt_cf07a5ebd65d1318"),
        ('Quyết định số 749/QĐ-TTg ngày 03/6/2020 phê duyệt "Chương trình Chuyển đổi số quốc gia";',
         ['phê duyệt "Chương trình Chuyển đổi số quốc gia"'], "tnt_001c610b2efdcf0c"),
        ("“theo Nghị quyết số 976/NQ-CP về cải cách hành chính”", ["về cải cách hành chính"], "tnt_e3cc96834c0a575f"),
        # A page number in the middle of a title is no row of a table.
        ("Nghị định số 165/2016/NĐ-CP ngày 24/12/2016 của Chính phủ quy định về lĩnh vực quốc\n2\nphòng, an ninh;",
         ["quy định về lĩnh vực quốc 2 phòng, an ninh"], "hn_VanBanGoc-Q-03-2025"),
    ],
)  # fmt: skip
def test_titles_of_the_corpus(text: str, expected: list[str | None], seen: str) -> None:
    assert titles(text) == expected, seen


@pytest.mark.parametrize(("pattern", "words"), [*_SIGNS, *_COMMA, *_WORDS])
def test_what_ends_a_title_does(pattern: str, words: str) -> None:
    assert re.search(spaced(pattern), f"x{words}")
    assert _END.search(f"thủ tục{words} a")


@pytest.mark.parametrize(("pattern", "words"), _LINES)
def test_what_begins_the_next_line_ends_a_title(pattern: str, words: str) -> None:
    match = _END.search(f"thủ tục{words} a")
    assert match is not None
    assert match.start() == len("thủ tục"), pattern


def test_a_title_is_found_in_a_short_time_in_white_space() -> None:
    text = "Quyết định số 8/QĐ-TTg về thuế" + " \n" * 4000 + "x"
    assert titles(text) == ["về thuế"]


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

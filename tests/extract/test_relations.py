"""Each relation of the records, in small texts: real forms (survey, section 12; GUIDE), invented numbers."""

from __future__ import annotations

import hashlib
import typing

import pytest

from kg.extract.document import extract_source
from kg.models import Document, Relation, Source

Read: typing.TypeAlias = list[tuple[str, str, int | None]]


def extract(text: str) -> Document:
    return extract_source(Source("t.txt", text, hashlib.sha256(text.encode()).hexdigest()))


def plan(
    body: str = "", *, preamble: str = "", title: str = "Tuyên truyền cải cách hành chính", annex: str = ""
) -> str:
    return f"""ỦY BAN NHÂN DÂN
TỈNH QUẢNG NINH

Số: 980/KH-UBND

Quảng Ninh, ngày 18 tháng 11 năm 2025

KẾ HOẠCH
{title}

{preamble}

I. MỤC ĐÍCH, YÊU CẦU

{body}

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Bình

{annex}"""


def decision(articles: str, *, title: str = "Quy định một số nội dung về cải cách hành chính", annex: str = "") -> str:
    return f"""ỦY BAN NHÂN DÂN
TỈNH QUẢNG NINH

Số: 980/2025/QĐ-UBND

Quảng Ninh, ngày 18 tháng 11 năm 2025

QUYẾT ĐỊNH
{title}

ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH

Căn cứ Luật Đất đai;

QUYẾT ĐỊNH:

{articles}

Nơi nhận:
- Như Điều 3;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Bình

{annex}"""


def read(text: str) -> Read:
    """(number, relation, subject) of each citation; the decisions' own basis is left out."""
    citations = extract(text).citations
    return [(c.number, c.relation, c.subject) for c in citations if c.number != "Luật Đất đai"]


def links(text: str) -> list[tuple[str | None, str, str]]:
    """(number of the document that acts, relation, number of the one acted on)."""
    document = extract(text)
    numbers = [c.number for c in document.citations]
    return [(None if k.subject is None else numbers[k.subject], k.relation, numbers[k.object]) for k in document.links]


PREAMBLES: list[tuple[str, Read]] = [
    ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
     [("Luật Tổ chức chính quyền địa phương", "basis", None)]),
    ("Thực hiện Quyết định số 935/QĐ-BNV ngày 22/01/2025 của Bộ Nội vụ về tuyên truyền; Quyết định số 936/QĐ-UBND ngày"
     " 11/01/2025 của UBND tỉnh, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
     [("935/QĐ-BNV", "basis", None), ("936/QĐ-UBND", "basis", None)]),
    ("Triển khai Nghị quyết số 976/NQ-CP ngày 15/7/2025 của Chính phủ, UBND tỉnh ban hành Kế hoạch như sau:",
     [("976/NQ-CP", "basis", None)]),
    ("Theo đề nghị của Sở Nội vụ tại Tờ trình số 906/TTr-SNV ngày 25/01/2025 và ý kiến của thành viên UBND tỉnh"
     " tại Văn bản"
     " số 924/VP.UBND-NC ngày 29/01/2025;",
     [("906/TTr-SNV", "proposal", None), ("924/VP.UBND-NC", "proposal", None)]),
    ("Xét Tờ trình số 900/TTr-UBND ngày 18 tháng 6 năm 2025; Báo cáo thẩm tra số 960/BC-BPC ngày 30 tháng 6 năm"
     " 2025 của"
     " Ban Pháp chế Hội đồng nhân dân tỉnh;", [("900/TTr-UBND", "proposal", None), ("960/BC-BPC", "proposal", None)]),
    ("Căn cứ Nghị định số 948/2013/NĐ-CP ngày 14/5/2013 của Chính phủ sửa đổi, bổ sung một số điều Nghị định số"
     " 963/2010/NĐ-CP ngày 08/6/2010 về kiểm soát thủ tục hành chính, Nghị định số 992/2017/NĐ-CP ngày 07/8/2017;",
     [("948/2013/NĐ-CP", "basis", None), ("963/2010/NĐ-CP", "amends", 0), ("992/2017/NĐ-CP", "basis", None)]),
    ("Căn cứ Nghị định số 961/2018/NĐ-CP ngày 23/4/2018 được sửa đổi, bổ sung bởi Nghị định số 907/2021/NĐ-CP;",
     [("961/2018/NĐ-CP", "basis", None), ("907/2021/NĐ-CP", "cites", None)]),
    ("Căn cứ Luật Sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế số 946/2014/QH13 ngày 13/6/2014;",
     [("946/2014/QH13", "basis", None), ("Luật Bảo hiểm y tế", "amends", 0)]),
    ("Căn cứ kết quả thực hiện năm 2024; Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:", []),
]  # fmt: skip


@pytest.mark.parametrize(("preamble", "relations"), PREAMBLES)
def test_in_the_preamble(preamble: str, relations: Read) -> None:
    assert read(plan(preamble=preamble)) == relations


# What one cited document does to another: relation, its text.
ACTS = [
    ("amends", "Nghị định số 907/2021/NĐ-CP ngày 06/12/2021 của Chính phủ về sửa đổi, bổ sung một số điều của"
               " Nghị định số"
               " 961/2018/NĐ-CP ngày 23/4/2018 của Chính phủ."),
    ("replaces", "Quyết định số 912/2025/QĐ-UBND ngày 01/3/2025 của UBND tỉnh thay thế Quyết định số"
                 " 905/2024/QĐ-UBND."),
    ("repeals", "Nghị quyết số 911/NQ-HĐND ngày 01/3/2025 của HĐND tỉnh về việc bãi bỏ Nghị quyết số 910/NQ-HĐND."),
    ("guides", "Thông tư số 901/2018/TT-VPCP ngày 23/11/2018 của Văn phòng Chính phủ hướng dẫn thi hành một số"
               " quy định của"
               " Nghị định số 961/2018/NĐ-CP ngày 23/4/2018."),
    ("guides", "Thông tư số 933/2025/TT-BTC ngày 01/10/2025 quy định chi tiết một số điều của Luật Quản lý thuế."),
    ("implements", "Kế hoạch số 900/KH-UBND ngày 10/8/2023 của UBND tỉnh về thực hiện Nghị quyết số 927-NQ/TW."),
    ("corrects", "Quyết định số 951/QĐ-UBND ngày 01/10/2025 của UBND tỉnh về việc đính chính Quyết định số"
                 " 950/QĐ-UBND."),
    ("consolidates", "Văn bản hợp nhất số 910/VBHN-BGDĐT ngày 14/3/2014 hợp nhất Thông tư số 909/2008/TT-BGDĐT."),
    ("suspends", "Thông tư số 933/2025/TT-BTC ngày 01/10/2025 của Bộ Tài chính quy định ngưng hiệu lực thi hành"
                 " Thông tư số"
                 " 932/2025/TT-BTC ngày 01/9/2025."),
    ("extends", "Nghị quyết số 907/2020/QH14 ngày 10/6/2020 về kéo dài thời hạn miễn thuế sử dụng đất nông nghiệp"
                " được quy"
                " định tại Nghị quyết số 955/2010/QH12."),
    ("extends", "Nghị quyết số 907/2025/QH15 ngày 10/6/2025 về kéo dài thời gian thực hiện Nghị quyết số"
                " 955/2022/QH15."),
    ("revokes", "Quyết định số 952/QĐ-UBND ngày 01/10/2025 của UBND tỉnh về việc thu hồi Quyết định số 950/QĐ-UBND."),
    ("revokes", "Quyết định số 953/QĐ-UBND ngày 02/10/2025 về việc hủy bỏ Quyết định số 949/QĐ-UBND."),
]  # fmt: skip


@pytest.mark.parametrize(("relation", "body"), ACTS)
def test_one_cited_document_acts_on_another(relation: str, body: str) -> None:
    (one, first, nobody), (two, second, subject) = read(plan(body))
    assert (first, nobody) == ("cites", None)
    assert (second, subject) == (relation, 0)
    assert links(plan(body)) == [(one, relation, two)]


# What the document itself does, in its operative text or title.
OWN: list[tuple[str, Read]] = [
    ("Điều 1. Bãi bỏ toàn bộ Quyết định số 910/2011/QĐ-UBND ngày 02/3/2011 của UBND tỉnh.",
     [("910/2011/QĐ-UBND", "repeals", None)]),
    ("Điều 1. Bãi bỏ Quyết định số 910/2011/QĐ-UBND, Quyết định số 911/2011/QĐ-UBND và Quyết định số"
     " 912/2011/QĐ-UBND.",
     [(f"{n}/2011/QĐ-UBND", "repeals", None) for n in (910, 911, 912)]),
    ("Điều 1. Bãi bỏ toàn bộ các Quyết định sau đây:\n\n1. Quyết định số 910/2011/QĐ-UBND ngày 02/3/2011.\n\n2."
     " Quyết định số"
     " 911/2011/QĐ-UBND ngày 02/3/2011.", [("910/2011/QĐ-UBND", "repeals", None), ("911/2011/QĐ-UBND",
      "repeals", None)]),
    ("Điều 2. Quyết định này có hiệu lực từ ngày 01/12/2025 và thay thế Quyết định số 905/2024/QĐ-UBND ngày"
     " 22/01/2024.",
     [("905/2024/QĐ-UBND", "replaces", None)]),
    ("Điều 3. Nghị quyết số 912/NQ-HĐND ngày 01/3/2020 của HĐND tỉnh hết hiệu lực kể từ ngày 01/12/2025.",
     [("912/NQ-HĐND", "repeals", None)]),
    ("Điều 3. Các Nghị quyết của Hội đồng nhân dân tỉnh sau đây hết hiệu lực kể từ ngày 01/12/2025:\n\n1. Nghị"
     " quyết số"
     " 910/2011/NQ-HĐND ngày 02/3/2011.", [("910/2011/NQ-HĐND", "repeals", None)]),
    ("Điều 1. Sửa đổi, bổ sung một số điều của Quy định ban hành kèm theo Quyết định số 910/2011/QĐ-UBND ngày"
     " 02/3/2011.",
     [("910/2011/QĐ-UBND", "amends", None)]),
    ("Điều 2. Bãi bỏ điểm a khoản 1 Điều 3 Quyết định số 908/2011/QĐ-UBND.", [("908/2011/QĐ-UBND", "repeals", None)]),
    ("Điều 1. Quy định chi tiết khoản 2 Điều 5 Nghị định số 961/2018/NĐ-CP.", [("961/2018/NĐ-CP", "guides", None)]),
    ("Điều 3. Thực hiện theo quy định tại Nghị định số 961/2018/NĐ-CP.", [("961/2018/NĐ-CP", "cites", None)]),
    # An article's own heading heads its items, and what is said before a colon holds for those after semicolons.
    ("Điều 1. Bãi bỏ toàn bộ một số văn bản của Ủy ban nhân dân tỉnh\n\n1. Quyết định số 904/2000/QĐ-UB về"
     " nước sạch.\n\n2. Quyết định số 963/2002/QĐ-UB.",  # tnt_346647ab456312c0
     [("904/2000/QĐ-UB", "repeals", None), ("963/2002/QĐ-UB", "repeals", None)]),
    ("Điều 9. Quyết định này có hiệu lực từ ngày 01/3/2025 và thay thế các quyết định: Quyết định số 926/2024/QĐ-UBND"
     " về cơ cấu tổ chức; Quyết định số 925/2024/QĐ-UBND.",  # hn_VanBanGoc-Q-19-2025
     [("926/2024/QĐ-UBND", "replaces", None), ("925/2024/QĐ-UBND", "replaces", None)]),
    ("Điều 4. Quyết định số 978/2016/QĐ-UBND ngày 21/12/2016 quy định điều kiện hỗ trợ; Quyết định số 948/2020/QĐ-UBND"
     " hết hiệu lực kể từ ngày 01/12/2025.",  # tnt_51e961df2382e070, tnt_ca6ff32db1f99d30
     [("978/2016/QĐ-UBND", "repeals", None), ("948/2020/QĐ-UBND", "repeals", None)]),
    # Line by line: each label begins a clause of its own (tnt_d2c5b73468786a99, tnt_d5f01e57dbf5a890).
    ("Điều 2. Hiệu lực\n1. Các quyết định sau hết hiệu lực kể từ ngày 01/12/2025:\na) Quyết định số 908/2019/QĐ-UBND"
     " ngày 25/3/2019 của UBND tỉnh ban hành Quy định về đê năm 2019.\nb) Quyết định số 944/2023/QĐ-UBND.",
     [("908/2019/QĐ-UBND", "repeals", None), ("944/2023/QĐ-UBND", "repeals", None)]),
    ("Điều 2. Bãi bỏ\nb) Bãi bỏ Nghị quyết số 910/2022/NQ-HĐND quy định mức chi trên địa bàn tỉnh.\nc) Bãi bỏ toàn bộ"
     " Nghị quyết số 927/2023/NQ-HĐND.",
     [("910/2022/NQ-HĐND", "repeals", None), ("927/2023/NQ-HĐND", "repeals", None)]),
    ("Điều 2. Quyết định này có hiệu lực kể từ ngày ký; đồng thời thay thế Quyết định số 899/QĐ-UBND.",  # tnt_5be2
     [("899/QĐ-UBND", "replaces", None)]),
    # What is supplemented or adjusted is no document (tnt_317a61c94fc776ca, tnt_54c3026bc7bb5cb7).
    ("Điều 4. Điều chỉnh mức giá cao hơn mức giá quy định tại khoản 1 Điều 4 Quyết định số 915/2025/QĐ-TTg.",
     [("915/2025/QĐ-TTg", "cites", None)]),
    ("Điều 1. Giải pháp bổ sung, tăng cường đối với nhà đưa vào sử dụng trước khi Luật số 927/2001/QH10 có hiệu lực.",
     [("927/2001/QH10", "cites", None)]),
    # Laws are changed by laws alone (mp_03-NQ-CP); the documents that guide a law are others (tnt_54c3026bc7bb5cb7).
    ("Điều 3. Sửa đổi Luật Khoa học và công nghệ năm 2013.", [("Luật Khoa học và công nghệ", "cites", None)]),
    ("Điều 3. Mức chi theo quy định của Chính phủ hướng dẫn thi hành một số điều của Luật Đấu thầu.",
     [("Luật Đấu thầu", "cites", None)]),
    # It is the head that expires, not what its title names (tnt_51e961df2382e070).
    ("Điều 3. Quyết định số 948/2020/QĐ-UBND ngày 30/7/2020 của UBND tỉnh về mức khoán theo Nghị định số 916/2016/NĐ-CP"
     " ngày 18/7/2016 của Chính phủ hết hiệu lực kể từ ngày 01/12/2025.",
     [("948/2020/QĐ-UBND", "repeals", None), ("916/2016/NĐ-CP", "cites", None)]),
    # The act goes on with a part of another document (tnt_3c5c52374e60b28b).
    ("Điều 2. Bãi bỏ thủ tục hành chính có số thứ tự 8 tại Quyết định số 927/QĐ-UBND ngày 06/5/2025 của Chủ tịch UBND"
     " tỉnh và thủ tục hành chính có số thứ tự 01 tại Quyết định số 959/QĐ-UBND ngày 01/10/2024.",
     [("927/QĐ-UBND", "repeals", None), ("959/QĐ-UBND", "repeals", None)]),
    # What was promulgated with a document expires with it (tnt_82483d7fa7f7a186).
    ("Điều 2. Các Danh mục được ban hành kèm theo Quyết định số 911/QĐ-UBND ngày 22/8/2025 sau đây hết hiệu lực.",
     [("911/QĐ-UBND", "repeals", None)]),
    # An act is stronger than what the title says of expiry (tnt_f411a708bcdcfda7).
    ("Điều 3. Sửa đổi, bổ sung Quyết định số 916/QĐ-UBND ngày 15/8/2025 về việc công bố thủ tục bị bãi bỏ.",
     [("916/QĐ-UBND", "amends", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("articles", "relations"), OWN)
def test_the_document_itself_acts(articles: str, relations: Read) -> None:
    assert read(decision(articles)) == relations


@pytest.mark.parametrize(
    ("title", "number", "relation"),
    [
        (
            "Sửa đổi, bổ sung một số điều của Quyết định số 910/2011/QĐ-UBND ngày 02/3/2011",
            "910/2011/QĐ-UBND",
            "amends",
        ),
        ("Bãi bỏ Quyết định số 910/2011/QĐ-UBND ngày 02/3/2011 của UBND tỉnh", "910/2011/QĐ-UBND", "repeals"),
        ("Về việc bãi bỏ Quyết định số 910/2011/QĐ-UBND", "910/2011/QĐ-UBND", "repeals"),  # hn_VanBanGoc-Q-05-2025
        ("Đính chính Quyết định số 910/2011/QĐ-UBND ngày 02/3/2011", "910/2011/QĐ-UBND", "corrects"),
        ("Quy định chi tiết một số điều của Nghị định số 961/2018/NĐ-CP", "961/2018/NĐ-CP", "guides"),
    ],
)
def test_the_title_says_what_the_document_does(title: str, number: str, relation: str) -> None:
    assert read(decision("Điều 1. Phạm vi điều chỉnh.", title=title)) == [(number, relation, None)]


def test_a_decision_promulgates_a_plan_that_implements_what_its_title_names() -> None:
    """In the article and in the annex's heading too (tnt_001c610b2efdcf0c)."""
    text = decision(
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch triển khai Quyết định số 906/QĐ-TTg ngày 02/01/2025.",
        title="Về việc ban hành Kế hoạch triển khai Quyết định số 906/QĐ-TTg ngày 02/01/2025",
        annex="KẾ HOẠCH\n\nTRIỂN KHAI QUYẾT ĐỊNH SỐ 906/QĐ-TTG NGÀY 02/01/2025\n\n"
        "1. Phổ biến Quyết định số 906/QĐ-TTg.",
    )
    assert [relation for _, relation, _ in read(text)] == ["implements", "implements", "implements", "cites"]


def test_what_an_annex_proposes_is_not_done() -> None:
    annex = "PHỤ LỤC\nPHƯƠNG ÁN\n\n1.2. Kiến nghị thực thi\n\nSửa đổi khoản 2 Điều 5 Nghị định số 947/2025/NĐ-CP."
    assert read(decision("Điều 1. Phê duyệt phương án.", title="Phê duyệt phương án cắt giảm", annex=annex)) == [
        ("947/2025/NĐ-CP", "cites", None)
    ]


def test_a_plan_implements_what_its_title_names_and_only_cites_it_afterwards() -> None:
    text = plan(
        "Tuyên truyền Nghị quyết số 976/NQ-CP.",
        title="Thực hiện Nghị quyết số 976/NQ-CP ngày 15/7/2025 của Chính phủ",
        preamble="Ủy ban nhân dân tỉnh ban hành Kế hoạch thực hiện Nghị quyết số 976/NQ-CP như sau:",
    )
    assert [relation for _, relation, _ in read(text)] == ["implements", "implements", "cites"]


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("Đề án đổi mới cơ chế một cửa được phê duyệt tại Quyết định số 968/QĐ-TTg ngày 27/3/2021.", ["968/QĐ-TTg"]),
        ("Bộ chỉ số ban hành\ntại Quyết định số 942/QĐ-TTg ngày 15/6/2021.", ["942/QĐ-TTg"]),
        ("Quy chế ban hành kèm theo Quyết định số 942/QĐ-TTg.", ["942/QĐ-TTg"]),
        ("Quy hoạch phê duyệt tại các Quyết định: số 942/QĐ-TTg ngày 15/6/2021, số 943/QĐ-TTg ngày 16/6/2021.",
         ["942/QĐ-TTg", "943/QĐ-TTg"]),
    ],
)  # fmt: skip
def test_promulgated_by(body: str, numbers: list[str]) -> None:
    assert read(plan(body)) == [(number, "promulgated_by", None) for number in numbers]


@pytest.mark.parametrize(
    "note",
    [
        "(Kèm theo Kế hoạch số 980/KH-UBND ngày 18/11/2025 của UBND tỉnh)",
        "(Ban hành kèm theo Kế hoạch số 980 /KH-UBND ngày 18 tháng 11 năm 2025)",
        "(Kèm theo Quyết định số 980/KH-UBND ngày 18/11/2025 của UBND tỉnh)",  # a slip, rag_18-2017-nq-hnd
        "(Kèm theo Kế hoạch số /KH-UBND ngày /11/2025 của Ủy ban nhân dân tỉnh)",
        "(Kèm theo Kế hoạch số:\n/KH-UBND ngày / /2025 của UBND tỉnh)",
    ],
)
def test_an_annex_names_the_document_itself(note: str) -> None:
    ((_, relation, subject),) = read(plan("Nhiệm vụ theo Phụ lục.", annex=f"PHỤ LỤC\n{note}\n\nNội dung"))
    assert (relation, subject) == ("self", None)


def test_a_blank_number_of_another_year_s_series_is_the_document_itself_too() -> None:
    note = "QUY CHẾ\n(Ban hành kèm theo Quyết định số …/2025/QĐ-UBND ngày / /2025 của UBND tỉnh)\n\nĐiều 1. Phạm vi"
    assert read(decision("Điều 1. Ban hành Quy chế.", annex=note)) == [("/2025/QĐ-UBND", "self", None)]


@pytest.mark.parametrize(
    "body",
    [
        "Tuyên truyền Nghị quyết số 976/NQ-CP ngày 15/7/2021 của Chính phủ.",
        "Đề án một cửa theo Quyết định số 950/QĐ-TTg.",  # GUIDE
        "Tham mưu UBND tỉnh ban hành Quyết định thay thế Quyết định số 915/2021/QĐ-UBND ngày 01/3/2021.",  # GUIDE
        "Rà soát, đề xuất sửa đổi, bổ sung Quyết định số 915/2021/QĐ-UBND ngày 01/3/2021.",
        "Thông tin về Kế hoạch số 980/KH-UBND ngày 05/02/2020 của UBND tỉnh Nghệ An.",
    ],
)
def test_what_only_cites(body: str) -> None:
    ((_, relation, subject),) = read(plan(body))
    assert (relation, subject) == ("cites", None)


CHAINS: list[tuple[str, Read, list[tuple[str | None, str, str]]]] = [
    # Outside the preamble the document acted on is the one amended (GUIDE).
    ("Triển khai Nghị định số 961/2018/NĐ-CP ngày 23/4/2018 (sửa đổi, bổ sung tại Nghị định số 907/2021/NĐ-CP).",
     [("961/2018/NĐ-CP", "amends", 1), ("907/2021/NĐ-CP", "cites", None)],
     [("907/2021/NĐ-CP", "amends", "961/2018/NĐ-CP")]),
    ("Luật Lâm nghiệp số 916/2017/QH14 được sửa đổi, bổ sung bởi Luật số 917/2023/QH15, Luật số 931/2024/QH15.",
     [("916/2017/QH14", "amends", 1), ("917/2023/QH15", "cites", None), ("931/2024/QH15", "cites", None)],
     [("917/2023/QH15", "amends", "916/2017/QH14"), ("931/2024/QH15", "amends", "916/2017/QH14")]),
    # Each one's subject is the nearest before it that acts on it (GUIDE).
    ("Kế hoạch số 900/KH-UBND ngày 10/8/2023 của UBND tỉnh về thực hiện Chương trình hành động số 932-CTr/TU ngày"
     " 01/6/2023"
     " của Tỉnh ủy thực hiện Nghị quyết số 927-NQ/TW ngày 09/11/2022.",
     [("900/KH-UBND", "cites", None), ("932-CTr/TU", "implements", 0), ("927-NQ/TW", "implements", 1)],
     [("900/KH-UBND", "implements", "932-CTr/TU"), ("932-CTr/TU", "implements", "927-NQ/TW")]),
    # The items of a list share the act.
    ("Nghị định số 907/2021/NĐ-CP ngày 06/12/2021 của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số"
     " 961/2018/NĐ-CP,"
     " Nghị định số 945/2020/NĐ-CP và Nghị định số 963/2010/NĐ-CP.",
     [("907/2021/NĐ-CP", "cites", None), ("961/2018/NĐ-CP", "amends", 0), ("945/2020/NĐ-CP", "amends", 0),
      ("963/2010/NĐ-CP", "amends", 0)],
     [("907/2021/NĐ-CP", "amends", n) for n in ("961/2018/NĐ-CP", "945/2020/NĐ-CP", "963/2010/NĐ-CP")]),
    # A sibling after the comma stands for itself.
    ("Kế hoạch số 900/KH-UBND ngày 10/8/2023 của UBND tỉnh về thực hiện Nghị quyết số 927-NQ/TW ngày 09/11/2022"
     " của Ban Chấp"
     " hành Trung ương Đảng về nhà nước pháp quyền, Kế hoạch số 918/KH-UBND ngày 22/8/2023 của UBND tỉnh về thực"
     " hiện Chỉ thị"
     " số 935-CT/TU ngày 11/7/2023.",
     [("900/KH-UBND", "cites", None), ("927-NQ/TW", "implements", 0), ("918/KH-UBND", "cites", None),
      ("935-CT/TU", "implements", 2)],
     [("900/KH-UBND", "implements", "927-NQ/TW"), ("918/KH-UBND", "implements", "935-CT/TU")]),
    # A short form that the text defines says nothing of its own.
    ("Nghị định số 931/2013/NĐ-CP ngày 09/4/2013 của Chính phủ (sau đây viết tắt là Nghị định số 931/2013/NĐ-CP).",
     [("931/2013/NĐ-CP", "cites", None), ("931/2013/NĐ-CP", "cites", None)], []),
    # B is of A's type, and stands beside A (cong_06, tnt_5545b1799f2968c0).
    ("Nghị định số 934/2016/NĐ-CP ngày 14/5/2016 quy định chi tiết Luật Giá và Nghị định số 954/2020/NĐ-CP.",
     [("934/2016/NĐ-CP", "cites", None), ("Luật Giá", "guides", 0), ("954/2020/NĐ-CP", "cites", None)],
     [("934/2016/NĐ-CP", "guides", "Luật Giá")]),
    ("Nghị định số 961/2018/NĐ-CP có hiệu lực từ ngày 21/6/2018 và thay thế Quyết định số 909/2015/QĐ-TTg.",
     [("961/2018/NĐ-CP", "cites", None), ("909/2015/QĐ-TTg", "replaces", 0)],
     [("961/2018/NĐ-CP", "replaces", "909/2015/QĐ-TTg")]),
    # Objects of one act, parted by a title or named with a provision (tnt_b3bb1db5fda14e02, cong_33).
    ("Thông tư số 932/2025/TT-BTC ngày 31/5/2025 hướng dẫn thực hiện Nghị định số 923/2020/NĐ-CP quy định"
     " về hóa đơn, Nghị định số 970/2025/NĐ-CP ngày 20/3/2025.",
     [("932/2025/TT-BTC", "cites", None), ("923/2020/NĐ-CP", "guides", 0), ("970/2025/NĐ-CP", "guides", 0)],
     [("932/2025/TT-BTC", "guides", "923/2020/NĐ-CP"), ("932/2025/TT-BTC", "guides", "970/2025/NĐ-CP")]),
    ("Nghị định số 962/2025/NĐ-CP ngày 04/3/2025 của Chính phủ quy định chi tiết thi hành Luật Điện lực.",
     [("962/2025/NĐ-CP", "cites", None), ("Luật Điện lực", "guides", 0)],
     [("962/2025/NĐ-CP", "guides", "Luật Điện lực")]),
    # "bãi bỏ … tại N" is active (hn_VanBanGoc-Q-10-2025).
    ("Quyết định số 929/2024/QĐ-UBND ngày 06/5/2024 bãi bỏ một số nội dung tại Quyết định số 901/2023/QĐ-UBND.",
     [("929/2024/QĐ-UBND", "cites", None), ("901/2023/QĐ-UBND", "repeals", 0)],
     [("929/2024/QĐ-UBND", "repeals", "901/2023/QĐ-UBND")]),
    # An annex that another document has amended since (tnt_82483d7fa7f7a186).
    ("Mẫu B37, Phụ lục ban hành kèm theo Nghị định số 995/2023/NĐ-CP ngày 29/12/2023 của Chính phủ được sửa đổi tại"
     " Nghị định số 924/2025/NĐ-CP.",
     [("995/2023/NĐ-CP", "amends", 1), ("924/2025/NĐ-CP", "cites", None)],
     [("924/2025/NĐ-CP", "amends", "995/2023/NĐ-CP")]),
    # A heading of a consolidated text: each paragraph below it amends (cong_06).
    ("Thông tư số 905/2013/TT-BTC ngày 15/5/2013 của Bộ Tài chính về thuế, có hiệu lực từ ngày 01/7/2013, được sửa đổi,"
     " bổ sung bởi:\n\nThông tư số 941/2013/TT-BTC, có hiệu lực từ ngày 05/01/2014.\n\nThông tư số 918/2022/TT-BTC.",
     [("905/2013/TT-BTC", "amends", 1), ("941/2013/TT-BTC", "cites", None), ("918/2022/TT-BTC", "cites", None)],
     [("941/2013/TT-BTC", "amends", "905/2013/TT-BTC"), ("918/2022/TT-BTC", "amends", "905/2013/TT-BTC")]),
    ("Nghị định số 961/2018/NĐ-CP và Nghị định số 907/2021/NĐ-CP được hợp nhất tại Văn bản hợp nhất số 904/VBHN-VPCP.",
     [("961/2018/NĐ-CP", "consolidates", 2), ("907/2021/NĐ-CP", "consolidates", 2), ("904/VBHN-VPCP", "cites", None)],
     [("904/VBHN-VPCP", "consolidates", "961/2018/NĐ-CP"), ("904/VBHN-VPCP", "consolidates", "907/2021/NĐ-CP")]),
    ("Luật Sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư và Luật Đấu thầu ngày 29/11/2024 có hiệu lực.",
     [("Luật Sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư và Luật Đấu thầu", "cites", None),
      ("Luật Quy hoạch", "amends", 0), ("Luật Đầu tư", "amends", 0), ("Luật Đấu thầu", "amends", 0)],
     [("Luật Sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư và Luật Đấu thầu", "amends", n)
      for n in ("Luật Quy hoạch", "Luật Đầu tư", "Luật Đấu thầu")]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "relations", "statements"), CHAINS)
def test_chains_and_lists(body: str, relations: Read, statements: list[tuple[str | None, str, str]]) -> None:
    assert read(plan(body)) == relations
    assert links(plan(body)) == statements


def test_a_passive_chain_in_the_preamble_is_a_link_of_its_own() -> None:
    text = plan(preamble="Căn cứ Nghị định số 961/2018/NĐ-CP được sửa đổi, bổ sung bởi Nghị định số 907/2021/NĐ-CP;")
    assert links(text) == [("907/2021/NĐ-CP", "amends", "961/2018/NĐ-CP")]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        (plan(preamble="Căn cứ Luật Nhà ở;"), "căn cứ"),
        (plan(preamble="Thực hiện Quyết định số 935/QĐ-BNV ngày 22/01/2025;"), "thực hiện"),
        (plan(preamble="Xét Tờ trình số 900/TTr-UBND;"), "xét"),
        (plan("Quy chế ban hành\nkèm theo Quyết định số 942/QĐ-TTg."), "ban hành kèm theo"),
        (decision("Điều 1. Bãi bỏ toàn bộ Quyết định số 910/2011/QĐ-UBND."), "bãi bỏ"),
        (plan("Nghị định số 961/2018/NĐ-CP (sửa đổi, bổ sung tại Nghị định số 907/2021/NĐ-CP)."), "sửa đổi"),
    ],
)
def test_the_cue_is_the_words_that_decided(text: str, cue: str) -> None:
    citations = [c for c in extract(text).citations if c.number != "Luật Đất đai"]
    assert citations[0].cue == cue


def test_every_relation_has_a_case_here() -> None:
    shown = {relation for relation, _ in ACTS}
    shown |= {relation for _, cases in (*PREAMBLES, *OWN) for _, relation, _ in cases}
    assert shown | {"promulgated_by", "self"} == set(typing.get_args(Relation))


def test_a_list_may_be_longer_than_any_window() -> None:
    """The 53 decisions of tnt_329d9e978debfeec stand far below their heading."""
    title = "của Ủy ban nhân dân tỉnh về việc giao chỉ tiêu xây dựng lực lượng và huy động ngành y tế"
    items = "\n".join(f"{n}. Quyết định số {900 + n}/2000/QĐ-UB ngày 21/8/2000 {title}." for n in range(1, 61))
    found = read(decision(f"Điều 2. Bãi bỏ các văn bản quy phạm pháp luật, cụ thể như sau:\n{items}"))
    assert [(relation, subject) for _, relation, subject in found] == [("repeals", None)] * 60

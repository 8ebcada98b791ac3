"""Provisions named before a document (survey, section 9), written out from the smallest unit to the largest."""

from __future__ import annotations

import pytest

from kg.extract.pinpoints import pinpoint_after, pinpoint_before

ONE = [
    ("khoản 2 Điều 5 ", "khoản 2 Điều 5", "GUIDE"),
    ("điểm c, khoản 1 Điều 4 ", "điểm c khoản 1 Điều 4", "survey 9"),
    ("khoản 2 Điều 169 của ", "khoản 2 Điều 169", "cong_12"),
    ("Điều 103\n", "Điều 103", "tnt_46482d81ac8c4f96"),
    ("Điều 8a ", "Điều 8a", "survey 9: inserted"),
    ("khoản 10a Điều 4 ", "khoản 10a Điều 4", "survey 9: inserted"),
    ("điểm đ khoản 2 Điều 198a ", "điểm đ khoản 2 Điều 198a", "survey 9"),
    ("tiết a điểm 5.1 khoản 5 điều 9 của \n", "tiết a điểm 5.1 khoản 5 Điều 9", "hn_VanBanGoc-Q-05-2025"),
    ("tiết g.1, điểm g, khoản 1, Điều 3 ", "tiết g.1 điểm g khoản 1 Điều 3", "tnt_de1ea1a30ca1e0bc"),
    ("điểm d, mục 2.2, khoản 3 Điều 3 ", "điểm d mục 2.2 khoản 3 Điều 3", "survey 9"),
    ("Khoản 2 Mục III Phần I, ", "khoản 2 Mục III Phần I", "survey 9"),
    ("điểm\nb khoản 1 Mục II ", "điểm b khoản 1 Mục II", "tnt_f40e7ad008712591"),
    ("Phụ lục II ", "Phụ lục II", "GUIDE"),
    ("Mục IV ", "Mục IV", "GUIDE"),
    ("Chương III ", "Chương III", "survey 9"),
    ("Phần thứ hai ", "Phần thứ hai", "survey 9"),
    ("gạch đầu dòng thứ 2, điểm a, khoản 6, Điều 1 ", "gạch đầu dòng 2 điểm a khoản 6 Điều 1", "cong_47"),
    ("gạch đầu dòng thứ nhất điểm d khoản 2 mục II ", "gạch đầu dòng thứ nhất điểm d khoản 2 Mục II", "survey 9"),
    ("Mẫu số 19 ban hành kèm theo ", "Mẫu số 19", "tnt_5a80798bbf985e87"),
    ("mẫu số 03/TNDN ban hành kèm ", "Mẫu số 03/TNDN", "tnt_03890575449f6e05"),
    ("mẫu số C74-HĐ/LĐTBXH ban hành theo ", "Mẫu số C74-HĐ/LĐTBXH", "cong_01"),
    ("Mẫu số 08 - Phụ lục I ban hành kèm theo ", "Mẫu số 08 Phụ lục I", "tnt_fcf5e41bf354281b"),
    ("Bảng số 4, ", "Bảng số 4", "rag_10-2017-nq-hnd"),
    ("Mục IV Phần B Phụ lục\n", "Mục IV Phần B Phụ lục", "tnt_5ed85a656c095d25"),
    ("Mục A Phụ lục II ", "Mục A Phụ lục II", "tnt_b1ce4a2380c2c8e3"),
    ("KHOẢN 3, ĐIỀU 1 ", "khoản 3 Điều 1", "rag_120-2017-nq-hnd"),
    ("ĐIỂM B KHOẢN 2 ĐIỀU 29 ", "điểm b khoản 2 Điều 29", "tnt_5f041f5e6645b117"),
    ("Điều 4 (thu nhập miễn thuế) của ", "Điều 4", "tnt_e3cc96834c0a575f"),
    ("Phụ lục II, ban hành kèm theo ", "Phụ lục II", "tnt_d6cbe14c6f6cf724"),
]
LISTS = [
    ("các Điều 4, 5 và 6 của ", ["Điều 4", "Điều 5", "Điều 6"], "tnt_c37e0ca0510350f4"),
    ("các Điều 16, 17 và 18 ", ["Điều 16", "Điều 17", "Điều 18"], "tnt_54c3026bc7bb5cb7"),
    ("khoản 4 và khoản 5 Điều 13 ", ["khoản 4 Điều 13", "khoản 5 Điều 13"], "cong_05"),
    ("các điểm a, b, c và d khoản 1 Điều 18 ", [f"điểm {x} khoản 1 Điều 18" for x in "abcd"], "tnt_046d4a5b8d446144"),
    ("các điểm a, b, c, d, đ và h khoản 2, khoản 3 Điều 91 ",
     [*(f"điểm {x} khoản 2 Điều 91" for x in "abcdđh"), "khoản 3 Điều 91"], "survey 9"),
    ("điểm a, b, c, d, e khoản 2 Điều 198a ", [f"điểm {x} khoản 2 Điều 198a" for x in "abcde"], "tnt_1180a89cc49ca3fe"),
    ("khoản 1 Điều 5; Điều 7 ", ["khoản 1 Điều 5", "Điều 7"], "GUIDE"),
    ("khoản 1 Điều 3, khoản 2 Điều 4 và Điều 9 ", ["khoản 1 Điều 3", "khoản 2 Điều 4", "Điều 9"], "survey 9"),
    ("điểm a khoản 1, điểm b khoản 2 Điều 5 ", ["điểm a khoản 1 Điều 5", "điểm b khoản 2 Điều 5"], "survey 9"),
    ("điểm d khoản 3 hoặc điểm c khoản 4 Điều 198a ", ["điểm d khoản 3 Điều 198a", "điểm c khoản 4 Điều 198a"],
     "tnt_1180a89cc49ca3fe"),
    ("điểm a, l hoặc k khoản 1 Điều 2 của ", [f"điểm {x} khoản 1 Điều 2" for x in "alk"], "tnt_750314c2c5666d56"),
    ("số thứ tự 01,02 mục A và số thứ tự 04,05 mục B - Danh mục TTHC ban hành kèm theo ",
     ["số thứ tự 01 Mục A", "số thứ tự 02 Mục A", "số thứ tự 04 Mục B", "số thứ tự 05 Mục B"],
     "tnt_04e4130eb91f3242"),
    ("Mẫu số 06, 07 ban hành kèm theo ", ["Mẫu số 06", "Mẫu số 07"], "tnt_5be267825b46d313"),
    # Articles and chapters run through the document, and do not lie in the annex named after them.
    ("Chương II, Chương V; các Điều 30, 31; các khoản 2, 3 Điều 32; Phụ lục I, III và IV của ",
     ["Chương II", "Chương V", "Điều 30", "Điều 31", "khoản 2 Điều 32", "khoản 3 Điều 32",
      "Phụ lục I", "Phụ lục III", "Phụ lục IV"], "tnt_e13e31ece6a27b0d"),
    ("Điều 8, Phụ lục VI ban hành kèm theo ", ["Điều 8", "Phụ lục VI"], "cong_05"),
    ("Điều 115 và khoản 4 Phụ lục IV ", ["Điều 115", "khoản 4 Phụ lục IV"], "tnt_54c3026bc7bb5cb7"),
    ("Mục I và các khoản 1, 2 Mục III Phụ lục III.1 ",
     ["Mục I Phụ lục III.1", "khoản 1 Mục III Phụ lục III.1", "khoản 2 Mục III Phụ lục III.1"],
     "tnt_5ed85a656c095d25"),
]  # fmt: skip
RANGES = [
    ("từ Điều 10 đến Điều 13 ", ["Điều 10", "Điều 11", "Điều 12", "Điều 13"], "tnt_3928ef06a8929828"),
    ("Điều 6 đến Điều 9 ", ["Điều 6", "Điều 7", "Điều 8", "Điều 9"], "survey 9"),
    ("từ khoản 1 đến khoản 3 Điều 7 ", ["khoản 1 Điều 7", "khoản 2 Điều 7", "khoản 3 Điều 7"], "survey 9"),
    ("Khoản 1 đến Khoản 3 và Khoản 18 Điều 3 ", [f"khoản {n} Điều 3" for n in (1, 2, 3, 18)], "rag_39-2017-nq-hnd"),
    ("từ điểm a đến điểm đ khoản 2 Điều 5 ", [f"điểm {x} khoản 2 Điều 5" for x in "abcdđ"], "invented"),
    ("các điểm từ e đến k khoản 2 Điều 5 ", [f"điểm {x} khoản 2 Điều 5" for x in "eghik"], "invented"),
    ("từ Chương II đến hết Chương IV của ", ["Chương II", "Chương III", "Chương IV"], "invented"),
    ("các Điều từ Điều 8a đến Điều 8c ", ["Điều 8a", "Điều 8b", "Điều 8c"], "invented"),
    ("điểm 5.1 đến 5.3 khoản 5 Điều 9 ", [f"điểm 5.{n} khoản 5 Điều 9" for n in (1, 2, 3)], "invented"),
    ("Mẫu số 09 đến Mẫu số 11 ban hành kèm theo ", ["Mẫu số 09", "Mẫu số 10", "Mẫu số 11"], "invented"),
    ("từ điểm a đến điểm 3 khoản 2 ", ["điểm a khoản 2", "điểm 3 khoản 2"], "invented: no order is known"),
]


@pytest.mark.parametrize(("before", "normal", "seen"), ONE)
def test_one_provision(before: str, normal: str, seen: str) -> None:
    text = f"thực hiện theo {before}"
    found = pinpoint_before(text, len(text))
    assert found is not None, seen
    assert found.text.lower() == normal.lower(), seen
    assert text[found.start :] == before, seen


@pytest.mark.parametrize(("before", "provisions", "seen"), [*LISTS, *RANGES])
def test_several_provisions_are_written_out(before: str, provisions: list[str], seen: str) -> None:
    text = f"quy định tại {before}"
    found = pinpoint_before(text, len(text))
    assert found is not None, seen
    assert found.text.split("; ") == provisions, seen
    assert text[found.start :] == before, seen


@pytest.mark.parametrize(
    "before",
    [
        "giai đoạn 2021-2025 ",  # survey 14: "giai đoạn" holds "đoạn"
        "mẫu số 05, mẫu số 11 tại Phụ lục kèm theo ",  # dev tnt_0abcf1a5292b31ec
        "Phụ lục ban hành kèm theo ",
        "Điều 5 ngày\n\n",
        "tiêu biểu 5 ",
        "số lượng ",  # survey 14
        "khoản này và ",
        "Điều này, ",
        "một số điều của ",
        "Điều 5 được thực hiện theo ",
        "1. ",
        "",
    ],
)
def test_what_names_no_provision(before: str) -> None:
    assert pinpoint_before(f"theo {before}", 5 + len(before)) is None


def test_a_long_list_is_read_from_its_beginning() -> None:
    listed = "".join(f"khoản {n} Điều {n}, " for n in range(1, 60))
    text = f"quy định tại {listed}Điều 60 "
    found = pinpoint_before(text, len(text))
    assert found is not None
    assert found.text.startswith("khoản 1 Điều 1; khoản 2 Điều 2; ")


@pytest.mark.parametrize(
    ("before", "container"),
    [
        ("khoản 2 Điều 5 Quy chế làm việc ban hành kèm theo ", "Quy chế làm việc"),
        ("Phần 4, Phần 5 Tiêu chuẩn quốc gia công bố kèm theo ", "Tiêu chuẩn quốc gia"),  # tnt_6d0e277c7b88a914
        ("Điều 9 Điều lệ mẫu phê duyệt tại ", "Điều lệ mẫu"),
        ("khoản 1 Mục I của Phụ lục ban hành kèm theo ", None),  # tnt_d2ab0055765c27e8
        ("Phụ lục I được công bố tại ", None),
    ],
)
def test_what_is_annexed_and_in_which_document(before: str, container: str | None) -> None:
    found = pinpoint_before(before, len(before))
    assert found is not None
    assert (found.annexed, found.container) == (True, container)


@pytest.mark.parametrize(
    ("after", "normal"),
    [
        (" (khoản 2 Điều 5).", "khoản 2 Điều 5"),
        (" (Mục IV Phần B Phụ lục)", "Mục IV Phần B Phụ lục"),  # tnt_5ed85a656c095d25
        (" tại khoản 3 Điều 17 quy định về điều chỉnh", "khoản 3 Điều 17"),
        (" tại Điều 5, Điều 6 và khoản 1 Điều 7;", "Điều 5; Điều 6; khoản 1 Điều 7"),
        # What belongs to the document after it, or to the citing one.
        (" tại khoản 1 Điều 2 Nghị định số 8/2020/NĐ-CP", None),
        (" tại khoản 1 Điều 2 của Luật Đất đai", None),
        (" tại Điều 5, Điều 6 Nghị định số 8/2020/NĐ-CP", None),
        (" tại khoản 2 Điều này", None),
        (" tại khoản 2 Điều 5 này", None),
        (" tại Mục IV Phụ lục I kèm theo Quyết định này", None),
        (" (Phụ lục I)", None),
        (" (Mẫu số 01, 02 ban hành kèm theo Nghị định này)", None),  # tnt_5be267825b46d313
        (", khoản 2 Điều 33 Nghị định số 68/2024/NĐ-CP", None),  # tnt_051c596134cabb79
        ("\n\nĐiều 4. Chánh Văn phòng", None),
        ("", None),
    ],
)
def test_a_provision_after_the_document(after: str, normal: str | None) -> None:
    document = "Luật Đầu tư công"
    found = pinpoint_after(document + after, len(document))
    assert (found and found.text) == normal

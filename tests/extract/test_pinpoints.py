"""Provisions named before a document (survey, section 9), written out from the smallest unit to the largest."""

from __future__ import annotations

import pytest

from kg.extract.pinpoints import pinpoint_before

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
]  # fmt: skip
RANGES = [
    ("từ Điều 10 đến Điều 13 ", ["Điều 10", "Điều 11", "Điều 12", "Điều 13"], "tnt_3928ef06a8929828"),
    ("Điều 6 đến Điều 9 ", ["Điều 6", "Điều 7", "Điều 8", "Điều 9"], "survey 9"),
    ("từ khoản 1 đến khoản 3 Điều 7 ", ["khoản 1 Điều 7", "khoản 2 Điều 7", "khoản 3 Điều 7"], "survey 9"),
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
        "Mẫu số 19 ban hành kèm theo ",  # survey 9: a form, no provision
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

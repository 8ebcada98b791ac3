"""Dates as documents print them (survey, section 10), with how much of them is known."""

from __future__ import annotations

import pytest

from kg.extract.dates import DATES, date_at

WHOLE = [
    ("ngày. 23/11/2018", "2018-11-23", "OCR of tien-giang-2024"),
    ("ngày:10/10/2012", "2012-10-10", "OCR of nghe-an-2024"),
    ("ngảy 10/8/2023", "2023-08-10", "OCR of quang-ninh-2024"),
    ("ngày 27/3/2021", "2021-03-27", "quang-ninh-2024"),
    ("ngày 22 tháng 01\nnăm 2024", "2024-01-22", "tien-giang-2024"),
    ("ngày 21 /02/2024", "2024-02-21", "nghe-an-2024"),
    ("NGÀY 22 THÁNG 12 NĂM 2024", "2024-12-22", "mp_03-NQ-CP-PL2"),
    ("ngày 24-8-1982", "1982-08-24", "survey 10"),
    ("ngày 26.11.2003", "2003-11-26", "survey 10"),
    ("ngày 01/7/2025", "2025-07-01", "facts/numbering_changes"),
    ("ban hành ngày 06/12/2021", "2021-12-06", "nghe-an-2024, invented word order"),
    ("13/4/2025", "2025-04-13", "survey 10: in brackets"),
    ("ngày 2 8 tháng 02 năm 2025", "2025-02-28", "hn_VanBanGoc-Q-13-2025"),
    ("ngày \n26 tháng 02 năm 202 5", "2025-02-26", "hn_VanBanGoc-Q-12-2025"),
    ("ngày 09tháng 5 năm 2025", "2025-05-09", "dvhc_1667_NQ-UBTVQH15"),
    ("ngày 18 tháng11 năm 2013", "2013-11-18", "cong_06"),
    ("ngày 16 tháng 11 năm2016", "2016-11-16", "rag_23-2017-nq-hnd"),
    ("ngày 22 tháng 12 nám 2024", "2024-12-22", "tnt_74e2ddc7b11340da"),
    ("ngày ngày 08 tháng 6 ngăm 2010", "2010-06-08", "tnt_adda847abe350742"),
    ("ngày 15 tháng 9 tháng 2022", "2022-09-15", "tnt_c37e0ca0510350f4"),
    ("ngày 31 ngày 12 tháng 2017", "2017-12-31", "hn_VanBanGoc-Q-02-2025"),
    ("ngày 26 ngày 8 tháng 2021", "2021-08-26", "survey 10"),
    ("ngày 27 năm 12 năm 2019", "2019-12-27", "tnt_01bf9d04a5b9e2c8"),
    ("12 tháng 4 năm 2022", "2022-04-12", "tnt_5ed85a656c095d25"),
    ("ngày 12/04/2 022", "2022-04-12", "survey 13, in a date"),
    ("ngày 05/0l/2021", "2021-01-05", "survey 13, another date"),
]
IN_PART = [
    ("năm 2015", "2015", "tien-giang-2024"),
    ("năm 2024", "2024", "survey 6"),
    ("tháng 01 năm 2023", "2023-01", "GUIDE"),
    ("ngày tháng 01 năm 2023", "2023-01", "vinh-quang-2023"),
    ("ngày tháng 11 năm 2025", "2025-11", "survey 3"),
    ("ngày /01/2024", "2024-01", "bac-giang-2024"),
    ("ngày\n/ /2025", "2025", "tnt_0f98ee482389e59e"),
    ("ngày     /    /2025", "2025", "hn_VanBanGoc-Q-07-2025"),
    ("ngày __ __/_/2025", "2025", "survey 3"),
    ("ngày      tháng     năm 2024", "2024", "hn_VanBanGoc-69-2024"),
    ("ngày ... tháng... năm 2024", "2024", "cong_09, with a year"),
]


@pytest.mark.parametrize(("printed", "iso", "seen"), [*WHOLE, *IN_PART])
def test_a_date_is_read_whole(printed: str, iso: str, seen: str) -> None:
    text = f"Số 1 {printed} của Chính phủ"
    found = date_at(text, 5)
    assert found is not None, seen
    assert (found.iso, text[found.start : found.end]) == (iso, printed), seen
    assert found.rule in {"date.year", *(rule.name for rule in DATES)}


@pytest.mark.parametrize(
    "text",
    [
        "ngày 20/11/20225 của Chủ tịch",  # tnt_cc392cdbbc87983e
        "ngày 09/6/20205",  # survey 10
        "ngày ...... tháng...... năm .........",  # cong_23
        "ngày.../.../....",  # cong_09
        "ngày 32/01/2021",
        "ngày 01/13/2021",
        "ngày 15/11",
        "01/2024",  # bac-giang-2024
        "năm 2021-2025",
        "năm 2021 - 2025",  # quang-ninh-2024
        "năm 20225",
        "12 tháng",
        "2024",
        "ngày",
        "",
    ],
)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert date_at(text, 0) is None


def test_a_date_begins_where_it_is_asked_for() -> None:
    assert date_at("của Chính phủ ngày 27/3/2021", 0) is None
    assert date_at("của Chính phủ ngày 27/3/2021", 14) is not None

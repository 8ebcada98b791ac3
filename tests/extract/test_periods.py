"""Deadlines as printed, and the days and months that they name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.extract.periods import interval_of, months_of
from kg.pipeline import extract_file

ROOT = Path(__file__).parents[2]
YEAR_2024 = ("2024-01-01", "2024-12-31")

# As printed, the plan's period, first and last day. The first ones stand in bac-giang-2024, nghe-an-2024 and
# tnt_ files of the corpus; the others are forms of the same words.
DEADLINES = [
    ("Tháng 02/2024", None, "2024-02-01", "2024-02-29"),
    ("Cả năm 2024", None, *YEAR_2024),
    ("Năm 2024", None, *YEAR_2024),
    ("Quý II/2024", None, "2024-04-01", "2024-06-30"),
    ("Quý III/2024", None, "2024-07-01", "2024-09-30"),
    ("Quý III Năm 2026", None, "2026-07-01", "2026-09-30"),
    ("Quý IV/2025- Quý II/2026", None, "2025-10-01", "2026-06-30"),
    ("ban hành trước ngày 15/02/2024", None, None, "2024-02-15"),
    ("trong tháng 11/2025", None, "2025-11-01", "2025-11-30"),
    ("Thường xuyên", "2024", None, None),
    ("Định kỳ 6 tháng/01 lần", "2024", None, None),
    ("Hàng năm", "2024", None, None),
    ("Theo yêu cầu", "2024", None, None),
    ("Tháng 3, 4/2024", None, "2024-03-01", "2024-04-30"),
    ("Tháng 11 - 12/2024", None, "2024-11-01", "2024-12-31"),
    ("Quý I, II năm 2024", None, "2024-01-01", "2024-06-30"),
    ("Quý 2/2024", None, "2024-04-01", "2024-06-30"),
    ("6 tháng đầu năm 2024", None, "2024-01-01", "2024-06-30"),
    ("6 tháng cuối năm", "2024", "2024-07-01", "2024-12-31"),
    ("từ tháng 3 đến tháng 6/2024", None, "2024-03-01", "2024-06-30"),
    ("tháng 9/2024 đến tháng 01/2025", None, "2024-09-01", "2025-01-31"),
    ("Từ quý I/2024", None, "2024-01-01", None),
    ("kể từ ngày 01/7/2025", None, "2025-07-01", None),
    ("Trước 30/6", "2024", None, "2024-06-30"),
    ("chậm nhất là tháng 12", "2024", None, "2024-12-31"),
    ("Đến hết năm 2025", None, None, "2025-12-31"),
    ("Ngày 05 tháng 3 năm 2024", None, "2024-03-05", "2024-03-05"),
    ("Giai đoạn 2021 - 2025", None, "2021-01-01", "2025-12-31"),
    # No day is invented: without a year, for a plan of several, for what no calendar has, for a recurring day.
    ("Trước 30/6", None, None, None),
    ("Trước 30/6", "2021-2025", None, None),
    ("Tháng 13/2024", None, None, None),
    ("31/02/2024", None, None, None),
    ("trước ngày 25 hằng tháng", "2024", None, None),
    ("05 ngày làm việc", "2024", None, None),
    ("", "2024", None, None),
]


@pytest.mark.parametrize(("text", "period", "first", "last"), DEADLINES)
def test_the_days_of_a_deadline(text: str, period: str | None, first: str | None, last: str | None) -> None:
    assert interval_of(text, period) == (first, last)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Tháng 02/2024", ["2024-02"]),
        ("Tháng 02/2024; tháng 11/2024", ["2024-02", "2024-11"]),
        ("Quý IV/2024", ["2024-10", "2024-11", "2024-12"]),
        ("Cả năm 2024", ["2024-12"]),
        ("6 tháng đầu năm 2024", ["2024-06"]),
        ("trước ngày 15/02/2024", ["2024-02"]),
        ("Từ tháng 3/2024", []),
        ("Định kỳ 6 tháng/01 lần", []),
    ],
)
def test_deadlines_fall_in_months(text: str, months: list[str]) -> None:
    assert list(months_of(text)) == months


@pytest.mark.gold
@pytest.mark.parametrize("name", ["bac-giang-2024", "nghe-an-2024"])
def test_every_task_row_has_its_deadline_as_text_and_as_days(name: str) -> None:
    gold = json.loads((ROOT / "data" / "gold" / f"{name}.json").read_text("utf-8"))
    wanted = [row["deadline"] for row in gold["tasks"]]
    tasks = [
        t for t in extract_file(ROOT / "data" / "plans" / f"{name}.txt").tasks if (t.section or "").startswith("table")
    ]
    assert [t.deadline and t.deadline.text for t in tasks] == wanted
    for task in tasks:
        assert task.deadline is not None
        assert task.deadline.recurrence or (task.deadline.earliest, task.deadline.latest) == DAYS[task.deadline.text]


DAYS = {text: (first, last) for text, period, first, last in DEADLINES if period is None}

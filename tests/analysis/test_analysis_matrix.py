"""The matrix: a unit has a row, and two units of one name have two."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.analysis.matrix import Asked, cell_of, matrix
from kg.analysis.report import make_report
from kg.graph.store import Store
from kg.pipeline import build
from kg.views.labels import unit_label

PLAN = """ỦY BAN NHÂN DÂN
TỈNH BẮC NINH
-------
Số: 10/KH-UBND
Bắc Ninh, ngày {day} tháng {month} năm 2025

KẾ HOẠCH
Cải cách hành chính năm {year}

Căn cứ {cited};
Ủy ban nhân dân tỉnh ban hành Kế hoạch cải cách hành chính năm {year} như sau:
"""
OLD, NEW = ("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ", "Nghị định số 118/2025/NĐ-CP ngày 09/6/2025")
BASE = "https://w3id.org/can-cu/"
DECREES = [f"{BASE}eli/vn/cp/nd/2018/61", f"{BASE}eli/vn/cp/nd/2025/118"]
UNITS = [f"{BASE}place/bac-ninh", f"{BASE}place/bac-ninh-2025"]


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A plan of Bắc Ninh before the merger with Bắc Giang, and one after it, with one number."""
    folder = tmp_path_factory.mktemp("bac-ninh")
    (folder / "before.txt").write_text(PLAN.format(day="15", month="01", year=2025, cited=OLD), encoding="utf-8")
    both = f"{OLD};\nCăn cứ {NEW}"
    (folder / "after.txt").write_text(PLAN.format(day="20", month="10", year=2026, cited=both), encoding="utf-8")
    build([folder / "before.txt", folder / "after.txt"], folder / "store", root=folder)
    with Store.open(folder / "store") as store:
        yield store


def test_two_units_of_one_name_are_two_rows(merged: Store) -> None:
    found = matrix(merged, Asked({}))
    assert [unit_label(row.unit, "vi") for row in found.rows] == [
        "Bắc Ninh (đến 30/06/2025)", "Bắc Ninh (từ 01/07/2025)",
    ]  # fmt: skip
    assert [row.unit.iri for row in found.rows] == UNITS
    assert [sorted(row.cells) for row in found.rows] == [DECREES[:1], sorted(DECREES)]
    assert {number: count for _, number, count in found.documents} == {"61/2018/NĐ-CP": 2, "118/2025/NĐ-CP": 1}
    assert not {"Bắc Ninh"} & {unit.name for unit in found.unread}


def test_a_unit_that_was_not_read_is_not_mistaken_for_the_one_of_its_name(merged: Store) -> None:
    found = matrix(merged, Asked({"year": "2026"}))
    assert [row.unit.iri for row in found.rows] == UNITS[1:]
    assert "Bắc Ninh (đến 30/06/2025)" in {unit_label(unit, "vi") for unit in found.unread}


@pytest.mark.parametrize("by", ["official", "name", "count", "nonsense"])
def test_both_stand_together_in_every_order(merged: Store, by: str) -> None:
    rows = matrix(merged, Asked({}, by=by)).rows
    assert [row.unit.iri for row in rows] == (UNITS[::-1] if by == "count" else UNITS)


def test_by_the_units_of_today_they_are_one(merged: Store) -> None:
    (row,) = matrix(merged, Asked({"as_of": "2025-07-01"})).rows
    assert (row.unit.iri, row.unit.twin) == (UNITS[1], False)
    assert sorted(row.cells) == sorted(DECREES)


@pytest.mark.parametrize(("place", "given", "files"), [
    (UNITS[0], {}, ["before.txt"]), (UNITS[1], {}, ["after.txt"]),
    (UNITS[1], {"as_of": "2025-07-01"}, ["after.txt", "before.txt"]),
    ("Bắc Ninh", {}, ["after.txt", "before.txt"]), ("Bắc Ninh", {"year": "2026"}, ["after.txt"]),
    (UNITS[0], {"level": "commune"}, []),
])  # fmt: skip
def test_a_cell_quotes_the_plans_that_it_counts(
    merged: Store, place: str, given: dict[str, str], files: list[str]
) -> None:
    seen = cell_of(merged, place, DECREES[0], given)
    assert [source.file for source in seen.sources] == files
    assert seen.number == "61/2018/NĐ-CP"


@pytest.mark.parametrize("typed", [{}, {"as_of": "2025-07-01"}, {"year": "2026"}])
def test_a_report_has_the_passages_of_each_row_and_no_other(merged: Store, typed: dict[str, str]) -> None:
    made = make_report(merged, "matrix", typed)
    columns = made.answer.columns
    for row, behind in zip(made.answer.rows, made.sources, strict=True):
        named = dict(zip(columns, row, strict=True))
        units = {source.unit for source in behind}
        assert behind, named
        assert units == (
            set(UNITS) if "as_of" in typed and named["document"] == DECREES[0] else {named["province_iri"]}
        )

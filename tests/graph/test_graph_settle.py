"""Mentions without a year, settled by the other documents of the graph, in whatever order these came."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from kg.graph.queries import ask
from kg.graph.store import Store
from kg.pipeline import build, remove

HEAD = """ỦY BAN NHÂN DÂN
TỈNH {province}
Số: {number}/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
{place}, ngày {day} tháng 3 năm {year}
KẾ HOẠCH
Cải cách hành chính năm {year}
{basis}
I. MỤC ĐÍCH
Nâng cao hiệu quả.
"""
OPEN = "Căn cứ Quyết định số 7921/QĐ-TTg của Thủ tướng Chính phủ;"
DATED = "Căn cứ Quyết định số 7921/QĐ-TTg ngày 5/2/{year} của Thủ tướng Chính phủ;"


def plan(folder: Path, province: str, year: int, basis: str) -> Path:
    path = folder / f"{province.lower().replace(' ', '-')}-{year}.txt"
    text = HEAD.format(province=province.upper(), number=12, place=province, day=5, year=year, basis=basis)
    path.write_text(text, encoding="utf-8")
    return path


def lines(store: Path) -> list[str]:
    with Store.open(store) as graph:
        return list(graph.nquads())


def cited(store: Path, place: str) -> list[tuple[object, object]]:
    with Store.open(store) as graph:
        found = ask(graph, "documents-cited", {"place": place})
        return [(row[1], row[4]) for row in found.rows]


def open_mentions(store: Path) -> list[tuple[object, ...]]:
    with Store.open(store) as graph:
        return [row[1:] for row in ask(graph, "unresolved").rows]


def test_one_document_of_the_number_settles_it(tmp_path: Path) -> None:
    asking = plan(tmp_path, "Nghệ An", 2024, OPEN)
    build([asking], tmp_path / "store", root=tmp_path)
    assert open_mentions(tmp_path / "store") == [("Quyết định số 7921/QĐ-TTg", "unresolved", ())]
    build([plan(tmp_path, "Quảng Ninh", 2023, DATED.format(year=2021))], tmp_path / "store", root=tmp_path)
    assert open_mentions(tmp_path / "store") == []
    assert cited(tmp_path / "store", "Nghệ An") == [("7921/QĐ-TTg", 2021)]
    with Store.open(tmp_path / "store") as graph:
        (row,) = ask(graph, "evidence", {"plan": "12/KH-UBND Nghệ An 2024", "document": "7921/QĐ-TTg"}).rows
        assert (row[0], row[6]) == ("Quyết định số 7921/QĐ-TTg", 0.7)
    remove(["quảng-ninh-2023.txt"], tmp_path / "store")
    assert open_mentions(tmp_path / "store") == [("Quyết định số 7921/QĐ-TTg", "unresolved", ())]


def test_two_are_candidates_and_a_later_one_is_none(tmp_path: Path) -> None:
    plans = [
        plan(tmp_path, "Nghệ An", 2024, OPEN),
        plan(tmp_path, "Quảng Ninh", 2023, DATED.format(year=2021)),
        plan(tmp_path, "Hà Tĩnh", 2022, DATED.format(year=2020)),
        plan(tmp_path, "Cao Bằng", 2025, DATED.format(year=2025)),
    ]
    build(plans[:2] + plans[3:], tmp_path / "one", root=tmp_path)
    assert open_mentions(tmp_path / "one") == []
    build(plans, tmp_path / "two", root=tmp_path)
    base = "https://w3id.org/can-cu/eli/vn/ttg/qd"
    candidates = (f"{base}/2020/7921", f"{base}/2021/7921")
    assert open_mentions(tmp_path / "two") == [("Quyết định số 7921/QĐ-TTg", "ambiguous", candidates)]


def three_plans(folder: Path) -> list[Path]:
    return [
        plan(folder, "Nghệ An", 2024, OPEN),
        plan(folder, "Quảng Ninh", 2023, DATED.format(year=2021)),
        plan(folder, "Hà Tĩnh", 2025, OPEN + "\n" + DATED.format(year=2019).replace("7921", "7922")),
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_the_order_of_reading_changes_nothing(tmp_path: Path, order: Sequence[int]) -> None:
    plans = three_plans(tmp_path)
    build(plans, tmp_path / "at-once", root=tmp_path)
    for place in order:
        build([plans[place]], tmp_path / "one-by-one", root=tmp_path)
    assert lines(tmp_path / "one-by-one") == lines(tmp_path / "at-once")


def test_reading_again_changes_nothing(tmp_path: Path) -> None:
    plans = three_plans(tmp_path)
    build(plans, tmp_path / "store", root=tmp_path)
    before = lines(tmp_path / "store")
    assert build(plans, tmp_path / "store", root=tmp_path).skipped == 3
    assert lines(tmp_path / "store") == before

"""What had become of cited documents: the classes worked out by hand, and read from whole documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph.evidence import Mention, Read
from kg.graph.queries import ask
from kg.graph.store import Store
from kg.graph.validity import Change, Validity, overlap, stale_citations
from kg.graph.vocabulary import CAN
from kg.pipeline import build

PLAN, DECREE, NEWER, PARENT = "x:plan", "x:decree", "x:newer", "x:parent"
READ = {PLAN: Read(PLAN, "x:source", "read", date="2024-02-21")}
CITES = Mention("x:c", "x:source", PLAN, DECREE, "direct", "basis", "1/NĐ-CP", "Nghị định", 0.9)


def known(*changes: Change, begins: str | None = None, parents: tuple[str, ...] = ()) -> Validity:
    return Validity(
        {DECREE: changes} if not parents else {PARENT: changes},
        {DECREE: begins} if begins else {},
        {DECREE: parents} if parents else {},
    )


BEFORE, AFTER = "2023-12-31", "2024-02-21"


@pytest.mark.parametrize(
    ("what", "mentions", "kinds"),
    [
        (known(Change(NEWER, "replaces", BEFORE)), [CITES], ["ended"]),
        (known(Change(NEWER, "repeals", BEFORE)), [CITES], ["ended"]),
        (known(Change(None, "repeals", BEFORE)), [CITES], ["ended"]),  # its last day
        (known(Change(NEWER, "replaces", AFTER)), [CITES], []),  # on the plan's own day
        (known(Change(NEWER, "replaces", "2024-02")), [CITES], []),  # a month that the day lies in
        (known(Change(NEWER, "replaces", "2023")), [CITES], ["ended"]),
        (known(Change(NEWER, "replaces", None)), [CITES], []),  # nobody knows since when
        (known(Change(NEWER, "repeals", BEFORE, ("Điều 5",))), [replace(CITES, pinpoint="khoản 2 Điều 5")],
         ["provision_ended"]),
        (known(Change(NEWER, "repeals", BEFORE, ("Điều 5",))), [replace(CITES, pinpoint="Điều 6")], ["part_ended"]),
        (known(Change(NEWER, "repeals", BEFORE, ("Điều 5",))), [CITES], ["part_ended"]),
        (known(Change(NEWER, "amends", BEFORE)), [CITES], ["amended"]),
        (known(Change(NEWER, "amends", BEFORE)),
         [CITES, replace(CITES, citation="x:d", cited=NEWER, mention="nested")], []),  # the amender is named
        (known(Change(NEWER, "suspends", BEFORE)), [CITES], ["suspended"]),
        (known(Change(NEWER, "amends", BEFORE), Change(NEWER, "replaces", BEFORE)), [CITES], ["ended"]),
        (known(begins="2024-07-01"), [CITES], ["not_in_force"]),
        (known(begins=AFTER), [CITES], []),
        (known(Change(NEWER, "replaces", BEFORE), parents=(PARENT,)), [CITES], ["parent_ended"]),
        (known(Change(NEWER, "replaces", BEFORE)), [replace(CITES, mention="nested")], []),  # not the plan's own
    ],
)  # fmt: skip
def test_the_classes_of_changes(what: Validity, mentions: list[Mention], kinds: list[str]) -> None:
    assert [stale.kind for stale in stale_citations(mentions, READ, what)] == kinds


def test_a_plan_without_a_date_is_not_judged() -> None:
    undated = {PLAN: replace(READ[PLAN], date=None)}
    assert list(stale_citations([CITES], undated, known(Change(NEWER, "replaces", BEFORE)))) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Điều 5", "khoản 2 Điều 5", True),
        ("khoản 2 Điều 5", "Điều 5", True),
        ("điểm a khoản 2 Điều 5", "khoản 2 Điều 5; khoản 3 Điều 9", True),
        ("khoản 1 Điều 5", "khoản 2 Điều 5", False),
        ("Điều 5", "Điều 50", False),
        ("Phụ lục II", "Điều 2", False),
        ("Điều 198a", "khoản 3 Điều 198a", True),
    ],
)
def test_provisions_in_common(one: str, other: str, same: bool) -> None:
    assert overlap(one, other) is overlap(other, one) is same


DOCUMENT = """ỦY BAN NHÂN DÂN
TỈNH NGHỆ AN
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Nghệ An, ngày {day}
{type}
{title}
{text}
"""


def written(folder: Path, name: str, **parts: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text(DOCUMENT.format(**parts), encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A decision that repeals another and an article of a third, and a plan that cites both."""
    repealing = written(
        tmp_path, "repealing", number="30/2023/QĐ-UBND", day="5 tháng 3 năm 2023", type="QUYẾT ĐỊNH",
        title="Bãi bỏ văn bản quy phạm pháp luật",
        text="Điều 1. Bãi bỏ Quyết định số 22/2020/QĐ-UBND ngày 6/6/2020 của Ủy ban nhân dân tỉnh.\n"
             "Điều 2. Bãi bỏ Điều 4 Quyết định số 21/2020/QĐ-UBND ngày 5/5/2020 của Ủy ban nhân dân tỉnh.",
    )  # fmt: skip
    plan = written(
        tmp_path, "plan", number="12/KH-UBND", day="5 tháng 3 năm 2024", type="KẾ HOẠCH", title="Cải cách năm 2024",
        text="Căn cứ khoản 1 Điều 4 Quyết định số 21/2020/QĐ-UBND ngày 5/5/2020 của Ủy ban nhân dân tỉnh;\n"
             "Căn cứ Quyết định số 22/2020/QĐ-UBND ngày 6/6/2020 của Ủy ban nhân dân tỉnh;\nI. MỤC ĐÍCH\nNâng cao.",
    )  # fmt: skip
    build([repealing, plan], tmp_path / "store", root=tmp_path)
    return tmp_path / "store"


def test_documents_that_are_read_tell_it(store: Path) -> None:
    with Store.open(store) as graph:
        answer = ask(graph, "stale-citations", {"plan": "12/KH-UBND"})
        assert [(row[2], row[3], row[4], row[5]) for row in answer.rows] == [
            ("21/2020/QĐ-UBND", "provision_ended", "30/2023/QĐ-UBND Nghệ An 2023", "2023-03-05"),
            ("22/2020/QĐ-UBND", "ended", "30/2023/QĐ-UBND Nghệ An 2023", "2023-03-05"),
        ]
        assert answer.notes[-1]["en"].endswith("nothing found does not mean in force.")


def replacing(folder: Path, year: int) -> Path:
    """A decision of a year that replaces that of the year before."""
    before = f"Quyết định số {year - 2001}/{year - 1}/QĐ-UBND ngày 5/3/{year - 1}"
    return written(
        folder, f"d{year}", number=f"{year - 2000}/{year}/QĐ-UBND", day=f"5 tháng 3 năm {year}", type="QUYẾT ĐỊNH",
        title="Sửa đổi, bổ sung một số điều", text=f"Điều 1. Thay thế {before} của Ủy ban nhân dân tỉnh.",
    )  # fmt: skip


def test_a_chain_of_any_length(tmp_path: Path) -> None:
    build([replacing(tmp_path, year) for year in range(2015, 2022)], tmp_path / "store", root=tmp_path)
    with Store.open(tmp_path / "store") as graph:
        rows = ask(graph, "amendment-chain", {"document": "14/2014/QĐ-UBND"}).rows
        assert [(str(row[0]).split(" ")[0], row[3]) for row in rows] == [
            (f"{year - 2000}/{year}/QĐ-UBND", year - 2014) for year in range(2015, 2022)
        ]
        middle = ask(graph, "amendment-chain", {"document": "18/2018/QĐ-UBND"}).rows
        assert [row[3] for row in middle] == [1, 1, 2, 2, 3, 3, 4]


def test_a_chain_that_closes_ends_where_it_closes(tmp_path: Path) -> None:
    build([replacing(tmp_path, year) for year in range(2015, 2018)], tmp_path / "store", root=tmp_path)
    first, last = (
        ox.NamedNode(f"https://w3id.org/can-cu/eli/vn/nghe-an/ubnd/qd-qppl/{year}/{year - 2000}")
        for year in (2014, 2017)
    )
    with Store.open(tmp_path / "store", write=True) as graph:
        graph.add([ox.Quad(first, edge, last, first) for edge in (CAN.actsOn, CAN.replaces)])
    with Store.open(tmp_path / "store") as graph:
        rows = ask(graph, "amendment-chain", {"document": "14/2014/QĐ-UBND"}).rows
        assert [row[3] for row in rows] == [1, 1, 2, 2]

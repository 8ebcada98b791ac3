"""The right answer of each named query on the five plans, worked out by hand from their texts."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg.config import DEFAULT_BASE
from kg.errors import UsageError
from kg.graph.ontology import sample_plans
from kg.graph.queries import ask, named, query_files
from kg.graph.store import Store
from kg.models import Citation, Deadline, Document, Header, Source, Task
from kg.pipeline import build
from kg.resolve.documents import resolve

E = f"{DEFAULT_BASE}eli/vn/"
HP = f"{E}hai-phong/"
TL = f"{HP}tien-lang/"
BAC_GIANG, NGHE_AN, QUANG_NINH, TIEN_GIANG, VINH_QUANG = (
    "14/KH-UBND Bắc Giang 2024",
    "122/KH-UBND Nghệ An 2024",
    "2b/KH-UBND Quảng Ninh 2024",
    "66/KH-UBND Tiền Giang 2024",
    "Kế hoạch Vinh Quang 2023",
)
BG, VQ = (BAC_GIANG,), (VINH_QUANG,)
D06 = "Đề án phát triển ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử giai đoạn 2022-2025, tầm nhìn 2030"
D01 = (
    "Nhiệm vụ, giải pháp chủ yếu thực hiện kế hoạch phát triển kinh tế - xã hội và dự toán ngân sách nhà nước năm 2024"
)
D107 = "Sửa đổi Nghị định 61/2018/NĐ-CP"
D468 = "Đề án đổi mới việc thực hiện cơ chế một cửa, một cửa liên thông"
D61 = "Cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính"
NOTHING: list[tuple[object, ...]] = []

CASES: list[tuple[str, dict[str, str], list[tuple[object, ...]]]] = [
    (
        "provinces-citing",
        {"document": "468/QĐ-TTg"},
        [
            ("Nghệ An", "provincial", (NGHE_AN,), 1, 0, 0, "promulgated_by"),
            ("Quảng Ninh", "provincial", (QUANG_NINH,), 1, 0, 0, "cites"),
            ("Hải Phòng", "commune", VQ, 1, 0, 0, "cites"),
        ],
    ),
    (  # four mentions, each inside what the plan says of another document
        "provinces-citing",
        {"document": "27-NQ/TW"},
        [("Quảng Ninh", "provincial", (QUANG_NINH,), 0, 4, 0, "refers_to")],
    ),
    (  # 06/QĐ-TTg by number twice, by its short name ten times
        "provinces-citing",
        {"document": "đề án 06"},
        [
            ("Bắc Giang", "provincial", BG, 0, 0, 1, "cites"),
            ("Nghệ An", "provincial", (NGHE_AN,), 1, 0, 0, "promulgated_by"),
            ("Tiền Giang", "provincial", (TIEN_GIANG,), 1, 0, 9, "cites"),
        ],
    ),
    (
        "documents-cited",
        {"place": "thành phố Hải Phòng"},
        [
            (TL + "vinh-quang/ubnd/kh/2023/5", "05/KH-UBND", None, "Kế hoạch", 2023, "basis", VQ, 1, 0, 0),
            (TL + "ubnd/kh/2023/6", "06/KH-UBND", None, "Kế hoạch", 2023, "basis", VQ, 1, 0, 0),
            (TL + "hu/kh/nk2020/28", "28-KH/HU", None, "Kế hoạch", 2021, "cites", VQ, 1, 0, 0),
            (HP + "ubnd/kh/2022/57", "57/KH-UBND", None, "Kế hoạch", 2022, "cites", VQ, 1, 0, 0),
            (TL + "ubnd/kh/2021/150", "150/KH-UBND", None, "Kế hoạch", 2021, "cites", VQ, 1, 0, 0),
            (E + "ttg/qd/2021/468", "468/QĐ-TTg", D468, "Quyết định", 2021, "cites", VQ, 1, 0, 0),
            (HP + "tu/nq/nk2020/3", "03-NQ/TU", None, "Nghị quyết", 2021, "refers_to", VQ, 0, 1, 0),
        ],
    ),
    (
        "documents-cited",
        {"plan": "14/KH-UBND"},
        [
            (E + "bac-giang/ubnd/kh/2024/2", "02/KH-UBND", None, "Kế hoạch", 2024, "cites", BG, 1, 0, 0),
            (E + "ttg/qd/2022/6", "06/QĐ-TTg", D06, "Quyết định", 2022, "cites", BG, 0, 0, 1),
            (E + "cp/nq/2024/1", "01/NQ-CP", D01, "Nghị quyết", 2024, "refers_to", BG, 0, 1, 0),
        ],
    ),
    (
        "shared-basis",
        {"a": "quang ninh", "b": "tỉnh Nghệ An"},
        [
            (E + "cp/nd/2021/107", "107/2021/NĐ-CP", D107, "cites", "basis"),
            (E + "ttg/qd/2021/468", "468/QĐ-TTg", D468, "cites", "promulgated_by"),
        ],
    ),
    (
        "shared-basis",
        {"a": "Nghệ An", "b": "Tiền Giang"},
        [
            (E + "ttg/qd/2022/6", "06/QĐ-TTg", D06, "promulgated_by", "cites"),
            (E + "cp/nd/2018/61", "61/2018/NĐ-CP", D61, "basis", "cites"),
            (E + "cp/nd/2021/107", "107/2021/NĐ-CP", D107, "basis", "cites"),
        ],
    ),
    (  # the other two plans on administrative reform in 2024 are those of Quảng Ninh and Tiền Giang
        "missing-basis",
        {"province": "Bắc Giang"},
        [(E + "cp/nd/2021/107", "107/2021/NĐ-CP", D107, 2, 1.0)],
    ),
    ("missing-basis", {"province": "Nghệ An"}, NOTHING),  # the only plan on its topic
    (
        "stale-citations",
        {"place": "Tiền Giang"},
        [
            # 107/2021/NĐ-CP, which amends 61/2018/NĐ-CP, is named with it
            (TIEN_GIANG, E + "qh13/luat/2015/80", "80/2015/QH13", "amended", "63/2020/QH14", "2021-01-01",
             "Luật Ban hành văn bản quy phạm pháp luật"),
        ],
    ),
    ("stale-citations", {"plan": "14/KH-UBND"}, NOTHING),
    (
        "amendment-chain",
        {"document": "115/2020/NĐ-CP"},
        [("85/2023/NĐ-CP", "amends", "115/2020/NĐ-CP", 1, "2023-12-07")],
    ),
    (
        "tasks-from-document",
        {"document": "468/QĐ-TTg"},
        NOTHING,  # the hand annotations do not say which row cites what: see test_tasks_that_cite
    ),
    (
        "evidence",
        {"plan": "nghe-an-2024", "document": "45/2020/NĐ-CP"},
        [
            ("Nghị định số 45/2020/NĐ-CP", 865, 891, None, "basis", "gold", 0.99),
            ("Nghị định số 45/2020/NĐ-CP", 9293, 9319, None, "cites", "gold", 0.99),
        ],
    ),
    (
        "conflicts",
        {},
        [
            (E + "vpcp/tt/2017/2", "02/2017/TT-VPCP", "date", "2017-10-30", "2017-10-31", NGHE_AN,
             "Thông tư số 02/2017/TT-VPCP"),
            (E + "tw/nq/nk2021/27", "27-NQ/TW", "date", "2022-12-09", "2022-11-09", QUANG_NINH,
             "Nghị quyết số 27-NQ/TW"),
        ],
    ),
    (
        "resolution",
        {},
        [  # 86 mentions in the annotations, without those of the plans' own numbers
            ("alias", "provincial", 10, 10, 0, 0, 0, 0),
            ("name", "provincial", 2, 2, 0, 0, 0, 0),
            ("sign", "commune", 7, 7, 0, 0, 0, 0),
            ("sign", "provincial", 65, 65, 0, 0, 0, 0),
        ],
    ),
    ("unresolved", {}, NOTHING),
    (
        "by-current-province",
        {"document": "06/QĐ-TTg năm 2022"},
        [("Bắc Ninh", "Bắc Giang", 1, 0), ("Đồng Tháp", "Tiền Giang", 1, 1), ("Nghệ An", "Nghệ An", 1, 1)],
    ),
    (
        "by-current-province",
        {"document": "06/QĐ-TTg năm 2022", "as_of": "30/6/2025"},
        [("Bắc Giang", "Bắc Giang", 1, 0), ("Nghệ An", "Nghệ An", 1, 1), ("Tiền Giang", "Tiền Giang", 1, 1)],
    ),
    (
        "coverage",
        {},
        [
            ("Bắc Giang", "provincial", 2024, "administrative-reform", 1, 0, 0, 0, 0),
            ("Nghệ An", "provincial", 2024, "administrative-procedures", 1, 0, 0, 0, 0),
            ("Quảng Ninh", "provincial", 2024, "administrative-reform", 1, 0, 0, 0, 0),
            ("Tiền Giang", "provincial", 2024, "administrative-reform", 1, 0, 0, 0, 0),
            ("Hải Phòng", "commune", 2023, "administrative-reform", 1, 0, 0, 0, 0),
        ],
    ),
    (
        "implementation-cascade",
        {"document": "Nghị quyết 27-NQ/TW năm 2022"},
        [
            ("32-CTr/TU", "provincial", "Quảng Ninh", "2023-06-01", 204),
            ("200/KH-UBND", "provincial", "Quảng Ninh", "2023-08-10", 274),
        ],
    ),
    (
        "implementation-cascade",
        {"document": "03-NQ/TU"},
        [("28-KH/HU", "district", "Tiên Lãng", "2021-12-20", 55)],
    ),
    ("not-yet-implemented", {"document": "35/QĐ-BNV"}, [("Bắc Giang", 1), ("Nghệ An", 1), ("Quảng Ninh", 1)]),
    ("not-yet-implemented", {"document": "35/QĐ-BNV", "level": "xã"}, [("Hải Phòng", 1)]),
    (
        "responsible-agencies",
        {"plan": "Vinh Quang"},
        [
            (VINH_QUANG, "Công chức Văn hóa xã hội", "lead", None, None),
            (VINH_QUANG, "Công chức Văn phòng thống kê", "lead", None, None),
            (VINH_QUANG, "Công chức Văn phòng thống kê", "support", None, None),
        ],
    ),
    (
        "responsible-agencies",
        {"month": "02/2024"},
        [
            (BAC_GIANG, "Báo Bắc Giang", "lead", "Dòng I.1", "Tháng 02/2024"),
            (BAC_GIANG, "Các sở, ban, ngành", "lead", "Dòng A", "Tháng 02/2024"),
            (BAC_GIANG, "Đài Phát thanh và Truyền hình tỉnh", "lead", "Dòng I.1", "Tháng 02/2024"),
            (BAC_GIANG, "Trung tâm Văn hóa Thông tin và Thể thao cấp huyện", "lead", "Dòng I.1",
             "Tháng 02/2024"),
            (BAC_GIANG, "UBND cấp huyện", "lead", "Dòng A", "Tháng 02/2024"),
            (BAC_GIANG, "Các sở, ban, ngành", "support", "Dòng I.1", "Tháng 02/2024"),
            (BAC_GIANG, "UBND cấp huyện", "support", "Dòng I.1", "Tháng 02/2024"),
        ],
    ),
    (
        "responsible-agencies",
        {"agency": "liên đoàn lao động", "month": "2024-05"},  # "Quý II/2024"
        [(NGHE_AN, "Liên đoàn Lao động tỉnh", "support", "Dòng II.5", "Quý II/2024")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "parameters", "rows"), CASES)
def test_answer_on_the_five_plans(
    five_plans: Store, name: str, parameters: dict[str, str], rows: list[tuple[object, ...]]
) -> None:
    answer = ask(five_plans, name, parameters)
    assert list(answer.rows) == rows
    assert answer.columns == named()[name].columns


def test_most_cited(five_plans: Store) -> None:
    rows = ask(five_plans, "most-cited").rows
    assert rows[:4] == (
        (E + "cp/nd/2021/107", "107/2021/NĐ-CP", D107, 3, 3, 3),
        (E + "ttg/qd/2022/6", "06/QĐ-TTg", D06, 3, 3, 2),
        (E + "cp/nd/2018/61", "61/2018/NĐ-CP", D61, 2, 2, 2),
        (E + "ttg/qd/2021/468", "468/QĐ-TTg", D468, 2, 2, 2),
    )
    # 2 documents in Bắc Giang's plan, 13 in Nghệ An's, 18 in Quảng Ninh's, 21 in Tiền Giang's; 6 times shared
    assert len(rows) == 48
    assert {row[3] for row in rows[4:]} == {1}


@pytest.mark.parametrize(
    ("parameters", "first"),
    [
        ({"level": "xã"}, ("05/KH-UBND", 1)),
        ({"topic": "Kiểm soát thủ tục hành chính"}, ("45/2020/NĐ-CP", 1)),
        ({"year": "2024", "topic": "administrative-reform"}, ("107/2021/NĐ-CP", 2)),
    ],
)
def test_most_cited_of_a_part(five_plans: Store, parameters: dict[str, str], first: tuple[str, int]) -> None:
    row = ask(five_plans, "most-cited", parameters).rows[0]
    assert (row[1], row[3]) == first


def test_most_cited_of_a_year_without_plans_is_empty(five_plans: Store) -> None:
    assert ask(five_plans, "most-cited", {"year": "2019"}).rows == ()


def test_matrix(five_plans: Store) -> None:
    rows = ask(five_plans, "matrix").rows
    provinces = [row[0] for row in rows]
    assert {name: provinces.count(name) for name in dict.fromkeys(provinces)} == {
        "Bắc Giang": 2, "Nghệ An": 13, "Quảng Ninh": 18, "Tiền Giang": 21,
    }  # fmt: skip
    shared = [(row[0], row[3], row[4], row[5]) for row in rows if row[2] == "468/QĐ-TTg"]
    assert shared == [
        ("Nghệ An", (NGHE_AN,), "promulgated_by", 0.97),
        ("Quảng Ninh", (QUANG_NINH,), "cites", 0.97),
    ]


def test_stale_citations_of_all_plans(five_plans: Store) -> None:
    """What else the plans cite was amended too, by documents that they name: those are no findings."""
    rows = [(*row[:1], *row[2:5], row[6]) for row in ask(five_plans, "stale-citations").rows]
    assert rows == [
        (TIEN_GIANG, "80/2015/QH13", "amended", "63/2020/QH14", "Luật Ban hành văn bản quy phạm pháp luật"),
        (NGHE_AN, "01/2018/TT-VPCP", "amended", "01/2023/TT-VPCP", "Thông tư số 01/2018/TT-VPCP"),
    ]


def test_amendment_chain_goes_three_steps_both_ways(five_plans: Store) -> None:
    rows = [row[:4] for row in ask(five_plans, "amendment-chain", {"document": "61/2018/NĐ-CP"}).rows]
    assert {
        ("107/2021/NĐ-CP", "amends", "61/2018/NĐ-CP", 1),  # said by nghe-an and tien-giang
        ("01/2018/TT-VPCP", "guides", "61/2018/NĐ-CP", 1),  # said by nghe-an
        ("118/2025/NĐ-CP", "replaces", "61/2018/NĐ-CP", 1),  # the rest: kg/tables/known_documents.csv
        ("61/2018/NĐ-CP", "replaces", "09/2015/QĐ-TTg", 1),
        ("01/2023/TT-VPCP", "amends", "01/2018/TT-VPCP", 2),
        ("09/2015/QĐ-TTg", "replaces", "93/2007/QĐ-TTg", 2),
        ("93/2007/QĐ-TTg", "replaces", "181/2003/QĐ-TTg", 3),
    } <= set(rows)


def test_every_answer_has_its_scope_in_both_languages(five_plans: Store) -> None:
    assert ask(five_plans, "conflicts").scope == {
        "en": "5 of 5 plans read; 29 of 34 provinces without data",
        "vi": "đã đọc 5/5 kế hoạch; 29/34 tỉnh, thành phố chưa có dữ liệu",
    }


def test_a_document_that_nobody_cites_is_no_rows_and_a_note(five_plans: Store) -> None:
    answer = ask(five_plans, "provinces-citing", {"document": "999/QĐ-TTg"})
    assert answer.rows == ()
    assert answer.notes[0]["en"] == "No document that was read, cited or is known is called '999/QĐ-TTg'."


@pytest.mark.parametrize("typed", ["468/QĐ-TTg", "QĐ 468/QĐ-TTg", "468 / qđ-ttg", "Quyết định số 0468/QÐ-TTG",
                                   "Quyết định 468/QĐ-TTg năm 2021", E + "ttg/qd/2021/468"])  # fmt: skip
def test_numbers_as_people_type_them(five_plans: Store, typed: str) -> None:
    assert len(ask(five_plans, "provinces-citing", {"document": typed}).rows) == 3


@pytest.mark.parametrize(("typed", "taken"), [
    ("quyết định số 468", ["468/QĐ-TTg"]),
    ("Nghị định 61", ["61/2018/NĐ-CP"]),
    ("Nghị định 61/2018", ["61/2018/NĐ-CP"]),
    ("468/QĐ-TTg ngày 27/3/2021", ["468/QĐ-TTg"]),
    ("468/QĐ-TTg ngày 28/3/2021", []),
    ("468/QĐ-TTg năm 1999", []),
    ("Nghị quyết 468", []),
])  # fmt: skip
def test_bare_numbers_and_dates_that_rule_out(five_plans: Store, typed: str, taken: list[str]) -> None:
    answer = ask(five_plans, "provinces-citing", {"document": typed})
    assert bool(answer.rows) == bool(taken)
    said = [note["en"] for note in answer.notes]
    assert all(number in note for number in taken for note in said)
    assert bool(said) == (taken == [] or "/QĐ-TTg" not in typed)


def test_coverage_of_what_belongs_to_no_province(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Chỉ là một tệp văn bản.", encoding="utf-8")
    build([tmp_path / "note.txt", sample_plans() / "nghe-an-2024.txt"], tmp_path / "store", root=tmp_path)
    with Store.open(tmp_path / "store") as store:
        assert [row[:2] for row in ask(store, "coverage").rows] == [("Nghệ An", "provincial"), (None, "central")]


def test_tasks_of_the_plans_as_read(store: Store) -> None:
    """The row II.1 of Nghệ An goes on after a page break, and names the decision there."""
    rows = ask(store, "tasks-from-document", {"document": "468/QĐ-TTg"}).rows
    assert [(row[0], row[2], row[3], row[4]) for row in rows] == [
        (QUANG_NINH, ("Trung tâm Phục vụ hành chính công tỉnh",), (), None),
        (
            NGHE_AN,
            ("Công an tỉnh", "Sở Thông tin và Truyền thông", "Văn phòng UBND tỉnh"),
            ("Các sở, ban, ngành", "UBND cấp huyện", "UBND cấp xã"),
            "Thường xuyên",
        ),
    ]
    assert str(rows[0][1]).startswith("Tiếp tục đẩy mạnh chuyển đổi số toàn diện")


@pytest.mark.parametrize("typed", ["Luật Phổ biến, giáo dục pháp luật", "14/2012/QH13", "phổ biến, giáo dục"])
def test_laws_by_name(five_plans: Store, typed: str) -> None:
    assert [row[0] for row in ask(five_plans, "provinces-citing", {"document": typed}).rows] == ["Tiền Giang"]


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("missing-basis", {"province": "quang nin"}, "no place 'quang nin' in the graph. Did you mean"),
        ("missing-basis", {}, "The query missing-basis needs the parameter province: --param province=…"),
        ("most-cited", {"levl": "x"}, "has no parameter 'levl'; it takes as_of, level, limit, topic, year."),
        ("conflicts", {"x": "1"}, "has no parameter 'x'; it takes no parameters."),
        ("province-citing", {}, "There is no query 'province-citing'. Did you mean provinces-citing"),
        ("most-cited", {"year": "twenty"}, "'twenty' is not a year such as 2024."),
        ("most-cited", {"level": "county"}, "no level 'county'; the levels are central,"),
        ("most-cited", {"topic": "healt"}, "There is no topic 'healt'. Did you mean health"),
        ("responsible-agencies", {"month": "May"}, "'May' is not a month such as 2024-02 or 02/2024."),
        ("responsible-agencies", {"agency": "Sở Nội vu tỉnhh"}, "no agency 'Sở Nội vu tỉnhh' in the"),
        ("by-current-province", {"document": "468/QĐ-TTg", "as_of": "soon"}, "'soon' is not a date such as"),
    ],
)  # fmt: skip
def test_a_wrong_call_says_what_is_wrong(
    five_plans: Store, name: str, parameters: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        ask(five_plans, name, parameters)
    assert message in str(raised.value)


@pytest.mark.parametrize("file", query_files(), ids=lambda file: file.stem)
def test_each_query_runs_as_it_is_and_is_described(five_plans: Store, file: Path) -> None:
    query = named()[file.stem]
    five_plans.select(file.read_text(encoding="utf-8"))
    assert set(query.title) == set(query.question) == {"vi", "en"}
    assert query.columns
    assert {word.lstrip("-") for word in query.order} <= set(query.columns)


def test_all_queries_of_the_design_are_there_and_have_an_answer_here() -> None:
    tried = {name for name, _, _ in CASES} | {"most-cited", "matrix", "year-on-year"}
    assert tried == set(named())
    assert len(named()) == 19


def test_answers_are_fast(five_plans: Store) -> None:
    began = time.perf_counter()
    for name, parameters, _ in CASES:
        ask(five_plans, name, parameters)
    assert (time.perf_counter() - began) / len(CASES) < 0.3  # 0.02 s each where this was written


def record(path: Path) -> tuple[Source, Document]:
    """A plan of Nghệ An that cites, in one line each: NUMBER TYPE DATE; the first line is its own year."""
    year, *lines = path.read_text(encoding="utf-8").splitlines()
    text = path.read_text(encoding="utf-8")
    header = Header(
        type="Kế hoạch", number=f"{path.stem}/KH-UBND", date=f"{year}-02-01", issuer="UBND tỉnh Nghệ An",
        place="Nghệ An", province="Nghệ An", level="provincial", period=year, topic="administrative-reform",
    )  # fmt: skip
    citations = []
    for line in lines:
        start = text.index(line)
        number, date = line.split(" ", 1)
        citations.append(Citation(start, start + len(number), number, "sign", "Quyết định", number, date=date,
                                  issuer="Thủ tướng Chính phủ"))  # fmt: skip
    document = Document("", path.name, None, "0" * 64, header, tuple(citations))
    return Source(path.name, text, "0" * 64), resolve(document, DEFAULT_BASE)


def small(tmp_path: Path, **plans: str) -> Path:
    files = []
    for name, text in plans.items():
        files.append(tmp_path / f"{name.removeprefix('plan')}.txt")
        files[-1].write_text(text, encoding="utf-8")
    build(files, tmp_path / "store", extract=record, root=tmp_path)
    return tmp_path / "store"


def test_year_on_year(tmp_path: Path) -> None:
    folder = small(
        tmp_path,
        plan10="2023\n468/QĐ-TTg 2021-03-27\n749/QĐ-TTg 2020-06-03",
        plan11="2024\n468/QĐ-TTg 2021-03-27\n942/QĐ-TTg 2021-06-15",
    )
    with Store.open(folder) as store:
        answer = ask(store, "year-on-year", {"province": "nghệ an", "from": "2023", "to": "2024"})
    assert [(row[1], row[3]) for row in answer.rows] == [("942/QĐ-TTg", "added"), ("749/QĐ-TTg", "dropped")]


def test_two_files_of_one_document_count_once(tmp_path: Path) -> None:
    text = "2024\n468/QĐ-TTg 2021-03-27"
    (tmp_path / "copy").mkdir()
    for folder in (tmp_path, tmp_path / "copy"):
        (folder / "10.txt").write_text(text, encoding="utf-8")
    build([tmp_path / "10.txt", tmp_path / "copy" / "10.txt"], tmp_path / "store", extract=record, root=tmp_path)
    with Store.open(tmp_path / "store") as store:
        assert len(store.sources(DEFAULT_BASE)) == 2
        row = ask(store, "provinces-citing", {"document": "468/QĐ-TTg"}).rows[0]
        assert row[2:6] == (("10/KH-UBND Nghệ An 2024",), 1, 0, 0)
        assert len(ask(store, "evidence", {"plan": "10/KH-UBND", "document": "468/QĐ-TTg"}).rows) == 1
        assert ask(store, "coverage").rows[0][4] == 1
        assert repeated(store, "responsible-agencies") == set()
        assert ask(store, "coverage").scope["en"].startswith("1 of 1 plans read")


def repeated(store: Store, name: str) -> set[tuple[object, ...]]:
    """Rows that an answer holds more than once."""
    rows = ask(store, name).rows
    return {row for row in rows if rows.count(row) > 1}


def test_tasks_from_document_and_unresolved(tmp_path: Path) -> None:
    """One task cites 468/QĐ-TTg; a second mention may mean 35/QĐ-TTg of two years, a third is blank."""

    def with_task(path: Path) -> tuple[Source, Document]:
        source, document = record(path)
        task = Task(
            0, 20, "Số hóa hồ sơ", lead=("Sở Nội vụ", "Công an tỉnh"), support=("Báo Nghệ An",),
            deadline=Deadline("Quý I/2024", 0, 1), citations=(0,),
        )  # fmt: skip
        one, other = E + "ttg/qd/2019/35", E + "ttg/qd/2020/35"
        several = replace(document.citations[1], target=None, resolution="ambiguous", candidates=(other, one))
        blank = replace(document.citations[2], target=None, kind="blank", resolution="unresolved", candidates=())
        return source, replace(document, tasks=(task,), citations=(document.citations[0], several, blank))

    (tmp_path / "10.txt").write_text("2024\n468/QĐ-TTg 2021-03-27\n35/QĐ-TTg 2020\n/QĐ-TTg 2024", encoding="utf-8")
    build([tmp_path / "10.txt"], tmp_path / "store", extract=with_task, root=tmp_path)
    plan = "10/KH-UBND Nghệ An 2024"
    with Store.open(tmp_path / "store") as store:
        assert ask(store, "tasks-from-document", {"document": "468/QĐ-TTg"}).rows == (
            (plan, "Số hóa hồ sơ", ("Công an tỉnh", "Sở Nội vụ"), ("Báo Nghệ An",), "Quý I/2024"),
        )
        assert ask(store, "unresolved").rows == (
            (plan, "/QĐ-TTg", "blank", ()),
            (plan, "35/QĐ-TTg", "ambiguous", (E + "ttg/qd/2019/35", E + "ttg/qd/2020/35")),
        )
        assert ask(store, "coverage").rows[0][-1] == 2


def test_a_date_known_to_the_month_contradicts_no_day_in_it(tmp_path: Path) -> None:
    folder = small(
        tmp_path,
        plan10="2024\n991/QĐ-TTg 2023-03",
        plan11="2024\n991/QĐ-TTg 2023-03-27",
        plan12="2024\n991/QĐ-TTg 2023-03-27",
        plan13="2024\n991/QĐ-TTg 2023-03-28",
    )
    with Store.open(folder) as store:
        rows = ask(store, "conflicts").rows
    assert [(row[2], row[3], row[4], row[5]) for row in rows] == [
        ("date", "2023-03-28", "2023-03-27", "13/KH-UBND Nghệ An 2024")
    ]


def test_a_date_after_the_plans_own_is_a_conflict(tmp_path: Path) -> None:
    folder = small(tmp_path, plan10="2024\n991/QĐ-TTg 2024-05-01")
    with Store.open(folder) as store:
        rows = ask(store, "conflicts").rows
    assert [(row[2], row[3], row[4]) for row in rows] == [("date_after_own", "2024-05-01", "2024-02-01")]


@pytest.mark.parametrize(
    ("name", "parameters", "then", "now"),
    [
        ("documents-cited", {"place": "Bắc Ninh"}, set(), {"02/KH-UBND", "06/QĐ-TTg", "01/NQ-CP"}),
        ("shared-basis", {"a": "Bắc Ninh", "b": "Nghệ An"}, set(), {"06/QĐ-TTg"}),
        ("stale-citations", {"place": "Đồng Tháp"}, set(), {"80/2015/QH13"}),
        ("year-on-year", {"province": "Bắc Ninh", "from": "2023", "to": "2024"}, set(), {"02/KH-UBND", "06/QĐ-TTg"}),
    ],
)
def test_a_place_can_be_asked_for_with_all_that_became_it(
    five_plans: Store, name: str, parameters: dict[str, str], then: set[str], now: set[str]
) -> None:
    def numbers(**day: str) -> set[object]:
        answer = ask(five_plans, name, parameters | day)
        return {row[answer.columns.index("number")] for row in answer.rows}

    assert numbers() == numbers(as_of="30/6/2025") == then
    assert numbers(as_of="01/7/2025") == now


def test_who_does_not_implement_is_counted_by_the_units_of_a_day(five_plans: Store) -> None:
    asked = {"document": "61/2018/NĐ-CP"}
    assert ask(five_plans, "not-yet-implemented", asked).rows == (
        ("Bắc Giang", 1), ("Quảng Ninh", 1), ("Tiền Giang", 1),
    )  # fmt: skip
    assert ask(five_plans, "not-yet-implemented", {**asked, "as_of": "01/7/2025"}).rows == (
        ("Bắc Ninh", 1), ("Đồng Tháp", 1), ("Quảng Ninh", 1),
    )  # fmt: skip

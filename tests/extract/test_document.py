"""One source's whole extraction: the parts fit together, and what is outside the text stays out."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest

from kg.extract.document import extract_source
from kg.models import Citation, Document, Source
from kg.text.read import read

PLANS = sorted((Path(__file__).parents[2] / "data" / "plans").glob("*.txt"))


def extract(text: str) -> Document:
    return extract_source(Source("t.txt", text, hashlib.sha256(text.encode()).hexdigest()))


def plan_of(name: str) -> Document:
    return extract_source(read(next(path for path in PLANS if path.stem == name)))


def numbered(document: Document, number: str) -> list[Citation]:
    return [c for c in document.citations if c.number == number]


@pytest.mark.parametrize(
    ("name", "citations", "aliases", "laws", "blanks"),
    [
        ("bac-giang-2024", 4, 1, 0, 1),
        ("nghe-an-2024", 18, 0, 0, 0),
        ("quang-ninh-2024", 26, 0, 0, 0),
        ("tien-giang-2024", 31, 9, 2, 0),
        ("vinh-quang-2023", 7, 0, 0, 0),
    ],
)
def test_kinds_of_mention_in_the_plans(name: str, citations: int, aliases: int, laws: int, blanks: int) -> None:
    kinds = [citation.kind for citation in plan_of(name).citations]
    assert len(kinds) == citations
    assert (kinds.count("alias"), kinds.count("name"), kinds.count("blank")) == (aliases, laws, blanks)


def test_the_same_number_of_three_provinces_is_read_alike() -> None:
    """468/QĐ-TTg, cited from Quảng Ninh, Nghệ An and a commune of Hải Phòng."""
    for name in ("quang-ninh-2024", "nghe-an-2024", "vinh-quang-2023"):
        (citation,) = numbered(plan_of(name), "468/QĐ-TTg")
        assert (citation.type, citation.date, citation.issuer) == ("Quyết định", "2021-03-27", "Thủ tướng Chính phủ")


def test_homes_decide_whose_document_it_is() -> None:
    document = plan_of("vinh-quang-2023")
    issuers = {c.number: c.issuer for c in document.citations}
    assert issuers["57/KH-UBND"] == "UBND thành phố Hải Phòng"
    assert issuers["150/KH-UBND"] == "UBND huyện Tiên Lãng"
    assert issuers["03-NQ/TU"] == "Ban Thường vụ Thành ủy Hải Phòng"
    assert document.header.province == "Hải Phòng"


def test_a_row_continued_after_a_page_break_cites_whole() -> None:
    (citation,) = numbered(plan_of("nghe-an-2024"), "06/QĐ-TTg")
    assert citation.date == "2022-01-06"


def test_both_dates_of_one_document_are_kept_as_printed() -> None:
    dates = [c.date for c in numbered(plan_of("quang-ninh-2024"), "27-NQ/TW")]
    assert sorted(set(filter(None, dates))) == ["2022-11-09", "2022-12-09"]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_tasks_hold_the_citations_inside_them(path: Path) -> None:
    document = extract_source(read(path))
    assert document.tasks
    for task in document.tasks:
        inside = [i for i, c in enumerate(document.citations) if task.start <= c.start < task.end]
        assert set(inside) <= set(task.citations)
        assert list(task.citations) == inside or (task.section or "").startswith("table:")


def test_a_task_cites_what_its_row_names_after_a_page_break() -> None:
    document = extract_source(read(PLANS[0].with_name("nghe-an-2024.txt")))
    (task,) = (task for task in document.tasks if task.section == "table:II.1")
    cited = [document.citations[i].number for i in task.citations]
    assert cited == ["06/QĐ-TTg", "468/QĐ-TTg", "45/2020/NĐ-CP"]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_what_a_source_says_of_itself_is_kept(path: Path) -> None:
    source = read(path)
    document = extract_source(source)
    assert (document.source, document.sha256) == (source.path, source.sha256)
    assert document.id == ""
    assert all(c.target is None and c.rule and c.page is None for c in document.citations)
    assert [c.start for c in document.citations] == sorted(c.start for c in document.citations)


def test_its_own_number_in_the_letterhead_is_no_citation() -> None:
    text = "UBND TỈNH QUẢNG NINH\nSố: 980/KH-UBND\n\nKẾ HOẠCH\nTuyên truyền\n\nCăn cứ Luật Đất đai;\n\nI. MỤC ĐÍCH\n"
    assert [c.number for c in extract(text).citations] == ["Luật Đất đai"]


def test_recipients_are_no_citations() -> None:
    """Signs of units and copies (survey, section 14: tnt_1cde9b907469c65b, tnt_b1bac569be973504)."""
    text = (
        "UBND TỈNH QUẢNG NINH\nSố: 980/KH-UBND\n\nKẾ HOẠCH\nTuyên truyền\n\nI. MỤC ĐÍCH\n\nNâng cao nhận thức.\n\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT, QLĐĐ1.\n05 bản, QĐ164.\n- Lưu: (PL11/11), VT.KT13/11.\n\nTM. ỦY BAN"
        " NHÂN DÂN\n"
    )
    assert extract(text).citations == ()


def test_what_was_not_taken_is_a_finding_with_its_place() -> None:
    text = "KẾ HOẠCH\nTuyên truyền\n\nI. MỤC ĐÍCH\n\nTheo Giấy phép số* *349/GP-BTTTT của Bộ."
    (finding,) = [f for f in extract(text).findings if f.code == "citation.not-taken"]
    assert text[finding.start : finding.end] == "349/GP-BTTTT"


@pytest.mark.parametrize("text", [" ", "\n\n\n", "|", "a", "Số:", "\ufeff", "KẾ HOẠCH"])
def test_almost_nothing_is_read_as_nothing(text: str) -> None:
    assert extract(text).citations == ()


def test_pages_are_counted_from_one() -> None:
    text = "Theo Nghị định số 61/2018/NĐ-CP.\n\nTheo Nghị định số 45/2020/NĐ-CP."
    source = Source("t.pdf", text, "0" * 64, pages=(0, text.index("\n\n") + 2))
    assert [c.page for c in extract_source(source).citations] == [1, 2]


def test_time_grows_with_the_text() -> None:
    """Ten times the text takes at most thirty times as long: no step looks at everything for each mention."""
    paragraph = "Tuyên truyền Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về cơ chế một cửa.\n"

    def seconds(count: int) -> float:
        text, times = paragraph * count, []
        for _ in range(3):
            started = time.perf_counter()
            assert len(extract(text).citations) == count
            times.append(time.perf_counter() - started)
        return min(times)

    assert seconds(600) < 30 * seconds(60)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_field_names_the_rule_that_read_it(path: Path) -> None:
    for citation in extract_source(read(path)).citations:
        named = {rule.partition(".")[0] for rule in citation.rules}
        fields = {name for name in ("date", "issuer", "title", "pinpoint") if getattr(citation, name)}
        assert named == fields, citation


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Nghị định số 961/2018/NĐ-CP ngày 23/4/2018 của Chính phủ", {"date.figures", "issuer.government"}),
        ("khoản 2 Điều 5 Nghị định số 961/2018/NĐ-CP", {"issuer.of-sign", "pinpoint.before"}),
        ("Luật Đầu tư công năm 2019 tại khoản 3 Điều 17.", {"date.year", "issuer.of-type", "pinpoint.after"}),
        ("Ngày 30/6/2025, Chính phủ ban hành Nghị định số 975/2025/NĐ-CP", {"date.before", "issuer.before"}),
        ("Tờ trình số 947/TTr-CP và Đề án số 948/ĐA-CP ngày 09/5/2025", {"date.list", "issuer.of-sign"}),
    ],
)
def test_the_rules_of_what_stands_beside_a_mention(text: str, rules: set[str]) -> None:
    (first, *_) = extract_source(Source("t.txt", f"KẾ HOẠCH\n\nI. NỘI DUNG\n\n{text}", "0" * 64)).citations
    assert set(first.rules) == rules

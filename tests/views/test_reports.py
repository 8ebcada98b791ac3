"""An answer as a workbook and as a Word file, read again by other libraries than those that wrote it."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import docx
import pytest
from lxml import etree
from openpyxl import load_workbook

from kg.analysis.report import Report, make_report
from kg.graph.queries import named
from kg.graph.store import Store
from kg.views.paper import paper
from kg.views.workbook import workbook

DIGEST = "sha256:0123"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ASKED = {
    "document": "468/QĐ-TTg năm 2021", "province": "Nghệ An", "plan": "122/KH-UBND", "a": "Nghệ An", "b": "Quảng Ninh",
    "from": "2023", "to": "2024",
}  # fmt: skip


def report(store: Store, name: str, **typed: str) -> Report:
    needed = {p.name: ASKED[p.name] for p in named()[name].parameters if p.required}
    return make_report(store, name, needed | typed)


@pytest.mark.parametrize("name", named())
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_named_question_becomes_both(store: Store, name: str, lang: str) -> None:
    made = report(store, name)
    book = load_workbook(io.BytesIO(workbook(made, DIGEST, "vi" if lang == "vi" else "en")))
    result, sources, scope, _ = book.worksheets
    assert result.max_row == 1 + len(made.answer.rows)
    assert sources.max_row == 1 + sum(map(len, made.sources))
    assert [row[1].value for row in scope.iter_rows(min_row=2)][-1] == DIGEST
    document = docx.Document(io.BytesIO(paper(made, DIGEST, "vi" if lang == "vi" else "en")))
    assert len(document.tables[0].rows) == 1 + len(made.answer.rows)
    assert any(DIGEST in paragraph.text for paragraph in document.paragraphs)


def test_each_row_names_its_passages(store: Store) -> None:
    """Who cites 468/QĐ-TTg, worked out by hand from the plans."""
    made = report(store, "provinces-citing")
    assert [
        (row[0], behind[0].file, behind[0].quote) for row, behind in zip(made.answer.rows, made.sources, strict=True)
    ] == [
        ("Nghệ An", "data/plans/nghe-an-2024.txt", "Quyết định số 468/QĐ-TTg"),
        ("Quảng Ninh", "data/plans/quang-ninh-2024.txt", "Quyết định số 468/QĐ-TTg"),
        ("Hải Phòng", "data/plans/vinh-quang-2023.txt", "Quyết định số 468/QĐ-TTg"),
    ]
    assert [len(behind) for behind in made.sources] == [1, 1, 1]


def test_passages_are_those_of_the_plans_that_were_asked_for(store: Store) -> None:
    made = report(store, "most-cited")  # at the level of provinces, as long as nothing else is said
    cited = {row[1]: behind for row, behind in zip(made.answer.rows, made.sources, strict=True)}
    assert {source.file for source in cited["468/QĐ-TTg"]} == {
        "data/plans/nghe-an-2024.txt",
        "data/plans/quang-ninh-2024.txt",
    }
    assert {source.plan for (behind,) in report(store, "evidence").sources for source in (behind,)} == {
        "122/KH-UBND Nghệ An 2024"
    }


def test_who_does_not_implement_has_at_most_a_passing_mention(store: Store) -> None:
    made = report(store, "not-yet-implemented")
    assert {row[0]: len(behind) for row, behind in zip(made.answer.rows, made.sources, strict=True)} == {
        "Bắc Giang": 0, "Nghệ An": 1, "Quảng Ninh": 1, "Tiền Giang": 0,
    }  # fmt: skip


def test_what_to_check_belongs_to_the_answer(store: Store) -> None:
    assert {doubt.kind for doubt in report(store, "documents-cited", place="Nghệ An").doubts} == {
        "conflicts", "stale-citations",
    }  # fmt: skip
    assert report(store, "provinces-citing").doubts == ()


def test_provinces_come_in_the_official_order_in_a_workbook(store: Store) -> None:
    provinces = [row[0] for row in report(store, "matrix").answer.rows]
    assert list(dict.fromkeys(provinces)) == ["Quảng Ninh", "Bắc Giang", "Nghệ An", "Tiền Giang"]


def test_heads_are_vietnamese_and_days_are_days(store: Store) -> None:
    book = load_workbook(io.BytesIO(workbook(report(store, "stale-citations"), DIGEST, "vi")))
    assert book.sheetnames == ["Kết quả", "Nguồn", "Phạm vi", "Cần kiểm tra"]
    result = book["Kết quả"]
    assert [cell.value for cell in result[1]][-2:] == ["Ngày có hiệu lực", "Nguyên văn"]
    effective = result.cell(2, 6)
    assert (effective.value, effective.number_format) == (datetime(2021, 1, 1), "dd/mm/yyyy")
    assert (
        date(2021, 1, 1).strftime("%d/%m/%Y")
        in docx.Document(io.BytesIO(paper(report(store, "stale-citations"), DIGEST, "vi")))
        .tables[0]
        .rows[1]
        .cells[4]
        .text
    )


def test_a_workbook_is_the_same_each_time(store: Store) -> None:
    made = report(store, "matrix")
    assert workbook(made, DIGEST, "vi") == workbook(report(store, "matrix"), DIGEST, "vi")


def test_a_footnote_cites_each_source_in_full(store: Store) -> None:
    data = paper(report(store, "provinces-citing"), DIGEST, "vi")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        notes = etree.fromstring(file.read("word/footnotes.xml"))
        body = etree.fromstring(file.read("word/document.xml"))
    texts = ["".join(map(str, note.itertext())) for note in notes][2:]
    marks = [mark.get(f"{W}id") for mark in body.iter(f"{W}footnoteReference")]
    assert marks == [note.get(f"{W}id") for note in notes][2:] == ["2", "3", "4"]
    assert texts[0].startswith(
        " Kế hoạch số 122/KH-UBND ngày 21 tháng 02 năm 2024 của UBND tỉnh Nghệ An về truyền thông hoạt động kiểm soát"
    )
    assert "Quyết định số 468/QĐ-TTg" in texts[0]
    assert texts[0].endswith("data/plans/nghe-an-2024.txt, 9226–9250).")


def test_texts_stay_texts(store: Store) -> None:
    made = report(store, "provinces-citing", document="=1+1\x00")
    (sheet, _, scope, _) = load_workbook(io.BytesIO(workbook(made, DIGEST, "en"))).worksheets
    assert sheet.max_row == 1
    typed = next(row[1] for row in scope.iter_rows(min_row=2) if str(row[1].value).startswith("=1+1"))
    assert typed.data_type == "s"
    assert "=1+1" in "".join(p.text for p in docx.Document(io.BytesIO(paper(made, DIGEST, "en"))).paragraphs)

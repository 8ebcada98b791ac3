from pathlib import Path

import pytest

from kg.text.layout import layout
from kg.text.normalise import normalise
from kg.text.offsets import MappedText
from kg.text.tables import Table

PLANS = Path(__file__).parents[2] / "data" / "plans"


def tables_of(text: str) -> tuple[Table, ...]:
    return layout(MappedText.identity(text)).tables


def plan_text(name: str) -> str:
    return (PLANS / f"{name}.txt").read_bytes().decode("utf-8")


@pytest.mark.parametrize(("name", "columns", "rows"), [("bac-giang-2024", 6, 31), ("nghe-an-2024", 5, 17)])
def test_annex_tables_of_the_plans(name: str, columns: int, rows: int) -> None:
    (table,) = layout(normalise(plan_text(name))).tables
    assert (len(table.header), len(table.rows)) == (columns, rows)
    assert all(len(row.cells) == columns for row in table.rows)


def test_a_row_continued_after_a_page_break_is_joined() -> None:
    text = plan_text("nghe-an-2024")
    (table,) = layout(normalise(text)).tables
    cell = next(row for row in table.rows if "06/QĐ-TTg" in row.cells[1].text).cells[1]
    assert "số 06/QĐ-TTg ngày 06/01/2022" in cell.text
    start = cell.text.index("ngày 06/01/2022")
    assert text[slice(*cell.span(start, start + 15))] == "ngày 06/01/2022"


def test_the_stamp_after_the_table_is_not_part_of_it() -> None:
    text = plan_text("nghe-an-2024")
    (table,) = layout(normalise(text)).tables
    assert text[table.end :].strip() == "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN"


def test_a_stray_line_between_rows_is_left_out() -> None:
    (table,) = tables_of("TT\tViệc\tChủ trì\n1\tA\tSở X\n\n12\n\t còn A\t\n2\tB\tSở Y")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["1", "A còn A", "Sở X"],
        ["2", "B", "Sở Y"],
    ]


def test_markdown_table() -> None:
    (table,) = tables_of("| TT | Nhiệm vụ | Chủ trì |\n|---|---|---|\n| 1. | Rà soát | Bộ Y tế |\n| 2 | | Bộ X |")
    assert table.header == ("TT", "Nhiệm vụ", "Chủ trì")
    assert [row.label for row in table.rows] == ["1", "2"]
    assert [cell.text for cell in table.rows[1].cells] == ["2", "", "Bộ X"]


def test_table_of_lone_bars() -> None:
    text = "văn bản\n|\nTT\n|\nNhiệm vụ\n|\nCơ quan chủ trì\n|\n|\n1\n|\nKhảo\nsát\n|\nSở A\n|\n\nKết thúc\n|\n"
    (table,) = tables_of(text)
    assert table.header == ("TT", "Nhiệm vụ", "Cơ quan chủ trì")
    assert [cell.text for cell in table.rows[0].cells] == ["1", "Khảo\nsát", "Sở A"]


def test_the_signature_before_a_table_of_lone_bars_is_no_row() -> None:
    closing = "Nơi nhận:\n- Như trên\n|\nKT. CHỦ TỊCH\n|\nDANH MỤC\n|\n"
    text = closing + "STT\n|\nTên\n|\nCăn cứ\n|\n|\n1\n|\nA\n|\nB\n|"
    assert [table.header for table in tables_of(text)] == [("STT", "Tên", "Căn cứ")]


def test_indented_paragraphs_are_no_table() -> None:
    assert tables_of("\tCăn cứ Luật A;\n\tCăn cứ Luật B;\n") == ()


def test_a_second_table_may_begin_after_an_empty_row() -> None:
    cells = ["STT", "Việc", "Đơn vị", "", "1", "Họp", "Sở A", "", ""]
    again = ["STT", "Việc", "Đơn vị", "", "1", "Đọc", "Sở B", ""]
    text = "|\n" + "\n|\n".join([*cells, *again])
    assert [len(table.rows) for table in tables_of(text)] == [1, 1]
    assert all(row.start < table.end for table in tables_of(text) for row in table.rows)


def web_table(*rows: str) -> str:
    """A table as web text has it: each cell between lone bars, one more bar between two rows."""
    return "|\n" + "\n|\n|\n".join(row.replace(" | ", "\n|\n") for row in rows) + "\n|\n"


@pytest.mark.parametrize(
    "after",
    [
        "2. Mức học phí trực tuyến\nĐiều 3. Thi hành",  # tnt_c53841af6c236aed
        "b. Đối với công trình khác\nĐiều 2. Thay thế từ",  # tnt_592501a25aaf5012
        "Căn cứ khoản 1 Điều này, hiệu trưởng mua sắm\n3. Nguồn kinh phí",  # tnt_51e961df2382e070
        "PHỤ LỤC II\n(Kèm theo Nghị quyết số 55/2025/NQ-HĐND)",  # tnt_02b9be7711f88c70
    ],
)
@pytest.mark.parametrize("opens", ["STT | Tên | Số lượng", "Nơi nhận:\n- Như Điều 3 | CHỦ TỊCH", "KT. CHỦ TỊCH"])
def test_text_after_a_table_of_lone_bars_is_outside_it(after: str, opens: str) -> None:
    first = web_table("STT | Cấp học | Mức", "1 | Mầm non | 80")
    text = first + after + "\n" + web_table(opens, "1 | A | 2")
    found = tables_of(text)
    assert [row.label for row in found[0].rows] == ["1"]
    assert found[0].end < text.index(after) <= text.index(opens[:3], len(first))
    assert len(found) == (2 if opens.startswith("STT") else 1)


def test_a_column_of_recipients_is_a_column() -> None:
    (table,) = tables_of(web_table("Hồ sơ | Nơi nhận | Thời gian thực hiện", "1 | Sở A | 2 ngày", "2 | Sở B | 3 ngày"))
    assert [row.label for row in table.rows] == ["1", "2"]

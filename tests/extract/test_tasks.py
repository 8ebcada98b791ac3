import json
from pathlib import Path

import pytest

from kg.extract.deadlines import recurrence
from kg.extract.header import read_header
from kg.extract.tasks import find_tasks
from kg.models import Agency, Task
from kg.tables import fold
from kg.text.layout import layout
from kg.text.normalise import normalise

ROOT = Path(__file__).parents[2]
PLANS = sorted((ROOT / "data" / "gold").glob("*.json"))
DEV = sorted((ROOT.parent / "shared" / "gold" / "dev").glob("*.json"))
HEAD = (
    "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ CẦN THƠ\nSố: 1/KH-UBND\nKẾ HOẠCH\nVề A\n"
    "I. MỤC ĐÍCH\nNâng cao hiệu quả.\nII. TỔ CHỨC THỰC HIỆN\n"
)


def tasks_of(text: str) -> tuple[tuple[Task, ...], tuple[Agency, ...]]:
    found = layout(normalise(text))
    return find_tasks(found, read_header(found)[0])


def plan_text(name: str) -> str:
    return (ROOT / "data" / "plans" / f"{name}.txt").read_bytes().decode("utf-8")


@pytest.mark.gold
@pytest.mark.parametrize(("name", "rows"), [("bac-giang-2024", 28), ("nghe-an-2024", 15)])
def test_every_row_of_the_annex_tables(name: str, rows: int) -> None:
    gold = json.loads((ROOT / "data" / "gold" / f"{name}.json").read_text("utf-8"))["tasks"]
    found = [task for task in tasks_of(plan_text(name))[0] if (task.section or "").startswith("table:")]
    assert len(gold) == len(found) == rows
    for row, task in zip(gold, found, strict=True):
        assert task.section == f"table:{row['row']}"
        assert sorted(map(fold, task.lead)) == sorted(map(fold, row["lead"])), row["row"]
        assert sorted(map(fold, task.support)) == sorted(map(fold, row["support"])), row["row"]
        assert task.deadline is not None
        assert task.deadline.text == row["deadline"]


def one_name(name: str) -> str:
    """Districts and communes as a group have several names in the gold annotations."""
    folded = fold(name).replace(",", "").replace(" - ", "-")
    for group, kinds in (
        ("huyen", ("huyen", "quan", "thi xa")),
        ("xa", ("xa", "phuong", "thi tran", "dac khu")),
    ):
        if any(folded.startswith((f"ubnd cac {kind}", f"ubnd cap {kind}")) for kind in kinds):
            return f"ubnd cap {group}"
    return folded


def f1(paths: list[Path], role: str) -> float:
    right = predicted = wanted = 0
    for path in paths:
        gold = json.loads(path.read_text("utf-8"))
        if "agencies" not in gold:
            continue
        plan = ROOT / "data" / "plans" / f"{path.stem}.txt"
        text = (plan if plan.exists() else path.with_suffix(".txt")).read_bytes().decode("utf-8")
        want = {one_name(agency["name"]) for agency in gold["agencies"] if agency["role"] == role}
        got = {one_name(agency.name) for agency in tasks_of(text)[1] if agency.role == role}
        right, predicted, wanted = right + len(want & got), predicted + len(got), wanted + len(want)
    return 2 * right / (predicted + wanted)


@pytest.mark.gold
def test_leading_bodies_of_the_plans() -> None:
    assert f1(PLANS, "lead") >= 0.99


@pytest.mark.gold
@pytest.mark.skipif(not DEV, reason="the development gold is not here")
def test_leading_bodies_of_the_development_gold() -> None:
    assert f1(DEV, "lead") >= 0.95


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_spans_lie_where_the_task_is(path: Path) -> None:
    text = plan_text(path.stem)
    tasks, _ = tasks_of(text)
    assert tasks == tuple(sorted(tasks, key=lambda task: task.start))
    for task in tasks:
        printed = text[task.start : task.end].replace("*", "")
        assert " ".join(printed.split())[:20] == " ".join(task.text.split())[:20]
        if task.deadline:
            assert " ".join(text[task.deadline.start : task.deadline.end].split()) == task.deadline.text


def test_a_joined_row_has_the_span_of_its_first_piece() -> None:
    text = plan_text("nghe-an-2024")
    row = next(task for task in tasks_of(text)[0] if task.section == "table:II.1")
    assert text[row.start : row.end].endswith("kèm theo Quyết định số 06/QĐ-TTg")


def test_sections_and_support_of_headings() -> None:
    tasks, _ = tasks_of(plan_text("tien-giang-2024"))
    by_section = {task.section: task for task in tasks}
    assert by_section["IV.3"].lead == ("Công an tỉnh",)
    assert by_section["IV.6"].lead == ()
    assert by_section["IV.6"].support == ("Sở Tư pháp",)


@pytest.mark.parametrize(
    ("below", "role"),
    [
        ("Phối hợp với Sở Y tế tham mưu bố trí kinh phí theo phân cấp.", "support"),
        ("Căn cứ chức năng, nhiệm vụ, phối hợp với các cơ quan liên quan triển khai Kế hoạch.", "support"),
        ("a) Phối hợp với Sở Y tế rà soát quy định;\nb) Phối hợp với Sở Nội vụ kiểm tra.", "support"),
        ("a) Phối hợp với Sở Y tế rà soát quy định;\nb) Thẩm định kinh phí.", "lead"),
        ("Phối hợp với các ngành, các cấp tăng cường tuyên truyền. Tham gia giám sát.", "lead"),
        ("Phối hợp với Sở Y tế thẩm định kinh phí; hướng dẫn lập, thanh quyết toán.", "lead"),
        ("Phối hợp với các cơ quan, đơn vị có liên quan, căn\ncứ khả năng cân đối tham mưu bố trí kinh phí.", "lead"),
        ("Phối hợp chặt chẽ với cấp ủy, chính quyền các cấp, phát huy khối đại đoàn kết.", "lead"),
    ],
)  # fmt: skip
def test_a_body_that_only_takes_part_supports(below: str, role: str) -> None:
    _, bodies = tasks_of(f"{HEAD}1. Sở Nội vụ\n- Chủ trì B.\n2. Sở Tài chính\n{below}\n3. Sở Y tế\n- Chủ trì C.")
    assert [body.role for body in bodies if body.name == "Sở Tài chính"] == [role]


@pytest.mark.parametrize(
    "heading",
    [
        "7. Đề nghị Ủy\nban Mặt trận Tổ quốc Việt Nam thành phố",
        "7. Đề\nnghị Ủy ban Mặt trận Tổ quốc Việt Nam thành phố",
    ],
)
def test_a_heading_broken_over_lines_charges_its_body(heading: str) -> None:
    (task,), _ = tasks_of(f"{HEAD}{heading}\n- Vận động đoàn viên thực hiện B.\n")
    assert task.asked
    assert task.lead == ("Ủy ban Mặt trận Tổ quốc Việt Nam thành phố",)


def test_a_document_that_is_no_plan_has_none() -> None:
    text = "Số: 1/QĐ-UBND\nQUYẾT ĐỊNH\nVề A\nĐiều 1. B\nĐiều 2. Tổ chức thực hiện\n1. Sở Nội vụ\n- Chủ trì C."
    assert tasks_of(text) == ((), ())


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("Thường xuyên", "thường xuyên"),
        ("Định kỳ 6 tháng/01 lần", "định kỳ 6 tháng"),
        ("Hàng năm", "hằng năm"),
        ("Quý II/2024", None),
        ("Cả năm 2024", None),
    ],
)
def test_recurrence(text: str, often: str | None) -> None:
    assert recurrence(text) == often

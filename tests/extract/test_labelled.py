from dataclasses import dataclass

import pytest

from kg.extract.header import read_header
from kg.extract.tasks import find_tasks
from kg.models import Task
from kg.text.layout import layout
from kg.text.normalise import normalise

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN\nSố: 12/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Nghệ An, ngày 5 tháng 1 năm 2024\nKẾ HOẠCH\nCải cách hành chính năm 2024\nI. MỤC ĐÍCH\nNâng cao hiệu quả.\n"
    "II. NHIỆM VỤ\n"
)
TAIL = "\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Ân\n"


def tasks_of(body: str) -> tuple[Task, ...]:
    found = layout(normalise(HEAD + body + TAIL))
    return find_tasks(found, read_header(found)[0])[0]


@dataclass(frozen=True)
class Expected:
    section: str
    text: str
    lead: tuple[str, ...]
    support: tuple[str, ...] = ()
    deadline: str | None = None
    product: str | None = None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "1. Cải cách thể chế\na) Rà soát văn bản.\n- Cơ quan chủ trì: Sở Tư pháp.\n- Cơ quan phối hợp: "
            "Các sở, ban, ngành; UBND cấp huyện.\n- Thời gian thực hiện: Quý II/2024.\n- Sản phẩm: Báo cáo rà soát.",
            Expected("II.1", "a) Rà soát văn bản", ("Sở Tư pháp",), ("Các sở, ban, ngành", "UBND cấp huyện"),
                     "Quý II/2024", "Báo cáo rà soát"),
        ),
        (
            "1. Tuyên truyền cải cách hành chính (đơn vị chủ trì: Sở Nội vụ; đơn vị phối hợp: Báo Nghệ An; "
            "thời gian: thường xuyên).",
            Expected("II.1", "1. Tuyên truyền cải cách hành chính", ("Sở Nội vụ",), ("Báo Nghệ An",), "thường xuyên"),
        ),
        (
            "1. Xây dựng cơ sở dữ liệu\nĐơn vị thực hiện:\nSở Tài chính, Công an tỉnh.\nCơ quan phối hợp: Không.",
            Expected("II.1", "1. Xây dựng cơ sở dữ liệu", ("Sở Tài chính", "Công an tỉnh")),
        ),
        (
            "1. Chuyển đổi số\n- Nội dung: Số hóa hồ sơ.\n- Kết quả: Hồ sơ số.\n- Đơn vị chủ trì thực hiện: Sở Nội vụ.",
            Expected("II.1", "1. Chuyển đổi số\n- Nội dung: Số hóa hồ sơ", ("Sở Nội vụ",), product="Hồ sơ số"),
        ),
    ],
)  # fmt: skip
def test_labels_say_who_and_when(body: str, expected: Expected) -> None:
    (task,) = tasks_of(body)
    deadline = task.deadline.text if task.deadline else None
    assert Expected(task.section or "", task.text, task.lead, task.support, deadline, task.product) == expected


def test_each_group_of_labels_is_a_task_of_its_own() -> None:
    found = tasks_of(
        "1. Thể chế\na) Việc một.\n- Chủ trì: Sở Tư pháp.\nb) Việc hai.\n- Chủ trì: Sở Nội vụ.\n"
        "- Thời gian: Tháng 3/2024.\nc) Việc ba, không giao cho ai."
    )
    assert [(task.text, task.lead) for task in found] == [
        ("a) Việc một", ("Sở Tư pháp",)), ("b) Việc hai", ("Sở Nội vụ",)),
    ]  # fmt: skip
    assert [task.deadline and task.deadline.latest for task in found] == [None, "2024-03-31"]


def test_a_label_without_a_body_makes_no_task() -> None:
    assert tasks_of("1. Kết quả: đạt.\n- Thời gian: 2024.") == ()

import pytest

from kg.text.headings import heading


@pytest.mark.parametrize(
    ("line", "level", "label", "text"),
    [
        ("Chương II", 1, "II", ""),
        ("A. DANH MỤC", 2, "A", "DANH MỤC"),
        ("IV. TỔ CHỨC THỰC HIỆN", 3, "IV", "TỔ CHỨC THỰC HIỆN"),
        ("Điều 1. Phạm vi điều chỉnh", 4, "1", "Phạm vi điều chỉnh"),
        ("3. Sở Nội vụ", 5, "3", "Sở Nội vụ"),
        ("4.1. Cải cách thể chế", 6, "4.1", "Cải cách thể chế"),
        ("đ) Lồng ghép", 7, "đ", "Lồng ghép"),
        ("- Chủ trì", 8, "-", "Chủ trì"),
    ],
)
def test_labels(line: str, level: int, label: str, text: str) -> None:
    found = heading(line)
    assert found is not None
    assert (found.level, found.label, found.text) == (level, label, text)


@pytest.mark.parametrize(
    "line", ["Sở Nội vụ", "Căn cứ Luật", "2024", "15/02/2024", "I", "Đề án 06", "10/VBHN-BGDĐT ngày", ""]
)
def test_what_is_no_label(line: str) -> None:
    assert heading(line) is None

import pytest

from kg.text.lines import continued, paragraphs, split_lines

PANDOC = ["-- ---", "---- ----", "UBND", "CỘNG HÒA", "TỈNH A", "Độc lập", "---- ----"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A\n|\nB\n", ["A", "B"]),
        ("| Số: 49/2012/QĐ-UBND | Hà Nội |", ["Số: 49/2012/QĐ-UBND", "Hà Nội"]),
        ("## Ban hành Chương trình", ["Ban hành Chương trình"]),
        ("Căn cứ\tLuật Đất đai", ["Căn cứ Luật Đất đai"]),
        ("1\tA\n2\tB", ["1", "A", "2", "B"]),
        ("  -- ---\n  ---- ----\n  UBND    CỘNG HÒA\n  TỈNH A  Độc lập\n  ---- ----", PANDOC),
        ("dòng một\r\ndòng hai\r\n", ["dòng một", "dòng hai"]),
        ("", []),
        ("\n \n|\n", []),
    ],
)
def test_what_each_line_says(text: str, said: list[str]) -> None:
    assert [line.text for line in split_lines(text)] == said


def test_offsets_stand_for_the_text() -> None:
    text = "  TT \tViệc\n1\t x  y \n|\nsau"
    for line in split_lines(text):
        assert " ".join(text[line.start : line.end].split()) == line.text


def test_a_wrapped_heading_is_read_whole() -> None:
    lines = split_lines("IV.\nTỔ CHỨC\nTHỰC HIỆN\n\n1. Sở\nTài chính\n- Chủ trì;\n- Điều\n5. Hiệu lực")
    assert continued(lines)[0] == "IV. TỔ CHỨC THỰC HIỆN"
    assert [len(paragraph) for paragraph in paragraphs(lines)] == [3, 2, 1, 1, 1]


def test_an_article_number_in_the_next_line_belongs_to_its_word() -> None:
    assert continued(split_lines("Điều\n8. Tổ chức thực hiện"))[0] == "Điều 8. Tổ chức thực hiện"

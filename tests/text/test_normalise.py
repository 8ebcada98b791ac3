"""What cleaning does to real damage (survey, section 13), and that each character keeps its place."""

from __future__ import annotations

import unicodedata

import pytest

from kg.text.normalise import normalise


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("Nghị quyết số* *203/2025/QH15", "Nghị quyết số 203/2025/QH15"),  # survey 13
        ("**Điều 1.** *Phạm vi*", "Điều 1. Phạm vi"),
        ("Số: *2b* /KH-UBND", "Số: 2b /KH-UBND"),  # quang-ninh-2024
        ("KẾ HOẠCH**Tuyên truyền**", "KẾ HOẠCHTuyên truyền"),  # vinh-quang-2023
        ("<i>Chính sách và Cuộc sống</i>", "Chính sách và Cuộc sống"),  # nghe-an-2024
        ('<span class="x">468</span>/QĐ-TTg<sup>3</sup>', "468/QĐ-TTg3"),
        ("\\-\\-\\-- và 1\\. Đổi mới", "---- và 1. Đổi mới"),  # dvhc_1656, mp_57-NQ-TW
        ("Ðiều 1. Ðổi mới; HÐNN; ð", "Điều 1. Đổi mới; HĐNN; đ"),  # survey 13: Latin Eth
        ("423/BC-UBPLTP15\u00a0ngày", "423/BC-UBPLTP15 ngày"),  # dvhc_1656
        ("hành\u00adchính, số\u200b 1\u2060\ufeff", "hànhchính, số 1"),
        ("16495/BТС-PTHT", "16495/BTC-PTHT"),  # tnt_fa0dcc139cec05de: Cyrillic
        ("QĐ\u2010UBND, NQ\u2011HĐND", "QĐ-UBND, NQ-HĐND"),
        ("giai đoạn 2021–2025 — 2030", "giai đoạn 2021–2025 — 2030"),
        ("một\r\nhai\x0cba\u2028bốn", "một \nhai\nba\nbốn"),
        ("I.\tA\n|\nB", "I.\tA\n|\nB"),
        ("a < b > c", "a < b > c"),
        ("x_y_z", "x_y_z"),
        ("", ""),
    ],
)
def test_what_only_disturbs_reading_goes(source: str, clean: str) -> None:
    assert normalise(source).text == clean


@pytest.mark.parametrize(
    "words",
    [
        "Quyết định số 468/QĐ-TTg",
        "Thủ tướng Chính phủ",
        "ỦY BAN NHÂN DÂN TỈNH",
        "Ưu đãi người có công",
        "đặc khu Phú Quý",
    ],
)
def test_decomposed_letters_are_composed(words: str) -> None:
    decomposed = unicodedata.normalize("NFD", words)
    clean = normalise(decomposed)
    assert clean.text == words
    assert decomposed[slice(*clean.span(0, len(words)))] == decomposed
    for i in range(len(words)):
        assert decomposed[slice(*clean.span(i, i + 1))] == unicodedata.normalize("NFD", words[i])


def test_what_is_taken_out_leaves_the_places_of_the_rest() -> None:
    source = "Nghị quyết số* *203/2025/QH15"
    clean = normalise(source)
    assert source[slice(*clean.span(14, 27))] == "203/2025/QH15"
    assert source[slice(*clean.span(11, 17))] == "số* *203"


@pytest.mark.parametrize("source", ["a*\u0301", "a\u00ad\u0301", "\\\u200b.", "\\<b>."])
def test_cleaning_twice_is_cleaning_once(source: str) -> None:
    once = normalise(source).text
    assert normalise(once).text == once

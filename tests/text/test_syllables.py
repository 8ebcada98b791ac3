"""Split syllables are put together in damaged texts, and nothing is touched in whole ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.tables import syllables
from kg.text.syllables import joined_syllables

DAMAGE = "t ổ ch ức, s ố 5, h ội. "  # enough of it to show that the text is split


@pytest.mark.parametrize(
    ("split", "whole"),
    [
        ("Quy ết đ ịnh s ố 12/QĐ-UBND", "Quyết định số 12/QĐ-UBND"),
        ("C hính ph ủ", "Chính phủ"),
        ("n gày 19 tháng 6", "ngày 19 tháng 6"),
        ("Lu ật t ổ chức chính quy ền địa phương", "Luật tổ chức chính quyền địa phương"),
        ("điểm đ khoản 2 Điều 5", "điểm đ khoản 2 Điều 5"),
        ("ban hành quy định", "ban hành quy định"),
        ("thành ph ố Hà Nội", "thành phố Hà Nội"),
    ],
)
def test_what_belongs_together(split: str, whole: str) -> None:
    joined = joined_syllables(DAMAGE + split)
    assert joined is not None
    assert joined.text == f"tổ chức, số 5, hội. {whole}"


def test_offsets_lead_back_to_the_pieces() -> None:
    text = DAMAGE + "Ngh ị quy ết"
    joined = joined_syllables(text)
    assert joined is not None
    start = joined.text.index("Nghị quyết")
    first, last = joined.span(start, start + len("Nghị quyết"))
    assert text[first:last] == "Ngh ị quy ết"


@pytest.mark.parametrize("text", ["Quyết định số 12/QĐ-UBND", "a) b) c) đ) e)", "", "h ội"])
def test_a_whole_text_is_left_alone(text: str) -> None:
    assert joined_syllables(text) is None


@given(st.lists(st.sampled_from(sorted(syllables())), min_size=1, max_size=30))
def test_whole_syllables_never_grow_together(words: list[str]) -> None:
    joined = joined_syllables(DAMAGE + " ".join(words))
    assert joined is not None
    assert joined.text.split(" ")[5:] == words

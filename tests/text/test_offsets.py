"""Text that remembers where its characters stood; its laws are in tests/test_properties.py."""

from __future__ import annotations

import pytest

from kg.text.offsets import MappedText

JOINED = MappedText.join([("Quyết", 0), (" ", 5), ("định", 9)])


def test_pieces_are_put_together_with_their_places() -> None:
    assert JOINED.text == "Quyết định"
    assert [JOINED.source(i) for i in range(10)] == [0, 1, 2, 3, 4, 5, 9, 10, 11, 12]


def test_neighbouring_pieces_are_one_run() -> None:
    assert MappedText.join([("ab", 3), ("", 9), ("cd", 5)]) == MappedText("abcd", (0,), (3,))


def test_nothing_is_an_empty_text() -> None:
    assert MappedText.join([]).text == ""
    assert MappedText.join([("", 4)]) == MappedText.join([])


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [(0, 5, (0, 5)), (0, 10, (0, 13)), (5, 6, (5, 6)), (6, 10, (9, 13)), (4, 7, (4, 10))],
)
def test_a_span_of_the_text_is_a_span_of_the_source(start: int, end: int, span: tuple[int, int]) -> None:
    assert JOINED.span(start, end) == span


def test_a_composed_letter_takes_the_marks_that_follow_it() -> None:
    decomposed = "so\u0302\u0301 1"
    text = MappedText.join([("s", 0), ("ố", 1), (" 1", 4)], decomposed)
    assert text.span(1, 2) == (1, 4)
    assert decomposed[slice(*text.span(0, 2))] == "so\u0302\u0301"
    assert text.span(0, 4) == (0, 6)


@pytest.mark.parametrize("index", [-1, 10, 99])
def test_there_is_nothing_outside_the_text(index: int) -> None:
    with pytest.raises(IndexError, match=f"offset {index} is outside a text of 10 characters"):
        JOINED.source(index)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2)])
def test_an_empty_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(IndexError, match=f"empty span {start}:{end}"):
        JOINED.span(start, end)


def test_a_text_made_from_another_goes_back_to_its_source() -> None:
    shorter = MappedText.join([("Qu", 0), ("đ", 6)])
    both = shorter.through(JOINED)
    assert (both.text, [both.source(i) for i in range(3)]) == ("Quđ", [0, 1, 9])


def test_pieces_are_cut_where_the_runs_change() -> None:
    assert list(JOINED.runs(4, 8)) == [(0, 4), (2, 9)]
    assert list(JOINED.runs(4, 4)) == []

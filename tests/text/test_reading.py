from pathlib import Path

import pytest

from kg.text.layout import layout
from kg.text.normalise import normalise
from kg.text.reading import reading

PLANS = sorted((Path(__file__).parents[2] / "data" / "plans").glob("*.txt"))


def read(text: str) -> str:
    return reading(layout(normalise(text))).text


@pytest.mark.parametrize(
    ("source", "read_as"),
    [
        ("Quyết  định\tsố 1", "Quyết định số 1"),
        ("Nghị\nđịnh số", "Nghị\nđịnh số"),
        ("Luật A\n\n\nLuật B", "Luật A\n\nLuật B"),
        ("số\n|\n61/2018", "số\n61/2018"),
        ("một |  hai", "một\n\nhai"),
        ("TT\tViệc\n1\tsố 06/QĐ-TTg\n\n\tngày 06/01/2022", "TT\n\nViệc\n\n1\n\nsố 06/QĐ-TTg ngày 06/01/2022"),
        ("Hết\n\n", "Hết"),
    ],
)
def test_white_space_and_cells(source: str, read_as: str) -> None:
    assert read(source) == read_as


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_word_maps_to_itself(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    found = reading(layout(normalise(text)))
    words = 0
    for start, end in word_spans(found.text):
        first, last = found.span(start, end)
        printed = text[first:last]
        assert printed.replace("*", "").replace("<i>", "").replace("</i>", "") == found.text[start:end]
        words += 1
    assert words > 1000


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_nothing_is_lost(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    normal = normalise(text)
    kept = sorted("".join(normal.text.replace("|", "").split()))
    assert sorted("".join(reading(layout(normal)).text.split())) == kept


def word_spans(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        spans.append((start, start + len(word)))
        at = start + len(word)
    return spans

"""Bars and chains."""

from __future__ import annotations

from xml.etree import ElementTree

from kg.views.charts import Box, Step, bars, chain

SVG = "{http://www.w3.org/2000/svg}"


def test_bars_are_as_long_as_their_numbers() -> None:
    root = ElementTree.fromstring(bars({"a": 4, "b": 2, "c": 0}, "title"))
    widths = [float(str(rect.get("width"))) for rect in root.iter("rect")]
    assert widths[0] == 2 * widths[1]
    assert widths[2] == 0
    assert ElementTree.fromstring(bars({}, "<none>")).findtext("caption") == "<none>"


def test_a_chain_has_what_acts_to_the_left_and_ends_where_it_closes() -> None:
    steps = [Step("B", "amends", "A"), Step("C", "amends", "B"), Step("A", "replaces", "Z"), Step("A", "guides", "C")]
    boxes = {"A": Box("A", "/a"), "B": Box("B"), "C": Box("C", "/c?x=1&y"), "Z": Box("Z")}
    root = ElementTree.fromstring(chain([*steps, Step("X", "amends", "Y")], "A", boxes, "chain"))
    texts = [text for text in root.iter(f"{SVG}text") if text.get("class") != "relation"]
    at = {str(text.text): float(str(text.get("x"))) for text in texts}
    assert set(at) == {"A", "B", "C", "Z"}
    assert at["B"] < at["A"] < at["Z"]
    assert len([path for path in root.iter(f"{SVG}path") if path.get("marker-end")]) == 4
    assert {a.get("href") for a in root.iter(f"{SVG}a")} == {"/a", "/c?x=1&y"}

"""The tile map has every unit once, and its four states never look alike."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from kg.tables import provinces
from kg.tables.provinces import UnitSet
from kg.views.tiles import Tile, tile_map

SVG = "{http://www.w3.org/2000/svg}"


def tiles_of(picture: str) -> dict[str, ElementTree.Element]:
    """The tiles of a map by what their title says before the colon."""
    groups = ElementTree.fromstring(picture).iter(f"{SVG}g")
    return {str(group.findtext(f"{SVG}title")).partition(":")[0]: group for group in groups}


@pytest.mark.parametrize(("units", "count"), [("before", 63), ("after", 34)])
def test_every_unit_has_a_tile_of_its_own_and_the_islands_stand_beside(units: UnitSet, count: int) -> None:
    found = tiles_of(tile_map({}, units, "map", "vi"))
    names = {unit.name for unit in provinces() if unit.set == units}
    assert len(names) == count
    assert set(found) == names | {"Hoàng Sa (Đà Nẵng)", "Trường Sa (Khánh Hòa)"}
    places = {(rect.get("x"), rect.get("y")) for group in found.values() for rect in group.iter(f"{SVG}rect")}
    assert len(places) == count + 2


def test_the_four_states_never_look_alike() -> None:
    states = {
        "ha-noi": Tile("whole", 3), "nghe-an": Tile("whole"), "ha-tinh": Tile("part"), "da-nang": Tile("whole", 1),
    }  # fmt: skip
    found = tiles_of(tile_map(states, "before", "map", "en"))
    looks = {}
    for name in ("Hà Nội", "Nghệ An", "Hà Tĩnh", "Huế", "Đà Nẵng"):
        rect = found[name].find(f"{SVG}rect")
        assert rect is not None
        looks[name] = (rect.get("fill"), rect.get("stroke-dasharray"))
    assert len(set(looks.values())) == 5
    assert found["Hà Nội"].findtext(f"{SVG}title") == "Hà Nội: 3 plans cite it"
    assert found["Huế"].findtext(f"{SVG}title") == "Huế: not read"
    island = found["Hoàng Sa (Đà Nẵng)"].find(f"{SVG}rect")
    assert island is not None
    assert island.get("fill") == looks["Đà Nẵng"][0]


def test_texts_and_addresses_cannot_become_markup() -> None:
    picture = tile_map({"hue": Tile("whole", 1, '"><script>')}, "before", '"<x>', "vi")
    root = ElementTree.fromstring(picture)
    assert root.get("aria-label") == '"<x>'
    assert [a.get("href") for a in root.iter(f"{SVG}a")] == ['"><script>']

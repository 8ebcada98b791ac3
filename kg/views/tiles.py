"""A tile map of the units at the level of a province, as SVG: no boundaries, one tile each."""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from kg.config import Lang
from kg.tables import provinces
from kg.tables.provinces import UnitSet
from kg.views.words import word

Reading: TypeAlias = Literal["whole", "part", "none"]
_WIDE, _HIGH, _GAP = 66, 42, 4
_LETTERS, _LINE = 11, 11  # of a tile's name: letters in a line, and the height of a line
_BLUES = ("#d9e8f6", "#aacdea", "#6ba7d8", "#2f7dbd", "#0b5394")
_DARK = 3  # from this blue on letters are white


@dataclass(frozen=True, slots=True)
class Tile:
    """What is known of a unit: whether its plans were read, how many of them say so, and the page of its own."""

    reading: Reading
    count: int = 0
    address: str | None = None


def tile_map(tiles: Mapping[str, Tile], units: UnitSet, title: str, lang: Lang) -> str:
    """The map of the 63 units of before July 2025 or the 34 of after it, by the slugs of their table.

    A unit that is read and says nothing is white, one that was not read is hatched, one read in part has a dotted edge,
    and the more plans of a unit say it the darker it is: the four never look alike. What *tiles* lacks was not read.
    """
    names = {unit.slug: unit.name for unit in provinces() if unit.set == units}
    places = _layout()
    highest = max((tile.count for tile in tiles.values()), default=0)
    drawn = [_tile(names[slug], at, tiles.get(slug, Tile("none")), highest, lang) for slug, at in places[units].items()]
    for slug, island in places["islands"][units].items():
        drawn.append(_tile(island["name"], island["at"], tiles.get(slug, Tile("none")), highest, lang, of=names[slug]))
    every = [*places[units].values(), *(island["at"] for island in places["islands"][units].values())]
    width, height = (
        _GAP + (max(at[axis] for at in every) + 1) * (size + _GAP) for axis, size in ((0, _WIDE), (1, _HIGH))
    )
    return (
        f'<svg class="tiles" viewBox="0 0 {width} {height}" role="group" aria-label={quoteattr(title)} '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>{_HATCH}{"".join(drawn)}</svg>'
    )


_HATCH = (
    '<defs><pattern id="unread" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#f2f3f5"/><line x1="0" y1="0" x2="0" y2="6" stroke="#b9c0c8" stroke-width="2"/>'
    "</pattern></defs>"
)


def _tile(name: str, at: list[int], tile: Tile, highest: int, lang: Lang, of: str | None = None) -> str:
    """One tile; an archipelago looks as the province that it is part *of*, whose number is not repeated."""
    x, y = _GAP + at[0] * (_WIDE + _GAP), _GAP + at[1] * (_HIGH + _GAP)
    shade = _shade(tile.count, highest)
    fill = "url(#unread)" if tile.reading == "none" else _BLUES[shade] if shade is not None else "#ffffff"
    ink = "#ffffff" if shade is not None and shade >= _DARK and tile.reading != "none" else "#1b2530"
    edge = ' stroke-dasharray="3 2"' if tile.reading == "part" else ""
    told = word(f"tile.{tile.reading}", lang) if not tile.count else word("tile.count", lang, count=tile.count)
    lines = textwrap.wrap(name, _LETTERS)
    first = y + _HIGH / 2 - (len(lines) + bool(tile.count and not of) - 1) * _LINE / 2 + 3
    texts = [*lines, *([str(tile.count)] if tile.count and not of else [])]
    spans = "".join(
        f'<tspan x="{x + _WIDE / 2}" y="{first + place * _LINE:g}">{escape(text)}</tspan>'
        for place, text in enumerate(texts)
    )
    drawing = (
        f'<g class="tile {tile.reading}"><title>{escape(f"{name} ({of})" if of else f"{name}: {told}")}</title>'
        f'<rect x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" rx="3" fill="{fill}" stroke="#5c6f82"{edge}/>'
        f'<text font-size="10" text-anchor="middle" fill="{ink}">{spans}</text></g>'
    )
    return f"<a href={quoteattr(tile.address)}>{drawing}</a>" if tile.address else drawing


def _shade(count: int, highest: int) -> int | None:
    return min(len(_BLUES) - 1, (count - 1) * len(_BLUES) // highest) if count else None


@cache
def _layout() -> Any:
    return tomllib.loads(files("kg.views").joinpath("tiles.toml").read_text(encoding="utf-8"))

"""Places by what people and documents call them: provinces, districts and communes, at a date.

A path is slugs from the province down: ``hai-phong/tien-lang/vinh-quang``. A unit formed by the merger
of July 2025 ends in ``-2025``. Communes of today are in no table: below a province of the set since
July 2025 they get such a slug from their name, as nearly all were formed anew then.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.models import Level
from kg.tables import (
    DISTRICTS_END,
    REFORM,
    Commune,
    District,
    Province,
    communes,
    districts,
    fold,
    provinces,
    provinces_at,
    slug,
)

_KIND = re.compile(
    r"\b(thị xã|thị trấn|thành phố|thủ đô|tp\.?|tx\.?|tt\.|tỉnh|huyện|quận|xã|phường|đặc khu)(?:\s+|(?<=\.))",
    re.IGNORECASE,
)
_SHORT = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn", "thủ đô": "thành phố"}
_LEVELS: dict[str, Level] = {
    "tỉnh": "provincial",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A unit: ``name`` without its type, ``full_name`` with it; ``valid_to`` is the last day."""

    path: str
    name: str
    full_name: str
    level: Level
    valid_from: str | None
    valid_to: str | None

    @property
    def province(self) -> str:
        """The slug of the province."""
        return self.path.split("/")[0]


def place_of(path: str) -> Place | None:
    """The unit with this path, if the tables have it."""
    return _by_path().get(path)


def place_name(path: str) -> str | None:
    """The name of the unit with this path; None where the tables do not have it.

    >>> place_name("hai-phong/tien-lang"), place_name("hai-phong/nowhere")
    ('Tiên Lãng', None)
    """
    place = place_of(path)
    return place.name if place else None


@lru_cache(maxsize=4096)
def units_of(phrase: str) -> tuple[tuple[str | None, str], ...]:
    """The types and names in a phrase, in its order (small to large); the type may be missing.

    >>> units_of("xã Vinh Quang, huyện Tiên Lãng, TP. Hải Phòng")
    (('xã', 'Vinh Quang'), ('huyện', 'Tiên Lãng'), ('thành phố', 'Hải Phòng'))
    >>> units_of("Vinh Quang, Tiên Lãng")
    ((None, 'Vinh Quang'), (None, 'Tiên Lãng'))
    """
    units: list[tuple[str | None, str]] = []
    for part in phrase.split(","):
        pieces = _KIND.split(" ".join(part.split()))
        if pieces[0].strip():
            units.append((None, pieces[0].strip()))
        for kind, name in zip(pieces[1::2], pieces[2::2], strict=True):
            word = kind.lower().rstrip(".")
            units.append((_SHORT.get(word, word), name.strip()))
    return tuple(unit for unit in units if unit[1] or unit[0])


def level_of_kind(kind: str) -> Level | None:
    """The level that the word for a unit tells; thành phố may be of two levels, so None."""
    return _LEVELS.get(kind)


@lru_cache(maxsize=4096)
def province_named(name: str, date: str | None = None) -> Province | None:
    """The province with this name, former name or alias: at *date*, else whenever it existed.

    >>> province_named("TP.HCM", "2024-05-01").slug, province_named("Bắc Giang", "2025-11-01").slug
    ('ho-chi-minh', 'bac-giang')
    """
    named = _provinces().get(_province_key(name), ())
    standing = (unit for unit in provinces_at(date) if unit in named) if named else ()
    return next(iter((*standing, *reversed(named))), None)


def district_named(name: str, kind: str | None, within: frozenset[str]) -> str | None:
    """The path of a district by name, type and the provinces (slugs) it may lie in; None if not one."""
    found = [
        f"{unit.province}/{unit.slug}"
        for unit in _districts().get(fold(name), ())
        if unit.province in within and (kind is None or unit.type == kind)
    ]
    return found[0] if len(found) == 1 else None


def communes_named(name: str, kind: str | None, within: str) -> tuple[str, ...]:
    """The paths of the communes with this name below a province's or district's path, up to June 2025.

    Diacritics count where they tell neighbours apart.

    >>> communes_named("Nga Thành", "xã", "thanh-hoa/nga-son"), len(communes_named("Nga Thanh", "xã", "thanh-hoa"))
    (('thanh-hoa/nga-son/nga-thanh-xa-16141',), 1)
    """
    found = [
        (unit.name, path)
        for unit in _communes().get(fold(name), ())
        if (path := _commune_path(unit)).startswith(f"{within}/") and (kind is None or unit.type == kind)
    ]
    exact = [path for own, path in found if own == name]
    return tuple(exact or (path for _, path in found))


@cache
def predecessors(province: str) -> frozenset[str]:
    """The slug itself and those of the units that were merged into it."""
    return frozenset((province, *(old for unit in provinces() if unit.slug == province for old in unit.merged_from)))


def new_commune(province: str, name: str) -> str:
    """The path of a commune of today.

    >>> new_commune("nghe-an", "Quỳnh Lưu")
    'nghe-an/quynh-luu-2025'
    """
    return f"{province}/{slug(name)}-2025"


def _province_key(name: str) -> str:
    bare = re.sub(r"^(tinh|thanh pho|thu do|tp\.?)\s*(?=\w)", "", fold(name).strip())
    return re.sub(r"[^a-z]", "", bare)


@cache
def _provinces() -> dict[str, tuple[Province, ...]]:
    """The provinces of each spelling of a name, old and new ones."""
    by_name: defaultdict[str, list[Province]] = defaultdict(list)
    for unit in provinces():
        names = (unit.name, unit.full_name, unit.former_name or unit.name, *unit.aliases)
        for key in {_province_key(spelling) for spelling in names}:
            by_name[key].append(unit)
    return {key: tuple(units) for key, units in by_name.items()}


@cache
def _by_path() -> dict[str, Place]:
    places = [_province_place(unit) for unit in provinces()]
    places += [
        Place(f"{unit.province}/{unit.slug}", unit.name, unit.full_name, "district", None, DISTRICTS_END)
        for unit in districts()
    ]
    places += [
        Place(_commune_path(unit), unit.name, unit.full_name, "commune", None, DISTRICTS_END) for unit in communes()
    ]
    return {place.path: place for place in reversed(places)}


def _province_place(unit: Province) -> Place:
    kind = unit.later_type or unit.type
    begun = unit.valid_from or (REFORM if unit.change == "formed" else None)
    return Place(unit.slug, unit.name, f"{kind.capitalize()} {unit.name}", "provincial", begun, unit.valid_to)


@cache
def _districts() -> dict[str, tuple[District, ...]]:
    by_name: defaultdict[str, list[District]] = defaultdict(list)
    for unit in districts():
        by_name[fold(unit.name)].append(unit)
    return {name: tuple(units) for name, units in by_name.items()}


@cache
def _communes() -> dict[str, tuple[Commune, ...]]:
    by_name: defaultdict[str, list[Commune]] = defaultdict(list)
    for unit in communes():
        by_name[fold(unit.name)].append(unit)
    return {name: tuple(units) for name, units in by_name.items()}


@cache
def _district_paths() -> dict[str, str]:
    return {unit.code: f"{unit.province}/{unit.slug}" for unit in districts()}


def _commune_path(unit: Commune) -> str:
    return f"{_district_paths()[unit.district]}/{unit.slug}"

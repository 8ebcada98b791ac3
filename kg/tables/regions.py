"""The socio-economic regions that provinces belong to, before and after 1 July 2025: ``regions.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import get_args

from kg.tables.provinces import Province, UnitSet, provinces
from kg.tables.rows import Confidence, Row, load


@dataclass(frozen=True, slots=True)
class Region:
    """A region of one of the two divisions; which provinces it holds is in ``provinces.csv``."""

    set: UnitSet
    slug: str
    name: str
    name_en: str
    sources: tuple[str, ...]
    confidence: Confidence

    @property
    def members(self) -> tuple[Province, ...]:
        """The provinces of the region, in the order of their table."""
        return tuple(unit for unit in provinces() if (unit.set, unit.region) == (self.set, self.name))


@cache
def regions() -> tuple[Region, ...]:
    """The six regions before and the six after, in the order of the table; raises TableError.

    >>> sum(len(region.members) for region in regions() if region.set == "after")
    34
    """
    return load("regions", _build, lambda region: region.slug)


def _build(row: Row) -> Region:
    sets: tuple[UnitSet, ...] = get_args(UnitSet)
    return Region(
        row.one_of("set", sets),
        row.text("slug"),
        row.text("name"),
        row.text("name_en"),
        row.sources,
        row.confidence,
    )

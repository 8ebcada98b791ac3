"""Province-level units before and after 1 July 2025: ``provinces.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from kg.tables.rows import Confidence, Row, load

REFORM = "2025-07-01"
UnitSet = Literal["before", "after"]
UnitType = Literal["tỉnh", "thành phố"]
Change = Literal["unchanged", "merged", "continues", "formed"]


@dataclass(frozen=True, slots=True)
class Province:
    """A unit in one of the two sets; a unit that went on unchanged stands in both with one slug.

    ``successor`` and ``merged_from`` hold slugs: ``bac-giang`` was merged into ``bac-ninh-2025``.
    ``type`` became ``later_type`` on ``later_type_from``; before that day the unit was called
    ``former_name`` where there is one.
    """

    set: UnitSet
    slug: str
    name: str
    full_name: str
    type: UnitType
    later_type: UnitType | None
    later_type_from: str | None
    former_name: str | None
    gso_code: str
    valid_from: str | None
    valid_to: str | None
    change: Change
    successor: str | None
    merged_from: tuple[str, ...]
    aliases: tuple[str, ...]
    name_en: str
    iso_3166_2: str
    region: str
    note: str | None
    sources: tuple[str, ...]
    confidence: Confidence

    def type_at(self, date: str) -> UnitType:
        """The unit's type at an ISO date."""
        if self.later_type and self.later_type_from and date >= self.later_type_from:
            return self.later_type
        return self.type

    @property
    def names(self) -> tuple[str, ...]:
        """Every Vietnamese name that the unit bears or bore, with its type and without, aliases too.

        >>> [unit.names[:4] for unit in provinces_at(None) if unit.slug == "hue"]
        [('Huế', 'Thừa Thiên Huế', 'Tỉnh Thừa Thiên Huế', 'Thành phố Huế')]
        """
        first = self.former_name or self.name
        full = [f"{self.type.capitalize()} {first}"]
        full += [f"{self.later_type.capitalize()} {self.name}"] if self.later_type else []
        return tuple(dict.fromkeys((self.name, first, *full, self.full_name, *self.aliases)))


@cache
def provinces() -> tuple[Province, ...]:
    """The 63 units before and the 34 after the reform, in the order of the table; raises TableError."""
    return load("provinces", _province, lambda unit: (unit.set, unit.slug))


@cache
def provinces_at(date: str | None) -> tuple[Province, ...]:
    """The units at an ISO date; without a date those of today.

    >>> len(provinces_at("2025-06-30")), len(provinces_at("2025-07-01"))
    (63, 34)
    """
    wanted: UnitSet = "before" if date and date < REFORM[: len(date)] else "after"
    return tuple(unit for unit in provinces() if unit.set == wanted)


def _province(row: Row) -> Province:
    sets: tuple[UnitSet, ...] = get_args(UnitSet)
    kinds: tuple[UnitType, ...] = get_args(UnitType)
    changes: tuple[Change, ...] = get_args(Change)
    return Province(
        set=row.one_of("set", sets),
        slug=row.text("slug"),
        name=row.text("name"),
        full_name=row.text("full_name"),
        type=row.one_of("type", kinds),
        later_type=row.one_of("later_type", kinds) if row.maybe("later_type") else None,
        later_type_from=row.day("later_type_from"),
        former_name=row.maybe("former_name"),
        gso_code=row.text("gso_code"),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        change=row.one_of("change", changes),
        successor=row.maybe("successor"),
        merged_from=row.words("merged_from"),
        aliases=row.words("aliases"),
        name_en=row.text("name_en"),
        iso_3166_2=row.text("iso_3166_2"),
        region=row.text("region"),
        note=row.maybe("note"),
        sources=row.sources,
        confidence=row.confidence,
    )

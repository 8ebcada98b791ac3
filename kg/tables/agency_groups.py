"""Groups of bodies under one name, and whom they have as members: ``agency_groups.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.tables.agencies import ProvincialAgency, agencies


@dataclass(frozen=True, slots=True)
class AgencyGroup:
    """A group that plans charge as one: "Các sở, ban, ngành". ``members`` are those that the tables know."""

    name: str
    name_en: str
    level: str
    members: tuple[ProvincialAgency, ...]
    spellings: re.Pattern[str]

    def fits(self, name: str) -> bool:
        """Whether *name* is another spelling of the group's."""
        return self.spellings.fullmatch(_bare(name)) is not None


@cache
def agency_groups() -> tuple[AgencyGroup, ...]:
    """All groups whose members can be told, in the order of the table."""
    return tuple(
        AgencyGroup(
            name=row["name"],
            name_en=row["name_en"],
            level=row["level"],
            spellings=re.compile(row.get("printed", re.escape(_bare(row["name"]))), re.IGNORECASE),
            members=tuple(
                agency
                for agency in agencies()
                if agency.id in row.get("agencies", ())
                or (agency.kind in row.get("kinds", ()) and agency.level == row["level"])
            ),
        )
        for row in _data()["members"]
    )


def group_names(name: str) -> tuple[str, ...] | None:
    """The names that a group, or a body with many spellings, goes by; None where *name* is no such thing.

    Empty where the words name nobody in particular (gold/GUIDE.md).

    >>> group_names("Giám đốc các sở"), group_names("Các cơ quan, đơn vị có liên quan"), group_names("Sở Y tế")
    (('Các sở, ban, ngành',), (), None)
    """
    return next((names for pattern, names in _spellings() if pattern.fullmatch(_bare(name))), None)


def _bare(name: str) -> str:
    return re.sub(r"^(?:Các|Tất cả các) ", "", name)


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((re.compile(row["printed"], re.IGNORECASE), tuple(row["names"])) for row in _data()["group"])


@cache
def _data() -> dict[str, list[dict[str, str]]]:
    return tomllib.loads((files("kg.tables") / "agency_groups.toml").read_text(encoding="utf-8"))

"""Where the citing document stands: its own place, which "UBND tỉnh" or "Huyện ủy" in it refer to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.models import Document, Header, Level
from kg.resolve import places
from kg.tables import REFORM, fold, slug

_LOCAL_KINDS = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã")


@dataclass(frozen=True, slots=True)
class Home:
    """The place path and level of the citing document, and its date; all None for a central one.

    ``districts`` are paths of districts that the document names: they tell communes of one name apart.
    """

    path: str | None = None
    level: Level | None = None
    date: str | None = None
    districts: tuple[str, ...] = ()

    @property
    def province(self) -> str | None:
        """The slug of the province."""
        return self.path.split("/")[0] if self.path else None

    def path_at(self, level: Level, date: str | None) -> str | None:
        """The path, at *date*, of the unit of *level* that the document stands in; None if unknown."""
        if not self.path:
            return None
        steps = self.path.split("/")
        if level == "provincial":
            return self._province_at(date)
        if level == "district":
            return "/".join(steps[:2]) if len(steps) == 3 or self.level == "district" else None
        if self.level != "commune":
            return None
        day = as_of(date, self.date)
        if self.path.endswith("-2025") and day and day < REFORM:
            return None  # its predecessors are several communes
        return self.path

    def _province_at(self, date: str | None) -> str | None:
        place = places.place_of(self.province or "")
        unit = places.province_named(place.name, as_of(date, self.date)) if place else None
        return unit.slug if unit else self.province


def as_of(date: str | None, citing: str | None) -> str | None:
    """The day that counts for a cited document: its date, to the day where the citing date helps.

    A date to the year or month that holds the citing document's own date means no later than that.

    >>> as_of("2025", "2025-05-01"), as_of(None, "2025-11-18"), as_of("2018", "2025-11-18")
    ('2025-05-01', '2025-11-18', '2018')
    """
    if date and citing and len(date) < len(citing) and citing.startswith(date):
        return citing
    return date or citing


def home_of(document: Document) -> Home:
    """Tell the document's place from its header and, for a commune's district, from its title and what it cites."""
    header = document.header
    if header.level == "central":
        return Home(level="central", date=header.date)
    province = _province(header)
    if province is None:
        return Home(level=header.level, date=header.date)
    inside = places.predecessors(province)
    saying = (header.title, *(citation.issuer for citation in document.citations))
    named = tuple(dict.fromkeys(path for words in saying for path in _districts(words, inside)))
    bare = Home(province, header.level, header.date, named)
    path = _own_path(header.issuer or "", bare)
    return Home(path, header.level or level_of_path(path), header.date, named)


def level_of_path(path: str) -> Level:
    """The level of a unit, by how deep its path goes; a commune of today lies right below its province.

    >>> level_of_path("hai-phong/tien-lang"), level_of_path("nghe-an/quynh-luu-2025")
    ('district', 'commune')
    """
    if "/" not in path:
        return "provincial"
    return "commune" if path.count("/") == 2 or path.endswith("-2025") else "district"


def _province(header: Header) -> str | None:
    words = [name for _, name in places.units_of(header.issuer or "")][::-1]
    for name in (header.province, *words):
        if name and (unit := places.province_named(name, header.date)):
            return unit.slug
    return None


def _districts(issuer: str | None, within: frozenset[str]) -> list[str]:
    """The districts in an issuer's name: "UBND huyện Tiên Lãng", "Ban Thường vụ Huyện ủy Tiên Lãng"."""
    found = [
        places.district_named(name, kind, within)
        for kind, name in places.units_of(issuer or "")
        if kind in ("huyện", "quận", "thị xã", "thành phố")
    ]
    committee = re.search(r"(?:huyen|quan|thi|thanh) uy\s+(.+)$", fold(issuer or ""))
    if committee:
        found.append(places.district_named(committee[1], None, within))
    return [path for path in found if path]


def _own_path(issuer: str, home: Home) -> str:
    path = home.path or ""
    if home.level == "provincial":
        return path
    units = [(kind, name) for kind, name in places.units_of(issuer) if kind in (*_LOCAL_KINDS, "thành phố")]
    if units and home.level is None and _is_province(units[-1], path, home.date):
        units.pop()
    for kind, name in reversed(units):
        path = step(path, kind, name, home) or path
    return path


def _is_province(unit: tuple[str | None, str], province: str, date: str | None) -> bool:
    """Whether "thành phố X" is the province itself and not its capital."""
    found = places.province_named(unit[1], date) if unit[0] == "thành phố" else None
    return found is not None and found.slug == province and found.type_at(date or REFORM) == unit[0]


def step(path: str, kind: str | None, name: str, home: Home) -> str | None:
    """The unit of a type and name inside *path* (a province's or district's); None if there is none."""
    province = path.split("/")[0]
    level = places.level_of_kind(kind) if kind else None
    if level == "commune":
        return _commune(path, kind, name, home)
    if level == "provincial":
        return None
    return places.district_named(name, kind, places.predecessors(province))


def _commune(path: str, kind: str | None, name: str, home: Home) -> str | None:
    province = path.split("/")[0]
    if (home.date or REFORM) >= REFORM:
        return places.new_commune(province, name)
    found = [p for old in _areas(path) for p in places.communes_named(name, kind, old)]
    in_named = [p for p in found if p.rsplit("/", 1)[0] in home.districts]
    if len(found) == 1:
        return found[0]
    return in_named[0] if len(in_named) == 1 else f"{path}/{slug(name)}"


def _areas(path: str) -> tuple[str, ...]:
    return (path,) if "/" in path else tuple(sorted(places.predecessors(path)))

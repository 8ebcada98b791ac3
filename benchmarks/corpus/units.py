"""The places whose authorities issue documents: paths in IRIs, names, and the days on which they existed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.tables import DISTRICTS_END, REFORM, communes, districts, provinces, slug

FIRST, LAST = "2015-01-01", "2026-10-31"
_LATER = "2026-01-15"


@dataclass(frozen=True, slots=True)
class Unit:
    """A province, district or commune; ``path`` as in IRIs (``hai-phong/tien-lang``), ``kind`` as in "huyện".

    ``since`` and ``until`` bound its documents; ``merged`` are the provinces that went up in it.
    """

    path: str
    kind: str
    name: str
    level: str
    parent: Unit | None
    since: str
    until: str
    merged: tuple[Unit, ...] = ()

    @property
    def full(self) -> str:
        """The name with its kind: ``tỉnh Nghệ An``."""
        return f"{self.kind} {self.name}"

    @property
    def province(self) -> Unit:
        """The province that it lies in, or itself."""
        return self.parent.province if self.parent else self


@cache
def units(level: str, time: str) -> tuple[Unit, ...]:
    """All units of a level (party: provinces) before or after the merger of July 2025."""
    if level in ("province", "party"):
        return _before() if time == "before" else _after()
    if level == "district":
        return tuple(_districts().values())
    return _old_communes() if time == "before" else _new_communes()


@cache
def _before() -> tuple[Unit, ...]:
    """Those whose name and kind were one in all years that documents are dated in."""
    kept = [unit for unit in provinces() if unit.set == "before" and not unit.later_type and unit.slug != "hue"]
    return tuple(Unit(u.slug, u.type, u.name, "province", None, FIRST, DISTRICTS_END) for u in kept)


@cache
def _after() -> tuple[Unit, ...]:
    old = {unit.path: unit for unit in _before()}
    return tuple(
        Unit(
            u.slug, u.type, u.name, "province", None, REFORM if u.slug not in old else FIRST, LAST,
            tuple(old[path] for path in u.merged_from if path in old) if u.slug not in old else (),
        )
        for u in provinces()
        if u.set == "after" and not u.later_type and u.slug != "hue"
    )  # fmt: skip


@cache
def _districts() -> dict[str, Unit]:
    """Districts by code."""
    parents = {unit.path: unit for unit in _before()}
    return {
        d.code: Unit(f"{d.province}/{d.slug}", d.type, d.name, "district", parents[d.province], FIRST, DISTRICTS_END)
        for d in districts()
        if d.province in parents
    }


@cache
def _old_communes() -> tuple[Unit, ...]:
    parents = _districts()
    return tuple(
        Unit(f"{above.path}/{c.slug}", c.type, " ".join(c.name.split()), "commune", above, FIRST, DISTRICTS_END)
        for c in communes()
        if not c.name.isdigit() and (above := parents.get(c.district))  # "Phường 06" is printed with and without 0
    )


@cache
def _new_communes() -> tuple[Unit, ...]:
    """Communes of today are in no table: those of before lend their names, once in a province."""
    found = {}
    for above in _after():
        old = {unit.path for unit in above.merged} or {above.path}
        for unit in _old_communes():
            if unit.province.path in old and unit.kind != "thị trấn":
                path = f"{above.path}/{slug(unit.name)}-2025"
                found.setdefault(path, Unit(path, unit.kind, unit.name, "commune", above, REFORM, LAST))
    return tuple(found.values())

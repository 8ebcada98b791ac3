"""Which body of which place a plan makes responsible: "Sở Nội vụ" in a plan of Nghệ An is Nghệ An's.

Responsible bodies count as of the citing document's date (design, section 4). Heads stand for their body.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Literal

from kg.models import Document, Finding, Level, Responsible
from kg.resolve import places
from kg.resolve.bodies import body_of
from kg.resolve.home import Home, level_of_path, step
from kg.tables import AgencyGroup, ProvincialAgency, agencies, agency_groups, fold, group_names, slug
from kg.tables.letters import UPPER

SLIP, ENDED = "body.slip", "body.ended"

# Bodies with a register of their own: one node as issuer and as responsible body.
_REGISTERS = frozenset({"UBND", "HĐND", "TU"})
_LEVELS: tuple[Level, ...] = ("provincial", "district", "commune", "regional")
_UNIT = re.compile(r"(?:\s+cấp)?\s+(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)$", re.IGNORECASE)
_PLACED = re.compile(rf"\s+((?i:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu))\s+([{UPPER}].*)$")
_HEAD = re.compile(r"^(?:phó )?(?:chủ tịch|giám đốc|thủ trưởng|lãnh đạo|trưởng|chánh) (?!các )(?=\S)", re.IGNORECASE)


def responsible(document: Document, home: Home) -> tuple[tuple[Responsible, ...], tuple[Finding, ...]]:
    """Each body that a document charges, once by its name, with what should be known of it."""
    names = dict.fromkeys(name for task in document.tasks for name in (*task.lead, *task.support))
    names.update(dict.fromkeys(agency.name for agency in document.agencies))
    found = tuple(agency_of(name, home) for name in names)
    return found, tuple(_findings(found, home))


def agency_of(name: str, home: Home) -> Responsible:
    """The body or group that *name* means in a document that stands at *home*.

    >>> nghean = Home("nghe-an", "provincial", "2024-02-21")
    >>> agency_of("Sở Nội vụ", nghean).body, agency_of("UBND tỉnh", nghean).body
    ('nghe-an/so-noi-vu', 'nghe-an/ubnd')
    >>> agency_of("Bộ Tư pháp", nghean).body, agency_of("Các sở, ban, ngành cấp tỉnh", nghean).kind
    ('btp', 'group')
    """
    names = None if _is_single(name, home) else group_names(name)
    if names is None:
        names = tuple(group.name for group in agency_groups() if group.fits(name)) or None
    if names is not None and (found := _group(name, names, home)):
        return found
    full = names[0] if names else name
    return replace(_table_body(full, home) or _other(full, home), name=name)


_SINGLE = re.compile(
    r"(?:(?i:chủ tịch) )?(?:UBND|HĐND) ((?i:huyện|quận|thị xã|xã|phường|thị trấn|đặc khu))"
    rf"(?P<name> [{UPPER}][^,]*)?"
)


def _is_single(name: str, home: Home) -> bool:
    """Whether a committee below the province is one and not all: it is named, or the document's own."""
    found = _SINGLE.fullmatch(name)
    return found is not None and (found["name"] is not None or places.level_of_kind(found[1].lower()) == home.level)


def _group(name: str, names: tuple[str, ...], home: Home) -> Responsible | None:
    """A group with its members; None where the name is another spelling of one body."""
    known = [group for group in agency_groups() if group.name in names]
    if names and not known:
        return None
    label = known[0].name if len(names) == 1 else name
    at = _place_at(known[0], home) if len(names) == 1 else home.path
    members = tuple(dict.fromkeys(a.id for group in known for a in group.members if _stands(a, home.date)))
    return Responsible(name, _path(at, label), label, "group", members=members, confidence=1.0 if names else 0.5)


def _place_at(group: AgencyGroup, home: Home) -> str | None:
    return None if group.level == "central" else home.path_at("provincial", home.date) or home.path


# --- bodies in the table ---


@dataclass(frozen=True, slots=True)
class _Name:
    """A printed name without head and place: ``bare``, its unit word, and the place that it states."""

    bare: str
    unit: str | None
    place: tuple[str | None, str] | None


def _table_body(name: str, home: Home) -> Responsible | None:
    """The row of the table that fits: by its name, else by a name that differs in a letter or two."""
    read = _read(name)
    rows = _rows().get(read.bare, ())
    close = () if rows else _close(read.bare)
    if close:
        rows = _rows()[close[0]]
    agency = _fitting(rows, read, home)
    if agency is None:
        return None
    where = _where(agency, read, home)
    ended = agency.valid_to if not _stands(agency, home.date) else None
    body = f"{where}/{slug(agency.issuer_code or '')}" if where and _registers(agency) else _own_path(agency, where)
    return Responsible(
        name, body, _label(agency, body, name), "body", agency.id, ended=ended,
        successors=tuple(_successor(where, s) for s in agency.successors) if ended else (),
        confidence=0.8 if close else 1.0,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _close(bare: str) -> tuple[str, ...]:
    """The one name of the table that begins with the same word and differs in a letter or two."""
    kind = bare.split(" ")[0]
    alike = get_close_matches(bare, [name for name in _rows() if name.startswith(f"{kind} ")], n=2, cutoff=_CLOSE)
    return tuple(alike) if len(alike) == 1 and len(bare) >= _LONG else ()


_CLOSE, _LONG = 0.9, 8


@lru_cache(maxsize=4096)
def _read(name: str) -> _Name:
    text = _HEAD.sub("", " ".join(name.split()))
    placed = _PLACED.search(text)
    if placed and _key(text) not in _rows():
        return _Name(_key(text[: placed.start()]), placed[1].lower(), (placed[1].lower(), placed[2]))
    unit = _UNIT.search(text)
    bare = _key(text[: unit.start()] if unit else text)
    if bare not in _rows():
        words = text.split()
        for cut in range(max(1, len(words) - 4), len(words)):
            if _key(" ".join(words[:cut])) in _rows() and places.province_named(" ".join(words[cut:])):
                return _Name(_key(" ".join(words[:cut])), None, (None, " ".join(words[cut:])))
    return _Name(bare, unit[1].lower() if unit else None, None)


@cache
def _rows() -> dict[str, tuple[ProvincialAgency, ...]]:
    """The rows by folded name, alias and abbreviation that says enough, without a closing "tỉnh" or "cấp xã"."""
    found: defaultdict[str, list[ProvincialAgency]] = defaultdict(list)
    for agency in agencies():
        for name in (agency.name, *agency.aliases):
            for spelling in _spellings(name):
                if agency not in found[spelling]:
                    found[spelling].append(agency)
    return {name: tuple(rows) for name, rows in found.items()}


def _spellings(name: str) -> Iterator[str]:
    """The forms under which a name of the table is looked up."""
    bare = _UNIT.sub("", re.sub(r"\s*\{[^}]*\}.*", "", name))
    if " " in bare or bare in _ALONE:
        yield _key(bare)
        yield _key(_short(bare))


# Names of one word that say enough where a place follows or not.
_ALONE = frozenset({"VNPT", "Viettel", "UBND", "HĐND", "Báo"})


def _key(name: str) -> str:
    """Folded, without the commas and dashes that differ from text to text."""
    return " ".join(re.sub(r"[-–,/&.]", " ", fold(name)).split())


def _short(name: str) -> str:
    """A table's name as documents are quoted: "UBND" and "HĐND" in place of the long words."""
    return re.sub(r"Hội đồng nhân dân", "HĐND", re.sub(r"[ỦU][yỷ] ban nhân dân", "UBND", name))


def _fitting(rows: Iterable[ProvincialAgency], name: _Name, home: Home) -> ProvincialAgency | None:
    """Of rows with one name that of the level said, else of home's own, and of the day."""
    said = _level_said(name, home)
    own = home.level if home.level in _LEVELS else "provincial"

    def rank(agency: ProvincialAgency) -> tuple[bool, bool, bool, int]:
        level = agency.level if agency.level in _LEVELS else "regional"
        return (said is not None and level != said, not _stands(agency, home.date), level != own, _LEVELS.index(level))

    ranked = sorted(rows, key=rank)
    return ranked[0] if ranked and not (said and ranked[0].level != said and _exact(ranked[0], name)) else None


def _exact(agency: ProvincialAgency, name: _Name) -> bool:
    """Whether a row is only for its own level: a commune has no Sở, but a district may have a Front."""
    return agency.level in ("provincial", "commune") and name.unit in ("huyện", "quận", "thị xã")


def _level_said(name: _Name, home: Home) -> Level | None:
    if name.unit is None:
        return None
    if name.unit == "thành phố":
        return "district" if home.level == "district" else "provincial"
    return places.level_of_kind(name.unit)


def _stands(agency: ProvincialAgency, date: str | None) -> bool:
    """Whether a body of the table exists on a day; a year or month counts with all its days."""
    if date is None:
        return True
    return not (agency.valid_to and date > agency.valid_to) and not (agency.valid_from and date < agency.valid_from)


def _where(agency: ProvincialAgency, name: _Name, home: Home) -> str | None:
    """The place of a body: the one stated, else home's own of that level."""
    if name.place and (path := _stated(name.place, home)):
        return path
    level = agency.level if agency.level in ("provincial", "district", "commune") else "provincial"
    return home.path_at(level, home.date) or home.path  # type: ignore[arg-type]


def _stated(place: tuple[str | None, str], home: Home) -> str | None:
    kind, name = place
    if kind in (None, "tỉnh", "thành phố") and (unit := places.province_named(name, home.date)):
        return unit.slug
    return step(home.path, kind, name, home) if home.path else None


def _registers(agency: ProvincialAgency) -> bool:
    """Whether a body's documents have a register of their own: then it is one node, whatever it does."""
    return agency.issuer_code in _REGISTERS


def _own_path(agency: ProvincialAgency, where: str | None) -> str:
    """A body's path, without the level in its name where the place is one of that level."""
    name = _short(agency.name)
    at = level_of_path(where) if where else None
    return _path(where, _UNIT.sub("", name) if at == agency.level else name)


def _label(agency: ProvincialAgency, body: str, name: str) -> str:
    """A committee's with its place, another body's by the table; a newspaper's is in its own name."""
    if _registers(agency) or "{" in agency.name:
        return body_label(body) or name
    return _UNIT_NAME.sub("", _short(agency.name))


_UNIT_NAME = re.compile(r" / .*|; .*|\s*\([^)]*\)$|\s*\{[^}]*\}")


def body_label(path: str) -> str | None:
    """The name of a committee or council by its path; None for other bodies, and places in no table.

    >>> body_label("nghe-an/ubnd"), body_label("hai-phong/tien-lang/hdnd"), body_label("ttg")
    ('UBND tỉnh Nghệ An', 'HĐND huyện Tiên Lãng', None)
    """
    place, _, own = path.rpartition("/")
    unit = places.place_of(place)
    if own not in ("ubnd", "hdnd") or unit is None:
        return None
    return f"{own.upper().replace('HDND', 'HĐND')} {unit.full_name[:1].lower()}{unit.full_name[1:]}"


def _successor(where: str | None, named: str) -> str:
    """A body that took over: a row of the table, or a name."""
    row = next((agency for agency in agencies() if agency.id == named), None)
    return _path(where, _short(row.name) if row else named)


# --- others ---


def _other(name: str, home: Home) -> Responsible:
    """A central body by the table of issuers; else a body of the document's own place, by its name alone."""
    central = body_of(None, name, home, home.date)
    if central and central.issuer and central.issuer.central:
        return Responsible(name, central.path, central.issuer.name, "body", central.issuer.code, confidence=1.0)
    kind: Literal["body", "group"] = "group" if name.startswith(("Các ", "Tất cả ")) else "body"
    return Responsible(name, _path(home.path, name), name, kind, confidence=0.5)


def _path(place: str | None, name: str) -> str:
    own = slug(_UNIT_NAME.sub("", name))
    own = re.sub(r"-(?:cap-)?(?:tinh|thanh-pho)$", "", own) if place else own
    return f"{place}/{own}" if place else own


def _findings(found: Iterable[Responsible], home: Home) -> Iterator[Finding]:
    for body in found:
        if body.confidence == 0.8:
            yield Finding(SLIP, f"“{body.name}” is read as “{body.label}”")
        if body.ended:
            after = ", ".join(body.successors) or "unknown"
            yield Finding(
                ENDED, f"“{body.name}” ended on {body.ended} by the table, the plan is of {home.date}: {after}"
            )

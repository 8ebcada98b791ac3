"""The document that is made: who issues it, where, when and under which number; no two have one identity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from corpus.tables import Kind, kinds
from corpus.units import FIRST, Unit, units
from kg.config import DEFAULT_BASE
from kg.tables import REFORM, party_term_at

_STEP = 389
"""From one number of a place and year to the next that is made: a prime, so that none of a round comes twice."""
_RUNS = 5
"""So many runs of numbers one body has in a year or a term."""
_SETTLED = 30
"""Days from the beginning of a body to the first document made for it: there is something of its own to cite."""
_UNITS = ("VX", "NC", "KT", "TH", "NN", "KSTT", "CN", "NV")


@dataclass(frozen=True, slots=True)
class Home:
    """A document's own identity. ``sign`` is its number, ``day`` its ISO date, ``issuer`` as GUIDE.md writes it."""

    kind: Kind
    unit: Unit
    day: str
    sign: str
    iri: str
    issuer: str

    @property
    def year(self) -> int:
        """The year in which it is issued."""
        return int(self.day[:4])

    @property
    def council(self) -> bool:
        """Whether a people's council issues it."""
        return self.sign.endswith("HĐND")

    @property
    def party(self) -> bool:
        """Whether a Party committee issues it."""
        return self.kind.level == "party"


def home(index: int, seed: int) -> Home:
    """The document with this index: its kind by the shares, its place, year and number each in turn."""
    plan = _schedule(seed)
    turn, slot = divmod(index, len(plan))
    kind, rank, count = plan[slot]
    places = _places(kind, seed)
    around, spot = divmod(turn * count + rank, len(places))
    unit, year = places[spot]
    number = (around * _STEP + spot * 97 + seed) % kind.most + 1
    number += (around // kind.most * _RUNS + _run(kind, unit, year)) * kind.most
    return _home(kind, unit, year, number, Random(f"{seed}/{index}"))


def _run(kind: Kind, unit: Unit, year: int) -> int:
    """Which run of a body's numbers a year has: those of the Party go on through a term, and a province that went
    on through the merger has documents of two kinds in that year.
    """
    if kind.level == "party":
        return year % 5
    return int(kind.units == "after" and unit.since == FIRST and year == int(REFORM[:4]))


def _home(kind: Kind, unit: Unit, year: int, number: int, random: Random) -> Home:
    day = _day(unit, year, random)
    sign = kind.sign.format(n=f"{number:02}", y=year, unit=random.choice(_UNITS))
    body, period, issuer = _body(kind, unit, day)
    iri = f"{DEFAULT_BASE}eli/vn/{unit.path}/{body}/{kind.slug}/{period}/{number}"
    return Home(kind, unit, day, sign, iri, issuer)


def _body(kind: Kind, unit: Unit, day: str) -> tuple[str, str, str]:
    """The slug of the body, the year or term of its numbers, and its name."""
    if kind.level == "party":
        term = party_term_at("province", day)
        assert term is not None, "the table of terms begins before all documents"
        return "tu", f"nk{term.first_year}", party_name(unit)
    if kind.sign.endswith("HĐND"):
        return "hdnd", day[:4], f"HĐND {unit.full}"
    return "ubnd", day[:4], f"UBND {unit.full}"


def party_name(unit: Unit) -> str:
    """The Party committee of a province.

    >>> from corpus.units import Unit
    >>> party_name(Unit("nghe-an", "tỉnh", "Nghệ An", "province", None, "", ""))
    'Tỉnh ủy Nghệ An'
    """
    return f"{'Thành' if unit.kind == 'thành phố' else 'Tỉnh'} ủy {unit.name}"


def _day(unit: Unit, year: int, random: Random) -> str:
    first = max(date.fromisoformat(unit.since) + timedelta(_SETTLED), date(year, 1, 5))
    last = min(date.fromisoformat(unit.until), date(year, 12, 30))
    return (first + timedelta(random.randrange((last - first).days + 1))).isoformat()


@cache
def _schedule(seed: int) -> list[tuple[Kind, int, int]]:
    """The kinds of a hundred documents: each kind, the how-manieth of it, and how many there are."""
    plan = [(kind, rank, kind.weight) for kind in kinds() for rank in range(kind.weight)]
    Random(f"{seed}/kinds").shuffle(plan)
    return plan


@cache
def _places(kind: Kind, seed: int) -> list[tuple[Unit, int]]:
    """The places and years of a kind in an order of chance."""
    found = [(unit, year) for unit in units(kind.level, kind.units) for year in _years(kind, unit)]
    Random(f"{seed}/{kind.name}").shuffle(found)
    return found


def _years(kind: Kind, unit: Unit) -> list[int]:
    """The years of a unit's documents; those of the Party not in the year of a congress, when two terms meet."""
    years = range(int(unit.since[:4]), int(unit.until[:4]) + 1)
    if kind.units == "after":
        years = range(2025, years.stop)
    return [year for year in years if not (kind.level == "party" and year in (2015, 2020, 2025))]

"""The documents that are cited: drawn from the series, with identities composed as the design's section 4 says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from corpus.cited import (
    Cited,
    assembly_term,
    day_of,
    laws,
    numbered_laws,
    party_period,
    real,
    real_numbers,
    short_names,
)
from corpus.home import Home
from corpus.owners import Owner, departments, joint, local, ministries, ministry
from corpus.tables import Series, series, words
from corpus.units import Unit
from kg.config import DEFAULT_BASE

_LETTERS = "abcde"
_UNIT_CODES = ("CN", "KTTH", "VX", "NC", "CCHC", "TCCB", "NS", "QLNN", "PC", "KSTT", "NN", "TH")
_PROJECTS = ("TKNQ18", "QG1237", "389", "CCHC", "CĐS")
_AMENDED = 6 * 365
"""Days within which a document is amended."""
_TOGETHER = 4
"""The fewest numbers that a body gives on one day."""
_RECENT = 75
"""A body decides on a submission within so many days."""
_REAL = 0.45
"""The share of central documents that are real ones (known_documents.csv), where the series has any."""


class Shelf:
    """The documents that one document can cite, issued after *since*; *real* is the share of real central ones."""

    def __init__(self, home: Home, random: Random, real: float = _REAL, since: str = "") -> None:
        self.home, self.random, self.real, self.since = home, random, real, since
        self.taken: dict[str, Cited] = {}
        self.dated: list[Cited] = []
        self.named: set[str] = set()

    def take(self, spec: str, stated: bool) -> Cited | None:
        """A document of one of the groups in *spec*; None where there is none on the citing day.

        Without a *stated* issuer, local documents are the citing body's own.
        """
        special = {"again": self._again, "law": self._law, "constitution": self._constitution,
                   "alias": self._alias, "own": self._own}  # fmt: skip
        if spec in special:
            return special[spec]()
        found = _choices(spec, self.home.year)
        if not found:
            return None
        rows, weights = found
        row = self.random.choices(rows, cum_weights=weights)[0]
        return self._of(row, own=spec.endswith("home") or not stated, former=spec == "former")

    def another(self, first: Cited, same_day: bool) -> Cited | None:
        """One more document of the series and the issuer of *first*."""
        row = next(one for one in series() if one.name == first.series)
        for _ in range(20):
            other = self._of(row, own=True, former=False, like=first, day=first.day if same_day else None)
            if other and other.sign != first.sign and other.issuer == first.issuer:
                return other
        return None

    def object_of(self, actor: Cited, rank: int, spec: str, stated: bool) -> Cited | None:
        """What a document amends, guides or implements, as its first object or a later one: the same in all texts.

        So a document is amended a few times, however many cite it. Which real ones are is not for chance to say.
        """
        return self._of_world(f"{_name(actor)}/{rank}", _later(actor.day, -_AMENDED), actor.day, spec, stated)

    def actor_of(self, acted: Cited, rank: int, spec: str, stated: bool) -> Cited | None:
        """What amends a document, likewise; None where that is not before the citing day."""
        until = _later(acted.day, _AMENDED)
        found = self._of_world(f"{_name(acted)}/by/{rank}", acted.day, until, spec, stated)
        return found if found and found.day < self.home.day else None

    def _of_world(self, seed: str, since: str, until: str, spec: str, stated: bool) -> Cited | None:
        """A document of some years that is the same for all who ask."""
        found = Shelf(replace(self.home, day=until), Random(seed), 0, since).take(spec, stated)
        return None if found is None or self._is_otherwise(found) else self._known(found)

    def _again(self) -> Cited | None:
        return self.random.choice(self.dated) if self.dated else None

    def _law(self) -> Cited | None:
        return self._before(laws())

    def _before(self, dated: Sequence[Cited]) -> Cited | None:
        """One of those that are older than the citing document; None where there is none."""
        first, end = (bisect_left(dated, day, key=day_of) for day in (self.since, self.home.day))
        return dated[self.random.randrange(first, end)] if first < end else None

    def _constitution(self) -> Cited:
        return Cited("constitution", "Hiến pháp", "", "", "2013-11-28", "Quốc hội", "Quốc hội", True, False, None,
                     name="Hiến pháp")  # fmt: skip

    def _alias(self) -> Cited | None:
        found = [one for one in short_names() if one.day < self.home.day]
        return self.random.choice(found) if found else None

    def _own(self) -> Cited:
        home = self.home
        return Cited("own", home.kind.type, "", home.sign, home.day, home.issuer, home.issuer, False, True, home.iri)

    def _of(
        self, row: Series, own: bool, former: bool, like: Cited | None = None, day: str | None = None
    ) -> Cited | None:
        known = real(row.name, self.home.day) if not row.local and not like and not day else ()
        if row.name == "assembly-law":
            law = self._before(numbered_laws())
            return None if law is None or self._is_otherwise(law) else self._known(law)
        if known and self.random.random() < self.real:
            return self._known(known[int(len(known) * self.random.random() ** 2)])
        owner = self._owner(row, own, former)
        if owner is None:
            return None
        drawn = day or self._day(row, owner)
        signed = drawn and self._signed(row, owner, drawn)
        if not signed or (day and signed[1] != day):
            return None
        owner = self._as_of(owner, row, like, signed[1])
        return self._known(self._made(row, owner, *signed, like=like))

    def _known(self, cited: Cited) -> Cited:
        """The document, or the one that was cited before under its sign: what a bare sign means must be clear."""
        found = self.taken.setdefault(cited.sign, cited)
        if found.target == cited.target and found.printed != cited.printed:
            found = replace(found, printed=cited.printed, issuer=cited.issuer)
        return found

    def _is_otherwise(self, cited: Cited) -> bool:
        """Whether a document of its sign was cited before by another name, as laws are."""
        return cited.sign in self.taken and self.taken[cited.sign].name != cited.name

    def remember(self, cited: Cited) -> None:
        """Note that the document was cited with what makes out which it is."""
        if cited.target and cited.series not in ("own", "former") and "/" in cited.sign:
            self.dated.append(cited)
            self.named.add(cited.target)

    def _owner(self, row: Series, own: bool, former: bool) -> Owner | None:
        place = row.body.partition("/")[0]
        if not place.startswith("{"):
            return Owner(row.body, None, tuple(row.issuer.split("|")))
        if place in ("{ministry}", "{joint}", "{department}"):
            return Owner(place, None, ())
        unit = self._unit(place, own, former)
        return unit and local(row, unit, self.random, named=former or not self._is_own(unit))

    def _is_own(self, unit: Unit) -> bool:
        return unit is self.home.unit or unit in _above(self.home.unit)

    def _unit(self, place: str, own: bool, former: bool) -> Unit | None:
        """The place of a local body: the citing one's, one above it, or one that went up in its province."""
        unit = self.home.unit
        if former:
            return self.random.choice(unit.province.merged) if unit.province.merged else None
        if place == "{province}":
            return unit.province
        if place == "{district}":
            below = next((one for one in (unit, *_above(unit)) if one.level == "district"), None)
            return below if below and below.kind in ("huyện", "quận") else None
        return unit if own else self.random.choice((unit, unit, *_above(unit)))

    def _day(self, row: Series, owner: Owner) -> str | None:
        """A day on which the owner issued documents of the series, before the citing day; rather a late one."""
        first = max(owner.since, self.since, f"{row.first}-01-04")
        last = min(owner.until, f"{row.last}-12-28", _later(self.home.day, -1))
        if first >= last:
            return None
        low, high = date.fromisoformat(first), date.fromisoformat(last)
        low = max(low, high - timedelta(_RECENT)) if "submission" in row.groups else low
        return (high - timedelta(int((high - low).days * self.random.random() ** 2.2))).isoformat()

    def _as_of(self, owner: Owner, row: Series, like: Cited | None, day: str) -> Owner:
        """The ministry or department of that day; that of *like*, where it is to be the same."""
        if like is not None and like.target:
            path = like.target.removeprefix(f"{DEFAULT_BASE}eli/vn/").split("/")[:-3]
            code = re.split(r"TTLT[-/]|-|/", like.sign)[-1] if owner.path.startswith("{") else ""
            return Owner("/".join(path), like.issuer, (like.printed,), code)
        if owner.path == "{ministry}":
            return ministry(self.random.choice(ministries(day[:7])))
        if owner.path == "{joint}":
            return joint(self.random.sample(ministries(day[:7]), 2))
        if owner.path == "{department}":
            return self._department(day)
        return owner

    def _department(self, day: str) -> Owner:
        body = self.random.choice(departments(day[:7]))
        unit = self.home.unit.province
        if unit.merged and day < unit.since:
            unit = self.random.choice(unit.merged)
            return Owner(
                f"{unit.path}/{body.slug}", f"{body.name} {unit.full}", (f"{body.name} {unit.full}",), body.code
            )
        return Owner(f"{unit.path}/{body.slug}", f"{body.name} {unit.full}", (body.name,), body.code)

    def _made(self, row: Series, owner: Owner, number: int, day: str, *, like: Cited | None) -> Cited:
        ordinal, sign = _sign(row, number, owner, day, self.random)
        path = owner.path.replace("{t}", str(assembly_term(day)))
        target = f"{DEFAULT_BASE}eli/vn/{path}/{row.kind}/{_period(row, day)}/{ordinal}" if path else None
        printed = self.random.choice(owner.printed) if owner.printed else ""
        issuer = owner.issuer or (printed if row.period != "year" else row.issuer or None)
        issuer = like.issuer if like else issuer
        return Cited(row.name, row.word, row.short, sign, day, issuer, printed, row.derived, row.dated, target,
                     title=_title(self.random, int(day[:4])))  # fmt: skip

    def _signed(self, row: Series, owner: Owner, drawn: str) -> tuple[int, str] | None:
        """A number, and its day, which is not after the one that was *drawn*.

        Clerks number what is signed on a day together, and go on through the year or the term: so a number has one
        day, in whatever text it is cited.
        """
        start = date(int(_period(row, drawn).removeprefix("nk")), 1, 4)
        length = 358 if row.period == "year" else 5 * 365
        together = max(_TOGETHER, row.most // 60)
        turn = (date.fromisoformat(drawn) - start).days * row.most // (length * together)
        day = (start + timedelta(-(-turn * together * length // row.most))).isoformat()
        free = [n for n in range(turn * together + 1, (turn + 1) * together + 1) if self._is_free(row, n, day)]
        if not free or day < owner.since or _period(row, day) != _period(row, drawn) or _is_congress(row.period, day):
            return None
        return self.random.choice(free), day

    def _is_free(self, row: Series, number: int, day: str) -> bool:
        """Whether neither a real document nor the citing one has the number."""
        own = re.match(r"\d+", self.home.sign)
        taken = (row.name, day[:4] if row.dated else day[4:], number) in real_numbers()
        return not taken and (own is None or number != int(own[0]))


def _above(unit: Unit) -> tuple[Unit, ...]:
    return (unit.parent, *_above(unit.parent)) if unit.parent else ()


@cache
def _choices(spec: str, year: int) -> tuple[list[Series], list[float]] | None:
    """The series of the groups in *spec* that exist in a year, with their running weights."""
    groups = _groups(spec)
    rows = [row for row in series() if row.groups & groups and row.first <= year]
    return (rows, list(accumulate(row.weight for row in rows))) if rows else None


def _groups(spec: str) -> set[str]:
    fixed = {
        "home": {"committee"},
        "norm-home": {"norm"},
        "decision-home": {"decision"},
        "former": {"decision", "norm"},
    }
    return set().union(*(fixed.get(group, {group}) for group in spec.split("|")))


def _name(cited: Cited) -> str:
    return cited.target or cited.sign


def _sign(row: Series, number: int, owner: Owner, day: str, random: Random) -> tuple[str, str]:
    """The number as IRIs write it, and the whole sign."""
    letter = random.choice(_LETTERS) if "{a}" in row.sign else ""
    codes = dict.fromkeys(("ministry", "joint", "department", "hu"), owner.code)
    numbers = {
        "n": f"{number:02}",
        "z": f"{number:04}",
        "d": number,
        "a": letter,
        "y": day[:4],
        "t": assembly_term(day),
    }
    parts = {"unit": random.choice(_UNIT_CODES), "project": random.choice(_PROJECTS)}
    text = row.sign.format(**codes, **numbers, **parts)
    ordinal = {"{d}": f"66.{number}", "{n}-{y}": f"{number}-{day[:4]}"}
    return next((said for mark, said in ordinal.items() if mark in row.sign), f"{number}{letter}"), text


def _period(row: Series, day: str) -> str:
    """The year, or the term of the Party, through which numbers go on."""
    return day[:4] if row.period == "year" else party_period(row.period, day)


def _is_congress(level: str, day: str) -> bool:
    """Whether the day is in the months in which one term ends and another begins: each place has its own day."""
    met = {"central": ("2011-01", "2016-01", "2021-01", "2021-02", "2026-01")}.get(level, ())
    months = {"province": range(7, 12), "district": range(6, 12)}.get(level, range(0))
    return day[:7] in met or (day[:4] in ("2015", "2020", "2025") and int(day[5:7]) in months)


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def _title(random: Random, year: int) -> str:
    """What a document is about; often nothing is said."""
    if random.random() < 0.3:
        return ""
    said = random.choice(words()["subjects"])
    return said.format(topic=random.choice(words()["topics"]), y=year, z=year + 5)

"""The documents that are cited: drawn from the series, with identities composed as the design's section 4 says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from corpus.home import Home, party_name
from corpus.tables import Series, series, words
from corpus.units import Unit
from kg.config import DEFAULT_BASE
from kg.tables import (
    Issuer,
    aliases,
    assembly_term_at,
    issuers,
    known_documents,
    law_named,
    party_term_at,
)
from kg.tables.terms import PartyLevel

_LETTERS = "abcde"
_UNIT_CODES = ("CN", "KTTH", "VX", "NC", "CCHC", "TCCB", "NS", "QLNN", "PC", "KSTT", "NN", "TH")
_PROJECTS = ("TKNQ18", "QG1237", "389", "CCHC", "CĐS")
_RECENT = 75
"""A body decides on a submission within so many days."""
_REAL = 0.45
"""The share of central documents that are real ones (known_documents.csv), where the series has any."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as it is cited: ``issuer`` as the truth names it, ``printed`` as the text does.

    ``full`` says whether the sign alone makes out the document, ``target`` is its IRI. ``name`` is that of a law or
    an alias, ``title`` what it is about.
    """

    series: str
    word: str
    short: str
    sign: str
    day: str
    issuer: str | None
    printed: str
    derived: bool
    full: bool
    target: str | None
    title: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose document it is: the path and names of a body."""

    path: str
    issuer: str | None
    printed: tuple[str, ...]
    code: str = ""
    since: str = "2005-01-01"
    until: str = "9999"


class Shelf:
    """The documents that one document can cite; each identity is dated once."""

    def __init__(self, home: Home, random: Random) -> None:
        self.home, self.random = home, random
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

    def _again(self) -> Cited | None:
        return self.random.choice(self.dated) if self.dated else None

    def _law(self) -> Cited:
        laws = _laws()
        return laws[self.random.randrange(bisect_left(laws, self.home.day, key=_day_of))]

    def _constitution(self) -> Cited:
        return Cited("constitution", "Hiến pháp", "", "", "2013-11-28", "Quốc hội", "Quốc hội", True, False, None,
                     name="Hiến pháp")  # fmt: skip

    def _alias(self) -> Cited | None:
        found = [one for one in _aliases() if one.day < self.home.day]
        return self.random.choice(found) if found else None

    def _own(self) -> Cited:
        home = self.home
        return Cited("own", home.kind.type, "", home.sign, home.day, home.issuer, home.issuer, False, True, home.iri)

    def _of(
        self, row: Series, own: bool, former: bool, like: Cited | None = None, day: str | None = None
    ) -> Cited | None:
        real = _real(row.name, self.home.day) if not row.local and not like and not day else ()
        if row.name == "assembly-law":
            laws = _numbered_laws()
            return self._known(laws[self.random.randrange(bisect_left(laws, self.home.day, key=_day_of))])
        if real and self.random.random() < _REAL:
            return self._known(real[int(len(real) * self.random.random() ** 2)])
        owner = self._owner(row, own, former)
        if owner is None:
            return None
        said = day or self._day(row, owner)
        if said is None:
            return None
        owner = self._as_of(owner, row, like, said)
        return self._known(self._made(row, owner, said, same_day=day is not None, like=like))

    def _known(self, cited: Cited) -> Cited:
        """The document, or the one that was cited before under its sign: what a bare sign means must be clear."""
        found = self.taken.setdefault(cited.sign, cited)
        if found.target == cited.target and found.printed != cited.printed:
            found = replace(found, printed=cited.printed, issuer=cited.issuer)
        return found

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
        return unit and _local(row, unit, self.random, named=former or not self._is_own(unit))

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
        first = max(owner.since, f"{row.first}-01-04")
        last = min(owner.until, f"{row.last}-12-28", _day_before(self.home.day))
        if first >= last:
            return None
        low, high = date.fromisoformat(first), date.fromisoformat(last)
        low = max(low, high - timedelta(_RECENT)) if "submission" in row.groups else low
        found = (high - timedelta(int((high - low).days * self.random.random() ** 2.2))).isoformat()
        return _off_congress(found, row.period) if row.period != "year" else found

    def _as_of(self, owner: Owner, row: Series, like: Cited | None, day: str) -> Owner:
        """The ministry or department of that day; that of *like*, where it is to be the same."""
        if like is not None and like.target:
            path = like.target.removeprefix(f"{DEFAULT_BASE}eli/vn/").split("/")[:-3]
            code = re.split(r"TTLT[-/]|-|/", like.sign)[-1] if owner.path.startswith("{") else ""
            return Owner("/".join(path), like.issuer, (like.printed,), code)
        if owner.path == "{ministry}":
            return _ministry(self.random.choice(_ministries(day[:7])))
        if owner.path == "{joint}":
            return _joint(self.random.sample(_ministries(day[:7]), 2))
        if owner.path == "{department}":
            return self._department(day)
        return owner

    def _department(self, day: str) -> Owner:
        body = self.random.choice(_departments(day[:7]))
        unit = self.home.unit.province
        if unit.merged and day < unit.since:
            unit = self.random.choice(unit.merged)
            return Owner(
                f"{unit.path}/{body.slug}", f"{body.name} {unit.full}", (f"{body.name} {unit.full}",), body.code
            )
        return Owner(f"{unit.path}/{body.slug}", f"{body.name} {unit.full}", (body.name,), body.code)

    def _made(self, row: Series, owner: Owner, day: str, *, same_day: bool, like: Cited | None) -> Cited:
        number = self._number(row, day, same_day)
        ordinal, sign = _sign(row, number, owner, day, self.random)
        path = owner.path.replace("{t}", str(_term(day)))
        kind = row.kind
        period = day[:4] if row.period == "year" else _party_term(row.period, day)
        target = f"{DEFAULT_BASE}eli/vn/{path}/{kind}/{period}/{ordinal}" if path else None
        printed = self.random.choice(owner.printed) if owner.printed else ""
        issuer = owner.issuer or (printed if row.period != "year" else row.issuer or None)
        issuer = like.issuer if like else issuer
        return Cited(row.name, row.word, row.short, sign, day, issuer, printed, row.derived, row.dated, target,
                     title=_title(self.random, int(day[:4])))  # fmt: skip

    def _number(self, row: Series, day: str, same_day: bool) -> int:
        """A number that grows with the year, as clerks give them."""
        when = date.fromisoformat(day).timetuple().tm_yday
        number = max(1, when * row.most // 366) + self.random.randrange(max(1, row.most // 120) if not same_day else 9)
        own = re.match(r"\d+", self.home.sign)
        while (row.name, day[:4] if row.dated else day[4:], number) in _real_numbers() or (
            own and number == int(own[0])
        ):
            number += 1
        return number


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


def _local(row: Series, unit: Unit, random: Random, named: bool) -> Owner:
    """A local body of a unit, in the ways in which it is printed; *named* is with the place's name."""
    place = unit.full if named or random.random() < 0.3 else unit.kind
    since, until = unit.since, unit.until
    if "party" in row.issuer:
        return _party(row, unit, named, since, until)
    if row.body == "{council}":
        heads, body, issuer = ("HĐND", "Hội đồng nhân dân"), "hdnd", f"HĐND {unit.full}"
    elif row.issuer == "{chairman}":
        heads, body, issuer = ("Chủ tịch UBND", "Chủ tịch Ủy ban nhân dân"), "ubnd", f"Chủ tịch UBND {unit.full}"
    else:
        heads, body, issuer = ("UBND", "Ủy ban nhân dân"), "ubnd", f"UBND {unit.full}"
    return Owner(f"{unit.path}/{body}", issuer, tuple(f"{head} {place}" for head in heads), "", since, until)


def _party(row: Series, unit: Unit, named: bool, since: str, until: str) -> Owner:
    if unit.level == "district":
        code, head = ("QU", "Quận ủy") if unit.kind == "quận" else ("HU", "Huyện ủy")
        issuer = f"{head} {unit.name}"
        printed = (issuer,) if named else (issuer, head, f"Ban Thường vụ {head}")
        return Owner(f"{unit.path}/{code.lower()}", issuer, printed, code, since, until)
    issuer = party_name(unit)
    head = issuer.removesuffix(f" {unit.name}")
    printed = (issuer,) if named else (issuer, head, f"Ban Thường vụ {head}")
    return Owner(f"{unit.path}/tu", issuer, printed, "", since, until)


def _ministry(body: Issuer) -> Owner:
    head = "Bộ trưởng " if body.name.startswith("Bộ") else ""
    return Owner(body.slug, body.name, (body.name, f"{head}{body.name}"), body.code)


def _joint(two: Sequence[Issuer]) -> Owner:
    """Several bodies have one identity whatever their order."""
    return Owner("-".join(sorted(body.slug for body in two)), None, (), "-".join(body.code for body in two))


@cache
def _ministries(month: str) -> list[Issuer]:
    return [body for body in issuers() if body.kind == "ministry" and body.valid_on(f"{month}-15")]


@cache
def _departments(month: str) -> list[Issuer]:
    return [
        body
        for body in issuers()
        if body.kind == "department" and body.name.startswith("Sở") and body.valid_on(f"{month}-15")
    ]


def _sign(row: Series, number: int, owner: Owner, day: str, random: Random) -> tuple[str, str]:
    """The number as IRIs write it, and the whole sign."""
    letter = random.choice(_LETTERS) if "{a}" in row.sign else ""
    codes = dict.fromkeys(("ministry", "joint", "department", "hu"), owner.code)
    numbers = {"n": f"{number:02}", "z": f"{number:04}", "d": number, "a": letter, "y": day[:4], "t": _term(day)}
    parts = {"unit": random.choice(_UNIT_CODES), "project": random.choice(_PROJECTS)}
    text = row.sign.format(**codes, **numbers, **parts)
    ordinal = {"{d}": f"66.{number}", "{n}-{y}": f"{number}-{day[:4]}"}
    return next((said for mark, said in ordinal.items() if mark in row.sign), f"{number}{letter}"), text


def _term(day: str) -> int:
    term = assembly_term_at(day)
    return term.number if term else 0


def _party_term(level: str, day: str) -> str:
    levels: dict[str, PartyLevel] = {"central": "central", "province": "province", "district": "district"}
    term = party_term_at(levels[level], day)
    return f"nk{term.first_year}" if term else day[:4]


def _off_congress(day: str, level: str) -> str | None:
    """The day, or none in the months in which one term ends and another begins: each place has its own day."""
    met = {"central": ("2011-01", "2016-01", "2021-01", "2021-02", "2026-01"), "province": (), "district": ()}[level]
    months = range(6, 12) if level == "district" else range(7, 12)
    between = level != "central" and day[:4] in ("2015", "2020", "2025") and int(day[5:7]) in months
    return None if between or day[:7] in met else day


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(1)).isoformat()


def _title(random: Random, year: int) -> str:
    """What a document is about; often nothing is said."""
    if random.random() < 0.3:
        return ""
    said = random.choice(words()["subjects"])
    return said.format(topic=random.choice(words()["topics"]), y=year, z=year + 5)


_NAMES = {"Ban Chấp hành Trung ương": "Ban Chấp hành Trung ương Đảng"}
_CODES = {"CP": "cp", "TTg": "ttg", "TW": "tw"}


@cache
def _real(name: str, before: str) -> tuple[Cited, ...]:
    """The real documents of a series that were there on a day."""
    return tuple(cited for cited in _all_real().get(name, ()) if cited.day < before[:7])


@cache
def _real_numbers() -> frozenset[tuple[str, str, int]]:
    """The numbers that real documents have, by series and year, or day where the sign has no year: made ones have
    others, as one that differs in the year only is a slip.
    """
    return frozenset(
        (name, found.day[:4] if found.full else found.day[4:], int(re.match(r"\d+", found.sign)[0]))  # type: ignore[index]
        for name, cited in _all_real().items()
        for found in cited
    )


@cache
def _all_real() -> dict[str, tuple[Cited, ...]]:
    return {
        row.name: tuple(_of_row(row)) for row in series() if row.body in ("cp", "ttg", "tw") and "{a}" not in row.sign
    }


def _of_row(row: Series) -> Iterator[Cited]:
    pattern = re.escape(row.sign).replace(r"\{n\}", r"(\d+)").replace(r"\{y\}", r"\d{4}").replace(r"\{d\}", r"(\d+)")
    for known in known_documents():
        found = re.fullmatch(pattern, known.number or "")
        if found and known.date and len(known.date) == 10 and known.date >= f"{row.first}" and known.type == row.word:
            ordinal = f"66.{found[1]}" if "{d}" in row.sign else str(int(found[1]))
            ordinal += f"-{known.date[:4]}" if "{n}-{y}" in row.sign else ""
            period = known.date[:4] if row.period == "year" else _party_term(row.period, known.date)
            issuer = _NAMES.get(known.issuer, known.issuer.split(";")[0]) if row.period == "central" else row.issuer
            yield Cited(
                row.name, row.word, row.short, known.number or "", known.date, issuer, issuer, row.derived, row.dated,
                f"{DEFAULT_BASE}eli/vn/{row.body}/{row.kind}/{period}/{ordinal}",
            )  # fmt: skip


@cache
def _laws() -> list[Cited]:
    """Laws, codes and ordinances with a name of their own, one of it in its year, by date."""
    named = [(law, known) for known in known_documents() if (law := law_named(known.name)) and known.number]
    years = [(law.name, (known.date or "")[:4]) for law, known in named]
    laws = (
        _law(law.name, known.number or "", known.date or "")
        for (law, known), year in zip(named, years, strict=True)
        if years.count(year) == 1 and "QH" in (known.number or "") and (known.date or "") > "2005"
    )
    return sorted(laws, key=_day_of)


def _law(name: str, sign: str, day: str) -> Cited:
    word = next(word for word in ("Bộ luật", "Luật", "Pháp lệnh") if name.startswith(word))
    issuer = "Ủy ban Thường vụ Quốc hội" if word == "Pháp lệnh" else "Quốc hội"
    number, year, body = sign.split("/")
    kind = "phap-lenh" if word == "Pháp lệnh" else "luat"
    target = f"{DEFAULT_BASE}eli/vn/{body.removeprefix('PL-').lower()}/{kind}/{year}/{int(number)}"
    return Cited("law", word, word, sign, day, issuer, issuer, True, True, target, name=name)


@cache
def _numbered_laws() -> list[Cited]:
    """Laws that their number names, amending ones too, by date."""
    laws = (
        replace(_law("Luật", known.number, known.date), series="assembly-law")
        for known in known_documents()
        if known.type == "Luật" and known.number and "/QH" in known.number and known.date and known.date > "2008"
    )
    return sorted(laws, key=_day_of)


def _day_of(cited: Cited) -> str:
    return cited.day


@cache
def _aliases() -> tuple[Cited, ...]:
    """Short names of programmes, with what promulgated them."""
    return tuple(_alias(one.name, one.type, one.number, one.date, one.issuer_code) for one in aliases()
                 if "giai đoạn" not in one.name and one.issuer_code in _CODES)  # fmt: skip


def _alias(name: str, word: str, number: str, day: str, code: str) -> Cited:
    ordinal, normative = re.match(r"(\w+)[-/](\d{4}/)?", number).groups()  # type: ignore[union-attr]
    kind = "qd" if "QĐ" in number else "nq"
    series_of = f"{kind}-qppl" if normative and code == "TTg" else kind
    period = _party_term("central", day) if code == "TW" else day[:4]
    target = f"{DEFAULT_BASE}eli/vn/{_CODES[code]}/{series_of}/{period}/{ordinal.lstrip('0')}"
    return Cited("alias", word, "", number, day, None, "", False, True, target, name=name)

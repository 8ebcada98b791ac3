"""Whose document a mention means: the identities that its issuer, its sign and the citing document leave open.

An issuer's place that the text does not say is the citing document's own, as of the cited document's day. The day of
a merger makes one name two bodies, and a body that is not named any of those that were merged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from kg.models import FORMER_PLACE, OWN_PLACE, Citation
from kg.resolve.bodies import is_listed
from kg.resolve.home import Home
from kg.resolve.keys import Key, key_of
from kg.resolve.numbers import split
from kg.resolve.places import place_of, predecessors
from kg.resolve.verdict import HOME, NAMED_BODY, OWN, OWN_LEVEL, SIBLING, Reason
from kg.tables import DISTRICTS_END, REFORM, provinces
from kg.tables.letters import UPPER

_OWN_NAME = re.compile(
    rf"^(.*?\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy))"
    rf"(?:,? (?:(?:tỉnh|thành phố|huyện|xã) )?[{UPPER}].*)$"
)


Said: TypeAlias = tuple[str, str, str, str | None, str | None, tuple[str, ...]]


def as_said(citation: Citation) -> Said:
    """All that a verdict on a sign, or on a law's bare name, looks at: what says the same means the same.

    A long document says the same hundreds of times.
    """
    return citation.kind, citation.number, citation.type, citation.issuer, citation.date, citation.rules


@dataclass(frozen=True, slots=True)
class Ownership:
    """The identities of the signs in one document, each said once; what has been asked is kept."""

    home: Home
    citations: Collection[Citation]
    mentions: dict[tuple[str, str, str], list[Citation]] = field(default_factory=dict)
    known: dict[tuple[str, str, str | None, str | None], Key | None] = field(default_factory=dict)

    def keys(self, citation: Citation, siblings: Sequence[Citation]) -> tuple[list[Key], Reason]:
        """The identities that a citation can have, and how sure they are; *siblings* are of the same sign."""
        days = self._days(citation, siblings)
        own = list(self._each(citation, citation.issuer, days))
        filled = OWN_PLACE in citation.rules
        if own and own[0].body.stated and not filled:
            return own, NAMED_BODY if own[0].body.issuer is None and not own[0].body.joint else OWN
        if stated := [key for key in self._stated(siblings, days) if not filled or self._can_be(key, own)]:
            return stated, SIBLING
        if citation.issuer is None and (levels := list(self._levels(siblings, days))):
            return levels, OWN_LEVEL
        if filled or not own or not own[0].body.stated:
            return list(self._predecessors(citation, own, days)), OWN_LEVEL if filled else HOME
        return own, OWN

    def alike(self, key: Key) -> Sequence[Citation]:
        """What is said of one body, type and number, however the signs are written."""
        return self._by_identity().get(key.identity, ())

    def _by_identity(self) -> Mapping[tuple[str, str, str], Sequence[Citation]]:
        if not self.mentions:
            for citation in self.citations:
                if key := self._key(citation, citation.issuer, citation.date):
                    self.mentions.setdefault(key.identity, []).append(citation)
        return self.mentions

    def shares(self, key: Key, other: Citation) -> bool:
        """Whether another mention of the number may be of the same body."""
        its = self._key(other, other.issuer, other.date)
        return its is None or not its.body.stated or its.body.path == key.body.path

    def _days(self, citation: Citation, siblings: Iterable[Citation]) -> tuple[str | None, ...]:
        """The days on which the issuer counts: both sides of the merger, where only its year is known."""
        parts = split(citation.number)
        year = str(parts.year) if parts and parts.year else None
        dates = (citation.date, *(c.date for c in siblings))
        date = next((d for d in dates if d and (year is None or d.startswith(year))), year)
        if FORMER_PLACE in citation.rules and (date or self.home.date or "") >= REFORM[: len(date or REFORM)]:
            return (DISTRICTS_END,)
        if date == REFORM[:4] and (self.home.date or REFORM) >= REFORM and self.home.level != "central":
            return (DISTRICTS_END, self.home.date or REFORM)
        return (date,)

    def _each(self, citation: Citation, issuer: str | None, days: Iterable[str | None]) -> Iterator[Key]:
        seen = set()
        for day in days:
            key = self._key(citation, issuer, day)
            if key and key.body.path not in seen:
                seen.add(key.body.path)
                yield key

    def _key(self, citation: Citation, issuer: str | None, date: str | None) -> Key | None:
        """The identity under an issuer; of a body that tables have the own place is that of the cited day."""
        if issuer and OWN_PLACE in citation.rules and issuer == citation.issuer and is_listed(bare := unplaced(issuer)):
            issuer = bare
        asked = (citation.number, citation.type, issuer, date)
        if asked not in self.known:
            self.known[asked] = key_of(*asked[:3], self.home, date)
        return self.known[asked]

    def _stated(self, siblings: Iterable[Citation], days: tuple[str | None, ...]) -> list[Key]:
        """What other mentions of the number say of the issuer."""
        named = [other for other in siblings if other.issuer and OWN_PLACE not in other.rules]
        keys = (key for other in named for key in self._each(other, other.issuer, days))
        return list({key.body.path: key for key in keys if key.body.stated}.values())

    def _levels(self, siblings: Sequence[Citation], days: tuple[str | None, ...]) -> Iterator[Key]:
        """What other mentions of the number say of the issuer's level, its place being the citing document's own."""
        issuers = {other.issuer: other for other in siblings if other.issuer and OWN_PLACE in other.rules}
        for other in issuers.values():
            yield from self._predecessors(other, list(self._each(other, other.issuer, days)), days)

    def _can_be(self, key: Key, own: list[Key]) -> bool:
        """Whether a body that is stated elsewhere can be the own one: of the same level, here or before a merger."""
        steps = key.body.path.split("/")
        depths = {one.body.path.count("/") + 1 for one in own} or {2}
        return steps[0] in predecessors(self.home.province or "") and len(steps) in depths

    def _predecessors(self, citation: Citation, own: list[Key], days: tuple[str | None, ...]) -> Iterator[Key]:
        """Each unit that was merged into the home province, where the document is older, of the kind that is said."""
        for key, day in zip(own, days if len(days) == len(own) else (days[0],) * len(own), strict=True):
            slug, _, rest = key.body.path.partition("/")
            old = predecessors(self.home.province or "") - {self.home.province}
            if slug not in old or not day:
                yield key
                continue
            of_kind = [other for other in sorted(old) if _is(kind_said(citation.issuer or ""), other, day)]
            yield from (
                replace(key, body=replace(key.body, path=f"{other}/{rest}")) for other in of_kind or sorted(old)
            )


def unplaced(issuer: str) -> str:
    """An issuer without the name of its place, which was taken from the citing document.

    >>> unplaced("UBND xã Gia Bình"), unplaced("Ban Thường vụ Tỉnh ủy Bắc Ninh"), unplaced("Chính phủ")
    ('UBND xã', 'Ban Thường vụ Tỉnh ủy', 'Chính phủ')
    """
    found = _OWN_NAME.match(issuer)
    return found[1] if found else issuer


def kind_said(issuer: str) -> str | None:
    """The kind of province that an issuer's name tells.

    >>> kind_said("Thành ủy Hồ Chí Minh"), kind_said("UBND tỉnh"), kind_said("Sở Y tế")
    ('thành phố', 'tỉnh', None)
    """
    said = re.search(r"\b(?:(thành phố|Thành ủy)|(tỉnh|Tỉnh ủy))\b", issuer)
    return None if said is None else ("thành phố" if said[1] else "tỉnh")


def _is(kind: str | None, slug: str, day: str) -> bool:
    unit = next((unit for unit in provinces() if unit.slug == slug), None)
    return kind is None or unit is None or place_of(slug) is None or unit.type_at(day) == kind

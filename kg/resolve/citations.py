"""The verdict on each citation of one document: candidates are gathered, one is sure or several stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.models import FORMER_PLACE, OWN_PLACE, Citation
from kg.resolve.home import Home
from kg.resolve.keys import Key, alias_iri, key_of, known_by_number, known_iri, known_of, periods
from kg.resolve.laws import law_verdict
from kg.resolve.numbers import number_key, split
from kg.resolve.places import predecessors
from kg.resolve.slips import formed, slipped_year
from kg.resolve.verdict import (
    ALIAS,
    COMPLETE,
    GENERAL,
    HOME,
    KNOWN,
    NAMED_BODY,
    OWN,
    SIBLING,
    SLIP,
    STATED_DATE,
    UNRESOLVED,
    Reason,
    Verdict,
    resolved,
    several,
)
from kg.tables import DISTRICTS_END, REFORM, alias_named, fold, law_key


@dataclass(frozen=True, slots=True)
class Case:
    """One document's citations, its own IRI, and where it stands."""

    base: str
    own: str
    home: Home
    citations: tuple[Citation, ...]
    mentions: dict[str, list[Citation]] = field(init=False)
    ordinals: dict[tuple[str, str], list[Citation]] = field(init=False)
    laws: tuple[tuple[str, Citation], ...] = field(init=False)
    keys: dict[tuple[str, str, str | None, str | None], Key | None] = field(init=False, default_factory=dict)
    """What has been asked before: a document is cited again and again in one text."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "mentions", _by_number(self.citations))
        object.__setattr__(self, "ordinals", _by_ordinal(self.citations))
        object.__setattr__(self, "laws", tuple(_telling_laws(self.citations)))

    def verdict(self, citation: Citation) -> Verdict:
        """What a citation means, and how sure that is."""
        if citation.relation == "self":
            return resolved(self.own, OWN)
        if citation.kind == "name":
            return self._law(citation)
        if citation.kind == "alias":
            return self._alias(citation)
        return self._sign(citation) if citation.kind == "sign" else UNRESOLVED

    def _law(self, citation: Citation) -> Verdict:
        """A law by name: by its date, else as another mention in the document says, else the one in force."""
        when = self._subject_date(citation) or self.home.date
        if citation.date is None and citation.subject is None:
            name = law_key(citation.number)
            for key, other in self.laws:
                if other.kind == "sign" and name in key:
                    return self._sign(other).at_most(SIBLING)
                if other.kind == "name" and name == key:
                    return law_verdict(self.base, other.type, other.number, other.date, when).at_most(SIBLING)
        return law_verdict(self.base, citation.type, citation.number, citation.date, when)

    def _subject_date(self, citation: Citation) -> str | None:
        """The date of the cited document that acts on the citation: it knew no later law."""
        if citation.subject is None or citation.subject >= len(self.citations):
            return None
        subject = self.citations[citation.subject]
        parts = split(subject.number)
        return str(parts.year) if parts and parts.year else subject.date

    def _alias(self, citation: Citation) -> Verdict:
        """A short name stands for a sign of the same document, else for what the table says."""
        ordinal = _bare_ordinal(citation.number)
        same = self.ordinals.get((fold(citation.type), ordinal), []) if ordinal else []
        here = several(verdict.target for c in same if (verdict := self._sign(c)).target)
        if here.target:
            return resolved(here.target, SIBLING)
        alias = alias_named(citation.number)
        if alias is None or (self.home.date and alias.date[: len(self.home.date)] > self.home.date):
            return here
        iri = alias_iri(self.base, alias)
        return resolved(iri, ALIAS) if iri else UNRESOLVED

    def _sign(self, citation: Citation) -> Verdict:
        siblings = [c for c in self.mentions[number_key(citation.number)] if c is not citation]
        keys, sure = self._keys(citation, siblings)
        if not keys:
            return self._unkeyed(citation)
        verdicts = [self._dated(key, citation, siblings) for key in keys]
        found = verdicts[0].at_most(sure) if len(keys) == 1 else _either(verdicts)
        return formed(found, keys[0], citation.date)

    def _keys(self, citation: Citation, siblings: list[Citation]) -> tuple[list[Key], Reason]:
        """The identities that the issuer leaves open, and how sure the issuer is."""
        date = citation.date or next((c.date for c in siblings if c.date), None)
        own = self._key(citation, citation.issuer, date)
        if own and own.body.stated and OWN_PLACE not in citation.rules:
            return [own], NAMED_BODY if own.body.issuer is None and not own.body.joint else OWN
        others = [self._key(citation, c.issuer, date) for c in siblings if c.issuer and OWN_PLACE not in c.rules]
        stated = {key.body.path: key for key in others if key and key.body.stated}
        if stated:
            return list(stated.values()), SIBLING
        return (self._before_merger(own, date) if own else []), HOME if own and not own.body.stated else OWN

    def _before_merger(self, own: Key, date: str | None) -> list[Key]:
        """A body of the home province, which may be that of each predecessor where the document is older."""
        slug, _, rest = own.body.path.partition("/")
        old = predecessors(self.home.province or "") - {self.home.province}
        if slug not in old or len(old) < 2 or not date:
            return [own]
        return [replace(own, body=replace(own.body, path=f"{other}/{rest}")) for other in sorted(old)]

    def _key(self, citation: Citation, issuer: str | None, date: str | None) -> Key | None:
        day = BEFORE_REFORM if FORMER_PLACE in citation.rules and self._since_reform(date) else date
        asked = (citation.number, citation.type, issuer, day)
        if asked not in self.keys:
            self.keys[asked] = key_of(*asked[:3], self.home, day)
        return self.keys[asked]

    def _since_reform(self, date: str | None) -> bool:
        return (date or self.home.date or "") >= REFORM[: len(date or REFORM)]

    def _dated(self, key: Key, citation: Citation, siblings: Iterable[Citation]) -> Verdict:
        """The document of an identity whose year is still to be found."""
        if key.number.year:
            return self._signed(key, str(key.number.year), citation.date)
        if citation.date and not self._later(citation.date):
            return self._in(key, [citation.date], STATED_DATE, twin=True)
        dates = [c.date for c in siblings if c.date and not self._later(c.date) and self._shares(key, c)]
        found = self._in(key, dates, SIBLING) if dates else self._known(key)
        if found.resolution == "unresolved" and citation.date and not self._later(citation.date[:4]):
            found = self._in(key, [citation.date], SLIP)  # its day or month is wrong, its year may be right
        if found.resolution == "unresolved":
            found = replace(found, open=(key.iri(self.base, "*"),))
        return found.slipped("date-later", SLIP) if citation.date else found

    def _signed(self, key: Key, year: str, date: str | None) -> Verdict:
        """The year in the sign decides, unless it lies after the citing document's: then what else is known."""
        if not self._later(year):
            return resolved(key.iri(self.base, year), COMPLETE)
        if date and not self._later(date):
            return resolved(key.iri(self.base, date[:4]), SLIP).slipped("year-later", SLIP)
        return self._known(key).slipped("year-later", SLIP)

    def _in(self, key: Key, dates: Iterable[str], sure: Reason, *, twin: bool = False) -> Verdict:
        dates = tuple(dates)
        found = several(key.iri(self.base, period) for date in dates for period in periods(key, date))
        if twin and found.target and (right := slipped_year(key, dates[0], known_of(key))):
            return resolved(str(known_iri(self.base, right)), SLIP).slipped("date-year", SLIP)
        return resolved(found.target, sure) if found.target else found

    def _later(self, date: str) -> bool:
        """Whether a date lies after the citing document's own, which no citation can."""
        citing = self.home.date
        return bool(citing) and date[: len(citing or "")] > (citing or "")[: len(date)]

    def _shares(self, key: Key, other: Citation) -> bool:
        """Whether another mention of the number may be of the same body."""
        its = self._key(other, other.issuer, other.date)
        return its is None or not its.body.stated or its.body.path == key.body.path

    def _known(self, key: Key) -> Verdict:
        """The known documents of an identity that are not later than the citing one."""
        known = [one for one in known_of(key) if not self._later(one.date or "")]
        found = several(known_iri(self.base, one) for one in known)
        return found if all(one.date_read for one in known) else found.at_most(GENERAL)

    def _unkeyed(self, citation: Citation) -> Verdict:
        """What the known documents say of a sign whose body or type is open."""
        known = [one for one in known_by_number(citation.number) if not self._later(one.date or "")]
        return several(known_iri(self.base, one) for one in known).at_most(KNOWN)


BEFORE_REFORM = DISTRICTS_END


def _either(verdicts: Iterable[Verdict]) -> Verdict:
    """All that several identities give: candidates, and what is open in each."""
    verdicts = tuple(verdicts)
    found = several(iri for verdict in verdicts for iri in (verdict.target, *verdict.candidates))
    return replace(found, open=tuple(iri for verdict in verdicts for iri in verdict.open) if not found.target else ())


def _telling_laws(citations: Iterable[Citation]) -> Iterator[tuple[str, Citation]]:
    """Mentions that say which law a bare name means: with the assembly's number, or with a date."""
    for citation in citations:
        if citation.kind == "sign" and citation.number.split("/")[-1].startswith("QH"):
            yield law_key(citation.text), citation
        elif citation.kind == "name" and citation.date and citation.subject is None:
            yield law_key(citation.number), citation


def _by_number(citations: Iterable[Citation]) -> dict[str, list[Citation]]:
    """The mentions of each sign."""
    found: defaultdict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        if citation.kind == "sign":
            found[number_key(citation.number)].append(citation)
    return found


def _by_ordinal(citations: Iterable[Citation]) -> dict[tuple[str, str], list[Citation]]:
    """The mentions by sign of each type and ordinal: what a short name may stand for."""
    found: defaultdict[tuple[str, str], list[Citation]] = defaultdict(list)
    for citation in citations:
        if citation.kind == "sign":
            found[fold(citation.type), _ordinal(citation)].append(citation)
    return found


def _ordinal(citation: Citation) -> str:
    parts = split(citation.number)
    return parts.ordinal.lstrip("0") if parts else ""


def _bare_ordinal(name: str) -> str:
    """The number in a short name: 57 of "Nghị quyết 57"."""
    digits = [word for word in name.split() if word.isdigit()]
    return digits[0].lstrip("0") if digits else ""

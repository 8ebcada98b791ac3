"""The verdict on each citation of one document: candidates are gathered, one is sure or several stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from kg.models import Citation
from kg.resolve.home import Home
from kg.resolve.keys import Key, alias_iri, known_by_number, known_iri, known_of, periods, term_said, variant_of
from kg.resolve.laws import law_verdict
from kg.resolve.numbers import number_key, split
from kg.resolve.ownership import Ownership, Said, as_said
from kg.resolve.slips import formed, slipped_year
from kg.resolve.verdict import (
    ALIAS,
    COMPLETE,
    GENERAL,
    KNOWN,
    OWN,
    SIBLING,
    SLIP,
    SLIP_FORM,
    STATED_DATE,
    UNRESOLVED,
    Reason,
    Verdict,
    resolved,
    several,
)
from kg.tables import alias_named, fold, law_key


@dataclass(frozen=True, slots=True)
class Case:
    """One document's citations, its own IRI, and where it stands; what is said twice is looked at once."""

    base: str
    own: str
    home: Home
    citations: tuple[Citation, ...]
    mentions: dict[str, list[Citation]] = field(init=False)
    ordinals: dict[tuple[str, str], list[Citation]] = field(init=False)
    laws: tuple[tuple[str, Citation], ...] = field(init=False)
    owners: Ownership = field(init=False)
    verdicts: dict[Said, Verdict] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        signs = {as_said(c): c for c in self.citations if c.kind == "sign"}.values()
        object.__setattr__(self, "owners", Ownership(self.home, signs))
        object.__setattr__(self, "mentions", _by_number(signs))
        object.__setattr__(self, "ordinals", _by_ordinal(signs))
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
        """A law by name: by its date, or as what acts on it or another mention says, else the one in force."""
        if citation.date is None and citation.subject is None:
            return self._once(self._bare_law, citation)
        acted = self._subject_date(citation)
        when = acted or self.home.date
        return law_verdict(self.base, citation.type, citation.number, citation.date, when, acted_on=acted is not None)

    def _bare_law(self, citation: Citation) -> Verdict:
        name = law_key(citation.number)
        for key, other in self.laws:
            if other.kind == "sign" and name in key:
                return self._sign(other).at_most(SIBLING)
            if other.kind == "name" and name == key:
                return law_verdict(self.base, other.type, other.number, other.date, self.home.date).at_most(SIBLING)
        return law_verdict(self.base, citation.type, citation.number, None, self.home.date)

    def _once(self, find: Callable[[Citation], Verdict], citation: Citation) -> Verdict:
        said = as_said(citation)
        if said not in self.verdicts:
            self.verdicts[said] = find(citation)
        return self.verdicts[said]

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
        if here.candidates:
            return here
        alias = alias_named(citation.number)
        if alias is None or (self.home.date and alias.date[: len(self.home.date)] > self.home.date):
            return here
        iri = alias_iri(self.base, alias)
        return resolved(iri, ALIAS) if iri else UNRESOLVED

    def _sign(self, citation: Citation) -> Verdict:
        return self._once(self._sign_said, citation)

    def _sign_said(self, citation: Citation) -> Verdict:
        """The verdict on what a mention by sign says, beside what others of the sign say."""
        said = as_said(citation)
        siblings = [c for c in self.mentions[number_key(citation.number)] if as_said(c) != said]
        if variant := variant_of(citation.number):
            return resolved(str(known_iri(self.base, variant)), SLIP_FORM)
        keys, sure = self.owners.keys(citation, siblings)
        if not keys:
            return self._unkeyed(citation)
        verdicts = [self._dated(key, citation, siblings) for key in keys]
        found = verdicts[0].at_most(sure) if len(keys) == 1 else _either(verdicts)
        return formed(found, keys[0], citation.date)

    def _dated(self, key: Key, citation: Citation, siblings: Iterable[Citation]) -> Verdict:
        """The document of an identity whose year is still to be found."""
        if key.number.year:
            return self._signed(key, str(key.number.year), citation)
        if term := term_said(key, citation.rules):
            return resolved(key.iri(self.base, term), STATED_DATE)
        if citation.date and not self._later(citation.date):
            return self._in(key, [citation.date], STATED_DATE, twin=True)
        dates = [c.date for c in siblings if c.date and not self._later(c.date) and self.owners.shares(key, c)]
        found = self._in(key, dates, SIBLING) if dates else self._elsewhere(key, citation)
        if found.resolution == "unresolved" and citation.date and not self._later(citation.date[:4]):
            found = self._in(key, [citation.date], SLIP)  # its day or month is wrong, its year may be right
        if found.resolution == "unresolved":
            found = replace(found, open=(key.iri(self.base, "*"),))
        return found.slipped("date-later", SLIP) if citation.date else found

    def _signed(self, key: Key, year: str, citation: Citation) -> Verdict:
        """The year in the sign decides, unless it lies after the citing document's: then what else is known."""
        date = citation.date
        if not self._later(year):
            return resolved(key.iri(self.base, year), COMPLETE)
        if date and not self._later(date):
            return resolved(key.iri(self.base, date[:4]), SLIP).slipped("year-later", SLIP)
        return self._elsewhere(key, citation).slipped("year-later", SLIP)

    def _elsewhere(self, key: Key, citation: Citation) -> Verdict:
        """What other mentions in the document say of the same body, type and number; else the known documents."""
        years = [_year_of(other) for other in self.owners.alike(key) if as_said(other) != as_said(citation)]
        told = [year for year in years if year and not self._later(year)]
        if told:
            return self._in(key, told, SIBLING)
        if citation.date and (right := slipped_year(key, citation.date, known_of(key))):
            return resolved(str(known_iri(self.base, right)), SLIP)
        return self._known(key)

    def _in(self, key: Key, dates: Iterable[str], sure: Reason, *, twin: bool = False) -> Verdict:
        dates = tuple(dates)
        found = several(key.iri(self.base, period) for date in dates for period in periods(key, date))
        if found.candidates:
            fitting = [one for one in known_of(key) if any((one.date or "").startswith(date) for date in dates)]
            known = several(known_iri(self.base, one) for one in fitting)
            return known if known.target in found.candidates else found
        if twin and found.target and (right := slipped_year(key, dates[0], known_of(key))):
            return resolved(str(known_iri(self.base, right)), SLIP).slipped("date-year", SLIP)
        return resolved(found.target, sure) if found.target else found

    def _later(self, date: str) -> bool:
        """Whether a date lies after the citing document's own, which no citation can."""
        citing = self.home.date
        return bool(citing) and date[: len(citing or "")] > (citing or "")[: len(date)]

    def _known(self, key: Key) -> Verdict:
        """The known documents of an identity that are not later than the citing one."""
        known = [one for one in known_of(key) if not self._later(one.date or "")]
        found = several(known_iri(self.base, one) for one in known)
        return found if all(one.date_read for one in known) else found.at_most(GENERAL)

    def _unkeyed(self, citation: Citation) -> Verdict:
        """What the known documents say of a sign whose body or type is open."""
        known = [one for one in known_by_number(citation.number) if not self._later(one.date or "")]
        return several(known_iri(self.base, one) for one in known).at_most(KNOWN)


def _year_of(citation: Citation) -> str | None:
    """The year in a mention's sign, else its date."""
    parts = split(citation.number)
    return str(parts.year) if parts and parts.year else citation.date


def _either(verdicts: Iterable[Verdict]) -> Verdict:
    """All that several identities give: candidates, and what is open in each."""
    verdicts = tuple(verdicts)
    found = several(iri for verdict in verdicts for iri in (verdict.target, *verdict.candidates))
    return replace(found, open=tuple(iri for verdict in verdicts for iri in verdict.open) if not found.target else ())


def _telling_laws(citations: Iterable[Citation]) -> Iterable[tuple[str, Citation]]:
    """What says which law a bare name means, each once: with the assembly's number, or with a date."""
    found: dict[tuple[str, Said], tuple[str, Citation]] = {}
    for citation in citations:
        if citation.kind == "sign" and citation.number.split("/")[-1].startswith("QH"):
            key = law_key(citation.text)
        elif citation.kind == "name" and citation.date and citation.subject is None:
            key = law_key(citation.number)
        else:
            continue
        found.setdefault((key, as_said(citation)), (key, citation))
    return found.values()


def _by_number(signs: Iterable[Citation]) -> dict[str, list[Citation]]:
    """What is said of each number."""
    found: defaultdict[str, list[Citation]] = defaultdict(list)
    for citation in signs:
        found[number_key(citation.number)].append(citation)
    return found


def _by_ordinal(signs: Iterable[Citation]) -> dict[tuple[str, str], list[Citation]]:
    """What is said of the signs of each type and ordinal: what a short name may stand for."""
    found: defaultdict[tuple[str, str], list[Citation]] = defaultdict(list)
    for citation in signs:
        found[fold(citation.type), _ordinal(citation)].append(citation)
    return found


def _ordinal(citation: Citation) -> str:
    parts = split(citation.number)
    return parts.ordinal.lstrip("0") if parts else ""


def _bare_ordinal(name: str) -> str:
    """The number in a short name: 57 of "Nghị quyết 57"."""
    digits = [word for word in name.split() if word.isdigit()]
    return digits[0].lstrip("0") if digits else ""

"""Laws, ordinances and the constitution cited by name: which one, as of the citing date."""

from __future__ import annotations

from functools import cache

from kg.resolve.keys import known_iri, law_iri
from kg.resolve.verdict import (
    GENERAL,
    LAW_BY_DATE,
    LAW_BY_NAME,
    LAW_IN_FORCE,
    UNRESOLVED,
    Reason,
    Verdict,
    resolved,
)
from kg.tables import KnownDocument, known_documents, law_key, law_named

_TYPES = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})


def law_verdict(
    base: str, word: str, name: str, date: str | None, citing: str | None, *, acted_on: bool = False
) -> Verdict:
    """The law that *name* means in a document dated *citing*; a stated *date* or year narrows it.

    Without a date it is the law of that name in force on the citing day, as far as known; where a document
    of that day guides or amends it (*acted_on*), the newest: that is done before it takes effect. A dated law that is
    not among the known ones is one by its name and year; an undated one stays unresolved.
    """
    standard = law.name if (law := law_named(name)) else name
    known = [one for one in _by_name().get(law_key(standard), ()) if _no_later(one.date, citing)]
    if acted_on and not date:
        known = [max(known, key=lambda one: one.date or "")] if known else []
    return _dated(base, word, standard, date, known, citing) if date else _in_force(base, known, citing)


def _in_force(base: str, passed: list[KnownDocument], citing: str | None) -> Verdict:
    if not passed:
        return UNRESOLVED
    newest = max(passed, key=lambda one: one.date or "")
    begun = [one for one in passed if _no_later(one.effective_from or one.date, citing)]
    return _one(base, max(begun, key=lambda one: one.date or "", default=newest), LAW_IN_FORCE)


def _dated(base: str, word: str, name: str, date: str, known: list[KnownDocument], citing: str | None) -> Verdict:
    fits = [one for one in known if (one.date or "").startswith(date)]
    same_year = [one for one in known if (one.date or "")[:4] == date[:4]]
    for found in (fits, same_year):
        if len(found) == 1:
            return _one(base, found[0], LAW_BY_DATE)
        if found:
            return _in_force(base, found, citing)
    iri = law_iri(base, word, name, date)
    return resolved(iri, LAW_BY_NAME) if iri else UNRESOLVED


def _no_later(date: str | None, citing: str | None) -> bool:
    """Whether a known date lies on or before the citing one, as far as both are given."""
    if not date or not citing:
        return bool(date)
    return date[: len(citing)] <= citing[: len(date)]


def _one(base: str, known: KnownDocument, reason: Reason) -> Verdict:
    iri = known_iri(base, known)
    guessed = reason is LAW_IN_FORCE and not known.date_read
    return resolved(iri, GENERAL if guessed else reason) if iri else UNRESOLVED


@cache
def _by_name() -> dict[str, tuple[KnownDocument, ...]]:
    found: dict[str, tuple[KnownDocument, ...]] = {}
    for known in known_documents():
        if known.type in _TYPES:
            standard = law.name if (law := law_named(known.name)) else known.name
            found[law_key(standard)] = (*found.get(law_key(standard), ()), known)
    return found

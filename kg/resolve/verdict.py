"""What a mention was taken for, and how sure that is: one confidence for each reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.models import Resolution


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a mention was taken for a document, and how sure that makes it."""

    name: str
    confidence: float


OWN = Reason("own", 1.0)
"""The document's own number, or a blank that stands for it."""
COMPLETE = Reason("complete", 0.99)
"""The sign gives body, type, number and year."""
STATED_DATE = Reason("stated-date", 0.97)
"""The year, or the term of office, comes from the date stated with the mention."""
ALIAS = Reason("alias", 0.95)
"""A short name in the table of aliases."""
LAW_BY_DATE = Reason("law-by-date", 0.95)
"""A law by name with its date or year, which one known law fits."""
SIBLING = Reason("sibling", 0.9)
"""Year or issuer come from another mention of the same number in the document."""
OWN_LEVEL = Reason("own-level", 0.95)
"""The issuer is named by its level alone ("UBND tỉnh"), which is the citing document's own."""
HOME = Reason("home", 0.85)
"""The issuer's place is taken to be the citing document's own."""
KNOWN = Reason("known", 0.75)
"""Nothing in the document gives the year, and one known document bears the number."""
LAW_IN_FORCE = Reason("law-in-force", 0.7)
"""A law by name alone: the one in force on the citing day, as far as known."""
NAMED_BODY = Reason("named-body", 0.8)
"""The issuer is no body of the tables, and is known by its name alone."""
GENERAL = Reason("general", 0.65)
"""As known, or law-in-force, where the known document's date is general knowledge and was read nowhere."""
SLIP_FORM = Reason("slip-form", 0.8)
"""The sign is written in a form that its body does not use, and says all the same which it is."""
SLIP = Reason("slip", 0.6)
"""A date or year cannot be right, or is missing where signs have one: what else is known decides."""
LAW_BY_NAME = Reason("law-by-name", 0.5)
"""A law by name and year that no known law fits."""
GRAPH = Reason("graph", 0.7)
"""Of all documents that are read or cited, only one can be meant and is not later."""
RULING = Reason("ruling", 1.0)
"""An analyst settled it."""
SEVERAL = Reason("several", 0.3)
"""Several documents are possible; all are candidates."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The fields of a citation that resolution fills.

    ``open`` holds the IRIs that are possible but for a year that nothing tells, with ``*`` in its place.
    ``slip`` says what is wrong with the mention, where something is.
    """

    resolution: Resolution
    target: str | None
    candidates: tuple[str, ...]
    reason: Reason
    open: tuple[str, ...] = ()
    slip: str | None = None

    @property
    def confidence(self) -> float:
        """How sure it is, from 0 to 1."""
        return self.reason.confidence

    def at_most(self, reason: Reason) -> Verdict:
        """The same verdict, no surer than *reason*."""
        return self if self.confidence <= reason.confidence else replace(self, reason=reason)

    def slipped(self, slip: str, reason: Reason) -> Verdict:
        """The same verdict of a mention in which something is wrong."""
        return replace(self.at_most(reason), slip=slip)


UNRESOLVED = Verdict("unresolved", None, (), Reason("unresolved", 0.0))


def resolved(iri: str, reason: Reason) -> Verdict:
    """One document."""
    return Verdict("resolved", iri, (), reason)


def several(iris: Iterable[str | None]) -> Verdict:
    """All documents that may be meant: ambiguous if there are several, resolved if all are one."""
    found = tuple(dict.fromkeys(iri for iri in iris if iri))
    if len(found) > 1:
        return Verdict("ambiguous", None, found, SEVERAL)
    return resolved(found[0], KNOWN) if found else UNRESOLVED

"""What a mention was taken for, and how sure that is: one confidence for each reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.models import Resolution

OWN = 1.0
"""The document's own number, or a blank that stands for it."""
COMPLETE = 0.99
"""The sign gives body, type, number and year."""
STATED_DATE = 0.97
"""The year, or the term of office, comes from the date stated with the mention."""
ALIAS = 0.95
"""A short name in the table of aliases."""
LAW_BY_DATE = 0.95
"""A law by name with its date or year, which one known law fits."""
SIBLING = 0.9
"""Year or issuer come from another mention of the same number in the document."""
HOME = 0.85
"""The issuer's place is taken to be the citing document's own."""
KNOWN = 0.75
"""Nothing in the document gives the year, and one known document bears the number."""
LAW_IN_FORCE = 0.7
"""A law by name alone: the one in force on the citing day, as far as known."""
SLIP = 0.6
"""The stated date lies after the citing document's own, so it is a slip of the pen."""
LAW_BY_NAME = 0.5
"""A law by name and year that no known law fits."""
SEVERAL = 0.3
"""Several documents are possible; all are candidates."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The fields of a citation that resolution fills."""

    resolution: Resolution
    target: str | None
    candidates: tuple[str, ...]
    confidence: float

    def at_most(self, confidence: float) -> Verdict:
        """The same verdict, no surer than *confidence*."""
        return Verdict(self.resolution, self.target, self.candidates, min(self.confidence, confidence))


UNRESOLVED = Verdict("unresolved", None, (), 0.0)


def resolved(iri: str, confidence: float) -> Verdict:
    """One document."""
    return Verdict("resolved", iri, (), confidence)


def several(iris: Iterable[str | None]) -> Verdict:
    """All documents that may be meant: ambiguous if there are several, resolved if all are one."""
    found = tuple(dict.fromkeys(iri for iri in iris if iri))
    if len(found) > 1:
        return Verdict("ambiguous", None, found, SEVERAL)
    return resolved(found[0], KNOWN) if found else UNRESOLVED

"""Tie each citation of a document to the document it means; see the design, section 4.

Only the record and the tables are used, so the result depends on nothing else that was read.
"""

from __future__ import annotations

from dataclasses import replace

from kg.models import Citation, Document, Finding
from kg.resolve.agencies import ENDED as BODY_ENDED
from kg.resolve.agencies import SLIP as BODY_SLIP
from kg.resolve.agencies import responsible
from kg.resolve.bodies import body_of
from kg.resolve.citations import Case
from kg.resolve.home import Home, home_of
from kg.resolve.identifiers import unknown_iri, unnumbered_iri
from kg.resolve.keys import Key, key_of, kind_of, known_of, periods
from kg.resolve.numbers import split
from kg.resolve.slips import CODE as CITATION_SLIP
from kg.resolve.slips import finding_of
from kg.resolve.verdict import Verdict


def resolve(document: Document, base: str) -> Document:
    """Give the document its IRI, each citation target, resolution, candidates and confidence, each body its path.

    Pure: resolving twice changes nothing. Citations settled by hand (``manual``) stay as they are.
    """
    home = home_of(document)
    own = document_id(document, home, base)
    known = known_date(document, home)
    home = replace(home, date=known) if known else home
    case = Case(base, own, home, document.citations)
    verdicts = [None if c.resolution == "manual" else case.verdict(c) for c in document.citations]
    citations = tuple(_filled(c, v) if v else c for c, v in zip(document.citations, verdicts, strict=True))
    bodies, said = responsible(document, home)
    slips = (finding_of(c, v.slip) for c, v in zip(citations, verdicts, strict=True) if v and v.slip)
    before = tuple(finding for finding in document.findings if finding.code not in _MADE_HERE)
    dated = (Finding(DATE_SLIP, f"The date is {document.header.date}; it is known as {known}."),) if known else ()
    return replace(document, id=own, citations=citations, bodies=bodies, findings=(*before, *dated, *slips, *said))


DATE_SLIP = "header.date"
_MADE_HERE = frozenset({BODY_SLIP, BODY_ENDED, CITATION_SLIP, DATE_SLIP})


def known_date(document: Document, home: Home) -> str | None:
    """The document's own date as it is known, where its letterhead has an earlier day of that year: a slip there.

    What the document cites was there on the day on which it was really signed.
    """
    header = document.header
    key = key_of(header.number or "", header.type or "", header.issuer, home, header.date)
    if key is None or len(header.date or "") != 10:
        return None
    dates = [one.date for one in known_of(key) if one.date and one.date[:4] == str(header.date)[:4]]
    return dates[0] if len(dates) == 1 and len(dates[0]) == 10 and dates[0] > str(header.date) else None


def document_id(document: Document, home: Home, base: str) -> str:
    """The document's own IRI, from its header; by its title where the number or the date is missing.

    A file that does not say who issued it gets an IRI from the digest of its bytes.
    """
    header = document.header
    number, word = header.number or "", header.type or ""
    key = key_of(number, word, header.issuer, home, header.date)
    if key:
        found = _own_periods(key, header.date)
        if len(found) == 1:
            return key.iri(base, found[0])
    parts = split(number)
    body = body_of(parts, header.issuer, home, header.date)
    if body is None or not (header.title or header.date):
        return unknown_iri(base, document.sha256)
    kind = kind_of(parts, word, body.slug) or "cv"
    return unnumbered_iri(base, body.path, kind, header.date, header.title or "")


def _own_periods(key: Key, date: str | None) -> tuple[str, ...]:
    if key.number.year:
        return (str(key.number.year),)
    return periods(key, date) if date else ()


def _filled(citation: Citation, verdict: Verdict) -> Citation:
    return replace(
        citation,
        target=verdict.target,
        resolution=verdict.resolution,
        candidates=verdict.candidates,
        confidence=verdict.confidence,
        reason=verdict.reason.name,
        open=verdict.open,
    )

"""What makes a document one: body, type, series, number and year, or term of a Party committee."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from kg.models import TERM_SAID
from kg.resolve.bodies import Body, body_of
from kg.resolve.home import Home
from kg.resolve.identifiers import document_iri, ordinal_slug, unnumbered_iri
from kg.resolve.numbers import Number, number_key, split
from kg.tables import (
    Alias,
    KnownDocument,
    assembly_term_at,
    known_documents,
    party_term_at,
    party_terms,
    slug,
    type_of_sign,
    type_word,
)
from kg.tables.terms import PartyLevel

_QPPL = frozenset({"qd", "nq", "ct"})
_ASSEMBLY = ("qh", "ubtvqh")
# Who issues decrees; since when the Government's resolutions may be normative (document_types.csv: nghi_quyet_cp_qppl).
_DECREEING, _RESOLVING = frozenset({"cp", "hdbt", "hdcp"}), 2025
_DISTRICT_CODES = frozenset({"hu", "qu", "thu", "du", "cb"})


@dataclass(frozen=True, slots=True)
class Key:
    """All of an identity but the year: the body's path, the type's slug, the number and its parts."""

    body: Body
    kind: str
    number: Number

    def iri(self, base: str, period: str) -> str:
        """The document's IRI in a year (``2024``) or term (``nk2021``)."""
        return document_iri(base, self.body.path, self.kind, period, self.number.ordinal)

    @property
    def identity(self) -> tuple[str, str, str]:
        """The key without a year: body, type and number."""
        return self.body.path, self.kind, ordinal_slug(self.number.ordinal)

    @property
    def party(self) -> bool:
        """Whether the numbers run through a term of office: those of the Party and of local bodies in its form."""
        issuer = self.body.issuer
        if issuer is None or issuer.kind == "committee":
            return self.number.party
        return issuer.family == "party" or (self.number.party and not issuer.central)


def key_of(number: str, word: str, issuer: str | None, home: Home, date: str | None) -> Key | None:
    """The identity that a complete sign gives; None where body, type or number is open.

    *word* is the type as written. A year in the sign says more of the date than *date* does.

    >>> key_of("56/2014/QĐ-UBND", "Quyết định", "UBND tỉnh Nghệ An", Home(), None).iri("b/", "2014")
    'b/eli/vn/nghe-an/ubnd/qd-qppl/2014/56'
    """
    parts = split(number)
    if parts is None or not parts.ordinal:
        return None
    body = body_of(parts, issuer, home, date or (str(parts.year) if parts.year else None))
    kind = kind_of(parts, word, body.slug) if body else None
    return Key(body, kind, parts) if body and kind else None


def kind_of(number: Number | None, word: str, body: str) -> str | None:
    """The type slug, with its series: from the sign, else from the word; letters are ``cv``.

    Laws and resolutions of the National Assembly have one sign, so their word decides. Its Standing
    Committee's individual resolutions (NQ-UBTVQH15) run in a series of their own, ``nq-hc``. The Party
    numbers Quyết định and Quy định together, also where the latter is signed QĐi.

    >>> kind_of(split("66.7/2025/NQ-CP"), "Nghị quyết", "cp"), kind_of(split("661/TTr-BCA"), "Văn bản", "bca")
    ('nq-qppl', 'ttr')
    >>> kind_of(split("7303/UBND-KSTT"), "", "ubnd"), kind_of(split("31/2024/QH15"), "Luật", "qh15")
    ('cv', 'luat')
    """
    spoken = type_word(word)
    signed = type_of_sign(number.type_code) if number and number.type_code else None
    assembly = body.rstrip("0123456789") in _ASSEMBLY
    if signed is None and assembly:
        return spoken.slug if spoken and spoken.slug != "cv" else None
    if signed is None:
        return spoken.slug if spoken else "cv"
    if signed.slug == "ct" and spoken and spoken.slug == "cv":
        return "cv"  # letters of the tax department are signed CT: "Công văn số 3316/CT-CS" (tnt_28219392db3ee2e0)
    if signed.slug == "qyd" and number and number.party:
        return "qd"
    if assembly and signed.slug == "nq" and number and not number.normative:
        return "nq-hc"
    if signed.slug == "luat" and body == "ctn":
        return "luat" if spoken and spoken.slug == "luat" else "lenh"  # orders; until 1996 laws bore the order's sign
    if signed.slug == "nd" and spoken and spoken.slug != "cv" and body not in _DECREEING:
        return spoken.slug  # "Thông tư 03/2025/NĐ-VPCP": nobody else issues decrees
    if signed.slug == "nq" and body == "cp" and number and number.year and number.year < _RESOLVING:
        return "nq"
    series = number is not None and number.normative and signed.slug in _QPPL and not assembly
    return f"{signed.slug}-qppl" if series else signed.slug


def periods(key: Key, date: str) -> tuple[str, ...]:
    """The year, or the terms of office, in which a date lies; two where a term began in the interval.

    >>> tw = key_of("27-NQ/TW", "Nghị quyết", None, Home(), None)
    >>> periods(tw, "2022-11-09"), periods(tw, "2021")
    (('nk2021',), ('nk2016', 'nk2021'))
    """
    if not key.party:
        return (date[:4],)
    if between := _between_congresses(key, date):
        return between
    first = date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date
    last = date + "-12-28"[len(date) - 4 :] if len(date) < 10 else date
    terms = [party_term_at(_party_level(key.body), day) for day in (first, last)]
    return tuple(dict.fromkeys(f"nk{term.first_year}" for term in terms if term)) or (date[:4],)


def _between_congresses(key: Key, date: str) -> tuple[str, ...]:
    """Both terms, for a day between the first and the last congress of the provinces (party_terms.csv, the notes).

    Those of merged provinces began on one day, with the merger.
    """
    level = _party_level(key.body)
    if level != "province" or len(date) < 7 or not "08" <= date[5:7] <= "10" or "-2025/" in key.body.path:
        return ()
    years = [term.first_year for term in party_terms() if term.level == "province"]
    year = int(date[:4])
    return (f"nk{max(y for y in years if y < year)}", f"nk{year}") if year in years and min(years) < year else ()


def _party_level(body: Body) -> PartyLevel:
    """Whose terms count; those of communes begin with the districts', a few weeks before."""
    if "/" not in body.path:
        return "central"
    return "district" if body.slug in _DISTRICT_CODES or body.path.count("/") > 1 else "province"


def known_by_number(number: str) -> tuple[KnownDocument, ...]:
    """The known documents with this sign, whatever their date."""
    return _by_number().get(number_key(number), ())


def known_iri(base: str, known: KnownDocument) -> str | None:
    """The IRI of a known document; None where neither its date nor its sign tells the year."""
    if known.number is None:
        return law_iri(base, known.type, known.name, known.date) if known.date else None
    parts = split(known.number)
    date = known.date or (str(parts.year) if parts and parts.year else None)
    if date is None:
        return None
    key = key_of(known.number, known.type, known.issuer, Home(level="central"), date)
    return key.iri(base, periods(key, dated(key, date))[0]) if key else None


def variant_of(number: str) -> KnownDocument | None:
    """The one known document that a sign is another spelling of: 19/2017/NQ-CP of 19-2017/NQ-CP.

    >>> variant_of("19/2017/NQ-CP").number, variant_of("19-2017/NQ-CP")
    ('19-2017/NQ-CP', None)
    """
    asked = number_key(number)
    found = [one for one in known_by_number(number) if one.number and number_key(one.number) != asked]
    return found[0] if len(found) == 1 and found[0].date and _same_year(str(found[0].number), number) else None


def _same_year(one: str, other: str) -> bool:
    """Whether two signs of other parts have the same year; with the same parts the identity needs no table."""
    first, second = split(one), split(other)
    if first is None or second is None or first.year is None:
        return False
    return first.year == second.year and replace(first, party=second.party) != second


def term_said(key: Key, rules: Iterable[str]) -> str | None:
    """The period of a central Party committee's term that the text names ("khóa XII"), by a rule of the mention."""
    if not key.party or "/" in key.body.path:
        return None
    said = next((rule.removeprefix(TERM_SAID) for rule in rules if rule.startswith(TERM_SAID)), None)
    term = next((term for term in party_terms() if term.level == "central" and term.term == said), None)
    return f"nk{term.first_year}" if term else None


def known_of(key: Key) -> tuple[KnownDocument, ...]:
    """The known documents of one body, type and number, whatever their year."""
    return _by_identity().get(key.identity, ())


@cache
def known_by_iri(base: str) -> dict[str, KnownDocument]:
    """The known documents that have an identity, by IRI."""
    found = ((known_iri(base, known), known) for known in known_documents())
    return {iri: known for iri, known in found if iri}


def alias_iri(base: str, alias: Alias) -> str | None:
    """The IRI of the document that a short name stands for."""
    key = key_of(alias.number, alias.type, None, Home(level="central"), alias.date)
    return key.iri(base, periods(key, dated(key, alias.date))[0]) if key else None


def law_iri(base: str, word: str, name: str, date: str) -> str | None:
    """The IRI of a law, ordinance or constitution known by its name and at least its year."""
    term, kind = assembly_term_at(f"{date[:4]}-12-31" if len(date) == 4 else date), type_word(word)
    if term is None or kind is None:
        return None
    code = term.committee_code if word == "Pháp lệnh" else term.code
    return unnumbered_iri(base, slug(code), kind.slug, date[:4], name)


def dated(key: Key, date: str) -> str:
    """The sign's own year, where it has one, else the date."""
    return str(key.number.year) if key.number.year else date


@cache
def _by_identity() -> dict[tuple[str, str, str], tuple[KnownDocument, ...]]:
    found: dict[tuple[str, str, str], tuple[KnownDocument, ...]] = {}
    for known in known_documents():
        key = key_of(known.number or "", known.type, known.issuer, Home(level="central"), known.date)
        if key and known.date:
            found[key.identity] = (*found.get(key.identity, ()), known)
    return found


@cache
def _by_number() -> dict[str, tuple[KnownDocument, ...]]:
    found: dict[str, tuple[KnownDocument, ...]] = {}
    for known in known_documents():
        for number in (known.number, *known.variants):
            if number:
                found[number_key(number)] = (*found.get(number_key(number), ()), known)
    return found

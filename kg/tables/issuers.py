"""Bodies that issue documents, by the code in a number sign: ``issuers.csv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, get_args

from kg.tables.rows import Confidence, Row, load

IssuerFamily = Literal["state", "party"]
IssuerLevel = Literal["central", "provincial", "district", "commune", "regional", "any", "unit"]
_TERM = re.compile(r"(?P<code>.*?\D)(?P<term>\d{1,2})")


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body, or a kind of body that exists in many places.

    ``numbered`` codes carry the term of office (``QH15``). ``levels`` says where the body stands:
    ``central`` bodies exist once, those of other levels once in each place, ``unit`` is the drafting
    unit or field after the issuer in an official letter. ``kind`` is a plain word such as
    ``ministry``, ``department``, ``local_government`` or ``party``. ``register`` is the slug of the body
    whose number series it shares (a chairman numbers in the committee's).
    """

    code: str
    numbered: bool
    variants: tuple[str, ...]
    name: str
    aliases: tuple[str, ...]
    name_en: str
    slug: str
    register: str | None
    family: IssuerFamily
    levels: tuple[IssuerLevel, ...]
    kind: str
    valid_from: str | None
    valid_to: str | None
    successors: tuple[str, ...]
    note: str | None
    sources: tuple[str, ...]
    confidence: Confidence

    def valid_on(self, date: str | None) -> bool:
        """Whether the body existed at an ISO date; a missing date or bound excludes nothing."""
        if not date:
            return True
        begun = not self.valid_from or date >= self.valid_from[: len(date)]
        return begun and (not self.valid_to or date[: len(self.valid_to)] <= self.valid_to)

    @property
    def central(self) -> bool:
        """Whether there is one such body in the country."""
        return self.levels == ("central",)


@cache
def issuers() -> tuple[Issuer, ...]:
    """All bodies, in the order of the table; raises TableError."""
    return load("issuers", _build, lambda issuer: issuer.slug)


def issuers_of_code(code: str, date: str | None = None) -> tuple[Issuer, ...]:
    """The bodies that a code in a sign may stand for at a date; those with the code itself come first.

    Case counts when a spelling fits exactly. A code with a term (QH15) finds the numbered body.

    >>> [found.name for found in issuers_of_code("QH15")], [found.slug for found in issuers_of_code("TTG")]
    (['Quốc hội'], ['ttg'])
    >>> [found.name for found in issuers_of_code("BKHĐT", "2025-06-01")]
    []
    """
    return tuple(issuer for issuer in _of_code(code) if issuer.valid_on(date))


@lru_cache(maxsize=4096)
def _of_code(code: str) -> tuple[Issuer, ...]:
    code = code.replace("Ð", "Đ")
    return _matching(code, exact=True) or _matching(code, exact=False)


def split_term(code: str) -> tuple[str, int | None]:
    """Cut the term of office off a code.

    >>> split_term("UBTVQH15"), split_term("BNV")
    (('UBTVQH', 15), ('BNV', None))
    """
    found = _TERM.fullmatch(code)
    return (found["code"], int(found["term"])) if found else (code, None)


def _matching(code: str, *, exact: bool) -> tuple[Issuer, ...]:
    bare, term = split_term(code)
    own = [issuer for issuer in issuers() if _is(issuer.code, issuer.numbered, code, bare, term, exact)]
    other = [
        issuer
        for issuer in issuers()
        if issuer not in own
        and any(_is(variant, issuer.numbered, code, bare, term, exact) for variant in issuer.variants)
    ]
    return (*own, *other)


def _is(spelling: str, numbered: bool, code: str, bare: str, term: int | None, exact: bool) -> bool:
    asked = bare if numbered and term is not None else code
    return spelling == asked if exact else spelling.casefold() == asked.casefold()


def _build(row: Row) -> Issuer:
    families: tuple[IssuerFamily, ...] = get_args(IssuerFamily)
    levels: tuple[IssuerLevel, ...] = get_args(IssuerLevel)
    row.text("level")
    return Issuer(
        code=row.text("code"),
        numbered=row.maybe("numbered") == "yes",
        variants=row.words("variants"),
        name=row.text("name"),
        aliases=row.words("aliases"),
        name_en=row.text("name_en"),
        slug=row.text("slug"),
        register=row.maybe("register"),
        family=row.one_of("family", families),
        levels=tuple(Row({"level": level}).one_of("level", levels) for level in row.words("level")),
        kind=row.text("kind"),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        successors=row.words("successors"),
        note=row.maybe("note"),
        sources=row.sources,
        confidence=row.confidence,
    )

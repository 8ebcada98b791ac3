"""The parts of a number sign that was already cut out of its text.

How signs are composed: Decree 30/2020/NĐ-CP, Appendices I and III; Decree 78/2025/NĐ-CP, articles 64
and 71; for the Party, Quy định 399-QĐ/TW.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.tables import issuers_of_code, type_of_sign

_SIGN = re.compile(
    r"(?P<ordinal>\d+(?:\.\d+)?(?:[a-zđ](?=[-/]))?)?(?:-(?P<joined>(?:19|20)\d\d)(?=/))?"
    r"(?P<separator>[-/]?)(?:(?P<year>(?:19|20)\d\d)[-/])?(?P<rest>[^\W\d].*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A sign's parts: ``468/QĐ-TTg`` is ordinal 468, type QĐ, issuer TTg.

    ``ordinal`` is empty where the number is blank; that of ``19-2017/NQ-CP`` holds the year, as such
    resolutions are administrative although they carry it. ``normative`` tells whether the sign has a
    year of its own. ``party`` tells the form ``05-NQ/TU``. ``codes`` are
    the abbreviations after the type: issuers, or an issuer and its unit.
    """

    ordinal: str
    year: int | None
    type_code: str | None
    codes: tuple[str, ...]
    party: bool

    @property
    def normative(self) -> bool:
        """Whether the sign has the form of a normative document."""
        return self.year is not None and "-" not in self.ordinal


_FILLING = re.compile(r"[\s*_]+")


def clean(number: str) -> str:
    """A sign as it is compared by eye: no white space or emphasis, one kind of hyphen, Đ for Latin Ð.

    >>> clean(" 468 /QÐ–TTg")
    '468/QĐ-TTg'
    """
    return _FILLING.sub("", number.replace("Ð", "Đ").replace("ð", "đ")).replace("–", "-")


def number_key(number: str) -> str:
    """The form in which signs are compared by program: also without case and leading zeros.

    >>> number_key("06/QĐ-TTG") == number_key("6/QĐ-TTg")
    True
    """
    return clean(number).lstrip("0").casefold()


@lru_cache(maxsize=4096)
def split(number: str) -> Number | None:
    """Cut a sign into its parts; None where it has none.

    >>> split("468/QĐ-TTg")
    Number(ordinal='468', year=None, type_code='QĐ', codes=('TTg',), party=False)
    >>> split("28-KH/HU").party, split("61/2018/NĐ-CP").year, split("7303/UBND-KSTT").codes
    (True, 2018, ('UBND', 'KSTT'))
    >>> split("/KH-UBND").ordinal, split("Luật Đất đai")
    ('', None)
    """
    found = _SIGN.fullmatch(clean(number))
    if not found or not found["rest"] or not (found["ordinal"] or found["separator"]):
        return None
    parts = [part.replace(".", "") for part in re.split(r"[-/]", found["rest"]) if part]
    typed = type_of_sign(parts[0]) is not None and (len(parts) > 1 or not _is_issuer(parts[0]))
    year = found["year"] or found["joined"]
    ordinal = found["ordinal"] or ""
    if found["joined"] and parts == ["NQ", "CP"]:
        ordinal = f"{ordinal}-{found['joined']}"
    return Number(
        ordinal=ordinal,
        year=int(year) if year else None,
        type_code=parts[0] if typed else None,
        codes=tuple(parts[1:] if typed else parts),
        party=found["separator"] == "-" and "/" in found["rest"],
    )


def _is_issuer(code: str) -> bool:
    """Whether a lone abbreviation names a body (CT of Cục Thuế) rather than a type (127/TTr)."""
    return any(issuer.code == code for issuer in issuers_of_code(code))

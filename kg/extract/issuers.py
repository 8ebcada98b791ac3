"""Who issued a cited document: the phrase after "của", or what the sign makes certain.

Names are resolved to full names with their place: "UBND tỉnh" in a plan of Quảng Ninh is "UBND tỉnh
Quảng Ninh".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg import tables
from kg.extract.free_names import free_name
from kg.extract.home import Home
from kg.extract.issuer_forms import issuer_forms
from kg.extract.ministries import AND
from kg.extract.signs import Sign
from kg.extract.typewords import type_at_head


class IssuerMention(NamedTuple):
    """An issuer with its place in the text and its full name."""

    start: int
    end: int
    name: str
    rule: str


def issuer_at(text: str, at: int, home: Home) -> IssuerMention | None:
    """The issuer whose name begins exactly at *at*.

    >>> issuer_at("UBND tỉnh về việc", 0, Home(province="Quảng Ninh")).name
    'UBND tỉnh Quảng Ninh'
    >>> issuer_at("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ hướng dẫn", 0, Home()).name
    'Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ'
    """
    for form in issuer_forms():
        match = form.pattern.match(text, at)
        if match and (found := form.full(match, home)):
            return IssuerMention(at, found[1], found[0], form.name)
    return None


def named_issuer_at(text: str, at: int, home: Home) -> IssuerMention | None:
    """The issuer at *at*, where one is sure to stand (after "của"): of a known form, or any capitalised name.

    >>> named_issuer_at("Liên minh Hợp tác xã Việt Nam về việc", 0, Home()).name
    'Liên minh Hợp tác xã Việt Nam'
    """
    known = issuer_at(text, at, home)
    free = free_name().match(text, at) if known is None else None
    if free is None or type_at_head(free[0]):
        return known
    return IssuerMention(at, free.end(), " ".join(free[0].split()), "issuer.named")


# Who issues together with a ministry; a body of another kind after "," begins what is said of the document.
_TOGETHER = re.compile(r"Bộ |Thanh tra Chính phủ|(?:Viện|Tòa|Toà|Ngân hàng|Thống đốc|Chánh án|[ỦU][yỷ] ban) ")


def joined_at(text: str, first: IssuerMention, home: Home) -> IssuerMention:
    """All who issue a joint document, from the *first* on: "Bộ trưởng Bộ Y tế và Bộ trưởng Bộ Tài chính".

    >>> joined_at("Bộ Y tế - Bộ Tài chính về việc", issuer_at("Bộ Y tế", 0, Home()), Home()).name
    'Bộ Y tế, Bộ Tài chính'
    """
    names, end = [first.name], first.end
    while (link := AND.match(text, end)) and (found := issuer_at(text, link.end(), home)):
        if not _TOGETHER.match(found.name) or first.name == found.name:
            break
        names.append(found.name)
        end = found.end
    if len(names) == 1:
        return first
    return first._replace(end=end, name=", ".join(name.removeprefix("Bộ trưởng ") for name in names))


def issuer_of_sign(sign: Sign, date: str | None) -> str | None:
    """The issuer that the sign alone makes certain (NĐ-CP, QĐ-TTg, QH15, TT-BTC), else None.

    *date* is the cited document's, as far as it is known: codes have changed hands.
    """
    names = [_central_issuer(code, date or (str(sign.year) if sign.year else None)) for code in sign.issuer_codes]
    if is_joint(sign):
        return ", ".join(name for name in names if name) if names and all(names) else None
    return names[0] if names else None


# Types of which all the codes name issuers; of other types those after the first name a unit.
_JOINT = re.compile(r"(?:TT+|NQ|KH)?L[TB]")


def is_joint(sign: Sign) -> bool:
    """Whether several bodies issue under the sign: TTLT-BYT-BTC, TT-LB, "07/2016/TTTLT-…" (tnt_24ac05c2c7c4518e)."""
    return any(_JOINT.fullmatch(code) for code in sign.codes[:2])


def _central_issuer(code: str, date: str | None) -> str | None:
    found = tables.issuers_of_code(code, date) or tables.issuers_of_code(code)
    certain = found and found[0].central and found[0].code not in _AMBIGUOUS
    return re.sub(r" khóa .*$", "", found[0].name) if certain else None


# Signs that stand for several bodies (facts/issuers.csv): three organs of the Party, Cục Thuế or Chỉ thị.
_AMBIGUOUS = frozenset({"TW", "CT", "BCĐ", "BCĐTW"})


def local_issuer(sign: Sign, home: Home) -> str | None:
    """The home province's department that a local code names ("SNV" → "Sở Nội vụ tỉnh Quảng Ninh")."""
    code = sign.issuer_codes[0] if sign.issuer_codes else ""
    for issuer in tables.issuers_of_code(code, home.date):
        if issuer.name.startswith("Sở ") and home.province:
            return f"{issuer.name} {home.province_type} {home.province}"
    return None

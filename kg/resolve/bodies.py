"""Which body issued a document: from the code in its sign, the words of the text, and its place.

Heads and organs of a body count as the body, and all organs of the Party's centre as one (its numbers
run in one series): the tables ``organs.csv`` and ``issuers.csv`` say so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.models import Level
from kg.resolve import places
from kg.resolve.home import Home, as_of, step
from kg.resolve.numbers import Number
from kg.tables import REFORM, Issuer, assembly_term_at, digest, fold, issuers, issuers_of_code, organs, slug, split_term
from kg.tables.letters import UPPER

_JOINT_TYPE = re.compile(r"(?:TT+|NQ|KH)?L[TB]|(?:QC|CT|KH)PH")  # TTTLT is a way of writing TTLT


@dataclass(frozen=True, slots=True)
class Body:
    """A body by its path: that of its place, then its slug (``nghe-an/ubnd``, ``ttg``, ``qh15``).

    ``stated`` is False where the place was taken from the citing document. ``issuer`` is None for a body that no
    table has, and for several that issue together (``joint``).
    """

    path: str
    issuer: Issuer | None
    stated: bool = True
    joint: bool = False

    @property
    def slug(self) -> str:
        """The body's own slug."""
        return self.path.rsplit("/", 1)[-1]


def body_of(number: Number | None, issuer: str | None, home: Home, date: str | None) -> Body | None:
    """The body that a sign and the words for its issuer name; None where they leave it open.

    *home* is where the citing document stands, *date* the cited document's date as far as known.

    >>> from kg.resolve.numbers import split
    >>> haiphong = Home("hai-phong/tien-lang/vinh-quang", "commune", "2023-01")
    >>> body_of(split("57/KH-UBND"), "UBND thành phố Hải Phòng", haiphong, "2022-03-11").path
    'hai-phong/ubnd'
    >>> body_of(split("03-NQ/TU"), "Ban Thường vụ Thành ủy Hải Phòng", haiphong, "2021-10-26").path
    'hai-phong/tu'
    >>> body_of(split("05/KH-UBND"), None, haiphong, None).path
    'hai-phong/tien-lang/vinh-quang/ubnd'
    """
    codes = _issuing_codes(number)
    if number and len(codes) > 1 and number.type_code and _is_joint(number.type_code, codes, date):
        return _joint(codes, issuer, home, date)
    return _single(codes[0] if codes else None, issuer, home, date)


def _issuing_codes(number: Number | None) -> tuple[str, ...]:
    """The codes without those of drafting units, unless there is nothing else."""
    codes = number.codes if number else ()
    bodies = tuple(code for code in codes if not _only_unit(code))
    return bodies or codes[:1]


def _is_joint(type_code: str, codes: tuple[str, ...], date: str | None) -> bool:
    """Whether several issue together: by the type, or as all codes are those of ministries (KH-BCA-BNN&MT)."""
    found = [issuers_of_code(code, date) or issuers_of_code(code) for code in codes if code.startswith("B")]
    ministries = len(found) == len(codes) and all(bodies and bodies[0].kind == "ministry" for bodies in found)
    return ministries or _JOINT_TYPE.fullmatch(type_code) is not None


def _only_unit(code: str) -> bool:
    found = issuers_of_code(code)
    return bool(found) and all(issuer.levels == ("unit",) for issuer in found)


def _joint(codes: tuple[str, ...], issuer: str | None, home: Home, date: str | None) -> Body | None:
    """One identity for several issuers, in whatever order they stand."""
    known = [issuers_of_code(code, date) or issuers_of_code(code) for code in codes]
    slugs = "-".join(
        sorted({_slug(found[0], code) if found else slug(code) for found, code in zip(known, codes, strict=True)})
    )
    if all(found and found[0].central for found in known):
        return Body(slugs, None, joint=True)
    first = _single(codes[0], issuer, home, date)
    return Body(first.path.removesuffix(first.slug) + slugs, None, first.stated, joint=True) if first else None


def _single(code: str | None, issuer: str | None, home: Home, date: str | None) -> Body | None:
    named, rest = _named(issuer or "", date)
    found = _of_code(code, date, named, home)
    body = found or named
    if body is None:
        return _unlisted(issuer or "", date)
    own = _slug(body, code, date)
    words = _place_words(rest) if body.kind == "committee" else rest or _place_words(issuer or "")
    if body.kind == "committee" and rest.removesuffix(words).strip():
        own = f"{own}-{digest(fold(rest.removesuffix(words).strip()))[:8]}"
    if body.central:
        return Body(own, body)
    return _placed(own, body, words, home, date)


def _unlisted(name: str, date: str | None) -> Body | None:
    """A body that no table has, by its whole name: that of its province, where the name ends with one.

    >>> _unlisted("Công ty TNHH Wilmar Marketing CLV", None).path, _unlisted("Thuế tỉnh Đắk Lắk", "2025-11").path
    ('cong-ty-tnhh-wilmar-marketing-clv', 'dak-lak-2025/thue')
    """
    words = _place_words(name)
    unit = places.province_named(places.units_of(words)[-1][1], date) if words else None
    own = slug(name.removesuffix(words) if unit else name)
    return Body(f"{unit.slug}/{own}" if unit else own, None) if own else None


def _slug(issuer: Issuer, code: str | None, date: str | None = None) -> str:
    """The slug in IRIs: that of the register, with the term of office: the code's, else that of the day."""
    term = split_term(code)[1] if code and issuer.numbered else None
    if issuer.numbered and term is None and date and (legislature := assembly_term_at(date)):
        term = legislature.number
    return f"{issuer.register or issuer.slug}{term or ''}"


def _of_code(code: str | None, date: str | None, named: Issuer | None, home: Home) -> Issuer | None:
    """The one of a code's bodies that the text names, else the central one, else one of home's level."""
    if code is None:
        return None
    bare = split_term(code)[0]  # a digit after a code names a unit: NHNN1
    found = issuers_of_code(code, date) or issuers_of_code(code) or issuers_of_code(bare, date)
    if named in found:
        return named
    if named is not None and named.code.startswith(code) and named.central:
        return named
    local = [issuer for issuer in found if home.level in issuer.levels]
    central = [issuer for issuer in found if issuer.central]
    return next(iter((*central, *local, *found)), None)


def _placed(own: str, body: Issuer, words: str, home: Home, date: str | None) -> Body | None:
    when = as_of(date, home.date)
    kind = words.lower() if places.level_of_kind(words.lower()) or words.lower() == "thành phố" else None
    if kind is None and (path := locate(words, body, home, when)):
        return Body(f"{path}/{own}", body)
    if kind is None and words and places.units_of(words)[0][1]:
        return None
    levels = (_level_of(kind, home, when),) if kind else _levels(body, home)
    for level in levels:
        if level and (path := home.path_at(level, date)):
            return Body(f"{path}/{own}", body, stated=False)
    return None


def _level_of(kind: str, home: Home, date: str | None) -> Level | None:
    """The level of a unit of a kind without a name: "thành phố" is the province where that is a city."""
    if kind != "thành phố":
        return places.level_of_kind(kind)
    province = places.place_of(home.path_at("provincial", date) or "")
    unit = places.province_named(province.name, date) if province else None
    return "provincial" if unit and unit.type_at(date or REFORM) == kind else "district"


def _levels(body: Issuer, home: Home) -> tuple[Level, ...]:
    """The levels at which a body without a stated place is looked for: home's own first."""
    own = home.level if home.level in ("provincial", "district", "commune") else None
    allowed = [level for level in ("provincial", "district", "commune") if level in body.levels]
    if "any" in body.levels or "regional" in body.levels:
        allowed = [own or "provincial"]
    if own in allowed:
        return (own,)
    return tuple(level for level in ("provincial", "district", "commune") if level in allowed)


def locate(words: str, body: Issuer, home: Home, date: str | None) -> str | None:
    """The path of the place in the words after a body's name ("tỉnh Quảng Ninh", "Tiên Lãng").

    >>> from kg.tables import issuers_of_code
    >>> locate("huyện Tiên Lãng", issuers_of_code("UBND")[0], Home("hai-phong"), "2022-01-01")
    'hai-phong/tien-lang'
    """
    path: str | None = None
    for kind, name in reversed(places.units_of(words)):
        if not name:
            return None
        path = _place(path, kind, name, body, home, date)
        if path is None:
            return None
    return path


def _place(path: str | None, kind: str | None, name: str, body: Issuer, home: Home, date: str | None) -> str | None:
    if path is None and (kind == "tỉnh" or _is_province(kind, name, body, date)):
        unit = places.province_named(name, date)
        return unit.slug if unit else None
    below = path or home.province
    if below is None:
        return None
    here = Home(home.path, home.level, date, home.districts)
    if kind is None and "district" not in body.levels:
        kind = "xã"
    around = path or _district_of(home) or below
    return step(around, kind, name, here) or step(below, kind, name, here)


def _is_province(kind: str | None, name: str, body: Issuer, date: str | None) -> bool:
    """Whether a name without type, or after "thành phố", is a province's."""
    if kind not in (None, "thành phố"):
        return False
    unit = places.province_named(name, date)
    if unit is None or ("district" in body.levels and "provincial" not in body.levels):
        return False
    if kind is None:
        return True
    return date is None or unit.type_at(date) == "thành phố"


def _district_of(home: Home) -> str | None:
    steps = (home.path or "").split("/")
    return "/".join(steps[:2]) if len(steps) == 3 else None


def _place_words(issuer: str) -> str:
    """The last words of a name that say a place with its type."""
    found = re.search(rf"\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+[{UPPER}].*$", issuer)
    return found[0] if found else ""


def is_listed(name: str) -> bool:
    """Whether a name begins with that of a body that the tables have.

    >>> is_listed("UBND tỉnh"), is_listed("Đoàn giám sát HĐND tỉnh")
    (True, False)
    """
    return _named(name)[0] is not None


@lru_cache(maxsize=4096)
def _named(phrase: str, date: str | None = None) -> tuple[Issuer | None, str]:
    """The body whose name begins *phrase*, and the words after it; of several that of the place said, and of the day.

    >>> _named("Chủ tịch UBND tỉnh Quảng Ninh")[1], _named("Bộ trưởng Bộ Y tế")[0].code
    ('tỉnh Quảng Ninh', 'BYT')
    >>> _named("Cục Thuế tỉnh Hà Tĩnh", "2012")[0].code, _named("Cục Thuế", "2025-06-30")[0].code
    ('CTT', 'CT')
    """
    text = _canonical(phrase)
    key = fold(text)
    for end in (len(key), *(match.start() for match in reversed(list(_WORD_END.finditer(key))))):
        if found := _names().get(key[:end]):
            rest = text[end:].strip(" ,")
            placed = bool(_place_words(rest))
            return min(found, key=lambda one: (one.central == placed, not one.valid_on(date))), rest
    return None, ""


def _canonical(phrase: str) -> str:
    """Words for the body in place of those for its head or organ."""
    text = " ".join(phrase.split())
    for organ in organs():
        if fold(text).startswith(fold(organ.phrase)):
            return _canonical(organ.body + text[len(organ.phrase) :])
    return text


_WORD_END = re.compile("[ ,]")


@cache
def _names() -> Mapping[str, tuple[Issuer, ...]]:
    """The bodies of each folded name, without a closing "tỉnh" or "huyện"."""
    pairs: dict[str, tuple[Issuer, ...]] = {}
    for issuer in issuers():
        for name in (issuer.name, *issuer.aliases):
            bare = re.sub(r" (tinh|huyen|xa)$", "", fold(name))
            if issuer not in pairs.get(bare, ()):
                pairs[bare] = (*pairs.get(bare, ()), issuer)
    return pairs

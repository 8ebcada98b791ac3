"""All mentions of documents in a text, each with what stands directly before and after it.

Found (:mod:`kg.extract.sightings`), read on for date and issuer (:mod:`kg.extract.tails`), completed
from the list they stand on (:mod:`kg.extract.lists`) and from the words before them. How mentions
relate is told in :mod:`kg.extract.relations`.
"""

from __future__ import annotations

import re
from itertools import pairwise

from kg.extract.dates import date_at
from kg.extract.home import Home
from kg.extract.issuers import IssuerMention, issuer_at, issuer_of_sign, local_issuer
from kg.extract.lists import separated, share
from kg.extract.mention import Mention
from kg.extract.pinpoints import pinpoint_after, pinpoint_before
from kg.extract.sightings import find_sightings
from kg.extract.tails import place_rules, read_tails
from kg.models import FORMER_PLACE, OWN_PLACE, Finding


def find_mentions(text: str, home: Home) -> tuple[list[Mention], list[Finding]]:
    """All mentions in reading order, and what looked like one and was not taken.

    Findings carry offsets of *text* too; the caller maps both to the source.
    """
    sightings, findings = find_sightings(text)
    mentions = share(text, read_tails(text, sightings, home))
    read = [_with_context(text, m, mentions, i, home) for i, m in enumerate(mentions)]
    return _named_once(text, read), findings


def _named_once(text: str, mentions: list[Mention]) -> list[Mention]:
    """ "đề nghị của X tại Tờ trình số … và Văn bản số …": who is named before the first issued the others too."""
    for i, (before, mention) in enumerate(pairwise(mentions), 1):
        named = "issuer.named-before" in before.rules and mention.issuer is None
        if named and mention.kind == "sign" and separated(text, before, mention):
            places = (rule for rule in before.rules if rule in (OWN_PLACE, FORMER_PLACE))
            rules = (*mention.rules, *places, "issuer.named-before")
            mentions[i] = mention._replace(issuer=before.issuer, rules=rules)
    return mentions


def _with_context(text: str, mention: Mention, mentions: list[Mention], index: int, home: Home) -> Mention:
    """Add the provision before the mention, and the issuer where the text has not said it after it."""
    low = mentions[index - 1].end if index and mentions[index - 1].end <= mention.start else 0
    pinpoint = pinpoint_before(text, mention.start)
    if pinpoint and pinpoint.start < low:
        pinpoint = None
    pinpoint = pinpoint or pinpoint_after(text, mention.tail)
    acted = _issuing_before(text, mention, home)
    date = mention.date or (acted[0] if acted else None)
    issuer, said = _issuer(text, mention, acted, home)
    rules = [*mention.rules, *said, "date.before" if date and not mention.date else None]
    if pinpoint:
        rules.append("pinpoint.before" if pinpoint.start < mention.start else "pinpoint.after")
    named = tuple(name for name in rules if name)
    return mention._replace(pinpoint=pinpoint, date=date, issuer=issuer, rules=named)


def _issuer(
    text: str, mention: Mention, acted: tuple[str, str] | None, home: Home
) -> tuple[str | None, tuple[str, ...]]:  # fmt: skip
    """Who issued the document, and the rules that say so where it was not the words after the number."""
    if mention.issuer:
        # The words may be those for the first alone of a joint document: NQLT/UBTVQH15-CP-ĐCTUBTWMTTQVN.
        several = mention.sign is not None and len(mention.sign.issuer_codes) > 1
        joint = issuer_of_sign(mention.sign, mention.date) if mention.sign and several else None
        whole = joint if joint and joint != mention.issuer and mention.issuer in joint.split(", ") else None
        return whole or mention.issuer, ("issuer.joint-sign",) if whole else ()
    if acted:
        return acted[1], ("issuer.before",)
    return _default_issuer(text, mention, home)


# "Ngày 30/6/2025, Chính phủ ban hành Nghị định số 175/2025/NĐ-CP" (tnt_28219392db3ee2e0)
_DAY, _COMMA = re.compile(r"[Nn]gày\s"), re.compile(r"\s*,\s*|\s+")
_ISSUING = re.compile(r",?\s*(?:đã\s+)?(?:tiếp tục\s+|tiếp\s+tục\s+)?(?:ban\s+hành|có|ký)\s+$")


def _issuing_before(text: str, mention: Mention, home: Home) -> tuple[str, str] | None:
    """The date and the issuer of "Ngày …, BODY ban hành" directly before a mention."""
    if not text[max(0, mention.start - 12) : mention.start].rstrip().endswith(("hành", "có", "ký")):
        return None
    low = max(0, mention.start - 120)
    for word in reversed(list(_DAY.finditer(text, low, mention.start))):
        date = date_at(text, word.start())
        comma = _COMMA.match(text, date.end) if date else None
        issuer = issuer_at(text, comma.end(), home) if comma else None
        if date and issuer and _ISSUING.fullmatch(text[issuer.end : mention.start]):
            year = mention.sign.year if mention.sign else None
            return (date.iso, issuer.name) if year is None or date.iso.startswith(str(year)) else None
    return None


_TITLED_ISSUER = {"Luật": "Quốc hội", "Bộ luật": "Quốc hội", "Hiến pháp": "Quốc hội",
                  "Pháp lệnh": "Ủy ban Thường vụ Quốc hội"}  # fmt: skip


def _default_issuer(text: str, mention: Mention, home: Home) -> tuple[str | None, tuple[str, ...]]:
    """What the type or the sign makes certain, what is named before, or the home's department of that code."""
    if mention.kind == "name":
        issuer = _TITLED_ISSUER.get(mention.type)
        return issuer, ("issuer.of-type",) if issuer else ()
    if mention.sign is None:
        return None, ()
    if issuer := issuer_of_sign(mention.sign, mention.date):
        return issuer, ("issuer.of-sign",)
    if before := _issuer_before(text, mention, home):
        return before.name, (*place_rules(text, before, home), "issuer.named-before")
    issuer = local_issuer(mention.sign, home)
    return issuer, ("issuer.local-code",) if issuer else ()


_BY = re.compile(r"(?:của|Của|với|do)\s+")
_AT = re.compile(r"\s*\(\s*|\s*(?:\([^()]{1,40}\)\s*)?(?:[^.;:\n]{0,60}?\s)?(?:tại|theo|ở|có)\s+(?:các\s+)?$")
# "Tờ trình của Đảng ủy Chính phủ về … (Tờ trình số 03-TTr/ĐU, ngày 17/10/2025)" (dev tnt_53b3)
_BRACKETED = re.compile(r"(?P<of>(?P<type>Tờ trình|Báo cáo|Công văn|Văn bản|Kế hoạch)\s+của\s+)[^;.()]{3,200}\($")
# "Căn cứ các Quyết định của Ủy⏎ban nhân dân tỉnh: Số 44/2022/QĐ-UBND …; số 34/2023/QĐ-UBND" (tnt_adda847abe350742)
_HEADED = re.compile(
    r"\s*:\s*(?:(?:[sS]ố)\s*)?(?:(?:[^\n.]|\n(?!\n)){0,400}(?:[;,]\s*(?:và\s+)?|\svà\s+)(?:[sS]ố\s*)?)?$"
)


def _issuer_before(text: str, mention: Mention, home: Home) -> IssuerMention | None:
    """The issuer named before: "của Sở Nội vụ tại Tờ trình số …", "các Quyết định của UBND tỉnh: số …"."""
    low = max(0, mention.start - (220 if mention.typed else 480))
    window = text[low : mention.start]
    named = _BRACKETED.search(window)
    if named and named["type"] == mention.type and (found := issuer_at(text, low + named.end("of"), home)):
        return found
    for word in reversed(list(_BY.finditer(window))):
        found = issuer_at(text, low + word.end(), home)
        if found and found.end <= mention.start:
            between = text[found.end : mention.start]
            if _AT.fullmatch(between) or (not mention.typed and _HEADED.fullmatch(between)):
                return found
    return None

"""What follows a document's number or name: its date and its issuer, in either order.

Forms: survey, sections 10 and 11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.dates import DateMention, date_at
from kg.extract.home import Home
from kg.extract.issuers import IssuerMention, is_joint, issuer_at, joined_at, named_issuer_at
from kg.extract.mention import Mention
from kg.models import FORMER_PLACE, OWN_PLACE, TERM_SAID
from kg.tables import fold

_GAP = re.compile(
    r"\s*(?:\[\d{1,2}\]|\(\d{1,2}\)|\((?:sửa đổi|bổ sung)[^()]{0,20}\))?\s*,?\s*"
    r"(?:(?:tỉnh|[Tt]hành phố|huyện)(?=\s+ngày))?\s*(?:(?<=\n)\d{1,3}\n\s*(?=ngày\s))?"  # the number of a page
)
_BLANK_DATE = re.compile(r"ngày[\s.…_]*tháng[\s.…_]*năm[\s.…_]*(?=của)|ngày[\s.…_]*/[\s.…_]*/[\s.…_]*(?=của)")
_OF = re.compile(r"(?:của|do|CỦA)\s+(?:của\s+|CỦA\s+)?")
_NOTES = re.compile(
    r"\s*\((?:cũ|trước đây|trước (?:khi )?sáp nhập|(?:nay|này)(?: là)? [^)]{3,60}|sau đây[^)]{0,40}là UBND tỉnh)\)",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"(?P<open>\(\s*)?(?P<year>(?:19|20)\d\d)(?(open)\s*\)|(?![\d/-]))")  # "… Công nghệ (2013)"
_BRACKET_DATE = re.compile(r"\s*\(\s*(?:ngày\s+)?(?=\d{1,2}[/.]\d{1,2}[/.]\d{4}\s*\))")


_NAMED_PLACE = re.compile(r"(?:tỉnh|thành phố|[Tt]ỉnh ủy|Thành ủy) [^\W\d_]")


def read_tails(text: str, mentions: list[Mention], home: Home) -> list[Mention]:
    """Read dates and issuers in order; a place named just before counts where the home cannot be meant."""
    done: list[Mention] = []
    for mention in mentions:
        before = done[-1] if done else None
        if before and before.issuer and _NAMED_PLACE.search(before.issuer):
            home = replace(home, near=before.issuer)
        done.append(_with_tail(text, mention, home))
    return done


def _with_tail(text: str, mention: Mention, home: Home) -> Mention:
    """Read date and issuer, in either order, directly after a mention."""
    at, date, issuer = mention.end, None, None
    rules: list[str] = []
    if mention.outer is not None:
        return mention  # what follows belongs to the amending law
    while date is None or issuer is None:
        gap = _GAP.match(text, at)
        here = gap.end() if gap else at
        here = blank.end() if (blank := _BLANK_DATE.match(text, here)) else here
        found: DateMention | IssuerMention | None = None
        if date is None and (found := _date_after(text, here, mention, issuer is None)):
            date = found.iso
        elif (
            issuer is None and mention.kind in ("sign", "blank") and (found := _issuer_after(text, here, home, mention))
        ):
            issuer = found.name
            rules.extend(place_rules(text, found, home))
            note = _NOTES.match(text, found.end)
            found = found._replace(end=note.end()) if note else found
        if found is None and date and (again := date_at(text, here)) and again.iso == date:
            found = again  # "ngày 31/12/2014 ngày 31/12/2014 của UBND" (tnt_5545b1799f2968c0)
        if found is None:
            break
        at = found.end
        rules.append(found.rule)
    return mention._replace(tail=at, date=date, issuer=issuer, rules=tuple(dict.fromkeys(rules)))


def place_rules(text: str, issuer: IssuerMention, home: Home) -> Iterator[str]:
    """What the words of an issuer leave out or add: a place that is the own one, one of before a merger, a term."""
    printed = fold(" ".join(text[issuer.start : issuer.end].split()))
    own = [fold(name) for name in (home.province, home.district, home.commune) if name]
    named = fold(issuer.name)
    if any(name in named for name in own) and not any(name in printed for name in own):
        yield OWN_PLACE
    if _FORMER.match(text, issuer.end):
        yield FORMER_PLACE
    if term := _TERM.search(text, issuer.start, issuer.end + _NEAR):
        yield f"{TERM_SAID}{term[1]}"


_TERM, _NEAR = re.compile(r"\s\(?[Kk]h[óo][aá]\s+([XVI]+)\b"), 12
_FORMER = re.compile(r"\s*\((?:cũ|trước đây|trước sáp nhập|trước khi sáp nhập)\)", re.IGNORECASE)


def _date_after(text: str, at: int, mention: Mention, first: bool) -> DateMention | None:
    bracket = _BRACKET_DATE.match(text, at)
    if bracket:
        inside = date_at(text, bracket.end())
        return inside._replace(end=text.index(")", inside.end) + 1) if inside else None
    if text.startswith("Ngày", at) and "\n" in text[mention.end : at]:
        return None  # a sentence of its own: "… số 66-NQ/TW\n\nNgày 28 tháng 11 …" (tnt_405a6cabda393030)
    date = date_at(text, at)
    if date:
        return date if _in_words(text, at) or first else None
    bare = _BARE_YEAR.match(text, at) if mention.kind == "name" else None
    return DateMention(at, bare.end(), bare["year"], "date.bare-year") if bare else None


def _in_words(text: str, at: int) -> bool:
    return text[at : at + 4].lower().startswith(("ngày", "năm", "ký", "ban", "thán"))


def _issuer_after(text: str, at: int, home: Home, mention: Mention) -> IssuerMention | None:
    word = _OF.match(text, at)
    if word:
        found = named_issuer_at(text, word.end(), home)
        return joined_at(text, found, home) if found and mention.sign and is_joint(mention.sign) else found
    # "ngày 09/12/2022 Hội nghị lần thứ 6 Ban Chấp hành Trung ương Đảng" (quang-ninh-2024)
    if text.startswith(("Hội nghị", "Ban Chấp hành Trung ương"), at):
        return issuer_at(text, at, home)
    return None

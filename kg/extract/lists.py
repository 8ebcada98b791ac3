"""Lists of documents: a type word said once at the head, a date and an issuer said once at the end.

Forms: survey, section 5; gold/GUIDE.md ("Trailing dates and issuers").
"""

from __future__ import annotations

import re

from kg.extract.mention import Mention, is_assembly
from kg.extract.typewords import type_of
from kg.models import FORMER_PLACE, OWN_PLACE

_SEPARATOR = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)?(?:[,;]\s*(?:và\s+)?|và\s+|&\s*|hoặc\s+)(?:các\s+)?(?:(?:[sS]ố|SỐ)\s*:?\s*)?",
    re.IGNORECASE,
)


def separated(text: str, first: Mention, second: Mention) -> bool:
    """Whether nothing but a comma, a semicolon or "và" stands between two mentions."""
    between = text[first.tail : second.begin]
    return _SEPARATOR.fullmatch(between) is not None


def share(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give list items what the list says once: the type at its head, date and issuer at its end."""
    mentions = _types_down(text, mentions)
    for i in range(len(mentions) - 2, -1, -1):
        item, after = mentions[i], mentions[i + 1]
        if not separated(text, item, after) or not _same_issuer(item, after) or item.kind == "name":
            continue
        if item.date is None and after.date and _fits(item, after.date):
            item = item._replace(date=after.date, rules=(*item.rules, "date.list"))
        if item.issuer is None and after.issuer:
            places = (rule for rule in after.rules if rule in (OWN_PLACE, FORMER_PLACE))
            item = item._replace(issuer=after.issuer, rules=(*item.rules, "issuer.list", *places))
        mentions[i] = item
    return mentions


def _same_issuer(one: Mention, two: Mention) -> bool:
    codes = [m.sign.issuer_codes[:1] if m.sign else () for m in (one, two)]
    return codes[0] == codes[1] and codes[0] != ()


def _fits(item: Mention, date: str) -> bool:
    return item.sign is None or item.sign.year is None or date.startswith(str(item.sign.year))


def _types_down(text: str, mentions: list[Mention]) -> list[Mention]:
    """A shared type word: "Luật số 71/2025/QH15, số 84/2025/QH15"; a different sign ends it."""
    done: list[Mention] = []
    for mention in mentions:
        head = done[-1] if done else None
        if mention.typed or mention.kind in ("name", "alias"):
            done.append(mention)
            continue
        own = mention.sign.type if mention.sign else None
        near = head is not None and head.sign is not None and _continues(text, head, mention)
        if head and head.sign and near and (own is None or own == head.sign.type):
            mention = mention._replace(type=head.type, listed=True)
        elif not mention.type:
            mention = mention._replace(type=_headed(text, mention) or _untyped(mention))
        done.append(mention)
    return done


# "Căn cứ các Nghị quyết của⏎Quốc hội: số 55/2010/QH12 …" (tnt_478446b53ded4c18)
_HEAD = re.compile(r"(?P<type>\w+(?:\s+\w+){1,2})\s+của\s+[^:;.]{3,60}:\s*(?:[sS]ố\s*:?\s*)?\Z")


def _headed(text: str, mention: Mention) -> str | None:
    """The type that a list is headed with, before who issued all its documents."""
    head = _HEAD.search(text, max(0, mention.start - 100), mention.start)
    words = head["type"].split() if head else []
    return next((found for n in (3, 2) if (found := type_of(words[-n:], numbered=True))), None)


def _continues(text: str, head: Mention, item: Mention) -> bool:
    between = text[head.tail : item.start]
    return len(between) < 400 and "\n\n" not in between and not re.search(r"[.:]\s", between)


def _untyped(mention: Mention) -> str:
    """What a sign without type is: the National Assembly's a law, the Standing Committee's a resolution,
    any other an official letter (facts/rules.md, section 1)."""
    if "UBTVQH" in mention.number:
        return "Nghị quyết"
    return "Luật" if mention.sign and is_assembly(mention.sign) else "Công văn"

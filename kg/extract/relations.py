"""How the citing document, or a document it cites, relates to each mention.

The preamble is found by structure (layout), the rest by the words around a mention. Rules stand in the
order in which they are tried; the first that fits decides (gold/GUIDE.md and its rulings).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from kg.extract import acts, cues, own_acts, passives
from kg.extract.scene import Place, Related, Scene, plain, words
from kg.models import Relation

_NEAR = 100  # characters before a mention: a cue that ends right before it lies in them

_OPENS = ' \n:“"'
# The last word of what leads to a document that promulgates: where another stands, the pattern is not tried.
_LEADING_TO = ("kèm", "theo", "tại", "bởi", "ở", "các", "bản")

Rule: TypeAlias = Callable[[Scene, Place], Related | None]


def relate(scene: Scene) -> list[Related]:
    """The relation of each mention, in order; what passives say of a document is added at the end."""
    for index in range(len(scene.mentions)):
        place = scene.place(index)
        found = (related for rule in _RULES if (related := rule(scene, place)))
        scene.related.append(next(found, Related("cites", "relation.cites")))
    for passive in scene.passives:
        passives.state(scene, passive)
    return scene.related


def _self(scene: Scene, place: Place) -> Related | None:
    """The document's own number; or, in "(Kèm theo …)", a blank of its own kind."""
    own, mention = scene.header.number, place.mention
    if not own or mention.sign is None:
        return None
    attached = cues.ATTACHED.reads(place.left)
    if mention.kind == "blank" and attached and _codes(mention.number) == _codes(own):
        return Related("self", "relation.self-blank", "kèm theo")
    # "(Kèm theo Quyết định số 18/2017/NQ-HĐND ngày …)" of a resolution: a slip in the type word (rag_18-2017-nq-hnd).
    slip = attached and mention.date is not None and mention.date == scene.header.date
    same = plain(mention.number) == plain(own) and (mention.type == scene.header.type or slip)
    dated = mention.date is None or scene.header.date is None or attached
    if same and (dated or _overlap(mention.date, scene.header.date)):
        return Related("self", "relation.self")
    return None


def _inside_issuer(scene: Scene, place: Place) -> Related | None:
    """A short name inside the name of a committee: "Ban Chỉ đạo … và đề án 06"."""
    inside = place.index > 0 and place.mention.start < scene.mentions[place.index - 1].tail
    return Related("cites", "relation.inside-issuer") if inside and place.mention.outer is None else None


def _inside_title(scene: Scene, place: Place) -> Related | None:
    """A law named in the title of the law that amends it."""
    if place.mention.draft:
        return Related("cites", "relation.draft-title")
    if place.mention.outer is None:
        return None
    subject = scene.amending.get(place.mention.outer)
    return Related("amends", "relation.amending-title", "sửa đổi, bổ sung", subject)


def _defined(scene: Scene, place: Place) -> Related | None:
    if not place.left.rstrip(_OPENS).endswith(("là", "thành")):
        return None
    match = cues.DEFINED.compiled.search(place.left, max(0, len(place.left) - _NEAR))
    return Related("cites", cues.DEFINED.name, match[0].strip()) if match else None


def _promulgated(scene: Scene, place: Place) -> Related | None:
    left = _list_head_left(scene, place)
    if not left.rstrip(_OPENS).endswith(_LEADING_TO):
        return None
    match = cues.PROMULGATED.compiled.search(left, max(0, len(left) - _NEAR))
    return Related("promulgated_by", cues.PROMULGATED.name, " ".join(match[0].split())) if match else None


def _list_head_left(scene: Scene, place: Place) -> str:
    """The words before a list's head count for an item without a type word of its own."""
    if place.mention.typed or place.index == 0:
        return place.left
    before = scene.related[place.index - 1]
    near = len(scene.text[scene.mentions[place.index - 1].tail : place.mention.start]) < 300
    return "ban hành tại " if before.relation == "promulgated_by" and near and place.mention.listed else place.left


def _own_title(scene: Scene, place: Place) -> Related | None:
    """The document's own title, or its own words "Kế hoạch thực hiện …", name what it carries out."""
    act = cues.nearest_act(place.left)
    if act is None or act[0].relation != "implements":
        return None
    head = place.left[: act[1].start("act")].rstrip(' \n"“').lower()
    repeated = re.search(rf"(?:ban hành|xây dựng|hiện|của|này|đây là|^)\s*[“\"]?(?:{_own_types(scene)})$", head)
    heading = place.region == "annex" and not head and place.left.isupper()
    if place.region == "title" or ((repeated or heading) and _is_implemented(scene, place)):
        return Related("implements", "relation.own-title", words(act[1]["act"]))
    return None


def _own_types(scene: Scene) -> str:
    """The document's own type, and that of what it promulgates: "Về việc ban hành Kế hoạch …"."""
    annexed = _ANNEXED.search((scene.header.title or "").lower())
    types = [(scene.header.type or "?").lower(), *([annexed["type"]] if annexed else [])]
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in types)


_ANNEXED = re.compile(
    r"(?:ban hành|phê duyệt)\s+[“\"]?(?P<type>kế hoạch|chương trình(?: hành động)?|đề án|phương án)\b"
)


def _is_implemented(scene: Scene, place: Place) -> bool:
    """In the preamble the document says what it is; elsewhere only what its title named."""
    if place.region == "preamble":
        return True
    return any(
        r.rule == "relation.own-title" and plain(m.number) == plain(place.mention.number)
        for m, r in zip(scene.mentions, scene.related, strict=False)
    )


def _basis(scene: Scene, place: Place) -> Related | None:
    """In the preamble: a basis, or a proposal, by the words that open its sentence or item."""
    cue = scene.clauses.get(place.index)
    if cue is None or scene.in_title(place):
        return None
    relation: Relation = "proposal" if cues.PROPOSAL.reads(cue) else "basis"
    word = cues.BASIS.compiled.search(cue)
    return Related(relation, f"preamble.{relation}", word["cue"].lower() if word else cue.lower())


def _codes(number: str) -> str:
    """A sign without its ordinal and year: "/KH-UBND" of "14/KH-UBND"."""
    return re.sub(r"^[^/-]*[/-](?:\d{4}/)?", "", number).casefold()


def _overlap(one: str | None, two: str | None) -> bool:
    """Whether two dates, each known to the day, month or year, can be the same."""
    return one is None or two is None or one.startswith(two) or two.startswith(one)


_RULES: tuple[Rule, ...] = (
    _self,
    _inside_issuer,
    _inside_title,
    _defined,
    passives.agent,
    acts.on_list,
    acts.titled_list,
    own_acts.own_list,
    own_acts.enumerated,
    own_acts.headed,
    acts.acted_on,
    own_acts.own_act,
    own_acts.expires,
    _promulgated,
    _own_title,
    _basis,
)

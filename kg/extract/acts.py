"""Acts: which document amends, replaces, repeals, guides or carries out which, by the words between them."""

from __future__ import annotations

import re

from kg.extract import cues
from kg.extract.lists import separated
from kg.extract.mention import Mention
from kg.extract.scene import Passive, Place, Related, Scene, words
from kg.models import Relation

# Relations that the items of a list share even when each has its own type word.
_SHARED = frozenset(
    {
        *("amends", "replaces", "repeals", "guides", "implements", "corrects", "consolidates", "extends"),
        *("revokes", "suspends"),
    }
)


def passive_agent(scene: Scene, place: Place) -> Related | None:
    """Y in "X được sửa đổi, bổ sung bởi Y", and what follows Y on a list."""
    if place.before is None:
        return None
    before = scene.mentions[place.before]
    match = cues.PASSIVE.compiled.search(scene.text[before.tail : place.mention.begin])
    if match:
        relation = cues.PASSIVE_ACTS[words(match["act"])]
        acted = _acted_upon(scene, place.before, place.mention)
        scene.passives.append(Passive(place.index, relation, acted, words(match["act"])))
        return Related("cites", "relation.passive-agent", match["act"])
    last = scene.passives[-1] if scene.passives else None
    if (
        last
        and last.subject == place.before
        and separated(scene.text, before, place.mention)
        and before.type == place.mention.type
    ):
        scene.passives.append(Passive(place.index, last.relation, last.object, last.cue))
        return Related("cites", "relation.passive-agent", "bởi")
    return None


def _acted_upon(scene: Scene, before: int, agent: Mention) -> int:
    """X in "X quy định chi tiết Luật L (sửa đổi tại Y)": a decree amends the decree, not the law in its title."""
    subject = scene.related[before].subject
    if subject is not None and scene.mentions[before].type != agent.type == scene.mentions[subject].type:
        return subject
    return before


def state_passive(scene: Scene, passive: Passive) -> None:
    """X in "X (sửa đổi, bổ sung tại Y)" is acted on by Y, outside preamble and tables, unless it has
    a relation of its own."""
    at = scene.mentions[passive.object].start
    free = scene.related[passive.object].relation == "cites" and not scene.in_table(at)
    if free and scene.region(at) != "preamble":
        rule = "relation.passive-object"
        scene.related[passive.object] = Related(passive.relation, rule, passive.cue, passive.subject)


def on_list(scene: Scene, place: Place) -> Related | None:
    """An item of a list shares its relation with the item before it."""
    if place.index == 0:
        return None
    before, related = scene.mentions[place.index - 1], scene.related[place.index - 1]
    if not separated(scene.text, before, place.mention):
        return None
    if (
        related.rule in ("relation.passive-agent", "relation.passive-object")
        or ";" in scene.text[before.tail : place.mention.start]
    ):
        return None
    if outer := _outer_list(scene, place, before, related):
        return outer
    shared = related.relation in _SHARED and not before.amends
    if shared or (related.relation == "promulgated_by" and not place.mention.typed):
        return Related(related.relation, "relation.list", related.cue, related.subject)
    return None


def _outer_list(scene: Scene, place: Place, before: Mention, related: Related) -> Related | None:
    """ "A sửa đổi B quy định chi tiết Luật X và C": C stands on a list with B, which is of its type."""
    head = related.subject
    if head is None or before.type == place.mention.type or scene.mentions[head].type != place.mention.type:
        return None
    outer = scene.related[head]
    if outer.relation in _SHARED and outer.subject is not None:
        return Related(outer.relation, "relation.outer-list", outer.cue, outer.subject)
    return None


def own_list(scene: Scene, place: Place) -> Related | None:
    """ "Bãi bỏ A về … và B về …": the items of an act of this document's own, each with its title."""
    if place.before is None or not ends_item(place.left):
        return None
    related, before = scene.related[place.before], scene.mentions[place.before]
    if not related.rule.endswith((".own", "own-list")) or before.type != place.mention.type:
        return None
    return Related(related.relation, "relation.own-list", related.cue)


def headed(scene: Scene, place: Place) -> Related | None:
    """An item under "Bãi bỏ các Quyết định sau đây:": what the heading says is done to each."""
    if not scene.acts_here(place) or not cues.ITEM.match(place.left):
        return None
    above = scene.text[max(0, place.mention.start - 4000) : place.mention.start]
    above = above[max(above.rfind("\nĐiều "), 0) :]
    head = _heading(above)
    if re.search(r"hết\s+hiệu\s+lực|bị\s+bãi\s+bỏ", head):
        return Related("repeals", "relation.headed.own", "hết hiệu lực")
    act = cues.nearest_act(f"{head} ")
    if act is None or act[0].relation == "implements" or not _states_act(head, act[1].start("act")):
        return None
    return Related(act[0].relation, "relation.headed.own", words(act[1]["act"]))


def acted_on(scene: Scene, place: Place) -> Related | None:
    """The document named before acts on this one: "Nghị định A sửa đổi, bổ sung … Nghị định B"."""
    if place.before is None or ends_item(place.left) or scene.speaks_of_itself(place):
        return None
    act = cues.nearest_act(place.left)
    if act is None or _passed(act[1][0]) or _ALONGSIDE.search(place.left[: act[1].start("act")]):
        return None
    if scene.related[place.before].relation == "proposal":
        # "Xét Tờ trình N về việc đề nghị sửa đổi …": what is proposed is this document's act.
        return Related(act[0].relation, f"{act[0].rule.name}.own", words(act[1]["act"]))
    second = re.fullmatch(r"\s*,?\s*(?:và|đồng thời)\s+", place.left[: act[1].start("act")])
    subject = scene.related[place.before].subject if second else _subject(scene, place.before, act[0].relation)
    if subject is None or scene.mentions[subject].number == place.mention.number:
        return None
    return Related(act[0].relation, act[0].rule.name, words(act[1]["act"]), subject)


def _subject(scene: Scene, before: int, relation: Relation) -> int | None:
    """Who acts: the mention before, where its title says so; else whom that mention's relation names.

    "Kế hoạch A về thực hiện Nghị quyết B và Kế hoạch của Thành ủy về triển khai Nghị quyết C": A acts on C.
    """
    if scene.has_title(before):
        return scene.acting(before)
    related = scene.related[before]
    return related.subject if related.relation == relation else None


def own_act(scene: Scene, place: Place) -> Related | None:
    """This document acts: in its title, in the operative text of one that makes rules, in its own words."""
    itself = scene.speaks_of_itself(place)
    if not itself and (not scene.acts_here(place) or scene.in_description(place)):
        return None
    cue = _own_cue(scene, place)
    if cue and cue[0] in ("repeals", "replaces") and scene.amended_by_title(place.mention):
        return Related("amends", "relation.part-of-amendment", cue[2])
    return Related(cue[0], f"{cue[1]}.own", cue[2]) if cue else None


def _own_cue(scene: Scene, place: Place) -> tuple[Relation, str, str] | None:
    act = cues.nearest_act(place.left)
    if act is None or act[0].relation == "implements" or _passed(act[1][0]):
        return None
    sure = place.region == "title" or scene.speaks_of_itself(place)
    if not sure and not _states_act(place.left, act[1].start("act")):
        return None
    return act[0].relation, act[0].rule.name, words(act[1]["act"])


def expires(scene: Scene, place: Place) -> Related | None:
    """ "Nghị quyết N hết hiệu lực kể từ ngày …", said in the operative text."""
    if not scene.acts_here(place) or place.region == "title":
        return None
    match = cues.EXPIRES.compiled.search(place.right)
    return Related("repeals", cues.EXPIRES.name, "hết hiệu lực") if match else None


def _heading(above: str) -> str:
    """The words before the last colon that ends a line: what a list is headed with."""
    colons = [m.start() for m in re.finditer(r":[ \t]*\n", above)]
    return above[max(0, colons[-1] - 500) : colons[-1]].rsplit("\n\n", 1)[-1] if colons else ""


_ITEM_OPENS = re.compile(r"(?:,|;|:|\bvà|\bcùng|\bhoặc)\s*(?:các\s+)?$", re.IGNORECASE)


def ends_item(left: str) -> bool:
    """Whether a mention opens an item of its own: after a comma or "và", not after a cue."""
    return bool(_ITEM_OPENS.search(left, max(0, len(left) - 20)))


def _passed(words: str) -> bool:
    """Whether the act was done to something else: "được sửa đổi", or the cue's clause went on to another verb."""
    return (
        bool(re.search(r"\b(?:theo quy định (?:tại|của)|căn cứ|theo)\s+$", words))
        and "kèm theo" not in words
        and "ban hành theo" not in words
    )


# Words before an act that set it beside the title: "về xây dựng, chỉnh đốn Đảng gắn với thực hiện Chỉ thị …".
_ALONGSIDE = re.compile(r"(?:gắn với|cùng với|kết hợp với|gắn với việc|phục vụ|thông qua)\s+$")
_NOT_OWN = re.compile(
    r"(?:tham mưu|đề xuất|kiến nghị|nghiên cứu|rà soát|dự thảo|dự án|được|đã|bị|việc|trường hợp|khi|nội dung|"
    r"thủ tục hành chính)\s+[^,;]{0,30}$"
)


def _states_act(left: str, at: int) -> bool:
    """Whether the words before a cue let this document be who acts (no "tham mưu", "đề xuất", "được")."""
    before = left[max(0, at - 60) : at].lower()
    return not _NOT_OWN.search(before)

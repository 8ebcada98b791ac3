"""Acts of documents on each other: which amends, replaces, repeals, guides or carries out which."""

from __future__ import annotations

import re

from kg.extract import cues
from kg.extract.lists import separated
from kg.extract.mention import Mention
from kg.extract.scene import Place, Related, Scene, words
from kg.models import Relation

# Relations that the items of a list share even when each has its own type word.
_SHARED = frozenset(
    {
        *("amends", "replaces", "repeals", "guides", "implements", "corrects", "consolidates", "extends"),
        *("revokes", "suspends"),
    }
)


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


def titled_list(scene: Scene, place: Place) -> Related | None:
    """ "A hướng dẫn … B về hoá đơn, C": C is of B's type and not of A's, or it has a provision: A guides it too."""
    if place.before is None or not cues.opens_item(place.left):
        return None
    related, before = scene.related[place.before], scene.mentions[place.before]
    head = related.subject
    if head is None or related.relation not in _SHARED or before.type != place.mention.type:
        return None
    beside = scene.mentions[head].type == place.mention.type and place.mention.pinpoint is None
    if beside or not scene.has_title(place.before):
        return None
    return Related(related.relation, "relation.titled-list", related.cue, head)


def _outer_list(scene: Scene, place: Place, before: Mention, related: Related) -> Related | None:
    """ "A sửa đổi B quy định chi tiết Luật X và C": C stands on a list with B, which is of its type."""
    head = related.subject
    while head is not None and before.type != place.mention.type:
        outer = scene.related[head]
        if scene.mentions[head].type == place.mention.type:
            return Related(outer.relation, "relation.outer-list", outer.cue, outer.subject)
        head = outer.subject
    return None


def acted_on(scene: Scene, place: Place) -> Related | None:
    """The document named before acts on this one: "Nghị định A sửa đổi, bổ sung … Nghị định B"."""
    if place.before is None or cues.opens_item(place.left) or scene.speaks_of_itself(place):
        return None
    act = cues.nearest_act(place.left)
    if act is None or passed(act[1][0]) or _ALONGSIDE.search(place.left[: act[1].start("act")]):
        return None
    if scene.related[place.before].relation == "proposal":
        # "Xét Tờ trình N về việc đề nghị sửa đổi …": what is proposed is this document's act.
        return Related(act[0].relation, f"{act[0].rule.name}.own", words(act[1]["act"]))
    if cues.of_no_document(place.left, act[1]):
        return None
    second = re.fullmatch(r"\s*,?\s*(?:và|đồng thời)\s+", place.left[: act[1].start("act")])
    subject = scene.related[place.before].subject if second else _subject(scene, place.before, act[0].relation)
    if subject is None or scene.mentions[subject].number == place.mention.number:
        return None
    return Related(act[0].relation, act[0].rule.name, words(act[1]["act"]), subject)


def _subject(scene: Scene, before: int, relation: Relation) -> int | None:
    """Who acts: the mention before, where its title says so or it "có hiệu lực … và"; else whom its relation names.

    "Kế hoạch A về thực hiện Nghị quyết B và Kế hoạch của Thành ủy về triển khai Nghị quyết C": A acts on C.
    """
    if scene.has_title(before) or _IN_FORCE.match(scene.text, scene.mentions[before].tail):
        return scene.acting(before)
    related = scene.related[before]
    return related.subject if related.relation == relation else None


_IN_FORCE = re.compile(r"\s*,?\s*có\s+hiệu\s+lực[^;.]{0,120}?(?:,|\bvà)\s*(?:đồng\s+thời\s+)?(?:thay|bãi|hủy|sửa)\s")
# Words before an act that set it beside the title: "về xây dựng, chỉnh đốn Đảng gắn với thực hiện Chỉ thị …".
_ALONGSIDE = re.compile(r"(?:gắn với|cùng với|kết hợp với|gắn với việc|phục vụ|thông qua)\s+$")


def passed(act: str) -> bool:
    """Whether the act was done to something else: the cue's clause went on to another verb."""
    said = words(act)
    if said.startswith(("hướng dẫn", "quy định chi tiết")) and not said.endswith(("theo quy định tại", "căn cứ")):
        return False  # what is guided may be what the document grants: "hướng dẫn thực hiện chế độ … theo Quyết định N"
    return said.endswith(("căn cứ", "theo", "theo quy định tại", "theo quy định của")) and not (
        "kèm theo" in said or "ban hành theo" in said
    )

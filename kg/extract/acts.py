"""Acts: which document amends, replaces, repeals, guides or carries out which, by the words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract import cues
from kg.extract.lists import separated
from kg.extract.mention import Mention
from kg.extract.scene import LABEL, Passive, Place, Related, Scene, clause_start, words
from kg.models import Relation

_CHANGES = frozenset({"amends", "replaces", "repeals", "suspends", "extends", "revokes"})
# Laws are changed by laws, and by resolutions of who makes them (Law 64/2025/QH15, article 8).
_LAWS = frozenset({"Luật", "Bộ luật", "Hiến pháp", "Pháp lệnh"})
_LAWMAKING = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Văn bản hợp nhất"})
# Relations that the items of a list share even when each has its own type word.
_SHARED = frozenset(
    {
        *("amends", "replaces", "repeals", "guides", "implements", "corrects", "consolidates", "extends"),
        *("revokes", "suspends"),
    }
)


def passive_agent(scene: Scene, place: Place) -> Related | None:
    """Y in "X được sửa đổi, bổ sung bởi Y", and what follows Y on a list."""
    if place.index == 0:
        return None
    found = _passive(scene, place) or _next_agent(scene, place)
    if found is None:
        return None
    scene.passives += [found, *_consolidated(scene, found)]
    return Related("cites", "relation.passive-agent", found.cue)


def _passive(scene: Scene, place: Place) -> Passive | None:
    """What the words between two documents say of the first; a colon may end its paragraph."""
    before = place.before if place.before is not None else place.index - 1
    between = scene.text[scene.mentions[before].tail : place.mention.begin]
    headed = between.rstrip().endswith(":") and "\n" in between[-3:]
    near = headed or place.before is not None or between.startswith(";")
    match = cues.PASSIVE.compiled.search(between) if near else None
    if match is None:
        return None
    acted = _outermost(scene, before) if headed else _acted_upon(scene, before, place.mention)
    return Passive(place.index, cues.PASSIVE_ACTS[words(match["act"])], acted, words(match["act"]), headed)


def _next_agent(scene: Scene, place: Place) -> Passive | None:
    """Another Y: after a comma or "và", or in a paragraph of its own below "được sửa đổi bởi:"."""
    last = scene.passives[-1] if scene.passives else None
    if last is None:
        return None
    agent = scene.mentions[last.subject]
    if last.subject == place.before == place.index - 1 and _adjoin(scene, last.subject):
        return Passive(place.index, last.relation, last.object, last.cue)
    passed = scene.text[agent.tail : place.mention.begin]
    if last.headed and passed.endswith("\n") and len(passed) < _PARAGRAPHS and not re.search(r"\n\s*Căn cứ\s", passed):
        return Passive(place.index, last.relation, last.object, last.cue, headed=True)
    return None


def _consolidated(scene: Scene, found: Passive) -> Iterator[Passive]:
    """All of "A, B và C được hợp nhất tại D"."""
    item = found.object
    while found.relation == "consolidates" and item and _adjoin(scene, item - 1):
        item -= 1
        yield Passive(found.subject, found.relation, item, found.cue)


def _adjoin(scene: Scene, index: int) -> bool:
    """Whether a mention and the next one are items of one type on a list."""
    one, two = scene.mentions[index], scene.mentions[index + 1]
    return one.type == two.type and separated(scene.text, one, two)


_PARAGRAPHS = 1500  # characters from one amending document to the next, its title included


def _outermost(scene: Scene, index: int) -> int:
    """The document in whose title *index* stands, or itself."""
    while (subject := scene.related[index].subject) is not None:
        index = subject
    return index


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
    while head is not None and before.type != place.mention.type:
        outer = scene.related[head]
        if scene.mentions[head].type == place.mention.type:
            return Related(outer.relation, "relation.outer-list", outer.cue, outer.subject)
        head = outer.subject
    return None


def own_list(scene: Scene, place: Place) -> Related | None:
    """ "Bãi bỏ A về … và B về …": the items of an act of this document's own, each with its title."""
    if place.before is None or not cues.opens_item(place.left):
        return None
    related, before = scene.related[place.before], scene.mentions[place.before]
    if not related.rule.endswith((".own", "own-list")) or before.type != place.mention.type:
        return None
    return Related(related.relation, "relation.own-list", related.cue)


def headed(scene: Scene, place: Place) -> Related | None:
    """An item under "Bãi bỏ các Quyết định sau đây:": what the heading says is done to each."""
    line = scene.text.rfind("\n", 0, place.mention.begin) + 1
    if not scene.acts_here(place) or not cues.ITEM.match(scene.text[line : place.mention.begin]):
        return None
    above = scene.text[max(0, place.mention.start - 4000) : place.mention.start]
    above = above[max(above.rfind("\nĐiều "), 0) :]
    head = _heading(above)
    if re.search(r"hết\s+hiệu\s+lực|bị\s+bãi\s+bỏ", head):
        return Related("repeals", "relation.headed.own", "hết hiệu lực")
    act = cues.nearest_act(f"{head} ")
    if act is None or act[0].relation == "implements" or not _is_own(scene, place, head, act[1].start("act")):
        return None
    return Related(act[0].relation, "relation.headed.own", words(act[1]["act"]))


def acted_on(scene: Scene, place: Place) -> Related | None:
    """The document named before acts on this one: "Nghị định A sửa đổi, bổ sung … Nghị định B"."""
    if place.before is None or cues.opens_item(place.left) or scene.speaks_of_itself(place):
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
    """Who acts: the mention before, where its title says so or it "có hiệu lực … và"; else whom its relation names.

    "Kế hoạch A về thực hiện Nghị quyết B và Kế hoạch của Thành ủy về triển khai Nghị quyết C": A acts on C.
    """
    if scene.has_title(before) or _IN_FORCE.match(scene.text, scene.mentions[before].tail):
        return scene.acting(before)
    related = scene.related[before]
    return related.subject if related.relation == relation else None


_IN_FORCE = re.compile(r"\s*,?\s*có\s+hiệu\s+lực[^;.]{0,120}?(?:,|\bvà)\s*(?:đồng\s+thời\s+)?(?:thay|bãi|hủy|sửa)\s")


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
    if not sure and not _is_own(scene, place, place.left, act[1].start("act")):
        return None
    if act[0].relation == "amends" and not sure and _is_proposal(scene, place, act[1]):
        return None
    if act[0].relation in _CHANGES and place.mention.type in _LAWS and scene.header.type not in _LAWMAKING:
        return None
    return act[0].relation, act[0].rule.name, words(act[1]["act"])


def expires(scene: Scene, place: Place) -> Related | None:
    """ "Nghị quyết N hết hiệu lực kể từ ngày …", said in the operative text."""
    if not scene.acts_here(place) or place.region == "title" or scene.in_title(place):
        return None
    tail = place.mention.tail
    match = cues.EXPIRES.compiled.search(scene.text[tail : tail + 500])
    return Related("repeals", cues.EXPIRES.name, "hết hiệu lực") if match else None


def _heading(above: str) -> str:
    """The clause before the last colon that ends a line: what a list is headed with."""
    colons = [m.start() for m in re.finditer(r":[ \t]*\n", above)]
    head = above[max(0, colons[-1] - 500) : colons[-1]] if colons else ""
    return head[clause_start(head) :]


def _passed(act: str) -> bool:
    """Whether the act was done to something else: the cue's clause went on to another verb."""
    said = words(act)
    if said.startswith(("hướng dẫn", "quy định chi tiết")) and not said.endswith(("theo quy định tại", "căn cứ")):
        return False  # what is guided may be what the document grants: "hướng dẫn thực hiện chế độ … theo Quyết định N"
    return said.endswith(("căn cứ", "theo", "theo quy định tại", "theo quy định của")) and not (
        "kèm theo" in said or "ban hành theo" in said
    )


# Words before an act that set it beside the title: "về xây dựng, chỉnh đốn Đảng gắn với thực hiện Chỉ thị …".
_ALONGSIDE = re.compile(r"(?:gắn với|cùng với|kết hợp với|gắn với việc|phục vụ|thông qua)\s+$")
_NOT_OWN = re.compile(
    r"(?:tham mưu|đề xuất|kiến nghị|nghiên cứu|rà soát|dự thảo|dự án|được|đã|bị|việc|trường hợp|khi|nội dung|"
    r"thủ tục hành chính)\s+[^,;]{0,30}$"
)


# What may stand before an act of the document's own: a label, "Thống nhất"; "Quyết định này … và".
_BARE = re.compile(
    rf"[\s“\"(]*(?:(?:{LABEL}|[-–+])\s*)*(?:(?:Thống\s+nhất|Đồng\s+ý|Nay|Quyết\s+định|Quyết\s+nghị:?|đồng\s+thời)\s+)?"
)
_ITSELF = re.compile(
    r"(?:\bnày|(?:Quyết định|Nghị quyết|Nghị định|Thông tư|Quy định|Quy chế)\s+có\s+hiệu\s+lực)"
    r"(?:\b[^;]{0,400}(?:,|\bvà|\bđồng\s+thời))?\s+$"
)
_AND = re.compile(r"\s*,?\s*(?:và|đồng thời)?\s*")


def _is_own(scene: Scene, place: Place, left: str, at: int) -> bool:
    """Whether this document is who acts, by the words of *left* before the act, which begins *at* an offset."""
    before = left[:at]
    if _NOT_OWN.search(before[-60:].lower()):
        return False
    if _ITSELF.search(before) or (left[at].isupper() and re.search(r"\n\s*$", before)):
        return True
    if place.before is not None and _AND.fullmatch(before):
        return scene.related[place.before].rule.endswith(".own")
    first = cues.nearest_act(before)
    if first and first[1].start("act") < len(before):
        return _is_own(scene, place, left, first[1].start("act"))
    return bool(_BARE.fullmatch(before))


def _is_proposal(scene: Scene, place: Place, act: re.Match[str]) -> bool:
    """Whether nothing is done to a document: in an annex of a title that speaks of no amendment "Sửa đổi …" is
    proposed, and "bổ sung" or "điều chỉnh" says something of a document only where its provisions follow."""
    if place.region == "annex" and not _AMENDING.search((scene.header.title or "").lower()):
        return True
    alone = words(act["act"]) in ("bổ sung", "điều chỉnh")
    return alone and not _PROVISION.match(place.left, act.end("act"))


_AMENDING = re.compile("sửa đổi|bổ sung|điều chỉnh")
_PROVISION = re.compile(
    r"\s+(?:(?:một\s+số|các|thêm|toàn\s+bộ)\s+)*(?:$|(?i:điều|khoản|điểm|tiết|mục|phụ\s+lục|nội\s+dung|cụm\s+từ|đoạn|"
    r"số\s+thứ\s+tự|danh\s+mục|quy\s+(?:định|chế|hoạch)|kế\s+hoạch|chương\s+trình|đề\s+án|tại|của)(?!\w))"
)

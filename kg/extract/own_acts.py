"""What a document does itself: in its title, in the operative text of what makes rules, in its own words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.extract import cues
from kg.extract.acts import passed
from kg.extract.scene import LABEL, Place, Related, Scene, clause_start, words
from kg.models import Relation
from kg.tables.letters import UPPER

_CHANGES = frozenset({"amends", "replaces", "repeals", "suspends", "extends", "revokes"})
# Laws are changed by laws, and by resolutions of who makes them (Law 64/2025/QH15, article 8).
_LAWS = frozenset({"Luật", "Bộ luật", "Hiến pháp", "Pháp lệnh"})
_LAWMAKING = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Văn bản hợp nhất"})


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
    if act is None or act[0].relation == "implements" or passed(act[1][0]):
        return None
    sure = place.region == "title" or scene.speaks_of_itself(place)
    if not sure and not _is_own(scene, place, place.left, act[1].start("act")):
        return None
    if act[0].relation == "amends" and not sure and _is_proposal(scene, place, act[1]):
        return None
    if act[0].relation in _CHANGES and place.mention.type in _LAWS and scene.header.type not in _LAWMAKING:
        return None
    return act[0].relation, act[0].rule.name, words(act[1]["act"])


def _is_proposal(scene: Scene, place: Place, act: re.Match[str]) -> bool:
    """Whether nothing is done to a document: in an annex below a title without amendment "Sửa đổi …" is proposed."""
    proposed = place.region == "annex" and not _AMENDING.search((scene.header.title or "").lower())
    return proposed or cues.of_no_document(place.left, act)


_AMENDING = re.compile("sửa đổi|bổ sung|điều chỉnh")


def headed(scene: Scene, place: Place) -> Related | None:
    """An item under "Bãi bỏ các Quyết định sau đây:": what the heading says is done to each."""
    line = scene.text.rfind("\n", 0, place.mention.begin) + 1
    if not scene.acts_here(place) or not cues.ITEM.match(scene.text[line : place.mention.begin]):
        return None
    head = _heading(scene, place.mention.start)
    if re.search(r"hết\s+hiệu\s+lực|bị\s+bãi\s+bỏ", head):
        return Related("repeals", "relation.headed.own", "hết hiệu lực")
    act = cues.nearest_act(f"{head} ")
    if act is None or act[0].relation == "implements" or not _is_own(scene, place, head, act[1].start("act")):
        return None
    return Related(act[0].relation, "relation.headed.own", words(act[1]["act"]))


def _heading(scene: Scene, at: int) -> str:
    """What a list is headed with: the clause before the last colon that ends a line of the article, else the
    article's own heading."""
    article = _last(scene.articles, at)
    colon = _last(scene.colons, at)
    low = max(article or 0, at - (_REACH if article is None else at))
    if colon is not None and colon >= low:
        head = scene.text[max(low, colon - 500) : colon]
    else:
        first = _PARAGRAPH.match(scene.text, article) if article is not None else None
        head = first[0][:500] if first else ""
    return head[clause_start(head) :]


_REACH = 4000  # characters above an item of a text without articles
_PARAGRAPH = re.compile(rf"[^\n]+(?:\n(?!\n|\s*{LABEL})[^\n]+)*")


def _last(places: Sequence[int], at: int) -> int | None:
    index = bisect_right(places, at) - 1
    return places[index] if index >= 0 else None


def own_list(scene: Scene, place: Place) -> Related | None:
    """ "Bãi bỏ A về … và B về …": the items of an act of this document's own, each with its title."""
    if place.before is None or not (cues.opens_item(place.left) or _opens_provision(place)):
        return None
    related, before = scene.related[place.before], scene.mentions[place.before]
    if not related.rule.endswith((".own", "own-list")) or before.type != place.mention.type:
        return None
    return Related(related.relation, "relation.own-list", related.cue)


def _opens_provision(place: Place) -> bool:
    """Whether what is named first is a part of the document: "và thủ tục hành chính có số thứ tự 01 tại B"."""
    return place.mention.pinpoint is not None and _AND_PART.search(place.left[-60:]) is not None


_AND_PART = re.compile(
    r"(?:,|;|\bvà)\s+(?:(?:các|những)\s+)?(?:nội\s+dung|thủ\s+tục(?:\s+hành\s+chính)?|quy\s+định|danh\s+mục|biểu\s+mẫu)"
    r"(?:\s+(?:có|tại))?\s*\Z"
)
_AFTER_SEMICOLON = re.compile(r";\s*(?:và\s+)?(?:[sS]ố\s*)?\Z")


def enumerated(scene: Scene, place: Place) -> Related | None:
    """ "thay thế các Quyết định: A về …; B về …": what is said before the colon holds for every item."""
    if not _AFTER_SEMICOLON.search(scene.text, max(0, place.mention.begin - 12), place.mention.begin):
        return None
    item = next((i for i in range(place.index - 1, -1, -1) if scene.related[i].subject is None), None)
    if item is None or scene.mentions[item].type != place.mention.type:
        return None
    related, begin = scene.related[item], scene.mentions[item].begin
    listed = related.rule.endswith(".own") and scene.text[max(0, begin - 4) : begin].strip().endswith(":")
    if not (listed or related.rule == "relation.enumerated"):
        return None
    return Related(related.relation, "relation.enumerated", related.cue)


_LONGEST_ITEM = 1500  # characters that an item of such a list may take, its title included


def expires(scene: Scene, place: Place) -> Related | None:
    """ "Nghị quyết N hết hiệu lực kể từ ngày …", said in the operative text."""
    if not scene.acts_here(place) or place.region == "title" or scene.in_title(place):
        return None
    tail = place.mention.tail
    if not cues.EXPIRES.compiled.search(scene.text[tail : tail + 500]):
        return None
    found = Related("repeals", cues.EXPIRES.name, "hết hiệu lực")
    for index in _beside(scene, place.index):
        scene.related[index] = found
    return found


def _beside(scene: Scene, index: int) -> Iterator[int]:
    """The items before on the list that *index* ends: "A về … và B hết hiệu lực", "các Quyết định A; B; C …"."""
    item = index
    for before in range(index - 1, -1, -1):
        one, two = scene.mentions[before], scene.mentions[item]
        if scene.related[before].rule == cues.EXPIRES.name or two.begin - one.tail > _LONGEST_ITEM:
            return
        between = scene.text[one.tail : two.begin]
        if "\n\n" in between or _SENTENCE_END.search(between) or not cues.opens_item(between):
            return
        if scene.related[before].relation in ("cites", "promulgated_by") and one.type == two.type:
            yield before
            item = before


_SENTENCE_END = re.compile(rf"\.\s+[{UPPER}]|\n\s*{LABEL}")


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

"""Passive acts: "X được sửa đổi, bổ sung bởi Y" says that Y amends X."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract import cues
from kg.extract.lists import separated
from kg.extract.mention import Mention
from kg.extract.scene import Passive, Place, Related, Scene, words


def agent(scene: Scene, place: Place) -> Related | None:
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
    if match is None or (_is_active(match) and "(" not in between):
        return None
    acted = _outermost(scene, before) if headed else _acted_upon(scene, before, place.mention)
    return Passive(place.index, cues.PASSIVE_ACTS[words(match["act"])], acted, words(match["act"]), headed)


def _is_active(match: re.Match[str]) -> bool:
    """ "QĐ A bãi bỏ một số nội dung tại QĐ B": without "được", "tại" says where, not by what."""
    return match["passive"] is None and match["by"] in ("tại", "theo")


def _next_agent(scene: Scene, place: Place) -> Passive | None:
    """Another Y: after a comma or "và", or in a paragraph of its own below "được sửa đổi bởi:"."""
    last = scene.passives[-1] if scene.passives else None
    if last is None:
        return None
    agent = scene.mentions[last.subject]
    if last.subject == place.before == place.index - 1 and _adjoin(scene, last.subject):
        return Passive(place.index, last.relation, last.object, last.cue)
    if not last.headed or place.mention.begin - agent.tail >= _PARAGRAPHS:
        return None
    passed = scene.text[agent.tail : place.mention.begin]
    if passed.endswith("\n") and not re.search(r"\n\s*Căn cứ\s", passed):
        return Passive(place.index, last.relation, last.object, last.cue, headed=True)
    return None


_PARAGRAPHS = 1500  # characters from one amending document to the next, its title included


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


def state(scene: Scene, passive: Passive) -> None:
    """X in "X (sửa đổi, bổ sung tại Y)" is acted on by Y, outside preamble and tables, unless it has
    a relation of its own."""
    at = scene.mentions[passive.object].start
    free = scene.related[passive.object].relation in ("cites", "promulgated_by") and not scene.in_table(at)
    if free and scene.region(at) != "preamble":
        rule = "relation.passive-object"
        scene.related[passive.object] = Related(passive.relation, rule, passive.cue, passive.subject)

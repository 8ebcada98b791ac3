"""How the citing document, or a document it cites, relates to each mention.

The preamble is found by structure (layout), the rest by the words around a mention. Rules stand in the
order in which they are tried; the first that fits decides (gold/GUIDE.md and its rulings).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.extract import cues
from kg.extract.lists import separated
from kg.extract.mention import Mention
from kg.extract.preamble import preamble_cues
from kg.extract.rules import UPPER
from kg.extract.titles import opens_title
from kg.models import Header, Relation

_NORMATIVE = frozenset({"Quyết định", "Nghị quyết", "Nghị định", "Thông tư", "Thông tư liên tịch", "Luật", "Pháp lệnh",
                        "Bộ luật", "Nghị quyết liên tịch"})  # fmt: skip
# Relations that the items of a list share even when each has its own type word.
_SHARED = frozenset(
    {"amends", "replaces", "repeals", "guides", "implements", "corrects", "extends", "revokes", "suspends"}
)
_WINDOW = 420


@dataclass(frozen=True, slots=True)
class Related:
    """A mention's relation: ``subject`` is the index of the document that acts (None: this one)."""

    relation: Relation
    rule: str
    cue: str | None = None
    subject: int | None = None


@dataclass(frozen=True, slots=True)
class Passive:
    """ "X được sửa đổi bởi Y": mention *subject* (Y) acts on mention *object* (X)."""

    subject: int
    relation: Relation
    object: int
    cue: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A mention with what the rules look at."""

    index: int
    mention: Mention
    region: str
    in_table: bool
    left: str
    right: str
    before: int | None
    """The mention before, where it stands in the same clause, at the beginning of ``left``."""

    @property
    def follows(self) -> bool:
        """Whether a mention stands before in the same clause."""
        return self.before is not None


class Relations:
    """Decides the relations of all mentions of one text.

    ``region`` tells the layout's part at an offset of the text, ``in_table`` whether a table's cell is there.
    """

    def __init__(
        self, text: str, mentions: list[Mention], header: Header,
        region: Callable[[int], str], in_table: Callable[[int], bool],
    ) -> None:  # fmt: skip
        self.text = text
        self.mentions = mentions
        self.header = header
        self.region = region
        self.in_table = in_table
        self.related: list[Related] = []
        self.passives: list[Passive] = []
        self._clauses = preamble_cues(text, mentions, region)

    def decide(self) -> list[Related]:
        """The relation of each mention, in order."""
        for index in range(len(self.mentions)):
            place = self._place(index)
            self.related.append(self._first(place))
        for passive in self.passives:
            self._state_passive(passive)
        return self.related

    def _first(self, place: _Place) -> Related:
        rules = (
            self._self,
            self._inside_issuer,
            self._inside_title,
            self._defined,
            self._passive_agent,
            self._list,
            self._own_list,
            self._headed,
            self._acted_on,
            self._promulgated,
            self._own_title,
            self._own_act,
            self._expires,
            self._basis,
        )
        for rule in rules:
            if found := rule(place):
                return found
        return Related("cites", "relation.cites")

    def _place(self, index: int) -> _Place:
        mention = self.mentions[index]
        begin = mention.begin
        before = self._before(index)
        low = max(self.mentions[before].tail if before is not None else 0, begin - _WINDOW, 0)
        follows = before is not None and low == self.mentions[before].tail
        left = self.text[low:begin]
        cut = _clause_start(left)
        after = self.mentions[index + 1].start if index + 1 < len(self.mentions) else len(self.text)
        right = self.text[mention.tail : min(after, mention.tail + 240)]
        return _Place(
            index, mention, self.region(mention.start), self.in_table(mention.start),
            left[cut:], right, before if follows and cut == 0 else None,
        )  # fmt: skip

    def _before(self, index: int) -> int | None:
        """The mention before, leaving out short names inside another mention's issuer."""
        at = index - 1
        while at > 0 and self.mentions[at].start < self.mentions[at - 1].tail and self.mentions[at].outer is None:
            at -= 1
        return at if at >= 0 else None

    # --- the rules, in order ---------------------------------------------------------------------------

    def _self(self, place: _Place) -> Related | None:
        """The document's own number; or, in "(Kèm theo …)", a blank of its own kind."""
        own, mention = self.header.number, place.mention
        if not own or mention.sign is None:
            return None
        attached = cues.ATTACHED.reads(place.left)
        if mention.kind == "blank" and attached and _codes(mention.number) == _codes(own):
            return Related("self", "relation.self-blank", "kèm theo")
        same = _plain(mention.number) == _plain(own) and mention.type == self.header.type
        dated = mention.date is None or self.header.date is None or attached
        if same and (dated or _overlap(mention.date, self.header.date)):
            return Related("self", "relation.self")
        return None

    def _inside_issuer(self, place: _Place) -> Related | None:
        """A short name inside the name of a committee: "Ban Chỉ đạo … và đề án 06"."""
        inside = place.index > 0 and place.mention.start < self.mentions[place.index - 1].tail
        return Related("cites", "relation.inside-issuer") if inside and place.mention.outer is None else None

    def _inside_title(self, place: _Place) -> Related | None:
        """A law named in the title of the law that amends it."""
        if place.mention.draft:
            return Related("cites", "relation.draft-title")
        if place.mention.outer is None:
            return None
        subject = next((i for i, m in enumerate(self.mentions) if m.start == place.mention.outer and m.amends), None)
        return Related("amends", "relation.amending-title", "sửa đổi, bổ sung", subject)

    def _defined(self, place: _Place) -> Related | None:
        match = cues.DEFINED.compiled.search(place.left)
        return Related("cites", cues.DEFINED.name, match[0].strip()) if match else None

    def _passive_agent(self, place: _Place) -> Related | None:
        """Y in "X được sửa đổi, bổ sung bởi Y", and what follows Y on a list."""
        if place.before is None:
            return None
        before = self.mentions[place.before]
        match = cues.PASSIVE.compiled.search(self.text[before.tail : place.mention.begin])
        if match:
            relation = cues.PASSIVE_ACTS[_words(match["act"])]
            acted = self._acted_upon(place.before, place.mention)
            self.passives.append(Passive(place.index, relation, acted, _words(match["act"])))
            return Related("cites", "relation.passive-agent", match["act"])
        last = self.passives[-1] if self.passives else None
        if (
            last
            and last.subject == place.before
            and separated(self.text, before, place.mention)
            and _sameness(before, place.mention)
        ):
            self.passives.append(Passive(place.index, last.relation, last.object, last.cue))
            return Related("cites", "relation.passive-agent", "bởi")
        return None

    def _acted_upon(self, before: int, agent: Mention) -> int:
        """X in "X quy định chi tiết Luật L (sửa đổi tại Y)": a decree amends the decree, not the law in its title."""
        subject = self.related[before].subject
        if subject is not None and self.mentions[before].type != agent.type == self.mentions[subject].type:
            return subject
        return before

    def _state_passive(self, passive: Passive) -> None:
        """X in "X (sửa đổi, bổ sung tại Y)" is acted on by Y, outside preamble and tables, unless it has
        a relation of its own."""
        at = self.mentions[passive.object].start
        free = self.related[passive.object].relation == "cites" and not self.in_table(at)
        if free and self.region(at) != "preamble":
            rule = "relation.passive-object"
            self.related[passive.object] = Related(passive.relation, rule, passive.cue, passive.subject)

    def _list(self, place: _Place) -> Related | None:
        """An item of a list shares its relation with the item before it."""
        if place.index == 0:
            return None
        before, related = self.mentions[place.index - 1], self.related[place.index - 1]
        if not separated(self.text, before, place.mention):
            return None
        if (
            related.rule in ("relation.passive-agent", "relation.passive-object")
            or ";" in self.text[before.tail : place.mention.start]
        ):
            return None
        if outer := self._outer_list(place, before, related):
            return outer
        shared = related.relation in _SHARED and not before.amends
        if shared or (related.relation == "promulgated_by" and not place.mention.typed):
            return Related(related.relation, "relation.list", related.cue, related.subject)
        return None

    def _outer_list(self, place: _Place, before: Mention, related: Related) -> Related | None:
        """ "A sửa đổi B quy định chi tiết Luật X và C": C stands on a list with B, which is of its type."""
        head = related.subject
        if head is None or before.type == place.mention.type or self.mentions[head].type != place.mention.type:
            return None
        outer = self.related[head]
        if outer.relation in _SHARED and outer.subject is not None:
            return Related(outer.relation, "relation.outer-list", outer.cue, outer.subject)
        return None

    def _own_list(self, place: _Place) -> Related | None:
        """ "Bãi bỏ A về … và B về …": the items of an act of this document's own, each with its title."""
        if place.before is None or not _ends_item(place.left):
            return None
        related, before = self.related[place.before], self.mentions[place.before]
        if not related.rule.endswith((".own", "own-list")) or before.type != place.mention.type:
            return None
        return Related(related.relation, "relation.own-list", related.cue)

    def _headed(self, place: _Place) -> Related | None:
        """An item under "Bãi bỏ các Quyết định sau đây:": what the heading says is done to each."""
        if not self._acts_here(place) or not cues.ITEM.match(place.left):
            return None
        above = self.text[max(0, place.mention.start - 4000) : place.mention.start]
        above = above[max(above.rfind("\nĐiều "), 0) :]
        head = _heading(above)
        if re.search(r"hết\s+hiệu\s+lực|bị\s+bãi\s+bỏ", head):
            return Related("repeals", "relation.headed.own", "hết hiệu lực")
        act = cues.nearest_act(f"{head} ")
        if act is None or act[0].relation == "implements" or not _states_act(head, act[1].start("act")):
            return None
        return Related(act[0].relation, "relation.headed.own", _words(act[1]["act"]))

    def _acted_on(self, place: _Place) -> Related | None:
        """The document named before acts on this one: "Nghị định A sửa đổi, bổ sung … Nghị định B"."""
        if place.before is None or _ends_item(place.left) or self._speaks_of_itself(place):
            return None
        act = cues.nearest_act(place.left)
        if act is None or _passed(act[1][0]) or _ALONGSIDE.search(place.left[: act[1].start("act")]):
            return None
        if self.related[place.before].relation == "proposal":
            # "Xét Tờ trình N về việc đề nghị sửa đổi …": what is proposed is this document's act.
            return Related(act[0].relation, f"{act[0].rule.name}.own", _words(act[1]["act"]))
        second = re.fullmatch(r"\s*,?\s*(?:và|đồng thời)\s+", place.left[: act[1].start("act")])
        subject = self.related[place.before].subject if second else self._subject(place.before, act[0].relation)
        if subject is None or self.mentions[subject].number == place.mention.number:
            return None
        return Related(act[0].relation, act[0].rule.name, _words(act[1]["act"]), subject)

    def _subject(self, before: int, relation: Relation) -> int | None:
        """Who acts: the mention before, where its title says so; else whom that mention's relation names.

        "Kế hoạch A về thực hiện Nghị quyết B và Kế hoạch của Thành ủy về triển khai Nghị quyết C": A acts on C.
        """
        if self._has_title(before):
            return self._acting(before)
        related = self.related[before]
        return related.subject if related.relation == relation else None

    def _speaks_of_itself(self, place: _Place) -> bool:
        """ "ban hành Nghị quyết sửa đổi …" after a proposal, or with nothing before: this document acts."""
        act = cues.nearest_act(place.left)
        own = cues.OWN.compiled.search(place.left[: act[1].start("act")]) if act else None
        if own is None or _words(own["type"]) != (self.header.type or "").lower():
            return False
        return place.before is None or self.related[place.before].relation == "proposal"

    def _has_title(self, index: int) -> bool:
        """Whether the words after a mention are its title: only a document that is spoken of acts."""
        mention = self.mentions[index]
        return mention.kind != "alias" and opens_title(self.text, mention.tail)

    def _acting(self, index: int) -> int:
        """The mention that acts: the head of the list that *index* stands on."""
        while index and self.mentions[index].outer is not None:
            index -= 1
        return index

    def _promulgated(self, place: _Place) -> Related | None:
        if self._own_act(place):
            return None
        left = self._list_head_left(place)
        match = cues.PROMULGATED.compiled.search(left)
        return Related("promulgated_by", cues.PROMULGATED.name, " ".join(match[0].split())) if match else None

    def _list_head_left(self, place: _Place) -> str:
        """The words before a list's head count for an item without a type word of its own."""
        if place.mention.typed or place.index == 0:
            return place.left
        before = self.related[place.index - 1]
        near = len(self.text[self.mentions[place.index - 1].tail : place.mention.start]) < 300
        return "ban hành tại " if before.relation == "promulgated_by" and near and place.mention.listed else place.left

    def _own_title(self, place: _Place) -> Related | None:
        """The document's own title, or its own words "Kế hoạch thực hiện …", name what it carries out."""
        act = cues.nearest_act(place.left)
        if act is None or act[0].relation != "implements":
            return None
        head = place.left[: act[1].start("act")].rstrip(' \n"“').lower()
        own = re.escape((self.header.type or "?").lower())
        repeated = bool(re.search(rf"(?:ban hành|xây dựng|hiện|của|này|đây là|^)\s*{own}$", head))
        if place.region == "title" or (repeated and self._is_implemented(place)):
            return Related("implements", "relation.own-title", _words(act[1]["act"]))
        return None

    def _is_implemented(self, place: _Place) -> bool:
        """In the preamble the document says what it is; elsewhere only what its title named."""
        if place.region == "preamble":
            return True
        return any(
            r.rule == "relation.own-title" and _plain(m.number) == _plain(place.mention.number)
            for m, r in zip(self.mentions, self.related, strict=False)
        )

    def _own_act(self, place: _Place) -> Related | None:
        """This document acts: in its title, in the operative text of one that makes rules, in its own words."""
        itself = self._speaks_of_itself(place)
        if not itself and (not self._acts_here(place) or self._in_description(place)):
            return None
        cue = self._own_cue(place)
        if cue and cue[0] in ("repeals", "replaces") and self._amended_by_title(place.mention):
            return Related("amends", "relation.part-of-amendment", cue[2])
        return Related(cue[0], f"{cue[1]}.own", cue[2]) if cue else None

    def _in_description(self, place: _Place) -> bool:
        """Whether the act stands in the title of the document before, and not at the head of a line."""
        if place.before is None or place.region == "title" or not self._has_title(place.before):
            return False
        act = cues.nearest_act(place.left)
        return act is None or not re.search(r"\n\s*$", place.left[: act[1].start("act")])

    def _amended_by_title(self, mention: Mention) -> bool:
        """A document whose title amends another takes away parts of it: that is an amendment too,
        unless the provision is named ("bãi bỏ điểm a khoản 1 Điều 3 Nghị quyết N" repeals it)."""
        return mention.pinpoint is None and any(
            r.rule == "relation.amends.own"
            and self.region(m.start) == "title"
            and _plain(m.number) == _plain(mention.number)
            for m, r in zip(self.mentions, self.related, strict=False)
        )

    def _acts_here(self, place: _Place) -> bool:
        if place.region == "title":
            return True
        return (
            place.region in ("body", "organisation", "annex") and self.header.type in _NORMATIVE and not place.in_table
        )

    def _own_cue(self, place: _Place) -> tuple[Relation, str, str] | None:
        act = cues.nearest_act(place.left)
        if act is None or act[0].relation == "implements" or _passed(act[1][0]):
            return None
        sure = place.region == "title" or self._speaks_of_itself(place)
        if not sure and not _states_act(place.left, act[1].start("act")):
            return None
        return act[0].relation, act[0].rule.name, _words(act[1]["act"])

    def _expires(self, place: _Place) -> Related | None:
        """ "Nghị quyết N hết hiệu lực kể từ ngày …", said in the operative text."""
        if not self._acts_here(place) or place.region == "title":
            return None
        match = cues.EXPIRES.compiled.search(place.right)
        return Related("repeals", cues.EXPIRES.name, "hết hiệu lực") if match else None

    def _basis(self, place: _Place) -> Related | None:
        """In the preamble: a basis, or a proposal, by the words that open its sentence or item."""
        cue = self._clauses.get(place.index)
        if cue is None or self._within_title(place):
            return None
        relation: Relation = "proposal" if cues.PROPOSAL.reads(cue) else "basis"
        word = cues.BASIS.compiled.search(cue)
        return Related(relation, f"preamble.{relation}", word["cue"].lower() if word else cue.lower())

    def _within_title(self, place: _Place) -> bool:
        """Whether a mention stands in the title of the one before: "về chính sách … theo Kết luận số 183-KL/TW"."""
        if place.before is None or _ends_item(place.left) or cues.BASIS.reads(place.left):
            return False
        return self._has_title(place.before)


def _heading(above: str) -> str:
    """The words before the last colon that ends a line: what a list is headed with."""
    colons = [m.start() for m in re.finditer(r":[ \t]*\n", above)]
    return above[max(0, colons[-1] - 500) : colons[-1]].rsplit("\n\n", 1)[-1] if colons else ""


def _clause_start(left: str) -> int:
    """Where the clause begins that *left* ends with: after a semicolon, a full stop, a blank line."""
    ends = [m.end() for m in re.finditer(rf";|\n\n|[^\d{UPPER}]\.(?=\s+[{UPPER}“\"(\-\d])|:(?=\s*\n\n)", left)]
    return ends[-1] if ends else 0


def _ends_item(left: str) -> bool:
    """Whether a mention opens an item of its own: after a comma or "và", not after a cue."""
    return bool(re.search(r"(?:,|;|:|\bvà|\bcùng|\bhoặc)\s*(?:các\s+)?$", left, re.IGNORECASE))


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


def _words(found: str) -> str:
    return " ".join(found.split()).lower()


def _plain(number: str) -> str:
    return re.sub(r"^0+(?=\d)", "", number.casefold())


def _codes(number: str) -> str:
    """A sign without its ordinal and year: "/KH-UBND" of "14/KH-UBND"."""
    return re.sub(r"^[^/-]*[/-](?:\d{4}/)?", "", number).casefold()


def _overlap(one: str | None, two: str | None) -> bool:
    """Whether two dates, each known to the day, month or year, can be the same."""
    return one is None or two is None or one.startswith(two) or two.startswith(one)


def _sameness(one: Mention, two: Mention) -> bool:
    return one.type == two.type

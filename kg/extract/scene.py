"""What the rules of relations look at: a text with its mentions, and each mention with the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kg.extract import cues
from kg.extract.mention import Mention
from kg.extract.preamble import preamble_cues
from kg.extract.titles import opens_title
from kg.models import Header, Relation
from kg.tables.letters import LOWER, UPPER

_NORMATIVE = frozenset({"Quyết định", "Nghị quyết", "Nghị định", "Thông tư", "Thông tư liên tịch", "Luật", "Pháp lệnh",
                        "Bộ luật", "Nghị quyết liên tịch", "Văn bản hợp nhất"})  # fmt: skip
_WINDOW = 420


class Related(NamedTuple):
    """A mention's relation: ``subject`` is the index of the document that acts (None: this one)."""

    relation: Relation
    rule: str
    cue: str | None = None
    subject: int | None = None


@dataclass(frozen=True, slots=True)
class Passive:
    """ "X được sửa đổi bởi Y": mention *subject* (Y) acts on mention *object* (X).

    ``headed``: Y stands on a line of its own below "X được sửa đổi bởi:", and others may follow it.
    """

    subject: int
    relation: Relation
    object: int
    cue: str
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A mention with what the rules look at."""

    index: int
    mention: Mention
    region: str
    in_table: bool
    left: str
    right: str
    before: int | None
    """The mention before, where it stands in the same clause, at the beginning of ``left``."""


@dataclass
class Scene:
    """A text, its mentions, and what has been decided so far.

    ``region`` tells the layout's part at an offset of the text, ``in_table`` whether a table's cell is there;
    ``clauses`` holds the words of the preamble that reach a mention. ``related`` grows in reading order.
    """

    text: str
    mentions: Sequence[Mention]
    header: Header
    region: Callable[[int], str]
    in_table: Callable[[int], bool]
    related: list[Related] = field(default_factory=list)
    passives: list[Passive] = field(default_factory=list)
    clauses: dict[int, str] = field(init=False)
    amending: dict[int, int] = field(init=False)
    """Where the title of an amending law begins → its mention."""

    def __post_init__(self) -> None:
        self.amending = {m.start: i for i, m in enumerate(self.mentions) if m.amends}
        self.clauses = preamble_cues(self.text, self.mentions, self.region)

    @cached_property
    def articles(self) -> list[int]:
        """Where the articles begin, each at the head of its line."""
        return [m.start() for m in _ARTICLE.finditer(self.text) if self.text[m.start() - 1 : m.start()] in ("", "\n")]

    @cached_property
    def colons(self) -> list[int]:
        """The colons that end a line."""
        return [m.start() for m in _COLON.finditer(self.text)]

    def place(self, index: int) -> Place:
        """A mention with its clause: what stands before it, back to the mention before, and what follows."""
        mention = self.mentions[index]
        begin = mention.begin
        before = self._before(index)
        low = max(self.mentions[before].tail if before is not None else 0, begin - _WINDOW, 0)
        follows = before is not None and low == self.mentions[before].tail
        left = self.text[low:begin]
        cut = clause_start(left)
        after = self.mentions[index + 1].start if index + 1 < len(self.mentions) else len(self.text)
        right = self.text[mention.tail : min(after, mention.tail + 240)]
        return Place(
            index, mention, self.region(mention.start), self.in_table(mention.start),
            left[cut:], right, before if follows and cut == 0 else None,
        )  # fmt: skip

    def _before(self, index: int) -> int | None:
        """The mention before, leaving out short names inside another mention's issuer."""
        at = index - 1
        while at > 0 and self.mentions[at].start < self.mentions[at - 1].tail and self.mentions[at].outer is None:
            at -= 1
        return at if at >= 0 else None

    def has_title(self, index: int) -> bool:
        """Whether the words after a mention are its title: only a document that is spoken of acts."""
        mention = self.mentions[index]
        return mention.kind != "alias" and opens_title(self.text, mention.tail)

    def acting(self, index: int) -> int:
        """The mention that acts: the head of the list that *index* stands on."""
        while index and self.mentions[index].outer is not None:
            index -= 1
        return index

    def speaks_of_itself(self, place: Place) -> bool:
        """ "ban hành Nghị quyết sửa đổi …" after a proposal, or with nothing before: this document acts."""
        act = cues.nearest_act(place.left)
        at = act[1].start("act") if act else 0
        own = cues.OWN.compiled.search(place.left, max(0, at - 80), at) if act else None
        if own is None or words(own["type"]) != (self.header.type or "").lower():
            return False
        return place.before is None or self.related[place.before].relation == "proposal"

    def acts_here(self, place: Place) -> bool:
        """Whether the document speaks in its own name there: its title, the operative text of what makes rules."""
        if place.region == "title":
            return True
        return (
            place.region in ("body", "organisation", "annex") and self.header.type in _NORMATIVE and not place.in_table
        )

    def in_title(self, place: Place) -> bool:
        """Whether a mention stands in the title of the one before: "về chính sách … theo Kết luận số 183-KL/TW"."""
        if place.before is None or cues.opens_item(place.left) or cues.BASIS.reads(place.left):
            return False
        return self.has_title(place.before)

    def in_description(self, place: Place) -> bool:
        """Whether the act stands in the title of the document before, and not at the head of a line."""
        if place.before is None or place.region == "title" or not self.has_title(place.before):
            return False
        act = cues.nearest_act(place.left)
        return act is None or not re.search(r"\n\s*$", place.left[: act[1].start("act")])

    def amended_by_title(self, mention: Mention) -> bool:
        """A document whose title amends another takes away parts of it: that is an amendment too,
        unless the provision is named ("bãi bỏ điểm a khoản 1 Điều 3 Nghị quyết N" repeals it)."""
        return mention.pinpoint is None and any(
            r.rule == "relation.amends.own"
            and self.region(m.start) == "title"
            and plain(m.number) == plain(mention.number)
            for m, r in zip(self.mentions, self.related, strict=False)
        )


# The label of an article or an item, at the head of its line.
LABEL = r"(?:(?:Điều|ĐIỀU)\s\d+[a-z]?[.:]|\d{1,2}(?:\.\d{1,2}){0,2}[.)]|[a-zđ][.)]|[IVX]{1,5}\.)(?=\s)"
_ARTICLE, _COLON = re.compile(r"(?:Điều|ĐIỀU)\s\d+[a-z]?[.:]"), re.compile(r":[ \t]*\n")
# A clause ends at a semicolon, a blank line, a full stop, a colon that heads items; the next item begins one.
_CLAUSE_END = re.compile(
    rf";|\n\n|\.(?<![\d{UPPER}]\.)(?=\s+[{UPPER}“\"(\-\d])|\.(?<=\d\.)(?=\s+[{UPPER}][{LOWER}])|\.(?=\n)|:(?=\s*\n\n)"
    rf"|\n(?=\s*(?:{LABEL}|[-–+]?\s*Căn cứ\s))"
)


def clause_start(left: str) -> int:
    """Where the clause begins that *left* ends with: after a semicolon, a full stop, a blank line."""
    sure = max(left.rfind(";"), left.rfind("\n\n"), 0)  # what is before need not be looked through
    ends = [m.end() for m in _CLAUSE_END.finditer(left, sure)]
    return ends[-1] if ends else 0


def words(found: str) -> str:
    """Words in lower case with single spaces."""
    return " ".join(found.split()).lower()


_ZEROS = re.compile(r"^0+(?=\d)")


def plain(number: str) -> str:
    """A number without case and leading zeros, to compare."""
    return _ZEROS.sub("", number.casefold())

"""A form filled with documents: a piece of text, and what is true of each mention in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from random import Random

from corpus.cited import Cited
from corpus.documents import Shelf
from corpus.tables import Form, Pin, forms, pins, shares
from kg.tables import REFORM

_POINTS = "abcdđeghik"
_TRIES = 1000
"""A form that cites what was not there on the citing day is drawn anew this often."""


@dataclass(slots=True)
class Mention:
    """A citation in a piece: its span, those of what is printed in its slots, and its truth."""

    form: str
    cited: Cited
    kind: str
    type: str
    number: str
    day: str | None
    issuer: str | None
    relation: str
    subject: int | None
    pinpoint: str | None
    target: str | None
    start: int = 0
    end: int = 0
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    typo: str | None = None

    @property
    def date(self) -> tuple[int, int] | None:
        """The span of its printed date."""
        return next((self.spans[name] for name in _DAYS if name in self.spans), None)


@dataclass(slots=True)
class Piece:
    """A text with its mentions in reading order; offsets count from its beginning."""

    form: str
    text: str
    mentions: list[Mention] = field(default_factory=list)


@cache
def choice(where: str) -> tuple[list[Form], list[float]]:
    """The forms that can stand in a place, with their running weights."""
    found = [form for form in forms() if where in form.where]
    return found, list(accumulate(form.weight for form in found))


def passage(where: str, shelf: Shelf, basis: str = "cites") -> Piece:
    """A piece of a form that can stand in a place, citing documents that there were on the citing day.

    *basis* is the relation of the place, where a form leaves it to that.
    """
    found, weights = choice(where)
    for _ in range(_TRIES):
        even = shelf.random.random() < shares()["even"]
        form = shelf.random.choices(found, cum_weights=None if even else weights)[0]
        cited = _cited(form, shelf)
        if cited is not None:
            return _filled(form, cited, shelf, basis)
    raise LookupError(f"{shelf.home.iri}: nothing could be cited in its {where}")


def _cited(form: Form, shelf: Shelf) -> list[Cited] | None:
    taken: dict[int, Cited] = {}
    for place in sorted(range(len(form.cites)), key=form.depth):
        one = _taken(form, place, taken, shelf)
        if one is None or one in taken.values():
            return None
        taken[place] = one
    if any(taken[on].day >= taken[by].day for on, by in form.acts):
        return None
    return [taken[place] for place in range(len(taken))]


def _taken(form: Form, place: int, taken: Mapping[int, Cited], shelf: Shelf) -> Cited | None:
    """The document for a place, when all that it depends on are there."""
    spec, stated, subject = form.cites[place], form.issuers[place] > 0, form.relations[place][1]
    if subject is not None:
        rank = sum(one == subject for _, one in form.relations[:place])
        return shelf.object_of(taken[subject], rank, spec, stated)
    if (on := form.object_at(place)) is not None:
        return shelf.actor_of(taken[on], place, spec, stated)
    return shelf.take(spec, stated) if spec else shelf.another(taken[0], form.same_day)


def _filled(form: Form, cited: list[Cited], shelf: Shelf, basis: str) -> Piece:
    """The text of a form with its slots filled, and its mentions."""
    mentions = [_mention(form, place, cited, basis) for place in range(len(cited))]
    provision = _provision(shelf.random) if (0, "pin") in form.template.slots else ("", "")
    text = ""
    for part in form.template.parts:
        if isinstance(part, str):
            text += part
            continue
        mention, name = mentions[part[0]], part[1]
        if name == "⟦":
            mention.start = len(text)
        elif name == "⟧":
            mention.end = len(text)
        else:
            begun = len(text)
            text += provision[0] if name == "pin" else _said(name, mention.cited, shelf)
            mention.spans[name] = begun, len(text)
    if provision[1]:
        mentions[0].pinpoint = provision[1]
    return _finished(form, text, mentions, shelf)


def _finished(form: Form, text: str, mentions: list[Mention], shelf: Shelf) -> Piece:
    if form.capitals:
        text = text.upper()
        for mention in mentions:
            mention.number = mention.number.upper()
    for mention in mentions:
        _identify(mention, form, shelf)
        if mention.kind == "name" and mention.cited.series == "assembly-law":
            mention.number, mention.target = text[mention.start : mention.end], None
    for mention in mentions:
        if mention.target and mention.kind == "sign" and mention.type == mention.cited.word:
            shelf.remember(mention.cited)
    return Piece(form.name, text, mentions)


def _mention(form: Form, place: int, cited: list[Cited], basis: str) -> Mention:
    """What is true of a mention, but for its span."""
    one, kind = cited[place], form.kinds[place]
    relation, subject = form.relations[place]
    dating, issuing = form.dates[place], form.issuers[place]
    return Mention(
        form=form.name,
        cited=one,
        kind=kind,
        type=form.types[place] or one.word,
        number=one.sign if kind == "sign" else _blank(one.sign) if kind == "blank" else one.name,
        day=_dated(form, place, cited[dating - 1].day) if dating else None,
        issuer=cited[issuing - 1].issuer if issuing else one.issuer if one.derived or kind == "name" else None,
        relation=basis if relation == "*" else relation,
        subject=subject,
        pinpoint=None,
        target=one.target,
    )


def _dated(form: Form, place: int, day: str) -> str:
    """As much of a date as the form prints."""
    names = {name for mention, name in form.template.slots if mention == form.dates[place] - 1}
    return day if names.intersection(_DAYS) else day[:7] if "month" in names else day[:4]


def _identify(mention: Mention, form: Form, shelf: Shelf) -> None:
    """Keep the target only where the text makes out which document it is."""
    cited = mention.cited
    if mention.kind == "alias" or cited.series == "own":
        mention.target = None if mention.kind == "blank" else mention.target
    elif mention.kind == "name":
        mention.target = mention.target if mention.day else None
    elif cited.target not in shelf.named and not (_told(cited, mention.day or "", shelf) and _placed(mention, shelf)):
        mention.target = None


def _placed(mention: Mention, shelf: Shelf) -> bool:
    """Whether the text says of which province a local document is, that is older than the citing one's own."""
    before = mention.cited.day < shelf.home.unit.province.since
    return mention.issuer is not None or not before or mention.cited.issuer is None


def _told(cited: Cited, day: str, shelf: Shelf) -> bool:
    """Whether the sign and as much of the date as is printed make out which document it is.

    Terms of office, and the provinces before and after the merger, begin within a year.
    """
    within = "/nk" in (cited.target or "") or (
        cited.day[:4] == REFORM[:4] and not cited.derived and bool(shelf.home.unit.province.merged)
    )
    return len(day) == 10 if within else bool(cited.full or day)


def _said(name: str, cited: Cited, shelf: Shelf) -> str:
    return shelf.home.kind.type if name == "Own" else _SLOTS[name](cited, shelf.random)


def _provision(random: Random) -> tuple[str, str]:
    """A provision as printed and as the truth writes it."""
    pin: Pin = random.choices(pins(), cum_weights=_pin_weights())[0]
    first, clause, article = random.randrange(8), random.randrange(1, 8), random.randrange(2, 40)
    drawn: dict[str, str | int] = {
        "a": _POINTS[first], "b": _POINTS[first + 1], "k": clause, "m": clause + 1, "d": article, "e": article + 2,
    }  # fmt: skip
    return pin.printed.format_map(drawn), pin.means.format_map(drawn)


@cache
def _pin_weights() -> list[float]:
    return list(accumulate(pin.weight for pin in pins()))


def _figures(cited: Cited, random: Random) -> str:
    """The day as 05/03/2024, 05/3/2024 or 5/3/2024; clerks are to write zeros before days, and months under 3."""
    year, month, day = cited.day.split("-")
    style = random.random()
    if style < 0.4:
        return f"{day}/{month}/{year}"
    return f"{day if style < 0.8 else int(day)}/{int(month)}/{year}"


def _long(cited: Cited, random: Random) -> str:
    year, month, day = cited.day.split("-")
    style = random.random()
    month = month if int(month) < 3 and style < 0.8 else str(int(month))
    return f"{day if style < 0.85 else int(day)} tháng {month} năm {year}"


def _parted(mark: str) -> Callable[[Cited, Random], str]:
    return lambda cited, random: mark.join(str(int(part)) for part in reversed(cited.day.split("-")))


def _small(name: str) -> str:
    """``Luật tổ chức …``: the first letter after the type word in lower case."""
    word, _, rest = name.rpartition("Luật ")
    return f"{word}Luật {rest[0].lower()}{rest[1:]}" if name.startswith("Luật ") else name


def _blank(sign: str) -> str:
    return sign.lstrip("0123456789")


_DAYS = ("date", "long", "dashes", "dots")
_SLOTS: Mapping[str, Callable[[Cited, Random], str]] = {
    "word": lambda cited, random: cited.word,
    "short": lambda cited, random: cited.short,
    "sign": lambda cited, random: cited.sign,
    "blank": lambda cited, random: _blank(cited.sign),
    "date": _figures,
    "long": _long,
    "dashes": _parted("-"),
    "dots": _parted("."),
    "year": lambda cited, random: cited.day[:4],
    "month": lambda cited, random: cited.day[5:7],
    "issuer": lambda cited, random: cited.printed,
    "title": lambda cited, random: cited.title,
    "law": lambda cited, random: cited.name,
    "small-law": lambda cited, random: _small(cited.name),
    "alias": lambda cited, random: cited.name,
}

"""A text with marks in it, as markup: marks may lie in one another, and may cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text with the tags around it, all of them safe markup.

    ``again`` opens the mark once more where another one that crosses it has ended; ``note`` stands at
    its very end, inside it. Offsets count code points of the text.
    """

    start: int
    end: int
    opening: Markup
    again: Markup
    closing: Markup
    note: Markup = field(default_factory=Markup)


def marked(text: str, marks: Iterable[Mark]) -> Markup:
    """The text, escaped, with its marks as well-formed elements; of two that begin together the longer is outside.

    >>> b, i = (Mark(*span, Markup(f"<{tag}>"), Markup(f"<{tag}>"), Markup(f"</{tag}>"))
    ...         for tag, span in {"b": (0, 4), "i": (2, 6)}.items())
    >>> print(marked("1 < 2 ?", [b, i]))
    <b>1 <i>&lt; </i></b><i>2 </i>?
    """
    begin: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in sorted(marks, key=lambda mark: -mark.end):
        if mark.start < mark.end:
            begin[mark.start].append(mark)
    edges = sorted({edge for group in begin.values() for mark in group for edge in (mark.start, mark.end)})
    pieces: list[Markup] = []
    inside: list[Mark] = []
    at = 0
    for edge in edges:
        pieces += [escape(text[at:edge]), *_ended(inside, edge), *_begun(inside, begin[edge])]
        at = edge
    return Markup().join([*pieces, escape(text[at:])])


def _ended(inside: list[Mark], edge: int) -> list[Markup]:
    """Close what ends at *edge*, with all that lies in it; open again what goes on."""
    pieces: list[Markup] = []
    going_on: list[Mark] = []
    while any(mark.end == edge for mark in inside):
        mark = inside.pop()
        if mark.end > edge:
            going_on.append(mark)
        pieces.append(mark.closing if mark.end > edge else mark.note + mark.closing)
    inside.extend(reversed(going_on))
    return [*pieces, *(mark.again for mark in reversed(going_on))]


def _begun(inside: list[Mark], marks: list[Mark]) -> list[Markup]:
    inside.extend(marks)
    return [mark.opening for mark in marks]

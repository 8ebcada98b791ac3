"""Small pictures for pages: bars, and, as SVG, the chain of documents that change each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_BOX_WIDE, _BOX_HIGH, _ROW, _COLUMN = 170, 30, 46, 320
_ASIDE = 8  # a relation is written where its arrow begins, as several may end in one box


@dataclass(frozen=True, slots=True)
class Step:
    """One document does something to another: what they are known by, and the relation in words."""

    actor: str
    relation: str
    acted_on: str


@dataclass(frozen=True, slots=True)
class Box:
    """How a document is shown: its label, and its page, where it has one."""

    label: str
    address: str | None = None


def bars(values: Mapping[str, int], title: str) -> str:
    """Horizontal bars in the order given, each with its number: a table, whose letters stay as large as the page's.

    >>> bars({"2024": 3}, "plans").count("<rect")
    1
    """
    highest = max(values.values(), default=0) or 1
    rows = (
        f'<tr><th scope="row">{escape(name)}</th><td><svg viewBox="0 0 100 10" preserveAspectRatio="none" '
        f'aria-hidden="true"><rect width="{round(100 * count / highest, 1)}" height="10"/></svg></td>'
        f'<td class="number">{count}</td></tr>'
        for name, count in values.items()
    )
    return f'<table class="bars"><caption>{escape(title)}</caption><tbody>{"".join(rows)}</tbody></table>'


def chain(steps: Sequence[Step], middle: str, boxes: Mapping[str, Box], title: str) -> str:
    """Who changes whom, in columns by their distance from *middle*: what acts on it to the left, what it acts on right.

    Each step is drawn once; a document stands where it was reached first, so that a cycle ends. *boxes* tell how each
    document is shown; a step that nothing connects with *middle* is left out.
    """
    columns = _columns(steps, middle)
    least = min(columns.values())
    rows: dict[int, int] = {}
    spots: dict[str, tuple[int, int]] = {}
    for name, column in columns.items():
        spots[name] = ((column - least) * _COLUMN, rows.get(column, 0) * _ROW)
        rows[column] = rows.get(column, 0) + 1
    reached = [step for step in steps if step.actor in spots and step.acted_on in spots]
    drawn = [_arrow(spots[step.actor], spots[step.acted_on], step.relation) for step in reached]
    drawn += [_box(boxes[name], spot, name == middle) for name, spot in spots.items()]
    width = max(x for x, _ in spots.values()) + _BOX_WIDE
    return _picture("chain", width, max(rows.values()) * _ROW, title, [_HEAD, *drawn])


def _columns(steps: Sequence[Step], middle: str) -> dict[str, int]:
    columns, waiting = {middle: 0}, [middle]
    while waiting:
        name = waiting.pop(0)
        for step in steps:
            for other, column in ((step.acted_on, 1), (step.actor, -1)):
                if name in (step.actor, step.acted_on) and other not in columns and other != name:
                    columns[other] = columns[name] + column
                    waiting.append(other)
    return columns


_HEAD = (
    '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    '<path d="M0 0L8 4L0 8z" fill="#4a5866"/></marker></defs>'
)


def _arrow(start: tuple[int, int], end: tuple[int, int], relation: str) -> str:
    forward = start[0] <= end[0]
    x1, y1 = start[0] + (_BOX_WIDE if forward else 0), start[1] + _BOX_HIGH / 2
    x2, y2 = end[0] + (0 if forward else _BOX_WIDE), end[1] + _BOX_HIGH / 2
    return (
        f'<path d="M{x1} {y1}L{x2} {y2}" fill="none" stroke="#4a5866" marker-end="url(#head)"/>'
        f'<text class="relation" x="{x1 + (_ASIDE if forward else -_ASIDE)}" y="{y1 + (y2 - y1) / 4 - 4}" '
        f'text-anchor="{"start" if forward else "end"}">'
        f"{escape(relation)}</text>"
    )


def _box(box: Box, spot: tuple[int, int], is_middle: bool) -> str:
    (x, y), fill = spot, "#cfe5f7" if is_middle else "#ffffff"
    drawing = (
        f'<rect x="{x}" y="{y}" width="{_BOX_WIDE}" height="{_BOX_HIGH}" rx="3" fill="{fill}" stroke="#0b5394"/>'
        f'<text x="{x + _BOX_WIDE / 2}" y="{y + 20}" text-anchor="middle">{escape(box.label)}</text>'
    )
    return f"<a href={quoteattr(box.address)}>{drawing}</a>" if box.address else drawing


def _picture(kind: str, width: int, height: int, title: str, drawn: Sequence[str]) -> str:
    role = "group" if any("<a " in one for one in drawn) else "img"  # what is an image has nothing inside
    return (
        f'<svg class="{kind}" viewBox="-2 -2 {width + 4} {height + 4}" width="{width + 4}" role="{role}" '
        f'aria-label={quoteattr(title)} font-size="13" xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>'
        f"{''.join(drawn)}</svg>"
    )

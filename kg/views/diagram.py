"""The model as a drawing: the ontology's classes with what leads from one to the other, in both languages.

``python -m kg.views.diagram`` writes it anew, ``ontology/model.svg``, and the page that shows it.
"""

from __future__ import annotations

from collections import defaultdict
from html import escape
from math import hypot
from textwrap import wrap
from typing import TypeAlias

from kg.graph.manual import Term, page, terms
from kg.graph.ontology import ontology_folder, relations

Point: TypeAlias = tuple[float, float]
Words: TypeAlias = tuple[str, str]

# Column and row of each class; what lies near each other in the graph lies so here.
_PLACES: dict[str, Point] = {
    "Finding": (0, 0), "Source": (0, 1), "Ruling": (0, 2), "Documents": (0, 3),
    "UnresolvedReference": (1, 0), "Citation": (1, 1), "Conflict": (1, 2),
    "Plan": (2, 0), "eli:LegalResource": (2, 1), "StaleCitation": (2, 2), "skos:Concept": (2, 3),
    "dcterms:Location": (3, 0), "CitationSummary": (3, 1), "Task": (3, 2),
    "Agency": (4, 2), "AgencyGroup": (4, 3),
    "Ranking": (0, 4), "Standing": (1, 4), "Tally": (2, 4), "Presence": (3, 4), "Holding": (4, 4),
    "ResolutionCount": (4, 0),
}  # fmt: skip
# The standards' classes and properties that the model rests on.
_STANDARD: dict[str, Words] = {
    "eli:LegalResource": ("văn bản", "document"),
    "skos:Concept": ("loại, quan hệ, cấp", "type, relation, level"),
    "dcterms:Location": ("địa phương", "place"),
}
_STANDARD_EDGES: dict[tuple[str, str], Words] = {
    ("Citation", "eli:LegalResource"): ("viện dẫn ở, viện dẫn đến", "citing, cited"),
    ("Agency", "skos:Concept"): ("loại cơ quan", "kind of body"),
}
# What is drawn once already: a task stands in a source as a citation does, a stale citation points at its mention as a
# conflict does, and the agencies of a document are those of its tasks.
_LEFT_OUT = {("Task", "Source"), ("StaleCitation", "Citation"), ("eli:LegalResource", "Agency")}
# How far along a line its label stands, where the middle is taken.
_SHARES = {
    ("Citation", "skos:Concept"): 0.7, ("CitationSummary", "skos:Concept"): 0.7, ("Conflict", "Citation"): 0.72,
    ("Conflict", "eli:LegalResource"): 0.36, ("Task", "Citation"): 0.16,
    ("Task", "eli:LegalResource"): 0.55, ("eli:LegalResource", "dcterms:Location"): 0.55,
    ("Agency", "skos:Concept"): 0.35,
}  # fmt: skip
_WIDTH, _HEIGHT, _COLUMN, _ROW, _MARGIN = 220, 80, 392, 206, 36
_LINE = 15
_STYLE = """
text { font: 15px "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; fill: #1b1f24; text-anchor: middle }
.vi { font-weight: 600 } .en { fill: #4a5560 } .edge text { font-size: 13px } .edge .en { fill: #5b6570 }
.box rect { fill: #fff; stroke: #2f5d8c; stroke-width: 1.5; rx: 6 }
.standard rect { fill: #eef3f8; stroke-dasharray: 5 3 }
.edge path { fill: none; stroke: #7a8793; stroke-width: 1.3 } .label { fill: #fff; opacity: .9 }
"""


def model_svg() -> str:
    """The drawing as SVG. An open arrow head leads from a class to the one that it refines."""
    columns, rows = (max(place[axis] for place in _PLACES.values()) for axis in (0, 1))
    width, height = columns * _COLUMN + _WIDTH + 2 * _MARGIN, rows * _ROW + _HEIGHT + 2 * _MARGIN
    edges = [_edge(ends, words) for ends, words in _edges().items()]
    boxes = [_box(name) for name in _PLACES]
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">',
        "<title>Căn Cứ: mô hình dữ liệu · data model</title>",
        f"<style>{_STYLE}</style>", _HEADS, f'<rect width="{width:g}" height="{height:g}" fill="#fff"/>',
        *[line for line, _ in edges], *[label for _, label in edges], *boxes, "</svg>\n",
    ])  # fmt: skip


_HEADS = (
    '<defs><marker id="to" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
    '<path d="M0 0L10 5L0 10z" fill="#7a8793"/></marker>'
    '<marker id="is" viewBox="0 0 12 12" refX="11" refY="6" markerWidth="11" markerHeight="11" orient="auto">'
    '<path d="M1 1L11 6L1 11z" fill="#fff" stroke="#7a8793"/></marker></defs>'
)


def _edges() -> dict[tuple[str, str], list[Words]]:
    """The names of what leads from one class to another; none where the first refines the other."""
    found: dict[tuple[str, str], list[Words]] = defaultdict(list)
    for ends, words in _STANDARD_EDGES.items():
        found[ends].append(words)
    for term in terms():
        for link in term.links if term.is_class else ():
            if (wider := link.removeprefix("refines `").removesuffix("`")) in _PLACES:
                found[term.name, wider] = []
        for ends in _ends(term):
            found[ends].append((term.label["vi"], term.label["en"]))
    acts = relations().values()
    drawn = len({one.edge for one in acts if one.edge})
    found["eli:LegalResource", "eli:LegalResource"] = [(f"{drawn} quan hệ", f"{drawn} relations")]
    return found


def _ends(term: Term) -> list[tuple[str, str]]:
    pairs = [(one, other) for one in term.domain for other in term.range]
    return [pair for pair in pairs if pair not in _LEFT_OUT and set(pair) <= set(_PLACES) and not term.is_class]


def _centre(name: str) -> Point:
    column, row = _PLACES[name]
    return _MARGIN + _WIDTH / 2 + column * _COLUMN, _MARGIN + _HEIGHT / 2 + row * _ROW


def _edge(ends: tuple[str, str], words: list[Words]) -> tuple[str, str]:
    """The line and its label."""
    head = "to" if words else "is"
    (x, y), (to_x, to_y) = map(_centre, ends)
    if ends[0] == ends[1]:
        left, top = x - _WIDTH / 2, y - _HEIGHT / 2
        line = f"M{left + 12:g} {top:g}C{left + 4:g} {top - 50:g} {left + 64:g} {top - 50:g} {left + 44:g} {top:g}"
        return _line(line, head), _label((left - 40, top - 26), words)
    start, end = _border((x, y), (to_x, to_y)), _border((to_x, to_y), (x, y))
    share = _SHARES.get(ends, 0.46)
    middle = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
    return _line(f"M{start[0]:.0f} {start[1]:.0f}L{end[0]:.0f} {end[1]:.0f}", head), _label(middle, words)


def _border(centre: Point, other: Point) -> Point:
    """Where the line to *other* leaves the box around *centre*."""
    dx, dy = other[0] - centre[0], other[1] - centre[1]
    share = min(_WIDTH / 2 / abs(dx) if dx else 9, _HEIGHT / 2 / abs(dy) if dy else 9)
    length = hypot(dx, dy)
    return centre[0] + dx * share + 2 * dx / length, centre[1] + dy * share + 2 * dy / length


def _line(path: str, head: str) -> str:
    return f'<g class="edge"><path d="{path}" marker-end="url(#{head})"/></g>'


def _label(middle: Point, words: list[Words]) -> str:
    if not words:
        return ""
    vietnamese, english = (", ".join(dict.fromkeys(texts)) for texts in zip(*words, strict=True))
    lines = _lines(vietnamese, english, 20, 22)
    width, height = 7.4 * max(len(text) for _, text in lines) + 6, _LINE * len(lines) + 4
    x, y = middle
    box = (
        f'<rect class="label" x="{x - width / 2:.0f}" y="{y - height / 2:.0f}" width="{width:.0f}" height="{height}"/>'
    )
    return f'<g class="edge">{box}{_texts(middle, lines, _LINE)}</g>'


def _lines(vietnamese: str, english: str, bold: int, plain: int) -> list[tuple[str, str]]:
    """The lines of both texts, each with its language; *bold* and *plain* are how many letters go in one."""
    return [("vi", line) for line in wrap(vietnamese, bold)] + [("en", line) for line in wrap(english, plain)]


def _texts(middle: Point, lines: list[tuple[str, str]], step: int) -> str:
    x, y = middle
    first = y - step * (len(lines) - 1) / 2 + 5
    return "".join(
        f'<text class="{lang}" x="{x:.0f}" y="{first + step * place:.0f}">{escape(text)}</text>'
        for place, (lang, text) in enumerate(lines)
    )


def _box(name: str) -> str:
    x, y = _centre(name)
    own = next((term for term in terms() if term.name == name), None)
    vietnamese, english = (own.label["vi"], own.label["en"]) if own else _STANDARD[name]
    kind = "box" if own else "box standard"
    return (
        f'<g class="{kind}"><rect x="{x - _WIDTH / 2:g}" y="{y - _HEIGHT / 2:g}" width="{_WIDTH}" height="{_HEIGHT}"/>'
        f"{_texts((x, y), _lines(vietnamese, english, 23, 26), 18)}</g>"
    )


def write_files() -> None:
    """Write the page and the drawing beside the ontology."""
    for name, text in (("README.md", page()), ("model.svg", model_svg())):
        (ontology_folder() / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_files()

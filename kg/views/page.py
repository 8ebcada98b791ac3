"""The graph page: one HTML file, made with pyvis, that opens from disk and asks the network for nothing.

pyvis's own template loads styles and scripts from elsewhere and puts hover texts into the page as
markup; this one fills a template of the project's, with the library that pyvis ships put in whole.
Positions are computed here, with a fixed seed, so that the same graph always looks the same.
"""

from __future__ import annotations

import textwrap
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import cycle
from typing import Any

import networkx as nx
from jinja2 import ChoiceLoader, PackageLoader
from pyvis.network import Network

from kg.config import Lang
from kg.views.labels import relation_labels
from kg.views.overview import MOST, Overview, overview
from kg.views.positions import positions
from kg.views.words import section, word

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 7},
    "nodes": {"borderWidth": 1.5, "scaling": {"label": {"drawThreshold": 8}}},
    "edges": {"smooth": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}}, "width": 1.2},
    "interaction": {"hover": False, "tooltipDelay": 120, "multiselect": False, "keyboard": False},
}
_FONT = {"color": "#1b2530", "strokeWidth": 4, "strokeColor": "#ffffff"}
_FACTS = ("number", "title", "type", "date", "place")
_LETTER = 0.55  # the width of a letter, in sizes of its type
_LARGEST = 45  # what a document grows by at most that many plans share
_QUOTES = 3  # quotes of an edge in an overview


def graph_page(graph: nx.MultiDiGraph[str], lang: Lang = "vi") -> str:
    """The page for a projection of the graph (:func:`kg.analysis.projection.project`).

    A graph of more than :data:`~kg.views.overview.MOST` nodes opens as an overview of its places.
    """
    above = overview(graph) if graph.number_of_nodes() > MOST else None
    kinds = Counter(kind for _, kind in graph.nodes(data="kind"))
    counts = {"plans": kinds["plan"], "documents": kinds["document"], "agencies": kinds["agency"]}
    summary = word("graph.summary", lang, edges=graph.number_of_edges(), **counts)
    return drawn_page(graph, positions(graph), (word("graph.title", lang), summary), lang, above)


def drawn_page(
    graph: nx.MultiDiGraph[str],
    places: Mapping[str, tuple[float, float]],
    head: tuple[str, str],
    lang: Lang,
    above: Overview | None = None,
) -> str:
    """The page for any graph whose nodes have ``kind``, ``label`` and ``name``, and whose edges ``count`` and
    ``quotes``; *places* says where each node lies, *head* are title and summary. A node may also have ``more``
    (pairs of a name and a text), ``quotes`` and ``address``. The key of an edge is its relation, or what that
    is called.
    """
    network = Network(directed=True, cdn_resources="in_line")
    look = _style()["class"]
    network.options = _OPTIONS | {"groups": {kind: _group(kind) for kind in look}}
    # pyvis's add_node and add_edge look through all nodes each time
    network.nodes = [_node(graph, node, at, above, lang) for node, at in places.items()]
    network.edges = list(_edges(graph, lang, above))
    environment = network.templateEnv
    environment.loader = ChoiceLoader([PackageLoader("kg.views"), environment.loader])
    used = {edge["relation"] for edge in network.edges}, {kind for _, kind in graph.nodes(data="kind")}
    environment.globals.update(_texts(head, above, *used, lang))
    network.path = "graph.html"
    return str(network.generate_html())


def _texts(
    head: tuple[str, str], above: Overview | None, used: set[str], kinds: set[str], lang: Lang
) -> dict[str, Any]:
    look = {kind: style for kind, style in _style()["class"].items() if kind in kinds}
    return {
        "lang": lang,
        "words": section("graph", lang) | {"title": head[0], "confidence": word("column.confidence", lang)},
        "summary": head[1],
        "facts": [word(f"column.{name}", lang) for name in _FACTS],
        "folded": above is not None,
        "classes": {kind: {**style, "label": word(f"class.{kind}", lang)} for kind, style in look.items()},
        "relations": _relations(used, lang),
    }


def _relations(used: set[str], lang: Lang) -> dict[str, dict[str, str]]:
    """The colour and the label of each relation: those of the style in its order, then others, in a few colours."""
    style, labels = _style(), relation_labels(lang)
    known = {key: {"colour": colour, "label": labels[key]} for key, colour in style["relation"].items() if key in used}
    others = zip(sorted(used - set(known)), cycle(style["others"]), strict=False)
    return known | {key: {"colour": colour, "label": key} for key, colour in others}


def _group(kind: str) -> dict[str, Any]:
    """How all nodes of a kind look."""
    look = _style()["class"][kind]
    return {
        "shape": look["shape"],
        "size": look["size"],
        "color": {"background": look["colour"], "border": look["border"]},
        "font": {**_FONT, "size": look["text"]},
    }


def _node(
    graph: nx.MultiDiGraph[str], node: str, position: tuple[float, float], above: Overview | None, lang: Lang
) -> dict[str, Any]:
    facts = graph.nodes[node]
    look = _style()["class"][facts["kind"]]
    plans = len({other for other in graph.predecessors(node) if graph.nodes[other]["kind"] == "plan"})
    shared = facts["kind"] == "document" and plans > 1
    large = 2 if shared else 1
    made = {
        "id": node,
        "label": _wrapped(facts["label"], int(look["width"] / look["text"] / _LETTER)),
        "group": facts["kind"],
        "x": round(position[0], 1),
        "y": round(position[1], 1),
        "name": facts["name"],
        "facts": [str(facts.get(name) or "") for name in _FACTS],
    }
    made |= {name: facts[name] for name in ("more", "address") if facts.get(name)}
    made |= {"quotes": [_quote(quote, lang) for quote in facts["quotes"]]} if facts.get("quotes") else {}
    if shared:
        made |= {"size": look["size"] + min(3 * plans, _LARGEST), "font": {**_FONT, "size": large * look["text"]}}
    return made | ({"home": above.home[node]} if above else {})


def _wrapped(label: str, width: int) -> str:
    """A label in lines; measured here by letters, as the browser would take long to measure it by pixels."""
    return "\n".join(part for line in label.split("\n") for part in textwrap.wrap(line, width) or [""])


def _edges(graph: nx.MultiDiGraph[str], lang: Lang, above: Overview | None) -> Iterator[dict[str, Any]]:
    """Every edge; ``turn`` counts those that would lie on one another. With an overview also its own edges."""
    beside: Counter[frozenset[str]] = Counter()
    number = 0
    for number, (source, target, relation, facts) in enumerate(sorted(graph.edges(keys=True, data=True), key=_order)):
        turn = beside[frozenset((source, target))]
        beside[frozenset((source, target))] += 1
        quotes = facts["quotes"][:_QUOTES] if above else facts["quotes"]
        yield {
            "id": number, "from": source, "to": target, "relation": relation, "count": facts["count"],
            "quotes": [_quote(quote, lang) for quote in quotes],
            **({"turn": turn} if turn else {}),
            **({"confidence": facts["confidence"]} if "confidence" in facts else {}),
        }  # fmt: skip
    for place, document, plans in above.edges if above else ():
        number += 1
        yield {
            "id": number,
            "from": place,
            "to": document,
            "relation": "cites",
            "count": plans,
            "above": True,
            "quotes": [],
        }


def _quote(quote: Mapping[str, Any], lang: Lang) -> dict[str, str]:
    if "where" in quote:
        return dict(quote)
    page = f", {word('column.page', lang)} {quote['page']}" if quote.get("page") else ""
    said = {"text": quote["text"], "where": f"{quote['source']}{page}, {quote['start']}–{quote['end']}"}
    return said | ({"address": quote["address"]} if quote.get("address") else {})


def _order(edge: tuple[str, str, str, Mapping[str, Any]]) -> tuple[str, str, str]:
    return edge[:3]


@cache
def _style() -> dict[str, Any]:
    return tomllib.loads(files("kg.views").joinpath("style.toml").read_text(encoding="utf-8"))

"""The graph page: one HTML file, made with pyvis, that opens from disk and asks the network for nothing.

pyvis's own template loads styles and scripts from elsewhere and puts hover texts into the page as
markup; this one fills a template of the project's, with the library that pyvis ships put in whole.
Positions are computed here, with a fixed seed, so that the same graph always looks the same.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import networkx as nx
from jinja2 import ChoiceLoader, PackageLoader
from pyvis.network import Network

from kg.config import Lang
from kg.views.labels import relation_labels
from kg.views.positions import positions
from kg.views.words import section, word

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 7},
    "nodes": {"borderWidth": 1.5, "scaling": {"label": {"drawThreshold": 8}}},
    "edges": {"smooth": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}}, "width": 1.2},
    "interaction": {"hover": True, "tooltipDelay": 120, "multiselect": False, "keyboard": False},
}
_FONT = {"color": "#1b2530", "strokeWidth": 4, "strokeColor": "#ffffff"}
_FACTS = ("number", "title", "type", "date", "place")


def graph_page(graph: nx.MultiDiGraph[str], lang: Lang = "vi") -> str:
    """The page for a projection of the graph (:func:`kg.analysis.projection.project`)."""
    network = Network(directed=True, cdn_resources="in_line")
    network.options = _OPTIONS
    for node, position in positions(graph).items():
        network.add_node(node, **_node(graph, node, position, lang))
    used = set()
    for edge in _edges(graph, lang):
        used.add(edge["relation"])
        network.add_edge(edge.pop("source"), edge.pop("target"), **edge)
    environment = network.templateEnv
    environment.loader = ChoiceLoader([PackageLoader("kg.views"), environment.loader])
    environment.globals.update(_texts(graph, used, lang))
    network.path = "graph.html"
    return str(network.generate_html())


def _texts(graph: nx.MultiDiGraph[str], used: set[str], lang: Lang) -> dict[str, Any]:
    style = _style()
    kinds = Counter(kind for _, kind in graph.nodes(data="kind"))
    counts = {"plans": kinds["plan"], "documents": kinds["document"], "agencies": kinds["agency"]}
    labels = relation_labels(lang)
    return {
        "lang": lang,
        "words": section("graph", lang),
        "summary": word("graph.summary", lang, edges=graph.number_of_edges(), **counts),
        "classes": {k: {**look, "label": word(f"class.{k}", lang)} for k, look in style["class"].items()},
        "relations": {k: {"colour": c, "label": labels[k]} for k, c in style["relation"].items() if k in used},
    }


def _node(graph: nx.MultiDiGraph[str], node: str, position: tuple[float, float], lang: Lang) -> dict[str, Any]:
    facts = graph.nodes[node]
    look = _style()["class"][facts["kind"]]
    plans = len({other for other in graph.predecessors(node) if graph.nodes[other]["kind"] == "plan"})
    shared = facts["kind"] == "document" and plans > 1
    return {
        "label": facts["label"],
        "shape": look["shape"],
        "size": look["size"] + 3 * plans if shared else look["size"],
        "color": {"background": look["colour"], "border": look["border"]},
        "font": {**_FONT, "size": 2 * look["text"] if shared else look["text"]},
        "widthConstraint": {"maximum": 2 * look["width"] if shared else look["width"]},
        "x": round(position[0], 1),
        "y": round(position[1], 1),
        "kind": facts["kind"],
        "name": facts["name"],
        "facts": [(word(f"column.{name}", lang), str(facts.get(name) or "")) for name in _FACTS],
    }


def _edges(graph: nx.MultiDiGraph[str], lang: Lang) -> Iterable[dict[str, Any]]:
    """Every edge; those that would lie on one another are bent apart."""
    labels = relation_labels(lang)
    beside: Counter[frozenset[str]] = Counter()
    for number, (source, target, relation, facts) in enumerate(sorted(graph.edges(keys=True, data=True), key=_order)):
        turn = beside[frozenset((source, target))]
        beside[frozenset((source, target))] += 1
        yield {
            "source": source,
            "target": target,
            "id": number,
            "relation": relation,
            "title": f"{labels[relation]} ({facts['count']})" if facts["count"] > 1 else labels[relation],
            "color": _style()["relation"][relation],
            "smooth": {"enabled": turn > 0, "type": "curvedCW", "roundness": round(0.12 * turn, 2)},
            "quotes": [{"text": quote["text"], "where": _where(quote, lang)} for quote in facts["quotes"]],
            "facts": [(word(f"column.{name}", lang), str(facts[name])) for name in ("confidence",) if name in facts],
        }


def _where(quote: Mapping[str, Any], lang: Lang) -> str:
    page = f", {word('column.page', lang)} {quote['page']}" if quote.get("page") else ""
    return f"{quote['source']}{page}, {quote['start']}–{quote['end']}"


def _order(edge: tuple[str, str, str, Mapping[str, Any]]) -> tuple[str, str, str]:
    return edge[:3]


@cache
def _style() -> dict[str, Any]:
    return tomllib.loads(files("kg.views").joinpath("style.toml").read_text(encoding="utf-8"))

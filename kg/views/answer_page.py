"""An answer as a graph page: its things by name, its relations by label, what is told beside them as texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import networkx as nx

from kg.config import Lang
from kg.views.labels import column_label, property_label
from kg.views.page import drawn_page
from kg.views.positions import spread
from kg.views.words import word


def answer_page(graph: nx.MultiDiGraph[str], nodes: int, lang: Lang, address_of: Callable[[str], str | None]) -> str:
    """The page for an answer of *nodes* nodes, of which *graph* has the most connected; *address_of* gives the page of
    a node, where it has one.
    """
    summary = word("graph.summary_of_answer", lang, nodes=len(graph), edges=graph.number_of_edges())
    if len(graph) < nodes:
        summary += ". " + word("graph.only_some", lang, shown=len(graph), nodes=nodes)
    shown = _worded(graph, lang, address_of)
    return drawn_page(shown, spread(shown), (word("graph.title_of_answer", lang), summary), lang)


def _worded(graph: nx.MultiDiGraph[str], lang: Lang, address_of: Callable[[str], str | None]) -> nx.MultiDiGraph[str]:
    worded: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, facts in graph.nodes(data=True):
        more = [(_label(name, lang), text) for told in facts["told"] for name, text in told.items()]
        kept = {name: facts[name] for name in ("kind", "label", "name")}
        worded.add_node(node, **kept, more=more, address=address_of(node))
    for one, other, relation, facts in graph.edges(keys=True, data=True):
        key = _label(relation, lang)
        if not worded.has_edge(one, other, key):  # two properties of one label are one edge
            worded.add_edge(one, other, key=key, count=0, quotes=[])
        edge = worded.edges[one, other, key]
        edge["count"] += facts["count"]
        edge["quotes"] += list(_texts(facts["told"], lang))
    return worded


def _texts(told: Iterable[Mapping[str, str]], lang: Lang) -> Iterable[dict[str, str]]:
    for number, row in enumerate(told, 1):
        text = "\n".join(f"{_label(name, lang)}: {value}" for name, value in row.items())
        yield {"text": text, "where": word("graph.row", lang, number=number)}


def _label(name: str, lang: Lang) -> str:
    """The label of a property, or of a column."""
    return property_label(name, lang) if ":" in name else column_label(name, lang)

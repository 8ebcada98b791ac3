"""What the networks tell: provinces that are alike, groups of them, central documents, what goes with what, and change.

Each measure is a :class:`~kg.analysis.tables.Table`, the strongest row first, equal for equal graphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import networkx as nx

from kg.analysis.networks import (
    documents_cited_together,
    plans,
    provinces_by_shared_basis,
    provinces_documents,
)
from kg.analysis.tables import Table
from kg.errors import UsageError
from kg.graph.collation import value_key
from kg.graph.terms import Value

_SEED = 7  # of the search for communities
_TYPICAL = 5  # documents that a community is described by


def similar_provinces(graph: nx.MultiDiGraph[str]) -> Table:
    """Pairs of provinces, with the documents that both cite, and their share of what either cites (Jaccard)."""
    network = provinces_by_shared_basis(graph)
    rows = (
        (*sorted((_name(graph, a), _name(graph, b)), key=value_key), facts["weight"], facts["similarity"])
        for a, b, facts in network.edges(data=True)
    )
    return _ranked(("province_a", "province_b", "shared", "similarity"), rows, by=(3, 2))


def communities(graph: nx.MultiDiGraph[str]) -> Table:
    """Provinces in groups that cite alike (Louvain, by similarity), each with the documents that set it apart.

    A document sets a group apart by how much larger the share of its provinces that cite it is than elsewhere.
    """
    network = provinces_by_shared_basis(graph)
    found = nx.community.louvain_communities(network, weight="similarity", seed=_SEED) if network else []
    cited = provinces_documents(graph)
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    rows = [
        (
            number,
            "; ".join(sorted((_name(graph, one) for one in group), key=value_key)),
            "; ".join(_typical(cited, set(group))),
        )
        for number, group in enumerate(groups, 1)
    ]
    return Table(("community", "provinces", "documents"), tuple(rows))


def _typical(cited: nx.Graph[str], group: set[str]) -> list[str]:
    documents = [node for node, side in cited.nodes(data="bipartite") if side == 1]
    others = {node for node, side in cited.nodes(data="bipartite") if side == 0} - group

    def apart(document: str) -> float:
        citing = set(cited[document])
        outside = len(citing & others) / len(others) if others else 0.0
        return len(citing & group) / len(group) - outside

    ranked = sorted(((apart(document), document) for document in documents), key=lambda pair: (-pair[0], pair[1]))
    return [str(cited.nodes[document]["label"]) for share, document in ranked[:_TYPICAL] if share > 0]


def central_documents(graph: nx.MultiDiGraph[str]) -> Table:
    """Documents by the provinces and plans that cite them, with their PageRank among all that cite each other."""
    together, by_plan = provinces_documents(graph), Counter(d for plan in plans(graph).values() for d in plan.cited)
    kinds = nx.get_node_attributes(graph, "kind")
    texts = nx.DiGraph((a, b) for a, b in graph.edges() if {kinds[a], kinds[b]} <= {"plan", "document"})
    rank = nx.pagerank(texts)
    rows = (
        (
            _name(graph, document),
            len(together[document]) if document in together else 0,
            count,
            round(rank[document], 6),
        )
        for document, count in by_plan.items()
    )
    return _ranked(("document", "provinces", "plans", "pagerank"), rows, by=(1, 2, 3))


def cited_together(graph: nx.MultiDiGraph[str], documents: set[str] | None = None) -> Table:
    """What plans that cite a document also cite: plans with both, their share of the first one's, and the lift.

    *documents* (IRIs) limits the first column. A pair in one plan only is no pattern, and left out.
    """
    network = documents_cited_together(graph)
    rows = (
        (_name(graph, first), _name(graph, second), facts["weight"],
         round(facts["weight"] / network.nodes[first]["plans"], 4), facts["lift"])
        for a, b, facts in network.edges(data=True)
        for first, second in ((a, b), (b, a))
        if facts["weight"] > 1 and (documents is None or first in documents)
    )  # fmt: skip
    return _ranked(("document", "with", "plans", "share", "lift"), rows, by=(2, 3, 4))


def between_years(graph: nx.MultiDiGraph[str], first: int, second: int) -> Table:
    """Documents whose share of the plans of a year that cite them changed from one year to another; most change first.

    Raises UsageError where no plan is of one of the years.
    """
    shares = {year: _shares(graph, year) for year in (first, second)}
    rows = (
        (_name(graph, document), round(before, 4), round(after, 4), round(after - before, 4))
        for document in shares[first].keys() | shares[second].keys()
        for before, after in [(shares[first].get(document, 0.0), shares[second].get(document, 0.0))]
        if before != after
    )
    ranked = sorted(rows, key=lambda row: (-abs(row[3]), value_key(row[0])))
    return Table(("document", "share_before", "share_after", "difference"), tuple(ranked))


def _shares(graph: nx.MultiDiGraph[str], year: int) -> Mapping[str, float]:
    of_year = [plan for plan in plans(graph).values() if plan.year == year]
    if not of_year:
        raise UsageError(f"No plan of {year} was read.")
    cited = Counter(document for plan in of_year for document in plan.cited)
    return {document: count / len(of_year) for document, count in cited.items()}


def _name(graph: nx.MultiDiGraph[str], node: str) -> str:
    return str(graph.nodes[node]["label"]).replace("\n", " ")


def _ranked(columns: tuple[str, ...], rows: Iterable[tuple[Value, ...]], *, by: tuple[int, ...]) -> Table:
    """The rows with the largest numbers first, in the order of the alphabet where they are equal."""

    def key(row: tuple[Value, ...]) -> tuple[object, ...]:
        return (*(-float(str(row[place])) for place in by), *map(value_key, row))

    return Table(columns, tuple(sorted(rows, key=key)))


MEASURES: Mapping[str, Callable[[nx.MultiDiGraph[str]], Table]] = {
    "similarity": similar_provinces,
    "communities": communities,
    "central": central_documents,
    "together": cited_together,
}
"""The measures that need nothing but the graph."""

"""Pictures for reports, with matplotlib: who cites what, what is cited together, and when plans were issued.

Equal graphs give equal bytes. matplotlib brings DejaVu Sans, which has all Vietnamese letters.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg import tables
from kg.analysis.networks import documents_cited_together, provinces_documents
from kg.analysis.units import Unit, told_apart
from kg.config import Lang
from kg.errors import UsageError
from kg.graph.collation import text_key
from kg.views.labels import unit_label
from kg.views.words import word

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("svg", "png")
_INK, _SOFT, _BLUE = "#1b2530", "#4a5866", "Blues"
_SEED = 7
_LONGEST = 24  # letters of a label


def plot(graph: nx.MultiDiGraph[str], name: str, form: str, lang: Lang, most: int) -> bytes:
    """One of :data:`PLOTS` as SVG or PNG, of the *most* documents that are cited by most.

    Raises UsageError where matplotlib is not installed, or there is nothing to draw.
    """
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError as error:
        raise UsageError(word("message.needs_matplotlib", lang)) from error
    look: dict[Any, Any] = {
        "font.family": "DejaVu Sans",
        "svg.hashsalt": "can-cu",
        "svg.fonttype": "path",
        "text.color": _INK,
    }
    with matplotlib.rc_context(look):
        figure = Figure(layout="constrained")
        PLOTS[name](figure, graph, lang, most)
        figure.suptitle(word(f"plot.{name}", lang))
        out = io.BytesIO()
        metadata: dict[str, Any] = {"Date": None} if form == "svg" else {}
        figure.savefig(out, format=form, dpi=150, metadata=metadata)
    return out.getvalue()


def _matrix(figure: Figure, graph: nx.MultiDiGraph[str], lang: Lang, most: int) -> None:
    """Provinces by documents; darker the more plans of the province cite the document."""
    network = provinces_documents(graph)
    documents = _most(
        network, {node: network.degree(node) for node, side in network.nodes(data="bipartite") if side}, most
    )
    provinces = sorted(
        (n for n, side in network.nodes(data="bipartite") if not side), key=lambda n: text_key(_label(network, n))
    )
    cells = [[network.edges[p, d]["weight"] if network.has_edge(p, d) else 0 for d in documents] for p in provinces]
    _check(cells, lang)
    figure.set_size_inches(2.5 + 0.32 * len(documents), 1.9 + 0.3 * len(provinces))
    axes = figure.subplots()
    picture = axes.imshow(cells, cmap=_BLUE, aspect="auto", vmin=0)
    axes.set_xticks(range(len(documents)), [_label(network, d) for d in documents], rotation=90)
    axes.set_yticks(range(len(provinces)), unit_names(network, provinces, lang))
    axes.set_xticks([x - 0.5 for x in range(1, len(documents))], minor=True)
    axes.set_yticks([y - 0.5 for y in range(1, len(provinces))], minor=True)
    axes.grid(which="minor", color="white")
    axes.tick_params(which="both", length=0)
    highest = max(max(row) for row in cells)
    figure.colorbar(picture, label=word("plot.plans", lang), ticks=range(0, highest + 1, max(1, highest // 5)))


def unit_names(network: nx.Graph[str], nodes: Sequence[str], lang: Lang) -> list[str]:
    """What the nodes of provinces are called: two of one name, before and after a merger, by their days as well."""
    days = {unit.slug: (unit.valid_from, unit.valid_to) for unit in tables.provinces()}
    slugs = [node.rsplit("/", 1)[-1] for node in nodes]
    shown = (
        Unit(node, _label(network, node), *days.get(slug, (None, None)))
        for node, slug in zip(nodes, slugs, strict=True)
    )
    return [unit_label(unit, lang) for unit in told_apart(shown)]


def _together(figure: Figure, graph: nx.MultiDiGraph[str], lang: Lang, most: int) -> None:
    """Documents that plans cite together: larger the more plans cite one, thicker the more cite both."""
    network = documents_cited_together(graph)
    nodes = _most(network, dict(network.nodes(data="plans")), most)
    _check(nodes, lang)
    part = network.subgraph(nodes)
    spots = nx.spring_layout(part, seed=_SEED, weight="weight", k=2 / max(1, len(nodes)) ** 0.5)
    figure.set_size_inches(10, 8)
    axes = figure.subplots()
    heaviest = max((weight for *_, weight in part.edges(data="weight")), default=1)
    for a, b, weight in sorted(part.edges(data="weight")):
        axes.plot(
            *zip(spots[a], spots[b], strict=True), color="#9fb4c7", linewidth=3 * weight / heaviest, alpha=0.6, zorder=1
        )
    sizes = [60 + 90 * network.nodes[node]["plans"] for node in nodes]
    xs, ys = zip(*(spots[node] for node in nodes), strict=True)
    axes.scatter(xs, ys, s=sizes, color="#4a9d7f", edgecolors="#1f5c46", zorder=2)
    for node in nodes:
        axes.annotate(
            _label(network, node), spots[node], xytext=(0, 9), textcoords="offset points", ha="center", fontsize=8
        )
    axes.set_axis_off()
    axes.margins(0.12)


def _timeline(figure: Figure, graph: nx.MultiDiGraph[str], lang: Lang, most: int) -> None:
    """Plans by the month of their date."""
    from matplotlib.ticker import MaxNLocator

    dated = [str(facts.get("date") or "")[:7] for _, facts in graph.nodes(data=True) if facts["kind"] == "plan"]
    months = Counter(month for month in dated if len(month) == len("2024-01"))
    _check(months, lang)
    first, last = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (min(months), max(months)))
    every = [f"{number // 12}-{number % 12 + 1:02d}" for number in range(first, last + 1)]
    figure.set_size_inches(min(4 + 0.25 * len(every), 16), 4)
    axes = figure.subplots()
    axes.bar(range(len(every)), [months[month] for month in every], color="#4a9d7f")
    step = max(1, len(every) // 24)
    axes.set_xticks(range(0, len(every), step), [f"{m[5:]}/{m[:4]}" for m in every[::step]], rotation=90)
    axes.set_ylabel(word("plot.plans", lang))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)


def _most(network: nx.Graph[str], counts: Mapping[str, int], most: int) -> list[str]:
    return sorted(counts, key=lambda node: (-counts[node], text_key(_label(network, node))))[:most]


def _label(network: nx.Graph[str], node: str) -> str:
    label = str(network.nodes[node]["label"]).replace("\n", " ")
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"


def _check(found: object, lang: Lang) -> None:
    if not found:
        raise UsageError(word("message.nothing_to_plot", lang))


PLOTS: Mapping[str, Callable[[Any, nx.MultiDiGraph[str], Lang, int], None]] = {
    "matrix": _matrix,
    "together": _together,
    "timeline": _timeline,
}
"""The pictures, by name."""

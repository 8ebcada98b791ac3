"""Pictures for reports: read again, and the same each time."""

from __future__ import annotations

import sys
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.analysis.projection import project
from kg.errors import UsageError
from kg.graph.store import Store
from kg.views.plots import PLOTS, plot, unit_names

pytest.importorskip("matplotlib")


@pytest.mark.parametrize("name", PLOTS)
def test_a_picture_is_the_same_each_time(store: Store, name: str) -> None:
    graph = project(store)
    picture = plot(graph, name, "svg", "vi", 20)
    assert picture == plot(project(store), name, "svg", "vi", 20)
    assert ElementTree.fromstring(picture).tag.endswith("svg")
    assert plot(graph, name, "png", "en", 5).startswith(b"\x89PNG")


def test_vietnamese_letters_have_their_glyphs(store: Store, recwarn: pytest.WarningsRecorder) -> None:
    for name in PLOTS:
        plot(project(store), name, "png", "vi", 30)
    assert [str(warning.message) for warning in recwarn if "Glyph" in str(warning.message)] == []


@pytest.mark.parametrize("name", PLOTS)
def test_nothing_to_plot_is_said(name: str) -> None:
    with pytest.raises(UsageError, match="holds nothing to plot"):
        plot(nx.MultiDiGraph(), name, "svg", "en", 10)


def test_without_matplotlib_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(UsageError, match=r"can-cu\[plot\]"):
        plot(nx.MultiDiGraph(), "matrix", "svg", "en", 10)


def test_units_of_one_name_are_told_apart() -> None:
    network: nx.Graph[str] = nx.Graph()
    names = {"place/bac-ninh": "Bắc Ninh", "place/bac-ninh-2025": "Bắc Ninh", "place/nghe-an": "Nghệ An"}
    for node, name in names.items():
        network.add_node(node, label=name)
    assert unit_names(network, tuple(names), "vi") == [
        "Bắc Ninh (đến 30/06/2025)", "Bắc Ninh (từ 01/07/2025)", "Nghệ An",
    ]  # fmt: skip

"""What people see has its words in both languages."""

from __future__ import annotations

import pytest

from kg.config import Lang
from kg.graph.ontology import legal
from kg.graph.queries import NamedQuery, named
from kg.graph.store import Store
from kg.views.labels import column_label
from kg.views.words import section

UNSEEN = {"type", "label"}  # how RDF itself speaks of a thing; pages show both in another way


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_property_of_the_graph_has_a_name(store: Store, lang: Lang) -> None:
    own = {
        getattr(triple.subject, "value", "")
        for triple in legal()
        if getattr(triple.object, "language", None) == lang and triple.predicate.value.endswith("#label")
    }
    used = [str(row["property"]) for row in store.select("SELECT DISTINCT ?property WHERE { ?any ?property ?value }")]
    names = section("property", lang).keys() | UNSEEN
    assert len(used) > 50
    assert [iri for iri in used if iri not in own and iri.replace("#", "/").rsplit("/", 1)[1] not in names] == []


@pytest.mark.parametrize("query", named().values(), ids=lambda query: query.name)
def test_every_column_and_parameter_has_a_label(query: NamedQuery) -> None:
    names = {*query.columns, *(parameter.name for parameter in query.parameters)}
    assert {name for name in names if column_label(name, "vi") == name} == set()

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox
import pytest

from kg.config import DEFAULT_BASE
from kg.graph.schemes import write_schemes
from kg.graph.sheet import Sheet
from kg.graph.store import Store
from kg.graph.vocabulary import CAN, DCTERMS, ELI, RDF, SKOS
from kg.tables import document_types, provinces, type_words

BASE = "urn:x/"


@pytest.fixture(scope="module")
def graph() -> ox.Store:
    sheet = Sheet(ox.NamedNode(f"{BASE}reference"))
    write_schemes(sheet, BASE)
    store = ox.Store()
    store.extend(sheet)
    return store


def values(graph: ox.Store, subject: ox.NamedNode, *predicates: ox.NamedNode) -> list[ox.Literal]:
    found = (quad.object for name in predicates for quad in graph.quads_for_pattern(subject, name, None, None))
    return [value for value in found if isinstance(value, ox.Literal)]


def members(graph: ox.Store, scheme: str) -> list[ox.NamedNode]:
    quads = graph.quads_for_pattern(None, SKOS.inScheme, ox.NamedNode(f"{BASE}scheme/{scheme}"), None)
    return [quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)]


def languages(texts: list[ox.Literal]) -> set[str | None]:
    return {text.language for text in texts}


def test_each_scheme_has_its_concepts(graph: ox.Store) -> None:
    counts = {name: len(members(graph, name)) for name in ("type", "level", "region", "region-2025", "topic")}
    assert counts["type"] == len({kind.name for kind in document_types()})
    assert (counts["level"], counts["region"], counts["region-2025"]) == (5, 6, 6)
    assert counts["topic"] > 1


def test_every_concept_and_scheme_has_a_name_in_both_languages(graph: ox.Store) -> None:
    named = nodes(graph, SKOS.Concept) | nodes(graph, SKOS.ConceptScheme)
    assert len(named) > 100
    for node in named:
        assert languages(values(graph, node, SKOS.prefLabel, SKOS.altLabel)) == {"vi", "en"}, node


def nodes(graph: ox.Store, kind: ox.NamedNode) -> set[ox.NamedNode]:
    quads = graph.quads_for_pattern(None, RDF.type, kind, None)
    return {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def test_types_and_places_have_one_preferred_name(graph: ox.Store, five_plans: Store) -> None:
    """Queries read the prefLabel of places and types without asking for a language: a second would double rows."""
    places = nodes(five_plans.engine, DCTERMS.Location)
    assert {ox.NamedNode(f"{DEFAULT_BASE}place/{unit.slug}") for unit in provinces()} <= places
    for node in places:
        assert languages(values(five_plans.engine, node, SKOS.prefLabel)) == {"vi"}
    for node in members(graph, "type"):
        assert languages(values(graph, node, SKOS.prefLabel)) == {"vi"}


def test_every_type_word_is_a_type_with_an_english_name() -> None:
    assert {entry.word for entry in type_words()} <= {kind.name for kind in document_types()}


def test_the_types_of_documents_are_concepts_of_the_scheme(five_plans: Store) -> None:
    rows = five_plans.select("""
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?type ?scheme WHERE {
  ?document eli:type_document ?type . OPTIONAL { ?type skos:inScheme ?scheme } }""")
    assert len(rows) > 5
    assert {str(row["scheme"]).rpartition("/")[2] for row in rows} == {"type"}
    quads = five_plans.engine.quads_for_pattern(None, ELI.type_document, None, None)
    assert all("/type/" in str(quad.object) for quad in quads)


@pytest.mark.parametrize(
    ("kind", "wider"),
    [("nghi-quyet-cua-quoc-hoi", "nghi-quyet"), ("thong-bao-ket-luan", "thong-bao"), ("nghi-dinh", None)],
)
def test_a_kind_of_a_type_lies_below_it(graph: ox.Store, kind: str, wider: str | None) -> None:
    quads = graph.quads_for_pattern(ox.NamedNode(f"{BASE}type/{kind}"), SKOS.broader, None, None)
    assert [quad.object for quad in quads] == ([ox.NamedNode(f"{BASE}type/{wider}")] if wider else [])


def test_the_notations_of_levels_are_the_levels_of_documents(graph: ox.Store, five_plans: Store) -> None:
    notations = {text.value for node in members(graph, "level") for text in values(graph, node, SKOS.notation)}
    used = five_plans.engine.quads_for_pattern(None, CAN.level, None, None)
    documents = {quad.object for quad in used if "/eli/" in str(quad.subject)}
    assert {text.value for text in documents if isinstance(text, ox.Literal)} <= notations


def test_every_province_lies_in_a_region_of_its_time(graph: ox.Store) -> None:
    regions = defaultdict(set)
    for quad in graph.quads_for_pattern(None, DCTERMS.isPartOf, None, None):
        regions[quad.subject].add(quad.object)
    slugs = {unit.slug for unit in provinces()}
    assert {ox.NamedNode(f"{BASE}place/{slug}") for slug in slugs} == set(regions)
    names = ("dong-bang-song-hong", "dong-bang-song-hong-2025")
    assert regions[ox.NamedNode(f"{BASE}place/ha-noi")] == {ox.NamedNode(f"{BASE}region/{name}") for name in names}

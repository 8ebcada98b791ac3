"""The ontology under OWL 2 reasoning (HermiT, through owlready2), with what the standards say of their terms."""

from __future__ import annotations

import shutil
from pathlib import Path

import owlready2
import pyoxigraph as ox
import pytest
import rdflib

from kg.graph.ontology import ontology_folder
from kg.graph.store import Store

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java, which is not installed")

NOTHING = "http://www.w3.org/2002/07/owl#Nothing"  # told with each class that is equal to it
EXAMPLE = """
@prefix : <http://example.org/> .
@prefix can: <https://w3id.org/can-cu/def#> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def unsatisfiable(folder: Path, *more: str | rdflib.Graph) -> set[str]:
    """The classes that nothing can belong to; raises where the whole contradicts itself."""
    graph = rdflib.Graph().parse(ontology_folder() / "legal.ttl").parse(Path(__file__).parent / "standards.ttl")
    for part in more:
        graph += rdflib.Graph().parse(data=EXAMPLE + part) if isinstance(part, str) else part
    file = folder / "all.nt"
    file.write_text(graph.serialize(format="nt"), encoding="utf-8")
    world = owlready2.World()
    with world.get_ontology(file.as_uri()).load():
        # HermiT knows no xsd:date, which OWL 2 leaves out; nothing that is reasoned about is a date
        owlready2.sync_reasoner_hermit(world, ignore_unsupported_datatypes=True, debug=0)
    return {found.iri for found in world.inconsistent_classes()} - {NOTHING}


def test_the_ontology_is_consistent_and_every_class_can_have_members(tmp_path: Path) -> None:
    assert unsatisfiable(tmp_path) == set()


def test_the_graph_of_the_five_plans_keeps_the_ontology(tmp_path: Path, five_plans: Store) -> None:
    quads = five_plans.engine.quads_for_pattern(None, None, None, None)
    graph = rdflib.Graph().parse(data=ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES))
    assert len(graph) > 5000
    assert unsatisfiable(tmp_path, graph) == set()


@pytest.mark.parametrize(
    "clash",
    [
        "rdfs:subClassOf can:Task , can:Citation",
        "rdfs:subClassOf can:Agency , eli:LegalResource",
        'rdfs:subClassOf can:Citation , [ a owl:Restriction ; owl:onProperty can:kind ; owl:hasValue "guessed" ]',
        "rdfs:subClassOf can:Task , [ a owl:Restriction ; owl:onProperty can:inPlan ; owl:minCardinality 2 ]",
    ],
)
def test_a_class_that_nothing_can_belong_to_is_found(tmp_path: Path, clash: str) -> None:
    assert unsatisfiable(tmp_path, f":Clash a owl:Class ; {clash} .") == {"http://example.org/Clash"}


@pytest.mark.parametrize(
    "statements",
    [
        ":a a can:Task , can:Citation .",
        ':a can:mention "perhaps" .',
        ":a can:implements :a .",
        ":a can:replaces :b . :b can:replaces :a .",
        ":a can:inPlan :b . :b a can:Agency .",
    ],
)
def test_statements_that_contradict_the_ontology_are_found(tmp_path: Path, statements: str) -> None:
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        unsatisfiable(tmp_path, statements)

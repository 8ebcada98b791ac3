from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS
from rdflib.collection import Collection
from rdflib.term import Node

from kg.graph import vocabulary
from kg.graph.ontology import ontology_folder, relations, sample_plans
from kg.graph.queries import query_files
from kg.graph.store import Store
from kg.graph.vocabulary import CAN, NAMESPACES

RDF_TYPE = vocabulary.RDF.type
LEGAL = rdflib.Graph().parse(ontology_folder() / "legal.ttl")


def test_legal_ttl_declares_the_projects_terms_and_no_others() -> None:
    declared = {str(s).removeprefix(CAN.iri) for s in LEGAL.subjects(RDF.type, None) if str(s).startswith(CAN.iri)}
    concepts = {name for name in declared if name.startswith("relation-")}
    assert declared - concepts == set(CAN.terms)
    assert {relation.iri.value.removeprefix(CAN.iri) for relation in relations().values()} == concepts


def texts(subject: Node, *properties: Node) -> list[str]:
    """The languages of the texts that *subject* has, sorted."""
    found = (text for name in properties for text in LEGAL.objects(subject, name))
    return sorted(str(text.language) for text in found if isinstance(text, rdflib.Literal) and text.value)


@pytest.mark.parametrize("name", CAN.terms)
def test_every_term_has_a_label_and_a_definition_in_both_languages_and_a_link(name: str) -> None:
    term = rdflib.URIRef(CAN.iri + name)
    assert texts(term, RDFS.label, SKOS.prefLabel) == ["en", "vi"]
    assert texts(term, RDFS.comment, SKOS.definition) == ["en", "vi"]
    assert standards(term), "neither refines nor points at a term of a standard"


def standards(term: Node) -> set[Node]:
    """The terms of the standards that *term* refines, by itself or through terms of ours, or points at."""
    refined = {other for name in (RDFS.subClassOf, RDFS.subPropertyOf) for other in LEGAL.objects(term, name)}
    ours = {other for other in refined if str(other).startswith(CAN.iri)}
    found = (refined - ours) | set(LEGAL.objects(term, RDFS.seeAlso))
    return found.union(*(standards(other) for other in ours))


def test_what_has_a_domain_or_a_range_is_used_so(five_plans: Store) -> None:
    """Every subject and object in a graph has one of the classes that the ontology gives it."""
    engine = five_plans.engine
    checked = 0
    for name, end in ((RDFS.domain, "subject"), (RDFS.range, "object")):
        for term, allowed in LEGAL.subject_objects(name):
            classes = {ox.NamedNode(str(one)) for one in members(allowed)}
            if all(str(one.value).startswith(str(rdflib.XSD)) for one in classes):
                continue
            for quad in engine.quads_for_pattern(None, ox.NamedNode(str(term)), None, None):
                node = getattr(quad, end)
                types = {found.object for found in engine.quads_for_pattern(node, RDF_TYPE, None, None)}
                assert types & classes or not types, f"{term} of {node}: {types}"
                checked += 1
    assert checked > 1000


def members(described: Node) -> set[Node]:
    """The classes that a union names; a class itself, with those below it; none for a list of values."""
    union = LEGAL.value(described, OWL.unionOf)
    alone = {described} - set(LEGAL.subjects(RDF.type, RDFS.Datatype))
    named = set(Collection(LEGAL, union)) if union else alone
    return named | {below for one in named for below in LEGAL.transitive_subjects(RDFS.subClassOf, one) if below}


def test_the_ontology_has_a_version() -> None:
    assert list(LEGAL.objects(None, OWL.versionIRI)) == [rdflib.URIRef("https://w3id.org/can-cu/def/0.1.0")]


def test_the_standards_terms_are_the_standards() -> None:
    known = {
        "prov": PROV,
        "org": ORG,
        "skos": SKOS,
        "dcterms": DCTERMS,
    }
    for terms in NAMESPACES:
        if terms.prefix in known:
            for name in terms.terms:
                assert str(known[terms.prefix][name]) == terms.iri + name


def test_queries_rules_and_shapes_use_known_terms_only() -> None:
    folder = ontology_folder()
    files = [*query_files(), *(folder / "rules").glob("*.rq")]
    by_prefix = {terms.prefix: terms for terms in NAMESPACES}
    for file in files:
        body = re.sub(r'"[^"]*"|<[^>]*>|#[^\n]*', " ", file.read_text(encoding="utf-8"))
        for prefix, name in re.findall(r"\b(\w+):([\w-]+)", body):
            known = set(by_prefix[prefix].terms) | {r.iri.value.removeprefix(CAN.iri) for r in relations().values()}
            assert name in known, f"{file.name}: {prefix}:{name}"
    assert len(files) > 20


def test_relations_are_ranked_as_the_design_says() -> None:
    keys = list(relations())
    assert keys[:3] == ["basis", "carries_out", "implements"]
    assert keys[-3:] == ["cites", "refers_to", "self"]


def test_the_sample_plans_are_found() -> None:
    assert len(list(sample_plans().glob("*.txt"))) == 5


def test_the_vocabulary_has_no_two_namespaces_of_one_prefix() -> None:
    assert len({terms.prefix for terms in vocabulary.NAMESPACES}) == len(vocabulary.NAMESPACES)

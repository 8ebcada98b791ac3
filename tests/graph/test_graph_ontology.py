from __future__ import annotations

import re

import rdflib
from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS

from kg.graph import vocabulary
from kg.graph.ontology import ontology_folder, relations, sample_plans
from kg.graph.queries import query_files
from kg.graph.vocabulary import CAN, NAMESPACES

LEGAL = rdflib.Graph().parse(ontology_folder() / "legal.ttl")


def test_legal_ttl_declares_the_projects_terms_and_no_others() -> None:
    declared = {str(s).removeprefix(CAN.iri) for s in LEGAL.subjects(RDF.type, None) if str(s).startswith(CAN.iri)}
    concepts = {name for name in declared if name.startswith("relation-")}
    assert declared - concepts == set(CAN.terms)
    assert {relation.iri.value.removeprefix(CAN.iri) for relation in relations().values()} == concepts


def test_every_term_has_labels_in_both_languages() -> None:
    for subject in set(LEGAL.subjects(RDF.type, None)):
        if str(subject).startswith(CAN.iri):
            labels = [*LEGAL.objects(subject, RDFS.label), *LEGAL.objects(subject, SKOS.prefLabel)]
            assert {label.language for label in labels if isinstance(label, rdflib.Literal)} == {
                "vi",
                "en",
            }, subject


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
    assert len(files) == 22


def test_relations_are_ranked_as_the_design_says() -> None:
    keys = list(relations())
    assert keys[:3] == ["basis", "carries_out", "implements"]
    assert keys[-3:] == ["cites", "refers_to", "self"]


def test_the_sample_plans_are_found() -> None:
    assert len(list(sample_plans().glob("*.txt"))) == 5


def test_the_vocabulary_has_no_two_namespaces_of_one_prefix() -> None:
    assert len({terms.prefix for terms in vocabulary.NAMESPACES}) == len(vocabulary.NAMESPACES)

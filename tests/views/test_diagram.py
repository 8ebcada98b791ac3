from __future__ import annotations

from xml.etree import ElementTree

import rdflib
from rdflib import OWL, RDF

from kg.graph.manual import page, terms
from kg.graph.ontology import ontology_folder, relations
from kg.graph.vocabulary import CAN
from kg.views.diagram import model_svg


def test_the_committed_page_and_drawing_are_what_the_ontology_gives() -> None:
    """Where this fails: python -m kg.views.diagram."""
    assert (ontology_folder() / "README.md").read_text(encoding="utf-8") == page()
    assert (ontology_folder() / "model.svg").read_text(encoding="utf-8") == model_svg()


def test_the_page_tells_of_every_term_in_both_languages() -> None:
    text = page()
    assert {term.name for term in terms()} == set(CAN.terms) - {"Relations"}
    for term in terms():
        assert f"**`{term.name}`** {term.label['en']} · *{term.label['vi']}*" in text
        assert term.definition["en"] in text
        assert term.definition["vi"] in text
    for relation in relations().values():
        assert f"| `{relation.key}` | {relation.label['en']} | {relation.label['vi']} |" in text


def test_the_drawing_shows_every_class_and_what_ties_them() -> None:
    drawn = ElementTree.fromstring(model_svg())
    space = "{http://www.w3.org/2000/svg}"
    boxes = [
        [" ".join(text.itertext()) for text in group.iter(f"{space}text")]
        for group in drawn.iter(f"{space}g")
        if str(group.get("class")).startswith("box")
    ]
    shown = {" ".join(texts) for texts in boxes}
    legal = rdflib.Graph().parse(ontology_folder() / "legal.ttl")
    own = {str(node).removeprefix(CAN.iri) for node in legal.subjects(RDF.type, OWL.Class) if "can-cu" in str(node)}
    assert {f"{term.label['vi']} {term.label['en']}" for term in terms() if term.name in own} <= shown
    texts = {" ".join(text.itertext()) for text in drawn.iter(f"{space}text")}
    assert {"thuộc kế hoạch", "in plan", "chủ trì, phối hợp", "lead, support"} <= texts

"""Each shape and each rule with a graph that keeps it and one that breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, SH

from kg.graph.ontology import ontology_folder
from kg.graph.store import Store
from kg.graph.validate import Row, check
from kg.graph.vocabulary import CAN, NAMESPACES

SHAPES = rdflib.Graph().parse(ontology_folder() / "shapes.ttl")
PREFIXES = (
    "".join(f"PREFIX {terms.prefix}: <{terms.iri}>\n" for terms in NAMESPACES) + "PREFIX : <http://example.org/>\n"
)
GOOD = """
:source a can:Source ; can:path "a.txt" ; can:status "read" ; can:rulesVersion "1" ; can:document :plan ;
  can:sha256 "%s" .
:lost a can:Source ; can:path "b.txt" ; can:status "failed" ; can:reason "empty" .
:plan a eli:LegalResource , can:Plan ; eli:id_local "5/KH-UBND" ; eli:date_document "2024-02-01"^^xsd:date ;
  eli:type_document :ke-hoach ; dcterms:title "Cải cách hành chính" ; can:assertedIssuer "UBND tỉnh Nghệ An" ;
  eli:passed_by :ubnd ; eli:jurisdiction :nghe-an ; can:level "provincial" ; can:numberCertainty "printed" ;
  can:topic "administrative-reform" ; can:period "2024-2025" ; eli:cites :cited ; can:leadAgency :so .
:ke-hoach a skos:Concept ; skos:prefLabel "Kế hoạch"@vi .
:c a can:Citation ; cito:hasCitingEntity :plan ; cito:hasCitedEntity :cited ; can:inSource :source ;
  can:relation can:relation-basis ; can:kind "sign" ; can:mention "direct" ; can:resolution "resolved" ;
  can:assertedNumber "468/QĐ-TTg" ; can:assertedType "Quyết định" ; can:assertedDate "2021"^^xsd:gYear ;
  can:rule "sign/basis" ; itsrdf:taConfidence 9.0e-1 ; can:page 1 ; oa:hasTarget :c-target .
:c-target a oa:SpecificResource ; oa:hasSource :source ; oa:hasSelector :c-quote , :c-position .
:c-quote a oa:TextQuoteSelector ; oa:exact "Quyết định số 468/QĐ-TTg" ; oa:prefix "Căn cứ " ; oa:suffix " ngày" .
:c-position a oa:TextPositionSelector ; oa:start 10 ; oa:end 34 .
:u a can:Citation , can:UnresolvedReference ; cito:hasCitingEntity :plan ; can:inSource :source ; can:subject :c ;
  can:relation can:relation-cites ; can:kind "sign" ; can:mention "nested" ; can:resolution "ambiguous" ;
  can:assertedNumber "76/NQ-CP" ; can:assertedType "Nghị quyết" ; can:rule "sign/cites" ; can:candidate :x , :y ;
  oa:hasTarget :u-target .
:u-target a oa:SpecificResource ; oa:hasSource :source ; oa:hasSelector :u-quote , :u-position .
:u-quote a oa:TextQuoteSelector ; oa:exact "Nghị quyết 76/NQ-CP" .
:u-position a oa:TextPositionSelector ; oa:start 40 ; oa:end 59 .
:t a can:Task ; can:inPlan :plan ; can:inSource :source ; can:text "Rà soát" ; oa:start 70 ; oa:end 80 ;
  can:leadAgency :so ; can:supportAgency :so ; can:taskCitation :c ; can:deadline "quý I" ;
  can:earliest "2024-01-01"^^xsd:date ; can:latest "2024-03-31"^^xsd:date ; can:due "2024-03"^^xsd:gYearMonth .
:so a can:Agency ; skos:prefLabel "Sở Nội vụ"@vi ; org:classification :so-nv .
:f a can:Finding ; can:code "page.cut" ; can:message "A page is cut." ; can:inSource :source .
""" % ("0" * 64)
FACTS = """
:documents a can:Documents .
:plan a eli:LegalResource ; rdfs:label "5/KH-UBND" ; can:primarySource :source .
:cited a eli:LegalResource ; rdfs:label "468/QĐ-TTg" .
:ke-hoach skos:prefLabel "Kế hoạch"@vi .
:nghe-an a dcterms:Location ; skos:prefLabel "Nghệ An"@vi .
can:relation-basis can:edge eli:based_on .
:s a can:CitationSummary ; can:citing :plan ; can:cited :cited ; can:direct 1 ; can:nested 0 ; can:alias 0 .
"""
TWICE = {  # one value more than there may be, for each property of a shape that allows one
    "SourceShape-path": ':source can:path "c.txt"',
    "SourceShape-rulesVersion": ':source can:rulesVersion "2"',
    "DocumentShape-id_local": ':plan eli:id_local "6/KH-UBND"',
    "DocumentShape-title": ':plan dcterms:title "Chuyển đổi số"',
    "DocumentShape-assertedIssuer": ':plan can:assertedIssuer "UBND tỉnh Hà Tĩnh"',
    "DocumentShape-passed_by": ":plan eli:passed_by :hdnd",
    "DocumentShape-jurisdiction": ":plan eli:jurisdiction :ha-tinh",
    "DocumentShape-topic": ':plan can:topic "digital"',
    "TypeShape-prefLabel": ':ke-hoach skos:prefLabel "KẾ HOẠCH"@vi',
    "CitationShape-relation": ":c can:relation can:relation-amends",
    "CitationShape-assertedNumber": ':c can:assertedNumber "469/QĐ-TTg"',
    "CitationShape-assertedType": ':c can:assertedType "Nghị định"',
    "CitationShape-assertedIssuer": ':c can:assertedIssuer "Thủ tướng" , "Chính phủ"',
    "CitationShape-assertedTitle": ':c can:assertedTitle "một" , "hai"',
    "CitationShape-pinpoint": ':c can:pinpoint "Điều 1" , "Điều 2"',
    "CitationShape-cue": ':c can:cue "Căn cứ" , "Theo"',
    "CitationShape-rule": ':c can:rule "name/basis"',
    "CitationShape-hasCitedEntity": ":c cito:hasCitedEntity :x",
    "QuoteShape-prefix": ':c-quote oa:prefix "Theo "',
    "QuoteShape-suffix": ':c-quote oa:suffix " của"',
    "PositionShape-end": ":c-position oa:end 35",
    "TaskShape-text": ':t can:text "Báo cáo"',
    "TaskShape-end": ":t oa:end 81",
    "TaskShape-deadline": ':t can:deadline "quý II"',
    "AgencyShape-prefLabel": ':so skos:prefLabel "Sở Tài chính"@vi',
    "AgencyShape-classification": ":so org:classification :so-tc",
    "FindingShape-code": ':f can:code "page.ocr"',
    "FindingShape-message": ':f can:message "A page is read by OCR."',
}
WRONG = {  # one statement, or several, that may not be made
    "SourceShape-status": ':source can:status "seen"',
    "SourceShape-document": ":lost can:document :elsewhere",
    "SourceShape-sha256": ':lost can:sha256 "ABC"',
    "FailedSourceShape": ':empty a can:Source ; can:path "c.txt" ; can:status "failed"',
    "DocumentShape": "[] a eli:LegalResource",
    "DocumentShape-date_document": ':cited a eli:LegalResource ; eli:date_document "2024"',
    "DocumentShape-type_document": ":cited a eli:LegalResource ; eli:type_document :luat",
    "DocumentShape-level": ':cited a eli:LegalResource ; can:level "village"',
    "DocumentShape-numberCertainty": ':cited a eli:LegalResource ; can:numberCertainty "guessed"',
    "DocumentShape-period": ':cited a eli:LegalResource ; can:period "2024/2025"',
    "DocumentShape-cites": ':plan eli:cites "468/QĐ-TTg"',
    "CitationShape": "[] a can:Citation",
    "CitationShape-hasCitingEntity": ":c cito:hasCitingEntity :nobody",
    "CitationShape-inSource": ":c can:inSource :plan",
    "CitationShape-kind": ':c can:kind "guess"',
    "CitationShape-mention": ':c can:mention "indirect"',
    "CitationShape-resolution": ':c can:resolution "perhaps"',
    "CitationShape-assertedDate": ':u can:assertedDate "ngày 1 tháng 2"',
    "CitationShape-page": ":u can:page 0",
    "CitationShape-subject": ":c can:subject :t",
    "CitationShape-candidate": ':u can:candidate "76/NQ-CP"',
    "CitationShape-taConfidence": ":u itsrdf:taConfidence 1.5e0",
    "CitationShape-hasTarget": ":c oa:hasTarget :u-target",
    "CitedShape-taConfidence": ":u cito:hasCitedEntity :x",
    "ResolvedShape": ':v a can:Citation ; can:resolution "resolved" ; can:relation can:relation-basis',
    "UnresolvedShape-resolution": ":c a can:UnresolvedReference",
    "UnresolvedShape-hasCitedEntity": ":u cito:hasCitedEntity :x",
    "AmbiguousShape": ':v a can:UnresolvedReference ; can:resolution "ambiguous" ; can:candidate :x',
    "TargetShape": "[] a oa:SpecificResource",
    "TargetShape-hasSource": ":c-target oa:hasSource :plan",
    "TargetShape-hasSelector": ":c-target oa:hasSelector :u-quote",
    "TargetShape-hasSelector-position": ":c-target oa:hasSelector :u-position",
    "QuoteShape": "[] a oa:TextQuoteSelector",
    "QuoteShape-exact": ':q a oa:TextQuoteSelector ; oa:exact ""',
    "PositionShape": "[] a oa:TextPositionSelector",
    "PositionShape-start": ":p a oa:TextPositionSelector ; oa:start 5 ; oa:end 5",
    "TaskShape": "[] a can:Task",
    "TaskShape-inPlan": ":t can:inPlan :nobody",
    "TaskShape-inSource": ":t can:inSource :plan",
    "TaskShape-start": ":t oa:start 90",
    "TaskShape-leadAgency": ":t can:leadAgency :stranger",
    "TaskShape-supportAgency": ":t can:supportAgency :stranger",
    "TaskShape-taskCitation": ":t can:taskCitation :f",
    "TaskShape-earliest": ':v a can:Task ; can:earliest "2024-05-01"^^xsd:date ; can:latest "2024-04-01"^^xsd:date',
    "TaskShape-latest": ':v a can:Task ; can:latest "2024-04"^^xsd:gYearMonth',
    "TaskShape-due": ':t can:due "2024"^^xsd:gYear',
    "AgencyShape": "[] a can:Agency",
    "ResponsibleShape": ":plan can:leadAgency :stranger",
    "FindingShape": "[] a can:Finding",
    "FindingShape-inSource": ":f can:inSource :plan",
    "PlanDateShape-date_document": ":v a can:Plan",
    "PlanTitleShape-title": ":v a can:Plan",
    "PlanPlaceShape-level": ":v a can:Plan",
    "PlanNumberShape-numberCertainty": ':v a can:Plan ; can:numberCertainty "uncertain"',
}
RULES = {  # what breaks a rule across graphs
    "amending-each-other": ":plan eli:amends :cited . :cited eli:amends :plan",
    "cited-document-without-facts": ":c cito:hasCitedEntity :unheard-of",
    "citing-document-without-source": ":lost can:document :other",
    "citing-itself": ":plan eli:based_on :plan",
    "conflicting-mention": ":conflict a can:Conflict ; can:subject :c",
    "document-with-two-names": ':cited rdfs:label "468/QĐ-TTg (2)"',
    "place-with-two-names": ':nghe-an skos:prefLabel "Nghệ Tĩnh"@vi',
    "tally-miscounted": ":t2 a can:Tally ; can:plans 2 ; can:namedBy :plan",
    "summary-of-nothing": ":s2 a can:CitationSummary ; can:citing :plan ; can:direct 0 ; can:nested 0 ; can:alias 0",
}


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Store]:
    """A graph that keeps every shape and every rule."""
    with Store.open(tmp_path / "store", write=True) as store:
        state(store, "source", GOOD)
        state(store, "documents", FACTS)
        yield store


def state(store: Store, name: str, turtle: str) -> None:
    """Add statements to the named graph ``http://example.org/{name}``."""
    prefixes = PREFIXES.replace("PREFIX", "@prefix").replace(">\n", "> .\n")
    triples = ox.parse(f"{prefixes}{turtle.strip().removesuffix('.')} .", ox.RdfFormat.TURTLE)
    store.add(ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(f"http://example.org/{name}")) for t in triples)


def message_of(shape: str) -> str:
    found = SHAPES.objects(rdflib.URIRef(CAN.iri + shape), SH.message)
    return next(str(text) for text in found if isinstance(text, rdflib.Literal) and text.language == "en")


def named_shapes() -> set[str]:
    kinds = (SH.NodeShape, SH.PropertyShape)
    return {str(node).removeprefix(CAN.iri) for kind in kinds for node in SHAPES.subjects(RDF.type, kind)}


def test_no_shape_and_no_rule_is_left_out() -> None:
    assert set(TWICE) | set(WRONG) == named_shapes()
    assert set(RULES) == {file.stem for file in (ontology_folder() / "rules").glob("*.rq")}


def test_every_shape_has_its_own_message_in_both_languages() -> None:
    said = {
        shape: {text.language: str(text) for text in SHAPES.objects(rdflib.URIRef(CAN.iri + shape), SH.message)}  # type: ignore[attr-defined]
        for shape in named_shapes()
    }
    assert all(set(texts) == {"en", "vi"} for texts in said.values())
    for language in ("en", "vi"):
        assert len({texts[language] for texts in said.values()}) == len(said)


def test_a_graph_as_it_should_be_has_no_finding(graph: Store) -> None:
    assert check(graph).rows == ()


@pytest.mark.parametrize("shape", [*TWICE, *WRONG])
def test_what_breaks_a_shape_is_found(graph: Store, shape: str) -> None:
    state(graph, "source", TWICE.get(shape) or WRONG[shape])
    severity = "Warning" if shape.startswith("Plan") else "Violation"
    assert (severity, message_of(shape)) in {(row.severity, row.message) for row in check(graph).rows}


@pytest.mark.parametrize("rule", RULES)
def test_what_breaks_a_rule_is_found(graph: Store, rule: str) -> None:
    state(graph, "documents", RULES[rule])
    text = (ontology_folder() / "rules" / f"{rule}.rq").read_text(encoding="utf-8")
    assert f"# message: {only(check(graph).rows).message}\n" in text


def only(rows: tuple[Row, ...]) -> Row:
    """The one kind of finding that is no shape's."""
    shapes = {message_of(shape) for shape in named_shapes()}
    found = {row.message: row for row in rows if row.message not in shapes}
    assert len(found) == 1
    return next(iter(found.values()))


def test_a_finding_says_where_it_stands(graph: Store) -> None:
    state(graph, "source", WRONG["PositionShape-start"].replace(":p ", ":c-position "))
    where = next(row.where for row in check(graph).rows if row.message == message_of("PositionShape-start"))
    assert (where.source, where.quote, where.kind, where.name) == (
        "a.txt", "Quyết định số 468/QĐ-TTg", "Citation", "468/QĐ-TTg",
    )  # fmt: skip

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg.config import DEFAULT_BASE
from kg.graph.mentions import mentions_as
from kg.graph.triples import quads
from kg.graph.vocabulary import CAN, CITO, ELI, ITSRDF, NAMESPACES, OA, RDF
from kg.models import Citation, Document, Header, Link, Source, Title
from tests.records import PLANS, gold_record

TTG = f"{DEFAULT_BASE}eli/vn/ttg/qd/2021/468"
CP = f"{DEFAULT_BASE}eli/vn/cp/nd/2018/61"
PLAN = f"{DEFAULT_BASE}eli/vn/nghe-an/ubnd/kh/2024/1"


def citation(start: int, target: str | None, **more: object) -> Citation:
    made = Citation(start, start + 5, "x" * 5, "sign", "Nghị định", "1/NĐ-CP", target=target)
    return replace(made, **more)  # type: ignore[arg-type]


def edges(citations: tuple[Citation, ...], links: tuple[Link, ...] = ()) -> set[tuple[str, str, str]]:
    """The direct edges between documents, by the end of the property's IRI."""
    document = Document(PLAN, "a.txt", None, "0" * 64, Header(), citations, links)
    found = quads(document, Source("a.txt", "x" * 200, "0" * 64), DEFAULT_BASE)
    return {
        (q.subject.value, q.predicate.value.rsplit("#", 1)[-1], q.object.value)
        for q in found
        if isinstance(q.subject, ox.NamedNode)
        and isinstance(q.object, ox.NamedNode)
        and all(term.startswith(f"{DEFAULT_BASE}eli/") for term in (q.subject.value, q.object.value))
    }


@pytest.mark.parametrize(
    ("relation", "cue", "edge"),
    [
        ("basis", "căn cứ", "based_on"),
        ("basis", "theo", "based_on"),
        ("basis", "Thực hiện", "carriesOut"),
        ("basis", "triển khai", "carriesOut"),
        ("proposal", None, "proposedIn"),
        ("implements", None, "implements"),
        ("promulgated_by", None, "promulgatedBy"),
        ("guides", "quy định chi tiết", "details"),
        ("guides", "hướng dẫn", "guides"),
        ("amends", None, "amends"),
        ("replaces", None, "replaces"),
        ("repeals", None, "repeals"),
        ("corrects", None, "corrects"),
        ("consolidates", None, "consolidates"),
        ("suspends", None, "suspends"),
        ("extends", None, "extends"),
        ("revokes", None, "revokes"),
    ],
)
def test_each_relation_draws_its_edge(relation: str, cue: str | None, edge: str) -> None:
    assert edges((citation(0, TTG, relation=relation, cue=cue),)) == {(PLAN, "cites", TTG), (PLAN, edge, TTG)}


def test_a_bare_mention_only_cites() -> None:
    assert edges((citation(0, TTG),)) == {(PLAN, "cites", TTG)}


def test_a_nested_mention_is_the_edge_of_its_subject() -> None:
    nested = citation(50, CP, relation="implements", subject=0)
    assert edges((citation(0, TTG), nested)) == {
        (PLAN, "cites", TTG), (PLAN, "refers_to", CP), (TTG, "implements", CP),
    }  # fmt: skip


def test_a_passive_mention_is_the_plans_own_and_an_edge_of_what_acts_on_it() -> None:
    amended = citation(0, CP, relation="amends", subject=1)
    assert edges((amended, citation(50, TTG))) == {
        (PLAN, "cites", CP), (TTG, "amends", CP), (PLAN, "cites", TTG),
    }  # fmt: skip


def test_a_link_adds_what_one_field_cannot_say() -> None:
    link = Link(subject=1, relation="amends", object=0, pinpoint=None, start=0, end=60)
    found = edges((citation(0, CP, relation="basis", cue="căn cứ"), citation(50, TTG)), (link,))
    assert {(PLAN, "based_on", CP), (TTG, "amends", CP)} <= found


@pytest.mark.parametrize(
    "mention",
    [
        citation(0, PLAN, relation="self"),
        citation(0, None, kind="blank"),
        citation(0, TTG, kind="blank"),
        citation(0, None, resolution="ambiguous", candidates=(TTG, CP)),
    ],
)
def test_self_blank_and_unresolved_mentions_draw_no_edge(mention: Citation) -> None:
    assert edges((mention,)) == set()


def test_a_mention_inside_anothers_title_is_nested() -> None:
    outer = citation(0, TTG, title=Title("x" * 60, 10, 70))
    assert mentions_as((outer, citation(20, CP)))[1] == "nested"
    assert mentions_as((outer, citation(80, CP)))[1] == "direct"
    assert mentions_as((outer, citation(80, CP, kind="alias")))[1] == "alias"


def test_a_citation_node_holds_what_the_text_says() -> None:
    source, document = gold_record(PLANS / "quang-ninh-2024.txt")
    found = list(quads(document, source, DEFAULT_BASE))
    facts = {(q.subject, q.predicate): q.object for q in found}
    exact = next(q.subject for q in found if q.object == ox.Literal("Quyết định số 468/QĐ-TTg"))
    target = next(q.subject for q in found if q.predicate == OA.hasSelector and q.object == exact)
    node = next(q.subject for q in found if q.predicate == OA.hasTarget and q.object == target)
    assert facts[node, CITO.hasCitedEntity] == ox.NamedNode(TTG)
    assert facts[node, CAN.mention] == ox.Literal("direct")
    assert facts[node, CAN.assertedDate].value == "2021-03-27"  # type: ignore[union-attr]
    assert facts[node, ITSRDF.taConfidence] == ox.Literal(0.97)
    assert facts[exact, OA["prefix"]].value.endswith("giải quyết TTHC theo ")  # type: ignore[union-attr]
    assert facts[exact, OA.suffix].value.startswith(" ngày 27/3/2021")  # type: ignore[union-attr]


def test_every_quote_is_the_source_text_at_its_offsets() -> None:
    checked = 0
    for path in sorted(PLANS.glob("*.txt")):
        source, document = gold_record(path)
        facts = {(q.subject, q.predicate): q.object for q in quads(document, source, DEFAULT_BASE)}
        for (subject, predicate), exact in facts.items():
            if predicate == OA.exact and isinstance(subject, ox.NamedNode):
                position = ox.NamedNode(subject.value.replace("/quote", "/position"))
                start, end = (int(facts[position, p].value) for p in (OA.start, OA.end))  # type: ignore[union-attr]
                assert source.text[start:end] == exact.value  # type: ignore[union-attr]
                checked += 1
    assert checked == 86


def test_there_are_no_blank_nodes_and_one_graph() -> None:
    source, document = gold_record(PLANS / "nghe-an-2024.txt")
    found = list(quads(document, source, DEFAULT_BASE))
    assert {q.graph_name for q in found} == {ox.NamedNode(f"{DEFAULT_BASE}source/nghe-an-2024.txt")}
    assert not [q for q in found if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]


def test_plans_are_plans_and_every_document_is_a_legal_resource() -> None:
    source, document = gold_record(PLANS / "nghe-an-2024.txt")
    kinds = {q.object for q in quads(document, source, DEFAULT_BASE)
             if q.predicate == RDF.type and q.subject == ox.NamedNode(document.id)}  # fmt: skip
    assert kinds == {CAN.Plan, ELI.LegalResource}


def test_a_misspelt_term_is_an_error() -> None:
    for terms in NAMESPACES:
        with pytest.raises(AttributeError, match="is not a term that the graph uses"):
            terms.no_such_term  # noqa: B018


@pytest.mark.parametrize(
    ("pinpoint", "container", "parts"),
    [
        ("Điều 5", None, {"dieu/5": ""}),
        ("điểm đ khoản 2 Điều 5; Điều 9", None, {"dieu/5/khoan/2/diem/dd": "", "dieu/9": ""}),
        ("điểm d khoản 2 Điều 5", None, {"dieu/5/khoan/2/diem/d": ""}),
        ("Phụ lục II", None, {"phu-luc/ii": ""}),
        ("Điều 28", "Quy định", {"kem-theo/quy-dinh/dieu/28": "/kem-theo/quy-dinh", "kem-theo/quy-dinh": ""}),
        ("toàn bộ", None, {}),
        (None, None, {}),
    ],
)
def test_provisions_are_parts_of_what_is_cited(
    pinpoint: str | None, container: str | None, parts: dict[str, str]
) -> None:
    mention = citation(0, CP, pinpoint=pinpoint, container=container)
    document = Document(PLAN, "a.txt", None, "0" * 64, Header(), (mention,))
    found = [(str(q.subject), q.predicate, str(q.object)) for q in quads(
        document, Source("a.txt", "x" * 200, "0" * 64), DEFAULT_BASE
    )]  # fmt: skip
    wholes = {subject: whole for subject, predicate, whole in found if predicate == ELI.is_part_of}
    assert wholes == {f"<{CP}/{part}>": f"<{CP}{whole}>" for part, whole in parts.items()}
    named = {part for _, predicate, part in found if predicate == CAN.provision}
    assert named == {f"<{CP}/{part}>" for part in parts if part != "kem-theo/quy-dinh"}

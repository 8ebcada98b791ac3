"""Exports that other programs can read, equal for equal states."""

import csv
import io

import networkx as nx
import pytest
import rdflib

from kg.analysis.networks import plans_documents, provinces_documents
from kg.analysis.projection import project
from kg.analysis.tables import table, table_names
from kg.graph.store import Store
from kg.views.cells import csv_text
from kg.views.export import PROJECTION_FORMATS, RDF_FORMATS, export_projection, export_rdf, state_digest
from kg.views.parquet import parquet

BASE = "https://w3id.org/can-cu/"
PARSERS = {"turtle": "turtle", "ntriples": "nt", "nquads": "nquads", "jsonld": "json-ld", "rdfxml": "xml"}


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_rdflib_reads_every_rdf_format(store: Store, form: str) -> None:
    data = export_rdf(store, form, BASE)
    assert data == export_rdf(store, form, BASE)
    read = rdflib.Dataset(default_union=True).parse(data=data, format=PARSERS[form])
    plans = set(read.subjects(rdflib.RDF.type, rdflib.URIRef("https://w3id.org/can-cu/def#Plan")))
    assert len(plans) == 5
    stated = read.value(rdflib.URIRef(f"{BASE}dataset"), rdflib.DCTERMS.identifier)
    assert str(stated) == state_digest(store)


@pytest.mark.parametrize("form", PROJECTION_FORMATS)
def test_projections_are_the_same_each_time(store: Store, form: str) -> None:
    assert export_projection(project(store), form, "d") == export_projection(project(store), form, "d")


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_awkward_values_survive_xml(form: str, read: object) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("p", kind="plan", label="p\x00\x0b\ufffe", name="p", date=None)
    graph.add_node("d", kind="document", label="<&>", name="d")
    quote = {"text": "a\x01b", "source": "f.txt", "start": 3, "end": 5, "page": None}
    for relation in ("basis", "cites"):
        graph.add_edge("p", "d", key=relation, count=1, quotes=[quote])
    back = read(io.BytesIO(export_projection(graph, form, "sha256:0")))  # type: ignore[operator]
    assert back.number_of_edges() == 2
    assert {facts["relation"] for *_, facts in back.edges(data=True)} == {"basis", "cites"}


def test_formulas_are_made_harmless_and_excel_finds_its_mark() -> None:
    text = csv_text(["a"], [["=cmd|' /C calc'!A0"], ["+1"], ["-x"], ["@x"], [-5]], bom=True)
    assert text.startswith("\ufeff")
    cells = [row[0] for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")))][1:]
    assert cells == ["'=cmd|' /C calc'!A0", "'+1", "'-x", "'@x", "-5"]


@pytest.mark.parametrize("name", table_names())
def test_tables_have_rows_under_their_columns(store: Store, name: str) -> None:
    found = table(store, name)
    assert found.rows
    assert all(len(row) == len(found.columns) for row in found.rows)


def test_shared_documents_join_plans_and_places(store: Store) -> None:
    graph = project(store)
    iri = f"{BASE}eli/vn/ttg/qd/2021/468"
    assert len(plans_documents(graph)[iri]) == 3
    assert {graph.nodes[place]["label"] for place in provinces_documents(graph)[iri]} == {
        "Nghệ An", "Quảng Ninh", "Hải Phòng",
    }  # fmt: skip


@pytest.mark.parametrize("name", table_names())
def test_parquet_keeps_rows_and_types(store: Store, name: str) -> None:
    files = pytest.importorskip("pyarrow.parquet")
    found = table(store, name)
    read = files.read_table(io.BytesIO(parquet(found.columns, found.rows, "sha256:0")))
    assert [tuple(row.values()) for row in read.to_pylist()] == list(found.rows)
    assert read.schema.metadata[b"digest"] == b"sha256:0"
    if "start" in found.columns:
        assert str(read.schema.field("start").type) == "int64"


def test_a_column_of_several_kinds_becomes_text_in_parquet() -> None:
    files = pytest.importorskip("pyarrow.parquet")
    data = parquet(("a", "b"), ((1, ("x", "y")), ("z", None), (None, None)), "")
    assert files.read_table(io.BytesIO(data)).to_pydict() == {"a": ["1", "z", None], "b": ["x; y", None, None]}

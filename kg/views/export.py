"""The graph and its tables as files for other programs; the same state always gives the same bytes.

RDF formats hold every statement but those of ``builds`` (clock times), and one more: the digest of the
state. GraphML, GEXF and CSV hold the projection that analysts draw (:mod:`kg.analysis.projection`).
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox

from kg.graph.store import Store
from kg.graph.vocabulary import DCTERMS, NAMESPACES
from kg.views.cells import csv_text

_RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
RDF_FORMATS = tuple(_RDF)
PROJECTION_FORMATS = ("graphml", "gexf", "csv")
_CONTROL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GEXF = "http://www.gexf.net/1.2draft"
_EDGE_COLUMNS = (
    "source", "source_label", "relation", "target", "target_label", "count", "confidence", "quotes",
)  # fmt: skip


def state_digest(store: Store) -> str:
    """The SHA-256 of the store's sorted N-Quads without ``builds``: equal for equal states."""
    total = hashlib.sha256()
    for line in store.nquads():
        total.update(f"{line}\n".encode())
    return f"sha256:{total.hexdigest()}"


def export_rdf(store: Store, form: str, base: str) -> bytes:
    """Every statement, in one of :data:`RDF_FORMATS`; *base* is where the digest's statement hangs."""
    stated = ox.Quad(
        ox.NamedNode(f"{base}dataset"),
        DCTERMS.identifier,
        ox.Literal(state_digest(store)),
        ox.NamedNode(f"{base}builds"),
    )
    quads = [stated, *ox.parse("\n".join(store.nquads()).encode(), ox.RdfFormat.N_QUADS)]
    engine_form = _RDF[form]
    if engine_form.supports_datasets:
        return ox.serialize(quads, format=engine_form) or b""
    triples = sorted({quad.triple for quad in quads}, key=str)
    prefixes = {terms.prefix: terms.iri for terms in NAMESPACES}
    return ox.serialize(triples, format=engine_form, prefixes=prefixes) or b""


def export_projection(graph: nx.MultiDiGraph[str], form: str, digest: str, *, bom: bool = False) -> bytes:
    """A projection (:func:`kg.analysis.projection.project`) in one of :data:`PROJECTION_FORMATS`.

    *digest* is that of the state; CSV has no place for it. *bom* concerns CSV only.
    """
    match form:
        case "graphml":
            return _graphml(graph, digest)
        case "gexf":
            return _gexf(graph, digest)
        case _:
            return csv_text(_EDGE_COLUMNS, _edge_rows(graph), bom=bom).encode()


def _graphml(graph: nx.MultiDiGraph[str], digest: str) -> bytes:
    plain = _plain(graph)
    plain.graph["digest"] = digest
    return ("\n".join(nx.generate_graphml(plain)) + "\n").encode()


def _gexf(graph: nx.MultiDiGraph[str], digest: str) -> bytes:
    out = io.BytesIO()
    nx.write_gexf(_plain(graph), out)
    ElementTree.register_namespace("", _GEXF)
    tree = ElementTree.fromstring(out.getvalue())
    meta = tree.find(f"{{{_GEXF}}}meta")
    assert meta is not None
    del meta.attrib["lastmodifieddate"]  # the day of the export is not part of the state
    ElementTree.SubElement(meta, f"{{{_GEXF}}}description").text = digest
    return bytes(ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True))


def _plain(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """A copy that the XML writers can take: texts and numbers only, edges numbered, no control characters."""
    copy: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, facts in sorted(graph.nodes(data=True)):
        copy.add_node(node, **_known(facts))
    for number, edge in enumerate(sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])):
        source, target, relation, facts = edge
        told = {**facts, "quotes": _joined(facts), "relation": relation}
        copy.add_edge(source, target, key=number, **_known(told))
    return copy


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    cleaned = {key: _CONTROL.sub("\ufffd", value) if isinstance(value, str) else value for key, value in facts.items()}
    return {key: value for key, value in cleaned.items() if value is not None}


def _joined(facts: dict[str, Any]) -> str:
    return "\n".join(f"{q['source']} {q['start']}-{q['end']}: {q['text']}" for q in facts["quotes"])


def _edge_rows(graph: nx.MultiDiGraph[str]) -> Iterable[tuple[Any, ...]]:
    for source, target, relation, facts in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        names = graph.nodes[source]["name"], graph.nodes[target]["name"]
        numbers = facts["count"], facts.get("confidence")
        yield source, names[0], relation, target, names[1], *numbers, _joined(facts)

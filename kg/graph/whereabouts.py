"""What a node of the graph is, and where its text stands: in which source, at which offset, in which words."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.store import Store
from kg.graph.vocabulary import CAN, ELI, OA, PROV, RDF, RDFS, SKOS

# What a thing is, the most telling class first; what it is called, the shortest name first.
_CLASSES = (CAN.Citation, CAN.Task, CAN.Agency, CAN.Finding, CAN.Source, CAN.Plan, ELI.LegalResource)
_NAMES = (CAN.assertedNumber, RDFS.label, ELI.id_local, SKOS.prefLabel, CAN.path, CAN.code)
_QUOTES = (OA.exact, CAN.text)


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place: ``source`` is a path, ``start`` an offset of its text, ``page`` one of its pages; -1 where unknown.

    ``kind`` is the class of what stands there by its local name (``Citation``), ``name`` what it is called.
    """

    source: str = ""
    start: int = -1
    page: int = -1
    quote: str = ""
    kind: str = ""
    name: str = ""
    sha256: str = ""


def whereabouts(store: Store, iri: str, source: ox.NamedNode | None = None) -> Where:
    """Where the thing *iri* stands; *source* is the graph that speaks of it, where that is known."""
    if iri.startswith("_:"):
        return Where()
    node = _whole(store, ox.NamedNode(iri))
    parts = [node, *_objects(store, node, OA.hasTarget)]
    parts += [selector for part in parts[1:] for selector in _objects(store, part, OA.hasSelector)]
    graph = source or next(iter(_sources(store, node)), None)
    types = _objects(store, node, RDF.type)
    kind = next((one for one in _CLASSES if one in types), None)
    return Where(
        source=_text(store, [graph] if graph else [], CAN.path),
        start=int(_text(store, parts, OA.start) or -1),
        page=int(_text(store, parts, CAN.page) or -1),
        quote=" ".join(_text(store, parts, *_QUOTES).split()),
        kind=kind.value.replace("#", "/").rpartition("/")[2] if kind else "",
        name=_text(store, [node], *_NAMES),
        sha256=_text(store, [graph] if graph else [], CAN.sha256),
    )


def _whole(store: Store, node: ox.NamedNode) -> ox.NamedNode:
    """The citation that a quote, a position or a place belongs to; else the node itself."""
    for part_of in (OA.hasSelector, OA.hasTarget):
        found = (quad.subject for quad in store.quads(None, part_of, node))
        node = next((subject for subject in found if isinstance(subject, ox.NamedNode)), node)
    return node


def _sources(store: Store, node: ox.NamedNode) -> list[ox.NamedNode]:
    found = (_objects(store, node, name) for name in (CAN.inSource, CAN.primarySource, PROV.wasDerivedFrom))
    return [source for sources in found for source in sources]


def _objects(store: Store, node: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.NamedNode]:
    quads = store.quads(node, predicate)
    return sorted({q.object for q in quads if isinstance(q.object, ox.NamedNode)}, key=lambda node: node.value)


def _text(store: Store, nodes: list[ox.NamedNode], *predicates: ox.NamedNode) -> str:
    """The first literal that one of the nodes has for one of the predicates; empty where there is none."""
    for predicate in predicates:
        for node in nodes:
            quads = store.quads(node, predicate)
            if found := sorted({quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}):
                return found[0]
    return ""

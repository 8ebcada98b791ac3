"""The documentation page of the ontology, made from ``legal.ttl``: ``ontology/README.md``.

``python -m kg.views.diagram`` writes the page and the diagram of the model anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import rdflib
from rdflib import OWL, RDF, RDFS, SKOS
from rdflib.collection import Collection
from rdflib.term import Node

from kg.graph.ontology import ontology_folder, relations
from kg.graph.vocabulary import CAN

_LINKS = {
    RDFS.subClassOf: "refines",
    RDFS.subPropertyOf: "refines",
    RDFS.seeAlso: "see",
}
_HEAD = """# The ontology · Mô hình dữ liệu

Made from `legal.ttl` by `python -m kg.views.diagram`. Terms without a prefix are the project's own (`{namespace}`);
each refines a term of a standard, or names the one that comes nearest. Which values a graph may have, and how many, is
said by `shapes.ttl`, what holds across graphs by `rules/`; `kg check` tests both.

Trang này được tạo từ `legal.ttl`. Thuật ngữ không có tiền tố là của dự án; mỗi thuật ngữ cụ thể hóa một thuật ngữ
của tiêu chuẩn, hoặc chỉ ra thuật ngữ gần nhất.

![Model · Mô hình](model.svg)
"""


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the ontology: labels and definitions by language, and what it is tied to by name."""

    name: str
    kind: Node
    label: dict[str, str]
    definition: dict[str, str]
    links: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]

    @property
    def is_class(self) -> bool:
        """Whether it is a class, not a property."""
        return self.kind == OWL.Class


@cache
def _graph() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology_folder() / "legal.ttl")


@cache
def terms() -> tuple[Term, ...]:
    """The classes and properties, in the order of the vocabulary."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    declared = {name: set(_graph().objects(rdflib.URIRef(CAN.iri + name), RDF.type)) for name in CAN.terms}
    return tuple(_term(name, kind) for name in CAN.terms for kind in kinds if kind in declared[name])


def _term(name: str, kind: Node) -> Term:
    node = rdflib.URIRef(CAN.iri + name)
    links = [(word, other) for link, word in _LINKS.items() for other in _graph().objects(node, link)]
    return Term(
        name=name,
        kind=kind,
        label=_texts(node, RDFS.label),
        definition=_texts(node, RDFS.comment),
        links=tuple(sorted(f"{word} `{short(other)}`" for word, other in links)),
        domain=_classes(node, RDFS.domain),
        range=_classes(node, RDFS.range),
    )


def _texts(node: Node, name: Node) -> dict[str, str]:
    found = (text for text in _graph().objects(node, name) if isinstance(text, rdflib.Literal))
    return {str(text.language): str(text) for text in found}


def _classes(node: Node, name: Node) -> tuple[str, ...]:
    """The classes, or the values, that a domain or range names."""
    described = _graph().value(node, name)
    if described is None:
        return ()
    members = _graph().value(described, OWL.unionOf) or _graph().value(described, OWL.oneOf)
    return tuple(short(one) for one in Collection(_graph(), members)) if members else (short(described),)


def short(node: Node) -> str:
    """A term by its prefix, one of the project's own without it; a literal in quotes.

    >>> short(rdflib.URIRef(CAN.iri + "Task")), short(RDFS.label), short(rdflib.Literal("read"))
    ('Task', 'rdfs:label', '"read"')
    """
    if isinstance(node, rdflib.Literal):
        return f'"{node}"'
    return _graph().namespace_manager.curie(str(node), generate=False).removeprefix("can:")


def page() -> str:
    """The page in Markdown."""
    classes = [term for term in terms() if term.is_class]
    edges = [term for term in terms() if term.kind == OWL.ObjectProperty]
    values = [term for term in terms() if term.kind == OWL.DatatypeProperty]
    parts = [
        _HEAD.format(namespace=CAN.iri),
        _section("Classes · Lớp", classes),
        _section("Properties that lead to a thing · Quan hệ", edges),
        _section("Properties that hold a value · Thuộc tính", values),
        _relation_table(),
    ]
    return "\n".join(parts)


def _section(title: str, found: Iterable[Term]) -> str:
    return f"## {title}\n\n" + "\n".join(map(_entry, found))


def _entry(term: Term) -> str:
    used = " → ".join(filter(None, (_either(term.domain), _either(term.range))))
    tied = "; ".join(filter(None, (used, *term.links)))
    return (
        f"**`{term.name}`** {term.label['en']} · *{term.label['vi']}*  \n"
        f"{term.definition['en']}  \n{term.definition['vi']}  \n{tied}\n"
    )


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(f"`{name}`" for name in names)


def _relation_table() -> str:
    rows = [
        f"| {one.rank} | `{one.key}` | {one.label['en']} | {one.label['vi']} | {_edge(one.edge)} |"
        for one in relations().values()
    ]
    scheme = _texts(rdflib.URIRef(CAN.Relations.value), SKOS.definition)
    head = "| | key | English | tiếng Việt | edge |\n|---|---|---|---|---|"
    return f"## Relations · Quan hệ viện dẫn\n\n{scheme['en']} {scheme['vi']}\n\n{head}\n" + "\n".join(rows) + "\n"


def _edge(edge: object) -> str:
    return f"`{short(rdflib.URIRef(str(getattr(edge, 'value', edge))))}`" if edge else ""

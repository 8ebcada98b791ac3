"""Where the ontology and the sample plans lie, and the relations that the ontology lists."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.vocabulary import CAN, RDFS, SKOS

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of the ontology: its key in answers, the edge it draws, its strength (1 first)."""

    key: str
    iri: ox.NamedNode
    edge: ox.NamedNode | None
    rank: int
    label: dict[str, str]


def ontology_folder() -> Path:
    """The folder with ``legal.ttl``, ``shapes.ttl`` and ``queries/``."""
    return _folder("ontology", "_ontology")


def sample_plans() -> Path:
    """The folder with the five sample plans."""
    return _folder("data/plans", "_plans")


def _folder(checkout: str, packaged: str) -> Path:
    for folder in (_PACKAGE / packaged, _PACKAGE.parent / checkout):
        if folder.is_dir():
            return folder
    raise StoreError(f"The installation is not complete: neither {packaged} nor {checkout} is there.")


@cache
def legal() -> tuple[ox.Triple, ...]:
    """The statements of ``legal.ttl``."""
    text = (ontology_folder() / "legal.ttl").read_bytes()
    return tuple(quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE))


@cache
def relations() -> dict[str, Relation]:
    """The relations by key, strongest first."""
    facts: dict[ox.NamedNode, dict[ox.NamedNode, list[ox.Triple]]] = defaultdict(lambda: defaultdict(list))
    for triple in legal():
        if isinstance(triple.subject, ox.NamedNode):
            facts[triple.subject][triple.predicate].append(triple)
    found = [_relation(iri, about) for iri, about in facts.items() if CAN.rank in about]
    return {relation.key: relation for relation in sorted(found, key=lambda relation: relation.rank)}


def _relation(iri: ox.NamedNode, about: dict[ox.NamedNode, list[ox.Triple]]) -> Relation:
    edges = [t.object for t in about.get(CAN.edge, []) if isinstance(t.object, ox.NamedNode)]
    texts = {p: [t.object for t in about[p] if isinstance(t.object, ox.Literal)] for p in list(about)}
    return Relation(
        key=texts[SKOS.notation][0].value,
        iri=iri,
        edge=edges[0] if edges else None,
        rank=int(texts[CAN.rank][0].value),
        label={str(text.language): text.value for text in texts[SKOS.prefLabel]},
    )


@cache
def _keys() -> dict[str, str]:
    return {relation.iri.value: key for key, relation in relations().items()}


def relation_key(iri: str) -> str:
    """The key of a relation by its IRI.

    >>> relation_key("https://w3id.org/can-cu/def#relation-basis")
    'basis'
    """
    return _keys()[iri]


@cache
def term_labels(lang: str) -> dict[str, str]:
    """The labels of the ontology's own classes and properties, by their local names.

    >>> term_labels("vi")["Citation"]
    'viện dẫn'
    """
    found: dict[str, str] = {}
    for triple in legal():
        iri, text = triple.subject, triple.object
        if triple.predicate != RDFS.label or not isinstance(iri, ox.NamedNode) or not isinstance(text, ox.Literal):
            continue
        if text.language == lang:
            found[iri.value.removeprefix(CAN.iri)] = text.value
    return found


def relation_of(relation: str, cue: str | None = None) -> Relation:
    """A record's relation as the ontology's, which tells apart two kinds of basis and of guiding.

    >>> relation_of("basis", "Thực hiện").key, relation_of("basis", "Căn cứ").key
    ('carries_out', 'basis')
    """
    words = (cue or "").lower()
    if relation == "basis" and words.startswith(("thực hiện", "triển khai")):
        relation = "carries_out"
    elif relation == "guides" and "chi tiết" in words:
        relation = "details"
    return relations()[relation]

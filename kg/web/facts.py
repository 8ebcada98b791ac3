"""What the graph says of one thing: its properties, and the mentions by which others cite it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.analysis.sparql import PREFIXES
from kg.config import Lang
from kg.graph.store import Store
from kg.graph.terms import Value
from kg.views.labels import day, property_label, shown

_MOST = 500
_INTERNAL = {
    "numberKey",
    "titleKey",
    "typeName",
    "standing",
    "day",
    "within",
    "label",
    "type",
}  # for look-up, not for reading
_LABELS = ("label", "prefLabel", "id_local", "title")


@dataclass(frozen=True, slots=True)
class Fact:
    """A property's label and a value: ``value`` as it stands, ``shown`` for people."""

    property: str
    value: Value
    shown: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a document is cited: by what, as what, and in which words."""

    other: str
    shown: str
    relation: str
    quote: str


@dataclass(frozen=True, slots=True)
class Resource:
    """What is known of one IRI."""

    label: str
    facts: tuple[Fact, ...]
    cited_by: tuple[Mention, ...]
    cites: tuple[Mention, ...]


def describe(store: Store, iri: str, lang: Lang) -> Resource:
    """Look *iri* up; a thing that nobody speaks of has no facts and no mentions."""
    rows = store.select(f"""{PREFIXES}
SELECT DISTINCT ?property ?value (COALESCE(MIN(?own), MIN(?name)) AS ?shown) WHERE {{
  <{iri}> ?property ?value .
  OPTIONAL {{ {_named("?value", "?name")} OPTIONAL {{ BIND(?name AS ?own) FILTER(LANG(?name) = "{lang}") }} }}
}} GROUP BY ?property ?value ORDER BY ?property ?value LIMIT {_MOST}""")
    facts = [
        Fact(property_label(str(row["property"]), lang), row["value"], _shown(row, lang))
        for row in rows
        if _local_name(row["property"]) not in _INTERNAL
    ]
    by_property = {_local_name(row["property"]): _text(row) for row in reversed(rows)}
    return Resource(
        label=next((by_property[name] for name in _LABELS if name in by_property), iri),
        facts=tuple(facts),
        cited_by=_mentions(store, iri, "cito:hasCitedEntity", "cito:hasCitingEntity", lang),
        cites=_mentions(store, iri, "cito:hasCitingEntity", "cito:hasCitedEntity", lang),
    )


def _mentions(store: Store, iri: str, this: str, other: str, lang: Lang) -> tuple[Mention, ...]:
    rows = store.select(f"""{PREFIXES}
SELECT ?value ?relation ?prefix ?exact ?suffix (SAMPLE(?name) AS ?shown) WHERE {{
  ?citation {this} <{iri}> ; {other} ?value ; can:relation/skos:prefLabel ?relation ;
    oa:hasTarget/oa:hasSelector ?text , ?position .
  ?text oa:exact ?exact . ?position oa:start ?start .
  OPTIONAL {{ ?text oa:prefix ?prefix }} OPTIONAL {{ ?text oa:suffix ?suffix }}
  OPTIONAL {{ {_named("?value", "?name")} }}
  FILTER(LANG(?relation) = "{lang}")
}} GROUP BY ?value ?relation ?prefix ?exact ?suffix ?start ORDER BY ?value ?start LIMIT {_MOST}""")
    return tuple(
        Mention(str(r["value"]), _text(r), str(r["relation"]), "".join(str(r[p] or "") for p in _QUOTE)) for r in rows
    )


_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_QUOTE = ("prefix", "exact", "suffix")


def _named(node: str, name: str) -> str:
    return f"{{ {node} eli:id_local {name} }} UNION {{ {node} skos:prefLabel {name} }}"


def _text(row: dict[str, Value]) -> str:
    return str(row["shown"] if row.get("shown") is not None else row["value"])


def _shown(row: dict[str, Value], lang: Lang) -> str:
    """A value as people read it: a date, the label of a key."""
    text = str(shown(_local_name(row["property"]), _text(row), lang))
    return day(text) if _DAY.fullmatch(text) else text


def _local_name(iri: Value) -> str:
    return str(iri).replace("#", "/").rsplit("/", 1)[-1]

"""Two places, or two plans, side by side: what both cite, and what only one of them does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.analysis.sparql import PREFIXES
from kg.errors import UsageError
from kg.graph.collation import text_key
from kg.graph.parameters import understand
from kg.graph.queries import ask
from kg.graph.store import Store

_NAMES = """
SELECT DISTINCT ?name WHERE {{
  VALUES ?iri {{ {terms} }}
  {{ ?iri skos:prefLabel ?name FILTER(LANG(?name) = "vi") }} UNION {{ ?iri a eli:LegalResource ; rdfs:label ?name }}
}}"""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document: its IRI, number and subject, and the relation of each side to it, None where it does not cite it."""

    document: str
    number: str
    title: str
    here: str | None
    there: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """``here`` and ``there`` are what the two sides are called, ``shared``, ``only_here`` and ``only_there`` what they
    cite, by number; ``scope`` is that of every answer.
    """

    here: str
    there: str
    shared: tuple[Cited, ...]
    only_here: tuple[Cited, ...]
    only_there: tuple[Cited, ...]
    scope: Mapping[str, str]


def compare(store: Store, here: str, there: str, as_of: str | None = None) -> Comparison:
    """Compare what two places or plans cite; UsageError where one is neither a place nor a plan of the graph.

    With a day, a place is all that had become it by then.
    """
    day = {"as_of": as_of} if as_of else {}
    one, other = (ask(store, "documents-cited", {_kind(store, text): text, **day}) for text in (here, there))
    known: dict[str, tuple[str, str]] = {}
    relations: list[dict[str, str]] = []
    for answer in (one, other):
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        known |= {str(row["document"]): (str(row["number"] or ""), str(row["title"] or "")) for row in rows}
        relations.append({str(row["document"]): str(row["relation"]) for row in rows})
    every = sorted(known, key=lambda iri: (text_key(known[iri][0]), iri))
    cited = [Cited(iri, *known[iri], relations[0].get(iri), relations[1].get(iri)) for iri in every]
    return Comparison(
        here=_name(store, here),
        there=_name(store, there),
        shared=tuple(one for one in cited if one.here and one.there),
        only_here=tuple(one for one in cited if not one.there),
        only_there=tuple(one for one in cited if not one.here),
        scope=one.scope,
    )


def _name(store: Store, text: str) -> str:
    """What a place or plan is called, as the graph has it; what people typed, where it means several."""
    terms = " ".join(understand(store, _kind(store, text), text).terms)
    rows = store.select(PREFIXES + _NAMES.format(terms=terms))
    names = {str(row["name"]) for row in rows}
    return names.pop() if len(names) == 1 else text


def _kind(store: Store, text: str) -> str:
    """Whether people mean a plan or a place: a number, a file or a label is a plan's, any other name a place's."""
    if any(map(str.isdigit, text)) and understand(store, "plan", text).terms:
        return "plan"
    try:
        understand(store, "place", text)
    except UsageError:
        if understand(store, "plan", text).terms:
            return "plan"
        raise
    return "place"

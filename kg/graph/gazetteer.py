"""Places of the graph by what people call them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.errors import UsageError
from kg.graph.store import Store
from kg.graph.suggest import suggestion
from kg.tables import fold

_KINDS = re.compile(r"^(tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu)\s+")
_SHORT = {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran"}
_SHORT_KINDS = re.compile(r"^(tp|tx|tt)(?:\.\s*|\s+)")

_PLACES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?iri ?name WHERE { ?iri a dcterms:Location ; skos:prefLabel|skos:altLabel ?name }
"""
# Most places that people ask for are provinces; among 700 districts they are found in the graph that names them all,
# which is the one that lists the relations.
_PROVINCES = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?iri ?name WHERE { GRAPH ?reference {
  can:Relations a skos:ConceptScheme .
  ?iri a dcterms:Location ; can:level "provincial" ; skos:prefLabel|skos:altLabel ?name
} }
"""


def places_called(store: Store, text: str) -> tuple[str, ...]:
    """The IRIs of the places of that name, with or without diacritics; UsageError where there is none.

    The word for its kind tells a place from those of other levels; without it the largest place of the name is meant.
    "Châu Thành, Long An" is the one that lies in the other. A province that was formed anew has two.
    """
    if _bare(text) == _spelled(text).removeprefix("tinh ") and (found := _called(_names(store, _PROVINCES), text)):
        return tuple(sorted(found))
    names = _names(store, _PLACES)
    inner, _, outer = text.partition(",")
    found = _called(names, inner)
    if outer:
        around = tuple(f"{iri}/" for iri in _called(names, outer))
        found = {iri for iri in found if iri.startswith(around)}
    if not found:
        shown = sorted({name for _, name in names})
        raise UsageError(f"There is no place {text!r} in the graph.{suggestion(text, shown)}")
    return tuple(sorted(found))


def _names(store: Store, query: str) -> list[tuple[str, str]]:
    return [(str(row["iri"]), str(row["name"])) for row in store.select(query)]


def _called(names: Iterable[tuple[str, str]], text: str) -> set[str]:
    wanted, bare = _spelled(text), _bare(text)
    alike = [(iri, _spelled(name)) for iri, name in names if _bare(name) == bare]
    exact = {iri for iri, name in alike if name == wanted}
    if exact and wanted != bare:
        return exact
    largest = min((iri.count("/") for iri, _ in alike), default=0)
    return {iri for iri, _ in alike if iri.count("/") == largest}


def _spelled(name: str) -> str:
    """A name as it is compared: folded, with the word for its kind in full."""
    return _SHORT_KINDS.sub(lambda found: f"{_SHORT[found[1]]} ", fold(" ".join(name.split())))


def _bare(name: str) -> str:
    return _KINDS.sub("", _spelled(name))

"""Finding things by what people type: documents, places, bodies and tasks, with or without diacritics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.analysis.sparql import PREFIXES, literal
from kg.analysis.units import Unit, units
from kg.graph.store import Store
from kg.graph.terms import Value
from kg.tables import fold

Kind: TypeAlias = Literal["document", "place", "agency", "task"]

_DOCUMENTS = """
SELECT ?iri ?label ?title ?read (COUNT(DISTINCT ?citing) AS ?plans) WHERE {{
  ?facts a can:Documents .
  GRAPH ?facts {{
    {{ SELECT DISTINCT ?iri WHERE {{ GRAPH ?facts {{ {which} }} }} LIMIT {most} }}
    ?iri rdfs:label ?label .
    OPTIONAL {{ ?iri dcterms:title ?title }} OPTIONAL {{ ?iri can:primarySource ?read }}
    OPTIONAL {{ ?summary can:cited ?iri ; can:citing ?citing }}
  }}
}} GROUP BY ?iri ?label ?title ?read"""
_PLACES = """
SELECT ?iri ?label (GROUP_CONCAT(?other; separator="|") AS ?names) WHERE {
  ?iri a dcterms:Location ; skos:prefLabel ?label FILTER(LANG(?label) = "vi")
  OPTIONAL { ?iri skos:altLabel ?other }
} GROUP BY ?iri ?label"""
_AGENCIES = "SELECT ?label WHERE { ?facts a can:Documents ; can:agencyName ?label }"
_LEADS = """
SELECT ?label (COUNT(?task) AS ?tasks) WHERE {{
  VALUES ?label {{ {names} }}
  ?body skos:prefLabel ?label . ?task can:leadAgency ?body ; a can:Task
}} GROUP BY ?label"""
_TASKS = """
SELECT ?iri ?label ?plan ?deadline WHERE {
  ?iri a can:Task ; can:text ?label ; can:inPlan ?in . ?facts a can:Documents .
  GRAPH ?facts { ?in rdfs:label ?plan }
  OPTIONAL { ?iri can:deadline ?deadline }
}"""
_LAW = re.compile(r"^(?:luat|bo luat|phap lenh) ")  # titles of laws are kept without the word
_CANDIDATES = 200  # documents that are ranked


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: ``iri`` (a body that several provinces have goes by its name), what it is called, what it is.

    ``weight`` ranks hits of one kind: for a document the plans that cite it, for a body its tasks.
    ``unit`` tells a province from another one of its name.
    """

    kind: Kind
    iri: str
    label: str
    detail: str
    weight: int = 0
    unit: Unit | None = None


def search(store: Store, typed: str, most: int = 20) -> dict[Kind, tuple[Hit, ...]]:
    """What is called so, the *most* that fit best of each kind: every word typed is part of a name.

    "nd 61/2018" finds 61/2018/NĐ-CP, "qd 468" 468/QĐ-TTg, "quang ninh" the province and its plans.
    """
    words = words_of(typed)
    if not words:
        return {}
    found: dict[Kind, Iterable[Hit]] = {
        "document": _documents(store, words),
        "place": _places(store, words),
        "agency": _agencies(store, words),
        "task": _tasks(store, words),
    }
    ranked = {kind: tuple(sorted(hits, key=lambda hit: _rank(hit, words))[:most]) for kind, hits in found.items()}
    return {kind: hits for kind, hits in ranked.items() if hits}


def words_of(typed: str) -> tuple[str, ...]:
    """The words of a search, folded.

    >>> words_of(" Nghị định  61/2018 ")
    ('nghi', 'dinh', '61/2018')
    """
    return tuple(fold(typed).split())


def _rank(hit: Hit, words: tuple[str, ...]) -> tuple[object, ...]:
    """What is called exactly so first, then what begins so, then what the label itself says, not only its title."""
    label, whole = fold(hit.label), " ".join(words)
    begins = label.startswith((words[-1], whole))
    return (label != whole, not begins, not _fits(label, words), -hit.weight, label, hit.iri)


def _fits(text: str, words: tuple[str, ...]) -> bool:
    return all(word in text for word in words)


def _documents(store: Store, words: tuple[str, ...]) -> Iterator[Hit]:
    """By number (its type may be typed short: "qd 468"), by label, which names the place of a plan, and by title."""
    keyed = [word.lstrip("0") or word for word in words]
    entitled = list(words_of(_LAW.sub("", " ".join(words)))) or list(words)
    found: dict[str, Hit] = {}
    for pattern, wanted in (("?iri can:numberKey ?key", keyed), ("?iri can:titleKey ?key", entitled)):
        for row in _matching(store, pattern, wanted):
            found.setdefault(str(row["iri"]), _document(row))
    for row in _of_place(store, words) if any(map(str.isalpha, words)) else ():
        found.setdefault(str(row["iri"]), _document(row))
    yield from found.values()


def _matching(store: Store, pattern: str, words: Iterable[str]) -> list[dict[str, Value]]:
    tests = " && ".join(f"CONTAINS(?key, {literal(word)})" for word in words)
    return store.select(PREFIXES + _DOCUMENTS.format(which=f"{pattern} FILTER({tests})", most=_CANDIDATES))


def _of_place(store: Store, words: tuple[str, ...]) -> list[dict[str, Value]]:
    """Plans that were read, by the whole of their label: number, place and year."""
    which = "?iri can:primarySource ?source"
    rows = store.select(PREFIXES + _DOCUMENTS.format(which=which, most=10 * _CANDIDATES))
    return [row for row in rows if _fits(fold(str(row["label"])), words)]


def _document(row: dict[str, Value]) -> Hit:
    plans = int(str(row["plans"]))
    return Hit("document", str(row["iri"]), str(row["label"]), str(row["title"] or ""), plans + bool(row["read"]))


def _places(store: Store, words: tuple[str, ...]) -> Iterator[Hit]:
    """Places, each with the name of the unit that it lies in."""
    rows = {str(row["iri"]): row for row in store.select(PREFIXES + _PLACES)}
    provinces = units(store)
    for iri, row in rows.items():
        if _fits(fold(f"{row['label']}|{row['names'] or ''}"), words):
            outer = rows.get(iri.rsplit("/", 1)[0], {}).get("label")
            yield Hit("place", iri, str(row["label"]), str(outer or ""), -iri.count("/"), provinces.get(iri))


def _agencies(store: Store, words: tuple[str, ...]) -> Iterator[Hit]:
    """Names of bodies, weighed by the tasks that bodies of that name lead."""
    names = [str(row["label"]) for row in store.select(PREFIXES + _AGENCIES)]
    fitting = sorted(name for name in names if _fits(fold(name), words))[:_CANDIDATES]
    said = " ".join(f"{literal(name)}@vi" for name in fitting)
    rows = store.select(PREFIXES + _LEADS.format(names=said)) if fitting else []
    led = {str(row["label"]): int(str(row["tasks"])) for row in rows}
    return (Hit("agency", name, name, "", led.get(name, 0)) for name in fitting)


def _tasks(store: Store, words: tuple[str, ...]) -> Iterator[Hit]:
    for row in store.select(PREFIXES + _TASKS):
        if _fits(fold(str(row["label"])), words):
            detail = "; ".join(str(part) for part in (row["plan"], row["deadline"]) if part)
            yield Hit("task", str(row["iri"]), str(row["label"]), detail)

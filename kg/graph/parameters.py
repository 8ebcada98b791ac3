"""What people type as a query's parameter, as terms of the graph.

Names and numbers are looked up in the graph itself, so that a graph made elsewhere answers as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph.facts import number_key
from kg.graph.gazetteer import places_called
from kg.graph.store import Store
from kg.graph.suggest import suggestion
from kg.graph.terms import Value, date_literal
from kg.tables import alias_named, fold, topics

Words: TypeAlias = Mapping[str, str]

UNLIMITED = ("all", "tat ca")
"""What people type for no limit, folded."""

_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_NUMBER = re.compile(r"\d[\w.]*(?:\s*[-/]\s*[\w&.]+)*\s*/\s*[\w&.]+(?:\s*[-/]\s*[\w&.]+)*")
_BARE = re.compile(
    r"(?P<type>[^\W\d][^\d]*?)?(?:\bso)?\s*(?P<ordinal>\d+[a-z]?)(?:(?:\s*/\s*|\s+nam\s+|\s+)(?:19|20)\d\d)?"
)
_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(\d{4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_LEVELS = {
    "central": ("trung uong",), "provincial": ("tinh", "cap tinh", "province"),
    "district": ("huyen", "cap huyen"), "commune": ("xa", "cap xa"), "regional": ("khu vuc",),
}  # fmt: skip

_DOCUMENTS = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?document ?label ?key ?type ?year ?date ?source ?path ?cited WHERE {{
  ?facts a can:Documents .
  GRAPH ?facts {{
    {which}
    ?document rdfs:label ?label .
    OPTIONAL {{ ?document can:numberKey ?key }}
    OPTIONAL {{ ?document can:year ?year }}
    OPTIONAL {{ ?document eli:date_document ?date }}
    OPTIONAL {{ ?document eli:type_document/skos:prefLabel ?type }}
  }}
  OPTIONAL {{ ?document can:primarySource ?source . ?source can:path ?path }}
  BIND(EXISTS {{ ?summary can:cited ?document }} AS ?cited)
}}
"""
_AGENCIES = """
PREFIX can: <https://w3id.org/can-cu/def#>
SELECT ?name WHERE { ?facts a can:Documents ; can:agencyName ?name }
"""
_CALLED = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?iri WHERE {{
  VALUES ?name {{ {names} }}
  GRAPH ?source {{ ?iri skos:prefLabel|skos:altLabel ?name . ?iri a can:Agency }}
}}
"""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a parameter stands for: terms in SPARQL's spelling, none where the graph has no such thing."""

    terms: tuple[str, ...]
    notes: tuple[Words, ...] = ()


def understand(store: Store, kind: str, text: str) -> Meaning:
    """The terms that *text* means as a parameter of that *kind*; UsageError where it cannot mean any."""
    return _KINDS[kind](store, text)


def _document(store: Store, text: str) -> Meaning:
    if iri := _iri(text):
        return Meaning((iri,))
    found = _NUMBER.search(_DATE.sub(" ", text))
    if found and any(map(str.isalpha, found[0])):
        rows = _rows(store, _of_key(found[0]))
        return _meaning(_of_date(rows, text.replace(found[0], " ")), text)
    bare = _BARE.fullmatch(fold(_DATE.sub(" ", text)).strip())
    if bare and (rows := _of_date(_numbered(store, bare["ordinal"], (bare["type"] or "").strip()), text)):
        return _meaning(rows, text, told=True)
    return _meaning(_titled(store, text), text)


def _numbered(store: Store, ordinal: str, kind: str) -> list[dict[str, Value]]:
    """Documents whose number begins with *ordinal* and whose type, where one is said, is *kind*."""
    start = number_key(ordinal)
    begins = " || ".join(f"STRSTARTS(?start, {ox.Literal(start + mark)})" for mark in "/-")
    rows = _rows(store, f"?document can:numberKey ?start FILTER({begins})")
    return [row for row in rows if kind in ("", fold(str(row["type"] or "")))]


def _titled(store: Store, text: str) -> list[dict[str, Value]]:
    """Documents by a name: an alias stands for a number, else the title says it, whole or in part."""
    if alias := alias_named(text):
        return _of_date(_rows(store, _of_key(alias.number)), alias.date)
    name = fold(_YEAR.sub(" ", text)).strip()
    bare = re.sub(r"^(luat|bo luat|phap lenh)\s+", "", name)
    exact = " ".join(str(ox.Literal(title)) for title in (name, bare, f"luat {bare}"))
    entitled = "?document can:titleKey ?title ."
    rows = _rows(store, f"VALUES ?title {{ {exact} }} {entitled}")
    rows = rows or _rows(store, f"{entitled} FILTER(CONTAINS(?title, {ox.Literal(name)}))")
    return _of_date(rows, text)


def _of_date(rows: list[dict[str, Value]], text: str) -> list[dict[str, Value]]:
    """Those that the date or year said in *text* does not rule out; all where it says none."""
    if day := _DATE.search(text):
        said = f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
        return [row for row in rows if row["date"] is None or said.startswith(str(row["date"]))]
    year = _YEAR.search(text)
    return [row for row in rows if not year or row["year"] in (None, int(year[1]))]


def _plan(store: Store, text: str) -> Meaning:
    """A plan by its number, the name of its file, the label that answers show, or its place."""
    if iri := _iri(text):
        return Meaning((iri,))
    number = _NUMBER.search(text)
    rows = _rows(store, f"{_of_key(number[0])} ?document can:primarySource ?file .") if number else []
    if not (found := _plans_called(rows, text)):
        rows = _rows(store, "?document can:primarySource ?file .")
        found = _plans_called(rows, text)
    name = fold(text)
    return _meaning(found or [row for row in rows if name and name in fold(str(row["label"]))], text)


def _plans_called(rows: Iterable[Mapping[str, Value]], text: str) -> list[Mapping[str, Value]]:
    key, name = number_key(text), fold(text)
    return [row for row in rows if key == row["key"] or name in _names(row)]


def _names(row: Mapping[str, Value]) -> set[str]:
    path = fold(str(row["path"]))
    file = path.rsplit("/", 1)[-1]
    return {path, file, file.rsplit(".", 1)[0], fold(str(row["label"]))}


def _of_key(number: str) -> str:
    return f"?document can:numberKey {ox.Literal(number_key(number))} ."


def _rows(store: Store, which: str) -> list[dict[str, Value]]:
    """What is known of the documents that the pattern *which* finds; found first, all others are not looked at."""
    return store.select(_DOCUMENTS.format(which=which))


def _meaning(rows: Iterable[Mapping[str, Value]], text: str, *, told: bool = False) -> Meaning:
    """The documents of *rows*, with a note where it is none or several, or where it has to be *told* which."""
    every = list(rows)
    used = [row for row in every if row["cited"] or row["source"]] or every
    found = {str(row["document"]): str(row["label"]) for row in used}
    terms = tuple(str(ox.NamedNode(iri)) for iri in sorted(found))
    if not found:
        return Meaning((), ({
            "en": f"No document that was read, cited or is known is called {text!r}.",
            "vi": f"Không có văn bản nào đã đọc, được viện dẫn hoặc đã biết là {text!r}.",
        },))  # fmt: skip
    if len(found) > 1:
        return Meaning(terms, ({
            "en": f"{text!r} means {len(found)} documents: {', '.join(sorted(found))}.",
            "vi": f"{text!r} là {len(found)} văn bản: {', '.join(sorted(found))}.",
        },))  # fmt: skip
    if told:
        return Meaning(terms, ({
            "en": f"{text!r} is taken to mean {', '.join(found.values())}.",
            "vi": f"{text!r} được hiểu là {', '.join(found.values())}.",
        },))  # fmt: skip
    return Meaning(terms)


def _place(store: Store, text: str) -> Meaning:
    """A place by its name; see :func:`kg.graph.gazetteer.places_called`."""
    if iri := _iri(text):
        return Meaning((iri,))
    return Meaning(tuple(str(ox.NamedNode(iri)) for iri in places_called(store, text)))


def _iri(text: str) -> str | None:
    """The term for an IRI that people typed; None for other texts, UsageError for what only looks like one."""
    if not _IRI.fullmatch(text):
        return None
    try:
        return str(ox.NamedNode(text))
    except ValueError as error:
        raise UsageError(f"{text[:200]!r} is no IRI: {error}.") from error


def _agency(store: Store, text: str) -> Meaning:
    """Thousands of bodies share few names: the names are compared, then those who have them are looked up."""
    names = {str(row["name"]) for row in store.select(_AGENCIES)}
    wanted = fold(text)
    called = {name for name in names if fold(name) == wanted} or {name for name in names if wanted in fold(name)}
    if not called:
        raise UsageError(f"There is no agency {text!r} in the graph.{suggestion(text, names)}")
    terms = " ".join(str(ox.Literal(name, language="vi")) for name in sorted(called))
    found = {str(row["iri"]) for row in store.select(_CALLED.format(names=terms))}
    return Meaning(tuple(str(ox.NamedNode(iri)) for iri in sorted(found)))


def _level(_: Store, text: str) -> Meaning:
    name = fold(text)
    for level, words in _LEVELS.items():
        if name == level or name in words:
            return Meaning((str(ox.Literal(level)),))
    raise UsageError(f"There is no level {text!r}; the levels are {', '.join(_LEVELS)}.")


def _topic(_: Store, text: str) -> Meaning:
    name = fold(text)
    for topic in topics():
        if name in (topic.id, fold(topic.label_vi), fold(topic.label_en)):
            return Meaning((str(ox.Literal(topic.id)),))
    raise UsageError(f"There is no topic {text!r}.{suggestion(text, [topic.id for topic in topics()])}")


def _year(_: Store, text: str) -> Meaning:
    if not _YEAR.fullmatch(text):
        raise UsageError(f"{text!r} is not a year such as 2024.")
    return Meaning((str(ox.Literal(int(text))),))


def _month(_: Store, text: str) -> Meaning:
    """A month as ``2024-02`` or ``02/2024``."""
    found = re.fullmatch(r"(?:tháng )?(\d{1,2})[/-](\d{4})", text) or re.fullmatch(r"(\d{4})-(\d{1,2})", text)
    if not found:
        raise UsageError(f"{text!r} is not a month such as 2024-02 or 02/2024.")
    month, year = sorted(found.groups(), key=len)
    return Meaning((str(date_literal(f"{year}-{int(month):02d}")),))


def _date(_: Store, text: str) -> Meaning:
    """A day as ``2025-07-01`` or ``01/7/2025``."""
    iso = text
    if found := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text):
        iso = f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    try:
        day = date.fromisoformat(iso) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", iso) else None
    except ValueError:
        day = None
    if day is None:
        raise UsageError(f"{text!r} is not a date such as 2025-07-01.")
    return Meaning((str(date_literal(iso)),))


def _limit(_: Store, text: str) -> Meaning:
    """How many documents are shown, and one more: whether there are more."""
    if not re.fullmatch(r"0*[1-9][0-9]{0,8}", text):
        raise UsageError(f"{text!r} is neither a number of documents such as 100 nor {UNLIMITED[0]!r}.")
    return Meaning((str(int(text) + 1),))


_KINDS: dict[str, Callable[[Store, str], Meaning]] = {
    "document": _document, "plan": _plan, "place": _place, "agency": _agency, "level": _level,
    "topic": _topic, "year": _year, "month": _month, "date": _date,
    "limit": _limit,
}  # fmt: skip

"""The quotes that an answer rests on: for each row, where which plan says it, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.analysis.sparql import PREFIXES
from kg.analysis.units import Unit, units
from kg.graph.ontology import relation_key
from kg.graph.parameters import understand
from kg.graph.queries import Answer, find
from kg.graph.rollup import AS_OF, ended_by, whole
from kg.graph.store import Store
from kg.graph.terms import Value

_MENTIONS = """
SELECT DISTINCT ?citing ?plan ?province ?unit ?document ?relation ?quote ?prefix ?suffix ?file ?page ?start ?end
  ?address WHERE {{
  {within}
  {documents}
  ?facts a can:Documents .
  GRAPH ?facts {{ ?citing can:primarySource ?source ; rdfs:label ?plan . OPTIONAL {{ ?citing can:province ?unit }} }}
  ?citation cito:hasCitingEntity ?citing ; can:inSource ?source ; can:relation ?relation ;
    oa:hasTarget/oa:hasSelector ?text , ?position .
  ?text oa:exact ?quote . ?position oa:start ?start ; oa:end ?end .
  ?source can:path ?file .
  OPTIONAL {{ ?citation cito:hasCitedEntity ?document }}
  OPTIONAL {{ ?text oa:prefix ?prefix }} OPTIONAL {{ ?text oa:suffix ?suffix }}
  OPTIONAL {{ ?citation can:page ?page }} OPTIONAL {{ ?source dcterms:source ?address }}
  OPTIONAL {{ ?unit skos:prefLabel ?province FILTER(LANG(?province) = "vi") }}
}} ORDER BY ?file ?start ?end ?document"""
_TASKS = """
SELECT ?citing ?plan ?quote ?file ?start ?end ?address WHERE {
  ?work a can:Task ; can:inPlan ?citing ; can:inSource ?source ; can:text ?quote ; oa:start ?start ; oa:end ?end .
  ?facts a can:Documents .
  GRAPH ?facts { ?citing can:primarySource ?source ; rdfs:label ?plan }
  ?source can:path ?file .
  OPTIONAL { ?source dcterms:source ?address }
} ORDER BY ?file ?start ?end"""


@dataclass(frozen=True, slots=True)
class Source:
    """A passage: whose it is (IRI and label of the plan), where (offsets into the file), and what it cites as what.

    ``province`` and ``unit`` are the name and the IRI of the province; ``document`` is None for a task and for a
    mention that is tied to no document.
    """

    citing: str
    plan: str
    province: str | None
    quote: str
    file: str
    start: int
    end: int
    page: int | None = None
    address: str | None = None
    unit: str | None = None
    document: str | None = None
    relation: str | None = None
    before: str = ""
    after: str = ""


def sources(store: Store, name: str, typed: Mapping[str, str], answer: Answer) -> tuple[tuple[Source, ...], ...]:
    """The passages behind each row of an answer to the named query *name* that was asked with *typed*.

    A row that says that there is nothing (a province that does not cite) has none.
    """
    columns = {column: place for place, column in enumerate(answer.columns)}
    meant = _meant(store, [(p.kind, typed.get(p.name) or p.default) for p in find(name).parameters], typed.get(AS_OF))
    if "task" in columns:
        found = [_source(row) for row in store.select(PREFIXES + _TASKS)]
    elif columns.keys() & _QUOTABLE or "document" in meant:
        documents = {str(row[columns["document"]]) for row in answer.rows} if "document" in columns else set()
        found = _mentions(store, meant, [f"<{iri}>" for iri in sorted(documents)])
    else:
        found = []
    became = _became(store, typed.get(AS_OF))
    return tuple(tuple(source for source in found if _says(source, row, columns, became)) for row in answer.rows)


def quotes(store: Store, asked: Mapping[str, str]) -> tuple[Source, ...]:
    """The passages in which plans cite a document: *asked* tells it and may narrow the plans by ``plan``, ``place``,
    ``level``, ``topic`` and ``year``, each as people type it; with ``as_of`` a place is all that had become it by then.
    """
    return tuple(_mentions(store, _meant(store, asked.items(), asked.get(AS_OF)), []))


_QUOTABLE = {"document", "quote", "text"}
# How a parameter of each kind narrows the plans that are asked.
_NARROWING = {
    "plan": "FILTER(?citing = ?plan_meant)",
    "place": "?citing can:within ?place_meant .",
    "level": "?citing can:level ?level_meant .",
    "topic": "?citing can:topic ?topic_meant .",
    "year": "?citing can:planYear ?year_meant .",
}


def _meant(store: Store, asked: Iterable[tuple[str, str | None]], as_of: str | None) -> dict[str, list[str]]:
    """The terms that texts mean, by their kinds; places as the units that they had become by a day, if there is one."""
    day = understand(store, "date", as_of) if as_of else None
    meant: dict[str, list[str]] = {}
    for kind, text in asked:
        if text and kind in {"document", *_NARROWING}:
            meaning = understand(store, kind, text)
            if day and kind == "place":
                meaning = whole(store, meaning, day)
            meant.setdefault(kind, []).extend(meaning.terms)
    return meant


def _became(store: Store, as_of: str | None) -> dict[str, Unit]:
    """The units that had ended by a day, and the unit that each had become."""
    if not as_of:
        return {}
    named = units(store)
    ended = ended_by(store, understand(store, "date", as_of))
    return {old.strip("<>"): named[new.strip("<>")] for old, new in ended.items()}


def _mentions(store: Store, meant: Mapping[str, list[str]], documents: list[str]) -> list[Source]:
    """What the plans that are meant say of the documents of an answer, else of those that are meant."""
    within = [
        f"VALUES ?{kind}_meant {{ {' '.join(meant[kind])} }} {pattern}"
        for kind, pattern in _NARROWING.items()
        if kind in meant
    ]
    cited = " ".join(documents or meant.get("document", []))
    bound = f"VALUES ?document {{ {cited} }} ?citation cito:hasCitedEntity ?document ." if cited else ""
    rows = store.select(PREFIXES + _MENTIONS.format(within=" ".join(within), documents=bound))
    return [_source(row) for row in rows]


def _source(row: Mapping[str, Value]) -> Source:
    page = row.get("page")
    return Source(
        citing=str(row["citing"]), plan=str(row["plan"]), province=_text(row, "province") or None,
        quote=str(row["quote"]), file=str(row["file"]),
        start=int(str(row["start"])), end=int(str(row["end"])), page=int(str(page)) if page is not None else None,
        address=_text(row, "address") or None, unit=_text(row, "unit") or None, document=_text(row, "document") or None,
        relation=relation_key(str(row["relation"])) if row.get("relation") else None,
        before=_text(row, "prefix"), after=_text(row, "suffix"),
    )  # fmt: skip


def _text(row: Mapping[str, Value], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)


def _says(
    source: Source,
    row: tuple[Value | tuple[str, ...], ...],
    columns: Mapping[str, int],
    became: Mapping[str, Unit],
) -> bool:
    """Whether a passage is one of those that a row stands for."""
    now = became.get(source.unit or "")
    said = {
        "document": source.document, "plan": source.plan, "province_then": source.province,
        "province": now.name if now else source.province, "province_iri": now.iri if now else source.unit,
        **dict.fromkeys(("quote", "text", "task"), source.quote),
    }  # fmt: skip
    for name, value in said.items():
        if name in columns and row[columns[name]] != value:
            return False
    plans = row[columns["plans"]] if "plans" in columns else None
    return not isinstance(plans, tuple) or source.plan in plans

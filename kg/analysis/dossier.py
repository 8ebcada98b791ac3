"""What a page about a document says beside its facts: who cites it, where and when, and what changed what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kg.analysis.references import full_references
from kg.analysis.sparql import PREFIXES
from kg.analysis.units import Reading, readings, units
from kg.graph.parameters import Meaning, understand
from kg.graph.queries import Answer, ask, fill, find
from kg.graph.store import Store
from kg.graph.walk import walked

_YEARS = """
SELECT ?year (COUNT(DISTINCT ?plan) AS ?plans) WHERE {{
  ?facts a can:Documents .
  GRAPH ?facts {{
    ?summary can:cited <{iri}> ; can:citing ?plan ; can:direct ?direct ; can:alias ?alias .
    ?plan can:year ?year
    FILTER(?direct + ?alias > 0)
  }}
}} GROUP BY ?year ORDER BY ?year"""
_IS_DOCUMENT = "ASK {{ GRAPH ?facts {{ ?facts a can:Documents . <{iri}> a eli:LegalResource }} }}"


@dataclass(frozen=True, slots=True)
class Change:
    """One document acts on another: their IRIs and labels, the key of the relation, and how many steps away."""

    actor: str
    actor_label: str
    relation: str
    acted_on: str
    acted_on_label: str
    depth: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """``citing`` is the answer to provinces-citing, ``changes`` are those of amendment-chain, the nearest first;
    ``plans`` counts the plans that cite the document by province, ``years`` by year; ``readings`` tells how those
    of each province were read: ``whole`` or ``part``.
    """

    reference: str
    citing: Answer
    changes: tuple[Change, ...]
    plans: Mapping[str, int]
    years: Mapping[str, int]
    readings: Mapping[str, Reading]


def dossier(store: Store, iri: str, today: str | None = None) -> Dossier | None:
    """The dossier of a document; None for other things. With *today* plans count for the units of that day.

    Only what plans say themselves counts, not what stands in the title of a document that they cite.
    """
    if not store.query(PREFIXES + _IS_DOCUMENT.format(iri=iri)):
        return None
    day = {"as_of": today} if today else {}
    plans: Counter[str] = Counter()
    for unit, then, count, _ in ask(store, "by-current-province", {"document": iri, **day}).rows:
        plans[str(unit if today else then)] += int(str(count))
    years = {str(row["year"]): int(str(row["plans"])) for row in store.select(PREFIXES + _YEARS.format(iri=iri))}
    return Dossier(
        reference=full_references(store, [iri]).get(iri, iri),
        citing=ask(store, "provinces-citing", {"document": iri, **day}),
        changes=tuple(_changes(store, iri)),
        plans=plans,
        years=years,
        readings=_readings(store, today),
    )


def _changes(store: Store, iri: str) -> list[Change]:
    query, term = find("amendment-chain"), f"<{iri}>"
    rows = walked(store.select(fill(query.text, {"document": Meaning((term,))})), query.walk, [term])
    found = [
        Change(
            actor=str(row["actor"]), actor_label=str(row["document"]), relation=str(row["relation"]),
            acted_on=str(row["object"]), acted_on_label=str(row["other"]), depth=int(str(row["depth"])),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda change: (change.depth, change.relation, change.actor_label, change.acted_on_label))


def _readings(store: Store, today: str | None) -> dict[str, Reading]:
    """How the plans of each province were read, by its name: of two units of one name the worse counts."""
    names = units(store)
    by_name: dict[str, Reading] = {}
    for iri, how in readings(store, understand(store, "date", today) if today else None).items():
        name = names[iri].name
        by_name[name] = "part" if by_name.get(name) == "part" else how
    return by_name

"""Units at the level of a province, told apart where two have one name, and how their plans were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from kg.analysis.sparql import PREFIXES
from kg.graph.parameters import Meaning
from kg.graph.queries import fill
from kg.graph.store import Store

Reading: TypeAlias = Literal["whole", "part"]

_UNITS = """
SELECT ?iri ?name ?since ?until WHERE {
  GRAPH ?reference {
    can:Relations a skos:ConceptScheme .
    ?iri a dcterms:Location ; can:level "provincial" ; skos:prefLabel ?name .
    OPTIONAL { ?iri can:validFrom ?since } OPTIONAL { ?iri can:validTo ?until }
  }
} ORDER BY ?iri"""
_HOLDINGS = """
SELECT ?unit ?level ?topic ?year ?plans ?part WHERE {
  ?facts a can:Documents .
  GRAPH ?facts {
    ?presence a can:Presence ; can:province ?unit ; can:level ?level ; can:holding ?holding .
    ?holding can:plans ?plans .
    OPTIONAL { ?holding can:topic ?topic }
    OPTIONAL { ?holding can:planYear ?year }
    OPTIONAL { ?holding can:partial ?part }
  }
  # ROLL UP ?unit
}"""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its IRI and name, its first and last day (ISO), where they are known; ``twin`` where another one that is
    shown with it has its name.
    """

    iri: str
    name: str
    since: str | None = None
    until: str | None = None
    twin: bool = False

    @property
    def slug(self) -> str:
        """What its IRI ends with, as in the table of provinces."""
        return self.iri.rsplit("/", 1)[-1]


def units(store: Store) -> dict[str, Unit]:
    """All units at the level of a province that there are and were, by IRI."""
    rows = store.select(PREFIXES + _UNITS)
    found = [Unit(str(r["iri"]), str(r["name"]), _text(r["since"]), _text(r["until"])) for r in rows]
    return {unit.iri: unit for unit in told_apart(found)}


def told_apart(every: Iterable[Unit]) -> tuple[Unit, ...]:
    """Units with ``twin`` set for each whose name another one has.

    >>> [unit.twin for unit in told_apart([Unit("a", "Huế"), Unit("b", "Bắc Ninh"), Unit("c", "Bắc Ninh")])]
    [False, True, True]
    """
    shown = tuple(every)
    named = Counter(unit.name for unit in shown)
    return tuple(replace(unit, twin=named[unit.name] > 1) for unit in shown)


def readings(store: Store, day: Meaning | None = None, only: Mapping[str, str] | None = None) -> dict[str, Reading]:
    """How the plans of each unit were read, by its IRI; units of which nothing was read are not in it.

    With a *day*, plans stand under the unit that theirs had become by then. *only* narrows them by ``level``, ``topic``
    and ``year``.
    """
    found: dict[str, Reading] = {}
    for row in store.select(PREFIXES + fill(_HOLDINGS, {"as_of": day} if day else {})):
        if any(str(row[name]) != wanted for name, wanted in (only or {}).items()):
            continue
        unit, whole = str(row["unit"]), not int(str(row["part"] or 0))
        found[unit] = "whole" if whole and found.get(unit) != "part" else "part"
    return found


def _text(value: object) -> str | None:
    return None if value is None else str(value)

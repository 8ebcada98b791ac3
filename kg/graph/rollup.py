"""Answers by province, by the units of another day: "as then" becomes "as now".

A query marks with ``# ROLL UP ?place`` where the province of a document (``can:province ?place``) is known. Without a
date the mark is a comment and costs nothing; with one, ``?place`` is the unit that the province had become by that day.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kg.graph.parameters import Meaning
from kg.graph.store import Store

AS_OF: Final = "as_of"

_MARK = re.compile(r"# ROLL UP \?(\w+)")
_STEP = """# VALUES as_of
OPTIONAL {{ ?{0}_then can:successor ?{0}_next ; can:validTo ?{0}_last FILTER(STR(?as_of) > STR(?{0}_last)) }}
BIND(COALESCE(?{0}_next, ?{0}_then) AS ?{0})"""
_ENDED = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT (CONCAT("<", STR(?before), ">") AS ?old) (CONCAT("<", STR(?after), ">") AS ?new) WHERE {{
  ?before a dcterms:Location ; can:successor ?after ; can:validTo ?last
  FILTER(STR({day}) > STR(?last))
}}
"""


def rolled_up(text: str) -> str:
    """A query that asks by the units of the day ``as_of``.

    >>> print(rolled_up("?plan can:province ?place . # ROLL UP ?place").splitlines()[0])
    ?plan can:province ?place_then . # VALUES as_of
    """
    for name in set(_MARK.findall(text)):
        text = re.sub(rf"can:province \?{name}\b", f"can:province ?{name}_then", text)
    return _MARK.sub(lambda mark: _STEP.format(mark[1]), text)


def ended_by(store: Store, day: Meaning) -> dict[str, str]:
    """The units with one successor that had ended by a day, and what each had become, as terms."""
    return {str(row["old"]): str(row["new"]) for row in store.select(_ENDED.format(day=day.terms[0]))}


def whole(store: Store, places: Meaning, day: Meaning) -> Meaning:
    """*places*, the units that they had become by a day, and all that became the same units."""
    ended = ended_by(store, day)
    units = {ended.get(place, place) for place in places.terms}
    return replace(
        places, terms=tuple(sorted({*places.terms, *units, *(o for o, new in ended.items() if new in units)}))
    )

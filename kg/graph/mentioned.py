"""What one source mentions, by number and place: what a ruling can be about."""

from __future__ import annotations

import pyoxigraph as ox

from kg.graph.store import Store
from kg.graph.terms import source_iri

_MENTIONED = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?number ?start WHERE {{
  GRAPH {source} {{ ?citation can:assertedNumber ?number ; oa:hasTarget/oa:hasSelector/oa:start ?start }}
}} ORDER BY ?start
"""


def mentioned_in(store: Store, base: str, source: str) -> list[tuple[str, int]]:
    """The number and the offset of each mention in a source, in the order of the text."""
    name = ox.NamedNode(source_iri(base, source).value)
    return [(str(row["number"]), int(str(row["start"]))) for row in store.select(_MENTIONED.format(source=name))]

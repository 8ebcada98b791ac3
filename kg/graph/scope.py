"""What an answer rests on: how much was read, and from how many of today's provinces there is nothing."""

from __future__ import annotations

from kg.graph.store import Store

# Of what was read the counts of the build are added up, so that an answer does not wait longer in a larger graph.
_COUNTS = """
PREFIX can: <https://w3id.org/can-cu/def#>
SELECT ?outcome (SUM(?number) AS ?sources) WHERE {
  {
    ?facts a can:Documents .
    GRAPH ?facts { ?presence a can:Presence ; can:plans ?number }
    BIND("read" AS ?outcome)
  } UNION {
    ?facts a can:Documents .
    GRAPH ?facts { ?holding can:partial ?number }
    BIND("partial" AS ?outcome)
  } UNION {
    ?source can:status "failed" .
    BIND(1 AS ?number)
    BIND("failed" AS ?outcome)
  }
} GROUP BY ?outcome
"""
_UNITS = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT (COUNT(DISTINCT ?unit) AS ?units) WHERE {
  GRAPH ?reference {
    can:Relations a skos:ConceptScheme .
    ?unit can:level "provincial" ; a dcterms:Location .
    FILTER NOT EXISTS { ?unit can:validTo ?last }
  }
}
"""
_WITH_DATA = """
PREFIX can: <https://w3id.org/can-cu/def#>
SELECT (COUNT(DISTINCT ?unit) AS ?units) WHERE {
  { SELECT DISTINCT ?place WHERE {
      ?facts a can:Documents .
      GRAPH ?facts { ?presence a can:Presence ; can:province ?place }
    } }
  OPTIONAL { GRAPH ?reference { ?place can:successor ?next } }
  BIND(COALESCE(?next, ?place) AS ?unit)
}
"""


def scope_of(store: Store) -> dict[str, str]:
    """One sentence in English and one in Vietnamese.

    "5 of 5 plans read; 29 of 34 provinces without data", and how many were read in part or not at all.
    A plan that lies in several files counts once.
    """
    counts = {str(row["outcome"]): int(str(row["sources"])) for row in store.select(_COUNTS)}
    units, with_data = (int(str(store.select(text)[0]["units"])) for text in (_UNITS, _WITH_DATA))
    partial, lost = counts.get("partial", 0), counts.get("failed", 0)
    read = counts.get("read", 0)
    whole, total = read - partial, read + lost
    english = [f"{whole} of {total} plans read"]
    vietnamese = [f"đã đọc {whole}/{total} kế hoạch"]
    if partial:
        english.append(f"{partial} read in part")
        vietnamese.append(f"{partial} đọc không trọn")
    if lost:
        english.append(f"{lost} not readable")
        vietnamese.append(f"{lost} không đọc được")
    english.append(f"{units - with_data} of {units} provinces without data")
    vietnamese.append(f"{units - with_data}/{units} tỉnh, thành phố chưa có dữ liệu")
    return {"en": "; ".join(english), "vi": "; ".join(vietnamese)}

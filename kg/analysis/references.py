"""How to cite a document in full: type, number, date, issuer, subject."""

from __future__ import annotations

from kg.analysis.sparql import PREFIXES
from kg.graph.parameters import understand
from kg.graph.store import Store
from kg.graph.terms import Value

_FACTS = """
SELECT ?id ?type ?number ?date ?issuer ?title WHERE {{
  VALUES ?id {{ {ids} }}
  ?facts a can:Documents .
  GRAPH ?facts {{
    ?id rdfs:label ?label .
    OPTIONAL {{ ?id eli:type_document ?concept . ?concept skos:prefLabel ?type }}
    OPTIONAL {{ ?id eli:id_local ?number }} OPTIONAL {{ ?id eli:date_document ?date }}
    OPTIONAL {{ ?id dcterms:title ?title }} OPTIONAL {{ ?id eli:passed_by ?body }}
  }}
  OPTIONAL {{ ?id eli:passed_by/skos:prefLabel ?issuer }}
}} ORDER BY ?id ?issuer"""


def references(store: Store, typed: str) -> tuple[str, ...]:
    """A full reference, with the IRI, to each document that *typed* ("468/QĐ-TTg", a name) may mean."""
    meaning = understand(store, "document", typed)
    if not meaning.terms:
        return ()
    rows = store.select(PREFIXES + _FACTS.format(ids=" ".join(meaning.terms)))
    first = {str(row["id"]): row for row in reversed(rows)}
    return tuple(f"{_reference(row)} <{iri}>" for iri, row in sorted(first.items()))


def _reference(row: dict[str, Value]) -> str:
    number = row["number"] and (f"số {row['number']}" if any(map(str.isdigit, str(row["number"]))) else row["number"])
    parts = [row["type"], number, _day(row["date"]), row["issuer"] and f"của {row['issuer']}", row["title"]]
    return " ".join(str(part) for part in parts if part)


def _day(iso: Value) -> str | None:
    """A date as Vietnamese documents print it: ``ngày 27/3/2021``, ``năm 2021``."""
    pieces = str(iso).split("-") if iso else []
    match len(pieces):
        case 3:
            return f"ngày {int(pieces[2]):02d}/{int(pieces[1])}/{pieces[0]}"
        case 2:
            return f"tháng {int(pieces[1])}/{pieces[0]}"
        case 1:
            return f"năm {pieces[0]}"
        case _:
            return None

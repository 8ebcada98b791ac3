"""What a query gives back, in plain values, and in every form that the standards know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph.terms import Term, Value, plain, term

ROW_FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
"""Media types for the results of SELECT and ASK (ASK has no CSV and TSV)."""

GRAPH_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
"""Media types for the results of CONSTRUCT and DESCRIBE."""


Found: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]
"""What an engine answers."""


class Solutions:
    """The rows of a SELECT; they can be gone through once, as values or as terms, or serialised."""

    def __init__(self, found: ox.QuerySolutions) -> None:
        self._found = found
        self.columns = tuple(variable.value for variable in found.variables)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        for row in self._found:
            yield dict(zip(self.columns, map(plain, row), strict=True))

    def terms(self) -> Iterator[dict[str, Term | None]]:
        """The rows with IRIs told apart from literals."""
        for row in self._found:
            yield {name: None if row[name] is None else term(row[name]) for name in self.columns}

    def serialize(self, media_type: str) -> bytes:
        """The rows in a format of :data:`ROW_FORMATS`."""
        return self._found.serialize(format=ROW_FORMATS[media_type]) or b""


class Answered:
    """The answer to an ASK."""

    def __init__(self, found: ox.QueryBoolean) -> None:
        self._found = found

    def __bool__(self) -> bool:
        return bool(self._found)

    def serialize(self, media_type: str) -> bytes:
        """The answer in a format of :data:`ROW_FORMATS`, JSON or XML."""
        return self._found.serialize(format=ROW_FORMATS[media_type]) or b""


class Triples:
    """The statements of a CONSTRUCT or DESCRIBE; they can be gone through once."""

    def __init__(self, found: Iterable[ox.Triple]) -> None:
        self._found = found

    def __iter__(self) -> Iterator[tuple[Term, Term, Term]]:
        for triple in self._found:
            yield term(triple.subject), term(triple.predicate), term(triple.object)

    def serialize(self, media_type: str) -> bytes:
        """The statements in a format of :data:`GRAPH_FORMATS`."""
        return ox.serialize(self._found, format=GRAPH_FORMATS[media_type]) or b""


Result: TypeAlias = Solutions | Answered | Triples


def wrap(found: Found) -> Result:
    """The engine's result as one of ours."""
    if isinstance(found, ox.QuerySolutions):
        return Solutions(found)
    return Answered(found) if isinstance(found, ox.QueryBoolean) else Triples(found)

"""IRIs as the engine reads them: with its own prefixes, base, escapes and dot segments, so that nobody else guesses."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.errors import QueryError


def read_iris(prologue: str, names: Iterable[str], base: str) -> set[str]:
    """What *names*, IRIs and prefixed names as they stand in SPARQL, mean after its declarations, *prologue*.

    Raises QueryError where the engine cannot read them.

    >>> read_iris("PREFIX c: </can-cu/>", ["c:documents", "<x/../y>"], "http://h/") == {
    ...     "http://h/can-cu/documents", "http://h/y"}
    True
    """
    listed = " ".join(sorted(set(names)))
    if not listed:
        return set()
    try:
        found = ox.Store().query(f"{prologue}\nSELECT * {{ VALUES ?iri {{ {listed} }} }}", base_iri=base)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"With these PREFIX and BASE it cannot be told what is meant by {listed[:200]}.") from error
    assert isinstance(found, ox.QuerySolutions)
    return {row["iri"].value for row in found}

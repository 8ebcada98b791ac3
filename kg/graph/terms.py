"""Between plain Python values and RDF terms; nothing else in the project knows the engine's terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kg.graph.vocabulary import XSD

Value: TypeAlias = str | int | float | bool | None
"""What a cell of an answer holds: an IRI or a string, a number, or nothing."""

_DATE_TYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
_READ: Mapping[str, Callable[[str], Value]] = {
    XSD.integer.value: int, "http://www.w3.org/2001/XMLSchema#int": int,
    XSD.double.value: float, XSD.decimal.value: float, XSD.boolean.value: "true".__eq__,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Iri:
    """An IRI, where it must not be taken for a string."""

    value: str

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal with its datatype IRI and language tag as they stand in the graph."""

    value: str
    datatype: str
    language: str | None = None

    def __str__(self) -> str:
        return self.value


Term: TypeAlias = Iri | Literal


def term(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    """A term of the engine as a plain one; a blank node becomes an IRI ``_:…``."""
    if isinstance(value, ox.Literal):
        return Literal(value.value, value.datatype.value, value.language)
    return Iri(value.value if isinstance(value, ox.NamedNode) else str(value))


def plain(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Value:
    """A term as a Python value: numbers and booleans as such, everything else as text.

    >>> plain(ox.Literal(3)), plain(ox.Literal("2024-01", datatype=XSD.gYearMonth)), plain(None)
    (3, '2024-01', None)
    """
    if isinstance(value, ox.Literal):
        read = _READ.get(value.datatype.value)
        return read(value.value) if read else value.value
    return None if value is None else term(value).value


def date_literal(iso: str) -> ox.Literal:
    """An ISO date, to the day, month or year, with the datatype that says which.

    >>> date_literal("2024-01").datatype == XSD.gYearMonth
    True
    """
    return ox.Literal(iso, datatype=_DATE_TYPES[len(iso)])


def source_iri(base: str, key: str) -> ox.NamedNode:
    """The named graph of a source; its *key* is a path with ``/``."""
    return ox.NamedNode(f"{base}source/{quote(key, safe='/')}")


def source_key(base: str, iri: str) -> str:
    """The way back from :func:`source_iri`."""
    return unquote(iri.removeprefix(f"{base}source/"))

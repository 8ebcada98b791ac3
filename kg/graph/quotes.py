"""What lists show of a mention, kept beside what is found about it: its words, and the citing document's label.

A list of all findings is then read in one go; looked up one by one, each quote takes a way of its own through its
source's graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.graph.sheet import Sheet
from kg.graph.store import Store
from kg.graph.vocabulary import CAN

_TOGETHER: Final = 500  # mentions that one query asks for
_QUOTES = """
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?citation ?quote WHERE {{
  VALUES ?citation {{ {citations} }}
  ?citation oa:hasTarget/oa:hasSelector/oa:exact ?quote
}}
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list has a row for, and the mention that it is about."""

    node: ox.NamedNode
    citation: str
    citing: str


def quotes_of(store: Store, listed: Iterable[Listed]) -> dict[str, str]:
    """The words of the mentions that are listed, by the mention."""
    return dict(_quotes(store, {one.citation for one in listed}))


def write_quote(sheet: Sheet, node: str, quote: str | None, label: str | None) -> None:
    """The words of the mention that a node is about, and the *label* of the citing document."""
    sheet.add_all(ox.NamedNode(node), ((CAN.quote, quote), (CAN.citingName, label)))


def _quotes(store: Store, citations: Iterable[str]) -> Iterator[tuple[str, str]]:
    terms = [str(ox.NamedNode(citation)) for citation in sorted(citations)]
    for first in range(0, len(terms), _TOGETHER):
        some = " ".join(terms[first : first + _TOGETHER])
        for row in store.select(_QUOTES.format(citations=some)):
            yield str(row["citation"]), str(row["quote"])

"""States of a graph: read back from an export, put in the place of a store's, and compared by their citations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.config import DEFAULT_BASE
from kg.errors import StoreError
from kg.graph.store import Store

_CITATIONS = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?source ?start ?number ?quote ?document WHERE {
  ?citation a can:Citation ; can:inSource/can:path ?source ; can:assertedNumber ?number ;
    oa:hasTarget/oa:hasSelector ?position , ?text .
  ?position oa:start ?start . ?text oa:exact ?quote .
  OPTIONAL { ?citation cito:hasCitedEntity ?document }
}
"""


@dataclass(frozen=True, slots=True)
class Cited:
    """One mention: where it stands, what it says, and what it was taken for (None: nothing)."""

    source: str
    start: int
    number: str
    quote: str
    document: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a mention: it ``appeared``, ``vanished``, or is ``tied`` to another document."""

    change: str
    source: str
    quote: str
    number: str
    before: str | None
    after: str | None


def opened(place: str | Path, base: str = DEFAULT_BASE) -> Store:
    """A state to read: a store, or a file of N-Quads that ``kg export graph --format nquads`` wrote."""
    path = Path(place)
    return Store.of_file(path, base) if path.is_file() else Store.open(place, base=base)


def load(file: str | Path, store: str | Path, base: str = DEFAULT_BASE) -> int:
    """Put the state in a file of N-Quads in the place of what *store* holds; return how many statements it has.

    The file is read whole before readers see anything of it: one that is damaged raises InputError, which names the
    line, and changes nothing. On a server only graphs below *base* are dropped, and each comes back by itself.
    The record of builds, which no backup holds, stays in the store.
    """
    with Store.open(store, write=True, base=base) as graph:
        graph.load([Path(file)])
        return graph.size(base)


def differences(before: Store, after: Store) -> Iterator[Difference]:
    """The mentions that appeared or vanished, or are tied to another document, in the order of sources and text.

    A mention is the same where source, number and quote are, counted in the order of the text: text put in above
    moves its place and does not make it another.
    """
    try:
        one, other = _numbered(before), _numbered(after)
    except OSError as error:
        raise StoreError("Builds cleared a state away while it was read; compare again.") from error
    for key in sorted({*one, *other}, key=lambda key: (key[0], (other.get(key) or one[key]).start, key)):
        old, new = one.get(key), other.get(key)
        if old and new and old.document == new.document:
            continue
        change = "tied" if old and new else "appeared" if new else "vanished"
        source, number, quote, _ = key
        yield Difference(
            change, source, quote, number, old.document if old else None, new.document if new else None
        )  # fmt: skip


def _numbered(store: Store) -> dict[tuple[str, str, str, int], Cited]:
    """The mentions by source, number, quote, and which of those alike it is."""
    rows = {Cited(str(r["source"]), int(str(r["start"])), str(r["number"]), str(r["quote"]), _text(r["document"]))
            for r in store.select(_CITATIONS)}  # fmt: skip
    found: dict[tuple[str, str, str, int], Cited] = {}
    for row in sorted(rows, key=lambda row: (row.source, row.start, row.document or "")):
        count = 0
        while (key := (row.source, row.number, row.quote, count)) in found:
            count += 1
        found[key] = row
    return found


def _text(value: object) -> str | None:
    return None if value is None else str(value)

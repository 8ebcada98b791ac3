"""The documents graph: the best that is known of every document, derived from all mentions.

It is made anew after each build from the mentions, the headers and the known documents, so that the
same sources give the same graph in whatever order they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph.bodies import body_names
from kg.graph.communes import communes_of, write_communes
from kg.graph.conflicts import Conflict, find_conflicts, write_conflicts
from kg.graph.coverage import outcomes, write_coverage
from kg.graph.evidence import Mention, Read, actions, agency_names, mentions, open_mentions, read_documents
from kg.graph.facts import Facts, facts_of, seat_of, votes, write_facts, write_type_name
from kg.graph.identity import place_segments
from kg.graph.quotes import Listed, quotes_of, write_quote
from kg.graph.settle import Settled, acts_of, settle, write_settled
from kg.graph.sheet import Sheet
from kg.graph.store import Store
from kg.graph.summaries import summaries, write_summaries
from kg.graph.tallies import Seat, write_tallies
from kg.graph.validity import Stale, stale_citations, validity, write_stale
from kg.graph.vocabulary import CAN, RDF, SKOS
from kg.tables import KnownDocument

NameOf: TypeAlias = Callable[[str], str | None]
"""The name of the unit or body with a path such as ``hai-phong/tien-lang``; None where nobody knows it."""


def derive(
    store: Store,
    base: str,
    known: Mapping[str, KnownDocument],
    place_name: NameOf,
    body_name: NameOf,
    put: Callable[[bytes], object],
) -> None:
    """Hand the statements of ``{base}documents`` to *put*; *known* holds the known documents by IRI.

    All is read before the first statement is handed on: the engine loads those while others are made.
    """
    read = read_documents(store)
    settled, found = _settled(store, read, known)
    facts = best_facts(found, read, known)
    became = outcomes(store, settled)
    conflicts, stale = _findings(store, found, read, facts)
    open_ones = (Listed(ox.NamedNode(one.citation), one.citation, one.citing) for one in became.left_in(read))
    listed = [*open_ones, *_listed(conflicts, base), *_listed(stale, base)]
    quotes = quotes_of(store, listed)
    agencies, acts = agency_names(store), sorted(actions(store) | acts_of(settled))

    sheet = sheet_of_documents(base, put)
    write_graph(sheet)
    seats = _write_documents(sheet, facts, found, read, base, place_name, body_name)
    write_settled(sheet, settled)
    counted = summaries(found)
    write_summaries(sheet, counted, base)
    write_tallies(sheet, counted, seats, {iri: about.number for iri, about in facts.items()}, base)
    write_coverage(sheet, read, seats, became, counted, base)
    for name in agencies:
        write_agency_name(sheet, name)
    for act in acts:
        write_act(sheet, *act)
    write_conflicts(sheet, conflicts, base)
    write_stale(sheet, stale, base)
    for one in listed:
        write_quote(sheet, one.node.value, quotes.get(one.citation), seats[one.citing].label)
    sheet.flush()


def _listed(findings: Iterable[Conflict | Stale], base: str) -> Iterator[Listed]:
    return (Listed(one.iri(base), one.citation, one.citing) for one in findings)


def _settled(
    store: Store, read: dict[str, Read], known: Mapping[str, KnownDocument]
) -> tuple[tuple[Settled, ...], list[Mention]]:
    """The open mentions that all sources together settle, and every mention that is tied to a document."""
    stated = mentions(store, read)
    dates = {about.iri: about.date for about in best_facts(stated, read, known).values()}
    settled = tuple(settle(open_mentions(store, read), dates, read))
    return settled, sorted([*stated, *(one.tied for one in settled if one.tied)], key=lambda mention: mention.citation)


def _write_documents(
    sheet: Sheet,
    facts: Mapping[str, Facts],
    found: Iterable[Mention],
    read: Mapping[str, Read],
    base: str,
    place_name: NameOf,
    body_name: NameOf,
) -> dict[str, Seat]:
    """What is known of each document, its place and its body; where each comes from."""
    every = [(about.iri, about.issuer) for about in facts.values()] + [(m.cited, m.issuer) for m in found]
    communes = communes_of(base, every)
    write_communes(sheet, base, communes)
    seats: dict[str, Seat] = {}
    for about in facts.values():
        path = "/".join(place_segments(base, about.iri))
        place = communes[path].name if path in communes else place_name(path)
        seats[about.iri] = seat_of(about, read.get(about.iri), base, place)
        write_facts(sheet, about, read.get(about.iri), base, seats[about.iri])
        write_type_name(sheet, about.type, base)
    for body, name in sorted(body_names(base, every, body_name).items()):
        write_body_name(sheet, body, name)
    return seats


def sheet_of_documents(base: str, put: Callable[[bytes], object] | None = None) -> Sheet:
    """The documents graph, with nothing in it; *put* takes what is written, where it is not to pile up."""
    return Sheet(ox.NamedNode(f"{base}documents"), put)


def write_graph(sheet: Sheet) -> None:
    """What the graph is."""
    sheet.add(sheet.graph, RDF.type, CAN.Documents)


def write_body_name(sheet: Sheet, body: str, name: str | None) -> None:
    """What a body that issues documents is called."""
    sheet.add(ox.NamedNode(body), SKOS.prefLabel, ox.Literal(name, language="vi") if name else None)


def write_agency_name(sheet: Sheet, name: str) -> None:
    """A name of a body that documents charge."""
    sheet.add(sheet.graph, CAN.agencyName, ox.Literal(name, language="vi"))


def write_act(sheet: Sheet, actor: str, acted_on: str) -> None:
    """That one document acts on another."""
    sheet.add(ox.NamedNode(actor), CAN.actsOn, ox.NamedNode(acted_on))


def _findings(
    store: Store, found: list[Mention], read: Mapping[str, Read], facts: Mapping[str, Facts]
) -> tuple[tuple[Conflict, ...], tuple[Stale, ...]]:
    """Where mentions contradict what is known best, and what is cited after its validity had changed."""
    best = {iri: (about.date, about.issuer) for iri, about in facts.items()}
    changes = validity(store, found, lambda iri: best[iri][0] if iri in best else None)
    return tuple(find_conflicts(found, read, best)), tuple(stale_citations(found, read, changes))


def best_facts(
    found: Iterable[Mention], read: Mapping[str, Read], known: Mapping[str, KnownDocument]
) -> dict[str, Facts]:
    """The best that is known of every document that is cited, was read, or is in the tables."""
    cited: dict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        cited[mention.cited].append(mention)
    every = sorted({*cited, *read, *known})
    return {iri: facts_of(iri, read.get(iri), known.get(iri), votes(cited.get(iri, []))) for iri in every}

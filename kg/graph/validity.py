"""What had become of a cited document by the day of the document that cites it.

From what the documents read say of each other, with the provision that they name, and from the known documents. The
day of effect of a change counts, its date where that is not known (of a law, a year after it). What nobody says is not
known: no finding is no proof that a document was in force.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import pyoxigraph as ox

from kg.graph.dates import interval
from kg.graph.evidence import Mention, Read
from kg.graph.ontology import relation_key
from kg.graph.provisions import Units, units
from kg.graph.sheet import Sheet
from kg.graph.store import Store
from kg.graph.terms import date_literal
from kg.graph.vocabulary import CAN, RDF
from kg.tables import digest

Class = Literal["ended", "provision_ended", "part_ended", "suspended", "amended", "not_in_force", "parent_ended"]

# How a document is changed, by the key of the relation: it ends, is suspended, or reads differently.
_ENDS = frozenset({"replaces", "repeals", "revokes"})
CHANGES = _ENDS | {"suspends", "amends"}
DETAILS = frozenset({"guides", "details"})

_SAID = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX cito: <http://purl.org/spar/cito/>
SELECT DISTINCT ?citing ?subject ?named ?object ?relation ?pinpoint WHERE {
  VALUES ?relation { can:relation-amends can:relation-replaces can:relation-repeals can:relation-revokes
    can:relation-suspends can:relation-guides can:relation-details }
  GRAPH ?source {
    ?citation can:relation ?relation ; cito:hasCitedEntity ?object ; cito:hasCitingEntity ?citing .
    OPTIONAL { ?citation can:subject ?subject OPTIONAL { ?subject cito:hasCitedEntity ?named } }
    OPTIONAL { ?citation can:pinpoint ?pinpoint }
  }
}
"""
_EDGES = """
PREFIX can: <https://w3id.org/can-cu/def#>
SELECT DISTINCT ?actor ?object ?relation WHERE {
  VALUES ?relation { can:relation-amends can:relation-replaces can:relation-repeals can:relation-revokes
    can:relation-suspends can:relation-guides can:relation-details }
  ?relation can:edge ?edge .
  GRAPH ?says { ?actor ?edge ?object }
  FILTER NOT EXISTS { ?says a can:Documents }  # what the last build added to the sources
}
"""
_FORCE = """
PREFIX can: <https://w3id.org/can-cu/def#>
SELECT ?document ?from ?to WHERE {
  { ?document can:inForceFrom ?from } UNION { ?document can:inForceTo ?to }
}
"""


Act: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What one document does to another: ``provisions`` are those named, None where it does it to the whole."""

    actor: str | None
    relation: str
    effective: str | None
    provisions: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """A document cited after its validity had changed. ``actor`` is None where it ended by itself."""

    citing: str
    cited: str
    kind: Class
    actor: str | None
    effective: str | None
    citation: str

    def iri(self, base: str) -> ox.NamedNode:
        """Its node."""
        name = digest(self.citing, self.cited, self.kind, self.actor, self.effective)
        return ox.NamedNode(f"{base}stale/{name}")


@dataclass(frozen=True, slots=True)
class Validity:
    """What is known of changes, of days in force, and of what details what."""

    changes: Mapping[str, tuple[Change, ...]]
    begins: Mapping[str, str]
    parents: Mapping[str, tuple[str, ...]]


def validity(store: Store, found: Iterable[Mention], dates: Callable[[str], str | None]) -> Validity:
    """What the sources say of the validity of documents, by *found* where all of them settle what one leaves open.

    *dates* gives a document's date.
    """
    begins, ends = in_force(store)
    changes: dict[str, list[Change]] = defaultdict(list)
    parents: dict[str, set[str]] = defaultdict(set)
    for act, provisions in _said(store, list(found)).items():
        actor, relation, document = act
        if relation in DETAILS:
            parents[actor].add(document)
        elif change := change_of(act, provisions, begins.get(actor) or effect(actor, dates(actor)), dates(document)):
            changes[document].append(change)
    for document, day in ends.items():
        changes[document].append(ended(day))
    return Validity(
        {document: tuple(sorted(found, key=str)) for document, found in changes.items()},
        begins,
        {document: tuple(sorted(found)) for document, found in parents.items()},
    )


def in_force(store: Store) -> tuple[dict[str, str], dict[str, str]]:
    """The first day in force of documents whose day the tables know, and the last of those that ended by themselves."""
    rows: Iterable[Any] = store.select(_FORCE)
    found = [(name, str(row["document"]), str(row[name])) for row in rows for name in ("from", "to") if row.get(name)]
    return ({d: day for name, d, day in found if name == "from"}, {d: day for name, d, day in found if name == "to"})


def ended(day: str) -> Change:
    """The end of a document by itself."""
    return Change(None, "repeals", day)


def change_of(act: Act, provisions: tuple[str, ...] | None, effective: str | None, date: str | None) -> Change | None:
    """What an act of some *effective* day does to a document of a *date*; None where it cannot be right."""
    actor, relation, document = act
    return None if actor == document or _older(effective, date) else Change(actor, relation, effective, provisions)


def effect(document: str, date: str | None) -> str | None:
    """The day from which a document counts whose day of effect nobody says: its date, of a law a year later.

    Laws are passed months before they take effect; sooner said than known would be a finding that is not true.

    >>> effect("b/eli/vn/qh15/luat/2024/31", "2024-01-18"), effect("b/eli/vn/cp/nd/2018/61", "2018-04-23")
    ('2025-01-18', '2018-04-23')
    """
    if date is None or not re.search(r"/(?:luat|bo-luat|phap-lenh)/", document):
        return date
    return f"{int(date[:4]) + 1}{date[4:]}"


def _said(store: Store, mentions: list[Mention]) -> dict[Act, tuple[str, ...] | None]:
    """Each (actor, relation, object) with the provisions named; None where somebody names none."""
    found: dict[Act, set[str] | None] = {}
    for triple, pinpoint in _acts(store, mentions):
        named = found.setdefault(triple, set())
        if pinpoint is None:
            found[triple] = None
        elif named is not None:
            named.add(pinpoint)
    for act in acts_in(store):  # what is said in passing, and what the tables know
        found.setdefault(act, None)
    return {triple: tuple(sorted(named)) if named else None for triple, named in found.items()}


def acts_in(store: Store) -> Iterator[Act]:
    """What the edges of the graph say of changes and details."""
    edges: Iterable[Any] = store.select(_EDGES)
    return ((str(row["actor"]), relation_key(str(row["relation"])), str(row["object"])) for row in edges)


def _acts(store: Store, mentions: list[Mention]) -> Iterator[tuple[Act, str | None]]:
    """What is said to act on what, with the provision named; a mention that nobody settled acts on nothing."""
    cited = {mention.citation: mention.cited for mention in mentions}
    rows: Iterable[Any] = store.select(_SAID)
    for row in rows:
        actor = row["named"] or cited.get(row["subject"]) if row["subject"] else row["citing"]
        if actor:
            yield (actor, relation_key(row["relation"]), row["object"]), row["pinpoint"]
    for mention in mentions:
        actor = cited.get(mention.subject) if mention.subject else mention.citing
        if actor and mention.relation in CHANGES | DETAILS:
            yield (actor, mention.relation, mention.cited), mention.pinpoint


def stale_citations(mentions: Iterable[Mention], read: Mapping[str, Read], known: Validity) -> Iterator[Stale]:
    """Each document that each document cites and whose validity had changed before, once for each change."""
    about: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    cited: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        cited[mention.citing].add(mention.cited)
        if mention.mention != "nested":
            about[mention.citing, mention.cited].append(mention)
    for (citing, document), said in sorted(about.items()):
        day = read[citing].date
        if day is None:
            continue
        pinpoints = [mention.pinpoint for mention in said if mention.pinpoint]
        for kind, change in findings_of(document, pinpoints, day, cited[citing], known):
            yield Stale(citing, document, kind, change.actor, change.effective, said[0].citation)


def findings_of(
    document: str, pinpoints: Collection[str], day: str, cited: Collection[str], known: Validity
) -> Iterator[tuple[Class, Change]]:
    """What had become of a document, cited with *pinpoints*, by a *day*, in a document that cites all of *cited*."""
    begin = known.begins.get(document)
    if begin and _before(day, begin):
        yield "not_in_force", Change(None, "begins", begin)
    found = [c for c in known.changes.get(document, ()) if c.effective and _before(c.effective, day)]
    ended = [change for change in found if change.relation in _ENDS and change.provisions is None]
    if ended:
        yield from (("ended", change) for change in ended)
        return
    for change in found:
        if kind := _class_of(change, pinpoints, cited):
            yield kind, change
    for parent in known.parents.get(document, ()):
        lapsed = (c for c in known.changes.get(parent, ()) if c.relation in _ENDS and c.provisions is None)
        yield from (("parent_ended", c) for c in lapsed if c.effective and _before(c.effective, day))


def _class_of(change: Change, pinpoints: Collection[str], cited: Collection[str]) -> Class | None:
    """A note for what is amended only where the amending document is not cited too."""
    if change.relation == "suspends":
        return "suspended"
    if change.relation == "amends":
        return None if change.actor in cited else "amended"
    ended = change.provisions or ()
    touched = any(overlap(one, other) for one in pinpoints for other in ended)
    return "provision_ended" if touched else "part_ended"


def _older(effective: str | None, document: str | None) -> bool:
    """Whether a change would lie before the document that it changes: then it was misread."""
    return effective is not None and document is not None and _before(effective, document)


def _before(one: str, other: str) -> bool:
    """Whether *one* lies before *other* however both are completed."""
    return interval(one)[1] < interval(other)[0]


def overlap(one: str, other: str) -> bool:
    """Whether two pinpoints name a provision in common, or one that lies in the other.

    >>> overlap("Điều 5", "khoản 2 Điều 5; Điều 9"), overlap("khoản 1 Điều 5", "khoản 2 Điều 5")
    (True, False)
    """
    return any(_within(a, b) or _within(b, a) for a in units(one) for b in units(other))


def _within(one: Units, other: Units) -> bool:
    return one[: len(other)] == other


def write_stale(sheet: Sheet, found: Iterable[Stale], base: str) -> None:
    """A node for each finding."""
    for stale in found:
        sheet.add_all(stale.iri(base), (
            (RDF.type, CAN.StaleCitation), (CAN.citing, ox.NamedNode(stale.citing)),
            (CAN.cited, ox.NamedNode(stale.cited)), (CAN["class"], stale.kind),
            (CAN.changedBy, ox.NamedNode(stale.actor) if stale.actor else None),
            (CAN.effective, date_literal(stale.effective) if stale.effective else None),
            (CAN.subject, ox.NamedNode(stale.citation)), (CAN.inferred, stale.kind == "parent_ended" or None),
        ))  # fmt: skip

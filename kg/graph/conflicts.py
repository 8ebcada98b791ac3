"""Where mentions of one document contradict each other, what is known of it, or time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.dates import after, compatible
from kg.graph.evidence import Mention, Read
from kg.graph.sheet import Sheet
from kg.graph.vocabulary import CAN, RDF
from kg.tables import digest, fold, organs


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a mention says (``value``) against what holds (``other``); ``field`` is a date or an issuer."""

    citation: str
    citing: str
    cited: str
    field: str
    value: str
    other: str

    def iri(self, base: str) -> ox.NamedNode:
        """Its node, named after the mention and the field."""
        return ox.NamedNode(f"{base}conflict/{digest(self.citation, self.field)}")


def find_conflicts(
    mentions: Iterable[Mention], read: Mapping[str, Read], best: Mapping[str, tuple[str | None, str | None]]
) -> Iterator[Conflict]:
    """Compare each mention with the *best* date and issuer of what it cites, and with its own plan's date.

    A date known to the month or year contradicts only what lies outside it. A person or an organ that
    stands for a body (a chairman, a standing committee) is not another issuer. What an analyst settled is none.
    """
    for mention in mentions:
        date, issuer = best[mention.cited]
        yield from conflicts_of(mention, date, issuer, read[mention.citing].date)


def conflicts_of(mention: Mention, date: str | None, issuer: str | None, own: str | None) -> Iterator[Conflict]:
    """Where one mention contradicts the best *date* and *issuer* of what it cites, or its *own* plan's date."""
    if mention.resolution == "manual":
        return
    about = mention.citation, mention.citing, mention.cited
    if mention.date and date and not compatible(mention.date, date):
        yield Conflict(*about, "date", mention.date, date)
    if mention.issuer and issuer and not same_body(mention.issuer, issuer):
        yield Conflict(*about, "issuer", mention.issuer, issuer)
    if mention.date and own and after(mention.date, own):
        yield Conflict(*about, "date_after_own", mention.date, own)


def majority(values: Iterable[str | None]) -> str | None:
    """The value that most mentions state; of equally many the more precise, then the first in order.

    >>> majority(["2022-11-09", "2022-12-09", "2022-11-09", "2022-11"])
    '2022-11-09'
    """
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], -len(value), value), default=None)


def same_body(one: str, other: str) -> bool:
    """Whether two names of issuers can mean one body: a head or an organ stands for it, an end may lack.

    >>> same_body("Chủ tịch UBND tỉnh Nghệ An", "UBND tỉnh Nghệ An")
    True
    >>> same_body("Chính phủ", "Thủ tướng Chính phủ")
    False
    """
    first, second = fold(body_name(one)), fold(body_name(other))
    return first.startswith(second) or second.startswith(first)


def body_name(issuer: str) -> str:
    """The body that an issuer stands for.

    >>> body_name("Chủ tịch UBND tỉnh Nghệ An"), body_name("Ban Thường vụ Thành ủy Hải Phòng")
    ('UBND tỉnh Nghệ An', 'Thành ủy Hải Phòng')
    """
    for organ in organs():
        if issuer.startswith(organ.phrase):
            return f"{organ.body}{issuer.removeprefix(organ.phrase)}"
    return issuer


def write_conflicts(sheet: Sheet, conflicts: Iterable[Conflict], base: str) -> None:
    """A node for each conflict."""
    for conflict in conflicts:
        sheet.add_all(conflict.iri(base), (
            (RDF.type, CAN.Conflict), (CAN.cited, ox.NamedNode(conflict.cited)),
            (CAN.citing, ox.NamedNode(conflict.citing)), (CAN.subject, ox.NamedNode(conflict.citation)),
            (CAN.field, conflict.field), (CAN.value, conflict.value), (CAN.other, conflict.other),
        ))  # fmt: skip

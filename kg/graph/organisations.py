"""Central bodies of all times in the reference graph: names, codes, dates, and what took over from them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pyoxigraph as ox

from kg.graph.events import Reference, named, write_event
from kg.graph.terms import date_literal
from kg.graph.vocabulary import CAN, ORG, RDF, SKOS
from kg.tables import Issuer, change_of, issuers


def write_organisations(reference: Reference) -> None:
    """Ministries and other central bodies, and the reorganisations that ended some of them.

    Bodies that are new with each term of office (QH15) are named where documents speak of them.
    """
    central = {issuer.code: issuer for issuer in issuers() if issuer.central and not issuer.numbered}
    ended: dict[tuple[str, tuple[str, ...]], list[Issuer]] = defaultdict(list)
    for issuer in central.values():
        _write_body(reference, issuer)
        if issuer.valid_to and issuer.successors:
            ended[issuer.valid_to, tuple(central[code].slug for code in issuer.successors)].append(issuer)
    for (last, heirs), bodies in ended.items():
        _write_reorganisation(reference, last, heirs, bodies)


def _write_body(reference: Reference, issuer: Issuer) -> None:
    node = _body(reference, issuer.slug)
    reference.sheet.add_all(node, (
        (RDF.type, ORG.Organization), (CAN.level, "central"), (SKOS.notation, issuer.code),
        (CAN.validFrom, date_literal(issuer.valid_from) if issuer.valid_from else None),
        (CAN.validTo, date_literal(issuer.valid_to) if issuer.valid_to else None),
    ))  # fmt: skip
    named(reference, node, issuer.name, issuer.name_en, issuer.aliases)


def _write_reorganisation(reference: Reference, last: str, heirs: tuple[str, ...], bodies: list[Issuer]) -> None:
    """One event for the bodies that one document gave to the same heirs on one day."""
    day, after = _following(last), [_body(reference, heir) for heir in heirs]
    for body in bodies:
        reference.sheet.add(_body(reference, body.slug), CAN.successor, *after)
    by_change = defaultdict(list)
    for body in bodies:
        by_change[change_of("bodies", day, body.slug)].append(body.slug)
    for change, slugs in by_change.items():
        write_event(reference, "-".join(slugs), day, change, [_body(reference, slug) for slug in slugs], after)


def _following(last: str) -> str:
    """The day after; a date known to the month or year only stays as it is.

    >>> _following("2025-02-28"), _following("2007-07")
    ('2025-03-01', '2007-07')
    """
    return (date.fromisoformat(last) + timedelta(days=1)).isoformat() if len(last) == 10 else last


def _body(reference: Reference, slug: str) -> ox.NamedNode:
    return reference.node(f"body/{slug}")

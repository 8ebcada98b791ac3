"""The table of changes against the tables whose units it speaks of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kg.config import DEFAULT_BASE
from kg.resolve.instruments import instrument_iri
from kg.resolve.keys import known_by_iri
from kg.tables import DISTRICTS_END, REFORM, Change, change_of, changes, issuers, provinces


def test_every_change_of_rank_in_the_provinces_has_its_instrument() -> None:
    ranked = {(unit.slug, unit.later_type_from) for unit in provinces() if unit.later_type_from}
    assert ranked == {(slug, change.date) for change in changes() if change.kind == "rank" for slug in change.units}
    assert len(ranked) == 4


def test_mergers_and_the_end_of_districts_begin_with_the_reform() -> None:
    assert change_of("merger", REFORM) is not None
    assert change_of("districts", REFORM) is not None
    assert (date.fromisoformat(DISTRICTS_END) + timedelta(days=1)).isoformat() == REFORM


def test_the_bodies_of_a_change_end_the_day_before_and_have_heirs() -> None:
    bodies = {issuer.slug: issuer for issuer in issuers() if issuer.central}
    for change in changes():
        for slug in change.units if change.kind == "bodies" else ():
            last = (date.fromisoformat(change.date) - timedelta(days=1)).isoformat()
            assert bodies[slug].valid_to == last, slug
            assert bodies[slug].successors, slug


def test_ministries_that_ended_in_2025_ended_by_the_resolution_on_the_government() -> None:
    kinds = ("ministry", "ministerial-level_agency")
    ended = {issuer.slug for issuer in issuers() if issuer.valid_to == "2025-02-28" and issuer.kind in kinds}
    assert ended == {"bkhdt", "bgtvt", "btttt", "btnmt", "bnnptnt", "bldtbxh", "ubdt"}
    numbers = {change.instrument for slug in ended if (change := change_of("bodies", "2025-03-01", slug))}
    assert numbers == {"176/2025/QH15"}


@pytest.mark.parametrize("change", changes(), ids=lambda change: change.instrument)
def test_an_instrument_is_a_known_document_of_its_day(change: Change) -> None:
    iri = instrument_iri(DEFAULT_BASE, change)
    known = known_by_iri(DEFAULT_BASE)
    if len(change.instrument_date) == 10:  # of 39/2026/QH16 nobody has read the day
        assert iri in known
        assert known[iri].date == change.instrument_date
        assert known[iri].type == change.instrument_type
    else:
        assert iri == f"{DEFAULT_BASE}eli/vn/qh16/nq/2026/39"

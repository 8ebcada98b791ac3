import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import tables
from kg.tables.provinces import Province

GOLD = Path(__file__).parents[2] / "data" / "gold"


def _gold_citations() -> list[dict[str, str]]:
    return [c for path in sorted(GOLD.glob("*.json")) for c in json.loads(path.read_text("utf-8"))["citations"]]


def test_the_tables_hold_what_they_should() -> None:
    assert len(tables.provinces_at("2025-06-30")) == 63
    assert len(tables.provinces_at("2025-07-01")) == 34
    assert len(tables.districts()) == 705
    assert len(tables.communes()) == 10_599
    assert len(tables.law_names()) > 150


def test_mergers_are_told_the_same_from_both_sides() -> None:
    before = {unit.slug: unit for unit in tables.provinces() if unit.set == "before"}
    after = {unit.slug: unit for unit in tables.provinces() if unit.set == "after"}
    for unit in before.values():
        into = after[unit.successor or ""]
        assert unit.slug in (into.merged_from or (into.slug,))
    formed = [unit for unit in after.values() if unit.change == "formed"]
    assert len(formed) == 23
    assert all(unit.slug.endswith("-2025") and set(unit.merged_from) <= set(before) for unit in formed)


@pytest.mark.parametrize(
    ("name", "date", "kind"),
    [
        ("Huế", "2024-12-31", "tỉnh"),
        ("Huế", "2025-01-01", "thành phố"),
        ("Quảng Ninh", "2024-02-02", "tỉnh"),
        ("Quảng Ninh", "2026-09-01", "thành phố"),
        ("Hải Phòng", "2023-01", "thành phố"),
    ],
)
def test_a_province_has_its_type_at_a_date(name: str, date: str, kind: str) -> None:
    (unit,) = [unit for unit in tables.provinces_at(date) if unit.name == name]
    assert unit.type_at(date) == kind


def test_slugs_of_districts_are_unique_in_their_province() -> None:
    paths = [(unit.province, unit.slug) for unit in tables.districts()]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize(
    ("code", "date", "slugs"),
    [
        ("CP", None, ["cp"]),
        ("TTG", None, ["ttg"]),
        ("QH15", "2024-01-18", ["qh"]),
        ("UBTVQH15", None, ["ubtvqh"]),
        ("BKHĐT", "2024-03-06", ["bkhdt"]),
        ("BKHĐT", "2025-03-01", []),
        ("LĐTBXH", "2022-07-21", ["bldtbxh", "sldtbxh", "pldtbxh"]),
        ("BNNMT", "2024-12-31", []),
        ("HU", "2021-12-20", ["hu"]),
        ("XYZ", None, []),
    ],
)
def test_codes_find_bodies_that_existed(code: str, date: str | None, slugs: list[str]) -> None:
    assert [issuer.slug for issuer in tables.issuers_of_code(code, date)] == slugs


def test_successors_of_bodies_are_codes_of_the_table() -> None:
    codes = {issuer.code for issuer in tables.issuers()}
    assert {code for issuer in tables.issuers() for code in issuer.successors} <= codes


def test_every_type_in_the_annotations_is_a_type_word() -> None:
    types = {c["type"] for c in _gold_citations()}
    assert len(types) > 8
    assert {word for word in types if tables.type_word(word) is None} == set()


def test_every_law_and_short_name_in_the_annotations_is_known() -> None:
    names = {c["number"] for c in _gold_citations() if c["kind"] == "name"}
    short = {c["number"] for c in _gold_citations() if c["kind"] == "alias"}
    assert names
    assert {name for name in names if tables.law_named(name) is None} == set()
    assert {name for name in short if tables.alias_named(name) is None} == set()


def test_standard_names_of_laws_are_nobody_elses_variant() -> None:
    standard = {tables.law_key(law.name): law.name for law in tables.law_names()}
    assert len(standard) == len(tables.law_names())
    for law in tables.law_names():
        assert all(standard.get(tables.law_key(variant), law.name) == law.name for variant in law.variants)


@pytest.mark.parametrize(
    ("level", "date", "year"),
    [
        ("central", "2022-11-09", 2021),
        ("central", "2017-10-25", 2016),
        ("province", "2021-10-26", 2020),
        ("district", "2021-12-20", 2020),
    ],
)
def test_party_terms(level: tables.terms.PartyLevel, date: str, year: int) -> None:
    term = tables.party_term_at(level, date)
    assert term is not None
    assert term.first_year == year


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert tables.fold(tables.fold(text)) == tables.fold(text)


@given(st.sampled_from(tables.provinces()))
def test_folding_keeps_offsets(unit: Province) -> None:
    assert len(tables.fold(unit.full_name)) == len(unit.full_name)

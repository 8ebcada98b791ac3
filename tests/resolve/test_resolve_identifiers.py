import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve import identifiers as ids
from kg.resolve.numbers import clean, number_key, split
from kg.tables import slug

BASE = "https://w3id.org/can-cu/"
IRI = re.compile(r"https://w3id\.org/can-cu/[a-z0-9./-]+")
ORDINALS = st.integers(1, 99_999)


@given(st.text())
def test_slugs_are_plain_ascii(text: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))


@given(st.text(), st.text(), st.one_of(st.none(), st.dates().map(str)))
def test_documents_without_number_have_plain_iris(title: str, body: str, date: str | None) -> None:
    made = ids.unnumbered_iri(BASE, slug(body) or "b", "kh", date, title)
    assert IRI.fullmatch(made)


@given(ORDINALS, st.integers(0, 3), st.sampled_from(["QĐ-TTg", "KH-UBND", "NQ-CP", "TTr-SNV"]))
def test_leading_zeros_and_blanks_do_not_count(ordinal: int, zeros: int, codes: str) -> None:
    printed = f"{'0' * zeros}{ordinal} / {codes}"
    assert number_key(printed) == number_key(f"{ordinal}/{codes.upper()}")
    parts = split(printed)
    assert parts is not None
    assert ids.ordinal_slug(parts.ordinal) == str(ordinal)


@given(ORDINALS, st.integers(1997, 2026), st.sampled_from(["NĐ-CP", "QĐ-TTg", "TT-BTC", "NQ-HĐND"]))
def test_signs_come_apart_and_together(ordinal: int, year: int, codes: str) -> None:
    parts = split(f"{ordinal}/{year}/{codes}")
    assert parts is not None
    assert f"{parts.ordinal}/{parts.year}/{parts.type_code}-{'-'.join(parts.codes)}" == f"{ordinal}/{year}/{codes}"
    assert parts.normative
    assert not parts.party


@given(st.text())
def test_no_text_breaks_the_parser(text: str) -> None:
    parts = split(text)
    assert parts is None or parts.codes or parts.type_code


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert number_key(clean(text)) == number_key(text)


@pytest.mark.parametrize(
    ("number", "ordinal", "year", "kind", "codes", "party"),
    [
        ("05-NQ/TU", "05", None, "NQ", ("TU",), True),
        ("35/2023/UBTVQH15", "35", 2023, None, ("UBTVQH15",), False),
        ("66.7/2025/NQ-CP", "66.7", 2025, "NQ", ("CP",), False),
        ("30c/NQ-CP", "30c", None, "NQ", ("CP",), False),
        ("19-2017/NQ-CP", "19-2017", 2017, "NQ", ("CP",), False),
        ("12-2013/TT-BTC", "12", 2013, "TT", ("BTC",), False),
        ("324/VP.UBND-NC", "324", None, None, ("VPUBND", "NC"), False),
        ("49/QCPH-UBND-UBMT-HCTĐ", "49", None, "QCPH", ("UBND", "UBMT", "HCTĐ"), False),
        ("38/CP", "38", None, None, ("CP",), False),
        ("127/TTr", "127", None, "TTr", (), False),
        ("2609QĐ/UBND", "2609", None, "QĐ", ("UBND",), False),
        ("/KH-UBND", "", None, "KH", ("UBND",), False),
        ("*2b* /KH-UBND", "2b", None, "KH", ("UBND",), False),
    ],
)
def test_real_signs(
    number: str, ordinal: str, year: int | None, kind: str | None, codes: tuple[str, ...], party: bool
) -> None:
    parts = split(number)
    assert parts is not None
    assert (parts.ordinal, parts.year, parts.type_code, parts.codes, parts.party) == (
        ordinal,
        year,
        kind,
        codes,
        party,
    )

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.resolve import places
from kg.tables import District, Province, districts, fold, provinces


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("Quảng Ninh", ["quang-ninh"]),
        ("quang ninh", ["quang-ninh"]),
        ("tỉnh Quảng Ninh", ["quang-ninh"]),
        ("QUẢNG NINH", ["quang-ninh"]),
        ("huyện Quảng Ninh", ["quang-binh/quang-ninh"]),
        ("bac-ninh-2025", ["bac-ninh-2025"]),
        ("Bắc Ninh", ["bac-ninh-2025", "bac-ninh"]),
        ("TP.HCM", ["ho-chi-minh-2025", "ho-chi-minh"]),
        ("Bà Rịa – Vũng Tàu", ["ba-ria-vung-tau"]),
        ("Thừa Thiên Huế", ["hue"]),
        ("Đắc Lắc", ["dak-lak-2025", "dak-lak"]),
        ("huyện Tiên Lãng", ["hai-phong/tien-lang"]),
        ("xã Vinh Quang, huyện Tiên Lãng, thành phố Hải Phòng", ["hai-phong/tien-lang/vinh-quang"]),
        ("Vinh Quang, Tiên Lãng", ["hai-phong/tien-lang/vinh-quang"]),
        ("hai-phong/tien-lang/vinh-quang", ["hai-phong/tien-lang/vinh-quang"]),
    ],
)
def test_what_people_type(text: str, paths: list[str]) -> None:
    assert [place.path for place in places.find(text)] == paths


def test_a_name_of_many_communes_finds_them_all() -> None:
    found = [place.path for place in places.find("Vinh Quang")]
    assert "hai-phong/tien-lang/vinh-quang" in found
    assert "hai-phong/vinh-bao/vinh-quang" in found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Quang Nih", "Did you mean Quảng Ninh"),
        ("Tien Giag", "Did you mean Tiền Giang"),
        ("Atlantis", "No place is called 'Atlantis'.$"),
        ("", "No place is called ''"),
    ],
)
def test_unknown_places(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        places.find(text)


@given(st.sampled_from(provinces()), st.sampled_from([str.strip, str.upper, fold, str.title]))
def test_every_province_is_found_in_any_spelling(unit: Province, change: Callable[[str], str]) -> None:
    for name in (unit.name, unit.full_name, *unit.aliases):
        assert unit.slug in {place.path for place in places.find(change(name))}


@given(st.sampled_from(districts()))
def test_every_district_is_found_with_its_province(unit: District) -> None:
    path = f"{unit.province}/{unit.slug}"
    province = places.place_of(unit.province)
    assert province is not None
    assert path in {place.path for place in places.find(f"{unit.full_name}, {province.full_name}")}


@given(st.text())
def test_any_text_gives_places_or_a_usage_error(text: str) -> None:
    with suppress(UsageError):
        assert places.find(text)


@pytest.mark.parametrize(
    ("name", "date", "slug"),
    [
        ("Bắc Ninh", "2025-06-30", "bac-ninh"),
        ("Bắc Ninh", "2025-07-01", "bac-ninh-2025"),
        ("Bắc Giang", "2025-11-01", "bac-giang"),
        ("Nghệ An", "2025-11-01", "nghe-an"),
        ("Cần Thơ", "2018", "can-tho"),
    ],
)
def test_a_name_means_the_unit_of_its_day(name: str, date: str, slug: str) -> None:
    unit = places.province_named(name, date)
    assert unit is not None
    assert unit.slug == slug

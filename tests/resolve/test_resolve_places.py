from collections import Counter

import pytest

from kg.resolve import places
from kg.resolve.home import level_of_path
from kg.tables import communes, districts, provinces, provinces_at


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


def _every_path() -> list[str]:
    """One path for each unit of each level and time that the tables know, and one for each commune named anew."""
    by_code = {unit.code: f"{unit.province}/{unit.slug}" for unit in districts()}
    today = {unit.slug for unit in provinces_at("2025-07-01")}
    of_today = {
        places.new_commune(province, unit.name)
        for province in today
        for unit in communes()
        if by_code[unit.district].split("/")[0] in places.predecessors(province)
    }
    return [
        *{unit.slug for unit in provinces()},
        *by_code.values(),
        *(f"{by_code[unit.district]}/{unit.slug}" for unit in communes()),
        *of_today,
    ]


def test_no_two_units_share_a_path_whatever_their_level_and_time() -> None:
    paths = _every_path()
    assert len(paths) > 63 + 23 + 705 + 10_599
    assert [path for path, count in Counter(paths).items() if count > 1] == []


def test_a_path_without_the_mark_of_2025_is_another_unit() -> None:
    """No unit of before July 2025 may be taken for one of after, when only the mark tells them apart."""
    formed = {unit.slug for unit in provinces_at("2025-07-01") if unit.change == "formed"}
    assert all(slug.endswith("-2025") for slug in formed)
    for unit in provinces_at("2025-06-30"):
        assert not unit.slug.endswith("-2025")
    below = [unit.slug for unit in districts()] + [unit.slug for unit in communes()]
    assert not any(slug.endswith("-2025") or slug.isdigit() for slug in below)


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("bac-ninh", "provincial"),
        ("bac-ninh-2025", "provincial"),
        ("bac-ninh/bac-ninh", "district"),
        ("nghe-an/quynh-luu", "district"),
        ("nghe-an/quynh-luu-2025", "commune"),
        ("hai-phong/tien-lang/vinh-quang", "commune"),
    ],
)
def test_a_name_that_returns_one_level_down_is_another_place(path: str, level: str) -> None:
    assert level_of_path(path) == level
    known = places.place_of(path)
    assert known is None or known.level == level


def test_units_are_there_from_their_first_day_to_their_last() -> None:
    assert [(place.valid_from, place.valid_to) for place in map(places.place_of, (
        "bac-ninh", "bac-ninh-2025", "bac-ninh/bac-ninh", "hue",
    )) if place] == [
        ("1997-01-01", "2025-06-30"), ("2025-07-01", None), (None, "2025-06-30"), (None, None),
    ]  # fmt: skip

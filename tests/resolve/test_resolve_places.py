import pytest

from kg.resolve import places


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

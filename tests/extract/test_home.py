"""The citing document's place, from its header and what the header leaves open from its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.header import read_header
from kg.extract.home import Home, find_home, leading_province, province_type
from kg.models import Header
from kg.text.layout import layout
from kg.text.normalise import normalise
from kg.text.reading import reading

PLANS = Path(__file__).parents[2] / "data" / "plans"


def home_of(plan: str) -> Home:
    parts = layout(normalise((PLANS / f"{plan}.txt").read_bytes().decode("utf-8")))
    return find_home(read_header(parts)[0], reading(parts).text)


@pytest.mark.parametrize(
    ("plan", "level", "province", "kind"),
    [
        ("bac-giang-2024", "provincial", "Bắc Giang", "tỉnh"),
        ("nghe-an-2024", "provincial", "Nghệ An", "tỉnh"),
        ("quang-ninh-2024", "provincial", "Quảng Ninh", "tỉnh"),
        ("tien-giang-2024", "provincial", "Tiền Giang", "tỉnh"),
        ("vinh-quang-2023", "commune", "Hải Phòng", "thành phố"),
    ],
)
def test_homes_of_the_plans(plan: str, level: str, province: str, kind: str) -> None:
    home = home_of(plan)
    assert (home.level, home.province, home.province_type) == (level, province, kind)


def test_a_commune_s_district_is_said_only_in_what_it_cites() -> None:
    home = home_of("vinh-quang-2023")
    assert (home.district_type, home.district) == ("huyện", "Tiên Lãng")
    assert (home.commune_type, home.commune) == ("xã", "Vinh Quang")


@pytest.mark.parametrize(
    ("header", "text", "district", "commune"),
    [
        (Header(issuer="UBND huyện Nghi Lộc", level="district", province="Nghệ An"), "", "Nghi Lộc", None),
        (Header(issuer="UBND tỉnh Nghệ An", level="provincial", province="Nghệ An"), "huyện Nghi Lộc", None, None),
        (
            Header(issuer="UBND xã Nghi Hoa", level="commune", province="Nghệ An"),
            "của UBND huyện Nghi Lộc; huyện Nghi Lộc và huyện Diễn Châu",
            "Nghi Lộc",
            "Nghi Hoa",
        ),
        (Header(issuer="Bộ Nội vụ", level="central"), "huyện Nghi Lộc", None, None),
        (Header(issuer="Huyện ủy Tiên Lãng", level="district", province="Hải Phòng"), "", "Tiên Lãng", None),
        (
            Header(issuer="Đảng ủy xã Nghi Hoa", level="commune", province="Nghệ An"),
            "Huyện ủy ở huyện Nghi Lộc",
            "Nghi Lộc",
            "Nghi Hoa",
        ),
    ],
)
def test_district_and_commune(header: Header, text: str, district: str | None, commune: str | None) -> None:
    home = find_home(header, text)
    assert (home.district, home.commune) == (district, commune)


@pytest.mark.parametrize(
    ("name", "date", "kind"),
    [
        ("Hải Phòng", "2023-01", "thành phố"),
        ("Nghệ An", "2024-02-21", "tỉnh"),
        ("Tiền Giang", "2024-03-06", "tỉnh"),
        ("Thừa Thiên Huế", "2023-08-01", "tỉnh"),
        ("Huế", "2025-03-01", "thành phố"),
        ("Cần Thơ", None, "thành phố"),
        (None, None, "tỉnh"),
    ],
)
def test_province_or_city_as_of_a_date(name: str | None, date: str | None, kind: str) -> None:
    assert province_type(name, date) == kind


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Quảng Ninh về việc", "Quảng Ninh"),
        ("quảng ninh", "Quảng Ninh"),
        ("Bà Rịa - Vũng Tàu ban hành", "Bà Rịa - Vũng Tàu"),
        ("Thừa Thiên Huế (nay là thành phố Huế)", "Thừa Thiên Huế"),
        ("Hồ Chí\nMinh", "Hồ Chí Minh"),
        ("Vinh về việc", None),
        ("", None),
    ],
)
def test_the_province_that_words_begin_with(words: str, name: str | None) -> None:
    found = leading_province(words)
    assert (found[0] if found else None) == name


@pytest.mark.parametrize(
    ("home", "kind", "province"),
    [
        (Home(province="Quảng Ninh"), "tỉnh", "Quảng Ninh"),
        (Home(province="Quảng Ninh"), "thành phố", None),
        (Home(province="Hải Phòng", province_type="thành phố"), "thành phố", "Hải Phòng"),
        (Home(province="Cần Thơ", province_type="thành phố", near="Tỉnh ủy Hậu Giang"), "tỉnh", "Hậu Giang"),
        (Home(), "tỉnh", None),
    ],
)
def test_what_a_province_without_a_name_means(home: Home, kind: str, province: str | None) -> None:
    assert home.province_of(kind) == province


def test_a_province_is_named_across_the_end_of_a_line() -> None:
    text = "trên địa bàn quận Gò Vấp, thành\nphố Hồ Chí Minh năm 2022"
    assert find_home(Header(issuer="UBND quận Gò Vấp", level="district"), text).province == "Hồ Chí Minh"


def test_a_central_document_has_no_province() -> None:
    """tnt_50f694478a35aefd, a notice of the Government's office about a meeting in a province."""
    home = find_home(
        Header(issuer="Văn phòng Chính phủ", level="central", date="2025-11"), "ở tỉnh Nghệ An, tỉnh Nghệ An"
    )
    assert home == Home(level="central", date="2025-11")


def test_the_seat_of_a_party_committee() -> None:
    home = find_home(Header(issuer="Thị ủy Kỳ Anh", level="district", province="Hà Tĩnh"), "")
    assert (home.district_type, home.district) == ("thị xã", "Kỳ Anh")

"""Issuers as they are named in real documents (survey, section 11), from homes of each level."""

from __future__ import annotations

import pytest

from kg.extract.home import Home
from kg.extract.issuers import issuer_at, issuer_of_sign, local_issuer
from kg.extract.signs import find_signs

CENTRAL = Home(level="central", date="2025-11-01")
QUANG_NINH = Home(level="provincial", date="2024-02-02", province="Quảng Ninh")
HUE = Home(level="provincial", date="2025-11-18", province="Huế", province_type="thành phố")
HA_NOI = Home(level="provincial", date="2025-03-01", province="Hà Nội", province_type="thành phố")
NGHI_LOC = Home(level="district", date="2023-01", province="Nghệ An", district="Nghi Lộc")
LAI_CHAU_CITY = Home(
    level="district", date="2015-10", province="Lai Châu", district="Lai Châu", district_type="thành phố",
    near="UBND thành phố Hà Nội",
)  # fmt: skip
VINH_QUANG = Home(
    level="commune", date="2023-01", province="Hải Phòng", province_type="thành phố",
    district="Tiên Lãng", commune="Vinh Quang",
)  # fmt: skip

# What is printed, the full name, how much of the print is the name (None: all), where it was seen.
NAMED = [
    ("Chính phủ", "Chính phủ", None, "nghe-an-2024"),
    ("Thủ tướng Chính phủ", "Thủ tướng Chính phủ", None, "quang-ninh-2024"),
    ("Thủ tướng\nChính phủ", "Thủ tướng Chính phủ", None, "tnt_344b9eec106a648a"),
    ("Thủ tướng Chỉnh phủ", "Thủ tướng Chính phủ", None, "survey 11"),
    ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ", None, "mp_03-NQ-CP-PL2"),
    ("CHÍNH PHỦ", "Chính phủ", None, "mp_03-NQ-CP-PL2"),
    ("Quốc hội", "Quốc hội", None, "tien-giang-2024"),
    ("Ủy ban thường vụ Quốc hội", "Ủy ban Thường vụ Quốc hội", None, "cong_06"),
    ("Uỷ ban Thường vụ Quốc hội", "Ủy ban Thường vụ Quốc hội", None, "survey 11"),
    ("Bộ Chính trị", "Bộ Chính trị", None, "mp_03-NQ-CP"),
    ("BỘ CHÍNH TRỊ", "Bộ Chính trị", None, "mp_03-NQ-CP-PL2"),
    ("Ban Bí thư", "Ban Bí thư", None, "survey 11"),
    ("Hội nghị lần thứ 6 Ban Chấp hành Trung ương Đảng", "Ban Chấp hành Trung ương Đảng", None, "quang-ninh-2024"),
    ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", None, "nghe-an-2024"),
    ("Bộ trưởng Bộ Nội vụ", "Bộ trưởng Bộ Nội vụ", None, "tien-giang-2024"),
    ("Bộ trưởng Bộ Tài chính", "Bộ trưởng Bộ Tài chính", None, "nghe-an-2024"),
    ("Bộ Tài chính", "Bộ Tài chính", None, "tnt_ca83e7689c9fc610"),
    ("Bộ Lao động -\nThương binh và Xã hội", "Bộ Lao động - Thương binh và Xã hội", None, "cong_06"),
    ("Bộ Giáo dục và Đào tạo", "Bộ Giáo dục và Đào tạo", None, "tnt_3870cd0c35318a44"),
    ("Bộ trưởng Bộ Văn hoá, Thể thao và Du lịch", "Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch", None,
     "tnt_8bb752497f83eeee"),
    ("Bộ VH,TT&DL", "Bộ Văn hóa, Thể thao và Du lịch", None, "tnt_d6cbe14c6f6cf724"),
    ("Bộ Nông nghiệp và PTNT", "Bộ Nông nghiệp và Phát triển nông thôn", None, "tnt_d5ffa6afac124d52"),
    ("Bộ Tài nguyên Môi trường", "Bộ Tài nguyên và Môi trường", None, "tnt_d5ffa6afac124d52"),
    ("Bộ Lao động và Thương binh và Xã hội", "Bộ Lao động - Thương binh và Xã hội", None, "cong_06"),
    ("liên Bộ Quốc phòng, Bộ LĐTBXH và Bộ Tài chính",
     "Bộ Quốc phòng, Bộ Lao động - Thương binh và Xã hội, Bộ Tài chính", None, "cong_02"),
    ("Liên Bộ: Lao động Thương binh và Xã hội, Tài chính, Y tế",
     "Bộ Lao động - Thương binh và Xã hội, Bộ Tài chính, Bộ Y tế", None, "cong_11"),
    ("Chính ph ủ", "Chính phủ", None, "hn_VanBanGoc-Q-07-2025"),
    ("Ban Kinh tế\n- Ngân sách Hội đồng nhân dân tỉnh Hà Giang", "Ban Kinh tế - Ngân sách HĐND tỉnh Hà Giang", None,
     "rag_89-nq-hnd"),
    ("Trưởng\nBan Chỉ đạo Nhà nước về Du lịch", "Ban Chỉ đạo Nhà nước về Du lịch", None, "tnt_322358d6040a153b"),
    ("Tổng cục trưởng Tổng cục Hải quan", "Tổng cục Hải quan", None, "tnt_8aae102c2f6087de"),
    ("Cục trưởng Cục Bảo vệ thực vật\nBộ Nông nghiệp và\nMôi trường\n2", "Cục Bảo vệ thực vật",
     "Cục trưởng Cục Bảo vệ thực vật", "tnt_1796a553dfee88ef: the next cell"),
    ("ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ", "UBND tỉnh Thừa Thiên Huế", None, "tnt_606d5f203dec293b"),
    ("Thống đốc Ngân hàng Nhà nước Việt Nam", "Thống đốc Ngân hàng Nhà nước Việt Nam", None, "tnt_1180a89cc49ca3fe"),
    ("Tổng cục Thuế (trước đây)", "Tổng cục Thuế", "Tổng cục Thuế", "tnt_64ac847426fe67d5"),
    ("UBND tỉnh Nghệ An", "UBND tỉnh Nghệ An", None, "nghe-an-2024"),
    ("Uỷ ban nhân dân tỉnh Sơn La", "UBND tỉnh Sơn La", None, "cong_20"),
    ("UBND tỉnh Quảng Trị (cũ)", "UBND tỉnh Quảng Trị", "UBND tỉnh Quảng Trị", "tnt_83652dd19c6fef24"),
    ("UBND tỉnh Tiền Giang (nay là tỉnh Đồng Tháp)", "UBND tỉnh Tiền Giang", "UBND tỉnh Tiền Giang", "survey 11"),
    ("Hội đồng nhân dân tỉnh\nThừa Thiên Huế (nay là thành phố Huế)", "HĐND tỉnh Thừa Thiên Huế",
     "Hội đồng nhân dân tỉnh\nThừa Thiên Huế", "tnt_0abcf1a5292b31ec"),
    ("Chủ tịch Ủy ban nhân dân thành phố Cần Thơ", "Chủ tịch UBND thành phố Cần Thơ", None, "tnt_036bd85f1f56f768"),
    ("UBND TP. Hồ Chí Minh", "UBND thành phố Hồ Chí Minh", None, "survey 11"),
    ("UBND tỉnh Bà Rịa - Vũng Tàu", "UBND tỉnh Bà Rịa - Vũng Tàu", None, "facts/provinces"),
    ("Ủy ban nhân dân huyện Tiên Lãng", "UBND huyện Tiên Lãng", None, "vinh-quang-2023"),
    ("UBND xã Vinh Quang", "UBND xã Vinh Quang", None, "vinh-quang-2023"),
    ("Ban Thường vụ Tỉnh ủy Hậu Giang", "Ban Thường vụ Tỉnh ủy Hậu Giang", None, "tnt_a83fffe08d7aeed7"),
    ("Ban Chấp hành Đảng bộ tỉnh Sóc Trăng", "Ban Chấp hành Đảng bộ tỉnh Sóc Trăng", None, "tnt_a83fffe08d7aeed7"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "name", "taken", "seen"), NAMED)
def test_an_issuer_with_its_name(printed: str, name: str, taken: str | None, seen: str) -> None:
    text = f"của {printed} về việc" if printed.upper() != printed else f"CỦA {printed} VỀ VIỆC"
    found = issuer_at(text, 4, CENTRAL)
    assert found is not None, seen
    assert (found.name, text[found.start : found.end]) == (name, taken or printed), seen


HOMELY = [
    (QUANG_NINH, "UBND tỉnh", "UBND tỉnh Quảng Ninh"),
    (QUANG_NINH, "UBND Tỉnh", "UBND tỉnh Quảng Ninh"),
    (QUANG_NINH, "Ủy ban nhân dân tỉnh", "UBND tỉnh Quảng Ninh"),
    (QUANG_NINH, "Uỷ ban nhân dân tỉnh", "UBND tỉnh Quảng Ninh"),
    (QUANG_NINH, "Chủ tịch UBND tỉnh", "Chủ tịch UBND tỉnh Quảng Ninh"),
    (QUANG_NINH, "HĐND tỉnh", "HĐND tỉnh Quảng Ninh"),
    (QUANG_NINH, "Thường trực HĐND tỉnh", "HĐND tỉnh Quảng Ninh"),
    (QUANG_NINH, "Tỉnh ủy", "Tỉnh ủy Quảng Ninh"),
    (QUANG_NINH, "Tỉnh uỷ", "Tỉnh ủy Quảng Ninh"),
    (QUANG_NINH, "Ban Thường vụ Tỉnh ủy", "Ban Thường vụ Tỉnh ủy Quảng Ninh"),
    (QUANG_NINH, "Ban Chấp hành Đảng bộ tỉnh", "Ban Chấp hành Đảng bộ tỉnh Quảng Ninh"),
    (QUANG_NINH, "Sở Nội vụ", "Sở Nội vụ tỉnh Quảng Ninh"),
    (QUANG_NINH, "Giám đốc Sở Tư pháp", "Sở Tư pháp tỉnh Quảng Ninh"),
    (QUANG_NINH, "Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch tỉnh Quảng Ninh"),
    (QUANG_NINH, "Văn phòng UBND tỉnh", "Văn phòng UBND tỉnh Quảng Ninh"),
    (QUANG_NINH, "Ban Pháp chế HĐND tỉnh", "Ban Pháp chế HĐND tỉnh Quảng Ninh"),
    (QUANG_NINH, "Đảng ủy UBND tỉnh", "Đảng ủy UBND tỉnh Quảng Ninh"),
    (QUANG_NINH, "UBND huyện", None),
    (QUANG_NINH, "UBND Thành phố", None),
    (QUANG_NINH, "UBND xã", None),
    (QUANG_NINH, "Thành ủy", None),
    (HA_NOI, "UBND Thành phố", "UBND thành phố Hà Nội"),
    (HA_NOI, "Uỷ ban nhân dân Thành phố", "UBND thành phố Hà Nội"),
    (HA_NOI, "HĐND Thành phố", "HĐND thành phố Hà Nội"),
    (HA_NOI, "Ban Thường vụ Thành ủy", "Ban Thường vụ Thành ủy Hà Nội"),
    (HA_NOI, "UBND tỉnh", None),
    (HA_NOI, "Thành ủy Thành phố", "Thành ủy Hà Nội"),
    (HA_NOI, "Ban Kinh tế- Ngân sách", "Ban Kinh tế - Ngân sách HĐND thành phố Hà Nội"),
    (HUE, "Hội đồng nhân dân tỉnh", "HĐND tỉnh Thừa Thiên Huế"),
    (HUE, "HĐND thành phố", "HĐND thành phố Huế"),
    (HUE, "Tỉnh ủy", "Tỉnh ủy Thừa Thiên Huế"),
    (NGHI_LOC, "UBND huyện", "UBND huyện Nghi Lộc"),
    (NGHI_LOC, "HĐND huyện", "HĐND huyện Nghi Lộc"),
    (NGHI_LOC, "Huyện ủy", "Huyện ủy Nghi Lộc"),
    (NGHI_LOC, "UBND tỉnh", "UBND tỉnh Nghệ An"),
    (NGHI_LOC, "UBND thành phố Vinh", "UBND thành phố Vinh"),
    (NGHI_LOC, "UBND xã", None),
    (NGHI_LOC, "UBND huyện\nPhòng Tư pháp", "UBND huyện Nghi Lộc"),
    (NGHI_LOC, "UBND huyện\nCông an huyện", "UBND huyện Nghi Lộc"),
    (NGHI_LOC, "Ban Thường vụ Huyện ủy\nPhòng Nội vụ", "Ban Thường vụ Huyện ủy Nghi Lộc"),
    (NGHI_LOC, "UBND xã\nTrường Xuân", "UBND xã Trường Xuân"),
    (NGHI_LOC, "UBND xã\nXuân Phú về việc", "UBND xã Xuân Phú"),
    (LAI_CHAU_CITY, "UBND thành phố", "UBND thành phố Lai Châu"),
    (LAI_CHAU_CITY, "UBND tỉnh", "UBND tỉnh Lai Châu"),
    (VINH_QUANG, "UBND quận 12", "UBND quận 12"),
    (VINH_QUANG, "UBND huyện Đắk R'Lấp", "UBND huyện Đắk R'Lấp"),
    (VINH_QUANG, "UBND thành phố", "UBND thành phố Hải Phòng"),
    (VINH_QUANG, "UBND huyện", "UBND huyện Tiên Lãng"),
    (VINH_QUANG, "UBND xã", "UBND xã Vinh Quang"),
    (VINH_QUANG, "Ban Thường vụ Huyện ủy", "Ban Thường vụ Huyện ủy Tiên Lãng"),
    (VINH_QUANG, "Ban Thường vụ Thành ủy", "Ban Thường vụ Thành ủy Hải Phòng"),
    (VINH_QUANG, "UBND tỉnh", None),
    (VINH_QUANG, "Tỉnh ủy", None),
    (CENTRAL, "UBND tỉnh", None),
    (CENTRAL, "UBND huyện", None),
]


@pytest.mark.parametrize(("home", "printed", "name"), HOMELY)
def test_an_issuer_without_a_name_is_the_home_s(home: Home, printed: str, name: str | None) -> None:
    found = issuer_at(f"{printed} về việc", 0, home)
    assert (found.name if found else None) == name


def test_the_next_cell_is_no_place() -> None:
    found = issuer_at("UBND huyện\n\nPhòng Nội vụ", 0, NGHI_LOC)
    assert found is not None
    assert found.name == "UBND huyện Nghi Lộc"


def test_the_place_named_just_before_counts_where_the_home_cannot_be_meant() -> None:
    near = Home(level="provincial", province="Cần Thơ", province_type="thành phố", near="Tỉnh ủy Sóc Trăng")
    found = issuer_at("Ban Chấp hành Đảng bộ tỉnh về", 0, near)
    assert found is not None
    assert found.name == "Ban Chấp hành Đảng bộ tỉnh Sóc Trăng"


@pytest.mark.parametrize("text", ["công tác cải cách", "các sở, ban, ngành", "tỉnh", "Nhà nước", "ngày 1", ""])
def test_what_is_no_issuer(text: str) -> None:
    assert issuer_at(text, 0, QUANG_NINH) is None


@pytest.mark.parametrize(
    ("sign", "date", "issuer"),
    [
        ("07/2016/TTTLT-BYT-BTC", None, "Bộ Y tế, Bộ Tài chính"),  # tnt_24ac05c2c7c4518e
        ("61/2018/NĐ-CP", None, "Chính phủ"),
        ("214/2025/NĐCP", None, "Chính phủ"),
        ("468/QĐ-TTg", "2021-03-27", "Thủ tướng Chính phủ"),
        ("468/QĐ-TTG", None, "Thủ tướng Chính phủ"),
        ("80/2015/QH13", None, "Quốc hội"),
        ("35/2023/UBTVQH15", None, "Ủy ban Thường vụ Quốc hội"),
        ("1656/NQ-UBTVQH15", None, "Ủy ban Thường vụ Quốc hội"),
        ("167/2012/TT-BTC", None, "Bộ Tài chính"),
        ("02/2017/TT-VPCP", None, "Văn phòng Chính phủ"),
        ("7683/VPCP-QHĐP", None, "Văn phòng Chính phủ"),
        ("50/CP", "1995-07-26", "Chính phủ"),
        ("41/2014/TTLT-BYT-BTC", None, "Bộ Y tế, Bộ Tài chính"),
        ("72-QĐ/TW", "2022-07-18", None),
        ("05-NQ/TU", None, None),
        ("56/2014/QĐ-UBND", None, None),
        ("7303/UBND-KSTT", None, None),
        ("06/TTr-SNV", None, None),
    ],
)
def test_what_the_sign_alone_makes_certain(sign: str, date: str | None, issuer: str | None) -> None:
    (found,) = find_signs(sign)
    assert issuer_of_sign(found, date) == issuer


@pytest.mark.parametrize(
    ("home", "sign", "issuer"),
    [
        (QUANG_NINH, "06/TTr-SNV", "Sở Nội vụ tỉnh Quảng Ninh"),
        (HA_NOI, "548/TTr-STP", "Sở Tư pháp thành phố Hà Nội"),
        (CENTRAL, "06/TTr-SNV", None),
        (QUANG_NINH, "468/QĐ-TTg", None),
    ],
)
def test_a_department_s_code_means_the_home_s(home: Home, sign: str, issuer: str | None) -> None:
    (found,) = find_signs(sign)
    assert local_issuer(found, home) == issuer

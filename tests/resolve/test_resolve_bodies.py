import pytest

from kg.resolve.bodies import body_of
from kg.resolve.home import Home
from kg.resolve.numbers import split

QUANG_NINH = Home("quang-ninh", "provincial", "2024-02-02")
CAN_THO = Home("can-tho-2025", "provincial", "2025-11-21")
VINH_QUANG = Home("hai-phong/tien-lang/vinh-quang", "commune", "2023-01", ("hai-phong/tien-lang",))
HUE = Home("hue", "provincial", "2025-11-18")
NOWHERE = Home()


@pytest.mark.parametrize(
    ("number", "issuer", "home", "date", "path"),
    [
        ("468/QĐ-TTg", None, NOWHERE, None, "ttg"),
        ("31/2024/QH15", "Quốc hội", NOWHERE, None, "qh15"),
        ("35/2023/UBTVQH15", None, NOWHERE, None, "ubtvqh15"),
        ("35/QĐ-BNV", "Bộ trưởng Bộ Nội vụ", QUANG_NINH, "2024-01-22", "bnv"),
        ("650/QĐ-LĐTBXH", "Bộ trưởng Bộ Lao động - Thương binh và Xã hội", CAN_THO, "2022-07-21", "bldtbxh"),
        ("57-NQ/TW", "Bộ Chính trị", QUANG_NINH, "2024-12-22", "tw"),
        ("72-QĐ/TW", "Ban Bí thư", QUANG_NINH, "2022-07-18", "tw"),
        ("42-HD/BTCTW", None, QUANG_NINH, None, "btctw"),
        ("03-TTr/ĐU", "Đảng ủy Chính phủ", Home(level="central"), "2025-10-17", "ducp"),
        ("05-NQ/TU", "Ban Chấp hành Đảng bộ tỉnh Quảng Ninh", QUANG_NINH, "2021-04-09", "quang-ninh/tu"),
        ("09-NQ/TU", "Ban Thường vụ Tỉnh ủy Quảng Ninh", QUANG_NINH, "2022-02-05", "quang-ninh/tu"),
        ("35-CT/TU", None, QUANG_NINH, "2023-07-11", "quang-ninh/tu"),
        ("06/TTr-SNV", "Sở Nội vụ tỉnh Quảng Ninh", QUANG_NINH, "2024-01-25", "quang-ninh/snv"),
        ("324/VP.UBND-NC", "Văn phòng UBND tỉnh Quảng Ninh", QUANG_NINH, None, "quang-ninh/vpubnd"),
        ("09/CT-UBND", "Chủ tịch UBND tỉnh Quảng Ninh", QUANG_NINH, "2021-10-13", "quang-ninh/ubnd"),
        ("144/2025/QĐ-CTUBND", "Chủ tịch UBND thành phố Huế", NOWHERE, "2025-11-01", "hue/ubnd"),
        ("7303/UBND-KSTT", "UBND tỉnh Tiền Giang", NOWHERE, "2023-11-01", "tien-giang/ubnd"),
        ("53/KH-UBND", "UBND thành phố Cần Thơ", CAN_THO, "2018-03-21", "can-tho/ubnd"),
        ("77/KH-UBND", "UBND thành phố Cần Thơ", CAN_THO, "2025-09-17", "can-tho-2025/ubnd"),
        ("144-CTr/TU", "Ban Thường vụ Tỉnh ủy Hậu Giang", CAN_THO, "2018-01-22", "hau-giang/tu"),
        ("20/2023/NQ-HĐND", "HĐND tỉnh Thừa Thiên Huế", HUE, None, "hue/hdnd"),
        ("57/KH-UBND", "UBND thành phố Hải Phòng", VINH_QUANG, "2022-03-11", "hai-phong/ubnd"),
        ("150/KH-UBND", "UBND huyện Tiên Lãng", VINH_QUANG, "2021-10-11", "hai-phong/tien-lang/ubnd"),
        ("28-KH/HU", "Ban Thường vụ Huyện ủy Tiên Lãng", VINH_QUANG, "2021-12-20", "hai-phong/tien-lang/hu"),
        ("28-KH/HU", None, VINH_QUANG, "2021-12-20", "hai-phong/tien-lang/hu"),
        ("03-NQ/TU", "Ban Thường vụ Thành ủy Hải Phòng", VINH_QUANG, "2021-10-26", "hai-phong/tu"),
        ("05/KH-UBND", "UBND xã Vinh Quang", VINH_QUANG, "2023-01-12", "hai-phong/tien-lang/vinh-quang/ubnd"),
        ("12/KH-UBND", "UBND thành phố Hạ Long", QUANG_NINH, "2023-05-01", "quang-ninh/ha-long/ubnd"),
        ("9/KH-UBND", "UBND xã Quỳnh Lưu", Home("nghe-an", "provincial", "2025-09-01"), None,
         "nghe-an/quynh-luu-2025/ubnd"),
        ("02/2025/TTLT-BCA-VKSNDTC-TANDTC", None, NOWHERE, None, "bca-tandtc-vksndtc"),
        ("02/2025/TTLT-TANDTC-BCA-VKSTC", None, NOWHERE, None, "bca-tandtc-vksndtc"),
        ("17/2003/TTLT-LĐTBXH-TWĐTNCSHCM", None, QUANG_NINH, None, "bldtbxh-twdtncshcm"),
        ("127/TTr", "Sở Nội vụ", QUANG_NINH, None, "quang-ninh/snv"),
        ("12/BC-BPC", "Ban Pháp chế HĐND tỉnh Quảng Ninh", QUANG_NINH, None, "quang-ninh/bpc"),
        ("40/QĐ-XYZ", None, QUANG_NINH, None, None),
        ("40/QĐ-UBND", None, NOWHERE, None, None),
        ("40/QĐ-UBND", "UBND tỉnh Atlantis", QUANG_NINH, None, None),
    ],
)  # fmt: skip
def test_bodies(number: str, issuer: str | None, home: Home, date: str | None, path: str | None) -> None:
    body = body_of(split(number), issuer, home, date)
    assert (body.path if body else None) == path


def test_a_body_says_whether_its_place_was_stated() -> None:
    stated = body_of(split("4/KH-UBND"), "UBND tỉnh Quảng Ninh", QUANG_NINH, None)
    taken = body_of(split("4/KH-UBND"), None, QUANG_NINH, None)
    assert stated is not None
    assert taken is not None
    assert (stated.path, stated.stated) == ("quang-ninh/ubnd", True)
    assert (taken.path, taken.stated) == ("quang-ninh/ubnd", False)


def test_steering_committees_of_one_province_are_told_apart_by_their_names() -> None:
    names = ["Ban Chỉ đạo cải cách hành chính tỉnh Quảng Ninh", "Ban Chỉ đạo 389 tỉnh Quảng Ninh"]
    bodies = [body_of(split("3/KH-BCĐ"), name, QUANG_NINH, None) for name in names]
    paths = {body.path for body in bodies if body}
    assert len(paths) == 2
    assert all(path.startswith("quang-ninh/bcd-") for path in paths)

import pytest

from kg.extract.signature import read_signature


@pytest.mark.parametrize(
    ("lines", "name", "position", "capacity"),
    [
        (["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Phạm Minh Hải"], "Phạm Minh Hải", "Chủ tịch", "TM."),
        (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Mai Sơn"], "Mai Sơn", "Phó Chủ tịch", "KT."),
        (
            ["TM. ỦY BAN NHÂN", "DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Đào Mỹ"],
            "Đào Mỹ",
            "Phó Chủ tịch",
            "TM., KT.",
        ),
        (["T/M BỘ CHÍNH", "TRỊ", "Trần Cẩm Tú"], "Trần Cẩm Tú", None, "TM."),
        (["T/M BAN BÍ THƯ", "Trần Cẩm Tú"], "Trần Cẩm Tú", None, "TM."),
        (["CHỦ TỊCH", "Lê Trường Lưu"], "Lê Trường Lưu", "Chủ tịch", None),
        (
            ["TM. CHÍNH PHỦ KT. THỦ TƯỚNG PHÓ THỦ TƯỚNG Lê Thành Long"],
            "Lê Thành Long",
            "Phó Thủ tướng",
            "TM., KT.",
        ),
        (["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Thượng tướng Lê Văn Tuyến"], "Lê Văn Tuyến", "Thứ trưởng", "KT."),
        (["TM. ỦY BAN THƯỜNG VỤ QUỐC HỘI", "CHỦ TỊCH", "(đã ký)"], None, "Chủ tịch", "TM."),
        (["KT GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trương Hải Thanh"], "Trương Hải Thanh", "Phó Giám đốc", "KT."),
        (
            ["KT.", "TRƯỞNG THUẾ TỈNH", "PHÓ TRƯỞNG THUẾ", "TỈNH", "Nguyễn Tấn Lợi"],
            "Nguyễn Tấn Lợi",
            "Phó Trưởng Thuế tỉnh",
            "KT.",
        ),
        (
            ["XÁC THỰC VĂN BẢN HỢP NHẤT KT. BỘ TRƯỞNG THỨ TRƯỞNG Nguyễn Bá Hoan"],
            "Nguyễn Bá Hoan",
            "Thứ trưởng",
            "KT.",
        ),
        (["TỔNG KIỂM TOÁN NHÀ", "NƯỚC", "Ngô", "Văn Tuấn"], "Ngô Văn Tuấn", "Tổng Kiểm toán nhà nước", None),
        (["TRƯỞNG BAN PHÓ THỦ TƯỚNG Nguyễn Thiện Nhân"], "Nguyễn Thiện Nhân", "Phó Thủ tướng", None),
        (["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Đại", "tướng Nguyễn Tân Cương"], "Nguyễn Tân Cương", "Thứ trưởng", "KT."),
        (
            ["K/T CHÁNH", "VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Lê Khánh Toàn"],
            "Lê Khánh Toàn",
            "Phó Chánh Văn phòng",
            "KT.",
        ),
        (["KT. CHỦ TỊ CH P HÓ CHỦ T Ị CH Ngu y ễn Hữu Tín"], None, None, "KT."),  # cong_43
        ([], None, None, None),
    ],
)
def test_signatures(lines: list[str], name: str | None, position: str | None, capacity: str | None) -> None:
    found = read_signature(lines)
    assert (found.name, found.position, found.capacity) == (name, position, capacity)

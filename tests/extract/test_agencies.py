import pytest

from kg.extract.agencies import canonical, expand, leading_bodies, split_bodies


@pytest.mark.parametrize(
    ("printed", "bodies"),
    [
        (
            "Cục Thuế tỉnh, Kho bạc Nhà nước tỉnh, Bảo hiểm xã hội tỉnh",
            ("Cục Thuế tỉnh", "Kho bạc Nhà nước tỉnh", "Bảo hiểm xã hội tỉnh"),
        ),
        ("Sở Văn hóa, Thể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",)),
        ("UBND cấp huyện, xã", ("UBND cấp huyện", "UBND cấp xã")),
        ("UBND cấp huyện; cấp xã", ("UBND cấp huyện", "UBND cấp xã")),
        ("Sở Khoa học và Công nghệ Sở Công Thương", ("Sở Khoa học và Công nghệ", "Sở Công Thương")),
        (
            "Trung tâm Phục vụ hành chính công tỉnh - Văn phòng UBND tỉnh",
            ("Trung tâm Phục vụ hành chính công tỉnh",),
        ),
        ("- Các Sở, ban, ngành cấp tỉnh; - Báo Nghệ An", ("Các sở, ban, ngành cấp tỉnh", "Báo Nghệ An")),
        (
            "Ủy Ban MTTQ và các tổ chức chính trị - xã hội tỉnh",
            ("Ủy ban Mặt trận Tổ quốc tỉnh", "Các tổ chức chính trị - xã hội tỉnh"),
        ),
        (
            "Văn phòng UBND; Văn phòng Đoàn ĐB Quốc hội và HĐND tỉnh",
            ("Văn phòng UBND tỉnh", "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh"),
        ),
        (
            "Các cơ quan báo chí Trung ương (TTXVN; Báo TNVN) và báo chí địa phương",
            ("Các cơ quan báo chí Trung ương và địa phương",),
        ),
        ("Sở Nội vụ, Sở Nội vụ", ("Sở Nội vụ",)),
        ("", ()),
    ],
)
def test_lists(printed: str, bodies: tuple[str, ...] | None) -> None:
    assert split_bodies(printed) == bodies


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("Đài PTTH tỉnh", "Đài Phát thanh và Truyền hình tỉnh"),
        ("Cổng TTĐT tỉnh", "Cổng Thông tin điện tử tỉnh"),
        ("Trung tâm Phục vụ HCC tỉnh", "Trung tâm Phục vụ hành chính công tỉnh"),
        ("BCĐ CCHC tỉnh", "Ban Chỉ đạo cải cách hành chính tỉnh"),
        ("Sở, Ban, Ngành cấp tỉnh", "Các sở, ban, ngành cấp tỉnh"),
        ("Ủy ban nhân dân các xã, phường", "UBND các xã, phường"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở TN&MT tỉnh", "Sở Tài nguyên và Môi trường tỉnh"),
        ("Sở Y tế", "Sở Y tế"),
    ],
)
def test_full_names(printed: str, full: str) -> None:
    assert expand(printed) == full


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("Các sở, cơ quan thuộc UBND tỉnh", ("Các sở, ban, ngành",)),
        ("Giám đốc các sở", ("Các sở, ban, ngành",)),
        ("Chủ tịch UBND cấp huyện", ("UBND cấp huyện",)),
        ("UBND các phường, xã", ("UBND cấp xã",)),
        ("Các cơ quan, đơn vị, địa phương", ("Các sở, ban, ngành", "UBND cấp xã")),
        ("Các cơ quan, đơn vị có liên quan", ()),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Tiền Giang", ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",)),
        ("Sở Y tế tỉnh Nghệ An", ("Sở Y tế",)),
        ("Báo Bắc Giang", ("Báo Bắc Giang",)),
        ("Công an tỉnh", ("Công an tỉnh",)),
    ],
)
def test_canonical_names(name: str, names: tuple[str, ...]) -> None:
    assert canonical(name) == names


@pytest.mark.parametrize(
    ("said", "bodies", "rest"),
    [
        ("Sở Tài chính:", ("Sở Tài chính",), ""),
        ("Sở Y tế\nNâng cao chất lượng", ("Sở Y tế",), "Nâng cao chất lượng"),
        ("Đề nghị Báo Ấp Bắc, Đài\nPhát thanh và Truyền hình tỉnh", None, ""),
        ("Sở Nội vụ hướng dẫn khen thưởng", ("Sở Nội vụ",), "hướng dẫn khen thưởng"),
        ("Chủ trì, phối hợp với Sở Nội vụ", (), None),
        ("Báo cáo kết quả thực hiện", (), None),
    ],
)
def test_what_a_sentence_begins_with(said: str, bodies: tuple[str, ...] | None, rest: str | None) -> None:
    expected = ("Báo Ấp Bắc", "Đài Phát thanh và Truyền hình tỉnh") if bodies is None else bodies
    assert leading_bodies(said) == (expected, said if rest is None else rest)

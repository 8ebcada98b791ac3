"""Laws cited by name (survey, section 6): where the name ends, and what it is in standard spelling."""

from __future__ import annotations

import pytest

from kg.extract.names import LawMention, find_laws


def laws(text: str) -> list[LawMention]:
    return list(find_laws(text))


# The text, the law's words in it, the standard name, where it was seen.
ONE = [
    ("Luật Ban hành văn bản quy phạm pháp luật năm 2015", "Luật Ban hành văn bản quy phạm pháp luật",
     "Luật Ban hành văn bản quy phạm pháp luật", "tien-giang-2024"),
    ("Luật Phổ biến, giáo dục\npháp luật", "Luật Phổ biến, giáo dục\npháp luật",
     "Luật Phổ biến, giáo dục pháp luật", "tien-giang-2024"),
    ("Luật Tổ chức chính quyền địa phương ngày 19/6/2015", "Luật Tổ chức chính quyền địa phương",
     "Luật Tổ chức chính quyền địa phương", "survey 6"),
    ("Căn cứ Luật tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", "Luật tổ chức chính quyền địa phương",
     "Luật Tổ chức chính quyền địa phương", "rag_04-nq-hnd"),
    ("Căn cứ Luật tổ chức Chính phủ ngày 19 tháng 6 năm 2015;", "Luật tổ chức Chính phủ",
     "Luật Tổ chức Chính phủ", "cong_23"),
    ("tại Điều 103\nLuật Đất đai năm 2024 trình cấp có thẩm quyền", "Luật Đất đai", "Luật Đất đai",
     "tnt_46482d81ac8c4f96"),
    ("Luật Quốc tịch Việt Nam 2008", "Luật Quốc tịch Việt Nam", "Luật Quốc tịch Việt Nam", "survey 6"),
    ("Luật Hỗ trợ DNNVV", "Luật Hỗ trợ DNNVV", "Luật Hỗ trợ doanh nghiệp nhỏ và vừa", "survey 6"),
    ("Luật Hỗ trợ doanh nghiệp nhỏ và vừa số\n04/2017/QH14", "Luật Hỗ trợ doanh nghiệp nhỏ và vừa",
     "Luật Hỗ trợ doanh nghiệp nhỏ và vừa", "tnt_5b1b037dfe0263af"),
    ("Luật Ban hành văn bản QPPL", "Luật Ban hành văn bản QPPL", "Luật Ban hành văn bản quy phạm pháp luật", "GUIDE"),
    ("Luật Bảo hiểm y tế\n25/2008/QH12", "Luật Bảo hiểm y tế", "Luật Bảo hiểm y tế", "rag_68-2017-nq-hnd"),
    ("quy định của Luật Đầu tư công. \nĐiều 2", "Luật Đầu tư công", "Luật Đầu tư công", "hn_VanBanGoc-Q-03-2025"),
    ("Luật Các tổ chức tín dụng 2024 số 32/2024/QH15", "Luật Các tổ chức tín dụng",
     "Luật Các tổ chức tín dụng", "tnt_1180a89cc49ca3fe"),
    ("Căn cứ Luật nhà ở ngày 29 tháng 11 năm 2005;", "Luật nhà ở", "Luật Nhà ở", "cong_40, another date"),
    ("Luật hoạt động giám sát của\nQuốc hội và Hội đồng nhân dân ngày 20 tháng 11 năm 2015",
     "Luật hoạt động giám sát của\nQuốc hội và Hội đồng nhân dân",
     "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân", "rag_04-nq-hnd"),
    ("Căn cứ Luật hoạt động giám sát của Quốc hội;", "Luật hoạt động giám sát của Quốc hội",
     "Luật Hoạt động giám sát của Quốc hội", "cong_15"),
    ("LUẬT ĐẤT ĐAI", "LUẬT ĐẤT ĐAI", "Luật Đất đai", "survey 6: capitals"),
    ("Bộ luật Dân sự ngày 24 tháng 11 năm 2015", "Bộ luật Dân sự", "Bộ luật Dân sự", "tnt_355bcc582867074b"),
    ("Bộ luật Lao động , con chưa đủ 18 tuổi", "Bộ luật Lao động", "Bộ luật Lao động", "cong_12"),
    ("Pháp lệnh Cựu chiến binh và Nghị định số 157/2016/NĐ-CP", "Pháp lệnh Cựu chiến binh",
     "Pháp lệnh Cựu chiến binh", "cong_02"),
    ("Pháp lệnh ưu đãi người có công với cách mạng số 26/2005/PL-UBTVQH11",
     "Pháp lệnh ưu đãi người có công với cách mạng",
     "Pháp lệnh Ưu đãi người có công với cách mạng", "cong_23"),
    ("Hiến pháp năm 2013.", "Hiến pháp", "Hiến pháp", "dvhc_60-NQ_TW"),
    ("Luật Quản lý và sử dụng tài sản công; Luật", "Luật Quản lý và sử dụng tài sản công",
     "Luật Quản lý, sử dụng tài sản công", "mp_03-NQ-CP"),
    ("của Luật Quản lý, bảo vệ công trình quốc\nphòng và khu quân sự, cụ thể",
     "Luật Quản lý, bảo vệ công trình quốc\nphòng và khu quân sự",
     "Luật Quản lý, bảo vệ công trình quốc phòng và khu quân sự", "tnt_1e6fb98e16a75e3d"),
    ("Luật Thuế xuất khẩu, nhập khẩu để", "Luật Thuế xuất khẩu, nhập khẩu", "Luật Thuế xuất khẩu, thuế nhập khẩu",
     "mp_03-NQ-CP"),
    ("xuất bản phẩm vi phạm Luật Xuất bản tại", "Luật Xuất bản", "Luật Xuất bản", "hn_VanBanGoc-Q-22-2025"),
    ("quy định chi tiết một số điều Luật Nhà ở;", "Luật Nhà ở", "Luật Nhà ở", "hn_VanBanGoc-Q-33-2025"),
    ("Luật ban Ban hành văn bản quy phạm pháp luật được", "Luật ban Ban hành văn bản quy phạm pháp luật",
     "Luật Ban hành văn bản quy phạm pháp luật", "tnt_1cde9b907469c65b"),
    ("Luật Tổ ch ức chính quyền địa phương ngày 19/6/2015", "Luật Tổ ch ức chính quyền địa phương",
     "Luật Tổ chức chính quyền địa phương", "hn_VanBanGoc-Q-07-2025"),
    ("xây dựng Luật Nhà giáo năm 2025", "Luật Nhà giáo", "Luật Nhà giáo", "mp_03-NQ-CP, with a year"),
    ("Luật Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người\n(HIV/AIDS) năm 2006",
     "Luật Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người\n(HIV/AIDS)",
     "Luật Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người (HIV/AIDS)", "made"),
    ("Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 1992",
     "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam", "Hiến pháp", "cong_15"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name", "seen"), ONE)
def test_a_law_by_name(text: str, words: str, name: str, seen: str) -> None:
    (law,) = laws(text)
    assert (text[law.start : law.end], law.name) == (words, name), seen
    assert not law.amends
    assert law.name.startswith(law.type)


def test_laws_of_a_list_are_mentions_of_their_own() -> None:
    text = "theo quy định của Luật Đầu tư công, Luật Ngân sách nhà nước; "  # hn_VanBanGoc-Q-10-2025
    assert [law.name for law in laws(text)] == ["Luật Đầu tư công", "Luật Ngân sách nhà nước"]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương"
            " ngày 22 tháng 11 năm 2019",  # cong_05
            ["Luật Tổ chức Chính phủ", "Luật Tổ chức chính quyền địa phương"],
        ),
        (
            "Luật sửa đổi, bổ\nsung một số điều của Luật Quy hoạch, Luật Đầu tư, Luật Đầu tư theo phương thức đối tác"
            " công tư và Luật Đấu thầu ngày 29/11/2024",  # tnt_001c610b2efdcf0c
            ["Luật Quy hoạch", "Luật Đầu tư", "Luật Đầu tư theo phương thức đối tác công tư", "Luật Đấu thầu"],
        ),
        ("Luật Sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế số 46/2014/QH13", ["Luật Bảo hiểm y tế"]),  # GUIDE
        ("Luật sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch ngày 20 tháng 11 năm 2018", []),
    ],
)  # fmt: skip
def test_an_amending_law_runs_to_the_end_of_its_title(text: str, inner: list[str]) -> None:
    outer, *others = laws(text)
    assert outer.amends
    assert outer.start == 0
    assert [law.name for law in others] == inner
    assert all(outer.start < law.start < law.end <= outer.end and not law.amends for law in others)
    assert "ngày" not in outer.name
    assert "số 46" not in outer.name


@pytest.mark.parametrize(
    "text",
    [
        "dự án Luật Thuế thu\nnhập cá nhân (sửa đổi)",  # tnt_6fed96be8a849b78
        "dự thảo Luật Trí tuệ nhân\ntạo, trình Chính phủ",  # tnt_74e2ddc7b11340da
        "chưa ban hành Luật Quy hoạch (sửa đổi);",  # tnt_001c610b2efdcf0c
        "Dự án Luật Năng lượng nguyên tử (sửa đổi)",  # mp_03-NQ-CP
        "dự án Luật sửa đổi, bổ sung một số điều của 15 luật",  # tnt_1a814c71716d3047
        "pháp luật về đất đai",
        "phổ biến, giáo dục pháp luật",
        "Luật này",
        "các luật có liên quan",
        "kỷ luật lao động",
        "Luật sư",
        "Câu lạc bộ Luật gia trẻ",  # data/gold/passages
        "Khoa Luật Trường Đại học Vinh năm 2020",  # data/gold/passages
        "Trường Đại học Luật Hà Nội năm 2021",  # data/gold/passages
        "Luật được công bố ngày 12/3/2020",  # data/gold/passages
        "Xây dựng Luật An ninh dữ liệu.",  # tnt_2edf5927c71bc4c1
        "vi phạm luật về đất đai",
        "theo quy luật thị trường",
        "THỰC HIỆN CHÍNH SÁCH, PHÁP LUẬT VỀ NGƯỜI CÓ CÔNG",  # cong_15
        "CÔNG TÁC QUẢN LÝ NHÀ NƯỚC VỀ THI\nHÀNH PHÁP LUẬT XỬ LÝ VI PHẠM HÀNH CHÍNH",  # rag_03-2017-nq-hnd
        "Luật số 16/2023/QH15",  # survey 5: read by its sign
    ],
)
def test_what_names_no_law_in_force(text: str) -> None:
    assert laws(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15, Luật Kinh"
            " doanh bất động sản số 29/2023/QH15 và Luật Các tổ chức tín dụng số 32/2024/QH15",
            "số 32/2024/QH15",
        ),  # hn_VanBanGoc-Q-38-2025: each has its own
        ("Luật sửa đổi, bổ sung một số điều của Luật xây dựng số 62/2020/QH14, Luật Đầu tư số 61/2020/QH14",
         "Luật xây dựng"),  # tnt_001c610b2efdcf0c: the amending law's, another after it
    ],
)  # fmt: skip
def test_the_number_of_a_law_inside_a_title_is_its_own_only_where_the_table_says_so(text: str, words: str) -> None:
    outer, *_ = laws(text)
    assert outer.amends
    assert text[: outer.end].endswith(words)


def test_laws_in_the_title_of_a_draft_are_marked() -> None:
    text = "dự án Pháp lệnh sửa\nđổi, bổ sung một số điều của Pháp lệnh Cảnh sát môi trường"  # tnt_45cc2b3cda45b66c
    (law,) = laws(text)
    assert (law.name, law.draft, law.amends) == ("Pháp lệnh Cảnh sát môi trường", True, False)

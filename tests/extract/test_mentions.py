"""Mentions of documents as real texts write them (survey, sections 2 to 7, 10, 13 and 14)."""

from __future__ import annotations

import pytest

from kg.extract.home import Home
from kg.extract.mention import Mention
from kg.extract.mentions import find_mentions
from kg.text.normalise import normalise

QUANG_NINH = Home(level="provincial", date="2024-02-02", province="Quảng Ninh")


def read(text: str, home: Home = QUANG_NINH) -> tuple[str, list[Mention]]:
    clean = normalise(text).text
    return clean, find_mentions(clean, home)[0]


def quotes(text: str) -> list[tuple[str, str, str]]:
    clean, mentions = read(text)
    return [(clean[m.start : m.end], m.type, m.number) for m in mentions]


# Each text is one mention, from its type word to the end of its number.
TYPED = [
    ("Nghị quyết 05-NQ/TU", "Nghị quyết", "05-NQ/TU", "quang-ninh-2024"),
    ("Thông tư 167/2012/TT-BTC", "Thông tư", "167/2012/TT-BTC", "nghe-an-2024"),
    ("Công\nvăn số 7303/UBND-KSTT", "Công văn", "7303/UBND-KSTT", "tien-giang-2024"),
    ("Nghị định số\n115/2020/NĐ-CP", "Nghị định", "115/2020/NĐ-CP", "tien-giang-2024"),
    ("Văn bản số 324/VP.UBND-NC", "Văn bản", "324/VP.UBND-NC", "quang-ninh-2024"),
    ("Chương trình hành động số 32-CTr/TU", "Chương trình hành động", "32-CTr/TU", "quang-ninh-2024"),
    ("Báo cáo thẩm tra số 412/BC-UBPLTP15", "Báo cáo", "412/BC-UBPLTP15", "dvhc_1654_NQ-UBTVQH15"),
    ("Văn bản hợp nhất số\n10/VBHN-BGDĐT", "Văn bản hợp nhất", "10/VBHN-BGDĐT", "tnt_3870cd0c35318a44"),
    ("Công điện 230/CĐ-TTg", "Công điện", "230/CĐ-TTg", "survey 2"),
    ("Thông báo kết luận 432-TB/VPTW", "Thông báo kết luận", "432-TB/VPTW", "survey 2"),
    ("Thông báo Kết luận số 2074-TB/TU", "Thông báo kết luận", "2074-TB/TU", "hn_VanBanGoc-Q-20-2025"),
    ("Quy chế phối hợp số\n49/QCPH-UBND-UBMT-HCTĐ", "Quy chế phối hợp", "49/QCPH-UBND-UBMT-HCTĐ",
     "tnt_62f25a030c183151"),
    ("Nghị quyết liên tịch số\n72/2025/NQLT/UBTVQH15-CP-ĐCTUBTWMTTQVN", "Nghị quyết liên tịch",
     "72/2025/NQLT/UBTVQH15-CP-ĐCTUBTWMTTQVN", "tnt_be5392d4f50c27a6"),
    ("Thông tư liên Bộ số 254/TT-LB", "Thông tư liên Bộ", "254/TT-LB", "survey 2"),
    ("Pháp lệnh số 04/2012/UBTVQH 13", "Pháp lệnh", "04/2012/UBTVQH13", "cong_23"),
    ("Luật số 16/2023/QH15", "Luật", "16/2023/QH15", "survey 5"),
    ("Nghị quyết số 202/2025/QH15", "Nghị quyết", "202/2025/QH15", "survey 3"),
    ("luật số 80/2015/QH13", "Luật", "80/2015/QH13", "survey 6"),
    ("Luật Đất đai số 31/2024/QH15", "Luật", "31/2024/QH15", "GUIDE"),
    ("Luật Bảo hiểm y tế\n25/2008/QH12", "Luật", "25/2008/QH12", "rag_68-2017-nq-hnd"),
    ("Luật Ban hành văn bản\nquy phạm pháp luật số 80/2015/QH13", "Luật", "80/2015/QH13", "rag_68-2017-nq-hnd"),
    ("Luật Các tổ chức tín dụng 2024 số 32/2024/QH15", "Luật", "32/2024/QH15", "tnt_1180a89cc49ca3fe"),
    ("Pháp lệnh ưu đãi người có công với cách mạng số 26/2005/PL-UBTVQH11", "Pháp lệnh",
     "26/2005/PL-UBTVQH11", "cong_23"),
]  # fmt: skip
ABBREVIATED = [
    ("QĐ số 270/QĐ- TTg", "Quyết định", "270/QĐ-TTg", "survey 4"),
    ("NQ 66/NQ-CP", "Nghị quyết", "66/NQ-CP", "survey 4"),
    ("NĐ 88/2025/NĐ-CP", "Nghị định", "88/2025/NĐ-CP", "survey 4"),
    ("KH 77/KH-LT", "Kế hoạch", "77/KH-LT", "survey 4"),
    ("VB số 10781/VPCP-CN", "Văn bản", "10781/VPCP-CN", "tnt_74e2ddc7b11340da"),
]
# The word decides, where word and sign disagree.
DISAGREEING = [
    ("Văn bản số 7788/TTr-STC", "Văn bản", "7788/TTr-STC", "survey 2"),
    ("Tờ trình số 126/SKHĐT", "Tờ trình", "126/SKHĐT", "survey 2"),
    ("văn bản số 349/TB-VPCP", "Văn bản", "349/TB-VPCP", "survey 2"),
    ("Công văn số 7886/HD-BNV", "Công văn", "7886/HD-BNV", "survey 2"),
    ("Thông tư số 03/2025/NĐ-VPCP", "Thông tư", "03/2025/NĐ-VPCP", "survey 2"),
    ("Nghị quyết số 182/2007/QĐ-UBND", "Nghị quyết", "182/2007/QĐ-UBND", "survey 2"),
    ("Quy định số 377-QĐ/TW", "Quy định", "377-QĐ/TW", "survey 2"),
    ("Quyết định số 23-QĐ/TW", "Quyết định", "23-QĐ/TW", "survey 2"),
]
DAMAGED = [
    ("Qụyết định số 749/QĐ-TTg", "Quyết định", "749/QĐ-TTg", "tien-giang-2024"),
    ("Quyết dịnh số 4831/QĐ-BNNMT", "Quyết định", "4831/QĐ-BNNMT", "tnt_cd5874640909d75c"),
    ("Quyết địnhsố 468/QĐ-TTg", "Quyết định", "468/QĐ-TTg", "survey 13"),
    ("Quyết định số: 1565/2007/QĐ-UBND", "Quyết định", "1565/2007/QĐ-UBND", "survey 3"),
    ("Nghị định, số 48/2013/NĐ-CP", "Nghị định", "48/2013/NĐ-CP", "survey 3"),
    ("Nghị\nđịnh\nsố\n61/2018/NĐ-CP", "Nghị định", "61/2018/NĐ-CP", "survey 13"),
    ("Quyết định: Số 2196/QĐ-UBND", "Quyết định", "2196/QĐ-UBND", "GUIDE"),
    ("Nghị định số 4 5/2025/NĐ-CP", "Nghị định", "45/2025/NĐ-CP", "hn_VanBanGoc-Q-13-2025"),
    ("Thông tư số 0 8/2021/TT-BVHTTDL", "Thông tư", "08/2021/TT-BVHTTDL", "survey 13"),
    ("Thông tư số 10/2022/T T- BNNPTNT", "Thông tư", "10/2022/TT-BNNPTNT", "survey 13"),
    ("Thông tư số 04/2 022/TT-BTC", "Thông tư", "04/2022/TT-BTC", "survey 13"),
]


@pytest.mark.parametrize(("text", "type_", "number", "seen"), [*TYPED, *ABBREVIATED, *DISAGREEING, *DAMAGED])
def test_one_mention(text: str, type_: str, number: str, seen: str) -> None:
    clean = normalise(text).text
    assert quotes(f"tại {text} ngày 01/12/2025") == [(clean, type_, number)], seen


@pytest.mark.parametrize(
    ("text", "quote", "type_"),
    [
        ("theoQuyết định số 468/QĐ-TTg", "Quyết định số 468/QĐ-TTg", "Quyết định"),  # survey 13: glued
        ("theo 468/QĐ-TTg", "468/QĐ-TTg", "Quyết định"),
        ("tại số 61/2018/NĐ-CP", "61/2018/NĐ-CP", "Nghị định"),
        ("theo 31/2024/QH15", "31/2024/QH15", "Luật"),
        ("theo 35/2023/UBTVQH15", "35/2023/UBTVQH15", "Nghị quyết"),
        ("các Nghị định số 83/2022/NĐ-CP", "Nghị định số 83/2022/NĐ-CP", "Nghị định"),  # tnt_fe168907f6107711
    ],
)
def test_a_type_that_is_glued_or_missing(text: str, quote: str, type_: str) -> None:
    ((found, kind, _),) = quotes(text)
    assert (found, kind) == (quote, type_)


# Date and issuer after the number, in either order (survey, sections 10 and 11).
TAILS = [
    ("Quyết định số 468/QĐ-TTg ngày 27/3/2021 của Thủ tướng Chính phủ về", "2021-03-27", "Thủ tướng Chính phủ"),
    ("Nghị định số 40/2008/NĐ-CP của Chính phủ ngày 14/3/2008 về", "2008-03-14", "Chính phủ"),
    ("Quy định số 11-QĐi/TW, ngày 18/02/2019 của Bộ\nChính trị", "2019-02-18", "Bộ Chính trị"),
    ("Quyết định số 12/QĐ-UBND (13/4/2025) của UBND tỉnh", "2025-04-13", "UBND tỉnh Quảng Ninh"),
    ("Quyết định 366/QĐ-UBND năm 2025 về", "2025", None),
    ("Kế hoạch số /KH-UBND ngày /01/2024 của Chủ tịch UBND tỉnh", "2024-01", "Chủ tịch UBND tỉnh Quảng Ninh"),
    ("Kế hoạch số:\n/KH-UBND ngày / /2025 của\nUBND thành phố Hà Nội", "2025", "UBND thành phố Hà Nội"),
    ("Nghị quyết số 27-NQ/TW ngày 09/12/2022 Hội nghị lần thứ 6 Ban Chấp hành Trung ương Đảng về", "2022-12-09",
     "Ban Chấp hành Trung ương Đảng"),
    ("Nghị định số 61/2018/NĐ-CP[3] ngày 23/4/2018 của Chính phủ", "2018-04-23", "Chính phủ"),
    ("Quyết định số 24/QĐ-UBND ngày 16/12/2024 của Ủy ban nhân dân tỉnh Đắk Lắk (cũ) về", "2024-12-16",
     "UBND tỉnh Đắk Lắk"),
    ("Quyết định số 5/QĐ-UBND của UBND tỉnh Tiền Giang (nay là tỉnh Đồng Tháp) ngày 01/02/2024", "2024-02-01",
     "UBND tỉnh Tiền Giang"),
    ("Công văn số 5029/TCT-PC ngày\n09/11/2023 về", "2023-11-09", "Tổng cục Thuế"),
    ("Sở Nội vụ tại Tờ trình số 06/TTr-SNV ngày 25/01/2024", "2024-01-25", "Sở Nội vụ tỉnh Quảng Ninh"),
    ("đề nghị của Sở Văn hóa, Thể thao và Du lịch tại Tờ trình số 322/TTr-SVHTT&DL ngày\n19/11/2025", "2025-11-19",
     "Sở Văn hóa, Thể thao và Du lịch tỉnh Quảng Ninh"),
    ("các Quyết định của Ủy ban nhân dân tỉnh: Số 44/2022/QĐ-UBND", None, "UBND tỉnh Quảng Ninh"),
    ("Quyết định số 55/2014/QĐ-UBND ngày 31/12/2014 ngày 31/12/2014 của UBND tỉnh", "2014-12-31",
     "UBND tỉnh Quảng Ninh"),  # tnt_5545b1799f2968c0
    ("Nghị định số 308/2025/NĐ-CP Ngày 28 tháng 11 năm 2025 của", "2025-11-28", "Chính phủ"),  # tnt_54c3026bc7bb5cb7
    ("Quyết định số 9/QĐ-UBND\n12\nngày 28 tháng 11 năm 2025 của UBND tỉnh", "2025-11-28", "UBND tỉnh Quảng Ninh"),
    ("Kế hoạch số 19/KH-UBND tháng 01 năm 2023 của UBND tỉnh", "2023-01", "UBND tỉnh Quảng Ninh"),  # GUIDE
    ("Thông tư liên tịch số 41/2013/TTLT-BYT-BLĐTBXH ngày 18/11/2013 của Bộ trưởng Bộ Y tế và Bộ trưởng Bộ Lao động"
     " - Thương binh và Xã hội hướng dẫn", "2013-11-18", "Bộ Y tế, Bộ Lao động - Thương binh và Xã hội"),  # cong_06
    ("Tờ trình số 287/TTr-SXD(KTXD) ngày 12/11/2024", "2024-11-12", "Sở Xây dựng tỉnh Quảng Ninh"),
    ("Kế hoạch số 218/KH-UBND ngày 22/8/2023 về", "2023-08-22", None),
    ("Quyết định số: 1505/QĐ-UBND ngày 20/11/20225 của Chủ tịch UBND\ntỉnh Bắc Ninh", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "date", "issuer"), TAILS)
def test_date_and_issuer(text: str, date: str | None, issuer: str | None) -> None:
    _, (mention,) = read(text)
    assert (mention.date, mention.issuer) == (date, issuer)


# What a list says once counts for its items (survey, section 5): number, type, date, issuer of each.
LISTS = [
    ("Căn cứ các Nghị định của Chính\nphủ: số 63/2010/NĐ-CP ngày 08/6/2010 về kiểm soát thủ tục;"
     " số\n48/2013/NĐ-CP ngày"
     " 14/5/2013 và số 92/2017/NĐ-CP ngày 07/8/2017 sửa đổi",
     [("63/2010/NĐ-CP", "Nghị định", "2010-06-08", "Chính phủ"),
      ("48/2013/NĐ-CP", "Nghị định", "2013-05-14", "Chính phủ"), ("92/2017/NĐ-CP", "Nghị định", "2017-08-07",
       "Chính phủ")]),  # tnt_8bb752497f83eeee
    ("các Công điện số 217/CĐ-TTg,\n218/CĐ-TTg, 219/CĐ-TTg và 222/CĐ-TTg ngày 19/11/2025",
     [(f"{n}/CĐ-TTg", "Công điện", "2025-11-19", "Thủ tướng Chính phủ") for n in (217, 218, 219, 222)]),  # tnt_15e6
    ("các Thông báo kết luận số\n49/TB-VPCP ngày 07 tháng 02 năm 2024 và số 160/TB-VPCP ngày 01/4/2024",
     [("49/TB-VPCP", "Thông báo kết luận", "2024-02-07", "Văn phòng Chính phủ"),
      ("160/TB-VPCP", "Thông báo kết luận", "2024-04-01", "Văn phòng Chính phủ")]),  # tnt_296e373d796986f4
    ("tại văn bản số 16495/BТС-PTHT ngày 22/10/2025, số 13021/BTC-PTHT ngày 22/8/2025",
     [("16495/BTC-PTHT", "Văn bản", "2025-10-22", "Bộ Tài chính"),
      ("13021/BTC-PTHT", "Văn bản", "2025-08-22", "Bộ Tài chính")]),  # tnt_fa0dcc139cec05de
    ("các Luật số 43/2024/QH15, số\n47/2024/QH15, số 58/2024/QH15, Luật số 71/2025/QH15",
     [(f"{n}/QH15", "Luật", None, "Quốc hội") for n in ("43/2024", "47/2024", "58/2024", "71/2025")]),
    ("theo Quyết định số 40/2011/QĐ-TTg và số 17/2014/TTLT-BLĐTBXH-BTC ngày 01 tháng 8 năm 2014",
     [("40/2011/QĐ-TTg", "Quyết định", None, "Thủ tướng Chính phủ"),
      ("17/2014/TTLT-BLĐTBXH-BTC", "Thông tư liên tịch", "2014-08-01",
       "Bộ Lao động - Thương binh và Xã hội, Bộ Tài chính")]),  # cong_02: a different type inside
    ("tại Tờ trình số 347/TTr-CP và Đề án số 348/ĐA-CP ngày 09 tháng 5 năm 2025",
     [("347/TTr-CP", "Tờ trình", "2025-05-09", "Chính phủ"), ("348/ĐA-CP", "Đề án", "2025-05-09", "Chính phủ")]),
    ("Công văn số 1552/UBND-NC, số 1553/UBND-NC và số 4478/UBND-NC ngày 18/11/2022 của Chủ tịch UBND tỉnh",
     [(f"{n}/UBND-NC", "Công văn", "2022-11-18", "Chủ tịch UBND tỉnh Quảng Ninh") for n in (1552, 1553, 4478)]),
    ("Chương trình số\n27-CTr/TU ngày 12/3/2018 của Ban Chấp hành Đảng bộ tỉnh Sóc Trăng; Chỉ thị số\n17-CT/TU ngày"
     " 07/03/2022 của Ban Thường vụ Tỉnh ủy Hậu Giang về",
     [("27-CTr/TU", "Chương trình", "2018-03-12", "Ban Chấp hành Đảng bộ tỉnh Sóc Trăng"),
      ("17-CT/TU", "Chỉ thị", "2022-03-07", "Ban Thường vụ Tỉnh ủy Hậu Giang")]),  # tnt_a83fffe08d7aeed7
    ("Nghị định số 20/2008/NĐ-CP ngày 14/02/2008, Thông tư số 02/2017/TT-VPCP ngày 30/10/2017",
     [("20/2008/NĐ-CP", "Nghị định", "2008-02-14", "Chính phủ"),
      ("02/2017/TT-VPCP", "Thông tư", "2017-10-30", "Văn phòng Chính phủ")]),  # nghe-an-2024
]  # fmt: skip


@pytest.mark.parametrize(("text", "items"), LISTS)
def test_lists(text: str, items: list[tuple[str, str, str | None, str | None]]) -> None:
    _, mentions = read(text)
    assert [(m.number, m.type, m.date, m.issuer) for m in mentions] == items


@pytest.mark.parametrize(
    ("text", "quote", "number"),
    [
        ("triển khai Đề án 06 trên địa bàn", "Đề án 06", "Đề án 06"),  # tien-giang-2024
        ("triển khai Đề án 06/CP;", "Đề án 06/CP", "Đề án 06/CP"),  # bac-giang-2024
        ("phát triển CĐS và ĐA06", "ĐA06", "Đề án 06"),  # tnt_74e2ddc7b11340da
        ("Ban Chỉ đạo Đề án 06", "Đề án 06", "Đề án 06"),  # GUIDE
        ("đầu tư của Chương trình 135: 05 triệu đồng", "Chương trình 135", "Chương trình 135"),  # rag_10-2017-nq-hnd
        ("So sánh Nghị quyết 57 với", "Nghị quyết 57", "Nghị quyết 57"),  # mp_57-NQ-TW
        ("và Kết luận 69\n", "Kết luận 69", "Kết luận 69"),  # mp_57-NQ-TW
        ("theo QĐ 20,", "QĐ 20", "Quyết định 20"),  # survey 7
        ("theo Bộ chỉ số 766", "Bộ chỉ số 766", "Bộ chỉ số 766"),  # GUIDE
        ("nêu tại Quy định\n377 của", "Quy định\n377", "Quy định 377"),  # tnt_fe168907f6107711
        ("trọng yếu theo Kế hoạch 02 được", "Kế hoạch 02", "Kế hoạch 02"),  # tnt_74e2ddc7b11340da
        ("(gọi tắt là QĐ22) và", "QĐ22", "Quyết định 22"),  # cong_36
        ("Đề án 06 giai đoạn 2026 - 2030 gửi", "Đề án 06", "Đề án 06"),  # tnt_74e2ddc7b11340da
    ],
)
def test_short_names(text: str, quote: str, number: str) -> None:
    clean, (mention,) = read(text)
    assert (mention.kind, clean[mention.start : mention.end], mention.number) == ("alias", quote, number)


@pytest.mark.parametrize(
    "text",
    [
        "QCVN 06:2022/BXD",  # tnt_edc6fac0e3b32fd3
        "QCVN 01-12:2018/BVTV",
        "tiêu chuẩn quốc gia TCVN ISO 9001:2015",  # vinh-quang-2023
        "Tiêu chuẩn Việt Nam TCVN 6909:2001",  # nd30_2020_pl1
        "Mẫu số 01 tại Phụ lục",  # tnt_051c596134cabb79
        "Mẫu 01-ĐĐN-CL",
        "Biểu mẫu BM-24",
        "trực 24/24 giờ",  # tnt_2d563450d5a57ad1
        "hoạt động 24/7",
        "34/34 địa phương",  # tnt_344b9eec106a648a
        "63/63 tỉnh",
        "số 16, đường Trường Thi",
        "số 453-455-457 Bạch Đằng",
        "422/1 Hồ Học Lãm",
        "05 triệu đồng/xã/năm",  # rag_10-2017-nq-hnd
        "500.000 đồng/người",
        "Quyết định 6/2025",
        "(028) 3930.3279",
        "113/114/115",
        "- Lưu: VT, QLĐĐ1.\n05 bản, QĐ164.",  # tnt_1cde9b907469c65b
        "- Lưu: (PL11/11), VT.KT13/11.",  # tnt_b1bac569be973504
        "Trợ lý TTg, TGĐ Cổng TTĐT",
        "cúm A/H5N6",
        "66 - N-NH4",
        "quốc lộ QL.1A",
        "Bản án số 167/2023/HSPT ngày 17/3/2023",  # tnt_c07c9fc611a5356b
        "Giấy phép số 349/GP-BTTTT",
        "Hợp đồng số 12/HĐ-UBND",
        "giai đoạn 2021-2025",
        "số lượng, số liệu",
        "the Government's Decree No. 120/2016/ND-CP dated August 23, 2016",  # tnt_39db3d8c3cc4571d
        "Pursuant to Law on State Budget No. 89/2025/QH15; No. 110/2025/TT-BTC",  # tnt_39db3d8c3cc4571d
        "hạnh phúc\nSố: /QĐ-UBND\n\n......., ngày ... tháng... năm ......\n\nQUYẾT ĐỊNH",  # cong_09
        "hạnh phúc\nSố: ... /QĐ-SVHTTDL\n(Tên địa\nphương), ngày ... tháng ... năm ...",  # tnt_54c3026bc7bb5cb7
        "\n\nSố: 15/QĐ-BNV; Số: 05/BNV-VP; Số: 12/UBND-VX\n\n",  # nd30_2020_pl1
        "CHỈ THỊ\n\n14\n\n",  # nd30_2020_pl1
        "1.014390.H13",  # tnt_9d0926aa62bf16bd
        "Quyết định số ................... ngày ...... tháng...... năm",  # cong_23
        "Quyết định này",
        "Kế hoạch nêu trên",
        "Chương trình trên địa bàn tỉnh",
        "Ban Chỉ đạo 389",
        "Dự án 7 (Tiểu dự án 2)",  # tnt_24c7124ec6b2bf61
        "Nghị quyết Đại hội XIII của Đảng",
        "Kế hoạch cải cách hành chính năm 2025 của tỉnh",  # GUIDE
        "Nghị quyết 25 năm thực hiện",
        "Kế hoạch 2024",
    ],
)
def test_traps_stay_out(text: str) -> None:
    assert quotes(text) == []


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("Giấy phép số 349/GP-BTTTT", "349/GP-BTTTT", "Giấy phép"),
        ("QCVN 06:2022/BXD", "2022/BXD", "standard"),
        ("gửi 7303/UBND-KSTT", "7303/UBND-KSTT", "type"),
    ],
)
def test_what_looked_like_a_citation_is_a_finding(text: str, words: str, reason: str) -> None:
    mentions, (finding,) = find_mentions(text, QUANG_NINH)
    assert mentions == []
    assert (finding.code, text[finding.start : finding.end]) == ("citation.not-taken", words)
    assert reason in finding.message


def test_a_type_and_an_issuer_said_once_before_a_list() -> None:
    _, (one, two) = read(
        "Căn cứ các Nghị quyết của\nQuốc hội: số 955/2010/QH12 ngày 24/11/2010; số 928/2016/QH14 ngày 11/11/2016"
    )  # tnt_478446b53ded4c18
    assert [(m.type, m.date) for m in (one, two)] == [("Nghị quyết", "2010-11-24"), ("Nghị quyết", "2016-11-11")]
    _, (one, two) = read(
        "Xét đề nghị của Ngân hàng Chính sách xã hội tại Tờ trình số 927/TTr-HĐQT ngày 30/9/2025 và văn bản số"
        " 920/NHCS-KHNV ngày 31/10/2025"
    )  # tnt_998822f1fee3e8d0
    assert one.issuer == two.issuer == "Ngân hàng Chính sách xã hội"
    _, (letter,) = read("Xét đề nghị của Bệnh viện Nhi Trung ương tại công văn số 918/BVNTW ngày 31/10/2024;")
    assert letter.issuer == "Bệnh viện Nhi Trung ương"  # jp_ocr_mistral_sample


def test_provisions_belong_to_the_document_after_them() -> None:
    text = "khoản 2 Điều 5 Nghị định số 61/2018/NĐ-CP và các điểm a, b khoản 1 Điều 3 của Luật Đất đai"
    _, mentions = read(text)
    assert [m.pinpoint and m.pinpoint.text for m in mentions] == [
        "khoản 2 Điều 5",
        "điểm a khoản 1 Điều 3; điểm b khoản 1 Điều 3",
    ]
    assert [text[m.begin : m.start] for m in mentions] == ["khoản 2 Điều 5 ", "các điểm a, b khoản 1 Điều 3 của "]


def test_a_law_with_its_number_is_one_mention_and_the_laws_in_its_title_are_others() -> None:
    text = "Luật Sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế số 46/2014/QH13 ngày 13/6/2014"
    clean, (outer, inner) = read(text)
    assert (outer.kind, outer.number, outer.date) == ("sign", "46/2014/QH13", "2014-06-13")
    assert (inner.kind, inner.number, inner.outer) == ("name", "Luật Bảo hiểm y tế", outer.start)
    assert clean[outer.start : outer.end].endswith("46/2014/QH13")

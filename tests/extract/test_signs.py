"""Number signs as they are printed in real documents (survey, sections 2, 3 and 13)."""

from __future__ import annotations

import pytest

from kg.extract.signs import SIGNS, Sign, find_signs
from kg.text.normalise import normalise


def sign(printed: str) -> Sign:
    (found,) = find_signs(normalise(printed).text)
    return found


NORMATIVE = [
    ("61/2018/NĐ-CP", "61/2018/NĐ-CP", 2018, "Nghị định", "nghe-an-2024"),
    ("56/2014/QĐ-UBND", "56/2014/QĐ-UBND", 2014, "Quyết định", "nghe-an-2024"),
    ("167/2012/TT-BTC", "167/2012/TT-BTC", 2012, "Thông tư", "nghe-an-2024"),
    ("35/2023/UBTVQH15", "35/2023/UBTVQH15", 2023, None, "tien-giang-2024"),
    ("80/2015/QH13", "80/2015/QH13", 2015, None, "rag_68-2017-nq-hnd"),
    ("26/2005/PL-UBTVQH11", "26/2005/PL-UBTVQH11", 2005, "Pháp lệnh", "cong_06"),
    ("144/2025/QĐ-CTUBND", "144/2025/QĐ-CTUBND", 2025, "Quyết định", "tnt_55d7a47de4f0ccee"),
    ("19-2017/NQ-CP", "19-2017/NQ-CP", 2017, "Nghị quyết", "rag_01-2017-nq-hnd"),
    ("66.7/2025/NQ-CP", "66.7/2025/NQ-CP", 2025, "Nghị quyết", "tnt_344b9eec106a648a"),
    ("031/2025/QĐ-UBND", "031/2025/QĐ-UBND", 2025, "Quyết định", "tnt_1726b1b0ca691ac5"),
    ("103/2024/ND-CP", "103/2024/ND-CP", 2024, "Nghị định", "tnt_31a15f59ab505674"),
]
JOINT = [
    ("17/2014/TTLT-BLĐTBXH-BTC", "17/2014/TTLT-BLĐTBXH-BTC", 2014, "Thông tư liên tịch", "cong_02"),
    ("183/2010/TTLT/BTC-BNN", "183/2010/TTLT/BTC-BNN", 2010, "Thông tư liên tịch", "survey 3"),
    ("28/2003/TTLT / BTC-BGD&ĐT", "28/2003/TTLT/BTC-BGD&ĐT", 2003, "Thông tư liên tịch", "survey 3"),
    ("72/2025/NQLT/UBTVQH15-CP-ĐCTUBTWMTTQVN", "72/2025/NQLT/UBTVQH15-CP-ĐCTUBTWMTTQVN", 2025,
     "Nghị quyết liên tịch", "tnt_be5392d4f50c27a6"),
    ("49/QCPH-UBND-UBMT-HCTĐ", "49/QCPH-UBND-UBMT-HCTĐ", None, "Quy chế phối hợp", "tnt_62f25a030c183151"),
]  # fmt: skip
ADMINISTRATIVE = [
    ("468/QĐ-TTg", "468/QĐ-TTg", None, "Quyết định", "quang-ninh-2024"),
    ("1656/NQ-UBTVQH15", "1656/NQ-UBTVQH15", None, "Nghị quyết", "dvhc_1656_NQ-UBTVQH15"),
    ("06/TTr-SNV", "06/TTr-SNV", None, "Tờ trình", "quang-ninh-2024"),
    ("220/CĐ-TTg", "220/CĐ-TTg", None, "Công điện", "tnt_344b9eec106a648a"),
    ("10/VBHN-BGDĐT", "10/VBHN-BGDĐT", None, "Văn bản hợp nhất", "tnt_3870cd0c35318a44"),
    ("412/BC-UBPLTP15", "412/BC-UBPLTP15", None, "Báo cáo", "dvhc_1654_NQ-UBTVQH15"),
    ("130/KH-BCĐTKNQ18", "130/KH-BCĐTKNQ18", None, "Kế hoạch", "tnt_a6fb1f372de14a1e"),
    ("322/TTr-SVHTT&DL", "322/TTr-SVHTT&DL", None, "Tờ trình", "tnt_817cf0e3de96bc43"),
    ("287/TTr-SXD(KTXD)", "287/TTr-SXD(KTXD)", None, "Tờ trình", "survey 3"),
    ("30c/NQ-CP", "30c/NQ-CP", None, "Nghị quyết", "survey 3"),
    ("02144/QĐ-UBND", "02144/QĐ-UBND", None, "Quyết định", "survey 3"),
    ("02600/PA-UBND", "02600/PA-UBND", None, "Phương án", "survey 2"),
    ("22/NQ-TU", "22/NQ-TU", None, "Nghị quyết", "survey 3"),
    ("32/CT-TTG", "32/CT-TTG", None, "Chỉ thị", "GUIDE"),
    ("468/QĐ-TTG", "468/QĐ-TTG", None, "Quyết định", "survey 3"),
]
LETTERS = [
    ("7303/UBND-KSTT", "7303/UBND-KSTT", None, None, "tien-giang-2024"),
    ("324/VP.UBND-NC", "324/VP.UBND-NC", None, None, "quang-ninh-2024"),
    ("7683/VPCP-QHĐP", "7683/VPCP-QHĐP", None, None, "tnt_296e373d796986f4"),
    ("11554/VPCP-V.I", "11554/VPCP-V.I", None, None, "survey 3"),
    ("2231/SNV-CCHC&PC", "2231/SNV-CCHC&PC", None, None, "survey 3"),
    ("126/SKHĐT", "126/SKHĐT", None, None, "survey 3"),
]
PARTY = [
    ("05-NQ/TU", "05-NQ/TU", None, "Nghị quyết", "quang-ninh-2024"),
    ("32-CTr/TU", "32-CTr/TU", None, "Chương trình", "quang-ninh-2024"),
    ("28-KH/HU", "28-KH/HU", None, "Kế hoạch", "vinh-quang-2023"),
    ("72-QĐ/TW", "72-QĐ/TW", None, "Quyết định", "tien-giang-2024"),
    ("11-QĐi/TW", "11-QĐi/TW", None, "Quy định", "tnt_6e4d7759e03163f7"),
    ("100-KL/ĐU", "100-KL/ĐU", None, "Kết luận", "tnt_879553949728a7dc"),
    ("44-TB/TGV", "44-TB/TGV", None, "Thông báo", "tnt_74e2ddc7b11340da"),
    ("06/TU", "06/TU", None, None, "survey 3"),
]
OLD = [
    ("50/CP", "50/CP", None, None, "tnt_750314c2c5666d56"),
    ("61-CP", "61-CP", None, None, "facts/rules 1"),
    ("118/TTg", "118/TTg", None, None, "cong_33"),
    ("141/HĐBT", "141/HĐBT", None, None, "survey 3"),
    ("96/HĐNN", "96/HĐNN", None, None, "survey 13"),
    ("49 - LTC / HĐNN", "49-LTC/HĐNN", None, None, "survey 2"),
    ("01/1999/QĐ.UB", "01/1999/QĐ.UB", 1999, "Quyết định", "survey 3"),
    ("142/2005/NĐ.CP", "142/2005/NĐ.CP", 2005, "Nghị định", "survey 3"),
]
BLANK = [
    ("Số: /KH-UBND", "/KH-UBND", None, "Kế hoạch", "bac-giang-2024"),
    ("Kế hoạch số      -KH/TU ngày", "-KH/TU", None, "Kế hoạch", "made: the Party's form"),
    ("số /KH- UBND", "/KH-UBND", None, "Kế hoạch", "vinh-quang-2023"),
    ("số: /QĐ-UBND", "/QĐ-UBND", None, "Quyết định", "tnt_0f98ee482389e59e"),
    ("số         /TTr-STC", "/TTr-STC", None, "Tờ trình", "hn_VanBanGoc-Q-07-2025"),
    ("số .../QĐ-UBND", "/QĐ-UBND", None, "Quyết định", "cong_09"),
    ("số …/2025/QĐ-UBND", "/2025/QĐ-UBND", 2025, "Quyết định", "survey 3"),
    ("số\n/2025/QĐ -UBND)", "/2025/QĐ-UBND", 2025, "Quyết định", "tnt_de16a702fae1465d"),
    ("số …/…/NĐ-CP ngày", "/NĐ-CP", None, "Nghị định", "tnt_1796a553dfee88ef"),
    ("số:…..QĐ-UBND ngày….tháng", "QĐ-UBND", None, "Quyết định", "tnt_f40e7ad008712591"),
    ("số        STTTT-VP ngày     tháng", "STTTT-VP", None, None, "hn_VanBanGoc-Q-06-2025"),
]
DAMAGED = [
    ("122 /KH-UBND", "122/KH-UBND", None, "Kế hoạch", "nghe-an-2024"),
    ("số 1 8-NQ/TW", "18-NQ/TW", None, "Nghị quyết", "made: as số 4 5/2025/NĐ-CP"),
    ("12/2024/NQ–HĐND", "12/2024/NQ-HĐND", 2024, "Nghị quyết", "made: a wrong dash"),
    ("729/QĐ–UBND", "729/QĐ-UBND", None, "Quyết định", "made: a wrong dash"),
    ("*2b* /KH-UBND", "2b/KH-UBND", None, "Kế hoạch", "quang-ninh-2024"),
    ("364a/QĐ- UBND", "364a/QĐ-UBND", None, "Quyết định", "survey 3"),
    ("146/2018/ NĐ-CP", "146/2018/NĐ-CP", 2018, "Nghị định", "survey 3"),
    ("176/NQ-\nHĐND", "176/NQ-HĐND", None, "Nghị quyết", "survey 13"),
    ("61/2018/NĐ -CP", "61/2018/NĐ-CP", 2018, "Nghị định", "survey 3"),
    ("04/2012/UBTVQH 13", "04/2012/UBTVQH13", 2012, None, "cong_23"),
    ("10/2024/TTBTC", "10/2024/TT-BTC", 2024, "Thông tư", "tnt_626bc5de0254525c"),
    ("40/2025/TTBNNMT", "40/2025/TT-BNNMT", 2025, "Thông tư", "tnt_626bc5de0254525c"),
    ("214/2025/NĐCP", "214/2025/NĐ-CP", 2025, "Nghị định", "tnt_ca83e7689c9fc610"),
    ("1961/QĐUBND", "1961/QĐ-UBND", None, "Quyết định", "survey 3"),
    ("15/CTTTg", "15/CT-TTg", None, "Chỉ thị", "survey 3"),
    ("2609QĐ/UBND", "2609/QĐ-UBND", None, "Quyết định", "tnt_3c5c52374e60b28b"),
    ("381/ĐA-CPngày 09", "381/ĐA-CP", None, "Đề án", "tnt_ee18506c3853f01d"),
    ("61/2018/NÐ-CP", "61/2018/NĐ-CP", 2018, "Nghị định", "survey 13: Latin Eth"),
    ("16495/BТС-PTHT", "16495/BTC-PTHT", None, None, "tnt_fa0dcc139cec05de: Cyrillic"),
    ("105/2025/TT-BTС", "105/2025/TT-BTC", 2025, "Thông tư", "tnt_ca83e7689c9fc610: Cyrillic"),
    ("270/QD- TTg", "270/QD-TTg", None, "Quyết định", "survey 3: without diacritics"),
    ("182/2007/QĐ-UBND.", "182/2007/QĐ-UBND", 2007, "Quyết định", "survey 3: full stop"),
    ("23-QĐ/TW;", "23-QĐ/TW", None, "Quyết định", "survey 3: semicolon"),
    ("66/2020/NĐ -\nCP ngày", "66/2020/NĐ-CP", 2020, "Nghị định", "hn_VanBanGoc-Q-20-2025"),
    ("127/TTr - HĐQT ngày", "127/TTr-HĐQT", None, "Tờ trình", "tnt_998822f1fee3e8d0"),
    ("2273/CTK - CSCL ngày", "2273/CTK-CSCL", None, None, "tnt_cf07a5ebd65d1318"),
    ("468/QĐ - TTg ngày", "468/QĐ-TTg", None, "Quyết định", "tnt_cf07a5ebd65d1318, another body"),
    ("35/2025/QĐ-TTgcủa Thủ", "35/2025/QĐ-TTg", 2025, "Quyết định", "tnt_ed309a99382e6b4c"),
    ("01/CV-01 ngày", "01/CV-01", None, "Công văn", "tnt_2249fe89ed46eae5"),
    ("2665 QĐ/UBND", "2665/QĐ-UBND", None, "Quyết định", "tnt_5be267825b46d313"),
    ("95/2024 NĐ-CP", "95/2024/NĐ-CP", 2024, "Nghị định", "hn_VanBanGoc-Q-33-2025"),
    ("22/201 /QĐ-UBND", "22/201/QĐ-UBND", None, "Quyết định", "tnt_01bf9d04a5b9e2c8: the year is damaged"),
    ("919-CV/VPTW/nb", "919-CV/VPTW/nb", None, "Công văn", "tnt_02b9be7711f88c70"),
    ("77/2008/nđ-cp", "77/2008/nđ-cp", 2008, "Nghị định", "survey 3: small letters"),
    ("77/2008/NĐ-cp", "77/2008/NĐ-cp", 2008, "Nghị định", "survey 3: small letters"),
]
# After "công văn số" whatever a company writes is a number.
COMPANIES = [
    ("Trả lời công văn số\n128.2025/OL.WMCLV ngày", "128.2025/OL.WMCLV", None, None, "tnt_1894fbabcd1b75f6"),
    ("Trả lời công văn số\n107/2025 ngày", "107/2025", None, None, "tnt_6a73c878c777ca23"),
    ("Trả lời công văn số\n01-10/2025/CV-TKV của", "01-10/2025/CV-TKV", None, "Công văn", "tnt_9ca435f010e53248"),
    ("Trả lời công văn số 25-2303/PBHC-KD\ncủa", "25-2303/PBHC-KD", None, None, "tnt_9a53c71ee9f5781f"),
    ("nhận được công văn số 2025-005/SAV-CHQ\nngày", "2025-005/SAV-CHQ", None, None, "tnt_e0b9a318eafcfc30"),
    ("Trả lời công văn số 09/HDTLMM/2025\nngày", "09/HDTLMM/2025", None, None, "tnt_e7f6002678c9c0a1"),
]


@pytest.mark.parametrize(
    ("printed", "number", "year", "type_", "seen"),
    [*NORMATIVE, *JOINT, *ADMINISTRATIVE, *LETTERS, *PARTY, *OLD, *BLANK, *DAMAGED, *COMPANIES],
)
def test_a_sign_is_read(printed: str, number: str, year: int | None, type_: str | None, seen: str) -> None:
    found = sign(printed)
    assert (found.number, found.year, found.type) == (number, year, type_), seen


@pytest.mark.parametrize(
    ("printed", "ordinal", "codes", "issuers"),
    [
        ("468/QĐ-TTg", "468", ("QĐ", "TTg"), ("TTg",)),
        ("66.7/2025/NQ-CP", "66.7", ("NQ", "CP"), ("CP",)),
        ("*2b* /KH-UBND", "2b", ("KH", "UBND"), ("UBND",)),
        ("02144/QĐ-UBND", "02144", ("QĐ", "UBND"), ("UBND",)),
        ("/KH-UBND", "", ("KH", "UBND"), ("UBND",)),
        ("7303/UBND-KSTT", "7303", ("UBND", "KSTT"), ("UBND", "KSTT")),
        ("80/2015/QH13", "80", ("QH13",), ("QH13",)),
        ("41/2014/TTLT-BYT-BTC", "41", ("TTLT", "BYT", "BTC"), ("BYT", "BTC")),
        ("214/2025/NĐCP", "214", ("NĐ", "CP"), ("CP",)),
    ],
)
def test_the_parts_of_a_sign(printed: str, ordinal: str, codes: tuple[str, ...], issuers: tuple[str, ...]) -> None:
    found = sign(printed)
    assert (found.ordinal, found.codes, found.issuer_codes) == (ordinal, codes, issuers)


@pytest.mark.parametrize(
    "text",
    [
        "24/24 giờ",  # tnt_1e6fb98e16a75e3d
        "34/34 địa phương",  # tnt_344b9eec106a648a
        "21/02/2024",  # nghe-an-2024
        "giai đoạn 2021-2025",  # quang-ninh-2024
        "1.014390.H13",  # tnt_9d0926aa62bf16bd
        "đồng/người",  # survey 14
        "A/H5N6",  # survey 14
        "và/hoặc",
        "(PL11/11)",  # tnt_b1bac569be973504
        "113/114/115",  # survey 14
        "01/2024",  # bac-giang-2024
        "số 453-455-457 Bạch Đằng",  # survey 14
        "NMNĐ",  # survey 14
        "một số TT-BTC ngày",
        "công văn số 12 ngày",
    ],
)
def test_what_is_no_sign(text: str) -> None:
    assert list(find_signs(text)) == []


def test_a_dash_after_a_sign_is_no_part_of_it() -> None:
    text = "theo 12/KH-UBND - Sở Nội vụ, 13/QĐ-UBND - UBND xã"  # survey 3
    assert [found.number for found in find_signs(text)] == ["12/KH-UBND", "13/QĐ-UBND"]


def test_signs_stand_where_they_say() -> None:
    text = "QĐ số 468 /QĐ- TTg, Nghị định 61/2018/NĐ-CP và Nghị quyết 05-NQ/TU."
    found = list(find_signs(text))
    assert [text[s.start : s.end] for s in found] == ["468 /QĐ- TTg", "61/2018/NĐ-CP", "05-NQ/TU"]
    assert {s.rule for s in found} <= {rule.name for rule in SIGNS}

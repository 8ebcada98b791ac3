"""The words by which the parts of a document are told: patterns for the beginnings of lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.tables import type_words

_TYPES = "|".join(sorted((entry.word.upper() for entry in type_words()), key=len, reverse=True))
# The word stands alone, or the title follows on the line, even glued to it ("KẾ HOẠCHTuyên truyền").
_TYPE_LINE = re.compile(rf"(?P<type>{_TYPES})(?P<rest>$| ?(?=[A-ZĐÀ-Ỹ][a-zđà-ỹ]).*)")


@dataclass(frozen=True, slots=True)
class TypeLine:
    """The type word above a title: how many lines it takes, and what else they say."""

    word: str
    rest: str
    lines: int


def type_line(texts: Sequence[str]) -> TypeLine | None:
    """The type word that *texts* begin with; a long one may be broken over two lines.

    >>> type_line(["NGHỊ", "QUYẾT", "VỀ"]).word, type_line(["QUYẾT ĐỊNH:"])
    ('NGHỊ QUYẾT', None)
    """
    broken = _TYPE_LINE.fullmatch(" ".join(texts[:2]))
    if broken and not broken["rest"] and len(texts) > 1:
        return TypeLine(broken["type"], "", 2)
    match = _TYPE_LINE.fullmatch(texts[0]) if texts else None
    return TypeLine(match["type"], match["rest"].strip(), 1) if match else None


OWN_SIGN = re.compile(r"Số ?[:.]? ?\S|Số ?:?$|Luật số|Lệnh số", re.IGNORECASE)
HEAD = re.compile(
    r"CỘNG H[OÒ][AÀ] ?XÃ HỘI|ĐẢNG CỘNG SẢN|(?:ỦY|UỶ) BAN|HỘI ĐỒNG|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|"
    r"BỘ [A-ZĐÀ-Ỹ]|TỈNH ỦY|THÀNH ỦY|"
    r"UBND |HĐND |SỞ |CHỦ TỊCH |BAN |CỤC |TỔNG CỤC |VĂN PHÒNG |Số ?:|<jsontable",
)
BASIS = re.compile(
    r"[-–+(]{0,2} ?(?:Căn cứ|Thực hiện|Thi hành|Xét|Theo|Triển khai|Trên cơ sở|"
    r"Tiếp tục (?:thực hiện|triển khai)|"
    r"Để (?:thực hiện|triển khai|tiếp tục|tổ chức|cụ thể)|Nhằm|Chấp hành|Tiếp theo|"
    r"(?:Tại|Qua) (?:phiên họp|cuộc họp|kỳ họp)[^.;]{0,80}xem xét|Sau khi xem xét)\b"
)
OPERATIVE = re.compile(
    r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|CHỈ THỊ|KẾT LUẬN|LỆNH|Quyết định|Quyết nghị|Nghị quyết|YÊU CẦU) ?:$"
    r"|(?:QUYẾT ĐỊNH|QUYẾT NGHỊ) ?$"
)
LEADS_IN = re.compile(r"(?:như sau|sau đây|nội dung sau|cụ thể sau|dung chính sau|cụ thể|sau) ?[:.]$")
RECIPIENTS = re.compile(r"Nơi (?:nhận|gửi) ?:?|NƠI NHẬN ?:?|Kính gửi ?:", re.IGNORECASE)
SIGNING = re.compile(
    r"(?:(?:TM|T/M|KT|TL|TUQ|T\.M|Q)\.|T/M) ?[A-ZĐÀ-Ỹ]|(?:KT\. |Q\. )?(?:PHÓ )?(?:CHỦ TỊCH|"
    r"THỦ TƯỚNG|BỘ TRƯỞNG|"
    r"CHỦ NHIỆM|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|CHÁNH VĂN PHÒNG|THỐNG ĐỐC|TỔNG THANH TRA|"
    r"TRƯỞNG BAN|BÍ THƯ|THỨ TRƯỞNG|VIỆN TRƯỞNG|CHÁNH ÁN|TỔNG BÍ THƯ|THƯỜNG TRỰC BAN BÍ THƯ)\b(?!.*[a-zà-ỹ])"
)
ANNEX = re.compile(
    r"PHỤ LỤC|Phụ lục(?: (?:số )?(?:[IVX]+|\d+))?\.?:?$|DANH MỤC|DANH SÁCH|BIỂU|MẪU SỐ|Mẫu số|BẢNG |"
    r"LỘ TRÌNH|PHÂN CÔNG"
)
ATTACHED = re.compile(r"\(? ?(?:Ban hành )?(?:kèm|Kèm) theo\b")
FOOTNOTE = re.compile(r"\[1\]|1 (?=[A-ZĐÀ-Ỹ][a-zà-ỹ])")
ORGANISATION = re.compile(
    r"tổ chức (?:thực|triển khai|thi hành)|phân công (?:nhiệm vụ|trách nhiệm|thực hiện|tổ chức)|"
    r"trách nhiệm (?:thực hiện|của|tổ chức|thi hành)|nhiệm vụ của các",
    re.IGNORECASE,
)
FIRST = re.compile(
    r"(?:I|A|1)[.)/] |(?:PHẦN|Phần|CHƯƠNG|Chương) (?:thứ nhất|THỨ NHẤT|I|1)\b|Điều 1\b|ĐIỀU 1\b|"
    r"(?:I|A)\. ?[A-ZĐÀ-Ỹ]"
)
HEADING = 150
HEAD_LINES, TITLE_LINES, PREAMBLE_LINES = 80, 60, 400

"""The words by which the parts of a document are told: patterns for the beginnings of lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.tables import type_words
from kg.tables.letters import LOWER, UPPER

_TYPES = "|".join(sorted((entry.word.upper() for entry in type_words()), key=len, reverse=True))
# The word stands alone, or the title follows on the line, even glued to it ("KẾ HOẠCHTuyên truyền").
_TYPE_LINE = re.compile(rf"(?P<type>{_TYPES})(?P<rest>$| ?(?=[{UPPER}][{LOWER}]).*)")


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


SUBJECT = re.compile(r"\s+(?=V/v\b)", re.IGNORECASE)


def titled(text: str) -> bool:
    """Whether a line in capitals begins with a type: the title of an annex, whole in one line.

    >>> titled("NỘI QUY MẪU ÁP DỤNG CHO CÁC CHỢ"), titled("Quyết định này")
    (True, False)
    """
    return text.isupper() and _TITLED.match(text) is not None


_TITLED = re.compile(rf"(?:{_TYPES}) ")
OWN_SIGN = re.compile(r"Số ?[:.]? ?\S|Số ?:?$|Luật số|Lệnh số", re.IGNORECASE)
HEAD = re.compile(
    r"CỘNG H[OÒ][AÀ] ?XÃ HỘI|ĐẢNG CỘNG SẢN|(?:ỦY|UỶ) BAN|HỘI ĐỒNG|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|"
    rf"BỘ [{UPPER}]|(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) (?:ỦY|UỶ|BỘ)|"
    r"UBND |HĐND |SỞ |CHỦ TỊCH |BAN |CỤC |TỔNG CỤC |CHI CỤC |VĂN PHÒNG |TRUNG TÂM |KIỂM TOÁN |Số ?:|<jsontable",
)
BASIS = re.compile(
    r"[-–+(]{0,2} ?(?:Căn cứ|Thực hiện|Thi hành|Xét|Theo|Triển khai|Trên cơ sở|"
    r"Tiếp tục (?:thực hiện|triển khai)|"
    r"Để (?:thực hiện|triển khai|tiếp tục|tổ chức|cụ thể)|Nhằm|Chấp hành|Tiếp theo|"
    r"(?:Tại|Qua) (?:phiên họp|cuộc họp|kỳ họp)[^.;]{0,80}xem xét|Sau khi xem xét)\b"
)
# What a heading says over nothing but the legal basis; and over what may stand before it.
BASIS_SECTION = re.compile(
    r"(?:(?:các|những) )?(?:căn cứ|cơ sở(?= pháp lý| chính trị))"
    r"(?:[ ,]+(?:và|để|pháp lý|pháp luật|chính trị|thực tiễn|xây dựng|lập|ban hành|triển khai|thực hiện|"
    r"(?:của )?(?:kế hoạch|đề án|báo cáo|chương trình|phương án)))* ?[:.]?",
    re.IGNORECASE,
)
INTRODUCTION = re.compile(
    r"mục đích|mục tiêu|yêu cầu|quan điểm|sự cần thiết|lý do|đặt vấn đề|(?:phần )?mở đầu|căn cứ|cơ sở|"
    r"thông tin chung|khái quát",
    re.IGNORECASE,
)
OPERATIVE = re.compile(
    r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|CHỈ THỊ|KẾT LUẬN|LỆNH|Quyết định|Quyết nghị|Nghị quyết|YÊU CẦU) ?:$"
    r"|(?:QUYẾT ĐỊNH|QUYẾT NGHỊ) ?$"
)
LEADS_IN = re.compile(r"(?:như sau|sau đây|nội dung sau|cụ thể sau|dung chính sau|cụ thể|sau) ?[:.]$")
RECIPIENTS = re.compile(r"Nơi (?:nhận|gửi) ?:?", re.IGNORECASE)
_OFFICE = (
    r"(?:CHỦ TỊCH|(?:PHÓ )?THỦ TƯỚNG|BỘ TRƯỞNG|CHỦ NHIỆM|(?:TỔNG )?GIÁM ĐỐC|(?:TỔNG )?CỤC TRƯỞNG|VỤ TRƯỞNG|"
    r"CHÁNH VĂN PHÒNG|THỐNG ĐỐC|TỔNG THANH TRA|TRƯỞNG BAN|TRƯỞNG THUẾ(?: TỈNH| THÀNH PHỐ)?|BÍ THƯ|THỨ TRƯỞNG|"
    r"VIỆN TRƯỞNG|CHÁNH ÁN|TỔNG BÍ THƯ|THƯỜNG TRỰC BAN BÍ THƯ|TỔNG KIỂM TOÁN(?: NHÀ(?: NƯỚC)?)?)"
)
# What recipients and signatures begin with: most lines begin with another letter, and need not be tried.
CLOSING_LETTERS = frozenset("NnBCGKPQTVX")
# In whose stead somebody signs; an office, alone or with the name of who holds it.
SIGNING = re.compile(
    rf"(?:(?:(?:TM|KT|TL|TUQ|T\.M|Q)\.|[TK]/[TM]\.?) ?[{UPPER}]|(?:(?:TM|KT|TL|TUQ)\.|[TK]/[TM])$|"
    rf"(?:TM|KT|TL|TUQ) (?:PHÓ )?{_OFFICE}|XÁC THỰC VĂN BẢN HỢP NHẤT|"
    rf"(?:PHÓ )?{_OFFICE}(?:[ ,–-]+(?:PHÓ )?{_OFFICE})*(?: [{UPPER}][{LOWER}]+){{0,5}}$)"
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
)
FIRST = re.compile(
    r"(?:I|A|1)[.)/] |(?:PHẦN|Phần|CHƯƠNG|Chương) (?:thứ nhất|THỨ NHẤT|I|1)\b|Điều 1\b|ĐIỀU 1\b|"
    r"(?:I|A)\. ?[A-ZĐÀ-Ỹ]"
)
NUMBER_COLUMN = re.compile(r"(?:số )?(?:tt|stt)\.?", re.IGNORECASE)  # the head of a table's first column
# What web sites print below a document: lists of other documents, notices of rights, calls to share
# (thuvienphapluat.vn, hethongphapluat.com, vbpl.vn).
SITE_TAIL = re.compile(
    r"(?:(?:Văn|văn) bản|Bài viết|Tin|Bản án) (?:liên quan|cùng (?:nội dung|chủ đề|lĩnh vực))(?: cùng nội dung)?:?$|"
    r"Các tin khác|Lược đồ$|Thuộc tính văn bản|Bản quyền (?:thuộc|của|©)|©|Copyright|Cơ quan chủ quản:|"
    r"Chia sẻ(?: qua)?:?$|Hỏi đáp pháp luật|Hệ thống pháp luật Việt Nam|CƠ SỞ DỮ LIỆU QUỐC GIA VỀ VĂN BẢN"
)
HEADING = 150
HEAD_LINES, TITLE_LINES, PREAMBLE_LINES = 80, 60, 400

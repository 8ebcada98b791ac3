"""Who issued a document: the issuing line, the letterhead, the text's own words, the sign."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from kg import tables
from kg.extract.bodies import Body, body_of, central, committee, spelt
from kg.extract.letterhead import OwnNumber
from kg.extract.signature import Signature
from kg.tables.letters import UPPER
from kg.text.layout import Layout
from kg.text.lines import Line

_ISSUING = re.compile(
    r"(?:CHỦ TỊCH )?(?:ỦY BAN|UỶ BAN|HỘI ĐỒNG NHÂN DÂN|UBND|HĐND)\b|BỘ TRƯỞNG|CHÍNH PHỦ$|THỦ TƯỚNG|"
    r"QUỐC HỘI$|CHỦ TỊCH NƯỚC|"
    r"(?:TỔNG )?GIÁM ĐỐC|(?:TỔNG )?CỤC TRƯỞNG|CHỦ NHIỆM|THỐNG ĐỐC|TỔNG THANH TRA|CHÁNH|TRƯỞNG BAN|"
    r"BAN CHẤP HÀNH|BAN THƯỜNG VỤ|"
    r"BỘ CHÍNH TRỊ|BAN BÍ THƯ|VIỆN TRƯỞNG|TỔNG KIỂM TOÁN|VĂN PHÒNG|SỞ |BỘ "
)
_DANGLING = re.compile(r"(?:CỦA|DO|VÀ|GIỮA|VỚI|CHO|TRÌNH|THUỘC|TẠI|VỀ|,|-|CHỨC NĂNG CỦA)$")


def issuing_line(texts: list[str]) -> tuple[str | None, list[str]]:
    """The issuer's name at the end of the title block, in capitals, perhaps over two lines; and what is above it."""
    for back in range(len(texts) - 1, max(0, len(texts) - 5), -1):
        if _issues(" ".join(texts[back:]), texts[back]) and not _DANGLING.search(texts[back - 1]):
            return " ".join(texts[back:]), texts[:back]
    if len(texts) == 1 and _issues(texts[0], texts[0]):
        return texts[0], []
    return None, texts


def _issues(whole: str, line: str) -> bool:
    """Whether *line* begins an issuer's name; "TOÀN / BỘ CHI THƯỜNG XUYÊN" goes on from the title."""
    if not (_ISSUING.match(line) and line.isupper()):
        return False
    return not line.startswith("BỘ ") or central(whole) is not None


def issuing_body(
    layout: Layout,
    named: str | None,
    signature: Signature,
    number: OwnNumber | None,
    date: str | None,
    place: str | None,
) -> Body | None:
    """Who issued the document; *named* is the issuing line, *place* where it was signed, without "tỉnh"."""
    own = [named] if named else []
    if number and "TW" in number.codes and signature.on_behalf:
        own.append(signature.on_behalf)
    return (
        next((found for printed in own if (found := body_of(printed, date, place))), None)
        or _letterhead_body(_letterhead_names(layout.part("letterhead")), date, place)
        or _promulgator(layout, date, place, signature)
        or _by_sign(number, date, place)
    )


def _letterhead_body(names: list[str], date: str | None, place: str | None) -> Body | None:
    """The body that the lowest of the names at the top left means; those above it say whose it is."""
    above = [found for name in names[1:] if (found := body_of(name, date, place))]
    if above and (office := _office(names[0], above[0])):
        return office
    province = next((body.province for body in above if body.province), None)
    return next((found for name in names if (found := body_of(name, date, place, province))), None)


_LOCAL_PARTY = re.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị) ủy ")


def _office(printed: str, parent: Body) -> Body | None:
    """A body that has its name from the one it belongs to.

    >>> _office("BAN TỔ CHỨC", Body("Tỉnh ủy Nghệ An", "provincial")).name
    'Ban Tổ chức Tỉnh ủy Nghệ An'
    """
    whose = parent.name
    if printed.startswith("BAN ") and _LOCAL_PARTY.match(whose):
        name = spelt(f"{printed} TỈNH ỦY").removesuffix(" Tỉnh ủy").removesuffix(" tỉnh ủy")
    elif printed.startswith("PHÒNG ") and whose.startswith("UBND "):
        name, whose = spelt(printed), whose.removeprefix("UBND ")
    elif printed == "VĂN PHÒNG":
        name = "Văn phòng"
    else:
        return None
    return Body(f"{name} {whose}", parent.level, parent.province)


_MOTTO = re.compile(r"C[ỘO]NG(?: H[OÒ]|$)")
_NOT_ISSUER = re.compile(
    r"C[ỘO]NG H[OÒ][AÀ]|Độc lập|Số\b|SỐ\b|(?:(?:(?:H[OÒ][AÀ] )?XÃ )?HỘI )?CHỦ NGHĨA|ĐẢNG CỘNG|CỘNG SẢN|[\W_]*$|"
    r".*, ngày|VIỆT NAM$|\*"
)
_BODY_START = re.compile(
    r"(?:^|(?<= ))(?:(?:CHỦ TỊCH )?(?:ỦY BAN|UỶ BAN|HỘI ĐỒNG|UBND|HĐND)\b|SỞ |BỘ (?!CHÍNH TRỊ)|BỘ CHÍNH TRỊ|"
    r"(?<!VĂN PHÒNG )(?<!THỦ TƯỚNG )(?<!THANH TRA )CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|(?:TỔNG |CHI )?CỤC |THUẾ (?=TỈNH|"
    r"THÀNH PHỐ)|VĂN PHÒNG\b|(?<!VĂN )PHÒNG |(?<!BỘ )CÔNG AN (?=TỈNH|THÀNH PHỐ)|"
    r"(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) (?:ỦY|UỶ)\b|ĐẢNG BỘ |KIỂM TOÁN |TRUNG TÂM |BAN |THANH TRA )"
)
_CENTRE = "BAN CHẤP HÀNH TRUNG ƯƠNG"
_STANDING = "BAN THƯỜNG VỤ"  # stands for its committee, which is printed above


def _letterhead_names(lines: Iterable[Line]) -> list[str]:
    """The names at the top left, the issuing body before those above it."""
    names: list[str] = []
    for line in lines:
        if names and (line.text.startswith("Số") or _MOTTO.match(line.text)):
            break
        if not (_NOT_ISSUER.match(line.text) or _MOTTO.match(line.text)):
            names.append(re.split(r" ?[-_]{3,}| CỘNG H[OÒ]", line.text)[0].strip())
    whole = " ".join(names)
    starts = [m.start() for m in _BODY_START.finditer(whole)] or ([0] if whole else [])
    bodies = [whole[start:end].strip() for start, end in pairwise([*starts, len(whole)])][::-1]
    # The organs of the Party's centre print its name above their own.
    if len(bodies) > 1 and whole.startswith(_CENTRE):
        bodies.insert(0, f"{bodies[0]} TRUNG ƯƠNG")
    return [name for name in bodies if name != _STANDING] or bodies


_PROMULGATES = re.compile(
    r"(?P<body>(?:Chủ tịch\s+)?(?:Ủy|Uỷ|ủy)\s+ban\s+nhân\s+(?:dân\s+)?|(?:Chủ tịch\s+)?UBND\s+|"
    r"(?:Chủ tịch\s+)?Ủy ban nhân dân\s+)"
    rf"(?P<level>tỉnh|thành phố|Thành phố|huyện|quận|thị xã|xã|phường|thị trấn|"
    rf"đặc khu)(?P<name>(?:\s+[{UPPER}][^\W\d_]*){{0,4}})"
    r"\s+(?:ban hành|xây dựng|triển khai|yêu cầu|tổ chức|báo cáo|trình|thông báo|ban\s+hành)"
)


def _promulgator(layout: Layout, date: str | None, place: str | None, signature: Signature) -> Body | None:
    """ "Ủy ban nhân dân tỉnh Nghệ An ban hành Kế hoạch" in the preamble."""
    parts = (*layout.part("title"), *layout.part("preamble"))
    text = " ".join(line.text for line in parts)
    match = _PROMULGATES.search(text)
    if match is None:
        return None
    chair = "Chủ tịch " if match["body"].startswith("Chủ tịch") or _signed_alone(signature) else ""
    name = match["name"].strip() or place or ""
    return committee(f"{chair}UBND {match['level']} {name}", date, place)


def _signed_alone(signature: Signature) -> bool:
    """Whether a chairman signed in his own right, not for the committee."""
    return bool(signature.capacity or signature.position) and "TM." not in (signature.capacity or "TM.")


def _by_sign(number: OwnNumber | None, date: str | None, place: str | None) -> Body | None:
    """The issuer that the sign names."""
    for code in number.codes if number else ():
        if code in ("UBND", "HĐND", "CTUBND"):
            return committee(("Chủ tịch UBND" if code == "CTUBND" else code) + f" {place or ''}".rstrip(), date, place)
        for issuer in tables.issuers_of_code(code, date):
            if issuer.central:
                return Body(re.sub(r" khóa .*$", "", issuer.name), "central")
    return None

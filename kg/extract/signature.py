"""Who signed: name, position, and in what capacity (TM., KT., TL., TUQ., Q.)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.tables.letters import LOWER, UPPER

_CAPACITY = re.compile(r"\b(TM|KT|TL|TUQ|Q)\.|\b(T/M)\b|\b(K)/T\b|^(KT|TL|TUQ)(?= [A-ZĐ])", re.MULTILINE)
_POSITION = re.compile(
    rf"(?:PHÓ |THỨ |ỦY VIÊN |TỔNG |THƯỜNG TRỰC )*(?:CHỦ TỊCH(?: NƯỚC| HỘI ĐỒNG| QUỐC HỘI)?|"
    rf"THỦ TƯỚNG|BỘ TRƯỞNG|TRƯỞNG BAN|TRƯỞNG PHÒNG|TRƯỞNG THUẾ (?:TỈNH|THÀNH PHỐ)|VỤ TRƯỞNG|TRƯỞNG|CHỦ NHIỆM|"
    rf"GIÁM ĐỐC|CỤC TRƯỞNG|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|THỐNG ĐỐC|THANH TRA|(?<!BAN )BÍ THƯ|VIỆN TRƯỞNG|CHÁNH ÁN|"
    rf"KIỂM TOÁN(?: NHÀ NƯỚC)?|(?<!BAN )THƯỜNG TRỰC)(?![{UPPER}{LOWER}])"
)
_RANK = re.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy)|PGS\.?|GS\.?|TS\.?|ThS\.?|"
    r"BS\.?(?:CK\s?I+)?|Bs\.?|KS\.?)[\s.,]+"
)
_WORD = rf"[{UPPER}](?:[{LOWER}]+(?:['’.-]?[{UPPER}{LOWER}][{LOWER}]*)?|(?=\s))"
# A word in small letters right before belongs to a name whose syllables are split.
_NAME = re.compile(
    rf"(?<![{UPPER}{LOWER}])(?<![{LOWER}] ){_WORD}(?:\n{_WORD})?(?: {_WORD}){{1,5}}"
    rf"(?![{UPPER}{LOWER}])"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature as printed; ``position`` is in normal case ("Phó Chủ tịch")."""

    name: str | None = None
    position: str | None = None
    capacity: str | None = None
    on_behalf: str | None = None


def read_signature(lines: Sequence[str]) -> Signature:
    """Read the lines of a signature.

    >>> read_signature(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Mai Sơn"])
    Signature(name='Mai Sơn', position='Phó Chủ tịch', capacity='TM., KT.', on_behalf='ỦY BAN NHÂN DÂN')
    """
    text = "\n".join(lines)
    name = _name(text)
    before = text[: name.start()] if name else text
    positions = _POSITION.findall(" ".join(before.split()))
    marks = [f"{_mark(found)}." for found in _CAPACITY.finditer(before)]
    return Signature(
        name=" ".join(name[0].split()) if name else None,
        position=_cased(positions[-1]) if positions else None,
        capacity=", ".join(dict.fromkeys(marks)) or None,
        on_behalf=_on_behalf(before),
    )


def _mark(found: re.Match[str]) -> str:
    """The standard form of a capacity: "T/M" and "K/T" are TM and KT."""
    return {"T/M": "TM", "K/T": "KT"}.get(found[0], found[0].rstrip("."))


def _name(text: str) -> re.Match[str] | None:
    """The first proper name after the position: capitalised words, neither all capitals nor a rank."""
    bare = _RANK.sub(lambda match: " " * len(match[0]), text)
    return next((found for found in _NAME.finditer(bare) if not found[0].isupper()), None)


def _on_behalf(text: str) -> str | None:
    """The body after "TM."."""
    match = re.search(
        rf"\bT/?M\.?\s*([{UPPER}][{UPPER}\s,-]+?)(?=\s*(?:\bKT\b|\n(?:PHÓ|CHỦ TỊCH|KT)|CHỦ TỊCH|$))", text
    )
    return " ".join(match[1].split()) if match else None


def _cased(position: str) -> str:
    """A position in normal case: "PHÓ CHỦ TỊCH" → "Phó Chủ tịch"."""
    bare = position.removeprefix("PHÓ ")
    words = _BODY.sub(lambda match: f" {match[1].capitalize()}", bare.lower().capitalize())
    return f"Phó {words}" if bare != position else words


# Bodies within the name of an office keep their capital: "Chánh Văn phòng", "Tổng Bí thư".
_BODY = re.compile(r" (văn phòng|thanh tra|bí thư|thuế|kiểm toán)\b")

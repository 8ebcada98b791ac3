"""What counts as the same: words, numbers, issuers and agencies in the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata

_HEADS = re.compile(
    r"^(?:(?:phó )?chủ tịch|bộ trưởng chủ nhiệm|bộ trưởng|chủ nhiệm|thống đốc|tổng thanh tra|chánh án|viện trưởng|"
    r"giám đốc|cục trưởng|ban thường vụ|ban chấp hành đảng bộ|thường trực|chánh) "
)


def fold_words(text: str | None) -> str:
    """Composed, without case, punctuation and doubled spaces: how names and types are compared.

    >>> fold_words("Uỷ ban  Nhân dân,") == fold_words("ủy ban nhân dân")
    True
    """
    words = unicodedata.normalize("NFC", text or "").replace("Ð", "Đ").casefold()
    words = re.sub(r"\s*[-–—]\s*", "-", words)
    words = words.replace("uỷ", "ủy").replace("hoá", "hóa")
    return re.sub(r'[\s,.;:()"“”*]+', " ", words).strip()


def _short(words: str) -> str:
    return words.replace("hội đồng nhân dân", "hđnd").replace("ủy ban nhân dân", "ubnd")


def fold_number(text: str | None) -> str:
    """A number or a law's name without white space, case and leading zeros.

    >>> fold_number("06/CT-TTG") == fold_number("6 /CT-TTg")
    True
    """
    joined = re.sub(r"\s+", "", _short(fold_words(text)).replace("quy phạm pháp luật", "qppl"))
    return re.sub(r"^0+(?=\d)", "", joined)


def fold_issuer(text: str | None) -> str:
    """An issuer without its head, its organ and "tỉnh" or "thành phố": one body, one form.

    >>> fold_issuer("Chủ tịch UBND tỉnh Nghệ An") == fold_issuer("Ủy ban nhân dân tỉnh Nghệ An")
    True
    """
    words = _short(fold_words(text)).replace("thành phố", "tp").replace("đảng cộng sản việt nam", "đảng")
    words = _HEADS.sub("", _HEADS.sub("", words))
    words = re.sub(r"^tỉnh (?=ủy )", "tỉnh ", re.sub(r"^(?:tp|thành) (?=ủy )", "thành phố ", words))
    words = re.sub(r"^đảng bộ (tỉnh|tp|thành)", lambda m: ("tỉnh" if m[1] == "tỉnh" else "thành") + " ủy", words)
    return re.sub(r"^(?:tỉnh|tp) (?!ủy)", "", re.sub(r"(tỉnh ủy|thành ủy) (?:tỉnh|tp) ", r"\1 ", words))


def fold_agency(text: str | None) -> str:
    """An agency; committees of districts and of communes are one group each.

    >>> fold_agency("UBND các xã, phường"), fold_agency("UBND các huyện, thị xã, thành phố")
    ('ubnd cấp xã', 'ubnd cấp huyện')
    """
    words = fold_words(text).replace("ủy ban nhân dân", "ubnd")
    words = re.sub(r"^ubnd (?:các )?(?:huyện|quận|thị xã)\b.*", "ubnd cấp huyện", words)
    return re.sub(r"^ubnd (?:các )?(?:xã|phường|thị trấn|đặc khu)\b.*", "ubnd cấp xã", words)

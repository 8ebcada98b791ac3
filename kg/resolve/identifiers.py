"""The IRIs of documents and of provisions in them.

``base`` is the setting of that name and ends with ``/``. A body's path is slugs joined by ``/``: its
place, the largest unit first, then its own.
"""

from __future__ import annotations

import re
from hashlib import sha256

from kg.tables import fold, slug

_UNITS = {
    "phụ lục": "phu-luc",
    "phần": "phan",
    "chương": "chuong",
    "mục": "muc",
    "tiểu mục": "tieu-muc",
    "điều": "dieu",
    "khoản": "khoan",
    "điểm": "diem",
}
_LADDER = tuple(_UNITS)
_UNIT = re.compile(rf"\b({'|'.join(sorted(_UNITS, key=len, reverse=True))})\s+", re.IGNORECASE)
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")


def digest(*parts: object) -> str:
    """Sixteen hexadecimal digits that stand for *parts*; the same parts, the same digits."""
    return sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:16]


def ordinal_slug(ordinal: str) -> str:
    """The number before the sign, in lower case, without leading zeros.

    >>> ordinal_slug("0124"), ordinal_slug("66.7"), ordinal_slug("30A"), ordinal_slug("19-2017")
    ('124', '66.7', '30a', '19-2017')
    """
    return re.sub(r"[^a-z0-9.-]+", "", fold(ordinal)).lstrip("0") or "0"


def document_iri(base: str, body: str, kind: str, period: str, ordinal: str) -> str:
    """A document by body path, type slug, year (or term of a Party committee) and number.

    >>> document_iri("b/", "nghe-an/ubnd", "kh", "2024", "0122")
    'b/eli/vn/nghe-an/ubnd/kh/2024/122'
    >>> document_iri("b/", "tw", "nq", "nk2021", "27")
    'b/eli/vn/tw/nq/nk2021/27'
    """
    return f"{base}eli/vn/{body}/{kind}/{period}/{ordinal_slug(ordinal)}"


def unnumbered_iri(base: str, body: str, kind: str, date: str | None, title: str) -> str:
    """A document known without its number: by body path, type slug, date and title.

    >>> unnumbered_iri("b/", "qh15/", "luat", "2023", "Luật Viễn thông") == unnumbered_iri(
    ...     "b/", "qh15/", "luat", "2023", "LUẬT VIỄN THÔNG")
    True
    """
    name = f"x-{digest(body, kind, date or '', ' '.join(re.findall(r'[a-z0-9]+', fold(title))))}"
    return f"{base}eli/vn/{body}/{kind}/{date[:4]}/{name}" if date else f"{base}eli/vn/{body}/{name}"


def unknown_iri(base: str, sha256_hex: str) -> str:
    """A file that does not say who issued it: by the digest of its bytes."""
    return f"{base}eli/vn/x-{sha256_hex[:16]}"


def provision_iris(document: str, pinpoint: str, container: str | None = None) -> tuple[str, ...]:
    """The provisions that a pinpoint names, under the document or the annexed text it stands in.

    Provisions are written from small to large and separated by ``;``; a list of numbers makes several.

    >>> provision_iris("d", "điểm a khoản 2 Điều 5; Phụ lục II")
    ('d/dieu/5/khoan/2/diem/a', 'd/phu-luc/2')
    >>> provision_iris("d", "khoản 1, 3 Điều 28", "Quy định")
    ('d/kem-theo/quy-dinh/dieu/28/khoan/1', 'd/kem-theo/quy-dinh/dieu/28/khoan/3')
    """
    root = f"{document}/kem-theo/{slug(container)}" if container else document
    found = [iri for part in pinpoint.split(";") for iri in _provisions(root, part)]
    return tuple(dict.fromkeys(found))


def _provisions(root: str, pinpoint: str) -> list[str]:
    pieces = _UNIT.split(pinpoint.strip())
    steps = [(name.lower(), _values(values)) for name, values in zip(pieces[1::2], pieces[2::2], strict=True)]
    iris = [root]
    for unit, values in sorted(steps, key=lambda step: _LADDER.index(step[0])):
        iris = [f"{iri}/{_UNITS[unit]}/{value}" for iri in iris for value in values]
    return iris if steps else []


def _values(text: str) -> list[str]:
    """The numbers or letters of one unit: ``1, 3`` or ``a và b``; Roman numerals become Arabic.

    The letter đ of the Vietnamese alphabet becomes ``dd``, as ``d`` is another letter.
    """
    words = [word for word in re.split(r"[,\s]+|\bvà\b", text) if word]
    return [_arabic(word) or slug(word.replace("đ", "dd").replace("Đ", "dd")) for word in words if slug(word)]


def _arabic(word: str) -> str | None:
    found = _ROMAN.fullmatch(word)
    if not found or not word:
        return None
    ones = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
    return str(10 * len(found[1]) + ones[found[2]])

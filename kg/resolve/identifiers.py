"""The IRIs of documents.

``base`` is the setting of that name and ends with ``/``. A body's path is slugs joined by ``/``: its
place, the largest unit first, then its own.
"""

from __future__ import annotations

import re

from kg.tables import digest, fold


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

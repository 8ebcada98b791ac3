"""What a document's IRI says of it: the places and the body that issued it.

The pattern is ``{base}eli/vn/{place path}/{body}/{type}/{year}/{number}``; a central document has no
place path. The IRI itself is made by ``kg.resolve``.
"""

from __future__ import annotations

import pyoxigraph as ox

_LEVELS = ("central", "provincial", "district", "commune")


def _segments(base: str, iri: str) -> list[str]:
    """The parts from the place path to the body."""
    root = f"{base}eli/vn/"
    if not iri.startswith(root):
        return []
    parts = iri.removeprefix(root).split("/")
    tail = 2 if parts[-1].startswith("x-") and not _has_year(parts) else 4
    return parts[: max(len(parts) - tail + 1, 0)]


def _has_year(parts: list[str]) -> bool:
    return len(parts) >= 4 and (parts[-2].isdigit() or parts[-2].startswith("nk"))


def place_segments(base: str, iri: str) -> tuple[str, ...]:
    """The units from the province down: ``("hai-phong", "tien-lang")``; empty for central documents.

    >>> place_segments("b/", "b/eli/vn/hai-phong/tien-lang/ubnd/kh/2021/150")
    ('hai-phong', 'tien-lang')
    """
    return tuple(_segments(base, iri)[:-1])


def place_path(base: str, segments: tuple[str, ...]) -> str:
    """The IRI of a place; without segments that of the country."""
    return f"{base}place/{'/'.join(segments or ('vn',))}"


def body_of(base: str, iri: str) -> ox.NamedNode | None:
    """The body whose register the document's IRI names: ``{base}body/nghe-an/ubnd``."""
    segments = _segments(base, iri)
    return ox.NamedNode(f"{base}body/{'/'.join(segments)}") if segments else None


def level_of(base: str, iri: str, date: str | None = None) -> str:
    """The level of the body that issued the document, from how deep its place lies.

    Districts ended on 30 June 2025: what lies right below a province since then is a commune.

    >>> level_of("b/", "b/eli/vn/ttg/qd/2021/468"), level_of("b/", "b/eli/vn/nghe-an/ubnd/kh/2024/122")
    ('central', 'provincial')
    """
    depth = min(len(place_segments(base, iri)), 3)
    return _LEVELS[3 if depth == 2 and date and date >= "2025-07" else depth]

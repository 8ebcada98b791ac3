"""Which media type to answer with, from what the client says it accepts (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered type that the client likes most, the earlier one on a tie; None where it takes none.

    >>> choose("text/csv;q=0.5, application/json", ["text/csv", "application/json"])
    'application/json'
    >>> choose("text/*", ["application/json", "text/csv"]), choose("image/png", ["text/csv"])
    ('text/csv', None)
    """
    if not accept or not accept.strip():
        return offered[0]
    ranges: dict[str, float] = {}
    for part in accept.split(","):
        if part.strip():
            media_range, quality = _parse(part)
            ranges[media_range] = max(quality, ranges.get(media_range, 0.0))
    liked = [(_quality(media_type, ranges), -place) for place, media_type in enumerate(offered)]
    quality, place = max(liked)
    return offered[-place] if quality > 0 else None


def takes_gzip(accept: str) -> bool:
    """Whether a client that accepts these codings takes gzip (RFC 9110, section 12.5.3).

    >>> [takes_gzip(accept) for accept in ("br, gzip;q=0.5", "*", "gzip;q=0, *", "deflate", "")]
    [True, True, False, False, False]
    """
    codings = dict(_parse(part) for part in accept.split(","))
    return codings.get("gzip", codings.get("*", 0.0)) > 0


def _parse(part: str) -> tuple[str, float]:
    media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((value[2:] for value in parameters if value.startswith("q=")), "1")
    try:
        return media_range, min(max(float(quality), 0.0), 1.0)
    except ValueError:
        return media_range, 0.0


def _quality(media_type: str, ranges: Mapping[str, float]) -> float:
    """The quality of the most specific range that the type falls into."""
    family = media_type.split("/")[0]
    return next((ranges[form] for form in (media_type, f"{family}/*", "*/*") if form in ranges), 0.0)

"""Did you mean …: the nearest of the names that there are."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from kg.tables import fold


def suggestion(text: str, names: Iterable[str]) -> str:
    """A sentence to append to an error, with a space before it; empty where nothing is near.

    >>> suggestion("quang nin", ["Quảng Nam", "Quảng Ninh", "Hà Nội"])
    ' Did you mean Quảng Ninh or Quảng Nam?'
    """
    folded = {fold(name): name for name in names}
    near = get_close_matches(fold(text), folded, n=2, cutoff=0.6)
    return f" Did you mean {' or '.join(folded[name] for name in near)}?" if near else ""

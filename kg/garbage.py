"""How seldom Python looks for cycles among what a command has made."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Look through new objects by the 50,000: records hold no cycles, and tables stay as long as their process.

    >>> before = gc.get_threshold()
    >>> collect_seldom()
    >>> gc.get_threshold()
    (50000, 20, 100)
    >>> gc.set_threshold(*before)
    """
    gc.set_threshold(50_000, 20, 100)

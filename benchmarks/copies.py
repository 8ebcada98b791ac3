"""Real documents repeated under new identities, to as many as are asked for."""

from __future__ import annotations

import re
from itertools import cycle, islice
from pathlib import Path

_OWN_NUMBER = re.compile(r"(?i)số\s*:[\s*]*(\d*)")  # perhaps not yet filled in
_HEAD = 2000  # characters in which a text says its own number
_STEP = 1000  # between the numbers of two copies: more than a body issues in most years, and still five digits
_SHARD = 1000


def repeated(folder: Path, count: int, target: Path) -> Path:
    """*target* with *count* texts: those of *folder* in turn, each further round under other numbers.

    Raises SystemExit where *folder* has no text.
    """
    originals = sorted(folder.rglob("*.txt"))
    if not originals:
        raise SystemExit(f"no .txt in {folder}")
    for index, path in enumerate(islice(cycle(originals), count)):
        place = target / f"{index // _SHARD:03}"
        place.mkdir(parents=True, exist_ok=True)
        text = renumbered(path.read_text("utf-8"), index // len(originals))
        (place / f"{path.stem}-{index}.txt").write_text(text, "utf-8")
    return target


def renumbered(text: str, copy: int) -> str:
    """The text under the number of its copy, which is put before a text that says none; copy 0 is the text itself."""
    if copy == 0:
        return text
    own = _OWN_NUMBER.search(text, 0, _HEAD)
    if own is None:
        return f"Số: {_STEP * copy}/CV-UBND\n\n{text}"
    start, end = own.span(1)
    return f"{text[:start]}{int(own[1] or 0) + _STEP * copy}{text[end:]}"

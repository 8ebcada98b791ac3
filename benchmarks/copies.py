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

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as place:
    ...     one = Path(place, "one"); one.mkdir()
    ...     _ = Path(one, "a.txt").write_text("Số: 12/KH-UBND", "utf-8")
    ...     copies = sorted(repeated(one, 2, Path(place, "two")).rglob("*.txt"))
    ...     [(path.name, path.read_text("utf-8")) for path in copies]
    [('a-0.txt', 'Số: 12/KH-UBND'), ('a-1.txt', 'Số: 1012/KH-UBND')]
    """
    originals = {path.stem: path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))}
    if not originals:
        raise SystemExit(f"no .txt in {folder}")
    for index, (name, text) in enumerate(islice(cycle(originals.items()), count)):
        place = target / f"{index // _SHARD:03}"
        place.mkdir(parents=True, exist_ok=True)
        copy = index // len(originals)
        (place / f"{name}-{copy}.txt").write_text(renumbered(text, copy), "utf-8")
    return target


def renumbered(text: str, copy: int) -> str:
    """The text under the number of its copy, which is put before a text that says none.

    >>> renumbered("Số: 7/TB-VPCP", 0), renumbered("Số: 7/TB-VPCP", 3), renumbered("Công văn", 1)
    ('Số: 7/TB-VPCP', 'Số: 3007/TB-VPCP', 'Số: 1000/CV-UBND\\n\\nCông văn')
    """
    if copy == 0:
        return text
    own = _OWN_NUMBER.search(text, 0, _HEAD)
    if own is None:
        return f"Số: {_STEP * copy}/CV-UBND\n\n{text}"
    start, end = own.span(1)
    return f"{text[:start]}{int(own[1] or 0) + _STEP * copy}{text[end:]}"

"""How fast files of each format become text: bytes in, text out, nothing read from it.

    python benchmarks/formats.py FOLDER        a folder of files of any formats
    python benchmarks/formats.py FOLDER --json for programs

MB are 10^6 bytes of UTF-8 of the text that comes out. Times are the best of a few rounds, after one to warm up.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import InputError
from kg.models import Source
from kg.text.formats.detect import format_of
from kg.text.read import read


@dataclass(frozen=True, slots=True)
class Row:
    """One format: its files, their pages (0 where it has none), the text that came out, seconds, and speeds."""

    format: str
    files: int
    pages: int
    megabytes: float
    seconds: float
    megabytes_per_second: float
    milliseconds_per_page: float | None


def main() -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="files of any formats")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds, of which the best counts")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    rows = [_row(name, files, options.rounds) for name, files in sorted(_by_format(options.folder).items())]
    if not rows:
        sys.exit(f"{options.folder} has no files that can be read.")
    if options.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
        return
    for row in rows:
        page = f"{row.milliseconds_per_page:>8.1f} ms a page" if row.milliseconds_per_page else ""
        print(f"{row.format:<8}{row.files:>6} files {row.pages:>6} pages {row.megabytes_per_second:>9.2f} MB/s{page}")


def _by_format(folder: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            read(path)
        except InputError:
            continue
        found[format_of(path.read_bytes()).name].append(path)
    return found


def _row(name: str, files: Sequence[Path], rounds: int) -> Row:
    seconds, sources = min((_timed(files) for _ in range(rounds)), key=lambda timed: timed[0])
    pages = sum(len(source.pages) for source in sources)
    megabytes = sum(len(source.text.encode()) for source in sources) / 1_000_000
    page = 1000 * seconds / pages if pages else None
    return Row(name, len(files), pages, megabytes, seconds, megabytes / seconds, page)


def _timed(files: Sequence[Path]) -> tuple[float, list[Source]]:
    began = time.perf_counter()
    sources = [read(path) for path in files]
    return time.perf_counter() - began, sources


if __name__ == "__main__":
    main()

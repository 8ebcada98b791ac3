"""How fast files become a store that can be queried, and in how much memory, for more and more documents.

    python benchmarks/build.py 1000 10000                       generated documents, one process and two
    python benchmarks/build.py 1000 --engines 2 --keep FOLDER   documents made once: what lies there is used again
    python benchmarks/build.py --folder ../shared/corpus        documents of your own
    python benchmarks/build.py 20000 --folder ../shared/corpus  these, repeated under new identities to so many

Each row is one run of ``kg build`` into a new store, from the command to its end: a flat figure in the column of
seconds for 1,000 documents says that a step's work does not grow with what is there already. Memory is the most that
the command and its workers held together, looked at ten times a second (Linux); a page that several share counts once.
Of the processor time, "beside" is what other threads than the first took, which load statements while it writes others,
and "merging" what the engine's own took to merge its files and to put them in order.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from copies import repeated
from processes import watched

_ENGINES = {"1": ("--jobs", "1"), "2": ("--jobs", "2"), "spark": ("--engine", "spark", "--master", "local[2]")}


@dataclass(frozen=True, slots=True)
class Row:
    """One build: documents, their size, seconds, processor seconds, megabytes of memory and of the store.

    Of the processor seconds *beside* and *merging* are parts.
    """

    engine: str
    documents: int
    megabytes: float
    seconds: float
    processor: float
    beside: float
    merging: float
    memory: float
    store: float

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds


def main() -> None:
    """Measure, and print a table or JSON."""
    options = _options()
    with TemporaryDirectory() as scratch:
        rows = list(_rows(options, Path(scratch)))
    if options.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
        return
    heads = ("documents", "MB", "s", "CPU s", "beside", "merging", "documents/s", "s/1,000", "memory MB", "store MB")
    print(f"{'engine':<8}" + "".join(f"{head:>13}" for head in heads))
    for row in rows:
        processor = (row.processor, row.beside, row.merging)
        values = (row.megabytes, row.seconds, *processor, row.rate, 1000 / row.rate, row.memory, row.store)
        print(f"{row.engine:<8}{row.documents:>13}" + "".join(f"{value:>13.1f}" for value in values))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=int, nargs="*", metavar="N", help="how many documents (1000)")
    parser.add_argument("--folder", type=Path, help="documents of your own, instead of generated ones")
    parser.add_argument("--engines", nargs="*", default=["1", "2"], choices=list(_ENGINES), help="processes, or Spark")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where generated documents are kept and looked for")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def _rows(options: argparse.Namespace, scratch: Path) -> Iterator[Row]:
    if options.folder:
        folders = [repeated(options.folder, n, scratch / f"{n}") for n in options.counts] or [options.folder]
    else:
        folders = [documents_made(n, options.keep or scratch) for n in options.counts or [1000]]
    for folder in folders:
        for engine in options.engines:
            yield _built(engine, folder, scratch)


def documents_made(count: int, folder: Path) -> Path:
    """So many documents in a folder, made unless they lie there."""
    texts = folder / f"{count}"
    if not texts.exists():
        script = Path(__file__).with_name("make_corpus.py")
        subprocess.run([sys.executable, str(script), str(count), str(texts)], check=True)
    return texts


def _built(engine: str, folder: Path, scratch: Path) -> Row:
    """One build, in a process of its own with what it starts."""
    files = [path.stat().st_size for path in folder.rglob("*.txt")]
    with TemporaryDirectory(dir=scratch) as place:
        store = Path(place) / "store"
        command = ["-m", "kg.cli", "build", str(folder), "--glob", "*.txt", "--store", str(store), *_ENGINES[engine]]
        if engine == "spark":
            command += ["-o", str(Path(place) / "tables")]
        began = time.monotonic()
        process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        taken = watched(process)
        seconds = time.monotonic() - began
        if process.returncode:
            raise SystemExit(f"kg {' '.join(command[2:])} ended with {process.returncode}")
        size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file() and path.stat().st_nlink == 1)
    parts = (taken.processor, taken.beside, taken.merging)
    row = Row(engine, len(files), sum(files) / 1e6, seconds, *parts, taken.memory, size / 1e6)
    print(f"{engine}: {len(files)} documents in {seconds:.1f} s", file=sys.stderr)
    return row


if __name__ == "__main__":
    main()

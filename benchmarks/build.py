"""How fast files become a store that can be queried, and in how much memory, for more and more documents.

    python benchmarks/build.py 1000 10000                       generated documents, one process and two
    python benchmarks/build.py 1000 --engines 2 --keep FOLDER   documents made once: what lies there is used again
    python benchmarks/build.py --folder ../shared/corpus        documents of your own

Each row is one run of ``kg build`` into a new store, from the command to its end: a flat figure in the column of
seconds for 1,000 documents says that a step's work does not grow with what is there already. Memory is the most that
the command and its workers held together, looked at ten times a second (Linux); a page that several share counts once.
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
from typing import NamedTuple

_ENGINES = {"1": ("--jobs", "1"), "2": ("--jobs", "2"), "spark": ("--engine", "spark", "--master", "local[2]")}
_LOOK = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Row:
    """One build: documents, their size, seconds, processor seconds, megabytes of memory and of the store."""

    engine: str
    documents: int
    megabytes: float
    seconds: float
    processor: float
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
    heads = ("documents", "MB", "s", "CPU s", "documents/s", "s/1,000", "memory MB", "store MB")
    print(f"{'engine':<8}" + "".join(f"{head:>13}" for head in heads))
    for row in rows:
        values = (row.megabytes, row.seconds, row.processor, row.rate, 1000 / row.rate, row.memory, row.store)
        print(f"{row.engine:<8}{row.documents:>13}" + "".join(f"{value:>13.1f}" for value in values))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=int, nargs="*", default=[1000], metavar="N", help="how many documents")
    parser.add_argument("--folder", type=Path, help="documents of your own, instead of generated ones")
    parser.add_argument("--engines", nargs="*", default=["1", "2"], choices=list(_ENGINES), help="processes, or Spark")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where generated documents are kept and looked for")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def _rows(options: argparse.Namespace, scratch: Path) -> Iterator[Row]:
    folders = (
        [options.folder] if options.folder else [documents_made(n, options.keep or scratch) for n in options.counts]
    )
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
        memory, processor = _watched(process)
        seconds = time.monotonic() - began
        if process.returncode:
            raise SystemExit(f"kg {' '.join(command[2:])} ended with {process.returncode}")
        size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file() and path.stat().st_nlink == 1)
    row = Row(engine, len(files), sum(files) / 1e6, seconds, processor, memory, size / 1e6)
    print(f"{engine}: {len(files)} documents in {seconds:.1f} s", file=sys.stderr)
    return row


def _watched(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Until it ends: the most memory, in MB, that it and its children held, and the seconds of processor they took."""
    most, times = 0.0, dict[int, float]()
    while True:
        alive = list(family(process.pid))
        # The kernel counts shared pages slowly, so it is asked only where it may tell of more.
        if sum(one.resident for one in alive) > most:
            most = max(most, sum(proportional(one.number) or one.resident for one in alive if one.age > _LOOK))
        times |= {one.number: one.seconds for one in alive}
        try:
            process.wait(_LOOK)
            return most, sum(times.values())
        except subprocess.TimeoutExpired:
            continue


class Process(NamedTuple):
    """A living process: memory in MB with all that it shares, seconds of processor, seconds since it began.

    One that has just begun shows its parent's memory as its own until it runs its own program.
    """

    number: int
    resident: float
    seconds: float
    age: float


def family(pid: int) -> Iterator[Process]:
    """A process and all below it that live."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        threads = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:  # it ended meanwhile
        return
    age = time.clock_gettime(time.CLOCK_BOOTTIME) - int(fields[19]) / 100
    yield Process(pid, int(fields[21]) * 4096 / 1e6, (int(fields[11]) + int(fields[12])) / 100, age)
    for thread in threads:
        for child in _children(thread):
            yield from family(child)


def proportional(pid: int) -> float:
    """A process's memory in MB, of each page that others hold too only its share; 0 where the kernel does not say."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it ended meanwhile, or an older kernel
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6


def _children(thread: Path) -> list[int]:
    """What one thread started: Java's processes are not its first thread's."""
    try:
        return [int(child) for child in (thread / "children").read_text().split()]
    except OSError:
        return []


if __name__ == "__main__":
    main()

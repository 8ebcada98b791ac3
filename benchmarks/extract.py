"""How fast and in how much memory documents are read: file, header, citations, relations, targets and tasks.

    python benchmarks/extract.py                      the sample plans
    python benchmarks/extract.py ../shared/corpus     a folder of texts
    python benchmarks/extract.py FOLDER --json        for programs

MB are 10^6 bytes of UTF-8. Times are the best of a few rounds, after one round to warm up; the short and
long documents are the given texts, joined and cut at blank lines.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import kg
from kg.garbage import collect_seldom

PLANS = Path(__file__).parents[1] / "data" / "plans"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, the value, its unit, and of what."""

    measure: str
    value: float
    unit: str
    of: str


def main() -> None:
    """Measure, and print a table or JSON."""
    options = _options()
    collect_seldom()  # as the command ``kg`` does
    files = sorted(path for path in options.folder.rglob("*.txt") if path.is_file())
    if not files:
        sys.exit(f"{options.folder} has no .txt files.")
    with TemporaryDirectory() as folder:
        rows = list(_rows(files, Path(folder), options))
    if options.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
        return
    for row in rows:
        print(f"{row.measure:<34}{row.value:>9.2f} {row.unit:<8}{row.of}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=PLANS, help="texts (default: the sample plans)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds, of which the best counts")
    parser.add_argument("--long", type=int, default=1000, metavar="KB", help="size of the long document")
    parser.add_argument("--short", type=int, default=20, metavar="KB", help="size of the short documents")
    parser.add_argument("--times", type=int, default=10, metavar="N", help="how often --jobs reads the folder")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes to compare with one")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def _rows(files: list[Path], folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    size = _megabytes(files)
    seconds = _best(partial(_extract, files), options.rounds)
    yield Row("texts, one process, warm", size / seconds, "MB/s", f"{len(files)} files, {size:.2f} MB")
    yield Row("peak memory", _peak_megabytes(), "MB", "the process that read them, this script included")
    yield from _lengths(files, folder, options)
    yield from _growth(files, folder, options)
    yield from _jobs(options, size)


def _lengths(files: list[Path], folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """The same text as one long document and as many short ones."""
    long = _cut(_endless(files), options.long * 1000)
    short = list(_pieces(long, options.short * 1000))
    speeds = []
    for name, texts in (("long", [long]), ("short", short)):
        paths = _written(texts, folder / name)
        speeds.append(_megabytes(paths) / _best(partial(_extract, paths), options.rounds))
        yield Row(f"{name} documents", speeds[-1], "MB/s", f"{len(paths)} of {_megabytes(paths) / len(paths):.3f} MB")
    yield Row("long against short", speeds[0] / speeds[1], "times", "1 and more: length costs nothing")


def _growth(files: list[Path], folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """Eight times the text, as one document."""
    text = _cut(_endless(files), options.long * 125)
    once, eight = (_written([text * times], folder / f"times-{times}") for times in (1, 8))
    seconds = [_best(partial(_extract, paths), options.rounds) for paths in (once, eight)]
    yield Row("time for 8 times the text", seconds[1] / seconds[0], "times", f"{seconds[0]:.2f} s, {seconds[1]:.2f} s")


def _jobs(options: argparse.Namespace, size: float) -> Iterator[Row]:
    """The command line with one process and with several, start and end included."""
    folders = [str(options.folder)] * options.times
    of = f"kg extract, {options.times} times the folder"
    seconds = []
    for jobs in (1, options.jobs):
        command = [sys.executable, "-m", "kg.cli", "extract", "--jobs", str(jobs), *folders]
        seconds.append(_best(partial(_run, command), 1, warm=False))
        yield Row(f"--jobs {jobs}", size * options.times / seconds[-1], "MB/s", of)
    yield Row(f"--jobs {options.jobs} against one", seconds[0] / seconds[1], "times", of)


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def _extract(paths: Iterable[Path]) -> None:
    for path in paths:
        kg.extract(path)


def _best(work: Callable[[], None], rounds: int, *, warm: bool = True) -> float:
    """The seconds of the fastest round; one before them fills the caches."""
    if warm:
        work()
    return min(_seconds(work) for _ in range(rounds))


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _megabytes(paths: Iterable[Path]) -> float:
    return sum(path.stat().st_size for path in paths) / 1_000_000


def _peak_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS, units of 1024 bytes elsewhere
    return peak * (1 if sys.platform == "darwin" else 1024) / 1_000_000


def _endless(files: Sequence[Path]) -> Iterator[str]:
    """The paragraphs of all files, over and over."""
    return (part for path in cycle(files) for part in kg.read(path).text.split("\n\n"))


def _cut(paragraphs: Iterator[str], size: int) -> str:
    """Paragraphs up to *size* bytes of UTF-8, one more than fits."""
    taken: list[str] = []
    held = 0
    while held < size:
        taken.append(next(paragraphs))
        held += len(taken[-1].encode()) + 2
    return "\n\n".join(taken) + "\n\n"


def _pieces(text: str, size: int) -> Iterator[str]:
    """The text in pieces of about *size* bytes of UTF-8."""
    held: list[str] = []
    for paragraph in text.split("\n\n"):
        held.append(paragraph)
        if sum(len(part.encode()) for part in held) >= size:
            yield "\n\n".join(held)
            held = []
    if "".join(held).strip():
        yield "\n\n".join(held)


def _written(texts: Iterable[str], folder: Path) -> list[Path]:
    folder.mkdir()
    paths = []
    for number, text in enumerate(texts):
        paths.append(folder / f"{number:04}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


if __name__ == "__main__":
    main()

"""What is done alike with every program that reads texts: start it, warm it up, read all texts, and say what it took.

python benchmarks/peer/with_one_pattern.py FOLDER               one line of JSON: seconds, citations, memory
python benchmarks/peer/with_one_pattern.py FOLDER --records     what was found, one JSON object for each text
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

from memory import peak_megabytes

Read: TypeAlias = Callable[[Path], Sequence[Any]]
"""Reads a file, and returns its citations in whatever form the program gives them."""


@dataclass(frozen=True, slots=True)
class Found:
    """A citation as our annotations have them, for programs that have no form of their own."""

    start: int
    end: int
    text: str
    type: str
    number: str
    date: str | None
    kind: str = "sign"


@dataclass(frozen=True, slots=True)
class Round:
    """All texts read once: citations, seconds of the processor and of the wall, and MB/s of the median text."""

    found: int
    seconds: float
    wall: float
    middle: float


def run(load: Callable[[], Read]) -> None:
    """Measure the program that *load* starts, or print what it finds."""
    options = _options()
    began = time.process_time()
    read = load()
    files = sorted(options.folder.rglob("*.txt"), key=lambda file: file.stat().st_size)
    read(files[0])  # many put off to the first text what they need for all
    ready = time.process_time() - began
    if options.records:
        for file in files:
            print(json.dumps({"source": str(file), "citations": list(read(file))}, default=asdict, ensure_ascii=False))
        return
    print(json.dumps({"ready": ready, **_measured(read, files, options), "memory": peak_megabytes()}))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="texts: *.txt, UTF-8")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often all are read")
    parser.add_argument("--seconds", type=float, default=60, metavar="S", help="time after which no round begins")
    parser.add_argument("--records", action="store_true", help="print what is found")
    return parser.parse_args()


def _measured(read: Read, files: Sequence[Path], options: argparse.Namespace) -> dict[str, Any]:
    """The median round, by the processor's clock and by the wall's, after every tenth text was read to warm up."""
    for file in files[::10] if options.rounds else ():
        read(file)
    rounds: list[Round] = []
    while len(rounds) < options.rounds and sum(one.wall for one in rounds) < options.seconds:
        rounds.append(_round(read, files))
    if not rounds:
        return {}
    typical = sorted(rounds, key=lambda one: one.seconds)[len(rounds) // 2]
    return {**asdict(typical), "rounds": len(rounds)}


def _round(read: Read, files: Sequence[Path]) -> Round:
    found, seconds, speeds, began = 0, 0.0, [], time.perf_counter()
    for file in files:
        size, before = file.stat().st_size, time.process_time()
        found += len(read(file))
        took = time.process_time() - before
        seconds += took
        speeds.append(size / took / 1_000_000)
    return Round(found, seconds, time.perf_counter() - began, statistics.median(speeds))

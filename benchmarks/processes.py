"""What a process and all that it starts take: memory and processor time, as Linux tells in /proc."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_LOOK = 0.1  # seconds between two looks


def watched(process: subprocess.Popen[bytes]) -> tuple[float, float]:
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

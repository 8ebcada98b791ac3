"""What a process and all that it starts take: memory and processor time, as Linux tells in /proc."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_LOOK = 0.1  # seconds between two looks
_MERGES = "rocksdb:"  # how the threads are named in which the engine writes and merges its files


class Taken(NamedTuple):
    """The most memory, in MB, that a process and its children held, and the seconds of processor that they took.

    Of these *beside* were taken by other threads than the first of Python processes, and *merging* by RocksDB's own.
    """

    memory: float
    processor: float
    beside: float
    merging: float


def watched(process: subprocess.Popen[bytes]) -> Taken:
    """What a process and its children take until it ends."""
    most, seen, merging = 0.0, dict[int, Process](), dict[int, float]()
    while True:
        alive = list(family(process.pid))
        # The kernel counts shared pages slowly, so it is asked only where it may tell of more.
        if sum(one.resident for one in alive) > most:
            most = max(most, sum(proportional(one.number) or one.resident for one in alive if one.age > _LOOK))
        seen |= {one.number: one for one in alive}
        for one in alive:  # its threads end before it does
            merging |= one.merging
        try:
            process.wait(_LOOK)
        except subprocess.TimeoutExpired:
            continue
        processor, merged = sum(one.seconds for one in seen.values()), sum(merging.values())
        beside = sum(one.seconds - one.first for one in seen.values()) - merged
        return Taken(most, processor, beside, merged)


class Process(NamedTuple):
    """A living process: memory in MB with all that it shares, seconds of processor, seconds since it began.

    *first* are those of its first thread (of all, if it is not Python), *merging* those of each thread of RocksDB. One
    that has just begun shows its parent's memory as its own until it runs its own program.
    """

    number: int
    resident: float
    seconds: float
    first: float
    merging: dict[int, float]
    age: float


class _Stat(NamedTuple):
    """What the kernel says of a process or a thread; nothing of one that has ended."""

    name: str
    seconds: float
    began: float
    resident: float

    @classmethod
    def of(cls, task: Path) -> _Stat | None:
        try:
            name, _, rest = (task / "stat").read_text().partition("(")[2].rpartition(")")
        except OSError:
            return None
        fields = rest.split()
        return cls(name, (int(fields[11]) + int(fields[12])) / 100, int(fields[19]) / 100, int(fields[21]) * 4096 / 1e6)


def family(pid: int) -> Iterator[Process]:
    """A process and all below it that live."""
    place = Path(f"/proc/{pid}")
    try:
        threads = list(place.joinpath("task").iterdir())
    except OSError:  # it ended meanwhile
        return
    if (whole := _Stat.of(place)) is None:
        return
    each = {int(thread.name): stat for thread in threads if (stat := _Stat.of(thread))}
    first = each[pid].seconds if pid in each and whole.name.startswith("python") else whole.seconds
    merging = {number: stat.seconds for number, stat in each.items() if stat.name.startswith(_MERGES)}
    age = time.clock_gettime(time.CLOCK_BOOTTIME) - whole.began
    yield Process(pid, whole.resident, whole.seconds, first, merging, age)
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

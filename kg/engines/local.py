"""One process, or a pool of processes on this machine.

Both give the same outcomes in the order of the paths. At most a few files per worker are under way
at a time, so memory does not grow with their number. Workers are started afresh (spawn) on every
platform: a forked copy of a process with threads is not safe.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from os import PathLike, fspath
from typing import Generic, TypeVar

from kg.errors import CanCuError, InputError
from kg.garbage import collect_seldom

T = TypeVar("T")
P = TypeVar("P", bound=PathLike[str])
_AHEAD = 4  # files per worker that are handed out before the oldest one is waited for
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[P, T]):
    """What became of one file: a value, or the reason (a full sentence) why there is none."""

    path: P
    value: T | None
    reason: str | None = None


def run(work: Callable[[P], T], paths: Iterable[P], jobs: int = 1, *, apart: bool = False) -> Iterator[Outcome[P, T]]:
    """Do *work* for each path (or what has one) with *jobs* processes; a file that fails is an outcome, not an error.

    One job is this process itself, unless the work is to be done *apart* from it, so that it outlives a sudden end.

    With more than one job *work* and its results have to be picklable (a module's function, or a
    ``functools.partial`` of one).

    >>> from pathlib import PurePath
    >>> [o.value for o in run(lambda path: path.stem, [PurePath("a.txt"), PurePath("b.txt")])]
    ['a', 'b']
    """
    attempt = partial(_attempt, work)
    return map(attempt, paths) if jobs == 1 and not apart else _pooled(attempt, paths, jobs)


def _attempt(work: Callable[[P], T], path: P) -> Outcome[P, T]:
    try:
        return Outcome(path, work(path))
    except CanCuError as error:
        return Outcome(path, None, str(error))
    except OSError as error:
        return Outcome(path, None, str(InputError(fspath(path), f"cannot be read: {error.strerror or error}")))
    except Exception as error:  # one file must not end a run over thousands
        _log.debug("%s", path, exc_info=True)
        return Outcome(path, None, str(InputError(fspath(path), f"{type(error).__name__}: {error}")))


_Attempt = Callable[[P], Outcome[P, T]]


def _pooled(attempt: _Attempt[P, T], paths: Iterable[P], jobs: int) -> Iterator[Outcome[P, T]]:
    pool = _pool(jobs)
    under_way: deque[tuple[P, Future[Outcome[P, T]]]] = deque()
    try:
        for path in paths:
            under_way.append((path, _submit(pool, attempt, path)))
            if len(under_way) >= jobs * _AHEAD:
                outcomes, pool = _settle(attempt, under_way, pool, jobs)
                yield from outcomes
        while under_way:
            outcomes, pool = _settle(attempt, under_way, pool, jobs)
            yield from outcomes
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, attempt: _Attempt[P, T], path: P) -> Future[Outcome[P, T]]:
    """Hand out a file; a pool that just broke says so when the file is waited for."""
    try:
        return pool.submit(attempt, path)
    except BrokenProcessPool as error:
        broken: Future[Outcome[P, T]] = Future()
        broken.set_exception(error)
        return broken


def _settle(
    attempt: _Attempt[P, T],
    under_way: deque[tuple[P, Future[Outcome[P, T]]]],
    pool: ProcessPoolExecutor,
    jobs: int,
) -> tuple[list[Outcome[P, T]], ProcessPoolExecutor]:
    """Wait for the oldest file; where a worker died, do what was under way again, one by one."""
    try:
        outcome = under_way[0][1].result()
    except BrokenProcessPool:
        pool.shutdown(wait=True)
        outcomes = [_alone(attempt, path) for path, _ in under_way]
        under_way.clear()
        return outcomes, _pool(jobs)
    under_way.popleft()
    return [outcome], pool


def _alone(attempt: _Attempt[P, T], path: P) -> Outcome[P, T]:
    """Do one file in a process of its own, so that its death is known to be its own."""
    try:
        with _pool(1) as pool:
            return pool.submit(attempt, path).result()
    except BrokenProcessPool:
        return Outcome(path, None, str(InputError(fspath(path), "the process that read it came to a sudden end")))


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    collect_seldom()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)

"""Queries run in processes that can be ended: the engine itself has no time limit.

A worker opens the store for each call, so that it always sees the newest state. One that takes too
long, or more memory than it may, is ended, and another takes its place.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, Queue
from typing import Any, Concatenate, ParamSpec, TypeVar

from kg.errors import CanCuError
from kg.graph.store import Store
from kg.web.refused import RefusedError

P = ParamSpec("P")
T = TypeVar("T")
_MEMORY = 4 * 1024**3  # bytes of address space that a worker may take


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


class Workers:
    """A few worker processes over one store; use it as a context manager, from any thread."""

    def __init__(self, location: str, seconds: float, count: int = 2) -> None:
        self._location = location
        self._seconds = seconds
        self._idle: Queue[_Worker] = Queue()
        for _ in range(count):
            self._idle.put(self._start())

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        while not self._idle.empty():
            self._idle.get().end()

    def call(self, task: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do ``task(store, …)``, a module's function, in a worker; its CanCuError is raised here.

        Raises RefusedError (503) where all workers are busy, or the task takes too long or too much memory.
        """
        try:
            worker = self._idle.get(timeout=self._seconds)
        except Empty:
            raise RefusedError(503, "The server is busy; try again in a moment.", {"Retry-After": "5"}) from None
        try:
            done, result = self._result(worker, (task, args, kwargs))
        except BaseException:
            worker.end()
            self._idle.put(self._start())
            raise
        self._idle.put(worker)
        if not done:
            raise result
        return result  # type: ignore[no-any-return]

    def _result(self, worker: _Worker, job: object) -> tuple[bool, Any]:
        try:
            worker.connection.send(job)
            if not worker.connection.poll(self._seconds):
                raise RefusedError(503, f"The query took longer than {self._seconds:g} seconds and was ended.")
            return worker.connection.recv()  # type: ignore[no-any-return]
        except (EOFError, OSError):
            raise RefusedError(503, "The query needed more memory than it may take and was ended.") from None

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self._location), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _work(connection: Connection, location: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server's own end closes the connection
    _limit_memory()
    while True:
        try:
            task, args, kwargs = connection.recv()
        except EOFError:
            return
        try:
            with Store.open(location) as store:
                answer = True, task(store, *args, **kwargs)
        except CanCuError as error:
            answer = False, error
        connection.send(answer)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))

"""Queries run in processes that can be ended: the engine itself has no time limit.

A worker keeps the store open as long as its state is the current one. One that takes too long, or more memory than it
may, is ended, and another takes its place.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess, parent_process
from queue import Empty, LifoQueue
from threading import Thread
from typing import Any, Concatenate, ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool

from kg.errors import CanCuError
from kg.graph.dataset import state
from kg.graph.store import Store
from kg.web.refused import RefusedError

P = ParamSpec("P")
T = TypeVar("T")
_SMALL = 60_000  # bytes that a pipe takes at once


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

    def __init__(self, location: str, seconds: float, count: int, megabytes: int) -> None:
        self._location = location
        self._seconds = seconds
        self._bytes = megabytes * 1_000_000
        self._closed = False
        self._idle: LifoQueue[_Worker] = LifoQueue()  # who worked last has most of the store in its caches
        for _ in range(count):
            self._idle.put(self._start())

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        while not self._idle.empty():
            self._idle.get().end()

    async def ask(self, task: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As :meth:`call`, from the event loop, which goes on meanwhile.

        A small task needs no thread: threads wait for each other longer than such a task takes.
        """
        job = pickle.dumps((task, args, kwargs))
        worker = self._taken() if len(job) < _SMALL and sys.platform != "win32" else None
        if worker is None:
            return await run_in_threadpool(lambda: self.call(task, *args, **kwargs))
        try:
            done, result = await self._heard(worker, job)
        except BaseException:
            await run_in_threadpool(self._renew, worker)
            raise
        return self._given(worker, done, result)  # type: ignore[no-any-return]

    def call(self, task: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do ``task(store, …)``, a module's function, in a worker; its CanCuError is raised here.

        Raises RefusedError (503) where all workers are busy, or the task takes too long or too much memory.
        """
        try:
            worker = self._idle.get(timeout=self._seconds)
        except Empty:
            raise RefusedError(503, "The server is busy; try again in a moment.", {"Retry-After": "5"}) from None
        try:
            worker.connection.send((task, args, kwargs))
            if not worker.connection.poll(self._seconds):
                raise self._late()
            done, result = worker.connection.recv()
        except (EOFError, OSError):
            self._renew(worker)
            raise _ended() from None
        except BaseException:
            self._renew(worker)
            raise
        return self._given(worker, done, result)  # type: ignore[no-any-return]

    async def _heard(self, worker: _Worker, job: bytes) -> tuple[bool, Any]:
        loop, line = asyncio.get_running_loop(), worker.connection.fileno()
        ready = asyncio.Event()
        loop.add_reader(line, ready.set)
        try:
            worker.connection.send_bytes(job)
            async with asyncio.timeout(self._seconds):
                await ready.wait()
            return worker.connection.recv()  # type: ignore[no-any-return]
        except TimeoutError:
            raise self._late() from None
        except (EOFError, OSError):
            raise _ended() from None
        finally:
            loop.remove_reader(line)

    def _taken(self) -> _Worker | None:
        try:
            return self._idle.get_nowait()
        except Empty:  # one is being replaced
            return None

    def _given(self, worker: _Worker, done: bool, result: Any) -> Any:
        self._idle.put(worker)
        if not done:
            raise result
        return result

    def _late(self) -> RefusedError:
        return RefusedError(503, f"The query took longer than {self._seconds:g} seconds and was ended.")

    def _renew(self, worker: _Worker) -> None:
        """End a worker, and put another in its place."""
        worker.end()
        if not self._closed:
            self._idle.put(self._start())

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self._location, self._bytes), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _ended() -> RefusedError:
    return RefusedError(503, "The query needed more memory or nesting than it may and was ended.")


class _Opened:
    """The store as it is now: opened again when its state is another."""

    def __init__(self, location: str) -> None:
        self._location = location
        self._state: str | None = None
        self._store: Store | None = None

    def store(self) -> Store:
        now = state(self._location)
        if self._store is None or now is None or now != self._state:
            self.close()
            self._store, self._state = Store.open(self._location), now
        return self._store

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
        self._store = None


def _work(connection: Connection, location: str, memory: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server's own end closes the connection
    Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory(memory)
    opened = _Opened(location)
    with suppress(EOFError, ConnectionError):  # the server is gone; what a task raises is its result
        while True:
            task, args, kwargs = connection.recv()
            connection.send(_done(opened, task, args, kwargs))


def _done(opened: _Opened, task: Callable[..., Any], args: Any, kwargs: Any) -> tuple[bool, Any]:
    """Whether the task could be done, and its result or what was wrong."""
    for last in (False, True):
        try:
            return True, task(opened.store(), *args, **kwargs)
        except CanCuError as error:
            return False, error
        except OSError as error:  # writers may have cleared away a state that was still read
            opened.close()
            if last:
                return False, RefusedError(503, f"The store cannot be read: {error}.")
        except Exception as error:  # a fault of the program: the place goes to the log, a sentence to the client
            logging.getLogger("kg").exception("")
            return False, RefusedError(500, f"The server has a fault: {type(error).__name__}.")
    raise AssertionError


def _end_with_parent() -> None:
    """A query goes on in the engine when the server is killed; nobody waits for it then."""
    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

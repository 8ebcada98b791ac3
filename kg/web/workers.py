"""Queries run in processes that can be ended: the engine itself has no time limit.

A worker (:mod:`kg.web.worker`) that takes too long, or more memory than it may, or whose client is gone, is ended, and
another takes its place.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import pickle
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from kg.config import Settings
from kg.graph.store import Store
from kg.web.refused import RefusedError
from kg.web.slots import busy
from kg.web.worker import SMALL, Limits, ended, work

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    begun: bool = False

    def waits(self) -> bool:
        """Whether it lives; one that has more to say before it is asked than that it has begun has died."""
        try:
            if not self.begun and self.connection.poll():
                self._begin()
            return not self.connection.poll()
        except (EOFError, OSError):
            return False

    async def beginning(self) -> None:
        """Wait until it has begun: its start is no part of anybody's query."""
        if not self.begun:
            await self._readable()
            self._begin()

    def _begin(self) -> None:
        self.connection.recv_bytes()
        self.begun = True

    async def asked(self, job: bytes) -> tuple[bool, Any]:
        """Whether a job could be done, and its result.

        A small one needs no thread: threads wait for each other longer than it takes.
        """
        if len(job) < SMALL:
            self.connection.send_bytes(job)
        else:
            await asyncio.to_thread(self.connection.send_bytes, job)
        await self._readable()
        said = self.connection.recv_bytes()
        return pickle.loads(said) if said else await asyncio.to_thread(self.connection.recv)

    async def _readable(self) -> None:
        if sys.platform == "win32":  # whose loop watches no pipes
            await asyncio.to_thread(self.connection.poll, None)
            return
        loop, line, ready = asyncio.get_running_loop(), self.connection.fileno(), asyncio.Event()
        loop.add_reader(line, ready.set)
        try:
            await ready.wait()
        finally:
            loop.remove_reader(line)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()  # a thread that still writes or reads has been told by the end of the process


class Workers:
    """A few worker processes over the store of *settings*; use it as a context manager.

    They write large answers into files in *folder*, and begin with the module in place whose name is *needs*.
    """

    def __init__(self, settings: Settings, count: int, folder: Path, needs: str = "kg.graph.store") -> None:
        self._seconds = settings.query_seconds
        limits = Limits(settings.query_memory_mb * 1_000_000, settings.query_mb * 1_000_000)
        self._about = settings.store, settings.base, limits, str(folder), needs
        self._retired = False
        self._idle = [self._start() for _ in range(count)]  # who worked last has most of the store in its caches

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.retire()
        while self._idle:
            self._idle.pop().end()

    def retire(self) -> None:
        """Take no more tasks, and end those that are being done when their time is over."""
        self._retired = True

    async def ask(self, task: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do ``task(store, …)``, a module's function, in a worker; its CanCuError is raised here.

        Raises RefusedError (503) where the task takes too long, too much memory, or has too large a result, and where
        the server is about to end. Who asks more at a time than there are workers starts others.
        """
        job = pickle.dumps((task, args, kwargs))
        worker = await self._taken()
        try:
            done, result = await self._heard(worker, job)
        except BaseException:
            with suppress(RefusedError):  # it is tried again at the next request
                await _to_its_end(self._replace(worker))
            raise
        self._idle.append(worker)
        if not done:
            raise result
        return result  # type: ignore[no-any-return]

    async def _taken(self) -> _Worker:
        """A worker that lives."""
        while not self._retired:
            if not self._idle:
                await _to_its_end(self._add())
            elif (worker := self._idle.pop()).waits():
                return worker
            else:
                await _to_its_end(self._replace(worker))
        raise RefusedError(503, "The server is about to end; try again in a moment.", {"Retry-After": "5"})

    async def _heard(self, worker: _Worker, job: bytes) -> tuple[bool, Any]:
        try:
            await worker.beginning()
            async with asyncio.timeout(self._seconds):
                return await worker.asked(job)
        except TimeoutError:
            raise RefusedError(503, f"The query took longer than {self._seconds:g} seconds and was ended.") from None
        except (EOFError, OSError):
            raise ended() from None

    async def _replace(self, worker: _Worker) -> None:
        """End a worker, and put another in its place."""
        await asyncio.to_thread(worker.end)
        if not self._retired:
            await self._add()

    async def _add(self) -> None:
        try:
            self._idle.append(await asyncio.to_thread(self._start))
        except OSError:  # the machine has no room for another process now
            raise busy() from None

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs, *self._about), daemon=True)
        try:
            process.start()
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        return _Worker(process, ours)


async def _to_its_end(work: Coroutine[Any, Any, None]) -> None:
    """Do some work whole before anything else, also where who waits for it is to end meanwhile."""
    task = asyncio.create_task(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.gather(task, return_exceptions=True)
        raise

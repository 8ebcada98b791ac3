"""What goes on in a worker process: it keeps the store open as long as its state is the current one, and does tasks."""

from __future__ import annotations

import logging
import os
import pickle
import shutil
import signal
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.process import parent_process
from threading import Thread
from typing import Any, NamedTuple

from kg.errors import CanCuError
from kg.graph.dataset import state
from kg.graph.store import Store
from kg.web.refused import RefusedError
from kg.web.spool import too_large

SMALL = 60_000
"""Bytes that a pipe takes at once."""


class Limits(NamedTuple):
    """How many bytes of memory a worker may take, and how many it may send."""

    memory: int
    size: int


class _Opened:
    """The store as it is now: opened again when its state is another."""

    def __init__(self, location: str, base: str) -> None:
        self._location = location
        self._base = base
        self._state: str | None = None
        self._store: Store | None = None

    def store(self) -> Store:
        now = state(self._location)
        if self._store is None or now is None or now != self._state:
            self.close()
            self._store, self._state = Store.open(self._location, base=self._base), now
        return self._store

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
        self._store = None


def work(connection: Connection, location: str, base: str, limits: Limits, folder: str, needs: str) -> None:
    """Say that it is there, with an empty message, and do the tasks that come until the server is gone.

    What is larger than a pipe takes at once comes after an empty message, so that the server does not wait for it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server's own end closes the connection
    Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    _limit_memory(limits.memory)
    import_module(needs)  # what tasks need is there before the first one comes
    opened = _Opened(location, base)
    with suppress(EOFError, ConnectionError):  # the server is gone; what a task raises is its result
        connection.send_bytes(b"")
        while True:
            task, args, kwargs = connection.recv()
            said = _said(opened, task, args, kwargs, limits.size)
            if len(said) > SMALL:
                connection.send_bytes(b"")
            connection.send_bytes(said)


def _said(opened: _Opened, task: Callable[..., Any], args: Any, kwargs: Any, most: int) -> bytes:
    """Whether the task could be done, and its result or what was wrong, as the server takes it."""
    try:
        said = pickle.dumps((True, _result(opened, task, args, kwargs)))
        return said if len(said) <= most else pickle.dumps((False, too_large(most)))
    except CanCuError as error:
        return pickle.dumps((False, error))
    except (MemoryError, RecursionError):
        return pickle.dumps((False, ended()))
    except Exception as error:  # a fault of the program: the place goes to the log, a sentence to the client
        logging.getLogger("kg").exception("")
        return pickle.dumps((False, RefusedError(500, f"The server has a fault: {type(error).__name__}.")))


def _result(opened: _Opened, task: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    try:
        return task(opened.store(), *args, **kwargs)
    except OSError:  # writers may have cleared away a state that was still read
        opened.close()
    try:
        return task(opened.store(), *args, **kwargs)
    except OSError as error:
        raise RefusedError(503, f"The store cannot be read: {error}.") from None


def ended() -> RefusedError:
    """What a client is told whose query took a worker down, or would have."""
    return RefusedError(503, "The query needed more memory or nesting than it may and was ended.")


def _end_with_parent(folder: str) -> None:
    """A query goes on in the engine when the server is killed; nobody waits for it then, nor for answers in files."""
    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _, allowed = resource.getrlimit(resource.RLIMIT_AS)
    most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

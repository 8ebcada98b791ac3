"""A store's folder: numbered generations, a pointer to the current one, and a lock for the writer.

A writer works in a copy (hard links, so cheap), and the pointer moves when it is done: readers go on
with what they opened, and a build that is killed leaves the old state. The lock is a transaction of
SQLite: it works on every system and ends with the process that holds it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pyoxigraph as ox

from kg.config import shown
from kg.errors import StoreError

POINTER = "current"
LOCK = "lock"
_KEPT = 2


def current(folder: Path) -> Path | None:
    """The generation that readers open; None for a folder that holds no store yet."""
    generation = _pointed(folder)
    while generation and not generation.is_dir():
        before, generation = generation, _pointed(folder)
        if generation == before:  # else writers cleared it away since the pointer was read
            raise StoreError(f"The store {shown(folder)} is damaged: its generation {before.name} is missing.")
    return generation


def before(folder: Path, generation: Path) -> Path | None:
    """The state before a *generation*, as long as it is kept."""
    earlier = [path for path in _generations(folder) if path.name < generation.name]
    return earlier[-1] if earlier else None


def _pointed(folder: Path) -> Path | None:
    pointer = folder / POINTER
    return folder / pointer.read_text(encoding="ascii").strip() if pointer.is_file() else None


def lock(folder: Path) -> sqlite3.Connection:
    """Become the only writer until the connection is closed; StoreError where there is one already."""
    connection = sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        raise StoreError(
            f"The store {shown(folder)} is in use: another process is writing to it. Try again when it has finished."
        ) from error
    return connection


def prepare(folder: Path) -> Path:
    """Make the next generation, a copy of the current one or empty; clear what killed writers left."""
    now = current(folder)
    _clear(folder, now)
    following = folder / f"generation-{_serial(now) + 1:06d}"
    if now is None:
        following.mkdir()
    else:
        ox.Store.read_only(str(now)).backup(str(following))
    return following


def publish(folder: Path, generation: Path) -> None:
    """Point readers to *generation*, in one step that outlasts a power cut, and clear all but the last two."""
    temporary = folder / f"{POINTER}.new"
    with temporary.open("w", encoding="ascii") as file:
        file.write(generation.name)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / POINTER)
    _sync(folder)
    _clear(folder, generation)


def discard(generation: Path) -> None:
    """Drop a generation that was not finished."""
    shutil.rmtree(generation, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Have the folder's entries written to the disk, where the system can be asked to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _clear(folder: Path, now: Path | None) -> None:
    """Drop what killed writers left, and states that no reader needs; one still open on Windows goes next time."""
    for stale in set(_generations(folder)) - set(_kept(folder, now)):
        discard(stale)


def _generations(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("generation-*") if path.is_dir())


def _kept(folder: Path, now: Path | None) -> list[Path]:
    finished = [path for path in _generations(folder) if now and path.name <= now.name]
    return finished[-_KEPT:]


def _serial(generation: Path | None) -> int:
    return int(generation.name.removeprefix("generation-")) if generation else 0

"""The real server, on a loopback port, for as long as a test needs it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx

TOKEN = "a token for the tests only"


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: its address, its process, and a client."""

    address: str
    process: subprocess.Popen[str]
    client: httpx.Client

    def writer(self) -> httpx.Client:
        """A client that may write."""
        return httpx.Client(base_url=self.address, timeout=60, headers={"Authorization": f"Bearer {TOKEN}"})


@contextmanager
def served(
    store: Path, *options: str, before: Sequence[str] = (), log: IO[str] | None = None, **settings: object
) -> Iterator[Served]:
    """Serve a store with options of ``kg serve``, and settings as in ``query_seconds=2``.

    *before* is a command that runs the server, *log* takes what it says on its standard error.
    """
    variables = {f"KG_{name.upper()}": str(value) for name, value in settings.items()}
    command = [*before, sys.executable, "-m", "kg.cli", "serve", "--port", "0", "--store", str(store), *options]
    environment = {**os.environ, "KG_WRITE_TOKEN": TOKEN, **variables}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment) as process:
        try:
            assert process.stdout
            address = process.stdout.readline().split()[2]
            with httpx.Client(base_url=address, timeout=60) as client:
                yield Served(address, process, client)
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
        finally:
            process.kill()

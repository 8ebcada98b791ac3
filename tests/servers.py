"""Real SPARQL servers for the tests, on loopback ports, each with a folder of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DisableUnixSocket = 1
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server's address as ``--store`` takes it, and who may write; Virtuoso's port for its own language, SQL."""

    address: str
    user: str = ""
    password: str = ""
    sql: int = 0


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on just now."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@contextmanager
def running(command: list[str], folder: Path, address: str) -> Iterator[None]:
    """The server that *command* starts, once it answers; ended with its own process."""
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
    try:
        _await(process, address, folder)
        yield
    finally:
        process.terminate()
        process.wait()


def _await(process: subprocess.Popen[bytes], address: str, folder: Path) -> None:
    began = time.monotonic()
    while process.poll() is None and time.monotonic() - began < 60:
        try:
            httpx.get(address, params={"query": "ASK { ?s ?p ?o }"})
            return
        except httpx.TransportError:
            time.sleep(0.05)  # until it listens; there is nothing to wait on
    raise AssertionError(f"the server does not answer: {(folder / 'output.txt').read_text('utf-8', 'replace')}")


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """The Oxigraph server, from the package of that name."""
    binary = Path(sysconfig.get_path("scripts")) / "oxigraph"
    (port,) = free_ports(1)
    address = f"http://127.0.0.1:{port}"
    command = [str(binary), "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    with running(command, folder, f"{address}/query"):
        yield Server(address)


@contextmanager
def virtuoso(folder: Path, more: str = "") -> Iterator[Server]:
    """Virtuoso, as Debian packs it, with *more* settings; the test is skipped where it is not installed."""
    binary = shutil.which("virtuoso-t")
    if binary is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7-bin)")
    sql, port = free_ports(2)
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(sql=sql, http=port) + more, encoding="ascii")
    command = [binary, "+foreground", "+configfile", "virtuoso.ini"]
    with running(command, folder, f"http://127.0.0.1:{port}/sparql"):
        yield Server(f"http://127.0.0.1:{port}/sparql-auth", "dba", "dba", sql)

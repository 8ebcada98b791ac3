"""SPARQL servers over one graph, on loopback ports, for as long as they are measured."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.graph import generations
from kg.graph.store import Store

_PATIENCE = 60.0  # seconds for one answer
_LAST = 10.0  # seconds for a server's own end
_STARTS = 900.0  # seconds until a server has loaded the graph
_VIRTUOSO = """
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
DisableUnixSocket = 1
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 16
"""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server takes queries."""

    port: int
    path: str


def asked(address: Address, text: str) -> tuple[int, float | None]:
    """How many rows the answer has, and the milliseconds to its last byte; None where there is no good answer."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}
    began = time.perf_counter()
    line = HTTPConnection("127.0.0.1", address.port, timeout=_PATIENCE)
    try:
        line.request("POST", address.path, urlencode({"query": text}), headers)
        answer = line.getresponse()
        body = answer.read()
        took = (time.perf_counter() - began) * 1000
        return len(json.loads(body)["results"]["bindings"]), took if answer.status == 200 else None
    except (OSError, HTTPException, ValueError, KeyError):
        return 0, None
    finally:
        line.close()


@contextmanager
def started(name: str, graph: Path, scratch: Path) -> Iterator[Address]:
    """A server by its name."""
    with TemporaryDirectory(prefix=f"{name}-", dir=scratch) as folder, SERVERS[name](graph, Path(folder)) as address:
        yield address


def is_installed(name: str) -> bool:
    """Whether the programs for it are; a line on standard error says which are not."""
    missing = [tool for tool in _TOOLS[name] if _found(tool) is None]
    if missing:
        print(f"{name} is left out: {', '.join(missing)} not installed", file=sys.stderr)
    return not missing


@contextmanager
def _ours(graph: Path, folder: Path, answers_mb: int = 64) -> Iterator[Address]:
    (port,) = _free_ports(1)
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", str(port), "--store", str(graph)]
    with _running(command, folder, Address(port, "/sparql"), KG_ANSWERS_MB=str(answers_mb)) as address:
        yield address


@contextmanager
def _oxigraph(graph: Path, folder: Path) -> Iterator[Address]:
    """The Oxigraph server over the files of the store, which it reads as ours does."""
    (port,) = _free_ports(1)
    command = [str(_found("oxigraph")), "serve-read-only", "--location", str(generations.current(graph)), "--bind",
               f"127.0.0.1:{port}", "--union-default-graph"]  # fmt: skip
    with _running(command, folder, Address(port, "/query")) as address:
        yield address


@contextmanager
def _virtuoso(graph: Path, folder: Path) -> Iterator[Address]:
    """Virtuoso, with the graph loaded; all its graphs are its default graph."""
    sql, port = _free_ports(2)
    _write_nquads(graph, folder / "graph.nq")
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=port, folder=folder), encoding="ascii")
    command = [str(_found("virtuoso-t")), "+foreground", "+configfile", "virtuoso.ini"]
    with _running(command, folder, Address(port, "/sparql")) as address:
        load = f"ld_dir('{folder}', 'graph.nq', 'urn:none'); rdf_loader_run(); checkpoint;"
        subprocess.run(
            [str(_found("isql-vt")), str(sql), "dba", "dba", f"exec={load}"], check=True, capture_output=True
        )
        yield address


@contextmanager
def _rdflib(graph: Path, folder: Path) -> Iterator[Address]:
    """rdflib-endpoint with its own store, in memory."""
    (port,) = _free_ports(1)
    _write_nquads(graph, folder / "graph.nq")
    command = [str(_found("rdflib-endpoint")), "serve", "--host", "127.0.0.1", "--port", str(port), "graph.nq"]
    with _running(command, folder, Address(port, "/")) as address:
        yield address


SERVERS: Mapping[str, Callable[[Path, Path], AbstractContextManager[Address]]] = {
    "ours": _ours, "ours-anew": partial(_ours, answers_mb=0), "oxigraph": _oxigraph, "virtuoso": _virtuoso,
    "rdflib-endpoint": _rdflib,
}  # fmt: skip
_TOOLS = {
    "ours": [],
    "ours-anew": [],
    "oxigraph": ["oxigraph"],
    "virtuoso": ["virtuoso-t", "isql-vt"],
    "rdflib-endpoint": ["rdflib-endpoint"],
}


def _found(tool: str) -> str | None:
    """A program beside this Python, or on the path."""
    beside = Path(sys.executable).parent / tool
    return str(beside) if beside.is_file() else shutil.which(tool)


def _write_nquads(graph: Path, file: Path) -> None:
    with Store.open(graph) as store:
        store.engine.dump(str(file), format=ox.RdfFormat.N_QUADS)


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in sockets]


@contextmanager
def _running(command: Sequence[str], folder: Path, address: Address, **settings: str) -> Iterator[Address]:
    """A server, once it takes connections; ended with the block."""
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT,
                                   env={**os.environ, **settings})  # fmt: skip
    try:
        began = time.monotonic()
        while asked(address, "SELECT ?s { ?s ?p ?o } LIMIT 1")[1] is None:
            if process.poll() is not None or time.monotonic() - began > _STARTS:
                raise SystemExit(
                    f"{command[0]} does not start: {(folder / 'output.txt').read_text('utf-8', 'replace')}"
                )
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(_LAST)
        except subprocess.TimeoutExpired:  # it would first finish what it was asked, however long that takes
            process.kill()
            process.wait()

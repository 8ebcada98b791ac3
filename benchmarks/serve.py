"""How fast SPARQL servers answer the named queries over HTTP, side by side on one graph.

    python benchmarks/serve.py                            a graph of 100,000 triples, made for the occasion
    python benchmarks/serve.py 1000000 --keep FOLDER      made once: a graph that lies there is used again
    python benchmarks/serve.py --servers ours oxigraph    only these
    python benchmarks/serve.py --only evidence matrix     only these queries

``kg serve`` against the Oxigraph server (package ``oxigraph``), Virtuoso (Debian: virtuoso-opensource-7-bin) and
rdflib-endpoint (package ``rdflib-endpoint[cli]``), as far as they are found on this machine. Each is asked the same
SPARQL with the same graph, one after the other: by one client, then by eight at a time. Times are milliseconds from the
request to the last byte: the median, and the time that 95 of 100 stay below. ``ours`` is held against ``oxigraph``: at
most 1.3 times its median, or 2 ms more.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import pyoxigraph as ox
import queries
from graphs import PLANS, records, write_graph

from kg.graph import generations
from kg.graph.parameters import understand
from kg.graph.queries import fill, find, named
from kg.graph.store import Store

_PATIENCE = 60.0  # seconds for one answer
_BUDGET = 4.0  # seconds for one query by one number of clients
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
class Row:
    """One query, one server, so many clients: milliseconds, rows of the answer, and requests that went wrong."""

    query: str
    server: str
    clients: int
    rows: int
    median: float
    late: float
    errors: int


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server takes queries."""

    port: int
    path: str


def main() -> None:
    """Measure, and print a table or JSON."""
    options = _options()
    with TemporaryDirectory() as scratch:
        graph = _graph(options.size, options.keep or Path(scratch))
        texts = _texts(graph, options.only)
        rows = [row for name in options.servers for row in _measured(name, graph, Path(scratch), texts, options.runs)]
    if options.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
    else:
        _print_table(rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int, nargs="?", default=100_000, metavar="TRIPLES", help="about how many")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the graph is kept, and looked for")
    parser.add_argument("--servers", nargs="*", default=list(_SERVERS), choices=list(_SERVERS), help="which to measure")
    parser.add_argument("--only", nargs="*", default=[], metavar="QUERY", help="queries to measure (default: all)")
    parser.add_argument("--runs", type=int, default=20, metavar="N", help="warm requests of each query and client")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def _graph(size: int, folder: Path) -> Path:
    graph = folder / f"{size}"
    if not graph.exists():
        write_graph(graph, size, records(PLANS.glob("*.txt")))
    return graph


def _texts(graph: Path, only: Sequence[str]) -> dict[str, str]:
    """The SPARQL of each query, with what is asked for put in."""
    with Store.open(graph) as store:
        plan = str(store.select(queries._CITING)[0]["label"])
        return {name: _text(store, name, queries._typed(name, plan)) for name in only or named()}


def _text(store: Store, name: str, typed: Mapping[str, str]) -> str:
    query = find(name)
    given = {p.name: (p.kind, typed.get(p.name) or p.default or "") for p in query.parameters}
    return fill(query.text, {key: understand(store, *pair) for key, pair in given.items() if pair[1]})


def _measured(name: str, graph: Path, scratch: Path, texts: Mapping[str, str], runs: int) -> Iterator[Row]:
    """All queries on one server."""
    if (missing := next((tool for tool in _TOOLS[name] if _found(tool) is None), None)) is not None:
        print(f"{name} is left out: {missing} is not installed", file=sys.stderr)
        return
    folder = scratch / name
    folder.mkdir()
    with _SERVERS[name](graph, folder) as address:
        for query, text in texts.items():
            for clients in (1, 8):
                row = _row(query, name, address, text, clients, runs)
                print(f"{name}: {query}, {clients} at a time: {row.median:.1f} ms", file=sys.stderr)
                yield row


def _row(query: str, name: str, address: Address, text: str, clients: int, runs: int) -> Row:
    """Ask once to warm up, then each client again and again, as long as the budget lasts."""
    rows, first = _asked(address, text)
    until = time.perf_counter() + _BUDGET

    def client(_: int) -> list[float | None]:
        found: list[float | None] = []
        while len(found) < runs and time.perf_counter() < until:
            found.append(_asked(address, text)[1])
        return found

    if first is None:
        return Row(query, name, clients, 0, 0.0, 0.0, 1)
    with ThreadPoolExecutor(clients) as pool:
        times = [time for one in pool.map(client, range(clients)) for time in one]
    good = [time for time in times if time is not None] or [first]
    late = statistics.quantiles(good, n=20)[-1] if len(good) > 1 else good[0]
    return Row(query, name, clients, rows, statistics.median(good), late, times.count(None))


def _asked(address: Address, text: str) -> tuple[int, float | None]:
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


def _print_table(rows: Sequence[Row]) -> None:
    names = list(dict.fromkeys(row.server for row in rows))
    found = {(row.query, row.server, row.clients): row for row in rows}
    for clients in (1, 8):
        print(
            f"{f'clients: {clients}':<24}{'rows':>6}" + "".join(f"{name:>17}{'95 %':>9}" for name in names) + "  goal"
        )
        for query in dict.fromkeys(row.query for row in rows):
            line = [found.get((query, name, clients)) for name in names]
            counts = {row.rows for row in line if row and row.errors == 0}
            cells = "".join(
                f"{row.median:>17.1f}{row.late:>9.1f}" if row and not row.errors else f"{'failed':>26}" for row in line
            )
            shown = str(max(counts, default=0)) + ("" if len(counts) < 2 else "!")
            print(f"{query:<24}{shown:>6}{cells}  {_verdict(found, query, clients)}")
    print("rows!: the servers do not agree how many rows there are")


def _verdict(found: Mapping[tuple[str, str, int], Row], query: str, clients: int) -> str:
    """Whether ours is as fast as it is to be."""
    ours, other = found.get((query, "ours", clients)), found.get((query, "oxigraph", clients))
    if not ours or not other or other.errors:
        return ""
    kept = not ours.errors and (ours.median <= 1.3 * other.median or ours.median <= other.median + 2)
    return "kept" if kept else "missed"


@contextmanager
def _ours(graph: Path, folder: Path) -> Iterator[Address]:
    (port,) = _free_ports(1)
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", str(port), "--store", str(graph)]
    with _running(command, folder, Address(port, "/sparql")) as address:
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


_SERVERS: Mapping[str, Callable[[Path, Path], AbstractContextManager[Address]]] = {
    "ours": _ours, "oxigraph": _oxigraph, "virtuoso": _virtuoso, "rdflib-endpoint": _rdflib,
}  # fmt: skip
_TOOLS = {
    "ours": [],
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
def _running(command: Sequence[str], folder: Path, address: Address) -> Iterator[Address]:
    """A server, once it takes connections; ended with the block."""
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
    try:
        began = time.monotonic()
        while _asked(address, "SELECT ?s { ?s ?p ?o } LIMIT 1")[1] is None:
            if process.poll() is not None or time.monotonic() - began > _STARTS:
                raise SystemExit(
                    f"{command[0]} does not start: {(folder / 'output.txt').read_text('utf-8', 'replace')}"
                )
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()

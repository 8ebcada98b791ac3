"""How fast SPARQL servers answer the named queries over HTTP, side by side on one graph.

    python benchmarks/serve.py                            a graph of 100,000 triples, made for the occasion
    python benchmarks/serve.py 1000000 --keep FOLDER      made once: a graph that lies there is used again
    python benchmarks/serve.py --servers ours oxigraph    only these
    python benchmarks/serve.py --only evidence matrix     only these queries

``kg serve`` against the Oxigraph server (package ``oxigraph``), Virtuoso (Debian: virtuoso-opensource-7-bin) and
rdflib-endpoint (package ``rdflib-endpoint[cli]``), as far as they are found on this machine. Each is asked the same
SPARQL with the same graph, in turns, there and back: by one client, then by eight at a time. Times are milliseconds
from the request to the last byte: the median, and the time that 95 of 100 stay below. What is ours is held against
``oxigraph``: at most 1.3 times its median, or 2 ms more. A benchmark asks the same again and again, and ``kg serve``
keeps what it answered; ``ours-anew`` is the same server with nothing kept, which works out every answer. Who takes
more than five seconds is asked once, by one client; who gives no good answer in a minute is started again for the
next query. A dash says not asked.
"""

from __future__ import annotations

import argparse
import json
import signal
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import queries
from graphs import PLANS, records, write_graph
from servers import SERVERS, Address, asked, is_installed, started

from kg.graph.parameters import understand
from kg.graph.queries import fill, find, named
from kg.graph.store import Store

_ROUNDS = 4  # how often each server has its turn with a query
_BUDGET = 1.5  # seconds for a turn
_SLOW = 5_000  # milliseconds: who takes longer is asked once, by one client


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


def main() -> None:
    """Measure, and print a table or JSON."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers end as well
    with TemporaryDirectory() as scratch:
        graph = _graph(options.size, options.keep or Path(scratch))
        texts = _texts(graph, options.only)
        rows = list(_measured(options.servers, graph, Path(scratch), texts, options.runs))
    if options.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
    else:
        _print_table(rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int, nargs="?", default=100_000, metavar="TRIPLES", help="about how many")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the graph is kept, and looked for")
    parser.add_argument("--servers", nargs="*", default=list(SERVERS), choices=list(SERVERS), help="which to measure")
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


class _Servers:
    """The servers that run, by name."""

    def __init__(self, graph: Path, scratch: Path) -> None:
        self._graph, self._scratch = graph, scratch
        self._ends: dict[str, ExitStack] = {}
        self._addresses: dict[str, Address] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._addresses)

    def __getitem__(self, name: str) -> Address:
        return self._addresses[name]

    def start(self, name: str) -> None:
        """Start a server; one that runs is ended before."""
        end = self._ends.setdefault(name, ExitStack())
        end.close()
        self._addresses[name] = end.enter_context(started(name, self._graph, self._scratch))

    def end(self) -> None:
        """End them all."""
        for end in self._ends.values():
            end.close()


def _measured(names: Sequence[str], graph: Path, scratch: Path, texts: Mapping[str, str], runs: int) -> Iterator[Row]:
    """All queries, on all servers at the same time of day; eight at a time where one had its answer soon."""
    servers = _Servers(graph, scratch)
    try:
        for name in filter(is_installed, names):
            servers.start(name)
        for query, text in texts.items():
            asking = list(servers)
            for clients in (1, 8):
                rows = list(_rows(query, text, servers, asking, clients, runs))
                yield from rows
                asking = [row.server for row in rows if not row.errors and row.median < _SLOW]
    finally:
        servers.end()


def _rows(query: str, text: str, servers: _Servers, names: Sequence[str], clients: int, runs: int) -> Iterator[Row]:
    """Ask each server once to warm up; then, without those that take too long, go around several times."""
    counts, times = dict[str, int](), dict[str, list[float | None]]()
    for name in names:
        counts[name], took = asked(servers[name], text)
        times[name] = [took]
        if took is None:  # it would go on with what nobody waits for any more, beside the others
            print(f"{name} is started again, as it has no answer to {query}", file=sys.stderr)
            servers.start(name)
    quick = [name for name, (took,) in times.items() if took is not None and took < _SLOW]
    with ThreadPoolExecutor(clients) as pool:
        for turn in range(_ROUNDS):
            for name in quick if turn % 2 == 0 else reversed(quick):  # so that nobody always follows the same
                client = partial(_again, servers[name], text, -(-runs // _ROUNDS))
                found = [time for one in pool.map(client, range(clients)) for time in one]
                times[name] = found if turn == 0 else times[name] + found
    for name in names:
        good = [time for time in times[name] if time is not None]
        late = statistics.quantiles(good, n=20)[-1] if len(good) > 1 else sum(good)
        median = statistics.median(good) if good else 0.0
        print(f"{query}, {clients} at a time: {name} {median:.1f} ms", file=sys.stderr)
        yield Row(query, name, clients, counts[name], median, late, times[name].count(None))


def _again(address: Address, text: str, runs: int, _: int) -> list[float | None]:
    """The time of each of some requests, as long as the budget lasts."""
    found: list[float | None] = []
    until = time.perf_counter() + _BUDGET
    while len(found) < runs and time.perf_counter() < until:
        found.append(asked(address, text)[1])
    return found


def _print_table(rows: Sequence[Row]) -> None:
    names = list(dict.fromkeys(row.server for row in rows))
    own = [name for name in names if name.startswith("ours")]
    found = {(row.query, row.server, row.clients): row for row in rows}
    for clients in (1, 8):
        heads = "".join(f"{name:>17}{'95 %':>9}" for name in names) + "".join(f"{f'{name} is':>14}" for name in own)
        print(f"{f'clients: {clients}':<24}{'rows':>6}{heads}")
        for query in dict.fromkeys(row.query for row in rows):
            line = [found.get((query, name, clients)) for name in names]
            counts = {row.rows for row in line if row and row.errors == 0}
            cells = "".join(map(_cell, line))
            verdicts = "".join(f"{_verdict(found, query, name, clients):>14}" for name in own)
            shown = str(max(counts, default=0)) + ("" if len(counts) < 2 else "!")
            print(f"{query:<24}{shown:>6}{cells}{verdicts}")
    print("a ! after the rows: the servers do not agree how many there are")


def _cell(row: Row | None) -> str:
    if row is None:
        return f"{'-':>26}"
    return f"{'failed':>26}" if row.errors else f"{row.median:>17.1f}{row.late:>9.1f}"


def _verdict(found: Mapping[tuple[str, str, int], Row], query: str, server: str, clients: int) -> str:
    """Whether a server of ours is as fast as it is to be."""
    ours, other = found.get((query, server, clients)), found.get((query, "oxigraph", clients))
    if not ours or not other or other.errors:
        return ""
    kept = not ours.errors and (ours.median <= 1.3 * other.median or ours.median <= other.median + 2)
    return "kept" if kept else "missed"


if __name__ == "__main__":
    main()

"""A file of N-Quads loaded, and queries asked of it, by our store or by rdflib alone: one line of JSON.

    python benchmarks/peer/triples.py rdflib GRAPH.nq QUERIES.json

Seconds and milliseconds are of the processor; a query is asked up to six times within two seconds, the first time to
warm up, and counts with its median. rdflib cannot be told to stop: each query runs in a process of its own, which the
system ends at the limit.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import signal
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from memory import peak_megabytes

Ask: TypeAlias = Callable[[str], Sequence[Any]]
_RUNS, _SECONDS = 6, 2.0


def main() -> None:
    """Measure, and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", choices=["ours", "rdflib"])
    parser.add_argument("file", type=Path)
    parser.add_argument("queries", type=Path, help="the SPARQL of each query by its name")
    parser.add_argument("--limit", type=int, default=60, metavar="S", help="seconds for one query of rdflib")
    options = parser.parse_args()
    queries = json.loads(options.queries.read_text("utf-8"))
    if options.engine == "ours":
        with TemporaryDirectory() as folder:
            print(json.dumps(_ours(options.file, Path(folder) / "store", queries)))
    else:
        print(json.dumps(_rdflib(options.file, queries, options.limit)))


def _ours(file: Path, folder: Path, queries: Mapping[str, str]) -> dict[str, Any]:
    """Our store, on the disk."""
    from kg.graph.store import Store

    began = time.process_time()
    with Store.open(folder, write=True) as store:
        store.load([file])
    loaded = {"seconds": time.process_time() - began, "megabytes": peak_megabytes()}
    with Store.open(folder) as store:
        return {**loaded, "answers": _answers(queries, lambda text: _typical(store.select, text))}


def _rdflib(file: Path, queries: Mapping[str, str], limit: int) -> dict[str, Any]:
    """rdflib's own store, in memory; all its graphs together are what is asked, as they are with ours."""
    from rdflib import Dataset

    began = time.process_time()
    dataset = Dataset(default_union=True)
    dataset.parse(file, format="nquads")
    loaded = {"seconds": time.process_time() - began, "megabytes": peak_megabytes()}

    def ask(text: str) -> Sequence[Any]:
        return list(dataset.query(text))

    return {**loaded, "answers": _answers(queries, lambda text: _within(limit, ask, text))}


def _answers(queries: Mapping[str, str], answer: Callable[[str], dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What each query took; on standard error as soon as it is known."""
    answers = {}
    for name, text in queries.items():
        answers[name] = answer(text)
        print(f"{name}: {answers[name]}", file=sys.stderr)
    return answers


def _within(limit: int, ask: Ask, text: str) -> dict[str, Any]:
    """The answer, or ``{"over": True}`` where it takes more than *limit* seconds of the processor."""
    context = multiprocessing.get_context("fork")  # the graph is there already
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_limited, args=(limit, ask, text, there))
    process.start()
    there.close()
    try:
        return dict(here.recv())
    except EOFError:
        process.join()
        return {"over": True} if process.exitcode in (-signal.SIGKILL, -signal.SIGXCPU) else {"failed": True}
    finally:
        process.join()


def _limited(limit: int, ask: Ask, text: str, answer: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    answer.send(_typical(ask, text))


def _typical(ask: Ask, text: str) -> dict[str, Any]:
    """How many rows an answer has, and the milliseconds it usually takes."""
    times: list[float] = []
    rows = 0
    while len(times) < _RUNS and sum(times) < _SECONDS:
        began = time.process_time()
        rows = len(ask(text))
        times.append(time.process_time() - began)
    return {"rows": rows, "milliseconds": statistics.median(times[1:] or times) * 1000}


if __name__ == "__main__":
    main()

"""Graphs loaded and the named queries asked, by our store and by rdflib alone (peers.py)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import serve
import servers

ROOT = Path(__file__).parents[1]
ENGINES = ("ours", "rdflib")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A graph in one engine: seconds to load it, peak memory after that, and for each query what it took.

    An answer is ``{"rows", "milliseconds"}``, ``{"over": True}`` beyond the limit, ``{"failed": True}``, or
    ``{"left_out": True}`` where the query was over the limit on a smaller graph already.
    """

    engine: str
    triples: int
    seconds: float
    megabytes: float
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def measured(sizes: Sequence[int], folder: Path, limit: int) -> Iterator[Loaded]:
    """Each engine on each graph, from the smallest; graphs that lie in *folder* are used again."""
    over: set[str] = set()
    for size in sorted(sizes):
        graph = serve._graph(size, folder)
        texts = serve._texts(graph, [])
        file = folder / f"{size}.nq"
        servers._write_nquads(graph, file)
        with servers.Store.open(graph) as store:
            triples = len(store)
        for engine in ENGINES:
            left = over if engine == "rdflib" else set()
            found = _run(engine, file, {name: text for name, text in texts.items() if name not in left}, limit)
            answers = {name: found["answers"].get(name, {"left_out": True}) for name in texts}
            yield Loaded(engine, triples, found["seconds"], found["megabytes"], answers)
            over |= {name for name, answer in answers.items() if "over" in answer}
        file.unlink()


def _run(engine: str, file: Path, texts: Mapping[str, str], limit: int) -> dict[str, Any]:
    queries = file.with_suffix(".json")
    queries.write_text(json.dumps(texts), encoding="utf-8")
    script = ROOT / "benchmarks" / "peer" / "triples.py"
    command = [sys.executable, str(script), engine, str(file), str(queries), "--limit", str(limit)]
    print(f"{engine}, {file.stem} triples", file=sys.stderr)
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout))

"""How fast the named queries answer, on graphs of any size made from the sample plans.

    python benchmarks/queries.py                          a graph of 100,000 triples, made for the occasion
    python benchmarks/queries.py 1000000 10000000         two sizes, and how the time grows between them
    python benchmarks/queries.py --keep FOLDER 1000000    made once: a graph that lies there is used again
    python benchmarks/queries.py --texts FOLDER …         copies of these texts also

Each query is asked for what is cited most and for a plan, place and year of the graph: the whole answer as ``kg query``
gives it, and by itself what is understood of the parameters, the scope, and the query. Times are milliseconds of warm
runs in one process: the median, and the time that 95 of 100 stay below.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from graphs import PLANS, records, write_graph

from kg.graph.parameters import understand
from kg.graph.queries import ask, fill, find, named
from kg.graph.scope import scope_of
from kg.graph.store import Store

_CITING = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?label WHERE {
  ?facts a can:Documents .
  GRAPH ?facts {
    ?document can:numberKey "61/2018/nd-cp" .
    ?summary can:cited ?document ; can:citing ?plan .
    ?plan rdfs:label ?label .
  }
} ORDER BY ?plan LIMIT 1
"""
_DOCUMENT, _PROVINCE = "468/QĐ-TTg năm 2021", "Quảng Ninh"
TYPICAL: Mapping[str, Mapping[str, str]] = {
    "amendment-chain": {"document": "61/2018/NĐ-CP"},
    "by-current-province": {"document": _DOCUMENT},
    "documents-cited": {"place": _PROVINCE},
    "evidence": {"document": "61/2018/NĐ-CP"},
    "implementation-cascade": {"document": "27-NQ/TW"},
    "missing-basis": {"province": _PROVINCE},
    "not-yet-implemented": {"document": "61/2018/NĐ-CP"},
    "provinces-citing": {"document": _DOCUMENT},
    "responsible-agencies": {"agency": "Các sở, ban, ngành", "month": "02/2024"},
    "shared-basis": {"a": _PROVINCE, "b": "Nghệ An"},
    "stale-citations": {"place": _PROVINCE},
    "tasks-from-document": {"document": _DOCUMENT},
    "year-on-year": {"province": _PROVINCE, "from": "2023", "to": "2024"},
}
"""What each query is asked for, and a plan where it needs one; a query that is not here is asked without parameters."""


@dataclass(frozen=True, slots=True)
class Row:
    """One query on one graph: milliseconds, and how many rows it answers with."""

    query: str
    triples: int
    rows: int
    median: float
    late: float
    parameters: float
    scope: float
    select: float


def main() -> None:
    """Measure, and print a table or JSON."""
    options = _options()
    with TemporaryDirectory() as folder:
        rows = (row for size in options.sizes for row in _measured(options, size, options.keep or Path(folder)))
        if options.json:
            print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
        else:
            _print_table(rows)


def _print_table(rows: Iterable[Row]) -> None:
    """Each row as soon as it is measured; growth is how many times the time on the first graph it takes."""
    times = "".join(f"{name:>9}" for name in ("ms", "95 %", "param", "scope", "query"))
    print(f"{'query':<24}{'triples':>10}{'rows':>7}{times}{'grows':>8}")
    first: dict[str, float] = {}
    for row in rows:
        growth = row.median / first.setdefault(row.query, row.median)
        times = "".join(f"{value:>9.1f}" for value in (row.median, row.late, row.parameters, row.scope, row.select))
        print(f"{row.query:<24}{row.triples:>10}{row.rows:>7}{times}{growth:>8.1f}", flush=True)
    print(f"peak memory {_peak_megabytes():.0f} MB")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[100_000], metavar="TRIPLES", help="about how many")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where graphs are kept, and looked for")
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="texts to copy besides the sample plans")
    parser.add_argument("--only", nargs="*", default=[], metavar="QUERY", help="queries to measure (default: all)")
    parser.add_argument("--runs", type=int, default=20, metavar="N", help="warm runs of each query")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def _measured(options: argparse.Namespace, size: int, folder: Path) -> Iterator[Row]:
    graph = folder / f"{size}"
    if not graph.exists():
        print(f"making a graph of {size} triples", file=sys.stderr)
        texts = [*PLANS.glob("*.txt"), *(options.texts.rglob("*.txt") if options.texts else ())]
        write_graph(graph, size, records(texts))
    with Store.open(graph) as store:
        plan = str(store.select(_CITING)[0]["label"])
        for name in options.only or named():
            yield _row(store, name, _typed(name, plan), options.runs)


def _typed(name: str, plan: str) -> dict[str, str]:
    needs_plan = any(parameter.name == "plan" and parameter.required for parameter in find(name).parameters)
    return {**TYPICAL.get(name, {}), **({"plan": plan} if needs_plan else {})}


def _row(store: Store, name: str, typed: Mapping[str, str], runs: int) -> Row:
    query = find(name)
    given = {p.name: (p.kind, typed.get(p.name) or p.default or "") for p in query.parameters}
    given = {parameter: pair for parameter, pair in given.items() if pair[1]}
    meanings = {parameter: understand(store, *pair) for parameter, pair in given.items()}
    whole = _times(lambda: ask(store, name, typed), runs)
    return Row(
        name,
        len(store),
        len(ask(store, name, typed).rows),
        statistics.median(whole),
        statistics.quantiles(whole, n=20)[-1] if runs > 1 else whole[0],
        statistics.median(_times(lambda: [understand(store, *pair) for pair in given.values()], runs)),
        statistics.median(_times(lambda: scope_of(store), runs)),
        statistics.median(_times(lambda: store.select(fill(query.asked(meanings), meanings)), runs)),
    )


def _times(work: Callable[[], object], runs: int) -> list[float]:
    """Milliseconds of each of some *runs*, after one that warms up."""
    work()
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return found


def _peak_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS, units of 1024 bytes elsewhere
    return peak * (1 if sys.platform == "darwin" else 1024) / 1_000_000


if __name__ == "__main__":
    main()

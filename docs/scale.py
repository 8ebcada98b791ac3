"""Make ``docs/scale.md`` of what the benchmarks printed, which lies in ``docs/scale.json``.

python benchmarks/build.py 1000 10000 100000 --engines 1 2 spark --json > builds.json
python benchmarks/steps.py 1000 10000 100000 --json > steps.json
python docs/scale.py builds.json steps.json       keep these figures, and make the page
python docs/scale.py                              make the page of the figures that are kept
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

HERE = Path(__file__).parent
Row: TypeAlias = Mapping[str, Any]

_ARCHIVE, _COUNTRY = 500_000, 50_000_000  # documents
_EFFICIENCY = 0.7  # share of a cluster's processor time that does the work: assumed
_FEW, _MANY = 64, 256  # cores
_NAMES: Final = {"1": "one process", "2": "`--jobs 2`", "spark": "`--engine spark --master local[2]`"}
_STEPS: Final = {
    "read": ("reading, and stating what a file says", "with the bytes; documents know nothing of each other",
             "any number of processes and machines"),
    "load": ("bulk loading that", "with the statements; the engine merges its files as they become many",
             "one machine, one to two cores"),
    "settle": ("reading it back, settling, stating what all say together",
               "with the mentions; rankings are sorted (n log n); an open mention meets the documents of its number",
               "one process, or any number on Spark"),
    "load_settled": ("bulk loading that", "as above", "one machine, one to two cores"),
    "order": ("putting the engine's files in order", "with the size of the store", "one machine"),
}  # fmt: skip
_SHORT: Final = {"read": "reading", "load": "loading", "settle": "settling",
                 "load_settled": "loading what was settled", "order": "ordering"}  # fmt: skip
_PAGE: Final = """\
# How far it goes

Made by `docs/scale.py` of what the benchmarks printed (`docs/scale.json`), on two cores of a virtual machine
(AMD EPYC) with 24 GB of memory. The documents are made ones (`benchmarks/make_corpus.py`), of {size:.1f} kB and
{each:,.0f} statements each, with those about what all documents say together. The two tables are measured; what
follows is reckoned from them.

## Measured

`benchmarks/build.py`, with nothing else running: from files to a new store that can be queried. Memory is
that of all processes together; a page that several of them share is counted once.

{builds}

For {most:,} documents Spark took {ratio:.2f} times as long as `--jobs 2` on the same two cores, to both the
store and the Parquet tables.{notes}

`benchmarks/steps.py`: milliseconds of processor time for a document, in one process, step by step. What the
engine does by itself in the background is counted where it happens.

{steps}

Each of {before:,} documents took {before_all:.1f} ms in all steps, each of {after:,} took {after_all:.1f} ms. What each
step added: {growth}.
Whole builds load, slice by slice, beside the rest, while the engine merges what came before. What these parts took,
in milliseconds of processor time for a document; all else is Python, in all processes, and what it asks of the engine:

{shares}

Of the growth {merged_one:.0%} (one process) and {merged_two:.0%} (two) is merging and ordering: the engine writes what
it has again, level by level.{step_notes}

A build that adds files to a store reads these only, but settles everything again: the mentions of all sources
are read back, and of what is stated only the difference is written. For that the statements about all documents
lie as text beside the store, and 25 bytes of memory, 65 at first, are taken for each.

## {archive:,} documents on one machine

Between the largest two builds another document took `--jobs 2` {wall:.0f} ms and {held:.0f} kB of memory, as
its mentions are held while all is settled. Reckoned on, that is **{hours:.1f} hours, {memory:.0f} GB of memory
and {disk:.0f} GB of disk** on the same two cores. The assumptions: what was seen between these builds goes on,
which for loading is the least that it can be; documents are like the made ones; the disk keeps up. Files that
are added later take more memory than this first build.

More cores help with reading alone, by `--jobs`: loading and settling go beside each other on two. Where the
memory is not there, `--engine spark --master 'local[*]'` settles on the disk.

## {country:,} documents on a cluster

Another document took Spark {processor:.0f} ms of processor time, the loading of its statements into a store
included. {country:,} of them are **{few_hours:.0f} hours on {few} cores** and **{many_hours:.0f} hours on
{many} cores**, if {efficiency:.0%} of the cluster's time does the work. That share is an assumption: jobs were
run on one machine only (also as a cluster of two workers that loses one, which gives the same graph), so what the
network, stragglers and lost machines cost is not known. Every step of the
job is a scan, a join on keys or a count, and grows with the rows; rankings are sorted (n log n). Nothing is
gathered on the driver but the names of local files and the communes, as many as the country has; a line for
each source passes through it, to a digest that says what the graph was made from. Reading is cut into 20,000
tasks at most, of 2,500 documents each then, as the driver lists their files.

The result would be {billions:.0f} billion statements, {terabytes:.0f} TB as one Oxigraph keeps them, which one
loader would not finish in a useful time. The shards go into a store that is spread over machines, or each
province's sources into one of its own; neither was tried. The Parquet tables answer what is counted without any
store.
"""


def main() -> None:
    """Keep new figures, where they are given, and make the page."""
    kept = HERE / "scale.json"
    if len(sys.argv) == 3:
        builds, steps = (json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:])
        kept.write_text(json.dumps({"builds": builds, "steps": steps}, indent=1) + "\n", "utf-8")
    (HERE / "scale.md").write_text(page(json.loads(kept.read_text("utf-8"))), "utf-8")


def page(figures: Mapping[str, Sequence[Row]]) -> str:
    """The page in Markdown, of the rows of both benchmarks."""
    builds, steps = figures["builds"], figures["steps"]
    heads = ["", "documents", "seconds", "seconds for 1,000", "processor ms for one", "memory, MB", "store, MB"]
    step_heads = ["step", *(f"of {row['documents']:,}" for row in steps), "grows", "runs on"]
    return _PAGE.format(
        size=builds[0]["megabytes"] * 1000 / builds[0]["documents"],
        each=steps[-1]["statements"] / steps[-1]["documents"],
        builds=_table(heads, _measured(builds)),
        notes=_notes(builds),
        step_notes=_notes(steps),
        most=_largest(builds, "spark")[1]["documents"],
        ratio=_largest(builds, "spark")[1]["seconds"] / _largest(builds, "2")[1]["seconds"],
        steps=_table(step_heads, _stepwise(steps)),
        **_growth(steps),
        shares=_table(["", "documents", "loading", "merging and ordering", "all else"], _shared(builds)),
        merged_one=_merged(builds, "1"),
        merged_two=_merged(builds, "2"),
        **_archive(builds),
        **_country(builds, steps[-1]),
    )


def _notes(rows: Iterable[Row]) -> str:
    return "".join(f" {row['note']}" for row in rows if "note" in row)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _measured(builds: Sequence[Row]) -> Iterator[list[str]]:
    for row in builds:
        rate = row["seconds"] * 1000 / row["documents"]
        processor = row["processor"] * 1000 / row["documents"]
        numbers = (f"{row['documents']:,}", f"{row['seconds']:,.0f}", f"{rate:.1f}", f"{processor:.1f}")
        yield [_NAMES[row["engine"]], *numbers, f"{row['memory']:,.0f}", f"{row['store']:,.0f}"]


def _stepwise(steps: Sequence[Row]) -> Iterator[list[str]]:
    for step, (what, *how) in _STEPS.items():
        yield [what, *(f"{row[step]:.1f}" for row in steps), *how]


def _growth(steps: Sequence[Row]) -> dict[str, Any]:
    """Milliseconds that a document takes, of the two largest numbers of them, and what each step added."""
    *_, before, after = steps
    return {
        "before": before["documents"], "after": after["documents"],
        "before_all": sum(before[step] for step in _STEPS), "after_all": sum(after[step] for step in _STEPS),
        "growth": ", ".join(f"{_SHORT[step]} {after[step] - before[step]:+.1f}" for step in _STEPS),
    }  # fmt: skip


def _shared(builds: Sequence[Row]) -> Iterator[list[str]]:
    """Who took the milliseconds of processor time for a document, in the largest two builds on one machine."""
    for engine in ("1", "2"):
        for row in _largest(builds, engine):
            parts = (row["beside"], row["merging"], row["processor"] - row["beside"] - row["merging"])
            each = (f"{part * 1000 / row['documents']:.1f}" for part in parts)
            yield [_NAMES[engine], f"{row['documents']:,}", *each]


def _merged(builds: Sequence[Row], engine: str) -> float:
    """The share of merging in what a document took more in the largest build of an engine than in the one before."""
    before, after = _largest(builds, engine)
    grown, merging = (
        after[what] / after["documents"] - before[what] / before["documents"] for what in ("processor", "merging")
    )
    return float(merging / grown)


def _archive(builds: Sequence[Row]) -> dict[str, float]:
    """An archive by two processes: milliseconds, kB, hours and GB."""
    last = _largest(builds, "2")[1]
    left = _ARCHIVE - last["documents"]
    seconds, megabytes = (_more(builds, "2", what) for what in ("seconds", "memory"))
    return {
        "archive": _ARCHIVE, "wall": seconds * 1000, "held": megabytes * 1000,
        "hours": (last["seconds"] + seconds * left) / 3600, "memory": (last["memory"] + megabytes * left) / 1000,
        "disk": last["store"] * _ARCHIVE / last["documents"] / 1000,
    }  # fmt: skip


def _country(builds: Sequence[Row], step: Row) -> dict[str, float]:
    """A country by Spark: milliseconds, hours on few and many cores, statements and TB."""
    last = _largest(builds, "spark")[1]
    processor = _more(builds, "spark", "processor")
    hours = _COUNTRY * processor / _EFFICIENCY / 3600
    return {
        "country": _COUNTRY, "processor": processor * 1000, "efficiency": _EFFICIENCY,
        "few": _FEW, "few_hours": hours / _FEW, "many": _MANY, "many_hours": hours / _MANY,
        "billions": _COUNTRY * step["statements"] / step["documents"] / 1e9,
        "terabytes": _COUNTRY * last["store"] / last["documents"] / 1e6,
    }  # fmt: skip


def _largest(builds: Sequence[Row], engine: str) -> list[Row]:
    """The largest two builds of an engine."""
    return sorted((row for row in builds if row["engine"] == engine), key=lambda row: int(row["documents"]))[-2:]


def _more(builds: Sequence[Row], engine: str, what: str) -> float:
    """How much more of something another document takes: between the largest two builds."""
    before, last = _largest(builds, engine)
    return float((last[what] - before[what]) / (last["documents"] - before["documents"]))


if __name__ == "__main__":
    main()

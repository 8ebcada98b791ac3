"""What each step of a build takes for a document, and how that grows with the number of documents.

    python benchmarks/steps.py 1000 10000                 generated documents
    python benchmarks/steps.py 1000 --keep FOLDER         documents made once: what lies there is used again

Milliseconds of processor time for a document, all threads together, in one process: reading files and stating what they
say; bulk loading that; reading it back, settling, and stating what all say together; bulk loading that; putting the
engine's files in order. ``kg build`` does the same, with loading beside the rest.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from build import documents_made

from kg.config import DEFAULT_BASE
from kg.garbage import collect_seldom
from kg.graph.derive import derive
from kg.graph.loader import Loader
from kg.graph.reference import reference
from kg.graph.store import Store
from kg.intake import File, said
from kg.pipeline import read_and_extract
from kg.resolve.agencies import body_label
from kg.resolve.instruments import instrument_iri
from kg.resolve.keys import known_by_iri
from kg.resolve.places import place_name

_PART = 1_000_000  # bytes of statements that the loader is given at a time


@dataclass(frozen=True, slots=True)
class Row:
    """So many documents with so many statements, and milliseconds of processor time for one of them, by step."""

    documents: int
    statements: int
    read: float
    load: float
    settle: float
    load_settled: float
    order: float


def main() -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=int, nargs="*", default=[1000], metavar="N", help="how many documents")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where documents are kept and looked for")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    collect_seldom()  # as the command ``kg`` does
    with TemporaryDirectory() as scratch:
        rows = [_row(documents_made(n, options.keep or Path(scratch)), Path(scratch)) for n in options.counts]
    if options.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
        return
    names = ("read", "load", "settle", "load settled", "order")
    print(f"{'documents':>10}{'statements':>12}" + "".join(f"{name:>14}" for name in names))
    for row in rows:
        values = (row.read, row.load, row.settle, row.load_settled, row.order)
        print(f"{row.documents:>10}{row.statements:>12}" + "".join(f"{value:>14.2f}" for value in values))


def _row(folder: Path, scratch: Path) -> Row:
    """The steps one after the other, each with nothing beside it."""
    files = sorted(folder.rglob("*.txt"))
    base, known = DEFAULT_BASE, known_by_iri(DEFAULT_BASE)
    said_, derived = scratch / "said.nq", scratch / "derived.nq"
    with (
        said_.open("wb") as saying,
        derived.open("wb") as deriving,
        Store.open(scratch / f"store-{len(files)}", write=True) as store,
    ):
        store.replace(f"{base}reference", reference(base, known, partial(instrument_iri, base)))
        engine = store.engine
        loader = Loader(engine)
        steps: list[Callable[[], object]] = [
            lambda: saying.writelines(map(_said, files)),
            lambda: _load(loader, said_, saying),
            lambda: derive(store, base, known, place_name, body_label, deriving.write),
            lambda: _load(loader, derived, deriving),
            engine.optimize,
        ]
        times = [_processor(step) * 1000 / len(files) for step in steps]
        loader.close()
        print(f"{len(files)} documents", file=sys.stderr)
        return Row(len(files), len(store), *times)


def _said(file: Path) -> bytes:
    extract = partial(read_and_extract, base=DEFAULT_BASE)
    return said(extract, DEFAULT_BASE, File(file, str(file), "", "")).statements


def _load(loader: Loader, file: Path, writing: IO[bytes]) -> None:
    writing.flush()
    with file.open("rb") as statements:
        while part := statements.read(_PART) + statements.readline():
            loader.take("", part)
    loader.settle()


def _processor(step: Callable[[], object]) -> float:
    """Seconds of processor time."""
    began = time.process_time()
    step()
    return time.process_time() - began


if __name__ == "__main__":
    main()

"""Plans and decisions in any number, with their truth known: to measure accuracy and speed on.

    python benchmarks/make_corpus.py 10000 FOLDER              texts in folders of 1,000, and truth.jsonl
    python benchmarks/make_corpus.py 10000 FOLDER --gold       also NAME.json beside each text, for kg evaluate
    python benchmarks/make_corpus.py 100000 FILE --table       one JSON line a text: name and content
    python benchmarks/make_corpus.py 1000 FOLDER --typos 0.05  one mention in twenty is damaged

Forms of citing, typos, and what documents look like are tables in benchmarks/corpus, with the frequencies that a survey
of 944 real documents found; places and bodies are those of kg/tables. Nothing of extraction is used, and identities
are composed as the design says. The same seed, rate and count give the same bytes; a document depends on its own
index only, so that a longer run begins with the documents of a shorter one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import TypeAlias

from corpus.compose import made

SHARD, BATCH = 1000, 100
"""Texts in a folder, and texts that are made at once."""
# A document's name, its text, and its truth as JSON.
Written: TypeAlias = tuple[str, str, str]


def main() -> None:
    """Make the documents, and say where they are."""
    options = _options()
    write(options.count, options.target, options)
    print(f"{options.count} documents in {options.target}", file=sys.stderr)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="how many documents")
    parser.add_argument("target", type=Path, help="a folder; with --table a file")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other documents (default: 1)")
    parser.add_argument("--typos", type=float, default=0.0, metavar="RATE", help="chance of damage for each mention")
    parser.add_argument("--table", action="store_true", help="write JSON lines of name and content, without the truth")
    parser.add_argument("--gold", action="store_true", help="write each document's truth beside its text too")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="how many processes make documents")
    return parser.parse_args()


def write(count: int, target: Path, options: argparse.Namespace) -> None:
    """Write the documents to *target* as they are made; memory does not grow with their number."""
    documents = _documents(count, options)
    if options.table:
        with target.open("w", encoding="utf-8") as file:
            for name, text, _ in documents:
                file.write(json.dumps({"name": f"{name}.txt", "content": text}, ensure_ascii=False) + "\n")
        return
    target.mkdir(parents=True, exist_ok=True)
    with (target / "truth.jsonl").open("w", encoding="utf-8") as truths:
        for index, (name, text, truth) in enumerate(documents):
            folder = target / f"{index // SHARD:04}"
            if index % SHARD == 0:
                folder.mkdir(exist_ok=True)
            (folder / f"{name}.txt").write_bytes(text.encode())
            if options.gold:
                (folder / f"{name}.json").write_text(truth, "utf-8")
            truths.write(truth + "\n")


def _documents(count: int, options: argparse.Namespace) -> Iterator[Written]:
    """The documents in order, made by as many processes as asked for, a few batches at a time."""
    make = partial(_batch, count=count, seed=options.seed, typos=options.typos)
    starts = range(0, count, BATCH)
    if options.jobs == 1:
        for start in starts:
            yield from make(start)
        return
    with Pool(options.jobs) as pool:
        for first in range(0, len(starts), 4 * options.jobs):
            for batch in pool.imap(make, starts[first : first + 4 * options.jobs]):
                yield from batch


def _batch(start: int, count: int, seed: int, typos: float) -> list[Written]:
    documents = (made(index, seed, typos) for index in range(start, min(start + BATCH, count)))
    return [(one.name, one.text, json.dumps(one.truth, ensure_ascii=False)) for one in documents]


if __name__ == "__main__":
    main()

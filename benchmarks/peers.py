"""Căn Cứ beside other programs on one machine, in one run: extraction, and rdflib alone against our store.

    python benchmarks/peers.py                          ../shared/corpus where it is, else the sample plans
    python benchmarks/peers.py FOLDER --keep SCRATCH    these texts; environments and graphs are made once
    python benchmarks/peers.py --only citeurl           ours and one other
    python benchmarks/peers.py --readme README.md       the tables go there too

eyecite and citeurl find citations of American law, legal-reference-extraction (its module is called ``refex``; the
package ``refex`` is a tool that rewrites Python and no peer) those of German law. None of the three packages ships
texts, so each reads texts written for the purpose in its language (prose.py): as many as ours, of the same sizes in
bytes, with the citations for each thousand bytes that ours have. A regular expression and a spaCy pipeline read our
texts, and what they find is compared with the annotations made by hand.

What the figures cannot say: the programs do different work. The three others find law sections and cases, of which
eyecite also reads names of parties, courts and short forms, and citeurl makes addresses; ours reads letterhead,
relations, titles, tasks and targets besides, the regular expression and the pipeline nothing but type, number and
date. A character of Vietnamese takes 1.3 bytes, an English one 1. The rules of ours were written with the annotated
documents in view. So speeds compare by orders of magnitude. eyecite and citeurl slow down as a text grows, and a few
long ones take most of their time: hence the speed on the median text beside that on all. The named queries are plain
SPARQL, but written for the engine of our store. Where a grouped sub-select has no solutions, rdflib joins it as if it
had an empty one: it then has rows for ``documents-cited`` of a place that cites nothing.

Each program runs in a process of its own, and in an environment of its own where it has packages that the project has
not (peers.toml). Times are those of the processor, so that other work on the machine changes them little.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import copy, rmtree
from tempfile import TemporaryDirectory
from typing import Any

import peers_graphs
import peers_table
from environments import NotInstalledError, python_with
from prose import write_texts

from kg.evaluate import Scores, evaluate, load_gold
from kg.models import Citation, Document, Header, from_json

ROOT = Path(__file__).parents[1]
PLANS = ROOT / "data" / "plans"
_CORPUS = ROOT.parent / "shared" / "corpus"
_GOLD = ROOT.parent / "shared" / "gold"
OURS = "vietnamese"


@dataclass(frozen=True, slots=True)
class Peer:
    """A row of peers.toml."""

    name: str
    runner: str
    language: str
    packages: tuple[str, ...] = ()
    keeps: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """What a program reads: how much, and how many citations were written into it (None: nobody knows)."""

    folder: Path
    language: str
    documents: int
    megabytes: float
    written: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What a program did; ``fault`` says why there is nothing. Seconds are of the processor, shares from 0 to 1.

    ``first`` are the seconds until the first text was read when it was started for the first time, ``ready`` later on.
    """

    program: str
    language: str
    documents: int
    megabytes: float
    written: int | None
    found: int = 0
    seconds: float = 0.0
    wall: float = 0.0
    middle: float = 0.0
    rounds: int = 0
    memory: float = 0.0
    first: float = 0.0
    ready: float = 0.0
    precision: float | None = None
    recall: float | None = None
    exact: float | None = None
    fault: str = ""


def main() -> None:
    """Measure, and print Markdown or JSON."""
    options = _options()
    with TemporaryDirectory() as scratch:
        rows = list(_rows(options, Path(scratch)))
        graphs = list(peers_graphs.measured(options.sizes, options.keep or Path(scratch), options.limit))
    text = peers_table.markdown(rows, graphs, options.limit)
    if options.readme:
        page = options.readme.read_text("utf-8")
        options.readme.write_text(peers_table.put_into(page, text), encoding="utf-8")
    if options.json:
        print(json.dumps({"peers": [asdict(row) for row in rows], "graphs": [asdict(one) for one in graphs]}, indent=1))
    else:
        print(text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?", default=_CORPUS if _CORPUS.is_dir() else PLANS, help="*.txt")
    gold = [_GOLD / "plans", _GOLD / "dev"] if _GOLD.is_dir() else [ROOT / "data" / "gold"]
    parser.add_argument("--gold", type=Path, nargs="*", default=gold, help="annotations, their texts beside them")
    parser.add_argument("--only", nargs="*", metavar="PROGRAM", help="these besides ours (default: all)")
    parser.add_argument("--sizes", type=int, nargs="*", default=[100_000, 1_000_000], help="triples of the graphs")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds, of which the median counts")
    parser.add_argument("--seconds", type=float, default=60, metavar="S", help="time after which no round begins")
    parser.add_argument("--limit", type=int, default=60, metavar="S", help="seconds for one query of rdflib")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where environments and graphs are kept")
    parser.add_argument("--readme", type=Path, metavar="FILE", help="a page with the marks to put the tables between")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def peers() -> tuple[Peer, ...]:
    """The rows of peers.toml; the first is ours."""
    rows = tomllib.loads((ROOT / "benchmarks" / "peers.toml").read_text("utf-8"))["peer"]
    return tuple(from_json(Peer, row) for row in rows)


def _rows(options: argparse.Namespace, scratch: Path) -> Iterator[Row]:
    """One row for each program; what ours finds says how dense the texts of the others are to be."""
    files = sorted(options.texts.rglob("*.txt"))
    sizes = [file.stat().st_size for file in files]
    texts = {OURS: Texts(options.texts, OURS, len(sizes), sum(sizes) / 1_000_000)}
    gold = _gold(options.gold, scratch / "gold")
    kept = options.keep or scratch
    found = 0
    for peer in peers():
        if options.only is not None and peer.runner != "ours" and peer.name not in options.only:
            continue
        if peer.language not in texts:
            texts[peer.language] = _written(scratch / peer.language, peer.language, sizes, found)
        row = _row(peer, texts[peer.language], gold, kept, options)
        print(f"{peer.name}: {row.fault or f'{row.seconds:.1f} s'}", file=sys.stderr)
        found = found or row.found
        yield row


def _written(folder: Path, language: str, sizes: Sequence[int], found: int) -> Texts:
    written = write_texts(folder, language, sizes, found * 1000 / sum(sizes))
    size = sum(file.stat().st_size for file in folder.iterdir())
    return Texts(folder, language, len(sizes), size / 1_000_000, written)


def _row(peer: Peer, texts: Texts, gold: Mapping[str, Any], kept: Path, options: argparse.Namespace) -> Row:
    head = (peer.name, texts.language, texts.documents, texts.megabytes, texts.written)
    folder = kept / "environments" / peer.name.replace(", ", "-").replace(" ", "-")
    try:
        python = python_with(peer.packages, folder)
        rmtree(folder / "kept", ignore_errors=True)  # of a run before this one, which was then the first
        first = json.loads(_run(python, peer, folder, texts.folder, "--rounds", "0"))
        rounds = ("--rounds", str(options.rounds), "--seconds", str(options.seconds))
        measured = json.loads(_run(python, peer, folder, texts.folder, *rounds))
        scores = (
            _scores(_run(python, peer, folder, gold["folder"], "--records"), gold) if texts.language == OURS else {}
        )
    except NotInstalledError as error:
        return Row(*head, fault=f"cannot be installed: {error}")
    except subprocess.CalledProcessError as error:
        return Row(*head, fault=f"fails: {(error.stderr.strip().splitlines() or ['no message'])[-1]}")
    return Row(*head, **measured, **scores, first=first["ready"])


def _run(python: str, peer: Peer, folder: Path, texts: Path, *arguments: str) -> str:
    """What the runner of a program prints; CalledProcessError where it fails."""
    script = ROOT / "benchmarks" / "peer" / f"with_{peer.runner}.py"
    environment = os.environ | ({peer.keeps: str(folder / "kept")} if peer.keeps else {})
    command = [python, str(script), str(texts), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def _gold(folders: Sequence[Path], into: Path) -> dict[str, Any]:
    """The annotations of all folders, and their texts in one."""
    into.mkdir()
    annotated: dict[str, Any] = {}
    for folder in folders:
        annotated |= load_gold(folder)
        for file in folder.glob("*.json"):
            beside = file.with_suffix(".txt")
            copy(beside if beside.exists() else PLANS / beside.name, into)
    return {"folder": into, "annotated": annotated}


def _scores(records: str, gold: Mapping[str, Any]) -> dict[str, float]:
    scores: Scores = evaluate(gold["annotated"], map(_document, records.splitlines()))
    found = scores.detection
    return {"precision": found.precision, "recall": found.recall, "exact": scores.exact.f1}


def _document(record: str) -> Document:
    """A document with nothing but its citations."""
    said = json.loads(record)
    citations = tuple(from_json(Citation, citation) for citation in said["citations"])
    return Document("", said["source"], None, "", Header(), citations)


if __name__ == "__main__":
    main()

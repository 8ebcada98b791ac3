"""A document's whole journey, from its file to the graph, and the loop over many."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol, TypeAlias

from kg.config import DEFAULT_BASE
from kg.errors import CanCuError, InputError
from kg.extract.document import extract_source
from kg.graph import builds, triples
from kg.graph.builds import derived_from, state_derived, state_of_sources
from kg.graph.derive import derive
from kg.graph.reference import reference
from kg.graph.rulings import ruling_quads
from kg.graph.sheet import nquads
from kg.graph.store import Store
from kg.graph.terms import source_iri
from kg.intake import Extract, File, Said, files, said, twins
from kg.models import Document, Source
from kg.resolve.agencies import body_label
from kg.resolve.documents import resolve
from kg.resolve.instruments import instrument_iri
from kg.resolve.keys import known_by_iri
from kg.resolve.places import place_name
from kg.resolve.rulings import read_rulings
from kg.rules import Rules, rules_version
from kg.text.read import DEFAULT_MAX_MB, read

Progress: TypeAlias = Callable[[int, int, str], None]
"""Called after each file with how many are done, how many there are, and the file's name."""


class Outcome(Protocol):
    """What became of one file: what it says, or the reason why that is not known."""

    @property
    def value(self) -> Said | None:
        """What it says."""
        ...

    @property
    def reason(self) -> str | None:
        """Why nothing."""
        ...


Run: TypeAlias = Callable[[Callable[[File], Said], Iterable[File]], Iterable[Outcome]]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``read``, ``partial`` and ``ocr`` count the files extracted in this build,
    ``skipped`` those unchanged since an earlier one; ``failures`` are (source, reason), ``doubts`` the
    sources that were read and look like no document, ``twins`` the sources that hold the same bytes as another,
    with that one. The other numbers are those of the whole graph
    afterwards; ``seconds`` is wall-clock time.
    """

    read: int
    partial: int
    ocr: int
    failed: int
    skipped: int
    documents: int
    citations: int
    tasks: int
    triples: int
    seconds: float
    failures: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()
    twins: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Outcome:
    value: Said | None
    reason: str | None = None


def build(
    paths: Iterable[str | Path],
    store: str | Path,
    *,
    extract: Extract | None = None,
    base: str = DEFAULT_BASE,
    root: str | Path | None = None,
    glob: str = "*",
    max_mb: float = DEFAULT_MAX_MB,
    rulings: str | Path | None = None,
    run: Run | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Read *paths* (files, and folders and archives with all in them that fits *glob*) into the graph in *store*.

    Sources are named by their path relative to *root* (the current folder). Files that are unchanged since they
    were last read by the same rules are skipped. A file that cannot be read, or is above *max_mb*, is recorded
    with its reason, and the others go on. *run* applies *extract* (:func:`read_and_extract`) to the paths, for
    instance with several processes (``kg.engines.local.run``). *rulings* is a file of what analysts settled; a source
    is read again where that changed. Readers see the new state when the build is done, or the old one if it is not.
    Raises StoreError where the store is in use, TableError for a file of rulings that cannot be read.
    """
    began, clock = datetime.now(UTC), time.monotonic()
    found, missing = files(paths, root or Path.cwd(), glob, max_mb)
    rules = Rules(base, rules_version(), read_rulings(Path(rulings)) if rulings else ())
    work = partial(said, extract or partial(read_and_extract, base=base, max_mb=max_mb), base)
    with Store.open(store, write=True, base=base) as graph:
        changed = _changed(graph, found, rules)
        outcomes = (run or _one_by_one)(work, changed) if changed else ()
        counts, failures, doubts = _read_all(graph, changed, outcomes, base, progress)
        failed, skipped = counts.pop("failed", 0) + len(missing), len(found) - len(changed)
        done = builds.Done(tuple(file.key for file in changed), counts.total(), skipped, failed)
        totals = _concluded(graph, rules, began, done)
    return BuildReport(
        **{status: counts[status] for status in ("read", "partial", "ocr")}, failed=failed, skipped=skipped,
        **totals, seconds=time.monotonic() - clock,
        failures=(*missing, *failures), doubts=tuple(doubts), twins=twins(found),
    )  # fmt: skip


def _concluded(graph: Store, rules: Rules, began: datetime, done: builds.Done) -> dict[str, int]:
    """Put in the rulings, derive what all sources say together, and record the build; the totals of the graph."""
    graph.replace(f"{rules.base}rulings", ruling_quads(rules.base, rules.rulings))
    if state_derived(graph, rules.base) != state_of_sources(graph, rules.base, rules.version):
        _derive_all(graph, rules.base)
    graph.add(builds.activity(rules.base, began, datetime.now(UTC), done, rules.version))
    return graph.totals(rules.base)


def _derive_all(graph: Store, base: str) -> None:
    """What is known of the documents that the tables name, and of all that the sources speak of."""
    known = known_by_iri(base)
    graph.replace(f"{base}reference", reference(base, known, partial(instrument_iri, base)))
    state = derived_from(base, state_of_sources(graph, base, rules_version()))
    with graph.rewriting(f"{base}documents") as put:
        derive(graph, base, known, place_name, body_label, put)
        put(nquads([state]))


def remove(keys: Iterable[str], store: str | Path, *, base: str = DEFAULT_BASE) -> tuple[str, ...]:
    """Take sources out of the graph, by the names that ``kg query coverage`` and builds use.

    Returns the names that were there; raises InputError, and changes nothing, for one that was not.
    """
    with Store.open(store, write=True, base=base) as graph:
        sources = graph.sources(base)
        for key in (wanted := tuple(keys)):
            if key not in sources:
                raise InputError(key, "there is no such source in the graph")
            graph.remove(source_iri(base, key).value)
        _derive_all(graph, base)
        return wanted


def rederive(store: str | Path, *, base: str = DEFAULT_BASE) -> None:
    """Settle again what the sources leave open, from all that is in the graph now; the same graph, the same answer."""
    with Store.open(store, write=True, base=base) as graph:
        _derive_all(graph, base)


def _changed(graph: Store, found: dict[str, File], rules: Rules) -> list[File]:
    """The files that are not in the graph as they are, each with what it is to be read by."""
    known = graph.sources(rules.base)
    wanted = (replace(file, version=rules.version_for(key), rulings=rules.of(key)) for key, file in found.items())
    return [
        file
        for file in wanted
        if (known.get(file.key, {}).get("sha256"), known.get(file.key, {}).get("rulesVersion"))
        != (file.sha256, file.version)
    ]


def _read_all(
    graph: Store, changed: list[File], outcomes: Iterable[Outcome], base: str, progress: Progress | None
) -> tuple[Counter[str], list[tuple[str, str]], list[str]]:
    """Put what the files say into the graph: counts by status, failures and doubts."""
    counts: Counter[str] = Counter()
    failures: list[tuple[str, str]] = []
    doubts: list[str] = []
    for done, (file, outcome) in enumerate(zip(changed, outcomes, strict=True), 1):
        counts[_keep(graph, file, outcome, base)] += 1
        if outcome.value is None:
            failures.append((file.key, outcome.reason or "unknown"))
        elif outcome.value.doubtful:
            doubts.append(file.key)
        if progress:
            progress(done, len(changed), file.key)
    return counts, failures, doubts


def _keep(graph: Store, file: File, outcome: Outcome, base: str) -> str:
    name = source_iri(base, file.key).value
    if outcome.value is None:
        graph.replace(name, triples.failed(file.key, outcome.reason or "unknown", base, file.version))
        return "failed"
    graph.replace(name, outcome.value.statements)
    return outcome.value.status


def _one_by_one(work: Callable[[File], Said], changed: Iterable[File]) -> Iterator[Outcome]:
    for file in changed:
        try:
            yield _Outcome(work(file))
        except CanCuError as error:
            yield _Outcome(None, str(error))


def read_and_extract(
    path: str | Path,
    *,
    root: str | Path | None = None,
    base: str = DEFAULT_BASE,
    max_mb: float = DEFAULT_MAX_MB,
) -> tuple[Source, Document]:
    """One document's journey: its text, what is read out of it, and what each mention means.

    Uses the file and the tables only. Raises InputError for a file that cannot be read.
    """
    source = read(path, root=root, max_mb=max_mb)
    return source, resolve(extract_source(source), base)


def extract_file(
    path: str | Path,
    *,
    root: str | Path | None = None,
    base: str = DEFAULT_BASE,
    max_mb: float = DEFAULT_MAX_MB,
) -> Document:
    """Everything read out of one file, as :func:`read_and_extract`, without its text."""
    return read_and_extract(path, root=root, base=base, max_mb=max_mb)[1]

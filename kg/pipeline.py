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
from kg.extract.header import NO_DOCUMENT
from kg.graph import builds, triples
from kg.graph.derive import derive
from kg.graph.reference import reference
from kg.graph.rulings import ruling_quads
from kg.graph.store import Store
from kg.graph.terms import source_iri
from kg.models import Document, Source
from kg.resolve.agencies import body_label
from kg.resolve.documents import resolve
from kg.resolve.instruments import instrument_iri
from kg.resolve.keys import known_by_iri
from kg.resolve.places import place_of
from kg.resolve.rulings import read_rulings, ruled
from kg.rules import Rules, rules_version
from kg.text.read import DEFAULT_MAX_MB, digest_of, expanded, read, source_key

Extract: TypeAlias = Callable[[Path], tuple[Source, Document]]
Progress: TypeAlias = Callable[[int, int, str], None]
"""Called after each file with how many are done, how many there are, and the file's name."""


class Outcome(Protocol):
    """What became of one file: a value, or the reason why there is none."""

    @property
    def path(self) -> Path:
        """The file."""
        ...

    @property
    def value(self) -> tuple[Source, Document] | None:
        """What was read."""
        ...

    @property
    def reason(self) -> str | None:
        """Why nothing was."""
        ...


Run: TypeAlias = Callable[[Extract, Iterable[Path]], Iterable[Outcome]]


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
class _File:
    path: Path
    key: str
    sha256: str


@dataclass(frozen=True, slots=True)
class _Outcome:
    path: Path
    value: tuple[Source, Document] | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    extract: Extract
    run: Run
    progress: Progress | None

    def outcomes(self, files: list[_File]) -> Iterable[Outcome]:
        return self.run(self.extract, (file.path for file in files))


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
    found, missing = _files(_expanded(paths, root or Path.cwd(), glob), max_mb)
    rules = Rules(base, rules_version(), read_rulings(Path(rulings)) if rulings else ())
    with Store.open(store, write=True) as graph:
        changed = _changed(graph, found, rules)
        reading = _Reading(extract or partial(read_and_extract, base=base, max_mb=max_mb), run or _one_by_one, progress)
        counts, failures, doubts = _read_all(graph, changed, reading, rules)
        totals = _concluded(graph, rules, began, found)
    return BuildReport(
        **{status: counts[status] for status in ("read", "partial", "ocr")},
        failed=counts["failed"] + len(missing),
        skipped=len(found) - len(changed),
        **totals,
        seconds=time.monotonic() - clock,
        failures=(*missing, *failures),
        doubts=tuple(doubts),
        twins=_twins(found),
    )


def _concluded(graph: Store, rules: Rules, began: datetime, used: Iterable[str]) -> dict[str, int]:
    """Put in the rulings, derive what all sources say together, and record the build; the totals of the graph."""
    graph.replace(f"{rules.base}rulings", ruling_quads(rules.base, rules.rulings))
    _derive_all(graph, rules.base)
    graph.add(builds.activity(rules.base, began, datetime.now(UTC), used, rules.version))
    return graph.totals(rules.base)


def _derive_all(graph: Store, base: str) -> None:
    """What is known of the documents that the tables name, and of all that the sources speak of."""
    known = known_by_iri(base)
    graph.replace(f"{base}reference", reference(base, known, partial(instrument_iri, base)))
    graph.replace(f"{base}documents", derive(graph, base, known, _place_name, body_label))


def remove(keys: Iterable[str], store: str | Path, *, base: str = DEFAULT_BASE) -> tuple[str, ...]:
    """Take sources out of the graph, by the names that ``kg query coverage`` and builds use.

    Returns the names that were there; raises InputError, and changes nothing, for one that was not.
    """
    with Store.open(store, write=True) as graph:
        sources = graph.sources(base)
        for key in (wanted := tuple(keys)):
            if key not in sources:
                raise InputError(key, "there is no such source in the graph")
            graph.remove(source_iri(base, key).value)
        graph.replace(f"{base}documents", derive(graph, base, known_by_iri(base), _place_name, body_label))
        return wanted


def rederive(store: str | Path, *, base: str = DEFAULT_BASE) -> None:
    """Settle again what the sources leave open, from all that is in the graph now; the same graph, the same answer."""
    with Store.open(store, write=True) as graph:
        _derive_all(graph, base)


def _place_name(path: str) -> str | None:
    place = place_of(path)
    return place.name if place else None


def _files(paths: Iterable[tuple[Path, Path]], max_mb: float) -> tuple[dict[str, _File], list[tuple[str, str]]]:
    """The files by key, and (key, reason) for what is missing, unreadable, or named like another."""
    found: dict[str, _File] = {}
    failures = []
    for path, base in paths:
        key = source_key(path, base)
        try:
            file = _File(path, key, digest_of(path, key, max_mb))
        except InputError as error:
            failures.append((key, str(error)))
            continue
        if key in found and found[key].path.resolve() != path.resolve():
            failures.append((key, str(InputError(str(path), f"has the same name as {found[key].path}"))))
        found.setdefault(key, file)
    return found, failures


def _twins(found: dict[str, _File]) -> tuple[tuple[str, str], ...]:
    """Each source with the same bytes as one before it, and that one."""
    first: dict[str, str] = {}
    pairs = ((file.key, first.setdefault(file.sha256, file.key)) for file in found.values())
    return tuple((key, before) for key, before in pairs if key != before)


def _expanded(paths: Iterable[str | Path], root: str | Path, glob: str) -> Iterator[tuple[Path, Path]]:
    """Each file with the folder that its name is relative to."""
    inside = Path(root).resolve()
    for path, given in expanded(paths, glob):
        yield path, inside if path.resolve().is_relative_to(inside) else given


def _changed(graph: Store, found: dict[str, _File], rules: Rules) -> list[_File]:
    known = graph.sources(rules.base)
    return [
        file
        for file in found.values()
        if (known.get(file.key, {}).get("sha256"), known.get(file.key, {}).get("rulesVersion"))
        != (file.sha256, rules.version_for(file.key))
    ]


def _read_all(
    graph: Store, files: list[_File], read: _Reading, rules: Rules
) -> tuple[Counter[str], list[tuple[str, str]], list[str]]:
    """Extract the files and put what they say into the graph: counts by status, failures and doubts."""
    counts: Counter[str] = Counter()
    failures: list[tuple[str, str]] = []
    doubts: list[str] = []
    for done, (file, outcome) in enumerate(zip(files, read.outcomes(files), strict=True), 1):
        status, reason = _keep(graph, file, outcome, rules)
        counts[status] += 1
        if reason:
            failures.append((file.key, reason))
        elif outcome.value and is_doubtful(outcome.value[1]):
            doubts.append(file.key)
        if read.progress:
            read.progress(done, len(files), file.key)
    return counts, failures, doubts


def _keep(graph: Store, file: _File, outcome: Outcome, rules: Rules) -> tuple[str, str | None]:
    name, version = source_iri(rules.base, file.key).value, rules.version_for(file.key)
    if outcome.value is None:
        reason = outcome.reason or "unknown"
        graph.replace(name, triples.failed(file.key, reason, rules.base, version))
        return "failed", reason
    source, document = outcome.value
    document = ruled(replace(document, source=file.key), rules.rulings, rules.base)
    graph.replace(name, triples.quads(document, source, rules.base, version))
    return triples.status_of(document), None


def is_doubtful(document: Document) -> bool:
    """Whether a file that was read looks like no document."""
    return any(finding.code == NO_DOCUMENT for finding in document.findings)


def _one_by_one(extract: Extract, paths: Iterable[Path]) -> Iterator[Outcome]:
    for path in paths:
        try:
            yield _Outcome(path, extract(path))
        except CanCuError as error:
            yield _Outcome(path, None, str(error))


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

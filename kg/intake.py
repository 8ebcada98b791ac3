"""The files of a build: which there are, and what each says, as statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from kg.errors import InputError
from kg.extract.header import NO_DOCUMENT
from kg.graph import triples
from kg.graph.sheet import nquads
from kg.models import Document, Ruling, Source
from kg.resolve.rulings import ruled
from kg.text.read import digest_of, expanded, source_key

Extract: TypeAlias = Callable[[Path], tuple[Source, Document]]


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: its name in the graph, its SHA-256, and what it is to be read by."""

    path: Path
    key: str
    sha256: str
    version: str = ""
    rulings: tuple[Ruling, ...] = ()

    def __fspath__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says, as N-Quads; how it was read; and whether it looks like no document."""

    statements: bytes
    status: str
    doubtful: bool


def files(
    paths: Iterable[str | Path], root: str | Path, glob: str, max_mb: float
) -> tuple[dict[str, File], list[tuple[str, str]]]:
    """The files by key, and (key, reason) for what is missing, unreadable, or named like another."""
    found: dict[str, File] = {}
    failures = []
    for path, key in listed(paths, root, glob):
        try:
            file = File(path, key, digest_of(path, key, max_mb))
        except InputError as error:
            failures.append((key, str(error)))
            continue
        if key in found and found[key].path.resolve() != path.resolve():
            failures.append((key, str(InputError(str(path), f"has the same name as {found[key].path}"))))
        found.setdefault(key, file)
    return found, failures


def listed(paths: Iterable[str | Path], root: str | Path, glob: str) -> Iterator[tuple[Path, str]]:
    """Each file with its name: relative to *root*, or to the folder that was given where it lies elsewhere."""
    inside = Path(root).resolve()
    for path, given in expanded(paths, glob):
        yield path, source_key(path, inside if path.resolve().is_relative_to(inside) else given)


def twins(found: Mapping[str, File]) -> tuple[tuple[str, str], ...]:
    """Each source with the same bytes as one before it, and that one."""
    first: dict[str, str] = {}
    pairs = ((file.key, first.setdefault(file.sha256, file.key)) for file in found.values())
    return tuple((key, before) for key, before in pairs if key != before)


def said(extract: Extract, base: str, file: File) -> Said:
    """Read a file, and put what it says into statements: all in one process, as bytes are handed on soonest."""
    source, document = extract(file.path)
    document = ruled(replace(document, source=file.key), file.rulings, base)
    quads = triples.quads(document, source, base, file.version)
    return Said(nquads(quads), triples.status_of(document), is_doubtful(document))


def is_doubtful(document: Document) -> bool:
    """Whether a file that was read looks like no document."""
    return any(finding.code == NO_DOCUMENT for finding in document.findings)

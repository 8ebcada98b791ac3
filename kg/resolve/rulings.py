"""Rulings: what an analyst settled, kept in a small CSV file with who, when and why.

A ruling says which document the mentions of a number in one source mean. It holds for all of them there, or for the
one that begins at ``start``; it is applied at every build, and shown as manual.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, fields, replace
from pathlib import Path

from kg.errors import TableError
from kg.models import Citation, Document, Ruling
from kg.resolve.numbers import number_key
from kg.resolve.verdict import RULING
from kg.tables import digest
from kg.tables.rows import Row, parse

_COLUMNS = tuple(field.name for field in fields(Ruling))


def read_rulings(path: Path) -> tuple[Ruling, ...]:
    """The rulings in a file, none where there is no file; raises TableError, which names every bad row."""
    if not path.is_file():
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{path} cannot be read: {error}.") from error
    return parse(path.name, text, _build, lambda ruling: (ruling.source, number_key(ruling.number), ruling.start))


def _build(row: Row) -> Ruling:
    day = row.day("when")
    if day is None or len(day) != 10:
        raise ValueError("when has to be a day such as 2026-11-27")
    return Ruling(
        row.text("source"), row.text("number"), row.count("start"), row.text("target"), row.text("who"), day,
        row.text("why"),
    )  # fmt: skip


def write_rulings(path: Path, rulings: Iterable[Ruling]) -> None:
    """Write the file whole: sorted, one ruling a line, so that version control shows what changed."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(_COLUMNS)
    for ruling in sorted(rulings, key=lambda one: (one.source, one.number, one.start or 0)):
        table.writerow("" if cell is None else cell for cell in astuple(ruling))
    part = path.with_name(f".{path.name}.part")
    part.write_text(out.getvalue(), encoding="utf-8")
    part.replace(path)


def ruled(document: Document, rulings: Iterable[Ruling], base: str) -> Document:
    """The document with its mentions as the rulings for its source say; that of one place counts before the others."""
    own = sorted((r for r in rulings if r.source == document.source), key=lambda ruling: ruling.start is None)
    if not own:
        return document
    return replace(document, citations=tuple(_ruled(c, own, base) for c in document.citations))


def fits(ruling: Ruling, citation: Citation) -> bool:
    """Whether a ruling is about this mention."""
    same = number_key(citation.number) == number_key(ruling.number)
    return same and ruling.start in (None, citation.start) and citation.relation != "self"


def _ruled(citation: Citation, rulings: Iterable[Ruling], base: str) -> Citation:
    ruling = next((one for one in rulings if fits(one, citation)), None)
    if ruling is None:
        return citation
    return replace(
        citation, target=f"{base}{ruling.target}", resolution="manual", confidence=RULING.confidence,
        reason=RULING.name, open=(),
    )  # fmt: skip


def digest_of(rulings: Iterable[Ruling], source: str) -> str:
    """A digest of what is ruled for a source; empty where nothing is.

    >>> digest_of((), "a.txt")
    ''
    """
    own = [astuple(ruling) for ruling in rulings if ruling.source == source]
    return digest(*sorted(map(str, own))) if own else ""

"""Documents of national bodies that are known beforehand: ``known_documents.csv``.

Absence from this table proves nothing. Users add documents of their own in a file that the setting ``known`` names:
a CSV with the columns number, type, date, issuer and title, and any others of the table.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from kg.errors import TableError
from kg.tables.rows import Confidence, Row, load, parse


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document with its number, date and issuer, as far as known.

    ``number`` is None for the constitution. ``title`` of a law is its name without the word Luật.
    ``effective_to`` is the last day in force, ``status`` says that it has ended, ``scope`` whether
    the whole or a part of it; empty where unknown.
    ``date_read`` is false where the date is general knowledge, and was read nowhere. ``amends``, ``amended_by``,
    ``replaces`` and ``replaced_by`` hold numbers.
    """

    id: str
    number: str | None
    variants: tuple[str, ...]
    type: str
    type_id: str
    date: str | None
    issuer_code: str
    issuer: str
    title: str
    aliases: tuple[str, ...]
    family: str
    amends: tuple[str, ...]
    amended_by: tuple[str, ...]
    replaces: tuple[str, ...]
    replaced_by: tuple[str, ...]
    effective_from: str | None
    effective_to: str | None
    status: Literal["ended"] | None
    scope: str | None
    note: str | None
    sources: tuple[str, ...]
    confidence: Confidence
    date_read: bool

    @property
    def name(self) -> str:
        """What a citation by name calls it: ``Luật Đất đai``, ``Bộ luật Dân sự``."""
        return self.title if self.title.startswith(self.type) else f"{self.type} {self.title}"


@cache
def known_documents() -> tuple[KnownDocument, ...]:
    """All known documents, in the order of the table, then the user's; raises TableError."""
    own = os.environ.get("KG_KNOWN")
    return (*load("known_documents", _build, lambda known: known.id), *(_of_user(Path(own)) if own else ()))


_COLUMNS = tuple(
    """id number number_variants type type_id date issuer_code issuer title alias family amends amended_by replaces
    replaced_by effective_from effective_to status scope note source date_source
    confidence""".split()  # noqa: SIM905
)


def _of_user(path: Path) -> tuple[KnownDocument, ...]:
    """The rows of a user's file; what it leaves out is unknown, its source is the file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{path} cannot be read: {error}.") from error
    return parse(path.name, text, lambda row: _build(_completed(row, path)), lambda known: known.id)


def _completed(row: Row, path: Path) -> Row:
    given = {name: value for name, value in row.values.items() if value}
    if missing := [name for name in ("number", "type", "date", "title") if name not in given]:
        raise ValueError(f"{missing[0]} is empty")
    made = {
        "id": f"user-{given['number']}-{given['date']}", "source": path.name, "confidence": "high", "family": "user",
        "issuer": "unknown", "issuer_code": given["number"].rpartition("-")[2], "type_id": "user",
    }  # fmt: skip
    return Row(dict.fromkeys(_COLUMNS) | made | given)


def _build(row: Row) -> KnownDocument:
    return KnownDocument(
        id=row.text("id"),
        number=row.maybe("number"),
        variants=row.words("number_variants"),
        type=row.text("type"),
        type_id=row.text("type_id"),
        date=row.day("date"),
        issuer_code=row.text("issuer_code"),
        issuer=row.text("issuer"),
        title=row.text("title"),
        aliases=row.words("alias"),
        family=row.text("family"),
        amends=row.words("amends"),
        amended_by=row.words("amended_by"),
        replaces=row.words("replaces"),
        replaced_by=row.words("replaced_by"),
        effective_from=row.day("effective_from"),
        effective_to=row.day("effective_to"),
        status="ended" if row.maybe("status") and row.one_of("status", ("ended",)) else None,
        scope=row.maybe("scope"),
        note=row.maybe("note"),
        sources=row.sources,
        confidence=row.confidence,
        date_read=row.maybe("date_source") != "GK",
    )

"""What sources are read by: the program's rules in their version, and what analysts ruled."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.models import Ruling
from kg.resolve.rulings import digest_of

_READERS = ("text", "extract", "resolve", "tables", "graph")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a source is read by: the program's rules in a version, and what analysts ruled."""

    base: str
    version: str
    rulings: tuple[Ruling, ...] = ()

    def of(self, source: str) -> tuple[Ruling, ...]:
        """What is ruled for a source."""
        return tuple(ruling for ruling in self.rulings if ruling.source == source)

    def version_for(self, source: str) -> str:
        """The version that a source's graph is marked with: another one, and it is read again."""
        ruled = digest_of(self.rulings, source)
        return f"{self.version}+{ruled}" if ruled else self.version


@cache
def rules_version() -> str:
    """A digest of the code and the tables that turn a file into statements: another one, another reading."""
    package = Path(__file__).parent
    files = sorted(path for folder in _READERS for path in (package / folder).rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in files:
        if path.suffix in (".py", ".csv", ".toml"):
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    if own := os.environ.get("KG_KNOWN"):
        digest.update(Path(own).read_bytes())
    return digest.hexdigest()[:16]

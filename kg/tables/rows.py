"""Reading a table: every row checked, every bad row reported at once.

A table is a UTF-8 CSV file beside this module with a header line; ``|`` separates the values of a
cell that holds several. Dates are ISO to the day, month or year.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, TypeVar, get_args

from kg.errors import TableError

Confidence = Literal["high", "medium", "low"]
T = TypeVar("T")
L = TypeVar("L", bound=str)
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column name; what a column has to hold is said by the method that reads it."""

    values: Mapping[str, str | None]

    def text(self, column: str) -> str:
        """The cell, stripped; raises ValueError when it is empty."""
        if found := self.maybe(column):
            return found
        raise ValueError(f"{column} is empty")

    def maybe(self, column: str) -> str | None:
        """The cell, stripped, or None; raises ValueError when the table has no such column."""
        if column not in self.values:
            raise ValueError(f"there is no column {column}")
        return (self.values[column] or "").strip() or None

    def words(self, column: str) -> tuple[str, ...]:
        """The cell's values, which ``|`` separates; empty when the cell is.

        >>> Row({"variants": "QD|QÐ"}).words("variants")
        ('QD', 'QÐ')
        """
        words = tuple(word.strip() for word in (self.maybe(column) or "").split("|"))
        if words == ("",):
            return ()
        if "" in words:
            raise ValueError(f"{column} has an empty value between its |")
        return words

    def day(self, column: str) -> str | None:
        """An ISO date to the day, month or year, or None; raises ValueError for anything else."""
        found = self.maybe(column)
        if found is not None and not _DAY.fullmatch(found):
            raise ValueError(f"{column} is {found!r}, which is no date such as 2024, 2024-01 or 2024-01-31")
        return found

    def count(self, column: str) -> int | None:
        """A whole number, or None; raises ValueError for anything else."""
        found = self.maybe(column)
        if found is not None and not found.isdecimal():
            raise ValueError(f"{column} is {found!r}, which is no whole number")
        return int(found) if found else None

    def one_of(self, column: str, allowed: tuple[L, ...]) -> L:
        """The cell, if it is one of *allowed*; raises ValueError otherwise."""
        found = self.text(column)
        if found not in allowed:
            raise ValueError(f"{column} is {found!r}, but has to be one of {', '.join(allowed)}")
        return found

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of the sources table that the row rests on; a table needs at least one a row."""
        self.text("source")
        return self.words("source")

    @property
    def confidence(self) -> Confidence:
        """How sure the row is."""
        allowed: tuple[Confidence, ...] = get_args(Confidence)
        return self.one_of("confidence", allowed)


def load(table: str, build: Callable[[Row], T], key: Callable[[T], object] | None = None) -> tuple[T, ...]:
    """Read the table beside this module; see :func:`parse`."""
    text = (files("kg.tables") / f"{table}.csv").read_text(encoding="utf-8")
    return parse(f"{table}.csv", text, build, key)


def parse(name: str, text: str, build: Callable[[Row], T], key: Callable[[T], object] | None = None) -> tuple[T, ...]:
    """Build one record from each row of a CSV *text*; two records may not have the same *key*.

    Raises TableError, whose message has one line for each bad row of the file.
    """
    made: list[T] = []
    seen: dict[object, int] = {}
    faults: list[str] = []
    reader = csv.DictReader(text.splitlines(keepends=True), restkey="", strict=True)
    for values in _rows(reader, name, faults):
        try:
            record = build(Row(_checked(values)))
            if key is not None and (first := seen.setdefault(key(record), reader.line_num)) != reader.line_num:
                raise ValueError(f"{key(record)!r} already stands in line {first}")
            made.append(record)
        except ValueError as fault:
            faults.append(f"{name}, line {reader.line_num}: {fault}.")
    if faults:
        raise TableError("\n".join(faults))
    return tuple(made)


def _rows(reader: csv.DictReader[str], name: str, faults: list[str]) -> Iterable[dict[str, str | None]]:
    try:
        yield from reader
    except csv.Error as error:
        faults.append(f"{name}, line {reader.line_num}: {error}.")


def _checked(values: dict[str, str | None]) -> dict[str, str | None]:
    if "" in values:
        raise ValueError("there are more cells than columns")
    if None in values.values():
        raise ValueError("there are fewer cells than columns")
    return values

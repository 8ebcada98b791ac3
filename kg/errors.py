"""Everything that can go wrong, as one tree; each message is a sentence that says what and where."""

from __future__ import annotations


class CanCuError(Exception):
    """The root: a sentence for a person. ``exit_code`` is what the command line ends with."""

    exit_code = 1


class InputError(CanCuError):
    """A file cannot be read: missing, empty, binary, no text."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        """Processes hand it over."""
        return type(self), (self.path, self.reason)


class TableError(CanCuError):
    """A domain table has bad rows; the message lists them all."""


class StoreError(CanCuError):
    """The graph store is missing, in use, or not a store."""


class EngineError(CanCuError):
    """What does the work on many machines has given up: it cannot be reached, or a job of it failed."""


class UsageError(CanCuError):
    """The call itself is wrong: an unknown name, a missing parameter, a setting of the wrong kind."""

    exit_code = 2


class QueryError(UsageError):
    """A query cannot be parsed or run; shows the place with ``~~~^`` where it is known."""


def point_at(text: str, line: int, column: int) -> str:
    """Show a line of *text* with ``~~~^`` under *column* (both counted from 1).

    >>> print(point_at("SELECT ?x WHERE {", 1, 8))
    SELECT ?x WHERE {
    ~~~~~~~^
    """
    lines = text.splitlines() or [""]
    shown = lines[min(max(line, 1), len(lines)) - 1]
    return f"{shown}\n{'~' * (max(column, 1) - 1)}^"

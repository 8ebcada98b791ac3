"""Errors are sentences for people, in one tree."""

from __future__ import annotations

import inspect

import pytest

from kg import errors
from kg.errors import CanCuError, InputError, QueryError, StoreError, TableError, UsageError, point_at


def test_all_errors_are_of_one_tree() -> None:
    classes = [c for _, c in inspect.getmembers(errors, inspect.isclass) if c.__module__ == errors.__name__]
    assert {c.__name__ for c in classes} >= {"InputError", "TableError", "StoreError", "UsageError", "QueryError"}
    assert all(issubclass(c, CanCuError) for c in classes)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError("a.txt", "is empty"), 1),
        (TableError("issuers.csv: line 3 has no code"), 1),
        (StoreError("kg-store is in use"), 1),
        (UsageError("there is no query of this name"), 2),
        (QueryError("line 1: expected {"), 2),
    ],
)
def test_the_exit_code_tells_a_bad_input_from_a_wrong_call(error: CanCuError, code: int) -> None:
    assert error.exit_code == code


def test_an_input_error_says_what_and_where() -> None:
    error = InputError("plans/a.txt", "is empty")
    assert str(error) == "plans/a.txt: is empty"
    assert (error.path, error.reason) == ("plans/a.txt", "is empty")


@pytest.mark.parametrize(
    ("text", "line", "column", "shown"),
    [
        ("SELECT ?x WHERE {", 1, 8, "SELECT ?x WHERE {\n~~~~~~~^"),
        ("SELECT *\nWHERE }", 2, 7, "WHERE }\n~~~~~~^"),
        ("a", 1, 1, "a\n^"),
        ("a\nb", 9, 1, "b\n^"),
        ("a\nb", 0, 0, "a\n^"),
        ("", 1, 1, "\n^"),
    ],
)
def test_a_place_is_pointed_at(text: str, line: int, column: int, shown: str) -> None:
    assert point_at(text, line, column) == shown

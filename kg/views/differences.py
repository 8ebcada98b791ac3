"""What changed between two states, as an answer that is shown like any other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, fields

from kg.graph.queries import Answer
from kg.graph.scope import scope_of
from kg.graph.states import Difference
from kg.graph.store import Store


def difference_answer(found: Iterable[Difference], after: Store) -> Answer:
    """The differences as rows; the scope is that of the later state."""
    columns = tuple(field.name for field in fields(Difference))
    return Answer(columns, tuple(astuple(one) for one in found), scope_of(after))

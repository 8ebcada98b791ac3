"""Answers about all documents: how many of them are shown, and that there are more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeVar

from kg.graph.parameters import Meaning, Words

_Row = TypeVar("_Row", bound=Sequence[Any])


def first_documents(
    rows: tuple[_Row, ...], columns: Sequence[str], limit: Meaning | None
) -> tuple[tuple[_Row, ...], tuple[Words, ...]]:
    """The rows of the documents with most rows, the first among equals, and a note where others are left out.

    *limit* is one more than are shown, as :func:`kg.graph.parameters.understand` gives it.
    """
    if limit is None:
        return rows, ()
    most = int(limit.terms[0]) - 1
    place = columns.index("document")
    documents = Counter(row[place] for row in rows)
    if len(documents) <= most:
        return rows, ()
    kept = {document for document, _ in documents.most_common(most)}
    return tuple(row for row in rows if row[place] in kept), (_more(most),)


def _more(shown: int) -> Words:
    return {
        "en": f"Only the {shown} documents that most provinces cite are shown; limit=all shows all.",
        "vi": f"Chỉ hiện {shown} văn bản được nhiều địa phương viện dẫn nhất; limit=all hiện tất cả.",
    }

"""Căn Cứ: which document cites which, as what, and where; for Vietnamese official documents.

The public verbs are ``read``, ``extract``, ``resolve`` and ``build``; what they return are the records
of :mod:`kg.models`. Everything is imported on first use, so that ``import kg`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.graph.queries import ask as ask
    from kg.graph.store import Store as Store
    from kg.models import Agency as Agency
    from kg.models import Citation as Citation
    from kg.models import Document as Document
    from kg.models import Finding as Finding
    from kg.models import Header as Header
    from kg.models import Link as Link
    from kg.models import Source as Source
    from kg.models import Task as Task
    from kg.pipeline import build as build
    from kg.pipeline import extract_file as extract
    from kg.resolve.documents import resolve as resolve
    from kg.text.read import read as read

__version__ = "0.1.0"

_DOOR = {
    "read": ("kg.text.read", "read"),
    "extract": ("kg.pipeline", "extract_file"),
    "extract_file": ("kg.pipeline", "extract_file"),
    "resolve": ("kg.resolve.documents", "resolve"),
    "resolve_document": ("kg.resolve.documents", "resolve"),
    "build": ("kg.pipeline", "build"),
    "ask": ("kg.graph.queries", "ask"),
    "Store": ("kg.graph.store", "Store"),
} | {
    name: ("kg.models", name)
    for name in ("Agency", "Citation", "Document", "Finding", "Header", "Link", "Source", "Task")
}

__all__ = ["Agency", "Citation", "Document", "Finding", "Header", "Link", "Source", "Store", "Task", "ask", "build",
           "extract", "read", "resolve"]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in _DOOR:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, attribute = _DOOR[name]
    return getattr(import_module(module), attribute)

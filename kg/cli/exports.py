"""Which exporter writes what."""

from __future__ import annotations

from kg.analysis.projection import project
from kg.analysis.tables import table, table_names
from kg.errors import UsageError
from kg.graph.store import Store
from kg.views.cells import csv_text, json_lines
from kg.views.export import PROJECTION_FORMATS, RDF_FORMATS, export_projection, export_rdf, state_digest
from kg.views.parquet import parquet


def formats(what: str) -> tuple[str, ...]:
    """The formats of ``graph`` or of a table; the first is the usual one."""
    if what == "graph":
        return (*RDF_FORMATS, *PROJECTION_FORMATS)
    if what in table_names():
        return ("csv", "jsonl", "parquet")
    raise UsageError(f"{what} cannot be exported; what can be is graph, {', '.join(table_names())}.")


def export(store: Store, what: str, form: str, base: str, *, bom: bool = False) -> bytes:
    """The graph or a table in one of its :func:`formats`."""
    if what == "graph" and form in RDF_FORMATS:
        return export_rdf(store, form, base)
    if what == "graph":
        return export_projection(project(store), form, state_digest(store), bom=bom)
    found = table(store, what)
    if form == "parquet":
        return parquet(found.columns, found.rows, state_digest(store))
    text = csv_text(found.columns, found.rows, bom=bom) if form == "csv" else json_lines(found.columns, found.rows)
    return text.encode()

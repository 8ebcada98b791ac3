"""An answer as a graph: what its statements or rows connect, on the page that draws graphs."""

from __future__ import annotations

from itertools import islice

from kg.analysis.answer_graph import most_connected, of_rows, of_statements, recognise
from kg.config import Lang
from kg.graph.results import Solutions, Triples, wrap
from kg.graph.store import Store
from kg.views.answer_page import answer_page
from kg.web.answers import asked
from kg.web.operation import Operation
from kg.web.rows import local

_READ = 100_000  # rows and statements that are looked at


def graph_of(store: Store, operation: Operation, lang: Lang, base: str) -> str | None:
    """The page that draws the answer to a query; None where it connects nothing.

    Of a graph of more than :data:`~kg.analysis.answer_graph.MOST` nodes it has those with most edges, and says so.
    """
    found = wrap(asked(store, operation))
    if isinstance(found, Triples):
        whole = of_statements(islice(found, _READ))
    elif isinstance(found, Solutions):
        whole = of_rows(islice(found.terms(), _READ))
    else:
        return None
    if not whole.number_of_edges():
        return None
    graph = most_connected(whole)
    recognise(store, graph, base)
    return answer_page(graph, len(whole), lang, lambda iri: local(iri, base))

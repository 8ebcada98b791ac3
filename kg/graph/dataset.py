"""What the SPARQL protocol asks of a store: queries over chosen graphs, updates, and whole graphs read and written.

Each write is one new state of the store: readers see all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError, StoreError, UsageError
from kg.graph import generations
from kg.graph.results import GRAPH_FORMATS, Found
from kg.graph.store import Store, _explained


def is_iri(text: str) -> bool:
    """Whether the engine takes a text for a whole IRI.

    >>> is_iri("http://example.org/a"), is_iri("/a"), is_iri("http://x/%zz"), is_iri("http://[x")
    (True, False, False, False)
    """
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def holds(store: Store, graph: str) -> bool:
    """Whether there is a graph of that name."""
    return store.engine.contains_named_graph(ox.NamedNode(graph))


def query_graphs(
    store: Store, text: str, base: str, *, union: bool, default: Sequence[str] = (), named: Sequence[str] = ()
) -> Found:
    """Run a query whose relative IRIs begin at *base*.

    Over the *default* and *named* graphs where there are any, whatever the query itself says; else over what it says,
    or over all graphs together where *union* is true.
    """
    chosen = bool(default or named)
    try:
        return store.engine.query(
            text,
            base_iri=base,
            use_default_graph_as_union=union and not chosen,
            default_graph=[ox.NamedNode(graph) for graph in default] if chosen else None,
            named_graphs=[ox.NamedNode(graph) for graph in named] if chosen else None,
        )
    except SyntaxError as error:
        raise QueryError(_explained(text, str(error))) from error


def update(location: str, text: str, base: str) -> None:
    """Carry an update out, whole or not at all."""
    with Store.open(location, write=True) as store:
        try:
            store.engine.update(text, base_iri=base)
        except SyntaxError as error:
            raise QueryError(_explained(text, str(error))) from error
        except RuntimeError as error:  # CREATE of a graph that is there, DROP of one that is not
            raise UsageError(f"{error}.") from error
        store.add(())  # what the engine did by itself is a change


def put_graph(location: str, graph: str | None, triples: Iterable[ox.Triple], *, merge: bool) -> bool:
    """Put statements into a graph (None: the default graph), beside what it holds or in its place; was it new?"""
    name = _name(graph)
    with Store.open(location, write=True) as store:
        fresh = not _there(store.engine, name)
        if not merge:
            store.engine.clear_graph(name)
        if isinstance(name, ox.NamedNode):
            store.engine.add_graph(name)
        store.add(ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)
    return fresh


def drop_graph(location: str, graph: str | None) -> bool:
    """Drop a graph, or empty the default graph; whether there was one."""
    name = _name(graph)
    with Store.open(location, write=True) as store:
        there = _there(store.engine, name)
        if there:
            store.engine.remove_graph(name)
            store.add(())
    return there


def graph_triples(store: Store, graph: str | None) -> Iterable[ox.Triple] | None:
    """The statements of a graph, or of the default graph; None where there is no such graph."""
    name = _name(graph)
    if isinstance(name, ox.NamedNode) and not store.engine.contains_named_graph(name):
        return None
    return (quad.triple for quad in store.engine.quads_for_pattern(None, None, None, name))


def parsed(data: bytes, media_type: str, base: str | None) -> list[ox.Triple]:
    """The statements of a document; its blank nodes are no others'. UsageError tells where it is wrong."""
    form = GRAPH_FORMATS[media_type]
    try:
        quads = ox.parse(data, form, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
        return [quad.triple for quad in quads]
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"The body cannot be read as {media_type}: {error}.") from error


def _name(graph: str | None) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(graph) if graph is not None else ox.DefaultGraph()


def _there(engine: ox.Store, name: ox.NamedNode | ox.DefaultGraph) -> bool:
    """Whether the graph is there; the default graph is where it holds something."""
    if isinstance(name, ox.NamedNode):
        return engine.contains_named_graph(name)
    return next(engine.quads_for_pattern(None, None, None, name), None) is not None


def state(location: str) -> str | None:
    """What tells the state that readers see now from every other; None where that cannot be known.

    A generation is not touched once it is published, and each is published by a pointer of its own. Asked before every
    answer, this has to be quick.
    """
    try:
        pointer = Path(location, generations.POINTER).stat()
    except OSError:  # the address of a server, or no store
        return None
    return f"{pointer.st_mtime_ns:x}-{pointer.st_ino:x}"


def readable(location: str) -> bool:
    """Whether there is a store, and the generation that readers open."""
    try:
        return generations.current(Path(location)) is not None
    except (OSError, StoreError):
        return False

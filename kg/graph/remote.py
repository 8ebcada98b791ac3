"""A graph on a SPARQL 1.1 server: asked by the protocol, written by the Graph Store Protocol.

A graph is put, added to or dropped in one request, which the server does whole or not at all. A build is many
requests: one that is killed leaves the graphs that it had put, readers see them as they come, and the next build goes
on. Nothing keeps two builds apart. Only graphs whose names begin with the base are counted, exported and dropped;
queries see all that the server puts into its default graph.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Self, TypeAlias

import httpx
import pyoxigraph as ox

from kg.config import shown
from kg.errors import InputError, StoreError
from kg.graph.embedded import Embedded
from kg.graph.results import Found
from kg.graph.vocabulary import XSD

Object: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_TRIPLES = "application/n-triples"
_ROWS = "application/sparql-results+json"
_SECONDS = httpx.Timeout(600.0, connect=10.0)
# How the address of queries ends, and how, in its place, that of the Graph Store Protocol does.
_LAYOUTS = (
    ("/sparql-auth", "/sparql-graph-crud-auth"),  # Virtuoso, with a password
    ("/sparql", "/sparql-graph-crud"),  # Virtuoso
    ("/query", "/store"),  # Oxigraph
)


class Remote:
    """What keeps the statements of a :class:`~kg.graph.store.Store` on a server."""

    def __init__(self, address: str, base: str) -> None:
        self._address = shown(address)
        self._base = base
        self._query, self._graphs = map(_checked, _addresses(address))
        self._client = httpx.Client(auth=_login(), timeout=_SECONDS)

    @classmethod
    def open(cls, address: str, base: str, *, write: bool) -> Self:
        """The graph at *address*; StoreError where no server answers, or there is nothing to read."""
        keeper = cls(address, base)
        if not keeper.query(f"ASK {{ GRAPH ?g {{ ?s ?p ?o }} {keeper._own} }}") and not write:
            raise StoreError(f"There is no graph in {shown(address)} yet; make one with: kg build")
        return keeper

    @property
    def _own(self) -> str:
        return f"FILTER(STRSTARTS(STR(?g), {ox.Literal(self._base)}))"

    def query(self, text: str) -> Found:
        """The answer to a query; SyntaxError where it is wrong."""
        kind = ox.Store().query(text)  # of a store that holds nothing: what is asked for, and whether it is SPARQL 1.1
        triples = isinstance(kind, ox.QueryTriples)
        # the union of all graphs: Oxigraph asks for it with every query, others are set up so
        form = {"query": text, "union-default-graph": "true"}
        accept = _TRIPLES if triples else _ROWS
        answer = self._sent("POST", self._query, data=form, headers={"Accept": accept})
        if triples:
            return (quad.triple for quad in ox.parse(answer.content, ox.RdfFormat.N_TRIPLES))
        if limit := answer.headers.get("X-SPARQL-MaxRows"):
            raise self._cut(f"the first {limit} rows")
        return ox.parse_query_results(answer.content, ox.QueryResultsFormat.JSON)

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        value: ox.NamedNode | ox.Literal | None = None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """The statements with what is given."""
        if subject or predicate or value:
            return self._matching(subject, predicate, value, graph)
        return (quad for name, count in self._sizes(graph).items() for quad in self._whole(name, count))

    def _sizes(self, graph: ox.NamedNode | None = None) -> dict[ox.NamedNode, int]:
        """How many statements the graph has, or each below the base; none where it has none."""
        only = f"VALUES ?g {{ {graph} }}" if graph else self._own
        rows = self._rows(f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {only} }} GROUP BY ?g")
        return {row["g"]: int(row["n"].value) for row in rows}

    def _matching(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        value: ox.NamedNode | ox.Literal | None,
        graph: ox.NamedNode | None,
    ) -> Iterator[ox.Quad]:
        s, p, o = subject or "?s", predicate or "?p", value or "?o"
        where = f"GRAPH {graph} {{ {s} {p} {o} }}" if graph else f"GRAPH ?g {{ {s} {p} {o} }} {self._own}"
        for row in self._rows(f"SELECT * WHERE {{ {where} }}"):
            yield ox.Quad(subject or row["s"], predicate or row["p"], value or _as_put(row["o"]), graph or row["g"])

    def _whole(self, graph: ox.NamedNode, count: int) -> Iterator[ox.Quad]:
        """The graph, of *count* statements: Virtuoso may send fewer, and not say so."""
        answer = self._sent("GET", self._graphs, graph=graph.value, headers={"Accept": _TRIPLES})
        found = [quad.triple for quad in ox.parse(answer.content, ox.RdfFormat.N_TRIPLES)]
        if len(found) != count:
            raise self._cut(f"{len(found)} of {count} statements of {graph.value}")
        return (ox.Quad(one.subject, one.predicate, _as_put(one.object), graph) for one in found)

    def _cut(self, what: str) -> StoreError:
        return StoreError(f"The server {self._address} sent {what} only; let it send whole answers (ResultSetMaxRows).")

    def graphs(self) -> Iterator[str]:
        """The named graphs below the base."""
        return (graph.value for graph in self._sizes())

    def _rows(self, text: str) -> ox.QuerySolutions:
        found = self.query(text)
        assert isinstance(found, ox.QuerySolutions)
        return found

    def put(self, graph: str, statements: bytes) -> None:
        """Make *statements*, N-Quads, all that the graph holds."""
        if statements:
            self._write("PUT", graph, ox.parse(statements, ox.RdfFormat.N_QUADS))
        else:
            self.drop(graph)

    @contextmanager
    def rewriting(self, graph: str) -> Iterator[Callable[[bytes], object]]:
        """Take what the graph is to hold in parts, N-Quads, and put it in one request."""
        with TemporaryFile() as parts, TemporaryFile() as body:
            yield parts.write
            parts.seek(0)
            triples = (quad.triple for quad in ox.parse(parts, ox.RdfFormat.N_QUADS))
            ox.serialize(triples, body, format=ox.RdfFormat.N_TRIPLES)
            body.seek(0)
            self._sent("PUT", self._graphs, graph=graph, content=body, headers={"Content-Type": _TRIPLES})

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Add statements to what is there, one graph after the other."""
        by_graph: dict[str, list[ox.Quad]] = defaultdict(list)
        for quad in quads:
            by_graph[str(quad.graph_name).strip("<>")].append(quad)
        for graph, found in by_graph.items():
            self._write("POST", graph, found)

    def _write(self, method: str, graph: str, quads: Iterable[ox.Quad]) -> None:
        body = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
        self._sent(method, self._graphs, graph=graph, content=body, headers={"Content-Type": _TRIPLES})

    def drop(self, graph: str) -> bool:
        """Drop a graph; whether there was one."""
        return self._sent("DELETE", self._graphs, graph=graph, missing=True).status_code != 404

    def load(self, files: Iterable[Path], record: str) -> None:
        """Make the statements in files of N-Quads all that there is below the base, one graph after the other.

        The *record* of builds stays, unless the files have one.
        """
        fresh = Embedded.of_files(every := tuple(files))
        if next(fresh.engine.quads_for_pattern(None, None, None, ox.DefaultGraph()), None):
            raise InputError(str(every[0]), "holds statements outside all named graphs; a server keeps them elsewhere")
        fresh.keep(record, self.quads(graph=ox.NamedNode(record)))
        for graph in set(self.graphs()) - set(fresh.graphs()):
            self.drop(graph)
        for graph in sorted(fresh.graphs()):
            self._write("PUT", graph, fresh.quads(graph=ox.NamedNode(graph)))

    def __len__(self) -> int:
        return sum(self._sizes().values())

    def previous(self) -> None:
        """Nothing: a server shows what it holds now."""

    def close(self, keep: bool) -> None:
        """Let go of the connection; what was put stays."""
        self._client.close()

    def _sent(
        self,
        method: str,
        address: str,
        *,
        headers: dict[str, str] | None = None,
        graph: str | None = None,
        data: dict[str, str] | None = None,
        content: bytes | IO[bytes] | None = None,
        missing: bool = False,
    ) -> httpx.Response:
        """The answer to a request, if it is a good one; 404 is, where something may be *missing*."""
        params = {"graph": graph} if graph else None
        try:
            answer = self._client.request(method, address, params=params, headers=headers, data=data, content=content)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise StoreError(f"The server {self._address} cannot be reached: {error}.") from error
        if answer.status_code in (401, 403):
            raise StoreError(
                f"The server {self._address} answered {answer.status_code}: it wants a name and a password that may do "
                "this; set KG_STORE_USER and KG_STORE_PASSWORD."
            )
        if not answer.is_success and not (missing and answer.status_code == 404):
            said = " ".join(answer.text.split())[:300]
            raise StoreError(f"The server {self._address} answered {answer.status_code}: {said}")
        return answer


def _as_put(value: Object) -> Object:
    """A term as it was put: a double comes back from Virtuoso as 1.0 where 1 was put.

    >>> _as_put(ox.Literal("1.0", datatype=XSD.double)) == ox.Literal(1.0)
    True
    """
    if isinstance(value, ox.Literal) and value.datatype == XSD.double:
        return ox.Literal(float(value.value))
    return value


def _addresses(address: str) -> tuple[str, str]:
    """Where queries go, and where graphs: ``KG_STORE_GRAPHS``, or as the servers have it that are known here.

    >>> _addresses("http://localhost:7878")
    ('http://localhost:7878/query', 'http://localhost:7878/store')
    >>> _addresses("http://localhost:8890/sparql")
    ('http://localhost:8890/sparql', 'http://localhost:8890/sparql-graph-crud')
    """
    if graphs := os.environ.get("KG_STORE_GRAPHS"):
        return address, graphs
    for query, store in _LAYOUTS:
        if address.endswith(query):
            return address, address.removesuffix(query) + store
    root = address.rstrip("/")
    return f"{root}/query", f"{root}/store"


def _checked(address: str) -> str:
    """The address, which a server can be asked at; StoreError, which never shows a password, where it is no such."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        url = httpx.URL()
    if url.userinfo:
        raise StoreError(
            "An address is shown and logged, so it must hold no password: set KG_STORE_USER and KG_STORE_PASSWORD."
        )
    if url.scheme not in ("http", "https") or not url.host or "%" in url.host:
        raise StoreError(f"{shown(address)} is no address of a server; one looks like http://127.0.0.1:7878.")
    return address


def _login() -> _Login | None:
    user, password = (os.environ.get(name, "") for name in ("KG_STORE_USER", "KG_STORE_PASSWORD"))
    return _Login(user, password) if user else None


class _Login(httpx.Auth):
    """A name and a password, given only where they are asked for, and in the way that is asked for."""

    def __init__(self, user: str, password: str) -> None:
        self._ways = {"digest": httpx.DigestAuth(user, password), "basic": httpx.BasicAuth(user, password)}
        self._way: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Ask as nobody first; then as the server wants it."""
        if self._way is None:
            answer = yield request
            if answer.status_code != 401:
                return
            asked = answer.headers.get("WWW-Authenticate", "").lower()
            self._way = self._ways["digest" if asked.startswith("digest") else "basic"]
        yield from self._way.auth_flow(request)

"""The SPARQL 1.1 Graph Store HTTP Protocol: graphs read, put, added to and dropped, by name or by their own address.

At ``/graphs?graph=IRI`` and ``/graphs?default``; a graph whose name is an address below ``/graphs/`` answers there.
"""

from __future__ import annotations

from email import message_from_bytes
from email.policy import HTTP
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from kg.graph.dataset import drop_graph, graph_triples, parsed, put_graph
from kg.graph.results import GRAPH_FORMATS
from kg.graph.store import Store
from kg.web.answers import Wanted, answered
from kg.web.answers import written as in_form
from kg.web.guard import absolute
from kg.web.operation import body_of, content_type, pairs
from kg.web.refused import RefusedError
from kg.web.spool import Given
from kg.web.writing import authorise, protect, written

METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"]


async def graphs(request: Request) -> Response:
    """Read or change the graph that a request names."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
    if request.method in ("GET", "HEAD"):
        return await answered(request, read, _named(request))
    authorise(request)
    return await (_dropped if request.method == "DELETE" else _put)(request)


async def _put(request: Request) -> Response:
    """Put or add what the body says; a POST to the store itself makes a graph with a name of its own."""
    made = request.method == "POST" and request.url.path == "/graphs" and not request.url.query
    graph = f"{request.base_url}graphs/{uuid4()}" if made else _named(request)
    kind, _ = content_type(request)
    body = await body_of(request, request.app.state.settings.max_file_mb * 1_000_000)
    merge = request.method == "POST"
    own = request.app.state.settings.base
    header = request.headers.get("content-type", "")
    if await written(request, put, graph, kind, header, body, own, merge):
        return Response(status_code=201, headers={"Location": graph} if graph else {})
    return Response(status_code=200 if merge else 204)


async def _dropped(request: Request) -> Response:
    graph = _named(request)
    if not await written(request, drop, graph, request.app.state.settings.base):
        raise _missing(graph)
    return Response(status_code=200)


def read(store: Store, graph: str | None, wanted: Wanted) -> Given:
    """The statements of a graph."""
    triples = graph_triples(store, graph)
    if triples is None:
        raise _missing(graph)
    return in_form(triples, wanted)


def put(store: Store, graph: str | None, kind: str, header: str, body: bytes, own: str, merge: bool) -> bool:
    """Write the statements of a body, of several parts where it is a form, into a graph; whether it is new."""
    protect(store, [graph] if graph else [], own)
    parts = _parts(header, body) if kind == "multipart/form-data" else [(kind, body)]
    triples = []
    for media_type, part in parts:
        if media_type not in GRAPH_FORMATS:
            raise RefusedError(415, f"Statements come as {', '.join(GRAPH_FORMATS)}, not as {media_type or 'unnamed'}.")
        triples += parsed(part, media_type, graph)
    return put_graph(str(store.location), graph, triples, merge=merge)


def _parts(header: str, body: bytes) -> list[tuple[str, bytes]]:
    """The media type and content of each part of a form."""
    message = message_from_bytes(b"Content-Type: " + header.encode("latin-1") + b"\r\n\r\n" + body, policy=HTTP)
    parts = [part for part in message.walk() if not part.is_multipart()]
    return [(part.get_content_type(), bytes(part.get_payload(decode=True) or b"")) for part in parts]


def drop(store: Store, graph: str | None, own: str) -> bool:
    """Drop a graph; whether there was one."""
    protect(store, [graph] if graph else [], own)
    return drop_graph(str(store.location), graph)


def _named(request: Request) -> str | None:
    """The graph that a request names, by its address or as ``graph`` or ``default``; None for the default graph."""
    match pairs(request.url.query):
        case [] if request.path_params.get("path"):
            return absolute(str(request.url.replace(query="", fragment="")))
        case [("default", "")]:
            return None
        case [("graph", iri)]:
            return absolute(iri)
    raise RefusedError(400, "Name one graph: ?graph=IRI or ?default.")


def _missing(graph: str | None) -> RefusedError:
    return RefusedError(404, f"There is no graph <{graph}>." if graph else "The default graph is empty.")

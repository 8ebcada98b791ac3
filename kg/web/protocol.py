"""The SPARQL 1.1 query protocol: a query over GET or POST, an answer in the form the client accepts."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.graph.results import GRAPH_FORMATS, ROW_FORMATS, Answered, Triples
from kg.graph.store import Store
from kg.web.accept import choose
from kg.web.guard import check
from kg.web.refused import RefusedError

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_MOST = 1_000_000  # bytes of a request's body
_ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}
_DATASET = ("default-graph-uri", "named-graph-uri")


async def endpoint(request: Request) -> Response:
    """Answer a query of the protocol; RefusedError and QueryError say what is wrong with a request."""
    query = await query_of(request)
    check(query)
    answer = await run_in_threadpool(request.app.state.workers.call, respond, query, request.headers.get("accept"))
    if answer is None:
        raise RefusedError(406, "The answer exists in none of the media types that the request accepts.")
    media_type, body = answer
    return Response(body, media_type=media_type, headers={"Vary": "Accept"})


def respond(store: Store, query: str, accept: str | None) -> tuple[str, bytes] | None:
    """Run *query*; its media type and bytes, or None where the client accepts none that fits."""
    result = store.query(query)
    if isinstance(result, Triples):
        media_type = choose(accept, list(GRAPH_FORMATS))
    elif isinstance(result, Answered):
        rows = [name for name in ROW_FORMATS if name.startswith("application/")]
        media_type = choose(accept, [*rows, *_ALIASES])
    else:
        media_type = choose(accept, [*ROW_FORMATS, *_ALIASES])
    return (media_type, result.serialize(_ALIASES.get(media_type, media_type))) if media_type else None


async def query_of(request: Request) -> str:
    """The one query of a request, from its address, its form, or its body."""
    given = _pairs(request.url.query)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        body = _decoded(await _body(request))
        if kind == _FORM:
            given += _pairs(body)
        elif kind == _QUERY:
            given = [pair for pair in given if pair[0] != "query"] + [("query", body)]
        else:
            _refuse_kind(kind)
    return _only_query(given)


def _only_query(given: list[tuple[str, str]]) -> str:
    names = [name for name, _ in given]
    if "update" in names:
        raise RefusedError(403, "This endpoint only answers queries; it takes no updates.")
    if any(name in names for name in _DATASET):
        raise RefusedError(403, "The endpoint answers over all its graphs; choose with GRAPH in the query.")
    queries = [value for name, value in given if name == "query"]
    if len(queries) != 1:
        raise RefusedError(400, f"A request has to hold one query; this one holds {len(queries)}.")
    return queries[0]


def _refuse_kind(kind: str) -> None:
    if kind == "application/sparql-update":
        raise RefusedError(403, "This endpoint only answers queries; it takes no updates.")
    raise RefusedError(415, f"A query comes as {_FORM} or {_QUERY}, not as {kind or 'something unnamed'}.")


async def _body(request: Request) -> bytes:
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > _MOST:
            raise RefusedError(413, f"A request may hold {_MOST} bytes, and this one holds more.")
    return bytes(parts)


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"The body is not UTF-8: byte {error.start} cannot be read.") from error


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:  # a UnicodeDecodeError is one
        raise RefusedError(400, f"The request's parameters cannot be read: {error}.") from error

"""Answers of the engine: worked out in a worker process, whole before anything is sent, in the form that was asked for.

The functions with a store run in a worker; the others beside it, in the server.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import IO, Concatenate, NamedTuple, ParamSpec, TypeVar, cast
from uuid import uuid4
from xml.parsers.expat import ExpatError, ParserCreate

from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kg.config import Settings
from kg.graph.dataset import holds, query_graphs, state
from kg.graph.results import Found
from kg.graph.store import Store
from kg.graph.written import TooLargeError, forms, more_rows, write, write_first
from kg.web.accept import choose
from kg.web.gone import while_wanted
from kg.web.guard import absolute, check, graphs_of
from kg.web.kept import Kept
from kg.web.operation import Operation
from kg.web.refused import RefusedError
from kg.web.spool import Given, Spool, too_large
from kg.web.workers import Workers

P = ParamSpec("P")
S = TypeVar("S")
T = TypeVar("T")
_ALIASES = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}
# What may give another answer each time: the engine takes words without space before them (BYRAND), a comment may part
# them from their bracket, and an escape may hide them. Where the comment ends is not looked for: that takes too long.
_CHANGING = re.compile(r"\\u|(?:now|rand|uuid|bnode)\s*[(#]", re.IGNORECASE)
_VERSION = version("can-cu")
_TAG = re.compile(r'"[^"]*"')
_CHUNK = 256 * 1024


class Wanted(NamedTuple):
    """How an answer is wanted: the Accept header, limits, whether the first rows do, and where a file may lie."""

    accept: str | None
    rows: int
    size: int
    lenient: bool
    path: Path


def answer(store: Store, operation: Operation, wanted: Wanted) -> Given:
    """Run a query of the protocol."""
    return written(asked(store, operation), wanted)


def asked(store: Store, operation: Operation) -> Found:
    """What a query of the protocol finds; RefusedError for one that would fetch or change something."""
    check(operation.text)
    own = graphs_of(operation.text, operation.base)
    chosen = [*operation.default, *operation.named]
    for graph in chosen or own:
        if not holds(store, absolute(graph)):
            raise RefusedError(403, f"The store holds no graph <{graph}>, and graphs are not fetched from elsewhere.")
    return query_graphs(
        store, operation.text, operation.base, union=not own, default=operation.default, named=operation.named
    )


def written(found: Found, wanted: Wanted) -> Given:
    """Write a result in the form that is wanted; RefusedError where there is none, or it is too large."""
    possible = forms(found)
    names = [*possible, *(alias for alias, name in _ALIASES.items() if name in possible)]
    media_type = choose(wanted.accept, names)
    if media_type is None:
        raise RefusedError(406, f"The answer comes as {', '.join(possible)}; the request accepts none of them.")
    spool = Spool(wanted.path, wanted.size)
    form, output = _ALIASES.get(media_type, media_type), cast(IO[bytes], spool)
    cut = False
    if wanted.lenient:
        try:
            cut = write_first(found, form, output, wanted.rows, wanted.size)
        except TooLargeError:
            raise too_large(wanted.size) from None
    else:
        write(found, form, output)
    content = spool.content()
    if form.endswith("xml"):
        _check_xml(content)
    if not wanted.lenient and more_rows(content, form, wanted.rows):
        raise RefusedError(503, f"The answer has more than {wanted.rows} rows; ask for less, with LIMIT, or for the "
                                "first ones, with the header Prefer: handling=lenient.")  # fmt: skip
    return Given(media_type, content, cut)


def _check_xml(content: bytes | Path) -> None:
    """The engine also writes what XML cannot say: control characters, and properties whose name has no last part."""
    parser = ParserCreate(namespace_separator=" ")
    try:
        if isinstance(content, bytes):
            parser.Parse(content, True)
        else:
            with content.open("rb") as file:
                parser.ParseFile(file)
    except ExpatError:
        raise RefusedError(
            406, "The answer holds characters or names that XML does not have; ask for another form."
        ) from None


async def call(request: Request, task: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do ``task(store, …)`` in a worker, when it is the client's turn and as long as it waits for that."""
    client = request.client.host if request.client else ""
    async with while_wanted(request), request.app.state.slots.turn(client):
        workers: Workers = request.app.state.workers
        return await workers.ask(task, *args, **kwargs)


async def answered(
    request: Request, task: Callable[[Store, S, Wanted], Given], subject: S, vary: str = "Accept"
) -> Response:
    """The answer that ``task(store, subject, wanted)`` gives, or 304 where the client has it already."""
    settings: Settings = request.app.state.settings
    headers, held = {"Vary": vary, "Cache-Control": "no-cache"}, _held(request)
    now = None if _CHANGING.search(getattr(subject, "text", "")) else state(settings.store)
    if now and request.method != "POST":
        headers["ETag"] = tag = _tag(request, now)
        if tag.removeprefix("W/") in held:
            return Response(status_code=304, headers=headers)
    kept: Kept = request.app.state.kept
    question = (now, task, subject, request.headers.get("accept"), _lenient(request))
    if (found := kept.get(question) if now else None) is None:
        found = await given(request, task, subject)
        if now:
            kept.put(question, found)
    if found.cut:
        headers |= {"Preference-Applied": "handling=lenient", "X-SPARQL-MaxRows": str(settings.query_rows)}
    answer = response(found, headers)
    return Response(status_code=304, headers=headers) if "*" in held and request.method != "POST" else answer


async def given(request: Request, task: Callable[[Store, S, Wanted], Given], subject: S) -> Given:
    """What ``task(store, subject, wanted)`` gives, in a worker."""
    settings: Settings = request.app.state.settings
    path: Path = request.app.state.folder / uuid4().hex
    wanted = Wanted(
        request.headers.get("accept"), settings.query_rows, settings.query_mb * 1_000_000, _lenient(request), path
    )
    try:
        return await call(request, task, subject, wanted)
    except BaseException:
        path.unlink(missing_ok=True)  # what a worker wrote before it was ended
        raise


def response(found: Given, headers: dict[str, str]) -> Response:
    """An answer as it is sent. A file loses its name first: it goes with the connection, or with the server."""
    if isinstance(found.content, bytes):
        return Response(found.content, media_type=found.media_type, headers=headers)
    file = found.content.open("rb")
    with suppress(PermissionError):  # Windows keeps what is open
        found.content.unlink()
    length = {"Content-Length": str(os.fstat(file.fileno()).st_size)}
    return StreamingResponse(_parts(file, found.content), media_type=found.media_type, headers=headers | length)


async def _parts(file: IO[bytes], path: Path) -> AsyncIterator[bytes]:
    try:
        with file:
            async for part in iterate_in_threadpool(iter(lambda: file.read(_CHUNK), b"")):
                yield part
    finally:
        path.unlink(missing_ok=True)


def _lenient(request: Request) -> bool:
    """Whether the client takes the first rows of an answer that is too large (RFC 7240)."""
    return any(part.strip() == "handling=lenient" for part in request.headers.get("prefer", "").lower().split(","))


def _held(request: Request) -> set[str]:
    """The answers that the client has, by their tags, of which weak ones are as good as others; ``*`` for any."""
    said = ",".join(request.headers.getlist("if-none-match"))
    return {"*"} if said.strip() == "*" else set(_TAG.findall(said))


def _tag(request: Request, now: str) -> str:
    """What an answer is known by: the program, the state of the store, and all that its form depends on."""
    names = ("accept", "accept-encoding", "prefer", "cookie")
    program = f"{_VERSION} {request.app.state.token is not None}"
    said = "\n".join([program, now, str(request.url), *(request.headers.get(name, "") for name in names)])
    return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'

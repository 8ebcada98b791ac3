"""An operation of the SPARQL 1.1 protocol (section 2), read out of a request."""

from __future__ import annotations

import asyncio
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from kg.web.gone import client_gone
from kg.web.guard import absolute
from kg.web.refused import RefusedError

_FORM = "application/x-www-form-urlencoded"
_DIRECT = {"application/sparql-query": "query", "application/sparql-update": "update"}
_GRAPHS = {"query": ("default-graph-uri", "named-graph-uri"), "update": ("using-graph-uri", "using-named-graph-uri")}
_LONGEST = 1_000_000  # bytes of a query or update
_SWALLOWED = 256_000_000  # bytes of a body too large that are read and dropped, so that the answer is heard


class Operation(NamedTuple):
    """A query or an update, the graphs chosen for it, and where its relative IRIs begin."""

    text: str
    update: bool
    default: tuple[str, ...]
    named: tuple[str, ...]
    base: str


async def operation_of(request: Request) -> Operation | None:
    """The one operation of a request, from its address, its form, or its body; None where a GET asks for nothing."""
    address, _, query = str(request.url).partition("?")
    given = pairs(query)
    if request.method == "POST":
        given += await posted(request)
    elif any(name == "update" for name, _ in given):
        raise RefusedError(400, "An update comes by POST.")
    asked = [(name, value) for name, value in given if name in _GRAPHS]
    if not asked and request.method != "POST" and not any(name in sum(_GRAPHS.values(), ()) for name, _ in given):
        return None
    if len(asked) != 1:
        raise RefusedError(400, f"A request has to hold one query or update; this one holds {len(asked)}.")
    return _operation(*asked[0], given, address)


def _operation(kind: str, text: str, given: list[tuple[str, str]], base: str) -> Operation:
    if len(text.encode()) > _LONGEST:
        raise RefusedError(413, f"The {kind} is longer than {_LONGEST} bytes.")
    default, named = _GRAPHS[kind]
    other = next((name for name, _ in given for key, names in _GRAPHS.items() if key != kind and name in names), None)
    if other:
        raise RefusedError(400, f"{other} does not go with a {kind}; its parameters are {default} and {named}.")
    return Operation(
        text,
        kind == "update",
        tuple(absolute(value) for name, value in given if name == default),
        tuple(absolute(value) for name, value in given if name == named),
        base,
    )


async def posted(request: Request) -> list[tuple[str, str]]:
    """What a body says: the fields of a form, or the one operation that it is; RefusedError for other bodies."""
    kind, charset = content_type(request)
    if kind != _FORM and kind not in _DIRECT:
        wanted = f"{_FORM}, {' or '.join(_DIRECT)}"
        raise RefusedError(415, f"An operation comes as {wanted}, not as {kind or 'something unnamed'}.")
    if charset not in ("", "utf-8"):
        raise RefusedError(415, f"A request's body is UTF-8, not {charset}.")
    text = _decoded(await body_of(request, 3 * _LONGEST if kind == _FORM else _LONGEST))
    return await run_in_threadpool(pairs, text) if kind == _FORM else [(_DIRECT[kind], text)]


def content_type(request: Request) -> tuple[str, str]:
    """The media type of the body, and its charset, in lower case; empty where they are not named."""
    kind, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charset = next((value[8:].strip('"') for value in parameters if value.startswith("charset=")), "")
    return kind, charset


async def body_of(request: Request, most: int) -> bytes:
    """The body; RefusedError where it is larger than *most* bytes, or takes too long to come."""
    parts, size = bytearray(), 0
    seconds = request.app.state.settings.query_seconds
    if (encoding := request.headers.get("content-encoding", "identity")) != "identity":
        raise RefusedError(415, f"A body comes as it is, not as {encoding[:100]}.")
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                size += len(part)
                if size <= most:
                    parts += part
                elif size > _SWALLOWED:
                    break
    except TimeoutError:
        if size <= most:
            raise RefusedError(
                408, f"The body took longer than {seconds:g} seconds.", {"Connection": "close"}
            ) from None
    except ClientDisconnect:
        raise client_gone() from None
    if size > most:
        raise RefusedError(413, f"The body may hold {most} bytes, and this one holds more.", {"Connection": "close"})
    return bytes(parts)


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"The body is not UTF-8: byte {error.start} cannot be read.") from error


def pairs(text: str) -> list[tuple[str, str]]:
    """The names and values of a form or of an address's query."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:  # a UnicodeDecodeError is one
        raise RefusedError(400, f"The request's parameters cannot be read: {error}.") from error

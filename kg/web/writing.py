"""Who may write, and how: with a token, one after the other, and never what ``kg build`` made."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Callable, Iterable
from typing import Concatenate, ParamSpec, TypeVar

from starlette.requests import Request

from kg.graph.store import Store
from kg.web.refused import RefusedError
from kg.web.workers import Workers

P = ParamSpec("P")
T = TypeVar("T")


def authorise(request: Request) -> None:
    """RefusedError unless the server takes writes and the request holds its token, as Bearer or as Basic password.

    A browser keeps the password and sends it wherever a page tells it to: what another site's page sends is refused.
    """
    token: str | None = request.app.state.token
    if token is None:
        raise RefusedError(403, "This endpoint only answers queries; it takes no updates.")
    if not hmac.compare_digest(_held(request.headers.get("authorization", "")).encode(), token.encode()):
        wanted = {"WWW-Authenticate": 'Bearer realm="can-cu", Basic realm="can-cu"'}
        raise RefusedError(401, "To write, a request has to hold the server's token.", wanted)
    origin = request.headers.get("origin", "").partition("://")[2]
    site = request.headers.get("sec-fetch-site", "none")
    if (origin and origin != request.headers.get("host")) or site not in ("none", "same-origin"):
        raise RefusedError(403, "What changes something is taken from programs and from this server's own pages only.")


def _held(authorization: str) -> str:
    """The token in a header; empty where there is none.

    >>> _held("Bearer s3cret"), _held("Basic dXNlcjpzM2NyZXQ="), _held("Basic ?")
    ('s3cret', 's3cret', '')
    """
    scheme, _, held = authorization.partition(" ")
    match scheme.lower():
        case "bearer":
            return held.strip()
        case "basic":
            try:
                return base64.b64decode(held, validate=True).decode().partition(":")[2]
            except (binascii.Error, UnicodeDecodeError):
                return ""
        case _:
            return ""


async def written(request: Request, task: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do ``task(store, …)``, which writes, in the one worker for that."""
    async with request.app.state.writing:
        writer: Workers = request.app.state.writer
        return await writer.ask(task, *args, **kwargs)


def protect(store: Store, graphs: Iterable[str], own: str) -> None:
    """RefusedError where one of the graphs is below *own*: ``kg build`` made it, from files, and makes it again."""
    for graph in graphs:
        if graph.startswith(own):
            raise RefusedError(
                403, f"The graph <{graph}> is made by kg build from files; write into a graph of your own."
            )

"""The application: routes, headers, and errors as sentences."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.config import Settings
from kg.errors import CanCuError, StoreError, UsageError
from kg.graph.dataset import readable, state
from kg.web import answers, compare, editor, find, graph_store, matrix, pages, protocol, resource, ruling
from kg.web.accept import choose, takes_gzip
from kg.web.kept import Kept
from kg.web.log import AccessLog
from kg.web.refused import RefusedError
from kg.web.slots import Slots
from kg.web.workers import Workers

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src data:; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_EXPOSED = ["ETag", "Location", "Preference-Applied", "Retry-After", "X-SPARQL-MaxRows"]
_FILES = {"style.css": "text/css; charset=utf-8", "pages.js": "text/javascript; charset=utf-8",
          "editor.js": "text/javascript; charset=utf-8"}  # fmt: skip
_FOR_PROGRAMS = ("/sparql", "/graphs", "/health")  # where an error is a line of text, never a page


def create_app(settings: Settings, token: str | None = None, *, log_values: bool = False) -> Starlette:
    """The endpoint at ``/sparql``, the graphs and the pages, over the store of *settings*; writes need *token*."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        with ExitStack() as stack:
            _start(app, stack)
            yield

    app = Starlette(
        routes=_routes(),
        middleware=[
            Middleware(AccessLog, values=log_values),
            Middleware(_Headers),
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=graph_store.METHODS,
                allow_headers=["*"],
                expose_headers=_EXPOSED,
            ),
            Middleware(_Packing, minimum_size=1000, compresslevel=5),
        ],
        exception_handlers={CanCuError: _problem, HTTPException: _http_problem},
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.token = token
    return app


def _routes() -> list[Route]:
    return [
        Route("/", find.home),
        Route("/search", find.found),
        Route("/suggest", find.suggest),
        Route("/matrix", matrix.matrix_page),
        Route("/cell", matrix.cell),
        Route("/compare", compare.compare_page),
        Route("/settle", ruling.settle_page, methods=["GET", "POST"]),
        *(Route(path, protocol.endpoint, methods=protocol.METHODS) for path in ("/sparql", "/sparql/")),
        *(Route(path, graph_store.graphs, methods=graph_store.METHODS) for path in ("/graphs", "/graphs/{path:path}")),
        Route("/.well-known/void", protocol.void),
        Route("/health", _health),
        Route("/query", editor.editor, methods=["GET", "POST"]),
        Route("/terms", editor.terms),
        Route("/query/{name}", pages.question),
        Route("/lang/{lang}", pages.switch),
        *(Route(f"/{name}", _file) for name in _FILES),
        Route("/text/{key:path}", resource.source),
        Route("/{path:path}", resource.resource),
    ]


def _start(app: Starlette, stack: ExitStack) -> None:
    """What the requests share, until the server ends."""
    settings: Settings = app.state.settings
    app.state.folder = folder = Path(stack.enter_context(TemporaryDirectory(prefix="kg-serve-")))
    app.state.kept = Kept(settings.answers_mb * 1_000_000)
    app.state.slots = Slots(settings.query_workers, settings.query_seconds)
    app.state.workers = stack.enter_context(Workers(settings, settings.query_workers, folder, answers.__name__))
    if app.state.token is not None:
        app.state.writing = asyncio.Lock()
        app.state.writer = stack.enter_context(Workers(settings, 1, folder, answers.__name__))


def retire(app: Starlette) -> None:
    """Begin nothing more for requests; what was begun is ended in its time."""
    app.state.workers.retire()
    if app.state.token is not None:
        app.state.writer.retire()


class _Headers:
    """Put the protective headers on every answer, but for those that it has of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class _Packing(GZipMiddleware):
    """gzip for those who take it: a client may also name it to refuse it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = MutableHeaders(raw=list(scope["headers"]))
            accepted = ",".join(headers.getlist("accept-encoding"))
            headers["accept-encoding"] = "gzip" if takes_gzip(accepted) else "identity"
            scope["headers"] = headers.raw
        await super().__call__(scope, receive, send)


async def _file(request: Request) -> Response:
    """The style and the script of the pages."""
    name = request.url.path.removeprefix("/")
    return Response(files("kg.web").joinpath("templates", name).read_bytes(), media_type=_FILES[name])


async def _health(request: Request) -> Response:
    """Whether there is a store to read, without waiting for a turn: for what watches the server."""
    location = request.app.state.settings.store
    return (
        PlainTextResponse(f"{state(location)}\n")
        if readable(location)
        else PlainTextResponse("There is no store to read.\n", 503)
    )


async def _problem(request: Request, error: Exception) -> Response:
    """A sentence with a status code: as a page for those who want one, else as text."""
    status, headers = 500, None
    if isinstance(error, RefusedError):
        status, headers = error.status, error.headers
    elif isinstance(error, UsageError):
        status = 400
    elif isinstance(error, StoreError):
        status, headers = 503, {"Retry-After": "5"}
    if (
        not request.url.path.startswith(_FOR_PROGRAMS)
        and choose(request.headers.get("accept"), ["text/plain", "text/html"]) == "text/html"
    ):
        return await pages.page(request, "problem.html", status, problem=str(error))
    return PlainTextResponse(f"{error}\n", status, headers)


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)

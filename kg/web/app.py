"""The application: routes, headers, and errors as sentences."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.config import Settings
from kg.errors import CanCuError, UsageError
from kg.web import pages
from kg.web.accept import choose
from kg.web.protocol import endpoint
from kg.web.refused import RefusedError
from kg.web.workers import Workers

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src data:; style-src 'self'; form-action 'self'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def create_app(settings: Settings) -> Starlette:
    """The endpoint at ``/sparql`` and the pages, over the store of *settings*."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        with Workers(settings.store, settings.query_seconds) as workers:
            app.state.workers = workers
            yield

    app = Starlette(
        routes=[
            Route("/", pages.home),
            Route("/sparql", endpoint, methods=["GET", "POST"]),
            Route("/query", pages.box, methods=["GET", "POST"]),
            Route("/query/{name}", pages.question),
            Route("/lang/{lang}", pages.switch),
            Route("/style.css", _style),
            Route("/{path:path}", pages.resource),
        ],
        middleware=[
            Middleware(_Headers),
            Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["*"]),
        ],
        exception_handlers={CanCuError: _problem, HTTPException: _http_problem},
        lifespan=lifespan,
    )
    app.state.settings = settings
    return app


class _Headers:
    """Put the protective headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)


async def _style(request: Request) -> Response:
    text = files("kg.web").joinpath("templates/style.css").read_text(encoding="utf-8")
    return Response(text, media_type="text/css; charset=utf-8")


async def _problem(request: Request, error: Exception) -> Response:
    """A sentence with a status code: as a page for those who want one, else as text."""
    status, headers = 500, None
    if isinstance(error, RefusedError):
        status, headers = error.status, error.headers
    elif isinstance(error, UsageError):
        status = 400
    if (
        request.url.path != "/sparql"
        and choose(request.headers.get("accept"), ["text/plain", "text/html"]) == "text/html"
    ):
        return pages.page(request, "problem.html", status, problem=str(error))
    return PlainTextResponse(f"{error}\n", status, headers)


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)

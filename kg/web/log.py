"""The access log: who asked for what, how it was answered, and how long it took."""

from __future__ import annotations

import logging
import time
from urllib.parse import quote, unquote_plus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger("kg.access")


class AccessLog:
    """Write a line for each request; what parameters say is left out unless *values* is true.

    A question can tell more of who asks than of the graph.
    """

    def __init__(self, app: ASGIApp, values: bool) -> None:
        self._app = app
        self._values = values

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or not _log.isEnabledFor(logging.INFO):
            await self._app(scope, receive, send)
            return
        began, status, size = time.perf_counter(), 500, 0

        async def counted(message: Message) -> None:
            nonlocal status, size
            status = message.get("status", status)
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            milliseconds = (time.perf_counter() - began) * 1000
            client = (scope.get("client") or ("-",))[0]
            _log.info(
                "%s %s %s %d %d %.1f ms", client, scope["method"], self._target(scope), status, size, milliseconds
            )

    def _target(self, scope: Scope) -> str:
        path, asked = quote(scope["path"]), scope["query_string"].decode("latin-1")
        if self._values:
            return f"{path}?{quote(asked, safe='=&%+:/')}" if asked else path
        names = [quote(unquote_plus(part.partition("=")[0])) for part in asked.split("&", 20)[:20] if part]
        return f"{path}?{'&'.join(f'{name}=…' for name in names)}" if names else path

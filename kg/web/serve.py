"""Run the application on a network interface."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import Callable
from ctypes.util import find_library
from math import ceil
from typing import cast

import uvicorn
from starlette.applications import Starlette

from kg.config import Settings, shown
from kg.errors import UsageError
from kg.graph.store import Store
from kg.web.app import create_app, retire
from kg.web.connection import Connection

_TOKEN = "KG_WRITE_TOKEN"
_SHORTEST = 16  # characters of a token
_CONNECTIONS = 1000
_LAST_ANSWERS = 5  # seconds for sending, beside those that a query may take, when the server is to end
_ALLOCATOR = "mimalloc"  # the engine's queries are faster with it than with the C library's


def serve(settings: Settings, ready: Callable[[str], None], *, write: bool = False, log_values: bool = False) -> None:
    """Serve until interrupted; *ready* is told the address once connections are taken.

    Raises StoreError where there is no store, UsageError where the port cannot be had, or where it is to *write*
    and the environment holds no token for that.
    """
    token = _token() if write else None
    if "://" in settings.store:
        raise UsageError(f"{shown(settings.store)} is a server already; kg serve takes a store in a folder.")
    Store.open(settings.store).close()
    _choose_allocator()
    with _listen(settings.host, settings.port) as listener:
        host, port = listener.getsockname()[:2]
        name = f"[{host}]" if ":" in host else host
        proxies = os.environ.get("FORWARDED_ALLOW_IPS", "")
        config = uvicorn.Config(
            create_app(settings, token, log_values=log_values),
            http=Connection,
            loop="asyncio",  # on others, which uvicorn takes where it finds them, answers out of files do not arrive
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(proxies),  # else a client could say that it is another
            forwarded_allow_ips=proxies,
            limit_concurrency=_CONNECTIONS,
            timeout_graceful_shutdown=ceil(settings.query_seconds) + 2 * _LAST_ANSWERS,
        )
        ready(f"http://{name}:{port}/")
        _Server(config, settings.query_seconds + _LAST_ANSWERS).run(sockets=[listener])


class _Server(uvicorn.Server):
    """When it is to end, what is being answered goes on to its end, *seconds* at most; nothing else is begun."""

    def __init__(self, config: uvicorn.Config, seconds: float) -> None:
        super().__init__(config)
        self._seconds = seconds

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End; queries end by their own limit, and then the clients that have not taken their answer lose it."""
        retire(cast(Starlette, self.config.app))
        asyncio.get_running_loop().call_later(self._seconds, self._let_go)
        await super().shutdown(sockets)

    def _let_go(self) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.abort()


def _choose_allocator() -> None:
    """Let the worker processes, which inherit the environment, take a faster allocator where one is installed."""
    library = find_library(_ALLOCATOR)
    if library and sys.platform == "linux":
        os.environ.setdefault("LD_PRELOAD", library)


def _token() -> str:
    token = os.environ.get(_TOKEN, "")
    if len(token) < _SHORTEST:
        raise UsageError(
            f"To take writes, the variable {_TOKEN} has to hold a token of {_SHORTEST} characters or more."
        )
    return token


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise UsageError(f"Nothing can be served on {host}, port {port}: {error.strerror or error}.") from error

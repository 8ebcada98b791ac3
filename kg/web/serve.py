"""Run the application on a network interface."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from ctypes.util import find_library

import uvicorn

from kg.config import Settings
from kg.errors import UsageError
from kg.graph.store import Store
from kg.web.app import create_app
from kg.web.connection import Connection

_TOKEN = "KG_WRITE_TOKEN"
_SHORTEST = 16  # characters of a token
_CONNECTIONS = 1000
_LAST_ANSWERS = 10  # seconds for what is still being answered when the server is to end
_ALLOCATOR = "mimalloc"  # the engine's queries are faster with it than with the C library's


def serve(settings: Settings, ready: Callable[[str], None], *, write: bool = False, log_values: bool = False) -> None:
    """Serve until interrupted; *ready* is told the address once connections are taken.

    Raises StoreError where there is no store, UsageError where the port cannot be had, or where it is to *write*
    and the environment holds no token for that.
    """
    token = _token() if write else None
    if "://" in settings.store:
        raise UsageError(f"{settings.store} is a server already; kg serve takes a store in a folder.")
    Store.open(settings.store).close()
    _choose_allocator()
    with _listen(settings.host, settings.port) as listener:
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
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
            timeout_graceful_shutdown=_LAST_ANSWERS,
        )
        ready(f"http://{shown}:{port}/")
        uvicorn.Server(config).run(sockets=[listener])


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

"""Run the application on a network interface."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from kg.config import Settings
from kg.errors import UsageError
from kg.graph.store import Store
from kg.web.app import create_app


def serve(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; *ready* is told the address once connections are taken.

    Raises StoreError where there is no store, UsageError where the port cannot be had.
    """
    Store.open(settings.store).close()
    with _listen(settings.host, settings.port) as listener:
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        config = uvicorn.Config(create_app(settings), log_level="warning", access_log=False)
        ready(f"http://{shown}:{port}/")
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise UsageError(f"Nothing can be served on {host}, port {port}: {error.strerror or error}.") from error

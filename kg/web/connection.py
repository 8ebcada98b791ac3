"""One connection of a client, which is closed if its request does not arrive in time."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

_SLOWEST = 10  # seconds until a request's headers are there


class Connection(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with an end to waiting for a first request."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self.loop.call_later(_SLOWEST, self._close_unused)

    def _close_unused(self) -> None:
        if self.scope is None and not self.transport.is_closing():
            self.transport.close()

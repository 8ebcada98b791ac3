"""One connection of a client, which is closed where a request does not arrive in time."""

from __future__ import annotations

import asyncio
import socket

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_SLOWEST = 10  # seconds until the head of a request is there
_EACH = 100  # connections of one client


class Connection(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with an end to waiting for the head of a request."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait; a client that holds too many connections already gets no other."""
        super().connection_made(transport)
        self._watch()
        line: socket.socket | None = transport.get_extra_info("socket")
        if line is not None:  # asyncio does not on a socket that it did not make: a body then waits 40 ms for its head
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not self.config.proxy_headers and self.client:  # behind a proxy all have one address
            same = sum((getattr(one, "client", None) or [""])[0] == self.client[0] for one in self.connections)
            if same > _EACH:
                transport.abort()

    def data_received(self, data: bytes) -> None:
        """Wait on, or no longer."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        super().connection_lost(exc)
        self._forget()

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._forget()
        elif self._timer is None:
            self._timer = self.loop.call_later(_SLOWEST, self.transport.close)

    def _forget(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None

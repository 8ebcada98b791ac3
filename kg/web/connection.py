"""One connection of a client, which is closed where a request does not arrive in time, or has too long a head, and
where the client does not take its answer.
"""

from __future__ import annotations

import asyncio
import socket
from typing import cast

from starlette.applications import Starlette
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.config import Settings

_SLOWEST = 10  # seconds until the head of a request is there
_LONGEST_HEAD = 256_000  # bytes of a request line and its headers
_EACH = 100  # connections of one client


class Connection(HttpToolsProtocol):
    """HTTP/1.1 as uvicorn speaks it by a parser in C, with an end to waiting for the head of a request."""

    _timer: asyncio.TimerHandle | None = None
    _sending: asyncio.TimerHandle | None = None
    _in_head = True
    _head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait; a client that holds too many connections already gets no other."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=0)  # so that it is told of all that the client does not take
        self._watch()
        line: socket.socket | None = transport.get_extra_info("socket")
        if line is not None:  # asyncio does not on a socket that it did not make: a body then waits 40 ms for its head
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not self.config.proxy_headers and self.client:  # behind a proxy all have one address
            same = sum((getattr(one, "client", None) or [""])[0] == self.client[0] for one in self.connections)
            if same > _EACH:
                transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take what came; a head beyond all measure is not waited for."""
        self._head = self._head + len(data) if self._in_head else 0
        super().data_received(data)
        if self._in_head and self._head > _LONGEST_HEAD and not self.transport.is_closing():
            self.send_400_response(f"The head of a request has {_LONGEST_HEAD} bytes at most.")

    def on_message_begin(self) -> None:
        """A request begins: wait for the end of its head."""
        super().on_message_begin()
        self._in_head = True
        self._watch()

    def on_headers_complete(self) -> None:
        """The head is there; it names its host once (RFC 9112, section 3.2), or the request is answered with 400."""
        self._in_head = False
        self._forget()
        if self.parser.get_http_version() == "1.1" and sum(name == b"host" for name, _ in self.headers) != 1:
            raise ValueError("host")
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        super().connection_lost(exc)
        self._forget()
        self._taken()

    def pause_writing(self) -> None:
        """The client takes no more now: wait, but not for ever."""
        super().pause_writing()
        self._wait(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """The client has taken all."""
        super().resume_writing()
        self._taken()

    def _wait(self, left: int) -> None:
        settings: Settings = cast(Starlette, self.config.app).state.settings
        self._sending = self.loop.call_later(settings.send_seconds, self._look, left)

    def _look(self, before: int) -> None:
        """Wait on where something was taken since there were *before* bytes left; else let go of client and answer."""
        left = self.transport.get_write_buffer_size()
        if left < before:
            self._wait(left)
        else:
            self.transport.abort()

    def _taken(self) -> None:
        if self._sending is not None:
            self._sending.cancel()
        self._sending = None

    def _watch(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(_SLOWEST, self.transport.close)

    def _forget(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None

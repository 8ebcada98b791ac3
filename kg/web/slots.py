"""Who may run a query now: so many in all, fewer for each client, so that one cannot starve the others."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from ipaddress import ip_address, ip_network

from kg.web.refused import RefusedError

_WAITING, _ALL_WAITING = 32, 512  # requests of one client, and of all, that wait for their turn


class Slots:
    """Turns for a number of workers; a client has half of them at most."""

    def __init__(self, workers: int, seconds: float) -> None:
        self._free = asyncio.Semaphore(workers)
        self._each = max(workers // 2, 1)
        self._patience = seconds
        self._own: dict[str, asyncio.Semaphore] = {}
        self._asked: Counter[str] = Counter()

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Wait for a turn and hold it; RefusedError (429, or 503) where too many wait already."""
        client = _network(client)
        if self._asked[client] >= self._each + _WAITING:
            raise RefusedError(429, f"{_WAITING} requests of yours are waiting already; send fewer at a time.",
                               {"Retry-After": "1"})  # fmt: skip
        if self._asked.total() >= _ALL_WAITING:
            raise busy()
        self._asked[client] += 1
        try:
            async with (
                asyncio.timeout(self._patience) as patience,
                self._own.setdefault(client, asyncio.Semaphore(self._each)),
                self._free,
            ):
                patience.reschedule(None)
                yield
        except TimeoutError:
            raise busy() from None
        finally:
            self._asked[client] -= 1
            if not self._asked[client]:
                del self._asked[client], self._own[client]


def busy() -> RefusedError:
    """What a client is told when it may try again."""
    return RefusedError(503, "The server is busy; try again in a moment.", {"Retry-After": "5"})


@lru_cache(maxsize=1000)
def _network(client: str) -> str:
    """Who a client is: an IPv4 address, or the half of an IPv6 address that tells networks apart.

    >>> _network("192.0.2.7"), _network("2001:db8:1:2:3::4")
    ('192.0.2.7', '2001:db8:1:2::/64')
    """
    try:
        address = ip_address(client)
    except ValueError:  # a socket of the machine itself
        return client
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))

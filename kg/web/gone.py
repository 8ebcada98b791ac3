"""Work for a client that may go away: then nobody waits for its end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import Request

from kg.web.refused import RefusedError

_GONE = 499  # the status by which logs tell it; nobody is there to be answered


@asynccontextmanager
async def while_wanted(request: Request) -> AsyncIterator[None]:
    """End what is done in the block when the client closes its connection; RefusedError then.

    The body of the request is not there any more: it has to be read before.
    """
    task = asyncio.current_task()
    assert task is not None
    watching = asyncio.create_task(_watch(request, task))
    try:
        yield
    except asyncio.CancelledError:
        if not watching.done():  # the server itself ends the request
            raise
        task.uncancel()
        raise client_gone() from None
    finally:
        watching.cancel()


async def _watch(request: Request, task: asyncio.Task[object]) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    task.cancel()


def client_gone() -> RefusedError:
    """What a request ends with that nobody waits for."""
    return RefusedError(_GONE, "The client is gone.")

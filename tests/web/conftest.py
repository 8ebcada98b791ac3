"""A server over the five plans, for all tests that only read it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.web.served import served


@pytest.fixture(scope="session")
def client(store_folder: Path) -> Iterator[httpx.Client]:
    with served(store_folder, query_seconds=6) as server:
        yield server.client

"""One graph of the five plans, made from the hand annotations, for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph.store import Store
from kg.pipeline import build
from tests.records import PLANS, gold_record


@pytest.fixture(scope="session")
def five_plans_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("five-plans") / "store"
    build([PLANS], folder, extract=gold_record, root=PLANS)
    return folder


@pytest.fixture(scope="session")
def five_plans(five_plans_folder: Path) -> Iterator[Store]:
    with Store.open(five_plans_folder) as store:
        yield store

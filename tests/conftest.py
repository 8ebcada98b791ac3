"""A store built from the five plans, for all tests that read it."""

from pathlib import Path

import pytest

from kg.graph.ontology import sample_plans
from kg.graph.store import Store
from kg.pipeline import build


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("five-plans") / "store"
    build([sample_plans()], folder)
    return folder


@pytest.fixture
def store(store_folder: Path) -> Store:
    return Store.open(store_folder)

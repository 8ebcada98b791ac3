"""A store built from the five plans, for all tests that read it; and a count of the tests that ran, by kind."""

from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest

from kg.graph.ontology import sample_plans
from kg.graph.store import Store
from kg.pipeline import build

MARKED = ("browser", "docs", "gold", "wheel")
BY_PLACE = {"notebooks": "notebook", "web": "endpoint"}


class Count:
    """How many tests of each kind ran; a plugin, because the hooks of this file do not see the doctests."""

    def __init__(self) -> None:
        self.ran: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        kind = kind_of(item)
        no_browser = kind == "browser" and report.when == "setup" and report.skipped
        self.ran[kind] += no_browser or (report.when == "call" and not report.skipped)
        return report


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Count(), "count")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)


def kind_of(item: pytest.Item) -> str:
    """What kind of test this is: doctest, property, one of the marked kinds, or unit."""
    if isinstance(item, pytest.DoctestItem):
        return "doctest"
    if marked := next((name for name in MARKED if item.get_closest_marker(name)), None):
        return marked
    if getattr(getattr(item, "function", None), "is_hypothesis_test", False):
        return "property"
    return BY_PLACE.get(item.path.parent.name, "unit")


@pytest.fixture
def ran(request: pytest.FixtureRequest) -> Counter[str] | None:
    """How many tests of each kind ran before this one; browser tests count where they are skipped for want of
    Chromium. None where only a part of all tests was asked for.
    """
    config = request.config
    narrowed = [
        config.getoption(name, None) for name in ("keyword", "markexpr", "deselect", "lf", "ignore", "stepwise")
    ]
    if config.args_source != pytest.Config.ArgsSource.TESTPATHS or any(narrowed):
        return None
    count = config.pluginmanager.get_plugin("count")
    assert isinstance(count, Count)
    return count.ran


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("five-plans") / "store"
    build([sample_plans()], folder)
    return folder


@pytest.fixture
def store(store_folder: Path) -> Store:
    return Store.open(store_folder)

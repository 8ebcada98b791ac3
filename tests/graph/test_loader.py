"""Statements on their way into the engine."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.graph import loader
from kg.graph.loader import Loader
from kg.graph.store import Store

LINE = '<http://example.org/{n}> <http://example.org/p> "{n}" <http://example.org/g{graph}> .\n'


@pytest.fixture
def engine() -> ox.Store:
    return ox.Store()


@pytest.fixture(params=[8_000_000, 100], ids=["one by one", "in bulk"])
def taking(engine: ox.Store, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loader]:
    monkeypatch.setattr(loader, "_BULK", request.param)
    monkeypatch.setattr(loader, "_SLICE", 1000)
    taking = Loader(engine)
    yield taking
    taking.close()


def test_all_of_it_is_there_in_the_end(engine: ox.Store, taking: Loader) -> None:
    lines = [LINE.format(n=n, graph=n % 3).encode() for n in range(200)]
    for n, line in enumerate(lines):
        taking.take(f"http://example.org/g{n % 3}", line)
    assert len(engine) < 200
    assert taking.holds("http://example.org/g0")
    taking.settle()
    assert len(engine) == 200
    assert not taking.holds("http://example.org/g0")
    assert taking.written == sum(map(len, lines))


def test_what_goes_wrong_beside_is_told(taking: Loader) -> None:
    taking.take("http://example.org/g", b"<no statement>\n" * 100)
    with pytest.raises(SyntaxError):
        taking.settle()


def test_what_waits_when_it_is_closed_is_forgotten(engine: ox.Store, taking: Loader) -> None:
    taking.take("http://example.org/g0", LINE.format(n=1, graph=0).encode())
    taking.close()
    taking.settle()
    assert len(engine) == 0


def test_graphs_that_are_put_again_are_loaded_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"http://example.org/g{n}" for n in range(20)]
    handed: list[Loader] = []
    hand_on = Loader._hand_on

    def counted(taking: Loader) -> None:
        handed.append(taking)
        hand_on(taking)

    monkeypatch.setattr(Loader, "_hand_on", counted)
    for turn in range(2):
        with Store.open(tmp_path / "store", write=True) as store:
            for n, name in enumerate(names):
                store.replace(name, LINE.format(n=turn, graph=n).encode())
    assert len(handed) == 2
    with Store.open(tmp_path / "store") as store:
        assert {row["o"] for row in store.select("SELECT ?o { ?s ?p ?o }")} == {"1"}


def test_a_store_that_is_closed_says_so(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store", write=True)
    store.replace("http://example.org/g0", LINE.format(n=1, graph=0).encode())
    store.close(keep=False)
    with pytest.raises(StoreError, match="is closed"):
        store.query("ASK {}")

"""Shards into a store, as they come."""

import time
from contextlib import suppress
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.graph.shards import loading_shards
from kg.graph.store import Store

LINE = '<http://example.org/{n}> <http://example.org/p> "{n}" <http://example.org/g> .\n'


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a state of its own."""
    with loading_shards(tmp_path / "store") as take:
        take([shard(tmp_path / "first.nq", 0)])
    return tmp_path / "store"


def shard(file: Path, *numbers: int) -> str:
    """A file of statements."""
    file.write_text("".join(LINE.format(n=n) for n in numbers), "utf-8")
    return str(file)


def held(store: Path) -> list[str]:
    """What readers see."""
    with Store.open(store) as graph:
        return sorted(str(row["o"]) for row in graph.select("SELECT ?o { ?s ?p ?o }"))


def test_they_are_all_that_the_store_holds_when_the_block_has_ended(store: Path, tmp_path: Path) -> None:
    with loading_shards(store) as take:
        take([shard(tmp_path / "a.nq", 1, 2), shard(tmp_path / "b.nq", 3)])
        take([])
        take([shard(tmp_path / "c.nq", 4)])
        assert held(store) == ["0"]
    assert held(store) == ["1", "2", "3", "4"]


def test_an_error_in_the_block_changes_nothing(store: Path, tmp_path: Path) -> None:
    with suppress(ZeroDivisionError), loading_shards(store) as take:
        take([shard(tmp_path / "a.nq", 1)])
        1 / 0  # noqa: B018
    assert held(store) == ["0"]


@pytest.mark.parametrize(("text", "told"), [("<a> <b> .", "no file of N-Quads"), (None, "cannot be read|No such file")])
def test_a_bad_shard_changes_nothing(store: Path, tmp_path: Path, text: str | None, told: str) -> None:
    if text is not None:
        (tmp_path / "bad.nq").write_text(text, "utf-8")
    with pytest.raises(InputError, match=told), loading_shards(store) as take:
        take([shard(tmp_path / "a.nq", 1), str(tmp_path / "bad.nq")])
    assert held(store) == ["0"]


def test_no_shards_are_no_graph(store: Path) -> None:
    with pytest.raises(InputError, match="no statements"), loading_shards(store):
        pass
    assert held(store) == ["0"]


def test_what_is_wrong_with_a_shard_is_told_while_others_are_made(store: Path, tmp_path: Path) -> None:
    until, told = time.monotonic() + 60, ""
    with suppress(ZeroDivisionError), loading_shards(store) as take:
        while not told and time.monotonic() < until:
            try:
                take([str(tmp_path / "missing.nq")])
            except InputError as error:
                told = str(error)
        1 / 0  # noqa: B018
    assert "missing.nq" in told
    assert held(store) == ["0"]

"""All tests that there should be have run; a filter that quietly leaves most of them out is noticed here."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

PINNED: dict[str, int] = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))["kinds"]


@pytest.mark.last
def test_as_many_tests_of_each_kind_ran_as_pinned(ran: Counter[str] | None) -> None:
    if ran is None:
        pytest.skip("only a part of the tests was asked for")
    fewer = {kind: (ran[kind], least) for kind, least in PINNED.items() if ran[kind] < least}
    assert not fewer, f"fewer tests ran than tests/kinds.toml asks for (ran, at least): {fewer}"
    assert ran.keys() <= PINNED.keys(), f"tests/kinds.toml does not pin every kind; there ran {dict(ran)}"

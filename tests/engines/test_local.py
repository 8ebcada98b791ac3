"""Order, failures and dead workers, with real processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.engines.local import run
from kg.errors import InputError


def size(path: Path) -> int:
    """Read a file; some names stand for accidents."""
    if path.name == "refused.txt":
        raise InputError(str(path), "is empty")
    if path.name == "killer.txt":
        os._exit(9)
    if path.name == "bug.txt":
        raise KeyError("number")
    return len(path.read_bytes())


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    made = [tmp_path / f"{n:02}.txt" for n in range(20)]
    for n, path in enumerate(made):
        path.write_bytes(b"x" * n)
    return made


@pytest.mark.parametrize("jobs", [1, 2])
def test_outcomes_come_in_the_order_of_the_paths(paths: list[Path], jobs: int) -> None:
    outcomes = list(run(size, iter(paths), jobs))
    assert [(o.path, o.value, o.reason) for o in outcomes] == [(p, n, None) for n, p in enumerate(paths)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failing_file_says_why_and_the_others_go_on(paths: list[Path], tmp_path: Path, jobs: int) -> None:
    bad = [tmp_path / "refused.txt", tmp_path / "missing.txt", tmp_path / "bug.txt"]
    outcomes = list(run(size, [*bad, *paths], jobs))
    assert [o.reason for o in outcomes[:3]] == [
        f"{bad[0]}: is empty",
        f"{bad[1]}: cannot be read: No such file or directory",
        f"{bad[2]}: KeyError: 'number'",
    ]
    assert [o.value for o in outcomes[3:]] == list(range(20))


def test_a_worker_that_dies_costs_its_own_file_only(paths: list[Path], tmp_path: Path) -> None:
    killer = tmp_path / "killer.txt"
    outcomes = list(run(size, [*paths[:5], killer, *paths[5:]], jobs=2))
    assert [o.path for o in outcomes if o.value is None] == [killer]
    assert outcomes[5].reason == f"{killer}: the process that read it came to a sudden end"
    assert [o.value for o in outcomes if o.value is not None] == list(range(20))


def test_paths_are_taken_only_as_far_as_needed(paths: list[Path]) -> None:
    taken: list[Path] = []
    source = (taken.append(path) or path for path in paths)  # type: ignore[func-returns-value]
    outcomes = run(size, source, jobs=2)
    assert next(iter(outcomes)).value == 0
    assert len(taken) <= 8


KILLED = """
import os, time
from pathlib import Path
from kg.engines.local import run

def work(path):
    os.write(1, b"at work\\n")  # at once: print writes a line and its end apart when output is not buffered
    time.sleep(600)

if __name__ == "__main__":
    list(run(work, [Path(name) for name in "abcd"], jobs=2))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, env=env)
    assert parent.stdout is not None
    assert [parent.stdout.readline() for _ in range(2)] == [b"at work\n"] * 2
    parent.kill()
    assert parent.communicate(timeout=60)[0] == b""  # the pipe ends when the last that holds it has ended

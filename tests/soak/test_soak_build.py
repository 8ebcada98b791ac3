"""A build that is killed at a random moment leaves the old or the new state, whole, and the next one goes on.

``KG_SOAK_KILLS`` says how often (``make soak``: 100), ``KG_SOAK_SEED`` from which seed.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph.ontology import sample_plans
from kg.graph.store import Store
from kg.pipeline import build

KILLS = int(os.environ.get("KG_SOAK_KILLS", "10"))
SEED = int(os.environ.get("KG_SOAK_SEED", "20261127"))
JOBS = ("1", "2")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


def state(folder: Path) -> list[str]:
    with Store.open(folder) as store:
        return list(store.nquads())


def started(plans: Path, store: Path, jobs: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kg.cli", "build", str(plans), "--store", str(store), "--jobs", jobs]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(command, cwd=plans, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def moments(plans: Path, old: Path, scratch: Path) -> Iterator[tuple[str, float]]:
    """Jobs, and seconds after the start: the late ones, in which the store is written, twice as often."""
    lasts = {}
    for jobs in JOBS:
        began = time.monotonic()
        assert started(plans, shutil.copytree(old, scratch / jobs), jobs).wait() == 0
        lasts[jobs] = time.monotonic() - began
    chance = random.Random(SEED)
    for turn in range(KILLS):
        jobs = JOBS[turn % 2]
        yield jobs, lasts[jobs] * 1.1 * max(chance.random(), chance.random())


def test_a_build_killed_at_random_moments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plans, old = shutil.copytree(sample_plans(), tmp_path / "plans"), tmp_path / "old"
    files = sorted(plans.glob("*.txt"))
    build(files[:3], old, root=plans)
    with files[0].open("a", encoding="utf-8") as file:
        file.write("\nTheo Nghị định số 61/2018/NĐ-CP.\n")
    build([plans], tmp_path / "clean", root=plans)
    before, after = state(old), state(tmp_path / "clean")
    assert before != after
    ended = []
    for jobs, seconds in moments(plans, old, tmp_path):
        store = shutil.copytree(old, tmp_path / "store")
        killed = started(plans, store, jobs)
        try:
            killed.wait(seconds)
        except subprocess.TimeoutExpired:
            killed.kill()
        killed.wait()
        found = state(store)
        assert found in (before, after), f"a mix after {seconds:.3f} s with {jobs} jobs, seed {SEED}"
        ended.append(found == after)
        build([plans], store, root=plans)
        assert state(store) == after, f"the build after a kill differs: {seconds:.3f} s, {jobs} jobs, seed {SEED}"
        assert len(list(store.glob("generation-*"))) <= 2
        shutil.rmtree(store)
    with capsys.disabled():
        print(
            f"\nseed {SEED}: of {KILLS} killed builds {ended.count(False)} left the old state, {sum(ended)} the new one"
        )
    assert not all(ended)

"""The benchmarks run and print their rows; how fast they are is not tested."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MEASURES = [
    "texts, one process, warm",
    "peak memory",
    "long documents",
    "short documents",
    "long against short",
    "time for 8 times the text",
    "--jobs 1",
    "--jobs 2",
    "--jobs 2 against one",
]


def benchmark(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "benchmarks" / "extract.py", *arguments]
    return subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize("form", ["table", "json"])
def test_every_measure_is_printed(form: str, tmp_path: Path) -> None:
    plan = ROOT / "data" / "plans" / "vinh-quang-2023.txt"
    (tmp_path / plan.name).write_bytes(plan.read_bytes())
    small = ["--rounds", "1", "--long", "16", "--short", "4", "--times", "1"]
    done = benchmark(tmp_path, *small, *(["--json"] if form == "json" else []))
    assert done.stderr == ""
    if form == "table":
        assert [line[:34].strip() for line in done.stdout.splitlines()] == MEASURES
    else:
        rows = json.loads(done.stdout)
        assert [row["measure"] for row in rows] == MEASURES
        assert all(row["value"] > 0 for row in rows)


def test_a_folder_without_texts_is_named(tmp_path: Path) -> None:
    done = benchmark(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{tmp_path} has no .txt files.\n"

"""The benchmarks run and print their rows; how fast they are is not tested."""

import json
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest

from tests.text.written import as_docx, as_html

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


@pytest.mark.parametrize("form", ["table", "json"])
def test_the_speed_of_each_format_is_printed(form: str, tmp_path: Path) -> None:
    text = (ROOT / "data" / "plans" / "vinh-quang-2023.txt").read_text("utf-8")
    for suffix, data in (("txt", text.encode()), ("html", as_html(text)), ("docx", as_docx(text)), ("rtf", b"{\\rtf1")):
        (tmp_path / f"plan.{suffix}").write_bytes(data)
    command = [sys.executable, ROOT / "benchmarks" / "formats.py", tmp_path, "--rounds", "1"]
    command += ["--json"] if form == "json" else []
    done = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.stderr == ""
    if form == "table":
        assert [line.split()[0] for line in done.stdout.splitlines()] == ["html", "text", "zip"]
    else:
        rows = json.loads(done.stdout)
        assert [(row["format"], row["files"]) for row in rows] == [("html", 1), ("text", 1), ("zip", 1)]
        assert all(row["megabytes_per_second"] > 0 for row in rows)


@pytest.mark.parametrize("form", ["table", "json"])
def test_each_named_query_is_timed(form: str, tmp_path: Path) -> None:
    command = [sys.executable, ROOT / "benchmarks" / "queries.py", "40000", "60000", "--keep", tmp_path, "--runs", "2"]
    command += ["--json"] if form == "json" else []
    done = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    names = sorted(file.stem for file in (ROOT / "ontology" / "queries").glob("*.rq"))
    if form == "table":
        assert [line.split()[0] for line in done.stdout.splitlines()] == ["query", *names, *names, "peak"]
        return
    rows = json.loads(done.stdout)
    assert [row["query"] for row in rows] == [*names, *names]
    sizes = [40000] * len(names) + [60000] * len(names)
    assert all(abs(row["triples"] / size - 1) < 0.25 for row, size in zip(rows, sizes, strict=True))
    answered = {row["query"] for row in rows if row["rows"]}
    assert answered >= {"provinces-citing", "evidence", "matrix", "most-cited", "coverage", "amendment-chain"}


@pytest.mark.browser
@pytest.mark.skipif(not which("chromium"), reason="there is no Chromium here")
def test_the_graph_page_is_measured() -> None:
    """A page that is ready and moves; how soon and how smoothly depends on the machine."""
    command = [sys.executable, "benchmarks/view.py", "60", "--loads", "1", "--seconds", "0.3", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.stderr == ""
    (row,) = json.loads(done.stdout)
    assert (row["nodes"], row["ready"] > 0, row["frames"] > 1) == (60, True, True)


@pytest.mark.parametrize("form", ["table", "json"])
def test_servers_are_timed_side_by_side(form: str, tmp_path: Path) -> None:
    command = [sys.executable, ROOT / "benchmarks" / "serve.py", "40000", "--servers", "ours", "oxigraph"]
    command += ["--only", "evidence", "most-cited", "--runs", "2", *(["--json"] if form == "json" else [])]
    done = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    if form == "table":
        lines = [line.split()[0] for line in done.stdout.splitlines()]
        assert lines == [*["clients:", "evidence", "most-cited"] * 2, "rows!:"]
        assert "!" not in "".join(done.stdout.splitlines()[:-1])
        return
    rows = json.loads(done.stdout)
    measured = [(row["server"], row["query"], row["clients"]) for row in rows if not row["errors"]]
    assert measured == [(s, q, c) for q in ("evidence", "most-cited") for c in (1, 8) for s in ("ours", "oxigraph")]
    assert all(0 < row["median"] <= row["late"] for row in rows)

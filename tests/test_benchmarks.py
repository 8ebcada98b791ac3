"""The benchmarks run and print their rows; how fast they are is not tested."""

import json
import os
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from shutil import which

import pytest

import kg
from benchmarks.copies import renumbered, repeated
from benchmarks.processes import family, proportional
from tests.text.written import as_docx, as_html

ROOT = Path(__file__).parents[1]
PEERS: dict[str, list[str]] = {
    peer["name"]: peer.get("packages", [])
    for peer in tomllib.loads((ROOT / "benchmarks" / "peers.toml").read_text("utf-8"))["peer"]
}
BEGIN, END = (f"<!-- made by benchmarks/peers.py: {end} -->" for end in ("begin", "end"))
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


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="memory is read from /proc, which only Linux has")
def test_builds_of_made_documents_are_measured(tmp_path: Path) -> None:
    script = ROOT / "benchmarks" / "build.py"
    command = [sys.executable, str(script), "12", "--keep", str(tmp_path), "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    rows = json.loads(done.stdout)
    assert [(row["engine"], row["documents"]) for row in rows] == [("1", 12), ("2", 12)]
    assert all(row[name] > 0 for row in rows for name in ("megabytes", "seconds", "processor", "memory", "store"))
    assert all(row["beside"] > 0 and 0 <= row["merging"] < row["processor"] - row["beside"] for row in rows)
    assert rows[0]["megabytes"] == sum(path.stat().st_size for path in tmp_path.rglob("*.txt")) / 1e6
    assert [path.name for path in tmp_path.iterdir()] == ["12"], "nothing else is left behind"


@pytest.mark.parametrize(
    ("text", "copy", "expected"),
    [
        ("Số: 636/TB-VPCP\nTheo 7/TB-VPCP", 0, "Số: 636/TB-VPCP\nTheo 7/TB-VPCP"),
        ("Số: 636/TB-VPCP\nTheo 7/TB-VPCP", 2, "Số: 2636/TB-VPCP\nTheo 7/TB-VPCP"),
        ("Số:\n08/2025/TT-BTC", 1, "Số:\n1008/2025/TT-BTC"),
        ("Số: *2b* /KH-UBND", 3, "Số: *3002b* /KH-UBND"),
        ("Số: /KH- UBND", 3, "Số: 3000/KH- UBND"),
        ("QUYẾT ĐỊNH số 5/QĐ-UBND", 4, "Số: 4000/CV-UBND\n\nQUYẾT ĐỊNH số 5/QĐ-UBND"),
    ],
)
def test_a_copy_is_a_document_of_its_own(text: str, copy: int, expected: str) -> None:
    assert renumbered(text, copy) == expected


def test_real_documents_are_repeated_in_turn(tmp_path: Path) -> None:
    plans = ROOT / "data" / "plans"
    names = sorted(path.stem for path in plans.glob("*.txt"))
    made = repeated(plans, 2 * len(names) + 1, tmp_path / "copies")
    files = list(made.rglob("*.txt"))
    texts = {path.stem: path.read_text("utf-8") for path in files}
    assert sorted(texts) == sorted(f"{names[index % len(names)]}-{index}" for index in range(2 * len(names) + 1))
    assert len(set(texts.values())) == len(texts), "no two are the same"
    documents = [kg.extract(path) for path in files]
    assert len({document.id for document in documents}) == len(files), "and each is a document of its own"
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(SystemExit, match=r"no \.txt"):
        repeated(empty, 1, tmp_path / "none")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are read from /proc, which only Linux has")
def test_what_any_thread_starts_is_counted() -> None:
    """As Java does, whose first thread starts nothing."""
    with ThreadPoolExecutor(1) as thread:
        child = thread.submit(subprocess.Popen, ["cat"], stdin=subprocess.PIPE).result()
        try:
            assert child.pid in [one.number for one in family(os.getpid())]
        finally:
            child.communicate()
    assert child.pid not in [one.number for one in family(os.getpid())]


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").is_file(), reason="an older kernel does not count shares")
def test_a_page_that_processes_share_is_counted_once() -> None:
    """As Spark's Python workers share what they were forked with: 200 MB held by three are 200, not 600."""
    script = """if True:
        import os, sys
        held = b"x" * 200_000_000
        for _ in range(2):
            if os.fork() == 0:
                break
        print(flush=True)  # each of the three says that it stands
        sys.stdin.read()
    """
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdin
        assert parent.stdout
        assert all(parent.stdout.readline() == b"\n" for _ in range(3))
        kin = list(family(parent.pid))
        assert len(kin) == 3
        assert all(0 <= one.age < 60 for one in kin)
        assert sum(one.resident for one in kin) > 600
        assert 200 < sum(proportional(one.number) for one in kin) < 300
        parent.stdin.close()
    assert proportional(parent.pid) == 0.0, "it has ended"


@pytest.mark.parametrize("form", ["table", "json"])
def test_the_steps_of_a_build_are_measured(form: str, tmp_path: Path) -> None:
    command = [sys.executable, "benchmarks/steps.py", "3", "6", "--keep", str(tmp_path)]
    command += ["--json"] if form == "json" else []
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    if form == "table":
        assert [line.split()[0] for line in done.stdout.splitlines()] == ["documents", "3", "6"]
        return
    few, more = json.loads(done.stdout)
    assert (few["documents"], more["documents"]) == (3, 6)
    assert few["statements"] < more["statements"]
    assert all(value > 0 for row in (few, more) for value in row.values())


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


def peers(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The programs that need no installation, on the sample plans."""
    command = [
        sys.executable,
        ROOT / "benchmarks" / "peers.py",
        ROOT / "data" / "plans",
        "--gold",
        ROOT / "data" / "gold",
    ]
    command += ["--rounds", "1", "--only", *(name for name, packages in PEERS.items() if not packages), *arguments]
    return subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True, timeout=300)


def columns(markdown: str) -> list[list[str]]:
    """The first row of each table."""
    lines = markdown.splitlines()
    heads = [line for line, below in pairwise(lines) if below.startswith("| ---")]
    return [[cell.strip() for cell in head.strip("|").split("|")] for head in heads]


def test_programs_are_measured_beside_ours() -> None:
    done = peers("--sizes", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    rows = {row["program"]: row for row in found["peers"]}
    assert (list(rows), found["graphs"]) == ([name for name, packages in PEERS.items() if not packages], [])
    assert not any(row["fault"] for row in rows.values())
    assert all(row["found"] > 50 and row["seconds"] > 0 and row["memory"] > 5 for row in rows.values())
    ours, *others = rows.values()
    assert (ours["found"], ours["exact"]) == (86, 1)
    assert all(0.5 < row["exact"] < 1 and row["precision"] > 0.9 for row in others)


def test_rdflib_is_measured_beside_our_store_and_a_page_gets_the_tables(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    done = peers("--sizes", "40000", "--limit", "1", "--readme", page)
    assert done.returncode == 0, done.stderr
    assert page.read_text("utf-8") == f"before\n{BEGIN}\n{done.stdout}{END}\nafter\n"
    lines = [line.split("|")[1].strip() for line in done.stdout.splitlines() if line.startswith("| `")]
    assert lines == [f"`{file.stem}`, ms" for file in sorted((ROOT / "ontology" / "queries").glob("*.rq"))]
    (conflicts,) = (line.split("|")[2:4] for line in done.stdout.splitlines() if line.startswith("| `conflicts`"))
    assert all(float(milliseconds) > 0 for milliseconds in conflicts)
    programs, graphs = columns(done.stdout)
    readme = (ROOT / "README.md").read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    assert columns(readme)[0] == programs
    engines = [name.split(",")[0] for name in columns(readme)[1]]
    assert engines == ["", *["ours", "rdflib"] * (len(engines) // 2)]
    assert [name.split(",")[0] for name in graphs] == ["", "ours", "rdflib"]
    first = [line.split("|")[1].strip() for line in readme.splitlines() if line.startswith("|")]
    assert first[2 : 2 + len(PEERS)] == list(PEERS)
    assert set(lines) <= set(first)


def test_a_program_that_cannot_be_installed_is_named(tmp_path: Path) -> None:
    """pip is given a version that no package has, and asks no index."""
    script = "import environments\nenvironments.python_with(['wheel==0'], environments.Path('there'))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "benchmarks"), "PIP_NO_INDEX": "1"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
    assert done.stderr.splitlines()[-1].startswith("environments.NotInstalledError: ERROR: No matching distribution")


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
        assert lines == [*["clients:", "evidence", "most-cited"] * 2, "a"]
        assert "!" not in "".join(done.stdout.splitlines()[:-1])
        return
    rows = json.loads(done.stdout)
    measured = [(row["server"], row["query"], row["clients"]) for row in rows if not row["errors"]]
    assert measured == [(s, q, c) for q in ("evidence", "most-cited") for c in (1, 8) for s in ("ours", "oxigraph")]
    assert all(0 < row["median"] <= row["late"] for row in rows)

"""Spark on this machine gives the graph of one process, whatever its inputs, its faults and its interruptions."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from kg.config import DEFAULT_BASE
from kg.engines.local import run
from kg.errors import InputError, UsageError
from kg.graph.queries import ask
from kg.graph.shards import load_shards, loading_shards, shard_files
from kg.graph.store import Store
from kg.models import Document, Source
from kg.pipeline import build, read_and_extract
from tests.graph.test_graph_remote import ASKED
from tests.records import PLANS, ROOT
from tests.servers import oxigraph, virtuoso

pytest.importorskip("pyspark", reason='pyspark is not installed (pip install "can-cu[spark]")')
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
    pytest.mark.usefixtures("quick_spark"),
]

CORPUS = ROOT.parent / "shared" / "corpus"
MASTER = "local[2]"
FILES = sorted(PLANS.glob("*.txt"))
HELD, POISON = "quang-ninh-2024.txt", "tien-giang-2024.txt"


def reading(path: Path) -> tuple[Source, Document]:
    """What the command line reads."""
    return read_and_extract(path)


def poisoned(path: Path) -> tuple[Source, Document]:
    """Ends its process at one of the plans."""
    if path.name == POISON:
        os._exit(9)
    return reading(path)


def held(path: Path) -> tuple[Source, Document]:
    """Never comes to an end of one of the plans."""
    if path.name == HELD:
        signal.pause()
    return reading(path)


def logged(log: Path, path: Path) -> tuple[Source, Document]:
    """Writes down what it reads."""
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{path.name}\n")
    return reading(path)


def lines(store: Path) -> list[str]:
    with Store.open(store) as graph:
        return list(graph.nquads())


def shards(output: Path) -> list[str]:
    """The statements as they stand in the shards, but for the record of the build."""
    files = [file for file in shard_files(output) if file.parent.name != "builds"]
    return sorted(line for file in files for line in file.read_text("utf-8").split("\n") if line)


def findings(output: Path) -> list[tuple[str, str]]:
    """The findings about whole sources: code and message."""
    from pyarrow import parquet

    rows = parquet.read_table(output / "findings").to_pylist()
    return [(row["code"], row["message"]) for row in rows if row["code"].startswith("source.")]


def spark_build(paths: Iterable[Path | str], output: Path, **options: object) -> object:
    from kg.engines.spark.build import build as build_on_spark

    settings = {"extract": reading, "master": MASTER, "root": PLANS, **options}
    return build_on_spark([str(path) for path in paths], str(output), **settings)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def one_machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("one") / "store"
    build([PLANS], store, root=PLANS)
    return store


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spark") / "tables"
    with loading_shards(folder.parent / "store") as written:
        spark_build([PLANS], folder, written=written)
    return folder


def test_the_shards_hold_the_graph_of_one_machine_each_statement_once(output: Path, one_machine: Path) -> None:
    assert shards(output) == lines(one_machine)


def test_a_store_that_takes_the_shards_as_they_come_holds_the_same(output: Path, one_machine: Path) -> None:
    assert lines(output.parent / "store") == lines(one_machine)


def test_the_store_of_the_shards_goes_on_as_any_other(output: Path, one_machine: Path, tmp_path: Path) -> None:
    with Store.open(one_machine) as graph:
        assert load_shards(output, tmp_path / "store") == graph.totals(DEFAULT_BASE)
    report = build([PLANS], tmp_path / "store", root=PLANS)
    assert (report.read, report.skipped) == (0, 5)
    assert lines(tmp_path / "store") == lines(one_machine)


def test_the_tables_have_a_row_for_each(output: Path, one_machine: Path) -> None:
    from pyarrow import parquet

    sizes = {name: parquet.read_table(output / name).num_rows for name in ("citations", "tasks", "inputs")}
    with Store.open(one_machine) as graph:
        totals = graph.totals(DEFAULT_BASE)
    assert sizes == {"citations": totals["citations"], "tasks": totals["tasks"], "inputs": 5}
    cited = parquet.read_table(output / "documents", columns=["document", "number", "level"]).to_pylist()
    assert {"document": f"{DEFAULT_BASE}eli/vn/ttg/qd/2021/468", "number": "468/QĐ-TTg", "level": "central"} in cited
    (manifest,) = [json.loads(file.read_text("utf-8")) for file in (output / "manifest").glob("part-*.txt")]
    assert (manifest["read"], manifest["failed"], manifest["triples"]) == (5, 0, totals["triples"])


def test_tables_of_names_and_contents_are_read(tmp_path: Path, one_machine: Path) -> None:
    """Text in lines of JSON, bytes in Parquet, and a file beside them."""
    from pyarrow import Table, parquet

    first, second, *others = [{"name": path.name, "content": path.read_text("utf-8")} for path in FILES]
    (tmp_path / "plans.jsonl").write_text("".join(json.dumps(row) + "\n" for row in others[:-1]), encoding="utf-8")
    rows = [{**row, "content": row["content"].encode()} for row in (first, second)]
    parquet.write_table(Table.from_pylist(rows), tmp_path / "plans.parquet")
    spark_build([tmp_path / "plans.jsonl", tmp_path / "plans.parquet", FILES[-1]], tmp_path / "tables")
    assert shards(tmp_path / "tables") == lines(one_machine)


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "plans.jsonl"
    table.write_text('{"name": "a.txt", "text": "A"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="has no column content"):
        spark_build([table], tmp_path / "tables")


def test_what_cannot_be_read_and_what_ends_its_process_are_findings(tmp_path: Path) -> None:
    plans = shutil.copytree(PLANS, tmp_path / "plans")
    (plans / "bad.txt").write_bytes(b"\x00")
    paths = [plans, tmp_path / "missing.txt"]
    report = spark_build(paths, tmp_path / "tables", root=plans, extract=poisoned)
    build(paths, tmp_path / "store", extract=poisoned, root=plans, run=partial(run, jobs=2))
    assert shards(tmp_path / "tables") == lines(tmp_path / "store")
    with Store.open(tmp_path / "store") as graph:
        reasons = [graph.sources(DEFAULT_BASE)[name]["reason"] for name in ("bad.txt", POISON)]
    assert reasons[1].endswith("the process that read it came to a sudden end")
    missing = ("source.missing", "missing.txt: there is no such file")
    assert sorted(findings(tmp_path / "tables")) == [*(("source.failed", reason) for reason in reasons), missing]
    assert getattr(report, "failed", None) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups")
def test_a_killed_job_goes_on_from_what_is_written(tmp_path: Path, one_machine: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.engines.test_spark import held, spark_build\n"
        "spark_build([Path(sys.argv[1])], Path(sys.argv[2]), extract=held)"
    )
    tables, log = tmp_path / "tables", tmp_path / "log.txt"
    command = [sys.executable, "-c", script, str(PLANS), str(tables)]
    job = subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        written = _first_written(tables / "sources", job)
    finally:
        os.killpg(job.pid, signal.SIGKILL)  # the driver and its Java, all at once, as a machine that is switched off
        job.wait()
    assert 0 < written < 5
    spark_build([PLANS], tables, extract=partial(logged, log))
    read = log.read_text("utf-8").split()
    assert HELD in read
    assert len(read) < 5
    assert shards(tables) == lines(one_machine)


def _first_written(folder: Path, job: subprocess.Popen[bytes]) -> int:
    """How many documents the first tasks wrote that were done."""
    from pyarrow import parquet

    began = time.monotonic()
    while job.poll() is None and time.monotonic() - began < 300:
        rows: int = sum(parquet.read_metadata(file).num_rows for file in folder.glob("part-*.parquet"))
        if rows:
            return rows
        time.sleep(0.05)  # until a task is done; there is nothing to wait on
    raise AssertionError("no task came to its end")


def test_a_decree_that_all_cite_is_split(tmp_path: Path) -> None:
    """From the command line, with joins that Spark has to split, and says that it did: the settings are the user's."""
    plans, log = tmp_path / "plans", tmp_path / "log"
    for folder in (plans, log):
        folder.mkdir()
    for number in range(120):
        date = f"ngày {number % 28 + 1} tháng 3 năm 2024"
        (plans / f"{number:03}.txt").write_text(
            f"ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN\nSố: {number}/KH-UBND\nNghệ An, {date}\nKẾ HOẠCH\nVề công việc {number}\n"
            f"Căn cứ Nghị định số 61/2018/NĐ-CP ngày {number % 3 + 22} tháng 4 năm 2018 của Chính phủ;\n"
            f"Căn cứ Quyết định số {number % 7}/QĐ-TTg;\nI. MỤC ĐÍCH\n1. Sở Nội vụ chủ trì.\n",
            encoding="utf-8",
        )
    forced = {
        "spark.sql.autoBroadcastJoinThreshold": "-1", "spark.sql.shuffle.partitions": "3",
        "spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes": "1",
        "spark.sql.adaptive.skewJoin.skewedPartitionFactor": "1",
        "spark.sql.adaptive.advisoryPartitionSizeInBytes": "2k",
        "spark.eventLog.enabled": "true", "spark.eventLog.dir": log.as_uri(), "spark.eventLog.compress": "false",
    }  # fmt: skip
    submit = " ".join(f"--conf {name}={value}" for name, value in forced.items()) + " pyspark-shell"
    command = [sys.executable, "-m", "kg.cli", "build", "plans", "--engine", "spark", "--master", MASTER]
    where = ["-o", "tables", "--store", "store"]
    environment = os.environ | {"PYSPARK_SUBMIT_ARGS": submit}
    done = subprocess.run([*command, *where], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("There are 120 files read")
    build([plans], tmp_path / "one", root=tmp_path)
    assert lines(tmp_path / "store") == lines(tmp_path / "one")
    assert any("SortMergeJoin(skew=true)" in file.read_text("utf-8") for file in log.rglob("events_*"))


def test_a_file_of_two_thousand_pages_goes_with_the_others(tmp_path: Path) -> None:
    folder = shutil.copytree(PLANS, tmp_path / "plans", ignore=shutil.ignore_patterns("*.md"))
    plan = (PLANS / HELD).read_text("utf-8")
    body = plan[plan.index("I. ") :]
    pages = 2_000 * 2_500 // len(body)  # a page has some 2,500 characters
    (folder / "long.txt").write_text(plan + "\n" + "\n".join([body] * pages), "utf-8")
    assert (folder / "long.txt").stat().st_size > 5_000_000
    build([folder], tmp_path / "store", root=folder)
    spark_build([folder], tmp_path / "tables", root=folder)
    assert shards(tmp_path / "tables") == lines(tmp_path / "store")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not there")
def test_the_corpus_gives_the_same_graph(tmp_path: Path) -> None:
    spark_build([CORPUS], tmp_path / "tables", root=CORPUS)
    build([CORPUS], tmp_path / "store", root=CORPUS, run=partial(run, jobs=2))
    assert shards(tmp_path / "tables") == lines(tmp_path / "store")


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, output: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that its own bulk loader filled with the shards."""
    folder = tmp_path_factory.mktemp("server")
    shutil.copytree(output / "nquads", folder / "nquads")
    if request.param == "oxigraph":
        files = [str(path.relative_to(folder)) for path in sorted(folder.glob("nquads/*/*.nq"))]
        loader = [str(Path(sys.executable).parent / "oxigraph"), "load", "--location", "data", "--file", *files]
        subprocess.run(loader, cwd=folder, check=True, capture_output=True)
        with oxigraph(folder) as running:
            yield running.address
        return
    with pytest.MonkeyPatch.context() as patch, virtuoso(folder) as running:
        patch.setenv("KG_STORE_USER", running.user)
        patch.setenv("KG_STORE_PASSWORD", running.password)
        commands = "exec=ld_dir_all('nquads', '*.nq', ''); rdf_loader_run(); checkpoint;"
        loader = ["isql-vt", f"127.0.0.1:{running.sql}", running.user, running.password, commands]
        subprocess.run(loader, check=True, capture_output=True)
        yield running.address


@pytest.mark.parametrize(("name", "parameters"), ASKED)
def test_a_server_with_the_shards_gives_the_same_answer(
    server: str, one_machine: Path, name: str, parameters: Mapping[str, str]
) -> None:
    with Store.open(server) as remote, Store.open(one_machine) as embedded:
        assert ask(remote, name, parameters) == ask(embedded, name, parameters)


def test_a_server_holds_every_statement(server: str, one_machine: Path) -> None:
    with Store.open(server) as remote:
        assert list(remote.nquads()) == lines(one_machine)


def test_without_java_a_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(UsageError, match="needs Java 17"):
        spark_build([PLANS], tmp_path / "tables")


def test_without_pyspark_a_sentence_says_how_to_get_it(tmp_path: Path) -> None:
    code = "import sys; sys.modules['pyspark'] = None; from kg.cli import main; main()"
    command = [sys.executable, "-c", code, "build", "--engine", "spark"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert 'pip install "can-cu[spark]"' in done.stderr


def test_a_store_is_not_made_of_shards_that_lie_elsewhere(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg.cli", "build", "--engine", "spark", "-o", "hdfs://host/tables", "--store", "s"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert "hdfs://host/tables is elsewhere" in done.stderr
    assert not (tmp_path / "s").exists()

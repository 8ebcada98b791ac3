"""Spark reads what one machine reads of the same paths, says what it does not read, and destroys nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unicodedata import normalize

import pytest

from kg.config import DEFAULT_BASE
from kg.errors import EngineError, InputError, StoreError, UsageError
from kg.graph import generations
from kg.graph.shards import shard_files
from kg.intake import files
from kg.models import Document, Source
from kg.pipeline import build
from kg.rules import Rules
from tests.engines.test_spark import FILES, MASTER, findings, lines, reading, shards, spark_build
from tests.records import PLANS, ROOT

pytest.importorskip("pyspark", reason='pyspark is not installed (pip install "can-cu[spark]")')
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
    pytest.mark.usefixtures("quick_spark"),
]

from kg.engines.spark.extraction import Reading  # noqa: E402
from kg.engines.spark.inputs import Inputs, digested  # noqa: E402
from kg.engines.spark.session import session  # noqa: E402

ONE, OTHER = (path.name for path in FILES[:2])


@dataclass(frozen=True)
class Call:
    """Paths of a build, below a folder that is not the one that names are relative to."""

    why: str
    paths: tuple[str, ...]
    glob: str = "*"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two folders with a file of one name each: other texts, an unreadable one, a name with a loose accent."""
    for name, texts in {"z": {"x.txt": ONE, "y.txt": OTHER}, "a": {"x.txt": OTHER}, "bad": {}}.items():
        (tmp_path / name).mkdir()
        for file, plan in texts.items():
            shutil.copy(PLANS / plan, tmp_path / name / file)
    (tmp_path / "bad" / "x.txt").write_bytes(b"\x00")
    (tmp_path / "bad" / normalize("NFD", "Kế hoạch.txt")).write_bytes((PLANS / ONE).read_bytes())
    return tmp_path


CALLS = [
    Call("a folder and a file in it", ("z", "z/x.txt", "z/../z/x.txt")),
    Call("two texts with one name, in the order given", ("z", "a")),
    Call("and in the other order", ("a", "z")),
    Call("the first that can be read counts", ("missing/x.txt", "a")),
    Call("a name is composed", ("bad",)),
    Call("what the pattern leaves out", ("z", "a"), "[!x]*"),
]


def read_on_spark(paths: Iterable[str | Path], root: Path, glob: str) -> tuple[dict[str, str], set[str]]:
    """What :func:`told_here` tells, of Spark."""
    with session(MASTER) as spark:
        given = Inputs(tuple(map(str, paths)), str(root), glob, 50)
        rows = digested(given.raw(spark), Rules(DEFAULT_BASE, "1"), 50).collect()
    found = [(row["key"], row["sha256"]) for row in rows if not row["reason"]]
    assert len(dict(found)) == len(found), "a name is read once"
    return dict(found), {row["reason"] for row in rows if row["reason"]}


def told_here(paths: Iterable[Path], root: Path, glob: str) -> tuple[dict[str, str], set[str]]:
    """What one machine reads, by its digest, and the reasons for what it does not."""
    found, failures = files(paths, root, glob, 50)
    return {key: file.sha256 for key, file in found.items()}, {reason for _, reason in failures}


@pytest.mark.parametrize("call", CALLS, ids=[call.why for call in CALLS])
def test_paths_mean_what_they_mean_on_one_machine(folder: Path, call: Call) -> None:
    paths, elsewhere = [folder / path for path in call.paths], folder / "elsewhere"
    assert read_on_spark(paths, elsewhere, call.glob) == told_here(paths, elsewhere, call.glob)


def test_a_folder_that_spark_lists_is_read_as_a_local_one(folder: Path) -> None:
    """By its address; and one file of it, by a pattern with a class."""
    here, _ = told_here([folder / "z", folder / "a" / "x.txt"], folder / "elsewhere", "[!y]*")
    addresses = [f"file://{folder}/z", f"file://{folder}/a/x.txt"]
    told = f"file:{folder}/a/x.txt: has the same name as file:{folder}/z/x.txt"
    assert read_on_spark(addresses, folder, "[!y]*") == (here, {told})


def test_rows_without_a_name_and_names_without_a_row_of_their_own_are_told(tmp_path: Path) -> None:
    first, second = ((PLANS / name).read_text("utf-8") for name in (ONE, OTHER))
    loose = normalize("NFD", "Kế hoạch.txt")
    rows = [{"name": "a.txt", "content": first}, {"name": "a.txt", "content": second}, {"name": None, "content": first},
            {"name": "", "content": second}, {"name": loose, "content": second},
            {"name": "a.txt", "content": first}]  # fmt: skip
    table = tmp_path / "plans.jsonl"
    table.write_text("".join(json.dumps(row) + "\n" for row in rows) + '{"name": "cut', encoding="utf-8")
    report = spark_build([table], tmp_path / "tables")
    (tmp_path / "a.txt").write_text(first, "utf-8")
    (tmp_path / loose).write_text(second, "utf-8")
    build([tmp_path / "a.txt", tmp_path / loose], tmp_path / "store", root=tmp_path)
    assert shards(tmp_path / "tables") == lines(tmp_path / "store")
    assert sorted(findings(tmp_path / "tables")) == [
        ("source.missing", f"{table}: has a row without a name"),
        ("source.missing", "a.txt: has the same name as another row"),
    ]
    assert (getattr(report, "read", None), getattr(report, "failed", None)) == (2, 2)


def failing(reason: str, path: Path) -> tuple[Source, Document]:
    """Cannot read one of the plans, each time for another reason."""
    if path.name == ONE:
        raise InputError(str(path), reason)
    return reading(path)


def test_of_failures_the_last_is_told(tmp_path: Path) -> None:
    rules, told = Rules(DEFAULT_BASE, "1"), list[str]()
    with session(MASTER) as spark:
        raw = Inputs((str(PLANS),), str(PLANS), "*.txt", 50).raw(spark)
        inputs = digested(raw, rules, 50).cache()
        for number in range(4):
            kept = Reading(partial(failing, f"time {number}"), rules, str(tmp_path / "sources"))
            rows = kept.sources(spark, raw, inputs).where("status = 'failed'").select("reason").collect()
            told += [row["reason"].partition(": ")[2] for row in rows]
    assert told == ["time 0", "time 1", "time 2", "time 3"]


def test_a_folder_with_anything_else_is_left_alone(tmp_path: Path) -> None:
    """The folder that was to be read, above all: it would be replaced by a table."""
    shutil.copytree(PLANS, tmp_path / "documents")
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    with pytest.raises(UsageError, match="holds something else than a build"):
        spark_build([tmp_path / "documents"], tmp_path)
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*")) == before


def test_a_build_is_not_whole_while_the_next_one_writes(tmp_path: Path) -> None:
    """Nor goes on with other addresses, nor beside another process."""
    tables, seen = tmp_path / "tables", list[str]()
    spark_build([FILES[0]], tables)
    assert shard_files(tables)

    def look(_: Iterable[str]) -> None:
        with pytest.raises(InputError) as told:
            shard_files(tables)
        seen.append(told.value.reason)

    spark_build([FILES[0]], tables, written=look)
    assert set(seen) == {"holds no build that came to its end: there is no manifest"}
    with pytest.raises(UsageError, match=r"begin with https://w3id.org/can-cu/, not with https://example.org/"):
        spark_build([FILES[0]], tables, base="https://example.org/")
    with closing(generations.lock(tables)), pytest.raises(StoreError, match="in use"):
        spark_build([FILES[0]], tables)
    assert shard_files(tables)


TROUBLES = [
    (["missing.parquet"], "local[2]", InputError, "missing.parquet: cannot be read: .*[Pp]ath does not exist"),
    (["torn.parquet"], "local[2]", InputError, "torn.parquet: cannot be read: "),
    (["a.txt"], "nowhere", EngineError, "Spark does not start on nowhere .*Could not parse Master URL"),
]


@pytest.mark.parametrize(("paths", "master", "kind", "told"), TROUBLES)
def test_what_cannot_be_done_is_said_in_a_sentence(
    tmp_path: Path, paths: list[str], master: str, kind: type[Exception], told: str
) -> None:
    (tmp_path / "torn.parquet").write_bytes(b"PAR1 torn")
    with pytest.raises(kind, match=told) as error:
        spark_build([tmp_path / path for path in paths], tmp_path / "tables", master=master)
    assert "\n" not in str(error.value)


def test_what_the_user_has_set_holds(tmp_path: Path) -> None:
    """In spark-defaults.conf, and before it in the environment; the engine's own settings where both are silent."""
    (tmp_path / "spark-defaults.conf").write_text("spark.driver.memory 1g\nspark.sql.shuffle.partitions 5\n")
    names = ("spark.driver.memory", "spark.sql.shuffle.partitions", "spark.sql.adaptive.enabled",
             "spark.sql.session.timeZone", "spark.app.name", "spark.executorEnv.KG_KNOWN")  # fmt: skip
    code = (
        "from kg.engines.spark.session import session\n"
        f"with session('local[1]') as spark: print([spark.sparkContext.getConf().get(name) for name in {names}])"
    )
    submit = "--conf spark.sql.shuffle.partitions=3 --conf spark.sql.adaptive.enabled=false pyspark-shell"
    set_by_user = {"PYSPARK_SUBMIT_ARGS": submit, "SPARK_CONF_DIR": str(tmp_path), "KG_KNOWN": "/own.csv"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ | set_by_user, capture_output=True, text=True
    )
    assert done.stdout == f"{['1g', '3', 'false', 'UTC', 'can-cu', '/own.csv']}\n", done.stderr


def test_an_empty_folder_is_an_empty_graph_as_on_one_machine(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    command = [sys.executable, "-m", "kg.cli", "build", "plans"]
    spark = ["--engine", "spark", "--master", MASTER, "-o", "tables"]
    done = [subprocess.run([*command, *more], cwd=tmp_path, capture_output=True, text=True) for more in ([], spark)]
    assert [one.returncode for one in done] == [0, 0], done[1].stderr
    assert all(one.stdout.startswith("There are 0 files read") for one in done[1:])

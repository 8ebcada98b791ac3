"""A cluster of Spark's own: a master and two workers, each a process with executors of its own, on loopback ports.

They share this machine's disk, as machines share a file system; memory, closures and shuffled rows they do not share.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest

from kg.config import DEFAULT_BASE
from kg.models import Document, Source
from kg.pipeline import build
from tests.engines.test_spark import POISON, lines, reading, shards, spark_build
from tests.records import PLANS

pyspark = pytest.importorskip("pyspark", reason='pyspark is not installed (pip install "can-cu[spark]")')
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
    pytest.mark.usefixtures("quick_spark"),
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="which process an executor is, is read from /proc"),
]
LISTENS = re.compile(r"Starting Spark master at (spark://127\.0\.0\.1:\d+)")
REGISTERED = re.compile(r"Successfully registered with master (\S+)")
DEPLOY = "org.apache.spark.deploy"


def lost(marker: Path, path: Path) -> tuple[Source, Document]:
    """Takes down its executor and the worker that started it, the first time that one of the plans is read."""
    if path.name == POISON and not marker.exists():
        marker.touch()
        executor = int(Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[1])
        os.killpg(os.getpgid(executor), signal.SIGKILL)
        signal.pause()  # ended by its own parent, which has lost its executor
    return reading(path)


@contextmanager
def started(folder: Path, name: str, said: re.Pattern[str], *arguments: str) -> Iterator[str]:
    """What a part of the cluster says once it is there; it and all that it started are ended at the end."""
    folder.mkdir()
    log = folder / "log.txt"
    command = [str(Path(pyspark.__file__).parent / "bin" / "spark-class"), f"{DEPLOY}.{name}", *arguments]
    command += ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, start_new_session=True)
    try:
        yield _told(process, log, said)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _told(process: subprocess.Popen[bytes], log: Path, said: re.Pattern[str]) -> str:
    began = time.monotonic()
    while process.poll() is None and time.monotonic() - began < 60:
        if found := said.search(log.read_text("utf-8")):
            return found[1]
        time.sleep(0.05)  # until it has written its line; there is nothing to wait on
    raise AssertionError(log.read_text("utf-8"))


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """The address of a master with two workers of one core each."""
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        for name, value in {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}.items():
            patch.setenv(name, value)
        master = stack.enter_context(started(tmp_path / "master", "master.Master", LISTENS))
        for name in ("first", "second"):
            limits = (master, "--cores", "1", "--memory", "1g")
            stack.enter_context(started(tmp_path / name, "worker.Worker", REGISTERED, *limits))
        yield master


def test_a_cluster_that_loses_a_machine_gives_the_graph_of_one(cluster: str, tmp_path: Path) -> None:
    marker = tmp_path / "lost"
    report = spark_build([PLANS], tmp_path / "tables", master=cluster, extract=partial(lost, marker))
    assert marker.exists()
    assert getattr(report, "read", None) == 5
    build([PLANS], tmp_path / "store", root=PLANS)
    assert shards(tmp_path / "tables") == lines(tmp_path / "store")


def test_a_cluster_knows_the_documents_of_its_user(cluster: str, tmp_path: Path) -> None:
    """The workers were started without them; every process reads the table by its path."""
    (tmp_path / "known.csv").write_text(
        "number,type,date,title\n4321/QĐ-TTg,Quyết định,2023-05-06,Về việc của người dùng\n", "utf-8"
    )
    plan = (PLANS / POISON).read_text("utf-8")
    (tmp_path / "plan.txt").write_text(f"{plan}\nThực hiện Quyết định số 4321/QĐ-TTg.\n", "utf-8")
    environment = os.environ | {"KG_KNOWN": "known.csv", "KG_STORE": "store"}
    for more in ((), ("--engine", "spark", "--master", cluster, "-o", "tables")):
        command = [sys.executable, "-m", "kg.cli", "build", "plan.txt", *more]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    found = shards(tmp_path / "tables")
    assert any(f"<{DEFAULT_BASE}eli/vn/ttg/qd/2023/4321>" in line and "#cites>" in line for line in found)
    assert found == lines(tmp_path / "store")

"""The session: Spark with what the engine needs of it, unless its user says otherwise."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pyspark import SparkConf, SparkContext
from pyspark.sql import SparkSession

from kg.engines.spark.faults import FAULTS, sentence
from kg.errors import EngineError, UsageError

# What Java has to know when it starts: the places of lowest rank, below spark-submit's own and its file.
_LAUNCH: Final = {
    "SPARK_DRIVER_MEMORY": "2g",
    "SPARK_SUBMIT_OPTS": "-Xlog:disable -Xlog:all=warning:stderr",  # Java's own warnings are no results
}
# spark-submit sets these itself for every program that is not its own.
_ALWAYS: Final = {"spark.app.name": "can-cu", "spark.ui.showConsoleProgress": "false"}
# Set where spark-submit, spark-defaults.conf or the environment say nothing.
_SETTINGS: Final = {
    # A task's file is in its place when the task is done, so that a killed job leaves what it had read.
    "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "2",
    "spark.sql.adaptive.enabled": "true",  # joins of much cited documents are split, small tables sent to the others
    "spark.sql.adaptive.skewJoin.enabled": "true",
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.python.daemon.module": "kg.engines.spark.daemon",  # workers begin with the tables read
    "spark.python.worker.reuse": "true",
}
_LOCAL: Final = {"spark.sql.shuffle.partitions": "16", "spark.driver.host": "127.0.0.1", "spark.ui.enabled": "false"}
_PASSED_ON: Final = "KG_KNOWN"  # the user's own table of documents, which every machine reads by the same path


@contextmanager
def session(master: str | None) -> Iterator[SparkSession]:
    """A session on *master* (``local[2]``, ``spark://…``, ``yarn``; None: as spark-submit says), stopped at the end.

    Raises UsageError where Java is missing, EngineError where Spark does not start.
    """
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise UsageError("Spark needs Java 17 or newer (java, or JAVA_HOME), and there is none.")
    try:
        spark = _started(master)
    except (*FAULTS, OSError) as fault:
        where = f"on {master} " if master else ""
        raise EngineError(f"Spark does not start {where}(it needs Java 17 or newer): {sentence(fault)}") from fault
    try:
        yield spark
    finally:
        spark.stop()


def _started(master: str | None) -> SparkSession:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name, value in _LAUNCH.items():
        os.environ.setdefault(name, value)
    SparkContext._ensure_initialized()  # before Java runs, a SparkConf knows nothing of what others have set
    conf = SparkConf().setAll(list(_ALWAYS.items()))
    if master:
        conf.setMaster(retrying(master))
    local = (conf.get("spark.master") or "").startswith("local")
    for name, value in {**_SETTINGS, **(_LOCAL if local else {})}.items():
        conf.setIfMissing(name, value)
    if known := os.environ.get(_PASSED_ON):
        conf.setExecutorEnv(_PASSED_ON, known)
    spark = SparkSession.builder.config(conf=conf).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def retrying(master: str) -> str:
    """A local master that tries a task again, as clusters do: Spark gives up at the first failure without being told.

    >>> retrying("local[2]"), retrying("local[2,1]"), retrying("yarn")
    ('local[2,4]', 'local[2,1]', 'yarn')
    """
    if master == "local":
        return "local[1,4]"
    return f"{master[:-1]},4]" if master.startswith("local[") and "," not in master else master

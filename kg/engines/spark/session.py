"""The session: Spark with what the engine needs of it, unless its user says otherwise."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pyspark import SparkConf
from pyspark.sql import SparkSession

from kg.errors import UsageError

# Set where spark-submit, spark-defaults.conf or the environment say nothing.
_SETTINGS = {
    "spark.app.name": "can-cu",
    "spark.ui.showConsoleProgress": "false",
    # A task's file is in its place when the task is done, so that a killed job leaves what it had read.
    "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "2",
    "spark.sql.adaptive.enabled": "true",  # joins of much cited documents are split, small tables sent to the others
    "spark.sql.adaptive.skewJoin.enabled": "true",
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.python.daemon.module": "kg.engines.spark.daemon",  # workers begin with the tables read
    "spark.python.worker.reuse": "true",
    "spark.driver.memory": "2g",
    "spark.driver.extraJavaOptions": "-Xlog:disable -Xlog:all=warning:stderr",  # Java's own warnings are no results
}
_LOCAL = {"spark.sql.shuffle.partitions": "16", "spark.driver.host": "127.0.0.1", "spark.ui.enabled": "false"}


@contextmanager
def session(master: str | None) -> Iterator[SparkSession]:
    """A session on *master* (``local[2]``, ``spark://…``, ``yarn``; None: as spark-submit says), stopped at the end.

    Raises UsageError where Java is missing.
    """
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise UsageError("Spark needs Java 17 or newer (java, or JAVA_HOME), and there is none.")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf()
    local = (master or "").startswith("local")
    for name, value in {**_SETTINGS, **(_LOCAL if local else {})}.items():
        conf.setIfMissing(name, value)
    if master:
        conf.setMaster(retrying(master))
    spark = SparkSession.builder.config(conf=conf).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()


def retrying(master: str) -> str:
    """A local master that tries a task again, as clusters do: Spark gives up at the first failure without being told.

    >>> retrying("local[2]"), retrying("local[2,1]"), retrying("yarn")
    ('local[2,4]', 'local[2,1]', 'yarn')
    """
    if master == "local":
        return "local[1,4]"
    return f"{master[:-1]},4]" if master.startswith("local[") and "," not in master else master

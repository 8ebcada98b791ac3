"""What every source says: read once, kept as rows, and read again only where the source or the rules are others.

The rows of a task are in their place when the task is done: a job that was killed leaves them, and the next one reads
only what is missing. A document that cannot be read is a row with the reason. One that ends its process (a fault in a
library, no memory) fails its task; Spark tries that again, and where it fails for good, all that is left is read with
each document in a process apart.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import pyarrow as pa
from pyspark.errors import AnalysisException
from pyspark.sql import functions as F

from kg.engines.local import run
from kg.engines.spark.faults import FAULTS
from kg.engines.spark.frames import arrow_of
from kg.engines.spark.inputs import content_digest
from kg.graph import triples
from kg.graph.rows import SOURCES, Row, source_row
from kg.graph.sheet import nquads
from kg.intake import Extract, File, Said, said
from kg.rules import Rules

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_COLUMNS: Final = f"{SOURCES}, doubtful boolean, part string, nquads string"
_NAMED: Final = ["key", "sha256", "version"]
_TOGETHER: Final = 8  # documents that go to a worker at once: a large one holds up few
_IN_A_TASK: Final = 100  # documents: what a killed job loses of each task that was under way
_TASKS: Final = 20_000  # and files, at most: the driver lists them all
_BATCH: Final = "spark.sql.execution.arrow.maxRecordsPerBatch"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """How sources are read, and the folder that keeps the rows."""

    extract: Extract
    rules: Rules
    folder: str

    def sources(self, spark: SparkSession, raw: DataFrame, inputs: DataFrame) -> DataFrame:
        """The row of each of the *inputs*, read now or by an earlier job; *raw* has the bytes of what is no file."""
        good = inputs.where(F.col("reason").isNull())
        try:
            self._read_missing(spark, raw, good, apart=False)
        except FAULTS:
            _log.warning("A task failed for good; what is left is read with each document in a process of its own.")
            _log.debug("", exc_info=True)
            self._read_missing(spark, raw, good, apart=True)
        kept = self._kept(spark)
        best = F.max(F.struct(F.col("status") != "failed", "part"))  # a task may have been done twice, or failed before
        chosen = kept.select(*_NAMED, "status", "part").join(good.select(*_NAMED), _NAMED, "left_semi")
        chosen = chosen.groupBy(*_NAMED).agg(best["part"].alias("part"))
        return kept.join(chosen, [*_NAMED, "part"], "left_semi").drop("part")

    def _kept(self, spark: SparkSession) -> DataFrame:
        """The rows in the folder; none where there is no folder yet."""
        try:
            return spark.read.schema(_COLUMNS).parquet(self.folder)
        except AnalysisException:
            return spark.createDataFrame([], _COLUMNS)

    def _read_missing(self, spark: SparkSession, raw: DataFrame, good: DataFrame, *, apart: bool) -> None:
        done = self._kept(spark).where(F.col("status") != "failed").select(*_NAMED)
        missing = good.join(done, _NAMED, "left_anti").persist()
        count = missing.count()
        if count:
            tasks = min(max(count // _IN_A_TASK, 2 * spark.sparkContext.defaultParallelism), _TASKS)
            work = raw.select("place", "given", "content").join(missing, ["place", "given"])
            rows = partial(_rows, self.extract, self.rules, apart, arrow_of(_COLUMNS))
            before = spark.conf.get(_BATCH)
            spark.conf.set(_BATCH, str(_TOGETHER))
            try:
                made = work.repartition(min(tasks, count), "key").mapInArrow(rows, _COLUMNS)
                made.write.mode("append").parquet(self.folder)
            finally:
                spark.conf.set(_BATCH, before or "10000")
        missing.unpersist()


def _rows(
    extract: Extract, rules: Rules, apart: bool, schema: pa.Schema, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """The rows of the documents of one task, each handed on as soon as it is there."""
    part = f"{time.time_ns():020}-{uuid.uuid4().hex}"  # in order, so that of two failures the later is told
    with TemporaryDirectory() as folder:
        files = (_File.of(row, rules, Path(folder)) for row in _meant(batches))
        for outcome in run(partial(said, extract, rules.base), files, apart=apart):
            row = _row(outcome.path, outcome.value, outcome.reason, rules.base)
            if outcome.path.path.parent == Path(folder):
                outcome.path.path.unlink()
            yield pa.RecordBatch.from_pylist([{**row, "part": part}], schema=schema)


def _meant(batches: Iterator[pa.RecordBatch]) -> Iterator[Row]:
    """The rows of each source once, by the bytes that were digested: a table can bring a name twice, to one task."""
    keys: set[str] = set()
    for row in (row for batch in batches for row in batch.to_pylist()):
        meant = row["content"] is None or content_digest(row["content"]) == row["sha256"]
        if meant and row["key"] not in keys:
            keys.add(row["key"])
            yield row


@dataclass(frozen=True, slots=True)
class _File(File):
    """A file with the path that it was given by."""

    given: str = ""

    @classmethod
    def of(cls, row: Row, rules: Rules, folder: Path) -> _File:
        """The file of an input; of bytes, one that holds them."""
        path = Path(row["path"]) if row["path"] is not None else folder / uuid.uuid4().hex
        if row["path"] is None:
            path.write_bytes(row["content"])
        return cls(path, row["key"], row["sha256"], row["version"], rules.of(row["key"]), row["given"])


def _row(file: _File, value: Said | None, reason: str | None, base: str) -> Row:
    if value is None:
        told = (reason or "unknown").replace(str(file.path), file.given)
        statements, doubtful = nquads(triples.failed(file.key, told, base, file.version)), False
    else:
        statements, doubtful = value.statements, value.doubtful
    text = statements.decode().removesuffix("\n")
    return {**source_row(statements), "sha256": file.sha256, "doubtful": doubtful, "nquads": text}

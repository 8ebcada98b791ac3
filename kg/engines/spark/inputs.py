"""What there is to read: files that every worker sees, what Spark lists, or tables of (name, content)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from kg.engines.spark.frames import mapped, united
from kg.errors import InputError
from kg.graph.rows import Row
from kg.intake import listed
from kg.rules import Rules
from kg.text.read import digest_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_TABLES: Final = {".parquet": "parquet", ".jsonl": "json"}
_RAW: Final = "key string, path string, given string, content binary"
INPUTS: Final = "key string, path string, given string, sha256 string, version string, reason string"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The paths of a build, with the folder that names are relative to and what limits them."""

    paths: Sequence[str]
    root: str
    glob: str
    max_mb: float

    def raw(self, spark: SparkSession) -> DataFrame:
        """Each source's name, and the file that it is in (as it is opened, and as it was given) or its bytes."""
        tables = [_table(spark, path) for path in self.paths if _format(path)]
        remote = [_remote(spark, path, self.glob) for path in self.paths if "://" in path and not _format(path)]
        local = [path for path in self.paths if "://" not in path and not _format(path)]
        return united([*tables, *remote, *([self._local(spark, local)] if local else [])])

    def _local(self, spark: SparkSession, paths: Iterable[str]) -> DataFrame:
        found = ((key, str(path.absolute()), str(path), None) for path, key in listed(paths, self.root, self.glob))
        return spark.createDataFrame(list(found), _RAW).repartition(spark.sparkContext.defaultParallelism * 4)


def _format(path: str) -> str | None:
    return _TABLES.get(Path(path).suffix)


def _table(spark: SparkSession, path: str) -> DataFrame:
    """A Parquet table, or a JSON object a line, with the columns ``name`` and ``content`` (text or bytes)."""
    frame = spark.read.format(_format(path) or "").load(path)
    if missing := {"name", "content"} - set(frame.columns):
        raise InputError(path, f"has no column {' or '.join(sorted(missing))}")
    return frame.select(
        F.col("name").cast("string").alias("key"), F.lit(None).cast("string").alias("path"),
        F.col("name").cast("string").alias("given"), F.col("content").cast("binary").alias("content"),
    )  # fmt: skip


def _remote(spark: SparkSession, path: str, glob: str) -> DataFrame:
    """The files below a folder that Spark reads, wherever it lies; named by their path below it."""
    found = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(path)
    below = F.regexp_replace("path", f"^.*?{_escaped(path)}/*", "")
    like = glob.replace("%", r"\%").replace("_", r"\_").replace("*", "%").replace("?", "_")
    named = found.select(below.alias("key"), F.lit(None).cast("string").alias("path"), "path", "content")
    return named.toDF("key", "path", "given", "content").where(F.col("key").like(like))


def _escaped(path: str) -> str:
    return rf"\Q{path.split('://', 1)[1].strip('/')}\E"


def digested(raw: DataFrame, rules: Rules, max_mb: float) -> DataFrame:
    """Each source with the SHA-256 of its bytes and what it is to be read by, or the reason why it is not read.

    Of several sources with one name the first counts, by its file and bytes.
    """
    every = mapped(raw, _digests(rules, max_mb), INPUTS).dropDuplicates(["key", "given", "sha256"])
    place = F.struct("given", F.coalesce("sha256", F.lit("")))
    first = every.groupBy("key").agg(F.min(place).alias("first"))
    told = F.concat_ws(": ", "given", F.lit("has the same name as another source"))
    reason = F.when(place != F.col("first"), told).otherwise(F.col("reason"))
    return every.join(first, "key").withColumn("reason", reason).drop("first")


def _digests(rules: Rules, max_mb: float) -> Callable[[Row], Iterator[Row]]:
    def work(row: Row) -> Iterator[Row]:
        about = {
            "key": row["key"],
            "path": row["path"],
            "given": row["given"],
            "version": rules.version_for(row["key"]),
        }
        try:
            yield {**about, "sha256": _sha256(row, max_mb)}
        except InputError as error:
            yield {**about, "reason": str(error)}

    return work


def _sha256(row: Row, max_mb: float) -> str:
    if row["path"] is not None:
        return digest_of(Path(row["path"]), row["key"], max_mb)
    if row["content"] is None:
        raise InputError(row["key"], "has no content")
    if len(row["content"]) > max_mb * 1_000_000:
        raise InputError(row["key"], f"is larger than {max_mb:g} MB (setting max_file_mb)")
    return hashlib.sha256(row["content"]).hexdigest()

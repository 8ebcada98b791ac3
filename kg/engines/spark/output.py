"""What a build leaves: tables (Parquet), shards of N-Quads for any store's bulk loader, and a manifest."""

from __future__ import annotations

import json
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pyspark.sql import functions as F

from kg.engines.spark.frames import united
from kg.errors import UsageError
from kg.graph.generations import LOCK, lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyspark.sql import Column, DataFrame, SparkSession

    from kg.engines.spark.findings import Findings
    from kg.engines.spark.identity import Identity

_BASE: Final = "base"
_MANIFEST: Final = "manifest"
_FINDING: Final = ("source", "code", "message", "citing", "cited", "citation", "start", "end", "quote")


@dataclass(frozen=True)
class Output:
    """The folder, wherever Spark writes; *written* is told of shards, by their addresses, when they are whole."""

    folder: str
    written: Callable[[list[str]], object] | None = None

    def at(self, *names: str) -> str:
        """A folder in it."""
        return "/".join([self.folder.rstrip("/"), *names])

    @contextmanager
    def taken(self, spark: SparkSession, base: str) -> Iterator[None]:
        """Take the folder for one build; from now on it is whole only when the manifest is there again.

        Raises UsageError where it holds anything but a build with addresses below *base*, and where another process
        writes to it. (That another one does is seen in folders of this machine only.)
        """
        files, folder = _place(spark, self.folder)
        held = {status.getPath().getName() for status in files.listStatus(folder)} if files.exists(folder) else set()
        if held - {LOCK} and _BASE not in held:
            raise UsageError(f"The folder {self.folder} holds something else than a build; choose another with -o.")
        files.mkdirs(folder)
        local = files.getScheme() == "file"
        with closing(lock(Path(files.makeQualified(folder).toUri().getPath()))) if local else nullcontext():
            self._mark(spark, base)
            files.delete(_child(spark, folder, _MANIFEST), True)
            yield

    def _mark(self, spark: SparkSession, base: str) -> None:
        """Write down what the addresses begin with, or compare it with what an earlier build wrote."""
        files, folder = _place(spark, self.at(_BASE))
        found = spark.read.text(self.at(_BASE)).first() if files.exists(folder) else None
        if found is None:
            self._line(spark, _BASE, base)
        elif found["value"] != base:
            raise UsageError(f"The addresses in {self.folder} begin with {found['value']}, not with {base}.")

    def table(self, name: str, frame: DataFrame) -> None:
        """Write a table anew."""
        frame.write.mode("overwrite").parquet(self.at(name))

    def step(self, name: str, frame: DataFrame) -> DataFrame:
        """The same rows, written and read back: what is asked of them is then a short plan, and they are made once."""
        folder = self.at("steps", name)
        frame.write.mode("overwrite").parquet(folder)
        return frame.sparkSession.read.schema(frame.schema).parquet(folder)

    def shards(self, name: str, *frames: DataFrame) -> None:
        """Write statements anew, a line each; frame by frame, as Spark thinks over all of a plan after each stage."""
        folder = self.at("nquads", name)
        for turn, lines in enumerate(frames):
            lines.write.mode("append" if turn else "overwrite").text(folder)
            files = _renamed(lines.sparkSession, folder)
            if self.written:
                self.written(files)

    def lines(self, spark: SparkSession, name: str, statements: bytes) -> None:
        """Write a few statements."""
        text = statements.decode().removesuffix("\n")
        self.shards(name, spark.createDataFrame([(text,)], "value string").coalesce(1))

    def manifest(self, spark: SparkSession, about: dict[str, object]) -> None:
        """Write what the build was, last of all: where it lies, all else is whole."""
        self._line(spark, _MANIFEST, json.dumps(about, ensure_ascii=False, sort_keys=True))

    def _line(self, spark: SparkSession, name: str, text: str) -> None:
        spark.createDataFrame([(text,)], "value string").coalesce(1).write.mode("overwrite").text(self.at(name))


def _renamed(spark: SparkSession, folder: str) -> list[str]:
    """Let the new files end in .nq, by which loaders know what is in them; Spark has one name for all text."""
    files, path = _place(spark, folder)
    renamed = []
    for status in files.listStatus(path):
        name = status.getPath().getName()
        if name.endswith(".txt"):
            shard = _child(spark, path, f"{name.removesuffix('.txt')}.nq")
            files.rename(status.getPath(), shard)
            renamed += [shard.toString()] if status.getLen() else []
    return renamed


def _place(spark: SparkSession, folder: str) -> tuple[Any, Any]:
    """Hadoop's file system that a folder lies in, and its path there."""
    jvm: Any = spark.sparkContext._jvm
    path = jvm.org.apache.hadoop.fs.Path(folder)
    return path.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration()), path


def _child(spark: SparkSession, folder: Any, name: str) -> Any:
    jvm: Any = spark.sparkContext._jvm
    return jvm.org.apache.hadoop.fs.Path(folder, name)


def documents_table(identity: Identity) -> DataFrame:
    """Every document that was read, is cited, or is in the tables."""
    named = identity.documents.withColumnRenamed("iri", "document").withColumnRenamed("level", "own_level")
    return named.drop("key", "own_level").withColumnRenamed("at", "level")


def citations_table(identity: Identity) -> DataFrame:
    """Every mention that counts, with what it is tied to in the end."""
    places = identity.seats.select("citing", "province", F.col("at").alias("level"))
    inner = ("open", "left", "stated", "sign", "rank", "actor", "found", "tied", "outcome")
    return identity.mentions.join(places, "citing", "left").withColumn("by_graph", F.col("tied")).drop(*inner)


def tasks_table(sources: DataFrame) -> DataFrame:
    """Every task, with the name of its source."""
    return sources.select(F.col("key").alias("source"), F.explode("tasks").alias("task")).select("source", "task.*")


def findings_table(inputs: DataFrame, sources: DataFrame, findings: Findings) -> DataFrame:
    """What somebody should know: sources that were not read, what was met in reading, conflicts and stale citations."""
    missing = _findings(
        inputs.where("reason IS NOT NULL"), source=F.col("key"), code=F.lit("source.missing"), message=F.col("reason")
    )
    failed = _findings(
        sources.where("status = 'failed'"), source=F.col("key"), code=F.lit("source.failed"), message=F.col("reason")
    )
    met = sources.select(F.col("key").alias("source"), F.explode("findings").alias("f")).select("source", "f.*")
    told = F.concat_ws(" / ", "value", "other")
    conflicts = _findings(findings.conflicts, code=F.concat(F.lit("conflict."), "field"), message=told)
    stale = _findings(
        findings.stale, code=F.concat(F.lit("stale."), "kind"), message=F.concat_ws(" ", "actor", "effective")
    )
    return united([missing, failed, _findings(met), conflicts, stale])


def _findings(frame: DataFrame, **columns: Column) -> DataFrame:
    """A frame with the columns of findings; null for those that it lacks."""

    def column(name: str) -> Column:
        kind = "int" if name in ("start", "end") else "string"
        own = F.col(name) if name in frame.columns else F.lit(None)
        return columns.get(name, own).cast(kind).alias(name)

    return frame.select(*(column(name) for name in _FINDING))

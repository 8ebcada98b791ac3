"""What there is to read: files that every worker sees, what Spark lists, or tables of (name, content)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import translate
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias
from unicodedata import normalize

from pyspark.sql import functions as F

from kg.engines.spark.faults import FAULTS, sentence
from kg.engines.spark.frames import mapped, united
from kg.errors import InputError
from kg.graph.rows import Row
from kg.intake import listed
from kg.rules import Rules
from kg.text.read import digest_of

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession

_Raw: TypeAlias = tuple[int, str, str, str, None]
_TABLES: Final = {".parquet": "parquet", ".jsonl": "json"}
_RAW: Final = "place bigint, name string, given string, path string, content binary"
INPUTS: Final = "key string, place bigint, given string, path string, sha256 string, version string, reason string"
_PLACES: Final = 1 << 32  # for the files of one path, so that all stand in the order of the paths


@dataclass(frozen=True, slots=True)
class Inputs:
    """The paths of a build, with the folder that names are relative to and what limits them."""

    paths: Sequence[str]
    root: str
    glob: str
    max_mb: float

    def raw(self, spark: SparkSession) -> DataFrame:
        """Each source's name, and the file that it is in (as it is opened, and as it was given) or its bytes.

        ``place`` orders them as they were given. Raises InputError for a table that is missing or has other columns.
        """
        frames: list[DataFrame] = []
        local: list[tuple[int, str]] = []
        for number, path in enumerate(self.paths):
            place = number * _PLACES
            if _format(path):
                frames.append(_table(spark, place, path))
            elif "://" in path:
                frames.append(_remote(spark, place, path, self.glob))
            else:
                local.append((place, path))
        return united([*frames, *([self._local(spark, local)] if local else [])])

    def _local(self, spark: SparkSession, paths: Iterable[tuple[int, str]]) -> DataFrame:
        found = (
            (place + number, key, str(path), str(path.absolute()), None)
            for place, given in paths
            for number, (path, key) in enumerate(listed([given], self.root, self.glob))
        )
        every = spark.createDataFrame(list(_once(found)), _RAW)
        return every.repartition(spark.sparkContext.defaultParallelism * 4)


def _once(found: Iterable[_Raw]) -> Iterator[_Raw]:
    """The files without those that were given before by another path."""
    first: dict[str, str] = {}
    for place, key, given, path, content in found:
        before = first.setdefault(key, path)
        if before is path or Path(before).resolve() != Path(path).resolve():
            yield place, key, given, path, content


def _format(path: str) -> str | None:
    return _TABLES.get(Path(path).suffix)


def _table(spark: SparkSession, place: int, path: str) -> DataFrame:
    """A Parquet table, or a JSON object a line, with the columns ``name`` and ``content`` (text or bytes)."""
    frame = _loaded(spark, _format(path) or "", path)
    if missing := {"name", "content"} - set(frame.columns):
        raise InputError(path, f"has no column {' or '.join(sorted(missing))}")
    name = F.nullif(F.col("name").cast("string"), F.lit(""))
    given = F.coalesce(name, F.lit(path))
    return _raw(frame, place, name, given, F.col("content").cast("binary"))


def _remote(spark: SparkSession, place: int, path: str, glob: str) -> DataFrame:
    """The files below a folder that Spark reads, wherever it lies, named by their path below it; or one file."""
    found = _loaded(spark, "binaryFile", path, recursiveFileLookup="true")
    below = F.regexp_replace("path", f"^.*?{_escaped(path)}/*", "")
    wanted = found.where((below == "") | below.rlike(f"^{translate(glob)}"))
    name = F.when(below == "", F.element_at(F.split("path", "/"), -1)).otherwise(below)
    return _raw(wanted, place, name, F.col("path"), F.col("content"))


def _raw(frame: DataFrame, place: int, name: Column, given: Column, content: Column) -> DataFrame:
    path = F.lit(None).cast("string")
    every = {"place": F.lit(place).cast("bigint"), "name": name, "given": given, "path": path, "content": content}
    return frame.select(*(column.alias(label) for label, column in every.items()))


def _loaded(spark: SparkSession, kind: str, path: str, **options: str) -> DataFrame:
    try:
        return spark.read.format(kind).options(**options).load(path)
    except FAULTS as fault:
        raise InputError(path, f"cannot be read: {sentence(fault)}") from fault


def _escaped(path: str) -> str:
    return rf"\Q{path.split('://', 1)[1].strip('/')}\E"


def digested(raw: DataFrame, rules: Rules, max_mb: float) -> DataFrame:
    """Each source with the SHA-256 of its bytes and what it is to be read by, or the reason why it is not read.

    Of several sources with one name the first counts that can be read, by its file and bytes.
    """
    every = mapped(raw, _digests(rules, max_mb), INPUTS)
    digest = F.coalesce("sha256", F.lit("")).alias("sha256")
    order = F.struct(F.col("reason").isNotNull().alias("unread"), "place", "given", digest)
    joined = every.join(every.groupBy("key").agg(F.min(order).alias("first")), "key")
    same = (F.col("given") == F.col("first.given")) & (F.col("sha256") == F.col("first.sha256"))
    told = F.concat(F.col("given"), F.lit(": has the same name as "), _other())
    twin = F.when(F.col("reason").isNull() & ~same, told)
    reasoned = joined.withColumn("reason", F.coalesce("reason", twin)).drop("first")
    return reasoned.dropDuplicates(["key", "given", "sha256"])


def _other() -> Column:
    return F.when(F.col("given") == F.col("first.given"), F.lit("another row")).otherwise(F.col("first.given"))


def _digests(rules: Rules, max_mb: float) -> Callable[[Row], Iterator[Row]]:
    def work(row: Row) -> Iterator[Row]:
        key = normalize("NFC", row["name"] or row["given"])
        about = {name: row[name] for name in ("place", "given", "path")}
        about |= {"key": key, "version": rules.version_for(key)}
        try:
            yield {**about, "sha256": _sha256(row, max_mb)}
        except InputError as error:
            yield {**about, "reason": str(error)}

    return work


def _sha256(row: Row, max_mb: float) -> str:
    if not row["name"]:
        raise InputError(row["given"], "has a row without a name")
    if row["path"] is not None:
        return digest_of(Path(row["path"]), row["name"], max_mb)
    if row["content"] is None:
        raise InputError(row["name"], "has no content")
    if len(row["content"]) > max_mb * 1_000_000:
        raise InputError(row["name"], f"is larger than {max_mb:g} MB (setting max_file_mb)")
    return content_digest(row["content"])


def content_digest(content: bytes) -> str:
    """The SHA-256 of bytes that a table or Spark's list of files brought."""
    return hashlib.sha256(content).hexdigest()

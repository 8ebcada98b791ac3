"""Between Spark's frames and Python's rows: a function applied to every row, wherever the row is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from typing import TYPE_CHECKING, TypeAlias, cast

import pyarrow as pa
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import StructType

from kg.graph.derive import sheet_of_documents
from kg.graph.rows import Row
from kg.graph.sheet import Sheet, nquads

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

Write: TypeAlias = Callable[[Sheet, Row], None]


def mapped(frame: DataFrame, work: Callable[[Row], Iterable[Row]], columns: str) -> DataFrame:
    """What *work* makes of each row: any number of rows with *columns* (as SQL declares them)."""
    arrow = arrow_of(columns)

    def batches(found: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in found:
            rows = [made for row in batch.to_pylist() for made in work(row)]
            yield pa.RecordBatch.from_pylist(rows, schema=arrow)

    return frame.mapInArrow(batches, columns)


def arrow_of(columns: str) -> pa.Schema:
    """Columns, as SQL declares them, for Arrow; made on the driver, as workers have no parser of SQL."""
    return to_arrow_schema(cast("StructType", StructType.fromDDL(columns)))


def stated(frame: DataFrame, base: str, write: Write) -> DataFrame:
    """The statements of the documents graph that *write* makes of each row, as N-Quads in one column, ``value``."""

    def batches(found: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in found:
            sheet = sheet_of_documents(base)
            for row in batch.to_pylist():
                write(sheet, row)
            text = nquads(sheet).decode().removesuffix("\n")
            yield pa.RecordBatch.from_pydict({"value": [text] if text else []}, schema=_VALUE)

    return frame.mapInArrow(batches, "value string")


_VALUE = pa.schema([("value", pa.string())])


def once(lines: DataFrame) -> DataFrame:
    """Statements without repetition, where rows that lie apart make the same."""
    return lines.select(F.explode(F.split("value", "\n")).alias("value")).distinct()


def united(frames: Iterable[DataFrame]) -> DataFrame:
    """All rows of frames with the same columns."""
    return reduce(lambda one, other: one.unionByName(other), frames)


def most(frame: DataFrame, keys: list[str], value: str, weight: Column) -> DataFrame:
    """The value that most rows of each key have, as ``conflicts.majority`` chooses; null where none has one.

    Counted where the rows are, so that a key of millions of rows comes to one place as a few counts.
    """
    counted = frame.groupBy(*keys, value).agg(F.sum(weight).alias("count"))
    one = F.col(value)
    rank = F.when(one.isNotNull() & (one != ""), F.struct(-F.col("count"), -F.length(one), one.alias("value")))
    return counted.groupBy(*keys).agg(F.min(rank)["value"].alias(value))

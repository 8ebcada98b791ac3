"""A table as a Parquet file, for pandas, polars and Spark."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from kg.errors import UsageError
from kg.views.cells import Cell, flat

_NUMBERS = (bool, int, float)


def parquet(columns: Sequence[str], rows: Sequence[Sequence[Cell]], digest: str) -> bytes:
    """The rows with a type for each column; the digest of the state is in the file's metadata, under ``digest``.

    A column of one kind of number keeps it, every other is text. Raises UsageError where pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet as files
    except ImportError as error:
        raise UsageError('Parquet needs pyarrow: pip install "can-cu[parquet]".') from error
    arrays = [_array(pyarrow, [flat(row[place]) for row in rows]) for place in range(len(columns))]
    made = pyarrow.table(arrays, names=list(columns)).replace_schema_metadata({"digest": digest})
    out = io.BytesIO()
    files.write_table(made, out)
    return out.getvalue()


def _array(pyarrow: Any, values: list[Any]) -> Any:
    kinds = {type(value) for value in values if value is not None}
    kind = next(iter(kinds)) if len(kinds) == 1 else str
    if kind in _NUMBERS:
        return pyarrow.array(values)
    return pyarrow.array([None if value is None else str(value) for value in values], pyarrow.string())

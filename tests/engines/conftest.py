"""Spark for runs that are short."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.records import ROOT

# These runs are short: Java should compile little, and what is joined is cut into few pieces.
QUICK = {
    "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m",
    "PYSPARK_SUBMIT_ARGS": "--conf spark.sql.shuffle.partitions=2 pyspark-shell",
    "PYTHONPATH": str(ROOT),
}


@pytest.fixture(scope="module")
def quick_spark() -> Iterator[None]:
    """What Spark finds in the environment when it starts."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in QUICK.items():
            patch.setenv(name, value)
        yield

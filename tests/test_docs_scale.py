"""The page about scale is what its script makes of the figures, and reckons right."""

from __future__ import annotations

import json
from typing import Any

import pytest

from docs.scale import HERE, page

KEPT = json.loads((HERE / "scale.json").read_text("utf-8"))

pytestmark = pytest.mark.docs


def build(engine: str, documents: int, seconds: float, memory: float) -> dict[str, Any]:
    """A build on two cores, a quarter to load, an eighth to merge; 10 kB of store and 1 kB of text a document."""
    sizes = {"megabytes": documents / 1000, "store": documents / 100}
    return {
        "engine": engine,
        "documents": documents,
        "seconds": seconds,
        "processor": seconds * 2,
        "beside": seconds / 2,
        "merging": seconds / 4,
        "memory": memory,
        **sizes,
    }


def test_the_page_is_what_the_script_writes() -> None:
    assert page(KEPT) == (HERE / "scale.md").read_text("utf-8"), "run: python docs/scale.py"


def test_the_figures_are_of_every_engine_at_the_same_sizes() -> None:
    sizes = {
        engine: [row["documents"] for row in KEPT["builds"] if row["engine"] == engine]
        for engine in ("1", "2", "spark")
    }
    assert sizes["1"] == sizes["2"] == sizes["spark"]
    assert sizes["1"] == [1_000, 10_000, 100_000]
    assert all(0 < row["seconds"] < row["processor"] * 1.5 for row in KEPT["builds"])


def test_what_grows_evenly_is_reckoned_on() -> None:
    ways = [("1", 30, 500), ("2", 20, 500), ("spark", 90, 3000)]
    builds = [build(way, size, s * size / 1000, m + size / 10) for way, s, m in ways for size in (1_000, 10_000)]
    step = {"read": 1.0, "load": 1.0, "settle": 1.0, "load_settled": 1.0, "order": 1.0}
    builds[0]["note"] = "One process was slow."
    builds[1] |= {"processor": builds[1]["processor"] + 10, "merging": builds[1]["merging"] + 5}
    builds[3] |= {"processor": builds[3]["processor"] + 10, "merging": builds[3]["merging"] + 10}
    grown = {"read": 0.5, "load": 1.5, "settle": 3.0, "load_settled": 1.0, "order": 1.25}
    steps: list[dict[str, Any]] = [
        {"documents": 1000, "statements": 1_100_000, **step},
        {"documents": 10_000, "statements": 10_000_000, **grown, "note": "It rained."},
    ]
    made = page({"builds": builds, "steps": steps})
    text = " ".join(made.split())
    # 20 ms and 100 kB for each of 500,000; 180 ms of processor time for each of 50 million, at 70 %; 1,000 statements.
    assert "**2.8 hours, 50 GB of memory and 5 GB of disk**" in text
    assert "**56 hours on 64 cores** and **14 hours on 256 cores**" in text
    assert "50 billion statements" in text
    assert "Each of 1,000 documents took 5.0 ms in all steps, each of 10,000 took 7.2 ms." in text
    assert "reading -0.5, loading +0.5, settling +2.0, loading what was settled +0.0, ordering +0.2" in text
    assert "| one process | 1,000 | 15.0 | 7.5 | 37.5 |" in text
    assert "| one process | 10,000 | 15.0 | 8.0 | 38.0 |" in text
    assert "| `--jobs 2` | 10,000 | 10.0 | 6.0 | 25.0 |" in text
    assert "Of the growth 50% (one process) and 100% (two) is merging" in text
    assert "level by level. It rained. A build that adds files" in text
    assert "For 10,000 documents Spark took 4.50 times as long as `--jobs 2`" in text
    assert "the Parquet tables. One process was slow. `benchmarks/steps.py`" in text

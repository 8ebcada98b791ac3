"""Extraction of the five plans against their hand-made annotations: a floor under every measure."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate import Scores, evaluate, load_gold
from kg.extract.document import extract_source
from kg.models import Document, to_json
from kg.text.read import read

ROOT = Path(__file__).parents[1]
PLANS = ROOT / "data" / "plans"
GOLD = ROOT / "data" / "gold"
SCORE = ROOT.parent / "shared" / "gold" / "score.py"
FLOOR: dict[str, Any] = tomllib.loads((GOLD / "floor.toml").read_text("utf-8"))

pytestmark = pytest.mark.gold


@cache
def documents() -> tuple[Document, ...]:
    return tuple(extract_source(read(path, root=PLANS)) for path in sorted(PLANS.glob("*.txt")))


@cache
def scores() -> Scores:
    return evaluate(load_gold(GOLD), documents())


def digest(folder: Path) -> str:
    """SHA-256 over the annotations in order of their names, each name before its bytes."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*.json")):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def test_the_floor_was_set_for_these_annotations() -> None:
    assert digest(GOLD) == FLOOR["digest"], "data/gold has changed: measure again and set floor.toml anew"


def test_everything_annotated_was_compared() -> None:
    assert (scores().documents, scores().detection.wanted) == (FLOOR["documents"], FLOOR["citations"])
    assert (FLOOR["documents"], FLOOR["citations"]) == (5, 86)


def test_every_measure_has_a_floor() -> None:
    assert FLOOR["floor"].keys() == scores().measures().keys()


@pytest.mark.parametrize("measure", sorted(FLOOR["floor"]))
def test_no_measure_falls(measure: str) -> None:
    reached, floor = scores().measures()[measure], FLOOR["floor"][measure]
    assert reached >= floor, f"{measure} fell to {reached:.4f}, below {floor}:\n" + "\n".join(scores().errors)


@pytest.mark.skipif(not SCORE.is_file(), reason="../shared/gold/score.py is not here")
def test_the_other_scorer_agrees(tmp_path: Path) -> None:
    lines = tmp_path / "read.jsonl"
    lines.write_text("".join(json.dumps(to_json(d), ensure_ascii=False) + "\n" for d in documents()), "utf-8")
    printed = subprocess.run(
        [sys.executable, str(SCORE), str(GOLD), str(lines)], capture_output=True, text=True, check=True
    ).stdout
    exact = re.search(r"^exact .* F1 ([\d.]+)$", printed, re.MULTILINE)
    detection = re.search(r"^detection .* F1 ([\d.]+)$", printed, re.MULTILINE)
    assert exact is not None
    assert detection is not None
    assert float(exact[1]) == pytest.approx(scores().exact.f1, abs=5e-5)
    assert float(detection[1]) == pytest.approx(scores().detection.f1, abs=5e-5)
    for measure in ("span", "type", "number", "date", "relation", "issuer"):
        line = re.search(rf"^\s+{measure}\s+([\d.]+)", printed, re.MULTILINE)
        assert line is not None, measure
        assert float(line[1]) == pytest.approx(scores().measures()[measure], abs=5e-5), measure

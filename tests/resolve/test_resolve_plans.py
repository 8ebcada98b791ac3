"""Every numbered citation of the five plans is the document that its author meant: the table was checked by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.config import DEFAULT_BASE
from kg.pipeline import extract_file

ROOT = Path(__file__).parents[2]
ROWS = list(csv.DictReader((Path(__file__).parent / "five_plans.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("plan", sorted({row["plan"] for row in ROWS}))
def test_every_numbered_citation_is_the_right_document(plan: str) -> None:
    document = extract_file(ROOT / "data" / "plans" / f"{plan}.txt")
    found = [
        (citation.start, " ".join(citation.text.split()), (citation.target or "").removeprefix(DEFAULT_BASE))
        for citation in document.citations
        if citation.kind in ("sign", "blank")
    ]
    wanted = [(int(row["start"]), row["quote"], row["document"]) for row in ROWS if row["plan"] == plan]
    assert found == wanted

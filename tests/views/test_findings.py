from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.config import DEFAULT_BASE
from kg.graph.store import Store
from kg.graph.terms import source_iri
from kg.graph.validate import Row
from kg.graph.vocabulary import CAN, RDF
from kg.graph.whereabouts import Where
from kg.views.findings import finding_table

TEXT = "KẾ HOẠCH\nCăn cứ Nghị quyết 76/NQ-CP;\nCăn cứ Nghị quyết 76/NQ-CP.\n"


def row(start: int, **other: str | int) -> Row:
    where = Where(source="a.txt", start=start, quote="Nghị quyết 76/NQ-CP", kind="Citation", name="76/NQ-CP", **other)  # type: ignore[arg-type]
    return Row("Warning", "urn:x", "It is odd.", "Lạ.", where)


def table(rows: list[Row], lang: str) -> list[list[str]]:
    lines = finding_table(rows, "vi" if lang == "vi" else "en").splitlines()
    return [re.split(r"\s{2,}", line) for line in lines[2:]]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The digest of a text file ``a.txt`` in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    return sha256(TEXT.encode()).hexdigest()


def test_equal_findings_of_one_source_are_one_line_with_their_lines_of_the_text(source: str) -> None:
    first = TEXT.index("Nghị quyết")
    rows = [row(first, sha256=source), row(TEXT.index("Nghị quyết", first + 1), sha256=source)]
    assert table(rows, "en") == [
        ["warning", "It is odd.", "citation 76/NQ-CP", "a.txt", "2, 3", "Nghị quyết 76/NQ-CP", "2"]
    ]
    assert table(rows, "vi")[0][:3] == ["lưu ý", "Lạ.", "viện dẫn 76/NQ-CP"]


def test_where_the_text_is_another_now_the_page_or_the_offset_is_told(source: str) -> None:
    assert source
    assert table([row(16, sha256="0" * 64, page=4)], "en")[0][4] == "page 4"
    assert table([row(16, sha256="0" * 64)], "vi")[0][4] == "vị trí 16"


def test_nothing_found_is_no_table() -> None:
    assert finding_table([], "en") == ""


@pytest.mark.parametrize(("status", "code"), [("read", 1), ("failed", 0)])
def test_only_a_violation_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], status: str, code: int
) -> None:
    graph = source_iri(DEFAULT_BASE, "a.txt")
    facts = ((RDF.type, CAN.Source), (CAN.path, "a.txt"), (CAN.status, status), (CAN.reason, "empty"))
    with Store.open(tmp_path / "store", write=True) as store:
        for name, value in facts:
            store.add([ox.Quad(graph, name, ox.Literal(value) if isinstance(value, str) else value, graph)])
    with pytest.raises(SystemExit) as end:
        main(["check", "--store", str(tmp_path / "store"), "--lang", "en"])
    assert end.value.code == code
    shown = capsys.readouterr().out
    assert ("source file a.txt" in shown) == bool(code)
    assert shown.endswith(f"{code} violations, 0 warnings.\n")

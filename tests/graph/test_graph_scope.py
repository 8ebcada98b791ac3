"""What an answer says it rests on is what the graph holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.errors import InputError
from kg.graph.scope import scope_of
from kg.graph.store import Store
from kg.models import Document, Finding, Source
from kg.pipeline import build
from tests.records import PLANS, gold_record

_CUT = Finding("page.cut", "A page is cut off.")


def torn(path: Path) -> tuple[Source, Document]:
    """The five plans, of which two lack something, one of these in a second file too; what else there is fails."""
    if not (PLANS / path.name).exists():
        raise InputError(str(path), "is binary, not text")
    source, document = gold_record(PLANS / path.name)
    if path.parent != PLANS:
        source, document = replace(source, path=f"copy/{path.name}"), replace(document, source=f"copy/{path.name}")
    cut = (_CUT,) if path.stem.startswith(("bac-giang", "nghe-an")) else ()
    return source, replace(document, findings=(*document.findings, *cut))


def test_what_was_read_in_part_or_not_at_all_is_said(tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    copy = tmp_path / "copy" / "nghe-an-2024.txt"
    copy.write_bytes((PLANS / copy.name).read_bytes())
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00")
    build([PLANS, copy, bad], tmp_path / "store", extract=torn, root=tmp_path)
    with Store.open(tmp_path / "store") as store:
        assert scope_of(store) == {
            "en": "3 of 6 plans read; 2 read in part; 1 not readable; 29 of 34 provinces without data",
            "vi": "đã đọc 3/6 kế hoạch; 2 đọc không trọn; 1 không đọc được; 29/34 tỉnh, thành phố chưa có dữ liệu",
        }


def test_an_empty_graph_rests_on_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00")
    build([bad], tmp_path / "store", extract=torn, root=tmp_path)
    with Store.open(tmp_path / "store") as store:
        assert scope_of(store)["en"] == "0 of 1 plans read; 1 not readable; 34 of 34 provinces without data"

"""Scores by hand: what counts as found, as the same, and as an error."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UsageError
from kg.evaluate import Ratio, Scores, evaluate, fold_agency, fold_issuer, fold_number, fold_words, load_gold
from kg.models import Agency, Citation, Document, Header, Task

READ = Citation(
    10, 36, "Quyết định số 468/QĐ-TTg", "sign", "Quyết định", "468/QĐ-TTg",
    date="2021-03-27", issuer="Thủ tướng Chính phủ", relation="basis",
)  # fmt: skip


def gold(**changes: Any) -> dict[str, Any]:
    """The annotation of READ."""
    plain = {
        "start": 10, "end": 36, "quote": "Quyết định số 468/QĐ-TTg", "kind": "sign", "type": "Quyết định",
        "number": "468/QĐ-TTg", "date": "2021-03-27", "issuer": "Thủ tướng Chính phủ", "relation": "basis",
        "subject": None, "pinpoint": None,
    }  # fmt: skip
    return plain | changes


def document(*citations: Citation, **fields: Any) -> Document:
    return Document("", "plans/a.txt", None, "0" * 64, fields.pop("header", Header()), tuple(citations), **fields)


def score(annotated: list[dict[str, Any]], *citations: Citation) -> Scores:
    return evaluate({"a": {"citations": annotated}}, [document(*citations)])


def test_what_agrees_in_everything_scores_one() -> None:
    scores = score([gold()], READ)
    assert set(scores.measures().values()) == {1.0}
    assert scores.errors == ()
    assert (scores.documents, scores.detection) == (1, Ratio(1, 1, 1))


@pytest.mark.parametrize(
    ("change", "measure"),
    [
        ({"kind": "alias"}, "kind"),
        ({"type": "Kế hoạch"}, "type"),
        ({"number": "469/QĐ-TTg"}, "number"),
        ({"date": "2021-03-28"}, "date"),
        ({"date": None}, "date"),
    ],
)
def test_exact_needs_kind_type_number_and_date(change: dict[str, Any], measure: str) -> None:
    scores = score([gold()], replace(READ, **change))
    assert scores.fields[measure] == 0
    assert (scores.exact.f1, scores.detection.f1) == (0, 1)
    (error,) = scores.errors
    assert error.startswith(f"a: {measure} @10")


@pytest.mark.parametrize(
    ("change", "measure"),
    [({"end": 30}, "span"), ({"relation": "cites"}, "relation"), ({"issuer": "Chính phủ"}, "issuer")],
)
def test_other_fields_have_measures_of_their_own(change: dict[str, Any], measure: str) -> None:
    scores = score([gold()], replace(READ, **change))
    assert scores.measures()[measure] == 0
    assert scores.exact.f1 == 1


def test_an_issuer_counts_only_where_one_is_annotated() -> None:
    assert score([gold(issuer=None)], replace(READ, issuer="Chính phủ")).issuer == Ratio(0, 0, 0)


def test_missed_and_too_many() -> None:
    scores = score(
        [gold(), gold(start=50, end=60, quote="missed")], READ, replace(READ, start=80, end=90, text="extra")
    )
    assert (scores.detection.precision, scores.detection.recall) == (0.5, 0.5)
    assert scores.exact == Ratio(1, 2, 2)
    assert sorted(scores.errors) == ["a: missed @50 'missed'", "a: too many @80 'extra'"]


def test_of_two_that_overlap_the_one_with_the_same_number_is_paired() -> None:
    near, same = replace(READ, number="1/QĐ-TTg"), replace(READ, start=30, end=50)
    scores = score([gold()], near, same)
    assert scores.fields["number"] == 1
    assert [e for e in scores.errors if "too many" in e] == ["a: too many @10 'Quyết định số 468/QĐ-TTg'"]


def test_subjects_are_compared_through_the_pairs() -> None:
    """An extra citation shifts the indices, and does not matter; a subject that is not annotated is none."""
    extra, first, second = (
        replace(READ, start=0, end=5, number="9/QĐ-TTg"),
        READ,
        replace(READ, start=50, end=60, relation="amends", subject=1),
    )
    annotated = [gold(), gold(start=50, end=60, relation="amends", subject=0)]
    assert score(annotated, extra, first, second).stated["subject"] == Ratio(1, 1, 1)
    assert score(annotated, extra, first, replace(second, subject=0)).stated["subject"] == Ratio(0, 1, 1)
    assert score(annotated, extra, first, replace(second, subject=None)).stated["subject"] == Ratio(0, 0, 1)


def test_provisions_may_stand_in_any_order() -> None:
    scores = score([gold(pinpoint="khoản 1 Điều 5; Điều 7")], replace(READ, pinpoint="Điều 7; khoản 1 Điều 5"))
    assert scores.stated["pinpoint"] == Ratio(1, 1, 1)


def test_header_agencies_and_tasks() -> None:
    annotated = {
        "citations": [],
        "header": {"type": "Kế hoạch", "number": "02/KH-UBND", "date": None, "signer": "Nguyễn Văn A"},
        "agencies": [{"name": "Sở Nội vụ", "role": "lead"}, {"name": "UBND cấp huyện", "role": "lead"}],
        "tasks": [{"row": 1, "lead": ["Sở Nội vụ"], "support": []}, {"row": 2, "lead": ["Sở Y tế"], "support": []}],
    }
    read = document(
        header=Header(type="KẾ HOẠCH", number="2/KH-UBND", signer="Nguyễn Văn B"),
        agencies=(
            Agency("UBND các huyện, thị xã", "lead"),
            Agency("Sở Tài chính", "lead"),
            Agency("Sở Nội vụ", "support"),
        ),
        tasks=(Task(0, 1, "x", ("Sở Nội vụ",), section="table:1"), Task(2, 3, "y", ("Sở Y tế",), section="IV.1")),
    )
    scores = evaluate({"a": annotated}, [read])
    assert scores.header == Ratio(2, 3, 3)
    assert scores.lead == Ratio(1, 2, 2)
    assert scores.tasks.recall == 0.5
    assert len(scores.errors) == 4


def test_every_annotated_document_has_to_be_read() -> None:
    with pytest.raises(UsageError, match="b: annotated, but not among the documents read"):
        evaluate({"b": {"citations": []}}, [document()])


def test_documents_without_annotation_are_left_out() -> None:
    assert evaluate({"a": {"citations": []}}, [document(), replace(document(READ), source="c.txt")]).errors == ()


def test_annotations_are_read_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"citations": []}), "utf-8")
    (tmp_path / "floor.toml").write_text("", "utf-8")
    assert load_gold(tmp_path) == {"a": {"citations": []}}


def test_a_folder_without_annotations_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no gold annotations"):
        load_gold(tmp_path)


@pytest.mark.parametrize(
    ("ratio", "precision", "recall", "f1"),
    [
        (Ratio(1, 2, 4), 0.5, 0.25, 1 / 3),
        (Ratio(0, 0, 0), 1, 1, 1),
        (Ratio(0, 3, 3), 0, 0, 0),
        (Ratio(0, 0, 3), 1, 0, 0),
    ],
)
def test_ratios(ratio: Ratio, precision: float, recall: float, f1: float) -> None:
    assert (ratio.precision, ratio.recall, ratio.f1) == pytest.approx((precision, recall, f1))


@pytest.mark.parametrize(
    ("fold", "one", "two"),
    [
        (fold_words, "Uỷ ban  Nhân dân,", "ủy ban nhân dân"),
        (fold_words, "Đề án", "Ðề án"),
        (fold_words, "văn hoá – thể thao", "Văn hóa-Thể thao"),
        (fold_number, "06/CT-TTG", "6 /CT-TTg"),
        (fold_number, "Luật Ban hành văn bản QPPL", "Luật Ban hành văn bản quy phạm pháp luật"),
        (fold_number, "Luật Phổ biến, giáo dục pháp luật", "Luật Phổ biến giáo dục pháp luật"),
        (fold_issuer, "Chủ tịch UBND tỉnh Nghệ An", "Ủy ban nhân dân tỉnh Nghệ An"),
        (fold_issuer, "Bộ trưởng Bộ Tài chính", "Bộ Tài chính"),
        (fold_issuer, "Ban Thường vụ Tỉnh ủy Quảng Ninh", "Tỉnh ủy Quảng Ninh"),
        (fold_issuer, "Đảng bộ tỉnh Quảng Ninh", "Tỉnh ủy Quảng Ninh"),
        (fold_issuer, "Thường trực HĐND tỉnh Cao Bằng", "HĐND tỉnh Cao Bằng"),
        (fold_issuer, "Thống đốc Ngân hàng Nhà nước", "Ngân hàng Nhà nước"),
        (fold_issuer, "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", "Văn phòng Chính phủ"),
        (fold_agency, "UBND các xã, phường", "UBND cấp xã"),
        (fold_agency, "UBND các huyện, thị xã, thành phố", "UBND cấp huyện"),
    ],
)
def test_what_counts_as_the_same(fold: Any, one: str, two: str) -> None:
    assert fold(one) == fold(two)


@pytest.mark.parametrize(
    ("fold", "one", "two"),
    [
        (fold_number, "35/QĐ-BNV", "35/QĐ-UBND"),
        (fold_number, "10/QĐ-TTg", "1/QĐ-TTg"),
        (fold_issuer, "UBND tỉnh Nghệ An", "HĐND tỉnh Nghệ An"),
        (fold_issuer, "Tỉnh ủy Quảng Ninh", "UBND tỉnh Quảng Ninh"),
        (fold_agency, "Sở Nội vụ", "Sở Y tế"),
    ],
)
def test_what_stays_different(fold: Any, one: str, two: str) -> None:
    assert fold(one) != fold(two)

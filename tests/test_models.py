"""The records: frozen, and the same after a journey through JSON."""

from __future__ import annotations

import dataclasses
import json

import pytest

from kg import models
from kg.models import (
    Agency,
    Citation,
    Deadline,
    Document,
    Finding,
    Header,
    Link,
    Responsible,
    Task,
    Title,
    from_json,
    to_json,
)

FULL = Document(
    id="https://w3id.org/can-cu/eli/vn/nghe-an/ubnd/kh/2024/122",
    source="nghe-an-2024.txt",
    source_url=None,
    sha256="0" * 64,
    header=Header(
        type="Kế hoạch", number="122/KH-UBND", number_certainty="printed", date="2024-02-21", level="provincial"
    ),
    citations=(
        Citation(0, 4, "Luật", "name", "Luật", "Luật Đất đai", candidates=("a", "b"), resolution="ambiguous"),
        Citation(
            9, 13, "số 1", "sign", "Quyết định", "1/QĐ-TTg", title=Title("về x", 14, 18), subject=0, confidence=0.9
        ),
    ),
    links=(Link(None, "amends", 0, "Điều 5", 0, 4), Link(1, "cites", 0, None, 0, 13)),
    agencies=(Agency("Sở Nội vụ", "lead"),),
    tasks=(
        Task(20, 30, "Tuyên truyền", ("Sở Nội vụ",), (), Deadline("Tháng 02/2024", 25, 30), None, "table:II.5", (0, 1)),
    ),
    findings=(Finding("number-missing", "The number is blank."), Finding("citation.not-taken", "A form.", 3, 5)),
    bodies=(Responsible("Các sở", "nghe-an/cac-so", "Các sở", "group", members=("so_nv",), confidence=1.0),),
)
BARE = Document("", "a.txt", None, "0" * 64, Header())


@pytest.mark.parametrize("document", [FULL, BARE], ids=["full", "bare"])
def test_a_document_comes_back_from_json(document: Document) -> None:
    assert from_json(Document, json.loads(json.dumps(to_json(document)))) == document


def test_json_has_the_fields_of_the_design_in_order() -> None:
    record = to_json(FULL)
    assert list(record) == [
        "id", "source", "source_url", "sha256", "header", "citations", "links", "agencies", "tasks", "findings",
        "bodies",
    ]  # fmt: skip
    assert set(record["header"]) == {
        "type", "number", "number_certainty", "date", "issuer", "capacity", "place", "title", "signer",
        "signer_position", "province", "level", "period", "topic",
    }  # fmt: skip
    assert set(record["citations"][0]) == {
        "start", "end", "text", "page", "kind", "type", "sign_type", "number", "date", "issuer", "title", "relation",
        "cue", "subject", "pinpoint", "container", "target", "resolution", "candidates", "confidence", "rule", "rules",
        "reason", "open",
    }  # fmt: skip
    assert set(record["links"][0]) == {"subject", "relation", "object", "pinpoint", "start", "end"}
    assert set(record["tasks"][0]) == {
        "start", "end", "text", "lead", "support", "deadline", "product", "section", "citations", "asked",
    }  # fmt: skip
    assert set(record["tasks"][0]["deadline"]) == {
        *("text", "start", "end", "recurrence"),
        *("earliest", "latest", "months"),
    }


def test_json_holds_only_plain_values() -> None:
    record = to_json(FULL)
    assert record["citations"][0]["title"] is None
    assert record["citations"][0]["candidates"] == ["a", "b"]
    assert record["tasks"][0]["citations"] == [0, 1]
    assert to_json((Agency("Sở Nội vụ", "lead"),)) == [{"name": "Sở Nội vụ", "role": "lead"}]


def test_keys_that_a_newer_program_wrote_are_left_out() -> None:
    assert from_json(Agency, {"name": "Sở Nội vụ", "role": "lead", "since": "2024"}) == Agency("Sở Nội vụ", "lead")


def test_a_record_without_a_needed_field_is_refused() -> None:
    with pytest.raises(TypeError, match="role"):
        from_json(Agency, {"name": "Sở Nội vụ"})


@pytest.mark.parametrize(
    "record", [c for c in vars(models).values() if dataclasses.is_dataclass(c)], ids=lambda c: c.__name__
)
def test_records_are_frozen_and_slotted(record: type) -> None:
    assert not hasattr(record, "__dict__") or "__slots__" in vars(record)
    first = dataclasses.fields(record)[0].name
    one: object = object.__new__(record)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(one, first, None)

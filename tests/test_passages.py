"""Annotated passages: the loader, and a floor under every measure reached on data/gold/passages."""

from __future__ import annotations

import hashlib
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UsageError
from kg.evaluate import Passage, Scores, evaluate, load_passages
from kg.evaluate.marks import Mark, unmark
from kg.extract.document import extract_source

FOLDER = Path(__file__).parents[1] / "data" / "gold" / "passages"
FLOOR: dict[str, Any] = tomllib.loads((FOLDER / "floor.toml").read_text("utf-8"))
DOCUMENT = "document: Kế hoạch | 1/KH-UBND | UBND tỉnh Nghệ An | Nghệ An | 2025-11-18\n"
CITED = "1: sign | Nghị định | 8/2020/NĐ-CP | - | Chính phủ | cites"


@cache
def passages() -> tuple[Passage, ...]:
    return load_passages(FOLDER)


@cache
def scores() -> Scores:
    return evaluate({p.name: p.record for p in passages()}, [extract_source(p.source) for p in passages()])


def digest(folder: Path) -> str:
    """SHA-256 over the files in order of their names, each name before its bytes."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*.txt")):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def load(folder: Path, text: str) -> tuple[Passage, ...]:
    (folder / "some.txt").write_text(text, "utf-8")
    return load_passages(folder)


def test_a_passage_becomes_a_source_and_its_annotation(tmp_path: Path) -> None:
    (passage,) = load(
        tmp_path,
        f"# comment\n{DOCUMENT}\n=== one | body\nTheo ⟦2:Nghị định\nsố\\u00a08/2020/NĐ-CP⟧ ⟪2:về ⟦7:Luật Giá⟧⟫.\n---\n"
        "2: sign | Nghị định | 8/2020/NĐ-CP | 2020-01-08 | - | cites | Điều 5\n"
        "7: name | Luật | Luật Giá | - | Quốc hội | guides by 2\n7 amends 2\n",
    )
    first, second = passage.record["citations"]
    text = passage.source.text
    assert (passage.name, passage.region, passage.source.path) == ("one", "body", "one.txt")
    assert text[first["start"] : first["end"]] == first["quote"] == "Nghị định\nsố\u00a08/2020/NĐ-CP"
    assert text[slice(*first["title"])] == "về Luật Giá"
    assert (first["date"], first["issuer"], first["subject"], first["pinpoint"]) == ("2020-01-08", None, None, "Điều 5")
    assert (second["relation"], second["subject"], second["title"]) == ("guides", 0, None)
    assert passage.record["links"] == [
        {"subject": 0, "relation": "guides", "object": 1},
        {"subject": 1, "relation": "amends", "object": 0},
    ]
    assert passage.record["header"]["date"] == "2025-11-18"
    assert passage.source.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_decomposed_passage_keeps_its_spans(tmp_path: Path) -> None:
    (passage,) = load(tmp_path, f"{DOCUMENT}=== one | body | nfd\nTheo ⟦1:Nghị định 8/2020/NĐ-CP⟧\n---\n{CITED}\n")
    (citation,) = passage.record["citations"]
    assert citation["quote"] == unicodedata.normalize("NFD", "Nghị định 8/2020/NĐ-CP")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f"=== one | body\nx\n---\n{DOCUMENT}", "some.txt, line 1: no line 'document:' before it"),
        ("document: Kế hoạch | 1/KH-UBND\n=== one | body\nx\n---\n", "some.txt, line 1: a document has"),
        (f"{DOCUMENT}=== one | cellar\nx\n---\n", "some.txt, line 2: a passage begins with"),
        (f"{DOCUMENT}=== one | body\nx\n", "some.txt, line 2: the passage has no line '---'"),
        (f"{DOCUMENT}=== one | body\n⟦1:x\n---\n{CITED}", "some.txt, line 2: ⟦ is never closed"),
        (f"{DOCUMENT}=== one | body\n⟦x⟧\n---\n", "⟦ is not followed by an id"),
        (f"{DOCUMENT}=== one | body\n⟦1:x⟫\n---\n", "⟫ closes nothing"),
        (f"{DOCUMENT}=== one | body\n⟦1:x⟧\n---\n", "some.txt, line 2: marked are the citations [1], described []"),
        (f"{DOCUMENT}=== one | body\n⟦1:x⟧\n---\n1: sign | Luật\n", "some.txt, line 5: a citation has"),
        (f"{DOCUMENT}=== one | body\n⟦1:x⟧\n---\n{CITED} by 2\n", "some.txt, line 5: there is no citation 2"),
        (f"{DOCUMENT}=== one | body\n⟦1:x⟧\n---\n{CITED.replace('cites', 'sights')}\n", "no such kind or relation"),
        (f"{DOCUMENT}=== one | body\n⟦1:x⟧\n---\n{CITED}\n1 cites 1\n", "some.txt, line 6: a line of an annotation"),
        (
            f"{DOCUMENT}=== one | body\nx\n---\n=== one | body\nx\n---\n",
            "line 5: there is another passage of this name",
        ),
    ],
)
def test_what_cannot_be_read_is_shown_with_its_place(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(tmp_path, text)
    assert sentence in str(caught.value)


def test_marks_lie_in_each_other() -> None:
    plain, marks = unmark("⟦1:Luật sửa đổi ⟦2:Luật Giá⟧⟧")
    assert plain == "Luật sửa đổi Luật Giá"
    assert marks == (Mark("citation", 2, 13, 21), Mark("citation", 1, 0, 21))


def test_a_folder_of_other_texts_has_no_passages(tmp_path: Path) -> None:
    assert load(tmp_path, "Căn cứ Luật Giá;\n") == ()


def test_there_are_passages_of_every_kind() -> None:
    assert len(passages()) >= 300
    assert sum(any(c["pinpoint"] for c in p.record["citations"]) for p in passages()) >= 65
    assert sum(bool(p.record["links"]) for p in passages()) >= 80
    assert sum(not p.record["citations"] for p in passages()) >= 15


@pytest.mark.gold
def test_the_floor_was_set_for_these_passages() -> None:
    assert digest(FOLDER) == FLOOR["digest"], "data/gold/passages has changed: measure again and set floor.toml anew"
    assert (scores().documents, scores().detection.wanted) == (FLOOR["documents"], FLOOR["citations"])


@pytest.mark.gold
def test_every_measure_has_a_floor() -> None:
    assert FLOOR["floor"].keys() == scores().measures().keys()


@pytest.mark.gold
@pytest.mark.parametrize("measure", sorted(FLOOR["floor"]))
def test_no_measure_falls(measure: str) -> None:
    reached, floor = scores().measures()[measure], FLOOR["floor"][measure]
    assert reached >= floor, f"{measure} fell to {reached:.4f}, below {floor}:\n" + "\n".join(scores().errors)

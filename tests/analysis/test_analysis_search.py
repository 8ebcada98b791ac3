"""What people type, and what has to come first."""

from __future__ import annotations

import pytest

from kg.analysis.contents import contents
from kg.analysis.search import search
from kg.config import DEFAULT_BASE
from kg.graph.store import Store
from kg.tables import fold


@pytest.mark.parametrize(
    ("typed", "kind", "first"),
    [
        ("nd 61/2018", "document", "61/2018/NĐ-CP"),
        ("qd 468", "document", "468/QĐ-TTg"),
        ("468/QĐ-TTg", "document", "468/QĐ-TTg"),
        ("kh 122", "document", "122/KH-UBND Nghệ An 2024"),
        ("Luật Ban hành văn bản", "document", "80/2015/QH13"),
        ("de an 06", "document", "06/QĐ-TTg"),
        ("vinh quang 2023", "document", "Kế hoạch Vinh Quang 2023"),
        ("quang ninh", "place", "Quảng Ninh"),
        ("BẮC GIANG", "place", "Bắc Giang"),
        ("so noi vu", "agency", "Sở Nội vụ"),
        ("chuyen doi so", "task", None),
    ],
)
def test_without_diacritics_and_in_any_spelling(store: Store, typed: str, kind: str, first: str | None) -> None:
    hits = search(store, typed)[kind]  # type: ignore[index]
    assert hits
    if first:
        assert hits[0].label == first
    else:
        assert all(word in fold(hit.label) for hit in hits for word in typed.split())


@pytest.mark.parametrize("typed", ["", "  ", "zzzz", "\"'}{<>\\", "?x . } #"])
def test_nothing_is_found_and_nothing_breaks(store: Store, typed: str) -> None:
    assert search(store, typed) == {}


def test_what_most_cite_comes_first_and_as_many_as_asked_for(store: Store) -> None:
    hits = search(store, "qđ-ttg", most=3)["document"]
    assert len(hits) == 3
    assert [hit.weight for hit in hits] == sorted((hit.weight for hit in hits), reverse=True)


def test_the_whole_graph_at_a_glance(store: Store) -> None:
    seen = contents(store, DEFAULT_BASE)
    assert seen.totals["citations"] == 86
    assert seen.to_check == {"conflicts": 2, "unresolved": 0, "stale-citations": 2}
    assert [plan.label for plan in seen.latest][:2] == ["66/KH-UBND Tiền Giang 2024", "122/KH-UBND Nghệ An 2024"]
    assert seen.scope["en"].startswith("5 of 5")

"""Places by what people call them."""

from __future__ import annotations

import pytest

from kg.config import DEFAULT_BASE
from kg.errors import UsageError
from kg.graph.gazetteer import places_called
from kg.graph.store import Store

B = DEFAULT_BASE


@pytest.mark.parametrize(("text", "paths"), [
    ("Quảng Ninh", ["quang-ninh"]),
    ("huyện Quảng Ninh", ["quang-binh/quang-ninh"]),
    ("bac ninh", ["bac-ninh", "bac-ninh-2025"]),
    ("thành phố Bắc Ninh", ["bac-ninh-2025", "bac-ninh/bac-ninh"]),
    ("TP. Bắc Giang", ["bac-giang/bac-giang"]),
    ("tỉnh Thừa Thiên Huế", ["hue"]),
    ("TP.HCM", ["ho-chi-minh", "ho-chi-minh-2025"]),
    ("Châu Thành, Long An", ["long-an/chau-thanh"]),
    ("huyện Tiên Lãng, thành phố Hải Phòng", ["hai-phong/tien-lang"]),
    ("Vinh Quang", ["hai-phong/tien-lang/vinh-quang"]),
])  # fmt: skip
def test_a_place_is_meant_by_name_kind_and_what_it_lies_in(five_plans: Store, text: str, paths: list[str]) -> None:
    assert [iri.removeprefix(f"{B}place/") for iri in places_called(five_plans, text)] == paths


@pytest.mark.parametrize("text", ["Châu Thành, Hà Nội", "Atlantis"])
def test_a_place_that_is_not_there_is_an_error(five_plans: Store, text: str) -> None:
    with pytest.raises(UsageError, match=f"There is no place '{text}'"):
        places_called(five_plans, text)

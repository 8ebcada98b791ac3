"""Places and bodies of all times: what the tables know in the graph, and answers by the units of another day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.config import DEFAULT_BASE
from kg.graph.gazetteer import places_called
from kg.graph.queries import ask, named
from kg.graph.store import Store
from kg.models import Citation, Document, Header, Source
from kg.pipeline import build
from kg.resolve.documents import resolve
from kg.tables import districts, issuers, provinces_at

B = DEFAULT_BASE
PREFIXES = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
D468, D749 = "468/QĐ-TTg", "749/QĐ-TTg"
CITED = {D468: "2021-03-27", D749: "2020-06-03"}

# File: who issued the plan, when, and what it cites.
PLANS = {
    "1": ("UBND tỉnh Bắc Giang", "Bắc Giang", "2024-02-01", (D468,)),
    "2": ("UBND tỉnh Bắc Ninh", "Bắc Ninh", "2024-02-01", (D468,)),
    "3": ("UBND tỉnh Bắc Ninh", "Bắc Ninh", "2025-09-01", (D468,)),
    "4": ("UBND tỉnh Thừa Thiên Huế", "Thừa Thiên Huế", "2024-02-01", (D468, D749)),
    "5": ("UBND thành phố Huế", "Huế", "2025-02-01", (D468,)),
    "6": ("UBND tỉnh Tiền Giang", "Tiền Giang", "2024-02-01", (D468, D749)),
    "7": ("UBND tỉnh Đồng Tháp", "Đồng Tháp", "2025-09-01", (D468,)),
}


def record(path: Path) -> tuple[Source, Document]:
    issuer, province, date, cited = PLANS[path.stem]
    text = "\n".join(cited)
    header = Header(
        type="Kế hoạch", number=f"{path.stem}/KH-UBND", date=date, issuer=issuer, place=province, province=province,
        level="provincial", period=date[:4], topic="administrative-reform",
    )  # fmt: skip
    citations = tuple(
        Citation(text.index(number), text.index(number) + len(number), number, "sign", "Quyết định", number,
                 date=CITED[number], issuer="Thủ tướng Chính phủ")
        for number in cited
    )  # fmt: skip
    return Source(path.name, text, "0" * 64), resolve(Document("", path.name, None, "0" * 64, header, citations), B)


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("seven")
    for name in PLANS:
        (folder / f"{name}.txt").write_text(name, encoding="utf-8")
    build(sorted(folder.glob("*.txt")), folder / "store", extract=record, root=folder)
    with Store.open(folder / "store") as store:
        yield store


def select(store: Store, pattern: str) -> list[tuple[object, ...]]:
    names = ("a", "b", "c")
    rows = store.select(f"{PREFIXES} SELECT DISTINCT ?a ?b ?c WHERE {{ {pattern} }} ORDER BY ?a ?b ?c")
    return [tuple(str(row[name]).removeprefix(B) for name in names if row.get(name) is not None) for row in rows]


# --- entities and events ---


@pytest.mark.parametrize(
    ("path", "originals", "results", "basis"),
    [
        ("2025-01-01/hue", ["place/hue"], ["place/hue"], "eli/vn/qh15/nq/2024/175"),
        ("2025-07-01/bac-ninh-2025", ["place/bac-giang", "place/bac-ninh"], ["place/bac-ninh-2025"],
         "eli/vn/qh15/nq/2025/202"),
        ("2025-07-01/lam-dong-2025", ["place/binh-thuan", "place/dak-nong", "place/lam-dong"],
         ["place/lam-dong-2025"], "eli/vn/qh15/nq/2025/202"),
        ("2026-04-30/dong-nai-2025", ["place/dong-nai-2025"], ["place/dong-nai-2025"], "eli/vn/qh16/nq/2026/30"),
        ("2026-09-20/bac-ninh-2025", ["place/bac-ninh-2025"], ["place/bac-ninh-2025"], "eli/vn/qh16/nq/2026/39"),
        ("2025-03-01/btnmt-bnnptnt", ["body/bnnptnt", "body/btnmt"], ["body/bnnmt"], "eli/vn/qh15/nq/2025/176"),
        ("2025-03-01/bkhdt", ["body/bkhdt"], ["body/btc"], "eli/vn/qh15/nq/2025/176"),
        ("2025-03-01/bldtbxh", ["body/bldtbxh"], ["body/bca", "body/bgddt", "body/bnv", "body/byt"],
         "eli/vn/qh15/nq/2025/176"),
        ("2007-07/btm-bcn", ["body/bcn", "body/btm"], ["body/bct"], None),
    ],
)  # fmt: skip
def test_a_change_has_its_day_what_was_and_what_came_and_its_basis(
    five_plans: Store, path: str, originals: list[str], results: list[str], basis: str | None
) -> None:
    event = f"<{B}event/{path}>"
    assert select(five_plans, f"{event} a org:ChangeEvent ; dcterms:date ?a") == [(path.split("/")[0],)]
    assert select(five_plans, f"{event} org:originalOrganization ?a") == [(one,) for one in originals]
    assert select(five_plans, f"?a org:changedBy {event}") == [(one,) for one in originals]
    assert select(five_plans, f"{event} org:resultingOrganization ?a") == [(one,) for one in results]
    assert select(five_plans, f"{event} eli:based_on ?a") == ([(basis,)] if basis else [])


def test_every_province_that_ended_has_one_successor_and_one_merger(five_plans: Store) -> None:
    ended = select(five_plans, '?a a dcterms:Location ; can:level "provincial" ; can:validTo ?b')
    assert len(ended) == 63 - 11
    assert {day for _, day in ended} == {"2025-06-30"}
    heirs = select(five_plans, "?a a dcterms:Location ; can:successor ?b . ?b can:validFrom ?c")
    assert [row[0] for row in heirs] == [row[0] for row in ended]
    assert {row[2] for row in heirs} == {"2025-07-01"}
    merged = select(five_plans, "?a a dcterms:Location ; org:changedBy/org:resultingOrganization ?b FILTER(?a != ?b)")
    assert merged == [row[:2] for row in heirs]
    assert len({row[1] for row in heirs}) == 23


def test_districts_end_without_a_successor(five_plans: Store) -> None:
    district = '?a a dcterms:Location ; can:level "district"'
    assert len(select(five_plans, f"{district} ; can:validTo ?b ; dcterms:isPartOf ?c")) == len(districts())
    assert select(five_plans, f"{district} ; can:successor ?b") == []
    event = f"<{B}event/2025-07-01/districts>"
    assert select(five_plans, f"{event} eli:based_on ?a ; skos:prefLabel ?b FILTER(LANG(?b) = 'en')") == [
        ("eli/vn/qh15/luat/2025/72", "The district level ends")
    ]
    assert len(select(five_plans, f"?a org:changedBy {event} ; dcterms:isPartOf ?b")) == len(districts())
    assert select(five_plans, f"{event} org:resultingOrganization ?a") == []


def test_a_district_has_its_names_code_and_province(five_plans: Store) -> None:
    place = f"<{B}place/hai-phong/tien-lang>"
    assert select(five_plans, f"{place} skos:prefLabel ?a ; skos:altLabel ?b ; skos:notation ?c") == [
        ("Tiên Lãng", "Huyện Tiên Lãng", "315")
    ]
    assert select(five_plans, f"{place} dcterms:isPartOf ?a ; can:validTo ?b") == [("place/hai-phong", "2025-06-30")]


def test_a_province_keeps_its_former_names_and_kinds(five_plans: Store) -> None:
    found = select(five_plans, f"<{B}place/hue> skos:altLabel ?a FILTER(LANG(?a) = 'vi')")
    assert {"Thừa Thiên Huế", "Tỉnh Thừa Thiên Huế", "Thành phố Huế"} <= {str(row[0]) for row in found}
    assert select(five_plans, f"<{B}place/hue> skos:altLabel ?a FILTER(LANG(?a) = 'en')") == [("Hue City",)]


def test_no_place_or_central_body_has_two_preferred_names(five_plans: Store) -> None:
    """Answers join on the name: a second one would double their rows."""
    of_places = five_plans.select(
        f"{PREFIXES} SELECT ?place WHERE {{ ?place a dcterms:Location . GRAPH ?any {{ ?place skos:prefLabel ?n }} }}"
    )
    assert {place for place, count in Counter(str(row["place"]) for row in of_places).items() if count > 1} == set()
    for path in ("body/ttg", "body/bkhdt"):
        assert len(select(five_plans, f"<{B}{path}> skos:prefLabel ?a")) == 1


def test_central_bodies_have_codes_dates_and_heirs(five_plans: Store) -> None:
    rows = select(five_plans, '?a a org:Organization ; can:level "central" ; skos:notation ?b')
    assert {code for _, code in rows} == {body.code for body in issuers() if body.central and not body.numbered}
    assert select(five_plans, f"<{B}body/bkhdt> can:validTo ?a ; can:successor ?b") == [("2025-02-28", "body/btc")]
    assert select(five_plans, f"<{B}body/bnnmt> can:validFrom ?a") == [("2025-03-01",)]


def test_the_reference_graph_has_the_units_of_both_sides(five_plans: Store) -> None:
    provinces = {str(row[0]) for row in select(five_plans, '?a a dcterms:Location ; can:level "provincial"')}
    slugs = {unit.slug for day in ("2025-06-30", "2025-07-01") for unit in provinces_at(day)}
    assert provinces == {f"place/{slug}" for slug in slugs}
    assert len(provinces) == 63 + 23


def test_a_commune_of_the_tables_is_described_where_a_document_stands_in_it(five_plans: Store) -> None:
    place = f"<{B}place/hai-phong/tien-lang/vinh-quang>"
    assert select(five_plans, f"{place} skos:prefLabel ?a ; skos:altLabel ?b ; can:level ?c") == [
        ("Vinh Quang", "Xã Vinh Quang", "commune")
    ]
    assert select(five_plans, f"{place} dcterms:isPartOf ?a ; can:validTo ?b") == [
        ("place/hai-phong/tien-lang", "2025-06-30")
    ]
    assert len(select(five_plans, '?a a dcterms:Location ; can:level "commune"')) == 1


def test_a_commune_of_today_is_named_by_its_documents(tmp_path: Path) -> None:
    def of_commune(path: Path) -> tuple[Source, Document]:
        header = Header(
            type="Kế hoạch", number=f"{path.stem}/KH-UBND", date="2026-02-01", place="Quỳnh Lưu",
            issuer=path.read_text(encoding="utf-8"), province="Nghệ An", level="commune", period="2026",
        )  # fmt: skip
        return Source(path.name, "", "0" * 64), resolve(Document("", path.name, None, "0" * 64, header), B)

    for name, issuer in (
        ("1", "UBND xã Quỳnh Lưu"),
        ("2", "UBND XÃ QUỲNH LƯU, TỈNH NGHỆ AN"),
        ("3", "Chủ tịch UBND xã"),
    ):
        (tmp_path / f"{name}.txt").write_text(issuer, encoding="utf-8")
    build(sorted(tmp_path.glob("*.txt")), tmp_path / "store", extract=of_commune, root=tmp_path)
    place = f"<{B}place/nghe-an/quynh-luu-2025>"
    with Store.open(tmp_path / "store") as store:
        assert select(store, f"{place} skos:prefLabel ?a ; skos:altLabel ?b ; can:validFrom ?c") == [
            ("Quỳnh Lưu", "Xã Quỳnh Lưu", "2025-07-01")
        ]
        assert select(store, f"{place} dcterms:isPartOf ?a ; can:level ?b") == [("place/nghe-an", "commune")]
        assert places_called(store, "xã Quỳnh Lưu") == (f"{B}place/nghe-an/quynh-luu-2025",)
        assert places_called(store, "huyện Quỳnh Lưu") == (f"{B}place/nghe-an/quynh-luu",)


# --- by the units of a day ---

SPLIT = [("Bắc Giang", 1), ("Bắc Ninh", 1), ("Bắc Ninh", 1), ("Huế", 2), ("Tiền Giang", 1), ("Đồng Tháp", 1)]
WHOLE = [("Bắc Ninh", 3), ("Huế", 2), ("Đồng Tháp", 2)]
"""Plans by unit: before the merger two of Bắc Ninh stand apart, as the new unit's plan is nobody else's."""


@pytest.mark.parametrize(("day", "units"), [
    ("2024-02-01", SPLIT), ("2025-06-30", SPLIT), ("2025-07-01", WHOLE), ("2026-09-20", WHOLE),
])  # fmt: skip
def test_plans_stand_under_the_units_of_a_day(seven: Store, day: str, units: list[tuple[str, int]]) -> None:
    citing = ask(seven, "provinces-citing", {"document": D468, "as_of": day})
    assert sorted((str(row[0]), len(row[2]) if isinstance(row[2], tuple) else 0) for row in citing.rows) == units
    matrix = [row for row in ask(seven, "matrix", {"as_of": day}).rows if row[2] == D468]
    assert sorted((str(row[0]), len(row[3]) if isinstance(row[3], tuple) else 0) for row in matrix) == units


@pytest.mark.parametrize(("day", "counts"), [
    (None, [(D468, 6, 7), (D749, 2, 2)]), ("2025-06-30", [(D468, 6, 7), (D749, 2, 2)]),
    ("2025-07-01", [(D468, 3, 7), (D749, 2, 2)]),
])  # fmt: skip
def test_provinces_are_counted_by_the_units_of_a_day(
    seven: Store, day: str | None, counts: list[tuple[str, int, int]]
) -> None:
    rows = ask(seven, "most-cited", {"as_of": day} if day else {}).rows
    assert [(row[1], row[3], row[4]) for row in rows] == counts


@pytest.mark.parametrize(("province", "day", "missing"), [
    ("Bắc Giang", None, [(D749, 2, 2 / 3)]),  # of 2024: Bắc Ninh, Huế and Tiền Giang
    ("Bắc Ninh", None, []),  # Huế and Tiền Giang of four; the new Bắc Ninh is no other province
    ("Bắc Ninh", "2025-07-01", [(D749, 2, 1.0)]),  # Huế and Đồng Tháp, which Tiền Giang has become a part of
    ("Bắc Giang", "2025-07-01", [(D749, 2, 1.0)]),  # which is Bắc Ninh now
    ("Đồng Tháp", "2025-07-01", []),  # has it from Tiền Giang
])  # fmt: skip
def test_what_is_missing_by_the_units_of_a_day(
    seven: Store, province: str, day: str | None, missing: list[tuple[str, int, float]]
) -> None:
    asked = {"province": province} | ({"as_of": day} if day else {})
    assert [(row[1], row[3], row[4]) for row in ask(seven, "missing-basis", asked).rows] == missing


def test_what_was_read_by_the_units_of_a_day(seven: Store) -> None:
    rows = ask(seven, "coverage", {"as_of": "2025-07-01"}).rows
    assert [(row[0], row[2], row[4]) for row in rows] == [
        ("Bắc Ninh", 2024, 2), ("Bắc Ninh", 2025, 1), ("Đồng Tháp", 2024, 1), ("Đồng Tháp", 2025, 1),
        ("Huế", 2024, 1), ("Huế", 2025, 1),
    ]  # fmt: skip


def test_by_current_province_tells_the_province_of_then(seven: Store) -> None:
    rows = ask(seven, "by-current-province", {"document": D749}).rows
    assert rows == (("Đồng Tháp", "Tiền Giang", 1, 1), ("Huế", "Huế", 1, 1))
    then = ask(seven, "by-current-province", {"document": D749, "as_of": "2025-06-30"}).rows
    assert then == (("Huế", "Huế", 1, 1), ("Tiền Giang", "Tiền Giang", 1, 1))


@pytest.mark.parametrize("day", ["2004-01-01", "2025-06-30", "2025-07-01", "2026-11-01", None])
def test_counts_add_up_before_and_after(seven: Store, five_plans: Store, day: str | None) -> None:
    """The sum over the units of a day is the sum over the provinces of then: nothing lost, nothing twice."""
    asked = {"as_of": day} if day else {}
    for store, document in ((seven, D468), (seven, D749), (five_plans, "06/QĐ-TTg năm 2022"), (five_plans, D468)):
        units = ask(store, "by-current-province", {"document": document, **asked}).rows
        then = ask(store, "provinces-citing", {"document": document}).rows
        assert sum(int(str(row[2])) for row in units) == sum(len(row[2]) for row in then if isinstance(row[2], tuple))
        assert sum(int(str(row[3])) for row in units) == sum(int(str(row[3])) for row in then)


def test_the_columns_are_the_same_with_and_without_a_day(seven: Store) -> None:
    required = {"document": D468, "province": "Huế", "a": "Huế", "b": "Nghệ An", "from": "2023", "to": "2024"}
    for query in named().values():
        if any(parameter.name == "as_of" for parameter in query.parameters):
            asked = {p.name: required[p.name] for p in query.parameters if p.required}
            before = ask(seven, query.name, {**asked, "as_of": "2000-01-01"})
            assert before.columns == query.columns
            if query.name != "by-current-province":  # which means today where no day is given
                assert before.rows == ask(seven, query.name, asked).rows

"""What is counted at build is what the sources say, whatever is added, replaced or taken out."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from kg.graph.ontology import relation_key, relations
from kg.graph.queries import ask, find
from kg.graph.store import Store
from kg.graph.tallies import PAGE
from kg.pipeline import build, rederive, remove
from tests.graph.test_graph_settle import OPEN, lines, plan
from tests.records import PLANS

PREFIXES = """
PREFIX can: <https://w3id.org/can-cu/def#>
PREFIX cito: <http://purl.org/spar/cito/>
"""
FACTS = "?facts a can:Documents . GRAPH ?facts"
PLAN_FILES = sorted(PLANS.glob("*.txt"))
Cell = tuple[object, ...]


def mentioned(store: Store) -> dict[Cell, Counter[object]]:
    """How often, and in what way, each read document mentions each other one: counted in its primary source."""
    rows = store.select(f"""{PREFIXES} SELECT ?citation ?citing ?cited ?mention WHERE {{
      {FACTS} {{ ?citing can:primarySource ?source }}
      GRAPH ?source {{ ?citation can:mention ?mention ; can:kind ?kind ; can:relation ?relation }}
      ?citation cito:hasCitedEntity ?cited .
      FILTER(?kind != "blank" && ?relation != can:relation-self && ?cited != ?citing) }}""")
    found: dict[Cell, Counter[object]] = defaultdict(Counter)
    for row in rows:
        found[row["citing"], row["cited"]][row["mention"]] += 1
    return found


def summarised(store: Store) -> dict[Cell, tuple[object, object, object, str]]:
    rows = store.select(f"""{PREFIXES} SELECT ?citing ?cited ?direct ?nested ?alias ?relation WHERE {{
      {FACTS} {{ ?one can:citing ?citing ; can:cited ?cited ; can:direct ?direct ; can:nested ?nested ;
        can:alias ?alias ; can:relation ?relation }} }}""")
    return {
        (row["citing"], row["cited"]): (row["direct"], row["nested"], row["alias"], relation_key(str(row["relation"])))
        for row in rows
    }


def tallied(store: Store) -> dict[Cell, Cell]:
    """By cited document, level and province: the plans that name it and that only nest it, counts, relation."""
    rows = store.select(f"""{PREFIXES} SELECT ?cited ?level ?place ?plans ?d ?n ?a ?as
        (GROUP_CONCAT(DISTINCT STR(?one)) AS ?naming) (GROUP_CONCAT(DISTINCT STR(?other)) AS ?nesting) WHERE {{
      {FACTS} {{
        ?cited can:standing ?standing . ?standing can:level ?level ; can:tally ?tally .
        ?tally can:province ?place ; can:plans ?plans ; can:direct ?d ; can:nested ?n ; can:alias ?a ;
          can:relation ?as .
        OPTIONAL {{ ?tally can:namedBy ?one }} OPTIONAL {{ ?tally can:nestedBy ?other }} }}
    }} GROUP BY ?cited ?level ?place ?plans ?d ?n ?a ?as""")
    return {
        (row["cited"], row["level"], row["place"]): (
            row["plans"], frozenset(str(row["naming"] or "").split()), frozenset(str(row["nesting"] or "").split()),
            (row["d"], row["n"], row["a"]), relation_key(str(row["as"])),
        )
        for row in rows
    }  # fmt: skip


def seats(store: Store) -> dict[object, tuple[object, object]]:
    rows = store.select(f"""{PREFIXES} SELECT ?plan ?level ?place WHERE {{
      {FACTS} {{ ?plan can:primarySource ?source ; can:level ?level . OPTIONAL {{ ?plan can:province ?place }} }} }}""")
    return {row["plan"]: (row["level"], row["place"]) for row in rows}


def expected(store: Store) -> dict[Cell, Cell]:
    """The tallies, worked out from the summaries."""
    where = seats(store)
    cells: dict[Cell, dict[str, tuple[object, object, object, str]]] = defaultdict(dict)
    for (citing, cited), counts in summarised(store).items():
        level, place = where[citing]
        if place:
            cells[cited, level, place][str(citing)] = counts
    return {
        cell: (
            len(naming := frozenset(plan for plan, (d, _, a, _) in about.items() if d or a)), naming,
            frozenset(about) - naming,
            tuple(sum(int(str(counts[place])) for counts in about.values()) for place in range(3)),
            min((counts[3] for counts in about.values()), key=lambda key: relations()[key].rank),
        )
        for cell, about in cells.items()
    }  # fmt: skip


def check_counts(folder: Path) -> None:
    """Every count at build, against what it counts."""
    with Store.open(folder) as store:
        pairs = summarised(store)
        said = {pair: (c["direct"], c["nested"], c["alias"]) for pair, c in mentioned(store).items()}
        assert {pair: counts[:3] for pair, counts in pairs.items()} == said
        assert tallied(store) == expected(store)
        assert pairs
        present = store.select(f"""{PREFIXES} SELECT ?level ?place ?plans (SUM(?some) AS ?all) WHERE {{
          {FACTS} {{ ?presence a can:Presence ; can:level ?level ; can:plans ?plans ; can:holding/can:plans ?some
            OPTIONAL {{ ?presence can:province ?place }} }} }} GROUP BY ?presence ?level ?place ?plans""")
        assert {(row["level"], row["place"]): row["plans"] for row in present} == Counter(seats(store).values())
        assert all(row["plans"] == row["all"] for row in present)
        check_ranking(store)


def check_ranking(store: Store) -> None:
    """What the pages list, in their order, is what counting the plans of the level gives."""
    text = find("most-cited").asked(["topic"]).replace("FILTER(BOUND(?topic)", "FILTER(true || BOUND(?topic)")
    for level in ("provincial", "district", "commune", "central"):
        counted = store.select(text.replace("# VALUES level topic", f'VALUES ?level {{ "{level}" }}  # VALUES topic'))
        pages = ask(store, "most-cited", {"level": level, "limit": "all"}).rows
        assert {row[0]: row[3:] for row in pages} == {
            row["document"]: (row["provinces"], row["plans"], row["direct"]) for row in counted
        }
        ranked = store.select(f"""{PREFIXES} SELECT ?document ?position ?first WHERE {{ {FACTS} {{
          ?page can:first ?first ; can:level "{level}" ; can:ranks ?one . ?one can:position ?position .
          ?document can:standing ?one }} }} ORDER BY ?position""")
        assert [row["position"] for row in ranked] == list(range(1, len(pages) + 1))
        assert all(0 <= int(str(row["position"])) - int(str(row["first"])) < PAGE for row in ranked)
        assert [row["document"] for row in ranked] == [row[0] for row in pages]


def test_counts_follow_what_is_added_replaced_and_removed(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    build(PLAN_FILES[:2], folder, root=PLANS)
    check_counts(folder)
    build(PLAN_FILES[2:], folder, root=PLANS)
    check_counts(folder)
    whole = lines(folder)
    replaced = tmp_path / PLAN_FILES[1].name
    text = PLAN_FILES[1].read_text(encoding="utf-8").replace("468/QĐ-TTg", "469/QĐ-TTg")
    replaced.write_text(text, encoding="utf-8")
    build([replaced], folder, root=tmp_path)
    check_counts(folder)
    remove([PLAN_FILES[1].name, PLAN_FILES[0].name], folder)
    check_counts(folder)
    build(PLAN_FILES[:2], folder, root=PLANS)
    assert lines(folder) == whole


def test_a_plan_of_the_centre_is_counted_in_no_province(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Chỉ là một tệp văn bản. Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018.", encoding="utf-8")
    build([note, *PLAN_FILES[:2]], tmp_path / "store", root=tmp_path)
    check_counts(tmp_path / "store")


def test_what_is_said_of_an_open_mention_is_said_by_nobody_else(tmp_path: Path) -> None:
    """Nothing tells which decree amends another: it is not the plan; and the last build is no evidence."""
    act = "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 được sửa đổi, bổ sung tại Quyết định số 7921/QĐ-TTg;"
    build([plan(tmp_path, "Nghệ An", 2024, act)], tmp_path / "store", root=tmp_path)
    with Store.open(tmp_path / "store") as store:
        rows = store.select(f"{PREFIXES} SELECT ?by WHERE {{ ?finding a can:StaleCitation ; can:changedBy ?by }}")
        assert not [row for row in rows if "/nghe-an/" in str(row["by"])]
    build([plan(tmp_path, "Quảng Ninh", 2023, OPEN.replace("/QĐ-TTg", "/QĐ-TTg ngày 5/2/2021"))], tmp_path / "store",
          root=tmp_path)  # fmt: skip
    once = lines(tmp_path / "store")
    rederive(tmp_path / "store")
    assert lines(tmp_path / "store") == once


@pytest.mark.parametrize(("typed", "shown"), [("3", 3), ("100", 48), ("all", 48), ("tất cả", 48)])
def test_a_limit_shows_the_first_documents_and_says_so(five_plans: Store, typed: str, shown: int) -> None:
    for name in ("most-cited", "matrix"):
        whole, answer = ask(five_plans, name), ask(five_plans, name, {"limit": typed})
        documents = {row[answer.columns.index("document")] for row in answer.rows}
        assert len(documents) == shown
        assert set(answer.rows) <= set(whole.rows)
        assert [note["en"] for note in answer.notes] == (
            ["Only the 3 documents that most provinces cite are shown; limit=all shows all."] if shown == 3 else []
        )


def test_a_part_is_limited_as_the_whole_is(five_plans: Store) -> None:
    part = {"topic": "administrative-reform", "year": "2024"}
    whole, some = ask(five_plans, "most-cited", part), ask(five_plans, "most-cited", {**part, "limit": "2"})
    assert (some.rows, len(some.notes)) == (whole.rows[:2], 1)
    matrix = ask(five_plans, "matrix", {**part, "limit": "1"}).rows
    assert (len({row[1] for row in matrix}), len(matrix)) == (1, whole.rows[0][3])

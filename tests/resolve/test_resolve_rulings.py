from pathlib import Path

import pytest

from kg.errors import TableError
from kg.graph.ontology import sample_plans
from kg.graph.queries import ask
from kg.graph.store import Store
from kg.models import Ruling
from kg.pipeline import build
from kg.resolve.rulings import digest_of, read_rulings, write_rulings

FIRST = Ruling(
    "nghe-an-2024.txt", "468/QĐ-TTg", None, "eli/vn/ttg/qd/2011/468", "An", "2026-11-27", "bản cũ, theo hồ sơ"
)
OTHER = Ruling("nghe-an-2024.txt", "06/QĐ-TTg", 12, "eli/vn/ttg/qd/2022/6", "Bình", "2026-11-26", "Đề án 06")


def test_rulings_come_back_from_their_file_sorted(tmp_path: Path) -> None:
    file = tmp_path / "rulings.csv"
    assert read_rulings(file) == ()
    write_rulings(file, [FIRST, OTHER])
    assert read_rulings(file) == (OTHER, FIRST)
    before = file.read_bytes()
    write_rulings(file, reversed(read_rulings(file)))
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["rulings.csv"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("a.txt,1/QĐ-TTg,,eli/vn/x,An,2026-11,x", "when has to be a day such as 2026-11-27"),
        ("a.txt,1/QĐ-TTg,first,eli/vn/x,An,2026-11-27,x", "start is 'first', which is no whole number"),
        ("a.txt,1/QĐ-TTg,,,An,2026-11-27,x", "target is empty"),
        ("a.txt,1/QĐ-TTg,,eli/vn/x,An,2026-11-27,x\na.txt,01/qđ-ttg,,eli/vn/y,An,2026-11-27,y", "stands in line 2"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named(tmp_path: Path, row: str, fault: str) -> None:
    file = tmp_path / "rulings.csv"
    file.write_text(f"source,number,start,target,who,when,why\n{row}\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"rulings\.csv, line"):
        read_rulings(file)
    with pytest.raises(TableError, match=fault):
        read_rulings(file)


def test_only_the_sources_own_rulings_count_in_its_digest() -> None:
    assert digest_of([FIRST], FIRST.source) != digest_of([FIRST, OTHER], FIRST.source)
    assert digest_of([FIRST, OTHER], "other.txt") == ""
    assert digest_of([OTHER, FIRST], FIRST.source) == digest_of([FIRST, OTHER], FIRST.source)


def citing(store: Path, document: str) -> list[object]:
    with Store.open(store) as graph:
        return [row[0] for row in ask(graph, "provinces-citing", {"document": document}).rows]


def test_a_ruling_holds_from_the_next_build_and_until_it_is_taken_back(tmp_path: Path) -> None:
    plans, store, file = sample_plans(), tmp_path / "store", tmp_path / "rulings.csv"
    build([plans], store, root=plans)
    with Store.open(store) as graph:
        at_first = list(graph.nquads())
    write_rulings(file, [FIRST])
    ruled = build([plans], store, root=plans, rulings=file)
    assert (ruled.read, ruled.skipped) == (1, 4)
    assert citing(store, "468/QĐ-TTg 30/3/2011") == ["Nghệ An"]
    assert "Nghệ An" not in citing(store, "468/QĐ-TTg 27/3/2021")
    with Store.open(store) as graph:
        rows = {(row[0], row[1]): row[5] for row in ask(graph, "resolution").rows}
        assert rows["sign", "provincial"] == 1
        (why,) = [line for line in graph.nquads() if "/ruling/" in line and "can-cu/def#reason>" in line]
        assert FIRST.why in why
        assert not [row for row in ask(graph, "conflicts").rows if row[1] == "468/QĐ-TTg"]
    file.unlink()
    assert build([plans], store, root=plans, rulings=file).read == 1
    with Store.open(store) as graph:
        assert list(graph.nquads()) == at_first


def test_a_ruling_for_one_place_counts_before_that_for_all(tmp_path: Path) -> None:
    plans, store, file = sample_plans(), tmp_path / "store", tmp_path / "rulings.csv"
    build([plans / "quang-ninh-2024.txt"], store, root=plans)
    with Store.open(store) as graph:
        found = graph.select(
            "PREFIX can: <https://w3id.org/can-cu/def#> PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?start WHERE "
            '{ ?c can:assertedNumber "27-NQ/TW" ; oa:hasTarget/oa:hasSelector/oa:start ?start } ORDER BY ?start'
        )
    first = int(str(found[0]["start"]))
    where = {"who": "An", "when": "2026-11-27", "why": "x"}
    write_rulings(file, [
        Ruling("quang-ninh-2024.txt", "27-NQ/TW", None, "eli/vn/tw/nq/nk2011/27", **where),
        Ruling("quang-ninh-2024.txt", "27-NQ/TW", first, "eli/vn/tw/nq/nk2016/27", **where),
    ])  # fmt: skip
    build([plans / "quang-ninh-2024.txt"], store, root=plans, rulings=file)
    with Store.open(store) as graph:
        cited = {str(row[0]) for row in ask(graph, "documents-cited", {"plan": "quang-ninh-2024.txt"}).rows}
    assert {iri for iri in cited if iri.endswith("/nq/nk2021/27")} == set()
    assert len([iri for iri in cited if iri.endswith(("/tw/nq/nk2011/27", "/tw/nq/nk2016/27"))]) == 2

import csv
from importlib.resources import files

import pytest

from kg.errors import TableError
from kg.tables import fact_sources
from kg.tables.rows import Row, parse

HEADER = "id,day,words,source,confidence\n"


def build(row: Row) -> tuple[str, str | None, tuple[str, ...]]:
    return row.text("id"), row.day("day"), row.words("words") if row.sources and row.confidence else ()


def test_every_bad_row_is_reported_at_once() -> None:
    text = HEADER + (
        "a,2024-01-31,x|y,GK,high\n"
        "b,31/01/2024,x,GK,high\n"
        ",2024,x,GK,high\n"
        "d,2024,x||y,GK,high\n"
        "e,2024,x,,high\n"
        "f,2024,x,GK,certain\n"
        "a,2024,x,GK,high\n"
        "g,2024\n"
        "h,2024,x,GK,high,more\n"
    )
    with pytest.raises(TableError) as caught:
        parse("things.csv", text, build, lambda made: made[0])
    lines = str(caught.value).splitlines()
    assert [line.split(":")[0] for line in lines] == [f"things.csv, line {n}" for n in range(3, 11)]
    assert "'31/01/2024'" in lines[0]
    assert "line 2" in lines[5]


def test_good_rows_become_records_in_order() -> None:
    made = parse("things.csv", HEADER + "b,2024-02,,GK|LA,low\na,,x|y,GK,high\n", build)
    assert made == (("b", "2024-02", ()), ("a", None, ("x", "y")))


def test_a_missing_column_is_named() -> None:
    with pytest.raises(TableError, match="there is no column words"):
        parse("things.csv", "id,day,source,confidence\na,,GK,high\n", build)


def _tables() -> list[str]:
    return sorted(path.name for path in files("kg.tables").iterdir() if path.name.endswith(".csv"))


@pytest.mark.parametrize("name", _tables())
def test_each_row_names_sources_that_exist(name: str) -> None:
    folder = files("kg.tables")
    keys = {source.key for source in fact_sources()}
    with (folder / name).open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    cited = {key for row in rows for key in row.get("source", "GK").split("|")}
    assert {key for key in cited if key not in keys and key.split(":")[0] not in keys} == set()

"""What is to be settled, on a page; and a ruling recorded by a click, which the next build applies."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import httpx
import pytest

from kg.graph.queries import ask
from kg.graph.store import Store
from kg.pipeline import build
from tests.web.served import TOKEN, served

PLAN = """ỦY BAN NHÂN DÂN
TỈNH NGHỆ AN
Số: 5/KH-UBND
Nghệ An, ngày 5 tháng 1 năm 2024
KẾ HOẠCH
Cải cách hành chính năm 2024
Căn cứ Quyết định số 468/QĐ-TTg của Thủ tướng Chính phủ;
I. MỤC ĐÍCH
Nâng cao hiệu quả.
"""
HTML = {"Accept": "text/html"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A graph of one plan whose citation may mean two documents, and where rulings lie beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    build(["plan.txt"], "store")
    return tmp_path


def field(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]*)"', page)


def test_candidates_stand_beside_the_quote_and_nothing_can_be_settled_without_write(folder: Path) -> None:
    with served(folder / "store") as server:
        page = server.client.get("/settle", headers=HTML).text
        assert "<mark>Quyết định số 468/QĐ-TTg</mark>" in page
        assert "/eli/vn/ttg/qd/2011/468" in page
        assert "/eli/vn/ttg/qd/2021/468" in page
        assert '<form action="/settle"' not in page
        assert server.client.post("/settle", data={"source": "plan.txt"}).status_code == 403


def test_a_click_records_a_ruling_that_the_next_build_applies(folder: Path) -> None:
    with served(folder / "store", "--write", rulings=str(folder / "rulings.csv")) as server:
        page = server.client.get("/settle", headers=HTML).text
        given = {name: field(page, name)[0] for name in ("source", "number", "start")}
        (chosen,) = [iri for iri in field(page, "document") if "/2011/" in iri]
        ruling = {**given, "document": chosen, "who": "An", "why": "as printed in the annex"}
        assert server.client.post("/settle", data=ruling).status_code == 401
        answer = server.writer().post("/settle", data=ruling)
        assert (answer.status_code, answer.headers["location"]) == (303, "/settle")
        assert "Đã quyết định: eli/vn/ttg/qd/2011/468" in server.client.get("/settle", headers=HTML).text
    (row,) = csv.DictReader((folder / "rulings.csv").open(encoding="utf-8"))
    assert (row["target"], row["who"], row["why"]) == ("eli/vn/ttg/qd/2011/468", "An", "as printed in the annex")
    build(["plan.txt"], "store", rulings="rulings.csv")
    with Store.open("store") as store:
        assert ask(store, "unresolved").rows == ()
        assert [row[1] for row in ask(store, "documents-cited", {"plan": "5/KH-UBND"}).rows] == ["468/QĐ-TTg"]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"source": "other.txt"}, 400),
        ({"number": "999/QĐ-TTg"}, 400),
        ({"document": "", "other": "no such document"}, 400),
        ({"document": ""}, 400),
        ({"why": " "}, 400),
        ({"start": "5"}, 400),
    ],
)
def test_a_ruling_about_nothing_is_not_recorded(folder: Path, changed: dict[str, str], status: int) -> None:
    with served(folder / "store", "--write", rulings=str(folder / "rulings.csv")) as server:
        page = server.client.get("/settle", headers=HTML).text
        given = {name: field(page, name)[0] for name in ("source", "number", "start", "document")}
        with server.writer() as writer:
            answer = writer.post("/settle", data={**given, "who": "An", "why": "so", **changed})
        assert answer.status_code == status, answer.text
        assert not (folder / "rulings.csv").exists()


def test_no_other_site_can_have_a_ruling_recorded(folder: Path) -> None:
    with (
        served(folder / "store", "--write", rulings=str(folder / "rulings.csv")) as server,
        httpx.Client(
            base_url=server.address, headers={"Authorization": f"Bearer {TOKEN}", "Sec-Fetch-Site": "cross-site"}
        ) as other,
    ):
        assert other.post("/settle", data={"source": "plan.txt"}).status_code == 403


def test_a_ruling_is_one_line_whatever_is_typed(folder: Path) -> None:
    with served(folder / "store", "--write", rulings=str(folder / "rulings.csv")) as server, server.writer() as writer:
        page = server.client.get("/settle", headers=HTML).text
        given = {name: field(page, name)[0] for name in ("source", "number", "document")}
        odd = {**given, "who": "An\r\nB", "why": "a\rb\nc", "start": "²"}
        assert writer.post("/settle", data=odd).status_code == 303
        assert "a b c" in server.client.get("/settle", headers=HTML).text  # a ruling on all of the source is shown too
        bad = {**given, "document": "", "other": "eli/../../evil> <x", "who": "An", "why": "so"}
        assert writer.post("/settle", data=bad).status_code == 400
    (row,) = csv.DictReader((folder / "rulings.csv").open(encoding="utf-8"))
    assert (row["who"], row["why"], row["start"]) == ("An B", "a b c", "")


@pytest.mark.parametrize(("header", "value"), [("Origin", "http://evil.example"), ("Sec-Fetch-Site", "cross-site")])
@pytest.mark.parametrize("target", ["/settle", "/sparql"])
def test_what_another_sites_page_sends_changes_nothing(folder: Path, target: str, header: str, value: str) -> None:
    with served(folder / "store", "--write", rulings=str(folder / "rulings.csv")) as server, server.writer() as writer:
        sent = {"update": "INSERT DATA { GRAPH <a:b> { <a:b> <a:b> <a:b> } }"}
        assert writer.post(target, data=sent, headers={header: value}).status_code == 403
        own = writer.post("/sparql", data=sent, headers={"Origin": server.address.rstrip("/")})
        assert own.status_code == 204

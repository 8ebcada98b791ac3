"""Writing: who may, what stays as ``kg build`` made it, and that readers see whole states only."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from kg.graph.ontology import sample_plans
from kg.graph.store import Store
from kg.pipeline import build
from tests.web.served import TOKEN, Served, served

BASE = "https://w3id.org/can-cu/"
NOTE = "INSERT DATA { GRAPH <http://example.org/notes> { <http://example.org/a> <http://example.org/b> 1 } }"
UPDATE = {"Content-Type": "application/sparql-update"}
TURTLE = {"Content-Type": "text/turtle"}


@pytest.fixture(scope="module")
def copied(store_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(store_folder, tmp_path_factory.mktemp("written") / "store"))


@pytest.fixture(scope="module")
def server(copied: Path) -> Iterator[Served]:
    with served(copied, "--write", query_seconds=20) as server:
        yield server


@pytest.mark.parametrize(("authorization", "status"), [
    ("", 401), ("Bearer", 401), ("Bearer wrong", 401), (f"Bearer {TOKEN}x", 401), ("Basic ????", 401),
    ("Digest x", 401),
    ("Basic dXNlcjp3cm9uZw==", 401), (f"Bearer {TOKEN}", 204),
])  # fmt: skip
def test_only_who_holds_the_token_writes(server: Served, authorization: str, status: int) -> None:
    headers = UPDATE | ({"Authorization": authorization} if authorization else {})
    answer = server.client.post("/sparql", content=NOTE, headers=headers)
    assert answer.status_code == status
    assert ("www-authenticate" in answer.headers) is (status == 401)
    assert TOKEN not in answer.text


def test_the_token_is_also_taken_as_a_password(server: Served) -> None:
    assert httpx.post(f"{server.address}sparql", content=NOTE, headers=UPDATE, auth=("me", TOKEN)).status_code == 204


@pytest.mark.parametrize(("method", "target", "headers"), [
    ("POST", "/sparql", UPDATE), ("PUT", "/graphs?graph=http://example.org/a", TURTLE),
    ("POST", "/graphs", TURTLE), ("DELETE", "/graphs?default", {}),
])  # fmt: skip
def test_a_server_without_the_option_takes_no_writes(
    client: httpx.Client, method: str, target: str, headers: dict[str, str]
) -> None:
    answer = client.request(method, target, content=NOTE, headers=headers | {"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 403


@pytest.mark.parametrize("update", [
    f"DROP GRAPH <{BASE}documents>", "CLEAR ALL", "DROP NAMED", "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
    f"INSERT DATA {{ GRAPH <{BASE}mine> {{ <a:b> <a:c> 1 }} }}", "LOAD <file:///etc/hostname>",
])  # fmt: skip
def test_what_the_build_made_stays(server: Served, copied: Path, update: str) -> None:
    with Store.open(copied) as graph:
        before = list(graph.nquads())
    with server.writer() as client:
        answer = client.post("/sparql", content=update, headers=UPDATE)
        assert answer.status_code == 403, answer.text
    with Store.open(copied) as graph:
        assert list(graph.nquads()) == before


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_what_the_build_made_stays_in_the_graph_store(server: Served, method: str) -> None:
    with server.writer() as client:
        answer = client.request(method, "/graphs", params={"graph": f"{BASE}documents"}, content="", headers=TURTLE)
        assert answer.status_code == 403


@pytest.mark.parametrize(("update", "status"), [
    ("CLEAR XYZ", 400), ("CREATE GRAPH <http://example.org/notes>", 400), ("DROP GRAPH <http://example.org/none>", 400),
    ("DROP SILENT GRAPH <http://example.org/none>", 204),
])  # fmt: skip
def test_updates_that_go_wrong_say_so(server: Served, update: str, status: int) -> None:
    with server.writer() as client:
        client.post("/sparql", content=NOTE, headers=UPDATE)
        answer = client.post("/sparql", content=update, headers=UPDATE)
    assert answer.status_code == status, answer.text


def test_notes_outlast_a_build(server: Served, copied: Path) -> None:
    with server.writer() as client:
        client.post("/sparql", content=NOTE, headers=UPDATE)
        build([sample_plans()], copied)
        query = "ASK { <http://example.org/a> ?p 1 . ?plan a <https://w3id.org/can-cu/def#Plan> }"
        assert client.get("/sparql", params={"query": query}).json()["boolean"] is True


def test_a_write_waits_for_nobody_else_and_says_so(server: Served, copied: Path) -> None:
    with server.writer() as client, Store.open(copied, write=True):
        answer = client.post("/sparql", content=NOTE, headers=UPDATE)
        assert answer.status_code == 503
        assert "another process is writing" in answer.text


def test_readers_see_all_of_a_write_or_nothing(server: Served) -> None:
    """Two graphs always hold the same number: readers at the same time see it so in every state."""
    both = "<http://example.org/one> <http://example.org/is> {n} ."
    update = "".join(
        f"DELETE WHERE {{ GRAPH <http://example.org/{g}> {{ ?s ?p ?o }} }} ; "
        f"INSERT DATA {{ GRAPH <http://example.org/{g}> {{ {both} }} }} ; "
        for g in ("left", "right")
    )
    query = """SELECT ?left ?right { GRAPH <http://example.org/left> { ?s ?p ?left }
      GRAPH <http://example.org/right> { ?s ?p ?right } }"""

    def read(_: int) -> list[tuple[str, str]]:
        found = server.client.get("/sparql", params={"query": query})
        assert found.status_code == 200, found.text
        return [(row["left"]["value"], row["right"]["value"]) for row in found.json()["results"]["bindings"]]

    with server.writer() as client, ThreadPoolExecutor(4) as pool:
        seen = []
        for number in range(10):
            reads = pool.map(read, range(8))
            text = update.replace("{n}", str(number))
            assert client.post("/sparql", content=text, headers=UPDATE).status_code == 204
            seen += list(reads)
        last = read(0)
    assert last == [("9", "9")]
    assert all(len(rows) <= 1 and all(left == right for left, right in rows) for rows in seen)
    assert len({rows[0] for rows in seen if rows}) > 1

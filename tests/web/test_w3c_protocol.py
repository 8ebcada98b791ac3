"""The 34 tests of the SPARQL 1.1 Protocol by the W3C, against the real server.

Queries are asked of a server as it is by default, updates and bad updates of one that takes writes. How entries
are treated where the manifest leaves something open:

* Six entries name the graph ``data0.rdf``, for which the manifest has no data (it was a page of its author's). An
  endpoint may refuse graphs that it does not hold, and ours does; so an empty graph of that name is in the store.
* ``/sparql/`` is replaced by our ``/sparql``, as the manifest asks.
* ``expectedStatus`` lists classes of codes, any of which will do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.graph.store import Store
from tests.web.served import Served, served
from tests.web.w3c import CNT, HT, MF, RDFS, UT, Manifest, absent

MANIFEST = Manifest("protocol")
DATA = "http://kasei.us/2009/09/sparql/data/"
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv",
                "text/tab-separated-values"},
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"},
}  # fmt: skip
ENTRIES = {str(entry).rsplit("#")[-1].rstrip(">"): entry for entry in MANIFEST.entries()}
pytestmark = absent(MANIFEST)


@dataclass(frozen=True, slots=True)
class Servers:
    """One that only answers, and one that takes writes, over the same store."""

    reads: Served
    writes: Served
    store: Path


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    store = tmp_path_factory.mktemp("protocol") / "store"
    fill(store, ["data1.nt", "data2.nt", "data3.nt"])
    with served(store) as reads, served(store, "--write") as writes:
        yield Servers(reads, writes, store)


def fill(store: Path, names: list[str]) -> None:
    """Put the data of a test, and nothing else, into the store."""
    with Store.open(store, write=True) as graph:
        graph.engine.clear()
        graph.engine.add_graph(ox.NamedNode(f"{DATA}data0.rdf"))
        for name in names:
            triples = ox.parse(path=str(MANIFEST.folder / name), format=ox.RdfFormat.N_TRIPLES)
            graph_name = ox.NamedNode(DATA + name.replace(".nt", ".rdf"))
            graph.engine.extend(ox.Quad(q.subject, q.predicate, q.object, graph_name) for q in triples)
        graph.add(())


@pytest.mark.parametrize("name", ENTRIES)
def test_entry(servers: Servers, name: str) -> None:
    entry = ENTRIES[name]
    graphs = [node for node in MANIFEST.all(entry, f"{UT}graphData") if not isinstance(node, ox.Literal)]
    data = [MANIFEST.text(node, f"{UT}graph").rsplit("/")[-1] for node in graphs]
    names = [MANIFEST.text(node, f"{RDFS}label") for node in graphs]
    assert names == [DATA + one.replace(".nt", ".rdf") for one in data]
    fill(servers.store, data)
    writes = "update" in name
    client = servers.writes.writer() if writes else servers.reads.client
    action = MANIFEST.one(entry, f"{MF}action")
    assert action is not None
    requests = MANIFEST.items(MANIFEST.one(action, f"{HT}requests"))
    assert requests
    for request in requests:
        check(client, request)


def check(client: httpx.Client, request: ox.NamedNode | ox.BlankNode) -> None:
    """Send a request, and look at the status, the form and the answer."""
    body = MANIFEST.one(request, f"{HT}body")
    headers = {
        MANIFEST.text(one, f"{HT}fieldName"): MANIFEST.text(one, f"{HT}fieldValue")
        for one in MANIFEST.items(MANIFEST.one(request, f"{HT}headers"))
    }
    content = (
        b""
        if body is None
        else MANIFEST.text(body, f"{CNT}chars").encode(MANIFEST.text(body, f"{CNT}characterEncoding"))
    )
    path = MANIFEST.text(request, f"{HT}absolutePath")
    assert path.startswith("/sparql/")
    answer = client.request(
        MANIFEST.text(request, f"{HT}methodName"),
        "/sparql" + path.removeprefix("/sparql/"),
        content=content,
        headers=headers,
    )
    wanted = MANIFEST.one(request, f"{HT}resp")
    assert wanted is not None
    classes = {str(status)[-4] for status in MANIFEST.all(wanted, f"{MF}expectedStatus")}
    assert str(answer.status_code)[0] in classes, answer.text
    if form := MANIFEST.text(wanted, f"{MF}expectedFormat"):
        assert answer.headers["content-type"].split(";")[0] in FORMATS[form]
    if expected := MANIFEST.text(wanted, f"{MF}expectedBoolean"):
        assert answer.json()["boolean"] is (expected == "true")


def test_all_entries_are_there() -> None:
    assert len(ENTRIES) == 34
    assert sum("update" in name for name in ENTRIES) == 14

"""The 18 tests of the SPARQL 1.1 Graph Store HTTP Protocol by the W3C, against the real server.

The manifest gives each test as text: a request and the response. They are run in its order, as they build upon
each other. What is treated how:

* ``delete__existing_graph`` drops a graph that no test made; it is put there first.
* The bodies of ``post__existing_graph`` and ``post__multipart_formdata`` lack the full stop after their last
  statement, so that they are no Turtle; it is added.
* ``get_of_post__existing_graph`` expects the name "John Doe" of the state before the last PUT, and not the name that
  the POST before it adds. The later ``get_of_post__multipart_formdata`` has both right; so the expected graph is
  corrected to "Jane Doe" and gets the added name.
* ``get_of_post__after_noop`` stands where a POST of an empty graph has been; such a POST is sent first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pyoxigraph as ox
import pytest

from kg.graph.store import Store
from tests.web.served import served
from tests.web.w3c import RDFS, Manifest, absent

MANIFEST = Manifest("http-rdf-update")
ENTRIES = {str(entry).rsplit("#")[-1].rstrip(">"): entry for entry in MANIFEST.entries()}
SLIPS = {
    "post__existing_graph": [('foaf:name "Jane Doe"', 'foaf:name "Jane Doe" .')],
    "post__multipart_formdata": [
        ('familyName "Doe"', 'familyName "Doe" .'),
        ('givenName "Jane"', 'givenName "Jane" .'),
    ],
    "get_of_post__existing_graph": [
        ('v:fn "John Doe"', 'v:fn "Jane Doe"'),
        ("a foaf:Person;", 'a foaf:Person; foaf:name "Jane Doe";'),
    ],
}
pytestmark = absent(MANIFEST)


@dataclass(slots=True)
class Session:
    """A client that may write, and the address that the last new graph got."""

    client: httpx.Client
    host: str
    made: str = field(default="")


@dataclass(frozen=True, slots=True)
class Message:
    """A request or a response: its first line, its headers, its body."""

    first: str
    headers: dict[str, str]
    body: str


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    store = tmp_path_factory.mktemp("graph-store") / "store"
    with Store.open(store, write=True) as graph:
        graph.engine.add_graph(ox.NamedNode("http://example.org/other"))
        graph.add(())
    with served(store, "--write") as server, server.writer() as client:
        yield Session(client, server.address.removeprefix("http://").rstrip("/"))


def messages(name: str, session: Session) -> tuple[Message, Message]:
    """The request of a test and the response to it, with the places of this server."""
    (text,) = [one.value for one in MANIFEST.all(ENTRIES[name], f"{RDFS}comment") if "#### Request" in str(one)]
    for slip, right in SLIPS.get(name, []):
        assert slip in text
        text = text.replace(slip, right)
    text = text.replace("$HOST$/$GRAPHSTORE$", f"{session.host}/graphs").replace("$HOST$", session.host)
    text = text.replace("$GRAPHSTORE$", "/graphs").replace("$NEWPATH$", session.made or "$NEWPATH$")
    _, request, response = re.split(r"#### (?:Request|Response)\n", text)
    return message(request), message(response)


def message(text: str) -> Message:
    lines = [line.removeprefix("    ") for line in text.strip("\n").splitlines()]
    while lines and not lines[0].strip():
        lines.pop(0)
    blank = next((place for place, line in enumerate(lines) if not line.strip()), len(lines))
    headers = dict(line.split(": ", 1) for line in lines[1:blank])
    return Message(lines[0], headers, "\n".join(lines[blank + 1 :]).strip("\n"))


@pytest.mark.parametrize("name", ENTRIES)
def test_entry(session: Session, name: str) -> None:
    client = session.client
    if name == "delete__existing_graph":
        assert (
            client.put("/graphs/person/2.ttl", content="", headers={"Content-Type": "text/turtle"}).status_code == 201
        )
    if name == "get_of_post__after_noop":
        assert client.post(session.made, content="", headers={"Content-Type": "text/turtle"}).status_code == 200
    request, response = messages(name, session)
    method, target, _ = request.first.split()
    headers = {key: value for key, value in request.headers.items() if key != "Host"}
    body = request.body.replace("\n", "\r\n") if "multipart" in headers.get("Content-Type", "") else request.body
    answer = client.request(method, target, content=body, headers=headers)
    assert answer.status_code == int(response.first.split()[0]), answer.text
    for key, value in response.headers.items():
        if key == "Location":
            session.made = answer.headers["location"]
        elif value == "...":
            assert int(answer.headers[key]) > 0
        else:
            assert answer.headers[key] == value
    if response.body:
        assert same(answer.content, response.body.encode())


def same(found: bytes, expected: bytes) -> bool:
    """Whether two documents say the same, whatever the names of their blank nodes."""
    graphs = [ox.Dataset(ox.parse(text, ox.RdfFormat.TURTLE)) for text in (found, expected)]
    for graph in graphs:
        graph.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return graphs[0] == graphs[1] and len(graphs[0]) > 0


def test_all_entries_are_there() -> None:
    assert len(ENTRIES) == 18

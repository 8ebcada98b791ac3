"""How an answer is asked for and sent: media types, HEAD, OPTIONS, CORS, gzip, states, descriptions."""

from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from starlette.requests import Request

from kg.config import Settings
from kg.web import answers
from kg.web.accept import choose
from kg.web.app import create_app
from tests.web.w3c import Manifest, absent

ROWS = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
GRAPHS = ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
SELECT = "SELECT ?plan { ?plan a <https://w3id.org/can-cu/def#Plan> }"
CONSTRUCT = "CONSTRUCT WHERE { ?plan a <https://w3id.org/can-cu/def#Plan> }"
ASKED = f"/sparql?{httpx.QueryParams({'query': SELECT})}"
DECISION = "/eli/vn/ttg/qd/2021/468"
SD = "http://www.w3.org/ns/sparql-service-description#"
MANIFEST = Manifest("service-description")


@pytest.mark.parametrize(("accept", "media_type"), [
    ("text/csv;q=0.2, application/*;q=0.1", "text/csv"),
    ("text/csv;q=0.2, application/*;q=0.3", ROWS[0]),
    ("*/*;q=0.1, text/tab-separated-values", "text/tab-separated-values"),
    ("text/*", "text/csv"),
    ("text/csv;q=0, */*", ROWS[0]),
    (f"{ROWS[0]};q=0, */*;q=0.5", ROWS[1]),
    ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", None),
    ("TEXT/CSV ; Q=1.0", "text/csv"),
    ("text/csv;charset=utf-8;q=0.9", "text/csv"),
    ("image/png", ""),
])  # fmt: skip
def test_quality_decides(accept: str, media_type: str | None) -> None:
    assert choose(accept, ROWS) == (ROWS[0] if media_type is None else media_type or None)


@pytest.mark.parametrize("media_type", ROWS)
def test_rows_in_every_form_say_the_same(client: httpx.Client, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": media_type})
    form = ox.QueryResultsFormat.from_media_type(media_type)
    assert form is not None
    assert answer.headers["content-type"].split(";")[0] == media_type
    if media_type == "text/csv":
        assert len(answer.text.splitlines()) == 6
        return
    found = ox.parse_query_results(answer.content, form)
    assert isinstance(found, ox.QuerySolutions)
    assert len({str(row["plan"]) for row in found}) == 5


@pytest.mark.parametrize("media_type", GRAPHS)
def test_statements_in_every_form_say_the_same(client: httpx.Client, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": media_type})
    form = ox.RdfFormat.from_media_type(media_type)
    assert form is not None
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert len(set(ox.parse(answer.content, form))) == 5


@pytest.mark.parametrize("target", ["/", "/sparql", ASKED, DECISION, "/query/matrix", "/health"])
def test_head_says_what_get_says_without_the_body(client: httpx.Client, target: str) -> None:
    head, get = client.head(target), client.get(target)
    assert head.status_code == get.status_code == 200
    assert head.content == b""
    for name in ("content-type", "etag", "vary"):
        assert head.headers.get(name) == get.headers.get(name)


@pytest.mark.parametrize(("target", "methods"), [
    ("/sparql", "GET, HEAD, POST, OPTIONS"), ("/graphs", "GET, HEAD, PUT, POST, DELETE, OPTIONS"),
])  # fmt: skip
def test_options_tells_the_methods(client: httpx.Client, target: str, methods: str) -> None:
    answer = client.options(target)
    assert (answer.status_code, answer.headers["allow"]) == (204, methods)


def test_pages_of_other_sites_may_ask(client: httpx.Client) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST",
             "Access-Control-Request-Headers": "content-type"}  # fmt: skip
    answer = client.options("/sparql", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "content-type" in answer.headers["access-control-allow-headers"].lower()
    wrong = client.get("/sparql?query=SELECT", headers={"Origin": "https://example.org"})
    assert (wrong.status_code, wrong.headers["access-control-allow-origin"]) == (400, "*")


def test_long_answers_are_packed_for_those_who_take_it(client: httpx.Client) -> None:
    query = {"query": "SELECT * { ?s ?p ?o } LIMIT 500"}
    packed = client.get("/sparql", params=query, headers={"Accept-Encoding": "gzip"})
    plain = client.get("/sparql", params=query, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert packed.json() == plain.json()
    assert "Accept-Encoding" in packed.headers["vary"]


@pytest.mark.parametrize("target", [ASKED, "/sparql", DECISION, "/graphs?graph=https://w3id.org/can-cu/documents"])
def test_what_the_client_has_is_not_sent_again(client: httpx.Client, target: str) -> None:
    turtle = {"Accept": "text/turtle, application/sparql-results+json;q=0.9"}
    first = client.get(target, headers=turtle)
    again = client.get(target, headers=turtle | {"If-None-Match": f'"other", {first.headers["etag"]}'})
    other = client.get(
        target, headers={"Accept": "application/n-triples, text/csv", "If-None-Match": first.headers["etag"]}
    )
    assert (first.status_code, again.status_code, other.status_code) == (200, 304, 200)
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"] != other.headers["etag"]


@pytest.mark.parametrize(("accepted", "packed"), [
    ("gzip;q=0", False), ("gzip; q=0.0, *", False), ("identity", False), ("*", True), ("br, GZIP;q=0.5", True),
])  # fmt: skip
def test_gzip_is_for_those_who_take_it(client: httpx.Client, accepted: str, packed: bool) -> None:
    query = {"query": "SELECT * { ?s ?p ?o } LIMIT 500"}
    answer = client.get("/sparql", params=query, headers={"Accept-Encoding": accepted})
    assert ("content-encoding" in answer.headers) is packed


@pytest.mark.parametrize(("held", "status"), [
    ("*", 304), ("{tag}", 304), ('"a, b" , W/{tag}', 304), ("W/{tag},", 304), ('"a{tag}', 200), ("W/", 200),
])  # fmt: skip
def test_tags_are_compared_weakly(client: httpx.Client, held: str, status: int) -> None:
    tag = client.get(ASKED).headers["etag"].removeprefix("W/")
    assert client.get(ASKED, headers={"If-None-Match": held.replace("{tag}", tag)}).status_code == status


def test_nothing_is_no_answer_that_the_client_has(client: httpx.Client) -> None:
    assert client.get("/graphs?graph=http://example.org/none", headers={"If-None-Match": "*"}).status_code == 404


def test_another_program_or_one_that_takes_writes_has_other_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    def tag(token: str | None) -> str:
        app = create_app(Settings(), token)
        scope = {"type": "http", "app": app, "headers": [], "path": "/", "query_string": b"", "method": "GET"}
        return answers._tag(Request(scope), "a state")

    tags = [tag(None), tag("a token"), tag(None)]
    monkeypatch.setattr(answers, "_VERSION", "another")
    assert tags[0] == tags[2]
    assert len({*tags, tag(None)}) == 3


@pytest.mark.parametrize(
    "query", ["SELECT (NOW() AS ?now) {}", "SELECT (rand () AS ?x) {}", "SELECT (UUID() AS ?x) {}"]
)
def test_what_changes_by_itself_has_no_state(client: httpx.Client, query: str) -> None:
    assert "etag" not in client.get("/sparql", params={"query": query}).headers


@pytest.mark.parametrize(("accept", "media_type"), [
    ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"), ("*/*", "text/html"), ("text/turtle", "text/turtle"),
    ("application/rdf+xml;q=0.9, application/ld+json", "application/ld+json"),
    ("application/n-triples", "application/n-triples"),
])  # fmt: skip
def test_a_resource_answers_as_page_or_as_rdf(client: httpx.Client, accept: str, media_type: str) -> None:
    answer = client.get(DECISION, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert "Accept" in answer.headers["vary"]
    if media_type != "text/html":
        form = ox.RdfFormat.from_media_type(media_type)
        subjects = {quad.subject for quad in ox.parse(answer.content, form)}
        assert ox.NamedNode("https://w3id.org/can-cu" + DECISION) in subjects
        assert len(subjects) > 1  # also what cites it


@pytest.mark.parametrize(("accept", "status"), [("text/turtle", 404), ("text/html", 404), ("image/png", 406)])
def test_a_resource_that_is_not_known(client: httpx.Client, accept: str, status: int) -> None:
    assert client.get("/eli/vn/ttg/qd/1900/1", headers={"Accept": accept}).status_code == status


@absent(MANIFEST)
def test_the_three_tests_of_service_description_are_those_below() -> None:
    names = {str(entry).rsplit("#")[-1].rstrip(">") for entry in MANIFEST.entries()}
    assert names == {"has-endpoint-triple", "returns-rdf", "conforms-to-schema"}


@pytest.mark.parametrize("media_type", GRAPHS)
def test_returns_rdf(client: httpx.Client, media_type: str) -> None:
    answer = client.get("/sparql", headers={"Accept": media_type})
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert list(ox.parse(answer.content, ox.RdfFormat.from_media_type(media_type)))


def test_has_endpoint_triple(client: httpx.Client) -> None:
    endpoint = ox.NamedNode(f"{client.base_url}sparql")
    assert ox.Triple(endpoint, ox.NamedNode(f"{SD}endpoint"), endpoint) in described(client)


def test_conforms_to_schema(client: httpx.Client) -> None:
    """What the vocabulary of the specification (section 3) says of domains and ranges."""
    found = described(client)
    kinds = {(t.subject, t.object) for t in found if t.predicate.value.endswith("#type")}
    ranges = {"defaultDataset": ("Service", "Dataset"), "defaultGraph": ("Dataset", "Graph")}
    used = {t.predicate.value.removeprefix(SD) for t in found if t.predicate.value.startswith(SD)}
    assert used == {"endpoint", "supportedLanguage", "feature", "resultFormat", *ranges}
    for name, (domain, range_) in ranges.items():
        for triple in (t for t in found if t.predicate.value == SD + name):
            assert (triple.subject, ox.NamedNode(SD + domain)) in kinds
            assert (triple.object, ox.NamedNode(SD + range_)) in kinds
    languages = {t.object for t in found if t.predicate.value == f"{SD}supportedLanguage"}
    assert languages == {ox.NamedNode(f"{SD}SPARQL11Query")}
    assert sum(t.predicate.value == f"{SD}resultFormat" for t in found) == 8


def test_the_description_counts_what_is_held(client: httpx.Client, store_folder: Path) -> None:
    counted = client.post("/sparql", data={"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"}).json()
    (triples,) = {t.object.value for t in described(client) if t.predicate.value.endswith("void#triples")
                  and isinstance(t.object, ox.Literal)}  # fmt: skip
    assert triples == counted["results"]["bindings"][0]["n"]["value"]


def test_people_get_the_query_box(client: httpx.Client) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/query")
    assert client.get("/.well-known/void").headers["location"] == "/sparql"


def described(client: httpx.Client) -> list[ox.Triple]:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    return [quad.triple for quad in ox.parse(answer.content, ox.RdfFormat.TURTLE)]

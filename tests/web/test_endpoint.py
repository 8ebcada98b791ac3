"""The SPARQL protocol and the pages, over real HTTP on a loopback port."""

import re

import httpx
import pytest

SCRIPT, EDITOR = (f'<script src="/{name}.js" defer>' for name in ("pages", "editor"))
ASK = "ASK { ?plan a <https://w3id.org/can-cu/def#Plan> }"
SELECT = "SELECT ?plan { ?plan a <https://w3id.org/can-cu/def#Plan> } LIMIT 1"
CONSTRUCT = "CONSTRUCT WHERE { ?plan a <https://w3id.org/can-cu/def#Plan> }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.mark.parametrize(("query", "accept", "media_type"), [
    (SELECT, None, "application/sparql-results+json"),
    (SELECT, "*/*", "application/sparql-results+json"),
    (SELECT, "application/json", "application/json"),
    (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
    (SELECT, "text/csv;q=0.5, text/tab-separated-values;q=0.9", "text/tab-separated-values"),
    (SELECT, "text/turtle, text/csv;q=0.1", "text/csv"),
    (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
    (CONSTRUCT, None, "text/turtle"),
    (CONSTRUCT, "application/n-triples", "application/n-triples"),
    (CONSTRUCT, "application/ld+json", "application/ld+json"),
    ("DESCRIBE <https://w3id.org/can-cu/body/ttg>", "application/rdf+xml", "application/rdf+xml"),
])  # fmt: skip
def test_content_is_negotiated(client: httpx.Client, query: str, accept: str | None, media_type: str) -> None:
    headers = {"Accept": accept or "", "Origin": "http://example.org"}
    answer = client.get("/sparql", params={"query": query}, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.content


def test_a_query_comes_by_get_by_form_and_as_a_body(client: httpx.Client) -> None:
    answers = [
        client.get("/sparql", params={"query": ASK}),
        client.post("/sparql", data={"query": ASK}),
        client.post("/sparql", content=ASK.encode(), headers={"Content-Type": "application/sparql-query"}),
    ]
    assert [answer.json()["boolean"] for answer in answers] == [True] * 3


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}


@pytest.mark.parametrize(("method", "target", "body", "headers", "status"), [
    ("POST", "/sparql", b"", FORM, 400),
    ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", b"", {}, 400),
    ("GET", "/sparql?query=SELECT%20nothing", b"", {}, 400),
    ("GET", "/sparql?query=ASK%7B%7D", b"", {"Accept": "image/png"}, 406),
    ("PUT", "/sparql?query=ASK%7B%7D", b"", {}, 405),
    ("POST", "/sparql", b"query=ASK%7B%7D", {}, 415),
    ("POST", "/sparql", b"ASK {}", {"Content-Type": "text/plain"}, 415),
    ("POST", "/sparql", b"ASK { ?s ?p '\xff' }", DIRECT, 400),
    ("POST", "/sparql", b"update=CLEAR%20ALL", FORM, 403),
    ("POST", "/sparql", b"CLEAR ALL", UPDATE, 403),
    ("POST", "/sparql", b"LOAD <file:///etc/hostname>", DIRECT, 403),
    ("POST", "/sparql", b"SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", DIRECT, 403),
    ("POST", "/sparql", b"SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }", DIRECT, 403),
    ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=http://example.org/", b"", {}, 403),
    ("POST", "/sparql", b"x" * 1_000_001, DIRECT, 413),
    *(("GET", f"{place}={iri}", b"", {}, 400) for iri in ("http://x/%25zz", "http://%5Bx", "http://x:abc/") for place in
      ("/graphs?graph", "/sparql?query=ASK%7B%7D&default-graph-uri", "/sparql?query=ASK%7B%7D&named-graph-uri")),
    *(("POST", "/sparql", f"SELECT * FROM <{iri}> {{ ?s ?p ?o }}".encode(), DIRECT, 400)
      for iri in ("http://x/%zz", "http://[x", "http://x:abc/")),
])  # fmt: skip
def test_what_is_not_answered_says_why(
    client: httpx.Client, method: str, target: str, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = client.request(method, target, content=body, headers=headers)
    assert answer.status_code == status
    assert answer.text.strip()
    assert "Traceback" not in answer.text


def test_a_query_that_takes_too_long_is_ended_and_the_server_goes_on(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": SLOW})
    assert answer.status_code == 503
    assert "longer than 6 seconds" in answer.text
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True


def test_a_named_question_is_answered_with_its_scope(client: httpx.Client) -> None:
    page = client.get("/query/provinces-citing", params={"document": "468/QĐ-TTg"})
    assert page.status_code == 200
    assert all(name in page.text for name in ("Quảng Ninh", "Nghệ An", "Hải Phòng", "đã đọc 5/5 kế hoạch"))
    rows = client.get("/query/provinces-citing", params={"document": "468/QĐ-TTg", "format": "json"}).json()["rows"]
    assert {row["province"] for row in rows} == {"Quảng Ninh", "Nghệ An", "Hải Phòng"}


@pytest.mark.parametrize(("target", "status", "text"), [
    ("/", 200, "Các câu hỏi"),
    ("/query", 200, "SPARQL"),
    ("/query/matrix", 200, "Hỏi"),
    ("/query/nope", 404, "nope"),
    ("/query/documents-cited?place=Quang%20Nin", 400, "Did you mean Quảng Ninh"),
    ("/eli/vn/ttg/qd/2021/468", 200, "122/KH-UBND"),
    ("/eli/vn/ttg/qd/2021/0", 404, "/eli/vn/ttg/qd/2021/0"),
    ("/query?query=%3Cscript%3E", 400, "&lt;script&gt;"),
])  # fmt: skip
def test_pages(client: httpx.Client, target: str, status: int, text: str) -> None:
    page = client.get(target, headers={"Accept": "text/html"})
    assert page.status_code == status
    assert text in page.text
    assert set(re.findall("<script[^>]*>", page.text)) - {EDITOR} == {SCRIPT}
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


def test_the_language_is_switched_and_kept(client: httpx.Client) -> None:
    answer = client.get("/lang/en", params={"back": "//evil.example/"})
    assert answer.headers["location"] == "/"
    page = client.get("/", headers={"Cookie": "lang=en"})
    assert "Questions" in page.text
    assert '<html lang="en">' in page.text

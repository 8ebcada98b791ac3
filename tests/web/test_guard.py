"""What the endpoint refuses, however it is written, and what only looks like it."""

import socketserver
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.web.guard import check, check_update
from kg.web.refused import RefusedError


@pytest.mark.parametrize("query", [
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "select*{service silent<http://x/>{?s ?p ?o}}",
    "PREFIX x: <http://x/> SELECT * { ?s ?p trueSERVICE x:y { ?a ?b ?c } }",
    "PREFIX : <http://x/> SELECT * { SERVICE:y { ?a ?b ?c } }",
    "SELECT * { ?s ?p <http://x#> SERVICE <http://x/> { ?a ?b ?c } }",
    "SELECT * { ?s <http://x\\u0041#> 1 SERVICE <http://x/> { ?a ?b ?c } }",
    "SELECT * { SERV\\u0049CE <http://x/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '\\u0027' SERVICE <http://x/> { ?s ?p ''' } }",
    "SELECT * { ?s ?p ?o } # '\n SERVICE <http://x/> {}",
    "PREFIX a: <http://a/> INSERT DATA { a:b a:c 1 }",
    "LOAD <file:///etc/passwd>",
])  # fmt: skip
def test_refused(query: str) -> None:
    with pytest.raises(RefusedError) as refused:
        check(query)
    assert refused.value.status == 403


@pytest.mark.parametrize("query", [
    "SELECT ?service { ?service ?from $load }",
    "SELECT * { ?s ?p 'SERVICE <http://x/>' , \"\"\"a \" FROM\"\"\" , 'it\\'s a SERVICE' }",
    "SELECT * { ?s <http://x/SERVICE/FROM> ?o } # SERVICE FROM",
    "PREFIX x: <http://x/> SELECT * { ?s x:SERVICE x:from . ?s ?p 'a'@en }",
    "SELECT * { ?s ?p ?o FILTER(?s<?p && ?o>3) }",
])  # fmt: skip
def test_let_through(query: str) -> None:
    check(query)


class Elsewhere(socketserver.TCPServer):
    """A port of this machine that somebody may be made to ask; it hangs up."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), socketserver.BaseRequestHandler)
        self.asked = 0
        self.iri = f"<http://127.0.0.1:{self.server_address[1]}/>"

    def process_request(self, request: Any, client_address: Any) -> None:
        """Count who asks before it is told anything."""
        self.asked += 1
        super().process_request(request, client_address)


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Elsewhere]:
    with Elsewhere() as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


# What ends, hides or prolongs a token: letters that only some take for letters, quotes, comments, escapes.
ODD = (
    *"·×ªİſéế𝒜#'\"-_1e:?$@<>{}();,. \n\r\t", "\u0301", "\u200c", "\u1680", "\u00a0", "\u2028", "\x0b", "\x85", "\ufeff",
    "\ud7ff", "\x00", "..", "\\#", "\\'", '\\"', "\'\'\'", '"""', "\\u0023", "\\u0027", "\\u005c", "%23", "a:", "::",
    "a:z", "?x", "@en", "^^", "<x:y>", "true", "1e1", "\\n",
)  # fmt: skip
JUNK = st.lists(st.sampled_from(ODD), max_size=4).map("".join)
SERVICE = st.sampled_from(("SERVICE", "service ", "SERVICE SILENT", "SERV\\u0049CE", "ſERVICE", "SERVICE#\n"))
LOAD = st.sampled_from(("LOAD", "load ", "LOADSILENT", "LOAD SILENT", "LO\\u0041D"))
QUERIES = (
    "PREFIX a: <x:> SELECT * {{ OPTIONAL {{ ?s a:z{0} ?o }} {1}{2} {{ ?s ?p ?o }} {3}\n}}",
    "PREFIX a{0}: <x:> SELECT * {{ ?s ?p {0} . {1}{2} {{ ?s ?p ?o }} {3} }}",
    "PREFIX a: <x:> SELECT (1 {0} AS ?y) {{ FILTER(?x{3} = 1) {1}{2} {{ ?s ?p ?o }} {3}\n}}",
)
UPDATES = (
    "PREFIX a: <x:> INSERT DATA {{ a:z a:z {0} }}; {1}{2}{3}",
    "PREFIX a{0}: <x:> {3} {1}{2}",
    "CLEAR DEFAULT{0};{3}{1}{2}",
)


@settings(max_examples=1500, deadline=None)
@given(form=st.sampled_from(QUERIES), before=JUNK, keyword=SERVICE, after=JUNK)
@example(form=QUERIES[0], before="\u200c\ud7ff\\#", keyword="SERVICE ", after="")
def test_what_is_let_through_asks_nobody(
    elsewhere: Elsewhere, form: str, before: str, keyword: str, after: str
) -> None:
    already = elsewhere.asked
    query = form.format(before, keyword, elsewhere.iri, after)
    with suppress(RefusedError, SyntaxError, ValueError, OSError):
        check(query)
        _ = list(_something().query(query))  # type: ignore[arg-type]
    assert elsewhere.asked == already, query


@settings(max_examples=1500, deadline=None)
@given(form=st.sampled_from(UPDATES), before=JUNK, keyword=LOAD, after=JUNK)
def test_nor_does_an_update(elsewhere: Elsewhere, form: str, before: str, keyword: str, after: str) -> None:
    already = elsewhere.asked
    update = form.format(before, keyword, elsewhere.iri, after)
    with suppress(RefusedError, SyntaxError, ValueError, OSError):
        check_update(update)
        _something().update(update)
    assert elsewhere.asked == already, update


def _something() -> ox.Store:
    """A graph with a statement, so that what is joined to it is worked out."""
    store, name = ox.Store(), ox.NamedNode("x:z")
    store.add(ox.Quad(name, name, name))
    return store

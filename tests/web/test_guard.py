"""What the endpoint refuses, however it is written, and what only looks like it."""

import pytest

from kg.web.guard import check
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

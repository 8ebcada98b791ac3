"""Which graphs an update changes, however it is written; and that the engine reads it no other way."""

import pyoxigraph as ox
import pytest

from kg.web.guard import check_update, graphs_of, with_using
from kg.web.refused import RefusedError
from kg.web.targets import targets

OWN = "https://w3id.org/can-cu/documents"
UPDATES = [
    (f"DROP GRAPH <{OWN}>", {OWN}, False),
    (f"DROP SILENT GRAPH<{OWN}>", {OWN}, False),
    (f"INSERT DATA {{ GRAPH <{OWN}> {{ <a:s> <a:p> 1 }} }}", {OWN}, False),
    (f"INSERTDATA{{GRAPH<{OWN}>{{<a:s><a:p>1}}}}", {OWN}, False),
    (f"INSERT DATA {{ <a:s> <a:p> trueGRAPH <{OWN}> {{ <a:s> <a:p> 2 }} }}", {OWN}, False),
    ("PREFIX c: <https://w3id.org/can-cu/> INSERT DATA { GRAPH c:documents { <a:s> <a:p> 3 } }", {OWN}, False),
    ("BASE <https://w3id.org/> INSERT DATA { GRAPH <can-cu/documents> { <a:s> <a:p> 4 } }", {OWN}, False),
    ("PREFIX : <https://w3id.org/can-cu/> INSERT DATA { GRAPH:documents { <a:s> <a:p> 5 } }", None, True),
    ("PREFIX GRAPH:<a:> PREFIX :<https://w3id.org/can-cu/> INSERT DATA { GRAPH:documents {<a:s> <a:p> 6}}", None, True),
    ("PREFIX : <https://w3id.org/can-cu/> WITH:documents DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", None, True),
    (f"WITH <{OWN}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}", {OWN}, False),
    (f"DELETE WHERE {{ GRAPH <{OWN}> {{ ?s ?p ?o }} }}", {OWN}, False),
    (f"DELETE#\nWHERE {{ GRAPH <{OWN}> {{ ?s ?p ?o }} }}", {OWN}, False),
    (f"DELETEWHERE{{GRAPH <{OWN}>{{?s ?p ?o}}}}", {OWN}, False),
    ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", set(), True),
    ("CLEAR ALL", set(), True), ("DROPALL", set(), True), ("CLEAR NAMED", set(), True),
    ("CLEARSILENTNAMED", set(), True),
    (f"ADD <a:g> TO <{OWN}>", {"a:g", OWN}, False),
    (f"MOVE <{OWN}>TO<a:g>", {"a:g", OWN}, False),
    ("INSERT DATA { GRAPH <https://w3id.org/can-cu/\\u0064ocuments> { <a:s> <a:p> 7 } }", {OWN}, False),
]  # fmt: skip


@pytest.mark.parametrize(("update", "graphs", "everything"), UPDATES)
def test_what_is_changed_is_found(update: str, graphs: set[str] | None, everything: bool) -> None:
    found = targets(update)
    assert found[1] is everything
    assert graphs is None or found[0] == graphs


@pytest.mark.parametrize("update", [update for update, _, _ in UPDATES])
def test_the_engine_does_change_it(update: str) -> None:
    """Each of them changes the graph, so that the table above holds what matters."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:x"), ox.NamedNode("a:y"), ox.Literal("z"), ox.NamedNode(OWN)))
    store.add_graph(ox.NamedNode("a:g"))
    before = set(store.quads_for_pattern(None, None, None, ox.NamedNode(OWN)))
    store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal("z"), ox.NamedNode("a:g")))
    store.update(update)
    assert set(store.quads_for_pattern(None, None, None, ox.NamedNode(OWN))) != before


@pytest.mark.parametrize("update", [
    f"INSERT {{ GRAPH <a:g> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{OWN}> {{ ?s ?p ?o }} }}",
    f"WITH <a:g> INSERT {{ ?s ?p ?o }} USING <{OWN}> USING NAMED <{OWN}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    f"PREFIX d: <{OWN}> INSERT DATA {{ d:a d:b <{OWN}> , 'GRAPH <{OWN}> {{' }}",
    "CLEAR DEFAULT",
    "DELETE { ?s ?p ?o } WHERE { { SELECT * { GRAPH ?g { ?s ?p ?o } } } }",
])  # fmt: skip
def test_what_is_only_read_is_free(update: str) -> None:
    graphs, everything = targets(update)
    assert graphs <= {"a:g"}
    assert not everything


@pytest.mark.parametrize("update", [
    "LOAD <file:///etc/hostname>", "LOADSILENT<http://127.0.0.1:1/>", "CLEAR DEFAULT;load<a:b>INTO GRAPH<a:c>",
    "PREFIX : <http://127.0.0.1/> LOAD:x", "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
])  # fmt: skip
def test_an_update_that_fetches_is_refused(update: str) -> None:
    with pytest.raises(RefusedError) as refused:
        check_update(update)
    assert refused.value.status == 403


def test_the_words_of_an_update_may_stand_in_its_data() -> None:
    check_update("INSERT DATA { <a:load> <a:b> 'LOAD <file:///etc/hostname>' } # LOAD")


@pytest.mark.parametrize(("query", "graphs"), [
    ("SELECT * FROM <a:b> FROM NAMED <a:c> { ?s ?p ?o }", ["a:b", "a:c"]),
    ("PREFIX a: <http://a/> ASK FROM NAMED a:b\\,c { GRAPH <a:d> { ?s ?p 'FROM <x:y>' } }", ["http://a/b,c"]),
    ("BASE <file:///etc/> ASK FROM <passwd> {}", ["file:///etc/passwd"]),
    ("ASK FROM <file:///etc/pass\\u0077d> {}", ["file:///etc/passwd"]),
    ("SELECT ?from { ?from <a:FROM> ?s . ?s <a:b> from:c }", []),
])  # fmt: skip
def test_the_graphs_of_from(query: str, graphs: list[str]) -> None:
    assert graphs_of(query, "http://127.0.0.1/sparql") == graphs


def test_chosen_graphs_reach_each_operation_of_an_update() -> None:
    update = (
        "DELETE WHERE { ?s <a:p> ?o } ; INSERT { ?s <a:q> 1 } WHERE { { ?s <a:r> 1 } }; INSERT DATA { <a:s> <a:p> 2 }"
    )
    store = ox.Store()
    store.update("INSERT DATA { <a:s> <a:p> 1 ; <a:r> 1 . GRAPH <a:g> { <a:s> <a:p> 1 . <a:t> <a:r> 1 } }")
    store.update(with_using(update, ["a:g"], []))
    found = sorted(str(quad) for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    assert [line.split()[:2] for line in found] == [["<a:s>", "<a:p>"], ["<a:s>", "<a:r>"], ["<a:t>", "<a:q>"]]

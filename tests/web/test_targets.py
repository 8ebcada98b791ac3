"""Which graphs an update changes, however it is written; and that the engine reads it no other way."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph.store import Store
from kg.web.guard import check_update, graphs_of, with_using
from kg.web.operation import Operation
from kg.web.protocol import change
from kg.web.refused import RefusedError
from kg.web.targets import targets

OWN = "https://w3id.org/can-cu/documents"
HERE = "https://w3id.org/can-cu/sparql"  # where a server is asked that has the base's address, behind a TLS proxy
C = "PREFIX c: <https://w3id.org/can-cu/>"
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
    # relative prefixes, bases and names, as the engine resolves them
    ("PREFIX c: </can-cu/documents> DROP GRAPH c:", {OWN}, False),
    ("PREFIX c: <documents> DROP GRAPH c:", {OWN}, False),
    ("PREFIX c: <//w3id.org/can-cu/> DROP GRAPH c:documents", {OWN}, False),
    ("PREFIX c: <> BASE <a:b> PREFIX d: <https://w3id.org/can-cu/> DROP GRAPH d:documents", {OWN}, False),
    ("DROP GRAPH <documents>", {OWN}, False), ("DROP GRAPH </x/../can-cu/./documents>", {OWN}, False),
    ("BASE </can-cu/x/y> DROP GRAPH <../documents>", {OWN}, False),
    ("BASE <http://a/> BASE <https://w3id.org/x/> DROP GRAPH <../can-cu/documents>", {OWN}, False),
    ("BASE <https:\\u002F/w3id.org/> BASE <can-cu/> # <http://a/>\n DROP GRAPH <documents>", {OWN}, False),
    ("DROP GRAPH <https:\\u002F\\U0000002Fw3id.org/can-cu/documents>", {OWN}, False),
    ("PREFIX c: <a:> PREFIX c: <https://w3id.org/> DROP GRAPH c:can-cu\\/documents", {OWN}, False),
    ("PREFIXc:<https://w3id.org/>DROP GRAPH c:can-cu\\/documents", {OWN}, False),
    # keywords without a space before a name, where the two together are another name
    (f"PREFIX TOc: <a:> {C} ADD <a:g> TOc:documents", None, True),
    (f"PREFIX DEFAULTTOc: <a:> {C} ADD DEFAULTTOc:documents; ADD <a:g> TO c:documents", None, True),
    (f"PREFIX GRAPHc: <a:> {C} DROP GRAPHc:documents", None, True),
    (f"PREFIX SILENTc: <a:> {C} COPY<a:g>TOGRAPHc:documents", None, True),
    (f"PREFIX e0GRAPHc: <a:> {C} INSERT DATA {{ <a:s> <a:p> 1e0GRAPHc:documents {{ <a:s> <a:p> 8 }} }}", None, True),
    # names that are keywords
    (f"PREFIX USING: <a:> ADD USING:g TO <{OWN}>", None, True),
    (f"PREFIX WHERE: <a:> WITH WHERE:g DELETE {{ GRAPH <{OWN}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
     {"a:g", OWN}, False),
    # letters of names that look like the end of the name, and what then looks like a comment, a text, a declaration
    (f"PREFIX a: <a:> INSERT DATA {{ <a:s> <a:p> a:z\u00b7\\# . GRAPH <{OWN}> {{ <a:s> <a:p> 9 }}\n}}", None, True),
    (f"PREFIX a: <a:> INSERT DATA {{ <a:s> <a:p> a:z\u0301\\' . GRAPH <{OWN}> {{ <a:s> <a:p> 'x' }}\n}}", None, True),
    (f"PREFIX a: <a:> INSERT DATA {{ <a:s> <a:p> a:z..\\# . GRAPH <{OWN}> {{ <a:s> <a:p> 9 }}\n}}", None, True),
    ("BASE <https://w3id.org/can-cu/> PREFIX a: <a:> INSERT DATA { GRAPH <a:g> { a:b\u00b7BASE <a:c> 1 } } ; "
     "DROP GRAPH <documents>", None, True),
    ("PREFIX a: <a:> PREFIX c\u1680a: <https://w3id.org/> DROP GRAPH c\u1680a:can-cu\\/documents", None, True),
    ("PREFIX a: <a:> PREFIX c\u200ca: <https://w3id.org/> DROP GRAPH c\u200ca:can-cu\\/documents", None, True),
]  # fmt: skip


@pytest.mark.parametrize(("update", "graphs", "everything"), UPDATES)
def test_what_is_changed_is_found(update: str, graphs: set[str] | None, everything: bool) -> None:
    found = targets(update, HERE)
    assert found == (graphs, everything) if graphs is not None else found[1] or OWN in found[0]


@pytest.mark.parametrize("update", [update for update, _, _ in UPDATES])
def test_the_engine_does_change_it(update: str) -> None:
    """Each of them changes the graph, so that the table above holds what matters."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("a:x"), ox.NamedNode("a:y"), ox.Literal("z"), ox.NamedNode(OWN)))
    store.add_graph(ox.NamedNode("a:g"))
    before = set(store.quads_for_pattern(None, None, None, ox.NamedNode(OWN)))
    store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal("z"), ox.NamedNode("a:g")))
    store.update(update, base_iri=HERE)
    assert set(store.quads_for_pattern(None, None, None, ox.NamedNode(OWN))) != before


@pytest.mark.parametrize("update", [
    f"INSERT {{ GRAPH <a:g> {{ ?s ?p ?o }} }} WHERE {{ GRAPH <{OWN}> {{ ?s ?p ?o }} }}",
    f"WITH <a:g> INSERT {{ ?s ?p ?o }} USING <{OWN}> USING NAMED <{OWN}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    f"PREFIX d: <{OWN}> INSERT DATA {{ d:a d:b <{OWN}> , 'GRAPH <{OWN}> {{' }}",
    "CLEAR DEFAULT",
    "DELETE { ?s ?p ?o } WHERE { { SELECT * { GRAPH ?g { ?s ?p ?o } } } }",
])  # fmt: skip
def test_what_is_only_read_is_free(update: str) -> None:
    graphs, everything = targets(update, HERE)
    assert graphs <= {"a:g"}
    assert not everything


@pytest.mark.parametrize(("update", "graphs"), [
    ("PREFIX can-cu: <documents/> PREFIX c: <http://a/> DROP GRAPH c:documents", {"http://a/documents"}),
    ("DROP GRAPH <https://w3id.org/can%2Dcu/documents>", {"https://w3id.org/can%2Dcu/documents"}),
    ("DROP GRAPH <https://w3id.org/x/../can-cu/documents>", {"https://w3id.org/x/../can-cu/documents"}),
    ("PREFIX topic: <http://a/> # BASE <b>\n DROP GRAPH topic:đề-án", {"http://a/đề-án"}),
    ("PREFIX : <a:> INSERT DATA { GRAPH :g { :đ :p 'Căn cứ\u00a0\\'GRAPH\\' {' , 1.5e0 , true ; a [] } }", {"a:g"}),
])  # fmt: skip
def test_graphs_of_ones_own_are_told_from_what_looks_alike(update: str, graphs: set[str]) -> None:
    assert targets(update, HERE) == (graphs, False)
    store = ox.Store()
    for name in graphs:
        store.add_graph(ox.NamedNode(name))
    store.update(update, base_iri=HERE)


@pytest.mark.parametrize("update", ["DROP GRAPH none:a", "PREFIX a: <a b> DROP GRAPH a:c", "DROP GRAPH <http://[>"])
def test_names_that_mean_nothing_are_refused(update: str) -> None:
    with pytest.raises(QueryError, match="PREFIX and BASE"):
        targets(update, HERE)


@pytest.mark.parametrize("update", [update for update, _, _ in UPDATES])
def test_nobody_changes_what_the_build_made(update: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", write=True) as store:
        store.add([ox.Quad(ox.NamedNode("a:x"), ox.NamedNode("a:y"), ox.Literal("z"), ox.NamedNode(OWN))])
    with Store.open(tmp_path / "store") as store, pytest.raises(RefusedError) as refused:
        change(store, Operation(update, True, (), (), HERE), "https://w3id.org/can-cu/")
    assert refused.value.status == 403
    assert not (tmp_path / "store" / "generation-000002").exists()


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

"""Requests that mean harm, or look as if they did, with the status codes that are an answer to each.

``{trap}`` stands for the address of a server that must never be asked, ``{file}`` for a file that must never be read.
"""

from dataclasses import dataclass, field

REFUSED, WRONG, ENDED = {403}, {400}, {503}
JSON = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Case:
    """A request: its query by GET or its body by POST, or the bytes of all of it; what may be answered (0: the end)."""

    name: str
    allowed: set[int]
    query: str = ""
    target: str = "/sparql"
    method: str = "GET"
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: tuple[bytes, ...] = ()


def _queries() -> dict[str, tuple[set[int], str]]:
    deep = 50_000
    return {
        "cross product counted": (ENDED, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
        "cross product listed": (ENDED, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
        "cross product never true": ({200, 503}, "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = 1) }"),
        "cross product constructed": (ENDED, "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
        "cross product described": (ENDED, "DESCRIBE ?a ?d { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
        "cross product sorted": (ENDED, "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"),
        "cross product sorted at random": (ENDED, "SELECT ?a { ?a ?b ?c . ?d ?e ?f } ORDER BY RAND() LIMIT 1"),
        "cross product distinct": (ENDED, "SELECT (COUNT(DISTINCT *) AS ?n) { ?a ?b ?c . ?d ?e ?f }"),
        "cross product grouped": (ENDED, "SELECT ?a (COUNT(?d) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?d ?f"),
        "cross product joined to one text": (ENDED, "SELECT (GROUP_CONCAT(?c) AS ?n) { ?a ?b ?c . ?d ?e ?f }"),
        "cross product in a subquery": (
            ENDED, "SELECT * { { SELECT (SUM(1) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } } }"),
        "cross product taken away": (ENDED, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f MINUS { ?a ?x ?f } }"),
        "cross product of optional parts": (
            ENDED, "SELECT (COUNT(*) AS ?n) {" + "".join(f"OPTIONAL {{ ?a{n} ?b{n} ?c{n} }}" for n in range(9)) + "}"),
        "existence for each pair": (
            ENDED, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER EXISTS { ?c ?x ?d } }"),
        "many unions": (ENDED, "SELECT * {" + " UNION ".join(["{ ?a ?b ?c }"] * 300) + "}"),
        "huge VALUES": (
            {200, 503}, "SELECT (COUNT(*) AS ?n) { VALUES ?x {" + " ".join(map(str, range(100_000))) + "} }"),
        "two huge VALUES": (ENDED, "SELECT (COUNT(*) AS ?n) {" + "".join(
            f"VALUES ?{name} {{ {' '.join(map(str, range(60_000)))} }}" for name in "xy") + "}"),
        "wide VALUES": ({200, 503}, f"SELECT * {{ VALUES ({' '.join(f'?v{n}' for n in range(3000))}) {{"
                        + f"({'1 ' * 3000})" * 20 + "} }"),
        "nested groups": ({200, 503}, f"SELECT * {'{' * deep}{'}' * deep}"),
        "nested brackets": ({200, 503}, f"SELECT ({'(' * deep}1{')' * deep} AS ?x) {{}}"),
        "nested optional parts": ({200, 400, 503}, f"SELECT * {{ {'OPTIONAL { ' * deep}{'} ' * deep} }}"),
        "nested subqueries": ({200, 400, 503}, "SELECT * { " * 5000 + "} " * 5000),
        "nested lists": ({200, 503}, f"SELECT * {{ ?s ?p {'(' * deep}{')' * deep} }}"),
        "nested blank nodes": ({200, 503}, f"SELECT * {{ ?s ?p {'[ <a:p> ' * deep} 1 {']' * deep} }}"),
        "nested paths": ({200, 503}, f"SELECT * {{ ?s {'(' * deep}<a:p>{')*' * deep} ?o }}"),
        "nested calls": ({200, 503}, f"SELECT ({'STR(' * deep}1{')' * deep} AS ?x) {{}}"),
        "long sum": ({200, 503}, f"SELECT ({'1+' * 200_000}1 AS ?x) {{}}"),
        "many negations": ({200, 503}, f"SELECT ({'!' * 500_000}true AS ?x) {{}}"),
        "long path": ({200, 503}, f"SELECT * {{ ?s {'<a:p>/' * 1000}<a:p> ?o }}"),
        "path over everything": (ENDED, "SELECT (COUNT(*) AS ?n) { ?a (!<a:p>)* ?b . ?b (!<a:p>)* ?c }"),
        "path there and back": (ENDED, "SELECT (COUNT(*) AS ?n) { ?a (!<a:p>|^!<a:p>)* ?b }"),
        "path of paths": (ENDED, "SELECT (COUNT(*) AS ?n) { ?a ((!<a:p>/!<a:q>)*|(^!<a:p>)*)* ?b . ?b !<a:p> ?c }"),
        "regular expression that backtracks": (
            {200}, 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c FILTER REGEX(STR(?c), "(a+)+$") }'),
        "regular expression that explodes": (
            {200, 503}, f'SELECT ?a {{ ?a ?b ?c FILTER REGEX(STR(?c), "{"(" * 5}a{"{0,100})" * 5}") }} LIMIT 1'),
        "regular expression without end": (
            {200, 503}, f'SELECT ?a {{ ?a ?b ?c FILTER REGEX(STR(?c), "{"(" * 300_000}") }} LIMIT 1'),
        "text doubled and doubled": (ENDED, "SELECT (STRLEN(?x60) AS ?n) { BIND('aaaaaaaa' AS ?x0) " + "".join(
            f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(60)) + "}"),
        "text replaced by more": (ENDED, "SELECT (STRLEN(?x9) AS ?n) { BIND('aaaaaaaaaaaaaaaa' AS ?x0) " + "".join(
            f"BIND(REPLACE(?x{n}, 'a', ?x{n}) AS ?x{n + 1}) " for n in range(9)) + "}"),
        "quotes that never end": ({400, 503}, "SELECT * { ?s ?p '" + "\\'" * 400_000),
        "quotes in threes that never end": ({400, 503}, "SELECT * { ?s ?p '''" + "''\\'" * 200_000),
        "angle brackets that never end": ({400, 503}, "SELECT * { ?s ?p " + "<a" * 300_000),
        "a comment only": (WRONG, "#" * 500_000),
        "a number beyond all": ({200}, f"SELECT ({'9' * 100_000} AS ?x) {{}}"),
        "asks another server": (REFUSED, "SELECT * { SERVICE <{trap}> { ?s ?p ?o } }"),
        "asks another server in silence": (REFUSED, "SELECT * { SERVICE SILENT<{trap}>{ ?s ?p ?o } }"),
        "asks any server": (REFUSED, "SELECT * { VALUES ?x { <{trap}> } SERVICE ?x { ?s ?p ?o } }"),
        "asks another server after a string": (REFUSED, "SELECT * { ?s ?p '\\u0027' SERVICE <{trap}> { ?s ?p ''' } }"),
        "asks another server glued to a word": (REFUSED, "SELECT * { ?s ?p trueSERVICE<{trap}>{ ?a ?b ?c } }"),
        "from a file": (REFUSED, "SELECT * FROM <file://{file}> { ?s ?p ?o }"),
        "from a file by its base": (REFUSED, "BASE <file:///> SELECT * FROM <{file}> { ?s ?p ?o }"),
        "from a named file": (REFUSED, "SELECT * FROM NAMED <file://{file}> { GRAPH ?g { ?s ?p ?o } }"),
        "from an address": (REFUSED, "SELECT * FROM <{trap}> { ?s ?p ?o }"),
        "loads a file as a query": (REFUSED, "LOAD <file://{file}>"),
        "asks in a file's graph": ({200}, "SELECT * { GRAPH <file://{file}> { ?s ?p ?o } }"),
        "drops all as a query": (REFUSED, "DROP ALL"),
    }  # fmt: skip


_MARKUP = {
    "markup in JSON": ('SELECT ("<script>alert(1)</script>\\"}]}" AS ?x) {}', JSON),
    "markup in XML": ('SELECT ("]]><script>&amp;</literal>" AS ?x) {}', "application/sparql-results+xml"),
    "markup in CSV": ('SELECT ("=cmd()\\",\\"\\r\\n<b>" AS ?x) {}', "text/csv"),
    "markup in TSV": ('SELECT ("a\\tb\\nc\\rd\\\\" AS ?x) {}', "text/tab-separated-values"),
    "markup in Turtle": ('CONSTRUCT { <a:s> <a:p> "\\" . <a:x> <a:y> <script>" } {}', "text/turtle"),
    "markup in JSON-LD": ('CONSTRUCT { <a:s> <a:p> "</script>\\"}" } {}', "application/ld+json"),
    "markup in RDF/XML": ('CONSTRUCT { <a:s> <a:p> "</rdf:RDF><script>" } {}', "application/rdf+xml"),
    "control characters in XML": ('SELECT ("\\u0001\\uFFFF" AS ?x) {}', "application/sparql-results+xml"),
    "control characters in RDF/XML": ('CONSTRUCT { <a:s> <a:p> "\\u0008" } {}', "application/rdf+xml"),
    "a property without a name in RDF/XML": ("CONSTRUCT { <a:s> <http://x/1> 2 } {}", "application/rdf+xml"),
    "control characters in JSON": ('SELECT ("\\u0001\\uFFFF\\u2028" AS ?x) {}', JSON),
    "an address with brackets": ('SELECT (IRI("a:\\u003E<script>") AS ?x) {}', "text/tab-separated-values"),
    "a language with markup": ('SELECT (STRLANG("a", "en\\"><x>") AS ?x) {}', "application/sparql-results+xml"),
}


def _raw(head: str, *rest: bytes) -> tuple[bytes, ...]:
    return (head.replace("\n", "\r\n").encode("latin-1"), *rest)


_PLAIN = "GET /sparql?query=ASK%7B%7D HTTP/1.1\nHost: localhost\nConnection: close\n"
_POST = "POST /sparql HTTP/1.1\nHost: localhost\nConnection: close\nContent-Type: application/sparql-query\n"
_PATH = "GET {path} HTTP/1.1\nHost: localhost\nConnection: close\n\n"

RAW = {
    "path above the root": ({404}, _raw(_PATH.replace("{path}", "/../../../../etc/passwd"))),
    "path above the root, encoded": ({404}, _raw(_PATH.replace("{path}", "/%2e%2e/%2e%2e/etc/passwd"))),
    "path above the style sheet": ({404}, _raw(_PATH.replace("{path}", "/style.css/..%2f..%2fapp.py"))),
    "path with a zero byte": ({404}, _raw(_PATH.replace("{path}", "/eli/vn%00/etc/passwd"))),
    "path with an IRI's end": ({404}, _raw(_PATH.replace("{path}", "/eli/vn%3E%20a%20%3Cb%3E%20.%20%7D"))),
    "path of a graph above the root": ({404}, _raw(_PATH.replace("{path}", "/graphs/../../etc/passwd"))),
    "path of another server": ({400, 404}, _raw(_PATH.replace("{path}", "http://127.0.0.1:1/etc/passwd"))),
    "path of endless length": ({400, 404, 414}, _raw(_PATH.replace("{path}", "/" + "a" * 100_000))),
    "address beyond the limit": ({400, 431}, _raw(_PATH.replace("{path}", "/sparql?query=" + "a" * 400_000))),
    "no host": ({400}, _raw("GET / HTTP/1.1\nConnection: close\n\n")),
    "two hosts": ({400}, _raw("GET / HTTP/1.1\nHost: a\nHost: b\nConnection: close\n\n")),
    "markup in the host": ({200, 400}, _raw(_PLAIN.replace("localhost", '"><script>') + "\n")),
    "space in the host": ({200, 400}, _raw(_PLAIN.replace("localhost", "a b") + "\n")),
    "two lengths": ({400}, _raw(_POST + "Content-Length: 6\nContent-Length: 7\n\n", b"ASK {}")),
    "length and chunks": ({200, 400}, _raw(_POST + "Content-Length: 6\nTransfer-Encoding: chunked\n\n",
                                           b"6\r\nASK {}\r\n0\r\n\r\n")),
    "length below nothing": ({400}, _raw(_POST + "Content-Length: -1\n\n", b"ASK {}")),
    "length that is none": ({400}, _raw(_POST + "Content-Length: 0x6\n\n", b"ASK {}")),
    "chunks that are none": ({400}, _raw(_POST + "Transfer-Encoding: chunked\n\n", b"ZZ\r\nASK {}\r\n")),
    "unknown coding": ({400, 501}, _raw(_POST + "Transfer-Encoding: gzip\n\n", b"ASK {}")),
    "body shorter than its length": ({408}, _raw(_POST + "Content-Length: 1000\n\n", b"ASK {}")),
    "body byte by byte": ({408}, _raw(_POST + "Content-Length: 1000\n\n", *[b"#"] * 60)),
    "head byte by byte": ({0, 400}, _raw("GET / HTTP/1.1\n", *[b"X"] * 130)),
    "silence": ({0, 400}, (b"", *[b""] * 130)),
    "no HTTP": ({400}, (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200 + b"\r\n\r\n",)),
    "HTTP/2 without asking": ({400, 404, 505}, (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",)),
    "line break in a header": ({200, 400}, _raw(_PLAIN + "X: a\rb: c\n\n")),
    "header without a colon": ({400}, _raw(_PLAIN + "nonsense\n\n")),
    "header without end": ({200, 400, 431}, _raw(_PLAIN + f"X: {'a' * 400_000}\n\n")),
    "ten thousand headers": ({200, 400, 431}, _raw(_PLAIN + "".join(f"X{n}: {n}\n" for n in range(10_000)) + "\n")),
    "method of its own": ({400, 405}, _raw(_PLAIN.replace("GET", "EXPLODE") + "\n")),
    "method TRACE": ({405}, _raw(_PLAIN.replace("GET", "TRACE") + "\n")),
    "method CONNECT": ({400, 404, 405}, _raw("CONNECT 127.0.0.1:1 HTTP/1.1\nHost: 127.0.0.1:1\nConnection: close\n\n")),
    "upgrade to another protocol": ({200}, _raw(_PLAIN.replace("close", "Upgrade") + "Upgrade: websocket\n\n")),
    "another method in a header": ({200}, _raw(_PLAIN + "X-HTTP-Method-Override: DELETE\n\n")),
    "another address in a header": ({200}, _raw(_PLAIN + "X-Forwarded-For: 10.0.0.1\nX-Forwarded-Host: evil\n\n")),
    "a large answer": ({200}, _raw(_PLAIN.replace("ASK%7B%7D", "SELECT*%7B?s?p?o%7DLIMIT%209000") + "\n")),
}  # fmt: skip

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_QUERY = {"Content-Type": "application/sparql-query"}
_WRITE = {"Content-Type": "application/sparql-update"}
# What takes long where work grows faster than the text.
HEAVY = [
    Case(
        "a word that could change each time, again and again",
        WRONG,
        method="POST",
        body=b"now#" * 250_000,
        headers=_QUERY,
    ),
    Case("a word and space again and again", WRONG, method="POST", body=b"rand " + b" \t" * 490_000, headers=_QUERY),
    Case("a form of escapes", {400, 413}, method="POST", body=b"query=" + b"%23" * 990_000, headers=_FORM),
    Case(
        "a form of escapes between letters",
        {400, 413},
        method="POST",
        body="query=é".encode() + "é%41".encode() * 190_000,
        headers=_FORM,
    ),
    Case(
        "a megabyte to the box",
        WRONG,
        target="/query",
        method="POST",
        headers=_FORM,
        body=b"query=" + b"<%26>" * 190_000,
    ),
    Case(
        "a wide page",
        {200},
        target="/query",
        method="POST",
        headers=_FORM,
        body=b"query=SELECT*%7BVALUES("
        + b" ".join(b"?v%d" % n for n in range(2000))
        + b")%7B"
        + (b"(" + b"1 " * 2000 + b")") * 90
        + b"%7D%7D",
    ),
    Case("a cookie of backslashes", {200}, target="/query", headers={"Cookie": 'a="' + "\\" * 200_000 + '"'}),
    Case("thirty thousand parameters", {200}, target="/query?" + "a&" * 30_000),
    Case(
        "accepts a hundred thousand types",
        {200, 406},
        target="/eli/vn/ttg/qd/2021/468",
        headers={"Accept": "a," * 100_000},
    ),
    Case("has a hundred thousand states", {200}, "ASK {}", headers={"If-None-Match": '",' * 100_000}),
    Case("packed in a hundred thousand ways", {200}, "ASK {}", headers={"Accept-Encoding": "a;q=0," * 40_000}),
]
REQUESTS = [
    Case("graph of a file", REFUSED, "ASK {}", "/sparql?default-graph-uri=file://{file}"),
    Case("named graph of a file", REFUSED, "ASK {}", "/sparql?named-graph-uri=file://{file}"),
    Case("graph of an address", REFUSED, "ASK {}", "/sparql?default-graph-uri={trap}"),
    Case("graph with an IRI's end", WRONG, "ASK {}", "/sparql?default-graph-uri=a:b%3E%20%7B%7D"),
    Case("graph in the store of a file", {404}, target="/graphs?graph=file://{file}"),
    Case("graph that is no IRI", WRONG, target="/graphs?graph=%3E%22"),
    Case("put of a graph", REFUSED, target="/graphs?graph=a:b", method="PUT", body=b"<a:b> <a:c> 1 ."),
    Case("drop of all", REFUSED, method="POST", body=b"DROP ALL", headers=_WRITE),
    Case("load of a file", REFUSED, method="POST", body=b"LOAD <file://{file}>", headers=_WRITE),
    Case("load of a file by a form", REFUSED, method="POST", headers=_FORM,
         body=b"update=LOAD+%3Cfile:///etc/hostname%3E"),
    Case("100 MB as a query", {413}, method="POST", body=b"#" * 100_000_000, headers=_QUERY),
    Case("100 MB as a form", {413}, method="POST", body=b"a" * 100_000_000, headers=_FORM),
    Case("100 MB to the box", {413}, target="/query", method="POST", body=b"a" * 100_000_000, headers=_FORM),
    Case("100 MB to the graphs", REFUSED, target="/graphs", method="POST", body=b"#" * 100_000_000),
    Case("a million fields", WRONG, method="POST", body=b"a=&" * 900_000, headers=_FORM),
    Case("packed body", {415}, method="POST", body=b"\x1f\x8b\x08\x00", headers=_QUERY | {"Content-Encoding": "gzip"}),
    *HEAVY,
    Case("UTF-16", WRONG, method="POST", body="ASK {}".encode("utf-16"), headers=_QUERY),
    Case("UTF-16 by name", {415}, method="POST", body=b"ASK {}",
         headers={"Content-Type": "application/sparql-query; charset=utf-16"}),
    Case("overlong UTF-8", WRONG, method="POST", body=b"ASK { ?s ?p '\xc0\xaf' }", headers=_QUERY),
    Case("half of a surrogate", WRONG, method="POST", body=b"ASK { ?s ?p '\xed\xa0\x80' }", headers=_QUERY),
    Case("half of a surrogate escaped", {200, 400}, "ASK { ?s ?p '\\uD800' }"),
    Case("bad bytes in an address", WRONG, target="/sparql?query=ASK%20%7B%20?s%20?p%20'%ff%fe'%7D"),
    Case("zero bytes", {200, 400}, "ASK { ?s ?p '\0' }"),
    Case("characters that turn the reading round", {200}, "ASK { ?s ?p '\u202e\u2066' }"),
    Case("accepts ten thousand types", {200, 406, 431}, "ASK {}", headers={"Accept": ", ".join(["a/b"] * 10_000)}),
    Case("accepts to an odd degree", {200, 406}, "ASK {}",
         headers={"Accept": "text/csv;q=nan, */*;q=1e999;q=-1, ;;,,q"}),
    Case("has a state of its own", {200}, "ASK {}", headers={"If-None-Match": 'W/"' + "a" * 50_000 + '"'}),
    Case("wants a range", {200}, "ASK {}", headers={"Range": "bytes=0-1,5-2,-9999999999999999999"}),
    Case("expects something odd", {200, 417}, "ASK {}", headers={"Expect": "the unexpected"}),
    Case("prefers something odd", {200}, "ASK {}", headers={"Prefer": "handling=lenient; x=\"," * 1000}),
    Case("a cookie with markup", {200}, target="/", headers={"Cookie": 'lang="><script>alert(1)</script>'}),
    Case("back to another site", {303}, target="/lang/en?back=//evil.example/"),
    Case("back with a header", {303}, target="/lang/en?back=/%0d%0aSet-Cookie:%20a=b"),
    Case("markup in the box", WRONG, target="/query?query=%3Cscript%3Ealert(1)%3C/script%3E"),
    Case("a literal with markup on a page", {200},
         target="/query?query=SELECT%20(%22%3Cscript%3E%22%20AS%20?x)%20%7B%7D"),
    Case("markup as a parameter", {200, 400}, target="/query/provinces-citing?document=%3Cscript%3E%22%27"),
    Case("a query as a parameter", {200, 400},
         target="/query/provinces-citing?document=%22%20%7D%20SERVICE%20%3C{trap}%3E%7B"),
    Case("markup in a path", {404}, target="/query/%3Cscript%3E"),
    Case("a cross product in the box", ENDED,
         target="/query?query=SELECT%20(COUNT(*)AS%20?n)%7B?a?b?c.?d?e?f.?g?h?i%7D"),
]  # fmt: skip

CASES = [
    *(
        Case(
            name,
            allowed,
            method="POST",
            body=query.encode(),
            headers=_QUERY | {"Accept": "application/json, */*;q=0.1"},
        )
        for name, (allowed, query) in _queries().items()
    ),
    *(Case(name, {200, 406}, query, headers={"Accept": accept}) for name, (query, accept) in _MARKUP.items()),
    *(Case(name, allowed, raw=raw) for name, (allowed, raw) in RAW.items()),
    *REQUESTS,
]

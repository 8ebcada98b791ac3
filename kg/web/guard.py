"""What an operation on the endpoint must not do: fetch something from elsewhere, or change the graph unasked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.graph.dataset import is_iri
from kg.web.refused import RefusedError
from kg.web.tokens import Token, named, tokens, unescaped

_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_SUSPECT = re.compile(r"service|\\u|\b(?:insert|delete|load|clear|create|drop|copy|move|add|with)\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom", re.IGNORECASE)


def check(query: str) -> None:
    """Refuse a query that would ask another server (SERVICE) or change the graph.

    >>> check('SELECT * { ?service ?p "SERVICE <http://example.org/>" }')
    >>> check("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
        ...
    kg.web.refused.RefusedError: SERVICE would ask another server; this endpoint answers from its own graph.
    """
    if not _SUSPECT.search(query):
        return
    words = _keywords(query)
    form = next((word for word in words if word in _UPDATES | _FORMS), None)
    if form in _UPDATES:
        raise RefusedError(403, f"{form} would change the graph; a query only asks. Updates have a parameter and a "
                                "media type of their own.")  # fmt: skip


def check_update(update: str) -> None:
    """Refuse an update that would fetch something: SERVICE or LOAD.

    >>> check_update("INSERT DATA { <http://example.org/> a 'LOAD' }")
    """
    _keywords(update)
    if any(token.depth == 0 and token.keyword.startswith("LOAD") for token in tokens(update)):  # LOADSILENT <…>
        raise RefusedError(403, "LOAD would fetch a document; send it with the Graph Store Protocol instead.")


def graphs_of(query: str, base: str) -> list[str]:
    """The graphs that FROM and FROM NAMED name.

    >>> graphs_of("PREFIX g: <http://g/> SELECT * FROM g:a FROM NAMED <b> { ?s ?p 'FROM' }", "http://x/sparql")
    ['http://g/a', 'http://x/b']
    """
    found: list[str] = []
    if not _FROM.search(query):
        return found
    before = ["", ""]
    for token, iri in named(query, base):
        if iri and (before[1] == "FROM" or before == ["FROM", "NAMED"]):
            found.append(iri)
        before = [before[1], token.keyword]
    return found


def absolute(iri: str) -> str:
    """The IRI as it was given; RefusedError where it is relative or no IRI.

    >>> absolute("http://example.org/a")
    'http://example.org/a'
    """
    if not is_iri(iri):
        raise RefusedError(400, f"A graph is named by a whole IRI, not by {iri[:100]!r}.")
    return iri


def with_using(update: str, default: Sequence[str], others: Sequence[str]) -> str:
    """The update with the graphs that the protocol chose for its WHERE clauses; they need to be IRIs.

    >>> with_using("INSERT { ?s a 1 } WHERE { ?s a 2 }", ["http://g/"], [])
    'INSERT { ?s a 1 } USING <http://g/> WHERE { ?s a 2 }'
    >>> with_using("DELETE WHERE { ?s a 2 }", [], ["http://g/"])
    'DELETE { ?s a 2 } USING NAMED <http://g/> WHERE { ?s a 2 }'
    """
    clauses = [*(f"USING <{graph}>" for graph in default), *(f"USING NAMED <{graph}>" for graph in others)]
    read = [token for token in tokens(update) if token.depth == 0]
    if any(token.kind == "word" and token.keyword in ("USING", "WITH") for token in read):
        raise RefusedError(400, "The graphs are chosen twice: by using-graph-uri and by USING or WITH in the update.")
    pieces, end = [], 0
    for before, where in pairwise(read):
        if where.keyword == "WHERE" and where.kind == "word":
            block = f"{_block(update, read, where)} " if before.keyword == "DELETE" else ""
            pieces += [update[end : where.start], block, " ".join(clauses), " "]
            end = where.start
    return "".join((*pieces, update[end:]))


def _block(update: str, read: Sequence[Token], where: Token) -> str:
    """The braces after a WHERE, with what is in them."""
    begin, end = [token.start for token in read if token.text in "{}" and token.start > where.start][:2] or (0, 0)
    return update[begin : end + 1]


def _keywords(text: str) -> list[str]:
    """The keywords, without PREFIX and BASE; as they stand and with escapes read, as engines differ in that."""
    words = [*_words(text), *(_words(unescaped(text)) if "\\" in text else ())]
    if any("SERVICE" in word for word in words):  # the engine takes keywords without spaces: trueSERVICE<…>
        raise RefusedError(403, "SERVICE would ask another server; this endpoint answers from its own graph.")
    return words


def _words(text: str) -> Iterator[str]:
    return (token.keyword for token in tokens(text) if token.keyword not in ("", "PREFIX", "BASE"))

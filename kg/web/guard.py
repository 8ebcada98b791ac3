"""What a query on the endpoint must not do: fetch something from elsewhere, or change the graph.

A query is cut into SPARQL's tokens (specification, section 19.8), so that a word inside a string, an IRI,
a comment, a variable or a name is never taken for a keyword, nor a keyword for one of those.
"""

from __future__ import annotations

import re

from kg.web.refused import RefusedError

_TOKEN = re.compile(
    r"""
    (?P<skip> \#[^\r\n]* | \s+ )
  | (?P<iri> <[^<>"{}|^`\x00-\x20]*> )
  | (?P<text> '''(?:'{0,2}(?:[^'\\]|\\.))*''' | \"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\"
            | '(?:[^'\\\r\n]|\\.)*' | "(?:[^"\\\r\n]|\\.)*" )
  | (?P<variable> [?$][^\W]\w* )
  | (?P<name> (?:[^\W\d_][\w.-]*)? : (?:[\w:-] | %[0-9A-Fa-f]{2} | \\. | \.(?=[\w:%\\-]))* )
  | (?P<tag> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
  | (?P<word> [^\W\d]\w* )
  | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


def check(query: str) -> None:
    """Refuse a query that would fetch something (SERVICE, LOAD, FROM) or change the graph.

    >>> check('SELECT * { ?service ?p "SERVICE <http://example.org/>" }')
    >>> check("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
        ...
    kg.web.refused.RefusedError: SERVICE would ask another server; this endpoint answers from its own graph.
    """
    words = [*_keywords(query), *_keywords(_ESCAPE.sub(_character, query))]
    if any("SERVICE" in word for word in words):  # the engine takes keywords without spaces: trueSERVICE<…>
        raise RefusedError(403, "SERVICE would ask another server; this endpoint answers from its own graph.")
    form = next((word for word in words if word in _UPDATES | _FORMS), None)
    if form in _UPDATES:
        raise RefusedError(403, f"{form} would change the graph; this endpoint only answers queries.")
    if "FROM" in words:
        raise RefusedError(403, "FROM is not taken: the endpoint answers over all its graphs; choose with GRAPH.")


def _keywords(query: str) -> list[str]:
    """The bare words and the prefixes of names, in upper case, without PREFIX and BASE."""
    tokens = [found for found in _TOKEN.finditer(query) if found["word"] or found["name"]]
    words = [(found["word"] or found["name"].split(":")[0]).upper() for found in tokens]
    return [word for word in words if word not in ("PREFIX", "BASE")]


def _character(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"

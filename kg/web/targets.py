"""Which graphs an update changes, told from its text before anything happens.

What cannot be told for sure counts as any graph: the engine takes keywords and names without a space between them
(``TOc:documents``), and it knows more letters of names than :mod:`kg.web.tokens`. What names mean the engine says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.graph.iris import read_iris
from kg.web.tokens import Token, tokens

_SKIP = r"(?:[ \t\r\n]|\#[^\r\n]*(?:[\r\n]|\Z))*"
_GAP = re.compile(_SKIP)
_PROLOGUE = re.compile(
    rf"(?:{_SKIP}(?:BASE|PREFIX{_SKIP}[^ \t\r\n:<>\#]*:){_SKIP}<[^<>]*>)*{_SKIP}", re.IGNORECASE
)  # fmt: skip
_SIGNS = frozenset("{}()[].,;=!<>|&+-*/^?~0123456789")  # what is no word, name, IRI, variable, text or tag
_BEFORE_NAMES = (
    "ADD", "CLEAR", "COPY", "CREATE", "DEFAULT", "DROP", "GRAPH", "MOVE", "PREFIX", "SILENT", "TO", "USING", "WITH",
)  # fmt: skip


def targets(update: str, base: str) -> tuple[set[str], bool]:
    """The graphs that it names as those to change, and whether it may change any graph at all.

    A graph that only WHERE reads is none of them. *base* is where relative IRIs begin, as the engine is told. Raises
    QueryError where a name means nothing.

    >>> targets("INSERT { GRAPH <a> { ?s a 1 } } WHERE { GRAPH <http://b/> { ?s a 2 } }", "http://h/")
    ({'http://h/a'}, False)
    >>> targets("CLEAR ALL", "http://h/"), targets("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", "http://h/")
    ((set(), True), (set(), True))
    """
    prologue = _PROLOGUE.match(update)
    assert prologue  # of no declarations, if need be
    body = update[prologue.end() :]
    read = [*tokens(body), Token("end", "", len(body), 0)]
    names: set[str] = set()
    everything = not _plain(body, read)
    for token, before in _placed(read):
        if token.kind == "iri" or (token.kind == "name" and _apart(token, before)):
            names.add(token.text)
        else:
            everything |= _anything(token)
    return read_iris(prologue[0], names, base), everything


def _placed(read: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """The tokens that stand where a graph to change may be named, each with the keyword before it."""
    before = ("", "")
    written = False
    for token, following in pairwise(read):
        if token.depth == 0 and token.text == "{":
            written = before[1] != "WHERE" or before[0] == "DELETE"
        used = before[1] == "USING" or before == ("USING", "NAMED")
        if (token.depth == 0 and not used) or (token.depth > 0 and written and following.text == "{"):
            yield token, before[1]
        before = (before[1], token.keyword if token.kind == "word" else "")


def _plain(body: str, read: Sequence[Token]) -> bool:
    """Whether every character is where the tokens have it, so that the engine cannot read another text."""
    end = 0
    for token in read:
        if not _GAP.fullmatch(body, end, token.start) or (token.kind == "other" and token.text not in _SIGNS):
            return False
        end = token.start + len(token.text)
    return True


def _apart(name: Token, before: str) -> bool:
    """Whether a name is that alone: not a keyword with a name behind it, as in ``TOc:documents``."""
    if before.endswith(("GRAPH", "WITH")):
        return True
    return name.depth == 0 and not name.keyword.startswith(_BEFORE_NAMES)


def _anything(token: Token) -> bool:
    """Whether what is no IRI may stand for any graph, or change what the names after it mean."""
    if token.kind == "word":
        return token.keyword.endswith(("ALL", "NAMED")) or token.keyword in ("BASE", "PREFIX", "VERSION")
    return token.kind in ("name", "variable")

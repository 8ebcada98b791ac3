"""Which graphs an update changes, told from its text before anything happens."""

from __future__ import annotations

from itertools import pairwise

from kg.web.tokens import Token, named

_BEFORE_NAMES = ("GRAPH", "WITH", "TO", "SILENT", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD")


def targets(update: str) -> tuple[set[str], bool]:
    """The graphs that it names as those to change, and whether it may change any graph at all.

    A graph that only WHERE reads is none of them. What cannot be told for sure counts as any graph.

    >>> targets("INSERT { GRAPH <http://a/> { ?s a 1 } } WHERE { GRAPH <http://b/> { ?s a 2 } }")
    ({'http://a/'}, False)
    >>> targets("CLEAR ALL"), targets("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }")
    ((set(), True), (set(), True))
    """
    graphs: set[str] = set()
    everything = written = False
    before = ("", "")
    read = list(named(update, ""))
    for (token, iri), (following, _) in pairwise([*read, (Token("end", "", 0, 0), "")]):
        if token.depth == 0 and token.text == "{":
            written = before[1] != "WHERE" or before[0] == "DELETE"
        named_here = token.depth == 0 and "USING" not in before
        if named_here or (token.depth > 0 and written and following.text == "{"):
            graphs |= {iri} - {""}
            everything |= _anything(token, iri)
        before = (before[1], token.keyword)
    return graphs, everything


def _anything(token: Token, iri: str) -> bool:
    """Whether a token in the place of a graph's name may stand for any graph."""
    if token.kind == "name":  # the engine reads GRAPH:a as GRAPH and :a
        return not iri or token.keyword.endswith(_BEFORE_NAMES)
    return (
        token.kind == "variable" or token.keyword.endswith(("ALL", "NAMED")) or (token.kind == "iri" and ":" not in iri)
    )

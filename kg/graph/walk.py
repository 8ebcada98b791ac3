"""How far an edge of an answer lies from where a question starts: what SPARQL 1.1 has no word for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.graph.terms import Value

_Row = Mapping[str, Value]


def walked(rows: Iterable[_Row], walk: Sequence[str], starts: Iterable[str]) -> list[dict[str, Value]]:
    """The rows, each an edge, with the number of edges on the shortest way to it from one of the *starts*.

    *walk* names the parameter, the variables with the two ends as IRIs, and the one for the number. An edge is walked
    from its second end to its first, or the other way, and a way does not turn; cycles end where they close.

    >>> edges = [{"a": "B", "o": "A"}, {"a": "C", "o": "B"}, {"a": "A", "o": "C"}]
    >>> [row["n"] for row in walked(edges, ("p", "a", "o", "n"), ["<A>"])]
    [1, 2, 1]
    """
    _, actor, acted_on, depth = walk
    edges = [dict(row) for row in rows]
    origins = [start.strip("<>") for start in starts]
    up = _distances(origins, ((str(row[acted_on]), str(row[actor])) for row in edges))
    down = _distances(origins, ((str(row[actor]), str(row[acted_on])) for row in edges))
    for row in edges:
        ways = [up.get(str(row[acted_on])), down.get(str(row[actor]))]
        row[depth] = min((way + 1 for way in ways if way is not None), default=None)
    return [row for row in edges if row[depth] is not None]


def _distances(starts: Iterable[str], edges: Iterable[tuple[str, str]]) -> dict[str, int]:
    after: dict[str, list[str]] = defaultdict(list)
    for one, other in edges:
        after[one].append(other)
    found = dict.fromkeys(starts, 0)
    reached = list(found)
    for node in reached:
        for other in after[node]:
            if other not in found:
                found[other] = found[node] + 1
                reached.append(other)
    return found

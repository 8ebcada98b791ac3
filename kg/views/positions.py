"""Where to draw each node: plans on a circle, what one plan alone has around it, what they share inside.

The same graph always gets the same picture: nothing is left to chance but a seeded start.
"""

from __future__ import annotations

from collections import defaultdict
from math import atan2, ceil, cos, hypot, pi, sin, sqrt

import networkx as nx

Point = tuple[float, float]
_FIRST_RING = 190.0  # distance from a plan to the first ring of its own nodes, in drawing units
_RING_GAP = 85.0
_SEAT = 92.0  # room along a ring for one node with its label
_CLEARANCE = 70.0
_ORDERED = 400  # plans up to which those that share documents are brought together
_SEED = 7
_APART = 90.0  # room for a node and its label, where there are no plans
_ROUNDS, _FEWER, _LARGE = 60, 25, 500  # of the springs: a large part takes a second per ten
_MORE = 6  # seats that each ring inside has more than the one within it


def positions(graph: nx.MultiDiGraph[str]) -> dict[str, Point]:
    """The (x, y) of every node, around (0, 0); y grows downward.

    >>> g = nx.MultiDiGraph()
    >>> g.add_node("plan", kind="plan"), g.add_node("law", kind="document")
    (None, None)
    >>> _ = g.add_edge("plan", "law", key="basis")
    >>> sorted(positions(g)) == ["law", "plan"]
    True
    """
    plain = nx.Graph(graph.to_undirected(as_view=True))
    plans = [node for node, kind in sorted(graph.nodes(data="kind")) if kind == "plan"]
    owned = _owned(plain, plans)
    radii = {plan: _radius(len(owned[plan])) for plan in plans}
    shared = len(plain) - len(plans) - sum(map(len, owned.values()))
    placed = _circle(_in_order(plain, plans, owned), radii, hypot(*_sunflower(shared)))
    angles = {plan: _bearing(placed[plan]) for plan in plans}
    for plan in plans:
        nodes = sorted(owned[plan], key=lambda node: (graph.nodes[node]["kind"] != "place", node))
        placed.update(zip(nodes, _seats(placed[plan], len(nodes), angles[plan]), strict=True))
    return placed | _inside(plain, placed)


def spread(graph: nx.MultiDiGraph[str]) -> dict[str, Point]:
    """The (x, y) of every node of a graph without plans to go by: each connected part by itself, the largest first.

    >>> places = spread(nx.MultiDiGraph([("a", "b"), ("c", "d")]))
    >>> len(set(places.values()))
    4
    """
    plain = nx.Graph(graph.to_undirected(as_view=True))
    parts = sorted(nx.connected_components(plain), key=lambda part: (-len(part), min(part)))
    radii = [_APART * sqrt(len(part)) for part in parts]
    wide = 2.4 * sqrt(sum(radius**2 for radius in radii))
    placed: dict[str, Point] = {}
    x = y = high = 0.0
    for part, radius in zip(parts, radii, strict=True):
        if x and x + 2 * radius > wide:
            x, y, high = 0.0, y + high, 0.0
        for node, (right, down) in _sprung(plain, part).items():
            placed[node] = (x + radius * (1 + right), y + radius * (1 + down))
        x, high = x + 2 * radius, max(high, 2 * radius)
    return placed


def _sprung(plain: nx.Graph[str], part: set[str]) -> dict[str, Point]:
    """A connected part around (0, 0), within 0.85 of it."""
    if len(part) == 1:
        return dict.fromkeys(part, (0.0, 0.0))
    inner = nx.Graph()
    inner.add_nodes_from(sorted(part))
    inner.add_edges_from(sorted(plain.subgraph(part).edges()))
    spots = nx.spring_layout(inner, seed=_SEED, iterations=_ROUNDS if len(part) < _LARGE else _FEWER, scale=0.85)
    return {node: (float(spot[0]), float(spot[1])) for node, spot in spots.items()}


def _owned(plain: nx.Graph[str], plans: list[str]) -> dict[str, list[str]]:
    """The nodes that only one plan reaches, by plan; what hangs on such a node goes with it."""
    owners = {plan: {plan} for plan in plans}
    for _ in range(2):
        near = {node: [owners[other] for other in plain[node] if other in owners] for node in plain}
        owners |= {node: set().union(*sets) for node, sets in near.items() if sets and node not in owners}
    own: dict[str, list[str]] = defaultdict(list)
    for node, reached in owners.items():
        if node not in plans and len(reached) == 1:
            own[next(iter(reached))].append(node)
    return own


def _radius(count: int) -> float:
    ring, left = 0, count
    while left > 0:
        left -= _capacity(ring)
        ring += 1
    return _FIRST_RING + _RING_GAP * ring


def _capacity(ring: int) -> int:
    return int(2 * pi * (_FIRST_RING + _RING_GAP * ring) / _SEAT)


def _seats(centre: Point, count: int, bearing: float) -> list[Point]:
    """Places on rings around *centre*, the first one on the side of *bearing*."""
    seats: list[Point] = []
    ring = 0
    while len(seats) < count:
        on_ring = min(_capacity(ring), count - len(seats))
        distance = _FIRST_RING + _RING_GAP * ring
        for seat in range(on_ring):
            angle = bearing + ceil(seat / 2) * (-1) ** seat * 2 * pi / on_ring + ring * 0.3
            seats.append((centre[0] + distance * cos(angle), centre[1] + distance * sin(angle)))
        ring += 1
    return seats


def _in_order(plain: nx.Graph[str], plans: list[str], owned: dict[str, list[str]]) -> list[str]:
    """Plans in such an order around the circle that those which share documents come together."""
    if len(plans) < 4 or len(plans) > _ORDERED:
        return plans
    alone = {node for nodes in owned.values() for node in nodes}
    near = {plan: set(plain[plan]) - alone for plan in plans}
    weights = nx.Graph()
    weights.add_nodes_from(plans)
    for first in plans:
        for second in plans:
            shared = len(near[first] & near[second]) if first < second else 0
            if shared:
                weights.add_edge(first, second, weight=shared)
    spots = nx.spring_layout(weights, seed=_SEED, iterations=80)
    return sorted(plans, key=lambda plan: (_bearing((float(spots[plan][0]), float(spots[plan][1]))), plan))


def _circle(plans: list[str], radii: dict[str, float], room: float) -> dict[str, Point]:
    """The plans side by side on a circle that leaves a disc of radius *room* free in the middle."""
    if len(plans) == 1:
        return {plans[0]: (0.0, 0.0)}
    widths = {plan: 2 * radii[plan] + _CLEARANCE for plan in plans}
    around = sum(widths.values())
    distance = max(around / (2 * pi), room + max(radii.values(), default=0.0))
    placed, passed = {}, 0.0
    for plan in plans:
        angle = 2 * pi * (passed + widths[plan] / 2) / around - pi / 2
        placed[plan] = (distance * cos(angle), distance * sin(angle))
        passed += widths[plan]
    return placed


def _inside(plain: nx.Graph[str], placed: dict[str, Point]) -> dict[str, Point]:
    """What several plans share: what most share innermost, each on the side of the plans that share it."""
    left = sorted(set(plain) - set(placed), key=lambda node: (-plain.degree(node), node))
    sides = {node: _side(plain, node, placed) for node in left}
    found: dict[str, Point] = {}
    first, room = 0, 1
    while first < len(left):
        ring = sorted(left[first : first + room], key=lambda node: (sides[node], node))
        seats = sorted(map(_sunflower, range(first, first + len(ring))), key=_bearing)
        found.update(zip(ring, seats, strict=True))
        first, room = first + room, room + _MORE
    return found


def _side(plain: nx.Graph[str], node: str, placed: dict[str, Point]) -> float:
    near = [placed[other] for other in plain[node] if other in placed] or [(0.0, 0.0)]
    return _bearing((sum(x for x, _ in near), sum(y for _, y in near)))


def _sunflower(number: int) -> Point:
    """Seats that fill a disc evenly, the first in the middle."""
    distance, angle = 1.8 * _SEAT * sqrt(number), number * pi * (3 - sqrt(5))
    return distance * cos(angle), distance * sin(angle)


def _bearing(point: Point) -> float:
    return atan2(point[1], point[0]) if hypot(*point) else -pi / 2

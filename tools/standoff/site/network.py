"""Who speaks through whom: a layered graph, its layout computed here so that it is the same on every machine."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

from . import links
from .pages import Pages, cut
from .render import script
from .view import View

NODES = 120
"""Most sources drawn; the table below the drawing has every pair."""
ROW, TOP, LEFT = 25, 60, 48
COLUMNS = (300, 480, 440)
"""Width of each level; the levels behind the last have its width."""
_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Node:
    """A source at its place. `x`, `y` in pixels; `level`: how far from a document's voice it speaks at the nearest."""

    id: str
    name: str
    short: str
    url: str
    says: int
    tone: int
    level: int
    x: int
    y: int
    radius: int


@dataclass(frozen=True, slots=True)
class Edge:
    """`outer` passes on what `inner` says, in `claims` claims. `path`: the curve, as SVG path data."""

    outer: str
    inner: str
    claims: int
    width: int
    path: str


def build(pages: Pages) -> None:
    """network.html with the drawing and the table, and its data for panning and picking."""
    view = pages.view
    pairs, levels = relays(view)
    says = Counter(claim.speaker for claim in view.claims.values() if claim.speaker)
    kept = _kept(pairs, says)
    nodes = layout(view, {pair: n for pair, n in pairs.items() if pair[0] in kept and pair[1] in kept},
                   {who: levels[who] for who in kept}, says)
    place = {node.id: node for node in nodes}
    edges = [Edge(a, b, n, min(7, 1 + n // 6), _curve(place[a], place[b]))
             for (a, b), n in sorted(pairs.items()) if a in place and b in place]
    names = sides(view, says)
    columns = [_left(level) for level in range(max((node.level for node in nodes), default=0) + 2)]
    pages.put("data/network.js", script("network", {
        "nodes": [{"id": n.id, "name": n.short, "x": n.x, "y": n.y, "tone": n.tone, "r": n.radius} for n in nodes],
        "edges": [{"a": e.outer, "b": e.inner, "n": e.claims, "w": e.width} for e in edges]}))
    table = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    pages.paged(
        "network.html", "network.html", "Who speaks through whom", "network", "relay", cut(table),
        lambda line: (view.speaker(line[0][0]), view.speaker(line[0][1]), line[1]), nodes=nodes, edges=edges,
        sources=len({who for pair in pairs for who in pair}),
        width=columns[-1], height=TOP + ROW + max((n.y for n in nodes), default=0),
        columns=columns[:-1], sides=[(view.name(side), tone) for side, tone in sorted(names.items(), key=_second)])


def _left(level: int) -> int:
    return LEFT + sum(COLUMNS[min(n, len(COLUMNS) - 1)] for n in range(level))


def _second(pair: tuple[str, int]) -> int:
    return pair[1]


def relays(view: View) -> tuple[Counter[tuple[str, str]], dict[str, int]]:
    """(outer, inner) -> claims that pass from inner through outer; and each source's nearest level to a voice."""
    pairs: Counter[tuple[str, str]] = Counter()
    levels: dict[str, int] = {}
    for chain in view.chain.values():
        known = [level.who for level in chain if level.who]
        for depth, who in enumerate(known):
            levels[who] = min(depth, levels.get(who, depth))
        pairs.update((a, b) for a, b in pairwise(known) if a != b)
    return pairs, levels


def sides(view: View, says: Counter[str]) -> dict[str, int]:
    """The four sides that say most -> tone 1 to 4; all others have tone 0."""
    count: Counter[str] = Counter()
    for who, number in says.items():
        count[view.entities[who].side] += number
    top = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))[:4]
    return {side: tone for tone, (side, _) in enumerate(top, 1)}


def _kept(pairs: Counter[tuple[str, str]], says: Counter[str]) -> set[str]:
    weight: Counter[str] = Counter()
    for (a, b), number in pairs.items():
        weight[a] += number
        weight[b] += number
    ordered = sorted(weight, key=lambda who: (-weight[who], -says[who], who))
    return set(ordered[:NODES])


def layout(view: View, pairs: dict[tuple[str, str], int], levels: dict[str, int], says: Counter[str]) -> list[Node]:
    """Columns by level; inside a column by the mean place of the neighbours, swept a fixed number of times."""
    columns: dict[int, list[str]] = defaultdict(list)
    for who in sorted(levels, key=lambda w: (-says[w], w)):
        columns[levels[who]].append(who)
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (a, b), number in sorted(pairs.items()):
        near[a].append((b, number))
        near[b].append((a, number))
    place = {who: n / max(1, len(column) - 1) for column in columns.values() for n, who in enumerate(column)}
    for sweep in range(_SWEEPS):
        for level in sorted(columns, reverse=bool(sweep % 2)):
            columns[level].sort(key=lambda who: (_mean(who, near, place), -says[who], who))
            size = max(1, len(columns[level]) - 1)
            place.update({who: n / size for n, who in enumerate(columns[level])})
    height, tones = ROW * max((len(c) for c in columns.values()), default=0), sides(view, says)
    return [_node(view, who, level, n, len(column), height, says[who], tones)
            for level, column in sorted(columns.items()) for n, who in enumerate(column)]


def _mean(who: str, near: dict[str, list[tuple[str, int]]], place: dict[str, float]) -> float:
    total = sum(number for _, number in near[who])
    return sum(place[other] * number for other, number in near[who]) / total if total else place[who]


def _node(view: View, who: str, level: int, n: int, size: int, height: int, says: int, tones: dict[str, int]) -> Node:
    named = view.name(who)
    # What tells long names apart often stands at their end: they are cut in the middle.
    short = named.name if len(named.name) <= 52 else f"{named.name[:25].rstrip()} … {named.name[-25:].lstrip()}"
    return Node(who, named.name, short, links.source(who) if who in view.said_by else named.url, says,
                tones.get(view.entities[who].side, 0), level, _left(level) + 12,
                TOP + round(height * (n + 0.5) / size), min(11, 4 + round(says**0.5 / 2)))


def _curve(a: Node, b: Node) -> str:
    """A curve from one node to the other; between nodes of one column it swings out to the left."""
    if a.x == b.x:
        out = a.x - 14 - min(44, abs(a.y - b.y) // 8)
        return f"M{a.x},{a.y}C{out},{a.y} {out},{b.y} {b.x},{b.y}"
    middle = (a.x + b.x) // 2
    return f"M{a.x},{a.y}C{middle},{a.y} {middle},{b.y} {b.x},{b.y}"

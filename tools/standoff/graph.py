"""Cycles and shortest paths in small directed graphs of ids."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

Edges = Mapping[str, Iterable[str]]


def shortest_path(edges: Edges, start: str, goal: str) -> list[str]:
    """Nodes from `start` to `goal` over the fewest edges, both included; empty when there is no way.

    With start == goal it is the shortest way round: [a, …, a].
    """
    back: dict[str, str] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for following in edges.get(node, ()):
            if following == goal:
                path = [goal, node]
                while path[-1] != start:
                    path.append(back[path[-1]])
                return path[::-1]
            if following != start and following not in back:
                back[following] = node
                queue.append(following)
    return []


def cycles(edges: Edges) -> Iterator[list[str]]:
    """One shortest way round for every group of nodes that reach each other: [a, b, a], from its least node."""
    core = _core(edges)
    back: dict[str, list[str]] = {}
    for node, following in core.items():
        for other in following:
            back.setdefault(other, []).append(node)
    seen: set[str] = set()
    for node in sorted(core):
        if node in seen:
            continue
        group = reach(core, node) & reach(back, node)
        seen |= group
        if group:
            yield shortest_path(core, node, node)


def reach(edges: Edges, start: str) -> set[str]:
    """Every node one or more edges away from `start` (itself only where a way leads back)."""
    found: set[str] = set()
    queue = [start]
    while queue:
        for following in edges.get(queue.pop(), ()):
            if following not in found:
                found.add(following)
                queue.append(following)
    return found


def _core(edges: Edges) -> dict[str, list[str]]:
    """The graph without nodes that lead nowhere, again and again: what is left holds every cycle, in linear time."""
    out = {node: set(following) for node, following in edges.items()}
    into: dict[str, list[str]] = {}
    for node, following in out.items():
        for other in following:
            into.setdefault(other, []).append(node)
    dead = [node for node in {*out, *into} if not out.get(node)]
    while dead:
        node = dead.pop()
        for before in into.get(node, ()):
            out[before].discard(node)
            if not out[before]:
                dead.append(before)
    return {node: sorted(following) for node, following in out.items() if following}

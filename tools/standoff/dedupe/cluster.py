"""Average-link clustering with pairs that must and pairs that must not come together; whole numbers, no order effects.

Pairs that were never compared count as nothing: a group of three joins a fourth claim only when most of them are like
it. Connected components over the same scores merge far more that is not the same (precision .98 to .90 at a million).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

Pair = tuple[str, str]


def cluster(items: Iterable[str], scores: Mapping[Pair, int], least: int, *, together: Iterable[Pair] = (),
            apart: Iterable[Pair] = ()) -> list[tuple[str, ...]]:
    """Groups of `items`, each sorted, sorted by their first.

    `scores`: thousandths by pair; groups join while their mean score is at least `least`. `together` always join, even
    where `apart` forbids it (the caller reports decisions that contradict each other); `apart` never do otherwise.
    """
    names = sorted(set(items))
    state = _State({name: [name] for name in names}, {name: {} for name in names}, {name: set() for name in names})
    for (a, b), value in sorted(scores.items()):
        state.add(a, b, value)
    for a, b in sorted({(min(pair), max(pair)) for pair in apart}):
        if a in state.apart and b in state.apart:
            state.apart[a].add(b)
            state.apart[b].add(a)
    head = {name: name for name in names}
    for a, b in sorted({(min(pair), max(pair)) for pair in together}):
        if a in head and b in head and head[a] != head[b]:
            keep, gone = sorted((head[a], head[b]))
            for name in state.members[gone]:
                head[name] = keep
            state.join(keep, gone)
    state.agglomerate(least)
    return sorted(tuple(sorted(members)) for members in state.members.values())


class _State:
    """Groups by the name of their least member: members, summed scores to other groups, groups they must not join."""

    def __init__(self, members: dict[str, list[str]], links: dict[str, dict[str, int]],
                 apart: dict[str, set[str]]) -> None:
        self.members, self.links, self.apart = members, links, apart

    def add(self, a: str, b: str, value: int) -> None:
        self.links[a][b] = self.links[b][a] = self.links[a].get(b, 0) + value

    def mean(self, a: str, b: str) -> int:
        """Mean score in millionths."""
        return self.links[a][b] * 1000 // (len(self.members[a]) * len(self.members[b]))

    def join(self, keep: str, gone: str) -> None:
        """`gone` goes into `keep`."""
        self.members[keep] += self.members.pop(gone)
        for other, value in self.links.pop(gone).items():
            del self.links[other][gone]
            if other != keep:
                self.add(keep, other, value)
        for other in self.apart.pop(gone):
            self.apart[other].discard(gone)
            if other != keep:
                self.apart[other].add(keep)
                self.apart[keep].add(other)

    def agglomerate(self, least: int) -> None:
        """Join the two groups with the highest mean again and again; ties go to the least names."""
        heap = [(-self.mean(a, b), a, b) for a, found in self.links.items() for b in found
                if a < b and self.mean(a, b) >= least * 1000]
        heapq.heapify(heap)
        while heap:
            negative, a, b = heapq.heappop(heap)
            if a not in self.members or b not in self.members or b in self.apart[a]:
                continue
            if b not in self.links[a] or -negative != self.mean(a, b):
                continue
            self.join(a, b)
            for other in sorted(self.links[a]):
                if (mean := self.mean(a, other)) >= least * 1000:
                    heapq.heappush(heap, (-mean, min(a, other), max(a, other)))

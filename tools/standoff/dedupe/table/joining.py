"""From judged pairs to facts: components over joining pairs; those that are not whole are cut by average link."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..cluster import cluster
from .edges import CONTRADICTS, DISTINCT, SAME, Edges, judge
from .words import Claims, Ints, Marks

MEAN = 450
"""Least mean score of two groups that join; a pair that does not join by itself counts as nothing."""
_WHOLE = 60
"""Larger components are judged by their candidate pairs alone; in smaller ones every pair is looked at."""


def join(rows: Claims, edges: Edges, n: int) -> Ints:
    """Label of each row: the least row of its fact."""
    strong = edges.relation == SAME
    a, b = edges.a[strong], edges.b[strong]
    graph = coo_matrix((np.ones(len(a), dtype=np.int8), (a, b)), shape=(n, n))
    _, component = connected_components(graph, directed=False)
    size = np.bincount(component, minlength=1)
    links = np.bincount(component[a], minlength=len(size))
    first = np.full(len(size), n, dtype=np.int64)
    np.minimum.at(first, component, np.arange(n))
    labels: Ints = first[component]
    open_ = (links < size * (size - 1) // 2) & (size > 2)
    if open_.any():
        _cut(rows, edges, component, open_, labels, size)
    return labels


def _cut(rows: Claims, edges: Edges, component: Ints, open_: Marks, labels: Ints, size: Ints) -> None:
    """Average link inside each component that is not whole."""
    members: dict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero(open_[component]).tolist():
        members[int(component[row])].append(row)
    asked = [(x, y) for rows_ in members.values() if len(rows_) <= _WHOLE
             for at, x in enumerate(rows_) for y in rows_[at + 1 :]]
    pairs = np.array(asked, dtype=np.int64).reshape(-1, 2)
    whole = judge(rows, pairs[:, 0], pairs[:, 1])
    large = (size[component[edges.a]] > _WHOLE) & (component[edges.a] == component[edges.b]) & open_[component[edges.a]]
    scores: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    apart: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for part, chosen in ((whole, np.ones(len(whole.a), dtype=bool)), (edges, large)):
        for x, y, value, relation in zip(part.a[chosen].tolist(), part.b[chosen].tolist(), part.score[chosen].tolist(),
                                         part.relation[chosen].tolist(), strict=True):
            pair = f"{x:010}", f"{y:010}"
            where = int(component[x])
            if relation == SAME:
                scores[where][pair] = value
            elif relation in (CONTRADICTS, DISTINCT):
                apart[where].append(pair)
    for where, rows_ in members.items():
        least = MEAN if len(rows_) <= _WHOLE else 0
        for group in cluster((f"{row:010}" for row in rows_), scores[where], least, apart=apart[where]):
            for name in group:
                labels[int(name)] = int(group[0])

"""From judged pairs to facts: components over joining pairs; those that are not whole are cut by average link."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..cluster import cluster
from .edges import CONTRADICTS, DISTINCT, SAME, Edges
from .edges import edges as related
from .ragged import Ints, Marks
from .words import Claims

MEAN = 450
"""Least mean score of two groups that join; a pair that does not join by itself counts as nothing."""
_WHOLE = 60
"""Larger components are judged by their candidate pairs alone; in smaller ones every pair is looked at."""


def join(rows: Claims, edges: Edges, least: Ints) -> tuple[Ints, Ints]:
    """(label, component) of each row: a row of its fact, and one of all rows that joining pairs lead to.

    `least`: place of the least id of each row; of pairs that are equally alike the lesser ids join first.
    """
    n = len(rows)
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
        _cut(rows, edges, least, component, open_, labels)
    return labels, first[component]


def _cut(rows: Claims, edges: Edges, least: Ints, component: Ints, open_: Marks, labels: Ints) -> None:
    """Average link inside each component that is not whole."""
    size = np.bincount(component)
    members: dict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero(open_[component]).tolist():
        members[int(component[row])].append(row)
    asked = [(x, y) for rows_ in members.values() if len(rows_) <= _WHOLE
             for at, x in enumerate(rows_) for y in rows_[at + 1 :]]
    pairs = np.array(asked, dtype=np.int64).reshape(-1, 2)
    whole = related(rows, pairs[:, 0] * len(rows) + pairs[:, 1])
    large = (size[component[edges.a]] > _WHOLE) & (component[edges.a] == component[edges.b]) & open_[component[edges.a]]
    scores: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    apart: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for part, chosen in ((whole, np.ones(len(whole.a), dtype=bool)), (edges, large)):
        for x, y, value, relation in zip(part.a[chosen].tolist(), part.b[chosen].tolist(), part.score[chosen].tolist(),
                                         part.relation[chosen].tolist(), strict=True):
            pair = _name(least[x]), _name(least[y])
            pair = min(pair), max(pair)
            where = int(component[x])
            if relation == SAME:
                scores[where][pair] = value
            elif relation in (CONTRADICTS, DISTINCT):
                apart[where].append(pair)
    for where, rows_ in members.items():
        named = {_name(least[row]): row for row in rows_}
        mean = MEAN if len(rows_) <= _WHOLE else 0
        for group in cluster(named, scores[where], mean, apart=apart[where]):
            for name in group:
                labels[named[name]] = named[group[0]]


def _name(place: Any) -> str:
    return f"{place:012}"

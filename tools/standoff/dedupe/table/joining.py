"""From judged pairs to facts: components over joining pairs; those that are not whole are cut by average link."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

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
    strong = edges.relation == SAME
    component = components(len(rows), edges.a[strong], edges.b[strong])
    size = np.bincount(component, minlength=len(rows))
    links = np.bincount(component[edges.a[strong]], minlength=len(rows))
    labels = component.copy()
    open_ = (links < size * (size - 1) // 2) & (size > 2)
    if open_.any():
        _cut(rows, edges, least, component, open_, labels)
    return labels, component


def components(n: int, a: Ints, b: Ints) -> Ints:
    """For each of `n` rows the first row that the pairs lead to. (scipy does it too, but takes longer to import.)"""
    head: Ints = np.arange(n)
    while True:
        x, y = head[a], head[b]
        apart = x != y
        if not apart.any():
            return head
        a, b, x, y = a[apart], b[apart], x[apart], y[apart]
        np.minimum.at(head, np.maximum(x, y), np.minimum(x, y))
        while not np.array_equal(head, up := head[head]):
            head = up


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

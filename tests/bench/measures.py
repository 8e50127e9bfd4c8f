"""Measures of clusterings against a gold standard: B³, MUC, CEAF-e, their mean (CoNLL), and pairs; all in per cent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

Labels = Sequence[Hashable]


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def b_cubed(gold: Labels, found: Labels) -> tuple[float, float, float]:
    """(precision, recall, F1) of Bagga and Baldwin."""
    golds, founds, joint = Counter(gold), Counter(found), Counter(zip(gold, found, strict=True))
    precision = sum(n * n / founds[b] for (_, b), n in joint.items()) / len(gold)
    recall = sum(n * n / golds[a] for (a, _), n in joint.items()) / len(gold)
    return precision, recall, f1(precision, recall)


def muc(gold: Labels, found: Labels) -> float:
    """F1 over links."""
    def half(x: Labels, y: Labels) -> float:
        parts: dict[Hashable, list[Hashable]] = defaultdict(list)
        for mine, other in zip(x, y, strict=True):
            parts[mine].append(other)
        links = sum(len(part) - 1 for part in parts.values())
        return sum(len(part) - len(set(part)) for part in parts.values()) / links if links else 0.0
    return f1(half(found, gold), half(gold, found))


def ceaf_e(gold: Labels, found: Labels) -> float:
    """F1 of the best one-to-one matching of clusters."""
    golds, founds, joint = Counter(gold), Counter(found), Counter(zip(gold, found, strict=True))
    rows, columns = {k: i for i, k in enumerate(golds)}, {k: i for i, k in enumerate(founds)}
    table = np.zeros((len(rows), len(columns)))
    for (a, b), n in joint.items():
        table[rows[a], columns[b]] = 2 * n / (golds[a] + founds[b])
    x, y = linear_sum_assignment(-table)
    total = float(table[x, y].sum())
    return f1(total / len(columns), total / len(rows))


def pairs(gold: Labels, found: Labels) -> tuple[float, float, float]:
    """(precision, recall, F1) over pairs of one cluster."""
    def count(values: Counter[Hashable]) -> int:
        return sum(n * (n - 1) // 2 for n in values.values())
    both = count(Counter(zip(gold, found, strict=True)))
    mine, other = count(Counter(found)), count(Counter(gold))
    precision, recall = both / mine if mine else 1.0, both / other if other else 1.0
    return precision, recall, f1(precision, recall)


def line(gold: Labels, found: Labels) -> str:
    """One row of a table."""
    b, m, c, p = b_cubed(gold, found), muc(gold, found), ceaf_e(gold, found), pairs(gold, found)
    return (f"B³ {b[0] * 100:5.1f} {b[1] * 100:5.1f} {b[2] * 100:6.2f}   CoNLL {(b[2] + m + c) / 3 * 100:6.2f}   "
            f"pairs {p[0] * 100:5.1f} {p[1] * 100:5.1f} {p[2] * 100:5.1f}")

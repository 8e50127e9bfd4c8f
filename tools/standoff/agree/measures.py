"""Measures of agreement, each from its published definition, with bootstrap intervals over sentences."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import chain
from typing import TypeVar

T = TypeVar("T")
Counts = tuple[int, int, int]
"""Matched, only in the first, only in the second."""
Pair = tuple[Hashable, Hashable]
RESAMPLES = 1000
"""Bootstrap resamples; the interval is the 2.5th to 97.5th percentile (Efron 1979)."""


def f1(counts: Sequence[Counts]) -> float | None:
    """Harmonic mean of precision and recall over the units; None when there is nothing to match."""
    matched, left, right = (sum(unit[i] for unit in counts) for i in range(3))
    total = 2 * matched + left + right
    return 2 * matched / total if total else None


def accuracy(pairs: Sequence[Sequence[Pair]]) -> float | None:
    """Share of pairs whose two values are equal."""
    flat = [pair for unit in pairs for pair in unit]
    return sum(a == b for a, b in flat) / len(flat) if flat else None


def kappa(pairs: Sequence[Sequence[Pair]]) -> float | None:
    """Cohen's kappa (1960). None without pairs; 1.0 where both only ever use one and the same value."""
    flat = [pair for unit in pairs for pair in unit]
    if not flat:
        return None
    observed = sum(a == b for a, b in flat) / len(flat)
    first, second = Counter(a for a, _ in flat), Counter(b for _, b in flat)
    expected = sum(first[value] * second[value] for value in first) / len(flat) ** 2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def alpha(units: Sequence[Sequence[tuple[Hashable, ...]]]) -> float | None:
    """Krippendorff's alpha (2011), nominal: what each coder says of each thing, things with one coder left out.

    None when only one value occurs at all.
    """
    values: Counter[Hashable] = Counter()
    unequal = 0.0
    for coded, times in Counter(chain.from_iterable(units)).items():
        if len(coded) > 1:
            counts = Counter(coded)
            values.update({value: count * times for value, count in counts.items()})
            unequal += times * (len(coded) ** 2 - sum(count**2 for count in counts.values())) / (len(coded) - 1)
    total = sum(values.values())
    if len(values) < 2:
        return None
    expected = 1 - sum(count * (count - 1) for count in values.values()) / (total * (total - 1))
    return 1 - unequal / total / expected


def b_cubed(first: Mapping[str, str], second: Mapping[str, str]) -> float | None:
    """B³ F1 (Bagga and Baldwin 1998) of two clusterings: item -> cluster. Over the items of both."""
    items = sorted(set(first) & set(second))
    if not items:
        return None
    ones, others = _clusters(first, items), _clusters(second, items)
    precision = recall = 0.0
    for item in items:
        one, other = ones[first[item]], others[second[item]]
        precision += len(one & other) / len(other)
        recall += len(one & other) / len(one)
    return 2 * precision * recall / ((precision + recall) * len(items))


def pair_counts(first: Mapping[str, str], second: Mapping[str, str]) -> Counts:
    """Pairs of items joined by both, by the first only, by the second only."""
    items = sorted(set(first) & set(second))
    ones, others = _pairs(_clusters(first, items)), _pairs(_clusters(second, items))
    return len(ones & others), len(ones - others), len(others - ones)


def _clusters(clustering: Mapping[str, str], items: Sequence[str]) -> dict[str, set[str]]:
    result: dict[str, set[str]] = {}
    for item in items:
        result.setdefault(clustering[item], set()).add(item)
    return result


def _pairs(clusters: Mapping[str, set[str]]) -> set[tuple[str, str]]:
    return {(a, b) for members in clusters.values() for a in members for b in members if a < b}


def interval(units: Sequence[T], measure: Callable[[Sequence[T]], float | None]) -> tuple[float, float] | None:
    """Bootstrap interval of a measure over resampled units. Seeded, so that equal data give equal figures."""
    if len(units) < 2:
        return None
    rng = random.Random(20210318)
    values = sorted(value for _ in range(RESAMPLES)
                    if (value := measure(rng.choices(units, k=len(units)))) is not None)
    if not values:
        return None
    return values[int(0.025 * len(values))], values[min(int(0.975 * len(values)), len(values) - 1)]

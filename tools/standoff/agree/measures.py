"""Measures of agreement, each from its published definition, with bootstrap intervals over sentences.

A measure is a formula over a table of counts. Counts of sentences add up, so a resample of sentences is one product
of matrices, and a thousand of them cost little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from ..errors import need_extra

Counts = tuple[int, int, int]
"""Matched, only in the first, only in the second."""
Pair = tuple[Hashable, Hashable]
RESAMPLES = 1000
"""Bootstrap resamples; the interval is the 2.5th to 97.5th percentile (Efron 1979)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by unit (sentence): each unit has the same cells, `formula` gives the measure from their sums."""

    units: tuple[dict[Hashable, int], ...]
    formula: Callable[[Mapping[Hashable, int]], float | None]

    def value(self) -> float | None:
        """The measure over all units; None when there is nothing to measure."""
        total: Counter[Hashable] = Counter()
        for unit in self.units:
            total.update(unit)
        return self.formula(total)

    def interval(self) -> tuple[float, float] | None:
        """Bootstrap interval over resampled units. Seeded, so that equal data give equal figures."""
        try:
            import numpy as np
        except ImportError as error:
            raise need_extra("data", error) from error
        cells = sorted({cell for unit in self.units for cell in unit}, key=repr)
        if len(self.units) < 2 or not cells:
            return None
        table = np.array([[unit.get(cell, 0) for cell in cells] for unit in self.units])
        count = len(self.units)
        weights = np.random.Generator(np.random.PCG64(20210318)).multinomial(count, [1 / count] * count, RESAMPLES)
        found = (self.formula(dict(zip(cells, row, strict=True))) for row in (weights @ table).tolist())
        values = sorted(value for value in found if value is not None)
        if not values:
            return None
        return values[int(0.025 * len(values))], values[min(int(0.975 * len(values)), len(values) - 1)]


def f1(units: Sequence[Counts]) -> Tally:
    """Harmonic mean of precision and recall."""
    return Tally(tuple(dict(enumerate(unit)) for unit in units), _f1)


def accuracy(units: Sequence[Sequence[Pair]]) -> Tally:
    """Share of pairs whose two values are equal."""
    return Tally(_crossed(units), _accuracy)


def kappa(units: Sequence[Sequence[Pair]]) -> Tally:
    """Cohen's kappa (1960): 1.0 where both only ever use one and the same value."""
    return Tally(_crossed(units), _kappa)


def alpha(units: Sequence[Sequence[tuple[Hashable, ...]]]) -> Tally:
    """Krippendorff's alpha (2011), nominal: what each coder says of each thing; things with one coder are left out.

    Nothing where only one value occurs at all.
    """
    return Tally(_crossed(units), _alpha)


def _crossed(units: Sequence[Sequence[tuple[Hashable, ...]]]) -> tuple[dict[Hashable, int], ...]:
    return tuple(dict(Counter(unit)) for unit in units)


def _f1(cells: Mapping[Hashable, int]) -> float | None:
    matched, left, right = (cells.get(cell, 0) for cell in range(3))
    total = 2 * matched + left + right
    return 2 * matched / total if total else None


def _pairs_of(cells: Mapping[Hashable, int]) -> list[tuple[Hashable, Hashable, int]]:
    return [(cell[0], cell[1], count) for cell, count in cells.items() if isinstance(cell, tuple) and count]


def _accuracy(cells: Mapping[Hashable, int]) -> float | None:
    pairs = _pairs_of(cells)
    total = sum(count for _, _, count in pairs)
    return sum(count for a, b, count in pairs if a == b) / total if total else None


def _kappa(cells: Mapping[Hashable, int]) -> float | None:
    observed, pairs = _accuracy(cells), _pairs_of(cells)
    if observed is None:
        return None
    first, second = _margins(pairs)
    total = sum(first.values())
    expected = sum(count * second.get(value, 0) for value, count in first.items()) / total**2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def _alpha(cells: Mapping[Hashable, int]) -> float | None:
    values: Counter[Hashable] = Counter()
    unequal = 0.0
    for coded, times in cells.items():
        if isinstance(coded, tuple) and len(coded) > 1 and times:
            counts = Counter(coded)
            values.update({value: count * times for value, count in counts.items()})
            unequal += times * (len(coded) ** 2 - sum(count**2 for count in counts.values())) / (len(coded) - 1)
    total = sum(values.values())
    if len(values) < 2:
        return None
    expected = 1 - sum(count * (count - 1) for count in values.values()) / (total * (total - 1))
    return 1 - unequal / total / expected


def _margins(pairs: list[tuple[Hashable, Hashable, int]]) -> tuple[dict[Hashable, int], dict[Hashable, int]]:
    first: dict[Hashable, int] = {}
    second: dict[Hashable, int] = {}
    for a, b, count in pairs:
        first[a] = first.get(a, 0) + count
        second[b] = second.get(b, 0) + count
    return first, second


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

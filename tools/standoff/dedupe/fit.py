"""Fitting the calibrated score, and measuring what it is worth: logistic regression by groups, error of calibration.

Everything random is a hash of a group's name, so a fit gives the same weights on every machine; weights are rounded to
whole millionths before anything is measured with them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from .context import FIGURES, SECOND, SEMANTIC, Numbers, second
from .model import JOIN, Model, Weights, probability

_RIDGE = 1e-3
"""Pull of the weights towards nothing, on figures scaled to unit spread."""
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Group:
    """One group of claims that is kept together in every split: its pairs, their figures, and whether they are same."""

    name: str
    size: int
    a: Numbers
    b: Numbers
    rows: Numbers
    same: Numbers


def fold(name: str, folds: int = FOLDS) -> int:
    """The fold of a group, from its name alone."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % folds


def fit(groups: Sequence[Group], join: int = JOIN) -> Model:
    """Both passes. The second is fitted on first-pass scores of groups that their first pass has not seen."""
    names = (*FIGURES, *(SEMANTIC if groups[0].rows.shape[1] > len(FIGURES) else ()))
    first = _fit_pass(names, [group.rows for group in groups], groups)
    unseen = {k: _fit_pass(names, [g.rows for g in groups if fold(g.name) != k],
                           [g for g in groups if fold(g.name) != k]) for k in range(FOLDS)}
    rows = [_with_second(group, unseen[fold(group.name)]) for group in groups]
    return Model(first, _fit_pass((*names, *SECOND), rows, groups), join)


def predict(model: Model, group: Group) -> Numbers:
    """Probabilities in thousandths of the pairs of a group."""
    return probability(model.second.odds(_with_second(group, model.first)))


def _with_second(group: Group, weights: Weights) -> Numbers:
    odds = weights.odds(group.rows)
    return np.concatenate([group.rows, second(probability(odds), odds, group.a, group.b, group.size)], axis=1)


def _fit_pass(names: tuple[str, ...], rows: Sequence[Numbers], groups: Sequence[Group]) -> Weights:
    x = np.concatenate(list(rows)).astype(np.float64)
    y = np.concatenate([group.same for group in groups]).astype(np.float64)
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    values, constant = _logistic((x - middle) / spread, y)
    plain = values / spread
    return Weights(names, tuple(round(v * 1e6) for v in plain.tolist()),
                   round(float(constant - plain @ middle) * 1e6))


def _logistic(x: Any, y: Any) -> tuple[Any, float]:
    design = np.column_stack([x, np.ones(len(x))])

    def loss(w: Any) -> tuple[float, Any]:
        z = design @ w
        pull = np.append(w[:-1], 0.0)
        value = float(np.mean(np.logaddexp(0, z) - y * z) + _RIDGE * (pull**2).sum())
        return value, design.T @ (1 / (1 + np.exp(-z)) - y) / len(y) + 2 * _RIDGE * pull

    found = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B")
    return found.x[:-1], float(found.x[-1])


def rescale(odds: Numbers, same: Numbers) -> tuple[int, int]:
    """(slope, shift) in thousandths that calibrate log-odds in thousandths to the decisions `same` (0 or 1)."""
    values, constant = _logistic((odds / 1000)[:, None], same.astype(np.float64))
    return round(float(values[0]) * 1000), round(constant * 1000)


def calibration_error(scores: Numbers, same: Numbers, bins: int = 10) -> int:
    """Expected calibration error in thousandths: the mean gap of score and truth over bins of equal width."""
    place = np.minimum(scores * bins // 1001, bins - 1)
    gaps = [abs(int(scores[place == k].sum()) - 1000 * int(same[place == k].sum())) for k in range(bins)]
    return sum(gaps) // len(scores) if len(scores) else 0


def as_json(models: Mapping[str, Model], revision: int, **more: object) -> dict[str, object]:
    """The weights file."""
    def one(weights: Weights) -> dict[str, object]:
        return {"figures": list(weights.names), "weights": dict(zip(weights.names, weights.values, strict=True)),
                "constant": weights.constant}
    return {"revision": revision, **more, "models": {
        name: {"first": one(model.first), "second": one(model.second), "join": model.join}
        for name, model in sorted(models.items())}}

"""The calibrated score of one pair taken apart: what each figure adds to the odds that both claims state the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..likeness import ClaimView
from .model import Model, probability, rows_of


@dataclass(frozen=True, slots=True)
class Share:
    """One figure of a pair: its value in thousandths, and what value × weight adds to the log-odds, in thousandths."""

    figure: str
    value: int
    adds: int


@dataclass(frozen=True, slots=True)
class Odds:
    """Probability in thousandths, the constant of the log-odds, and every figure, what moves the odds most first."""

    probability: int
    constant: int
    shares: tuple[Share, ...]


def odds(views: Sequence[ClaimView], a: ClaimView, b: ClaimView, model: Model) -> Odds:
    """The first pass of `model` for one pair of `views`: words are as rare, and neighbours as near, as among them."""
    place = {view.id: at for at, view in enumerate(views)}
    mine = place[a.id]
    others = [at for at in range(len(views)) if at != mine]
    theirs = place[b.id]
    more = [at for at in others if at != theirs]
    first = np.array([mine] * len(others) + [theirs] * len(more), dtype=np.int64)
    second = np.array([*others, *more], dtype=np.int64)
    row = rows_of(views, first, second, None)[others.index(theirs)].tolist()
    weights = model.first
    shares = [Share(name, value, value * weight // 1000)
              for name, value, weight in zip(weights.names, row, weights.values, strict=True)]
    found = int(probability(weights.odds(np.array([row], dtype=np.int64)))[0])
    return Odds(found, weights.constant // 1000, tuple(sorted(shares, key=lambda s: (-abs(s.adds), s.figure))))

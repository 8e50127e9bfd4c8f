"""The calibrated score of a pair: a logistic over the figures of `context`, in two passes, with whole-number weights.

Weights are data: a JSON file beside this module holds those that ship, and a corpus may hold its own (see `fit`). A
file that was fitted to other figures, or is damaged, is refused: a score whose meaning moved is worse than none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import DataError
from ..store import read_or_fail
from .context import FIGURES, REVISION, SECOND, SEMANTIC, Numbers, Vectors, figures, second

SHIPPED = Path(__file__).with_name("weights.json")
JOIN = 400
"""Default least mean probability, in thousandths, at which two groups of claims are joined."""
_FARTHEST = 9_000
"""Log-odds, in thousandths, beyond which nothing is told apart."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One pass: millionths of log-odds for each unit of each figure, in the order of `names`, and the constant."""

    names: tuple[str, ...]
    values: tuple[int, ...]
    constant: int

    def odds(self, rows: Numbers) -> Numbers:
        """Log-odds in thousandths, one for each row."""
        found = (rows @ np.array(self.values, dtype=np.int64) + self.constant) // 1000
        return np.clip(found, -_FARTHEST, _FARTHEST)


@dataclass(frozen=True, slots=True)
class Model:
    """Both passes, and the probability from which claims are joined (thousandths)."""

    first: Weights
    second: Weights
    join: int = JOIN


def probability(odds: Numbers) -> Numbers:
    """Thousandths, from log-odds in thousandths."""
    table = [round(1000 / (1 + math.exp(-value / 1000))) for value in np.unique(odds).tolist()]
    return np.array(table, dtype=np.int64)[np.unique(odds, return_inverse=True)[1]] if len(odds) else odds


def scores(model: Model, rows: Numbers, a: Numbers, b: Numbers, size: int) -> Numbers:
    """Probability in thousandths that the pairs of one group state the same, from their `figures`."""
    odds = model.first.odds(rows)
    again = second(probability(odds), odds, a, b, size)
    return probability(model.second.odds(np.concatenate([rows, again], axis=1)))


def rows_of(views: Any, a: Numbers, b: Numbers, vectors: Vectors | None) -> Numbers:
    """As `context.figures`; a group of one claim, or without pairs, has no rows."""
    if len(a) == 0:
        return np.zeros((0, len(FIGURES) + (len(SEMANTIC) if vectors else 0)), dtype=np.int64)
    return figures(views, a, b, vectors)


def load(path: Path = SHIPPED, *, semantic: bool = False) -> Model:
    """The weights in a file. DataError: it is damaged, or was fitted to other figures than this version computes."""
    value = read_or_fail(path)
    name = "semantic" if semantic else "default"
    try:
        if value["revision"] != REVISION:
            raise DataError(f"was fitted to revision {value['revision']} of the figures; this version computes "
                            f"revision {REVISION}", where=str(path), fix="run standoff dedupe fit again, or remove it")
        held = value["models"][name]
        names = (*FIGURES, *(SEMANTIC if semantic else ()))
        return Model(_weights(held["first"], names, path), _weights(held["second"], (*names, *SECOND), path),
                     _whole(held["join"]))
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"is no weights file: {type(error).__name__} {error}", where=str(path),
                        fix="run standoff dedupe fit again, or remove the file to use the weights that ship") from error


def _weights(held: Any, names: tuple[str, ...], path: Path) -> Weights:
    found = tuple(held["figures"])
    if found != names:
        raise DataError(f"was fitted to the figures {', '.join(found)}; this version computes {', '.join(names)}",
                        where=str(path), fix="run standoff dedupe fit again, or remove it")
    values = tuple(_whole(held["weights"][name]) for name in names)
    return Weights(names, values, _whole(held["constant"]))


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 10**9:
        raise ValueError(f"{value!r} is no whole number within ±1,000,000,000")
    return value

"""From claims to proposed facts: candidates, calibrated scores, what guards forbid, clusters. No order matters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..likeness import ClaimView
from .block import candidates
from .cluster import Pair, cluster
from .context import Vectors
from .guard import Bar, bar
from .model import Model, rows_of, scores

SMALL = 128
"""Up to this many claims of a group, every pair is looked at: candidates lose a fifth of a point of B³ there."""
_DOUBT = 100
"""How far below the joining threshold a pair is held that a guard doubts: others of its cluster may overrule it."""
_ODD = 75
"""Per cent of its score that a pair keeps of which something is odd."""
NEARLY = 980
"""Probability of a pair that no guard speaks against and whose words are the same."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Proposed facts, and what they rest on."""

    groups: tuple[tuple[str, ...], ...]
    """Ids of claims, each group sorted, groups of one included."""
    scores: Mapping[Pair, int]
    """Probability that a candidate pair states the same, in thousandths, after the guards."""
    bars: Mapping[Pair, Bar]
    """What the guards said of each candidate pair."""


def group(views: Sequence[ClaimView], model: Model, *, groups: Mapping[str, str] | None = None,
          vectors: Vectors | None = None, together: Iterable[Pair] = (), apart: Iterable[Pair] = ()) -> Grouping:
    """Propose facts among `views`. `groups`: claim id -> the group (topic, case) outside of which it is not compared.

    `together` and `apart`: pairs that people decided on. The result does not depend on the order of anything.
    """
    parts: dict[str, list[ClaimView]] = defaultdict(list)
    for view in sorted(views, key=lambda view: view.id):
        parts[groups[view.id] if groups else ""].append(view)
    found: dict[Pair, int] = {}
    bars: dict[Pair, Bar] = {}
    for _, part in sorted(parts.items()):
        values, said = _part(part, model, vectors)
        found.update(values)
        bars.update(said)
    forbidden = [*apart, *(pair for pair, value in bars.items() if value == "never")]
    made = cluster((view.id for view in views), found, model.join, together=together, apart=forbidden)
    return Grouping(tuple(made), found, bars)


def _part(part: Sequence[ClaimView], model: Model, vectors: Vectors | None) -> tuple[dict[Pair, int], dict[Pair, Bar]]:
    """Scores and bars of the candidate pairs of one group; `part` is sorted by id."""
    index = {view.id: at for at, view in enumerate(part)}
    if len(part) <= SMALL:
        pairs = [(x, y) for x in range(len(part)) for y in range(x + 1, len(part))]
    else:
        pairs = [(index[x.id], index[y.id]) for x, y in candidates(part)]
    a = np.array([pair[0] for pair in pairs], dtype=np.int64)
    b = np.array([pair[1] for pair in pairs], dtype=np.int64)
    raw = scores(model, rows_of(part, a, b, vectors), a, b, len(part)) if pairs else a
    values: dict[Pair, int] = {}
    bars: dict[Pair, Bar] = {}
    for (x, y), value in zip(pairs, raw.tolist(), strict=True):
        key = part[x].id, part[y].id
        bars[key] = bar(part[x], part[y])
        values[key] = _held(value, bars[key], model.join)
    return values, bars


def _held(value: int, said: Bar, join: int) -> int:
    if said == "none":
        return max(value, NEARLY)
    if said == "odd":
        return value * _ODD // 100
    if said == "doubt":
        return min(value, join - _DOUBT)
    return 0 if said == "never" else value

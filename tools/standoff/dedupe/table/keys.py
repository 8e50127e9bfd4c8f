"""Candidate pairs: claims that share two of their five rarest words, or the whole text. Hot blocks are windowed."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from .words import Claims, Ints, unique

RAREST = 5
WINDOW = 8
"""Neighbours looked at in a block, which is sorted by its claims' rarest words: what is alike stands together."""


def keys(rows: Claims) -> tuple[Ints, Ints]:
    """(key, claim), sorted by both; keys of one claim only are left out."""
    width = len(rows.words) + 1
    shared = np.where((rows.rare >= 0) & (rows.frequency[rows.rare] > 1) if width > 1 else rows.rare >= 0,
                      rows.rare, -1).astype(np.int64)
    # The rarest that another claim has too: shift them to the front, the order stays.
    place = np.argsort(shared < 0, axis=1, kind="stable")[:, :RAREST]
    rare = np.take_along_axis(shared, place, axis=1)
    found, owner = [], []
    for x, y in combinations(range(min(RAREST, rare.shape[1])), 2):
        good = rare[:, y] >= 0
        found.append(rare[good, x] * width + rare[good, y])
        owner.append(np.flatnonzero(good))
    # A claim with one shared word, or none, is found by all its words together.
    short = rare[:, 1] < 0
    found.append(-1 - rows.rare[short, 0].astype(np.int64) * width - rows.rare[short, 1])
    owner.append(np.flatnonzero(short))
    return _sorted(np.concatenate(found), np.concatenate(owner))


def _sorted(key: Ints, owner: Ints) -> tuple[Ints, Ints]:
    order = np.argsort(key, kind="stable")
    key, owner = key[order], owner[order]
    again = np.zeros(len(key), dtype=bool)
    again[1:] = key[1:] == key[:-1]
    again[:-1] |= again[1:]
    return key[again], owner[again]


def candidates(rows: Claims, texts: Ints, window: int = WINDOW) -> tuple[Ints, Ints]:
    """Pairs (a < b) of claim rows, each once, sorted. `texts`: number of each claim's folded text.

    Rows must stand in the order of their rarest words (see `plan`), so that a block's order is their order.
    """
    n = len(texts)
    pairs = [_neighbours(*keys(rows), window, n), _neighbours(*_sorted(texts, np.arange(n)), window, n)]
    both = unique(np.concatenate(pairs))
    return both // n, both % n


def _neighbours(key: Ints, owner: Ints, window: int, n: int) -> Ints:
    found = []
    for step in range(1, window + 1):
        same = key[step:] == key[:-step]
        x, y = owner[:-step][same], owner[step:][same]
        found.append(unique(np.minimum(x, y) * n + np.maximum(x, y)))
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)

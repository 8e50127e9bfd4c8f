"""Candidate pairs: claims that share two of their five rarest words, or the whole text. Hot blocks are windowed."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from .ragged import Ints, Marks, Ragged, among, unique
from .words import FILL, Claims

RAREST = 5
KEYS = RAREST * (RAREST - 1) // 2 + 1
WINDOW = 8
"""Neighbours looked at in a block, which is sorted by its claims' rarest words: what is alike stands together."""
_CHUNK = 200_000
_A, _B, _C, _D = (np.uint64(value) for value in
                  (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x9FB21C651E98DF25, 0x165667B19E3779F9))


def keys(rare: Ragged, shared: Any, text: Ints) -> Ints:
    """n × KEYS, 0 for none. Row-local: codes of the distinct words, the rarest first; which of these words other claims
    have too; hash of the text."""
    top = rare.chosen(shared).padded(RAREST, FILL).astype(np.uint64)
    first = rare.padded(2, FILL).astype(np.uint64)
    none = np.uint64(FILL)
    found = np.zeros((len(rare), KEYS), dtype=np.uint64)
    for column, (x, y) in enumerate(combinations(range(RAREST), 2)):
        found[:, column] = np.where(top[:, y] == none, np.uint64(0), _mixed(top[:, x], top[:, y], _C))
    # A claim with one shared word, or none, is found by all its words together.
    found[:, 0] = np.where(top[:, 1] == none, _mixed(first[:, 0], first[:, 1], _D), found[:, 0])
    found[:, -1] = _mixed(text, text, _B)
    return found


def _mixed(x: Ints, y: Ints, salt: Any) -> Ints:
    value = (x * _A ^ y * _B) + salt
    value = (value ^ value >> np.uint64(32)) * _C
    found: Ints = value ^ value >> np.uint64(29)
    return found


def places(rare: Ragged) -> Ints:
    """One number a claim, by its three rarest words: the order in a block. Row-local."""
    first = rare.padded(3, FILL).astype(np.uint64)
    low = (first & np.uint64((1 << 48) - 1)) >> np.uint64(24)
    found: Ints = low[:, 0] << np.uint64(40) | low[:, 1] >> np.uint64(4) << np.uint64(20) | low[:, 2] >> np.uint64(4)
    return found


def all_keys(rows: Claims) -> tuple[Ints, Ints]:
    """(keys, places) of claims, in chunks."""
    words, n = rows.words, len(rows)
    found, order = np.zeros((n, KEYS), dtype=np.uint64), np.zeros(n, dtype=np.uint64)
    for start in range(0, n, _CHUNK):
        which = np.arange(start, min(n, start + _CHUNK))
        numbers = rows.rare.take(which)
        rare = rows.codes(numbers)
        found[which] = keys(rare, words.live[numbers.flat] > 1, rows.read.text[which])
        order[which] = places(rare)
    return found, order


def candidates(found: Ints, order: Ints, parts: int = 1) -> Ints:
    """Pairs (a < b) as a · n + b, each once, sorted. Keys are looked at in `parts`, for the memory."""
    n = len(order)
    pairs = [np.zeros(0, dtype=np.int64)]
    for part in range(parts):
        chosen = found != 0 if parts == 1 else (found % np.uint64(parts) == part) & (found != 0)
        owner = np.nonzero(chosen)[0]
        pairs.append(neighbours(*_repeated(found[chosen], owner), order, n))
    return unique(np.concatenate(pairs))


def _repeated(key: Ints, owner: Ints) -> tuple[Ints, Ints]:
    """Without nearly all of the keys that only one claim has."""
    found = np.sort(key)
    keep = Likely(found[1:][found[1:] == found[:-1]]).marks(key)
    return key[keep], owner[keep]


def having(found: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """(key, claim) of all that is among the `wanted` keys, which are sorted; 0 never is."""
    likely, width = Likely(wanted), found.shape[1]
    flat, size = found.reshape(-1), 1 << 17  # blocks that fit into the processor's cache
    at = np.concatenate([np.zeros(0, dtype=np.int64), *(start + np.flatnonzero(likely.marks(flat[start : start + size]))
                                                        for start in range(0, len(flat), size))])
    key = flat[at]
    sure = among(key, wanted) & (key != 0)
    return key[sure], at[sure] // width


class Likely:
    """A table of marks, several keys a mark: says which keys are among the given ones, and of a few more."""

    def __init__(self, keys: Ints) -> None:
        self._slots = np.uint64((1 << max(16, len(keys).bit_length() + 3)) - 1)
        self._taken = np.zeros(int(self._slots) + 1, dtype=bool)
        self._taken[keys >> np.uint64(7) & self._slots] = True

    def marks(self, keys: Ints) -> Marks:
        """One for each key."""
        found: Marks = self._taken[keys >> np.uint64(7) & self._slots]
        return found


def neighbours(key: Ints, owner: Ints, order: Ints, n: int) -> Ints:
    """Pairs of claims that stand at most WINDOW apart in a block, as a · n + b, each once, sorted."""
    sorting = np.argsort(key)
    key = key[sorting]
    owner = owner[sorting]
    size = np.diff(np.flatnonzero(np.r_[True, key[1:] != key[:-1], True])) if len(key) else np.zeros(0, dtype=np.int64)
    size = np.repeat(size, size)
    hot = size > WINDOW + 1  # in a smaller block all meet, in whatever order
    owner[hot] = owner[hot][np.lexsort((owner[hot], order[owner[hot]], key[hot]))]
    key, owner = key[size > 1], owner[size > 1]
    found = [np.zeros(0, dtype=np.int64)]
    for step in range(1, WINDOW + 1):
        same = key[step:] == key[:-step]
        x, y = owner[:-step][same], owner[step:][same]
        found.append(unique(np.minimum(x, y) * n + np.maximum(x, y)))
    pairs = unique(np.concatenate(found))
    met: Ints = pairs[pairs // max(n, 1) != pairs % max(n, 1)]
    return met

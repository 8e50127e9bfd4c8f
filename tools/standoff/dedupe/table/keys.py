"""Candidate pairs: claims that share two of their five rarest words, or the whole text. Hot blocks are windowed.

A key is a number of 36 bits. Keys stand in an index: sorted whole numbers, each a key and the claim that has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import numpy as np

from .ragged import Ints, Marks, Ragged, unique
from .words import FILL, Claims

RAREST = 5
KEYS = RAREST * (RAREST - 1) // 2 + 1
WINDOW = 8
"""Neighbours looked at in a block, which is sorted by its claims' rarest words: what is alike stands together."""
OWNER = np.uint64(28)
"""Bits of an entry of the index that hold the claim. Two different keys are one number by chance for few pairs in a
thousand; such a pair is judged as any other."""
_OWNERS = np.uint64((1 << 28) - 1)
_CHUNK = 50_000
_SLICE = 1 << 20
_A, _B, _C, _D = (np.uint64(value) for value in
                  (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x9FB21C651E98DF25, 0x165667B19E3779F9))
Standing = Callable[[Ints], tuple[Ints, Ints]]
"""By what these claims stand in a block: (place, content)."""


def keys(rare: Ragged, shared: Any, text: Ints) -> Ints:
    """KEYS × n, 0 for none. Row-local: codes of the distinct words, the rarest first; which of these words other claims
    have too; hash of the text."""
    top = np.ascontiguousarray(rare.chosen(shared).padded(RAREST, FILL).view(np.uint64).T)
    first = rare.padded(2, FILL).view(np.uint64)
    found = np.zeros((KEYS, len(rare)), dtype=np.uint64)
    for row, (x, y) in enumerate(combinations(range(RAREST), 2)):
        found[row] = _mixed(top[x], top[y], _C) * (top[y] != FILL)
    # A claim with one shared word, or none, is found by all its words together.
    found[0] = np.where(top[1] == FILL, _mixed(first[:, 0], first[:, 1], _D), found[0])
    found[-1] = _mixed(text, text, _B)
    return found


def _mixed(x: Ints, y: Ints, salt: Any) -> Ints:
    value = (x * _A ^ y * _B) + salt
    value = (value ^ value >> np.uint64(32)) * _C
    found: Ints = (value ^ value >> np.uint64(29)) >> OWNER
    return found


def places(rare: Ragged) -> Ints:
    """One number a claim, by its three rarest words: the order in a block. Row-local."""
    first = rare.padded(3, FILL).view(np.uint64)
    low = (first & np.uint64((1 << 48) - 1)) >> np.uint64(24)
    found: Ints = low[:, 0] << np.uint64(40) | low[:, 1] >> np.uint64(4) << np.uint64(20) | low[:, 2] >> np.uint64(4)
    return found


def all_keys(rows: Claims, live: Ints) -> Iterator[tuple[slice, Ints]]:
    """Keys of claims, in chunks. `live`: in how many claims each word is."""
    for start in range(0, len(rows), _CHUNK):
        which = slice(start, min(len(rows), start + _CHUNK))
        numbers = rows.rare.part(which)
        yield which, keys(rows.codes(numbers), live[numbers.flat] > 1, rows.read.text[which])


def entries(rows: Claims, live: Ints, owner: Ints | None = None) -> Ints:
    """The index of claims, which are the `owner`s: by default they are numbered as they stand."""
    owner = np.arange(len(rows)) if owner is None else owner
    parts = [np.zeros(0, dtype=np.uint64)]
    for which, found in all_keys(rows, live):
        parts.append((found << OWNER | owner[which].astype(np.uint64))[found != 0])
    made = np.concatenate(parts)
    made.sort()
    return made


def keys_of(index: Ints) -> Ints:
    """The keys in an index, each once, sorted."""
    found: Ints = index >> OWNER
    return found[np.flatnonzero(np.diff(found, prepend=np.uint64(0)))]


def owners(index: Ints) -> Ints:
    """The claim of each entry."""
    found: Ints = (index & _OWNERS).astype(np.int64)
    return found


def blocks(index: Ints, wanted: Ints) -> Ints:
    """The entries of these keys, which are sorted."""
    # One search, sorted: the end of a block is near its start.
    low, high = np.searchsorted(index, np.stack([wanted, wanted + np.uint64(1)], 1).ravel() << OWNER).reshape(-1, 2).T
    at = np.repeat(low - np.cumsum(np.append(0, high - low))[:-1], high - low)
    found: Ints = index[at + np.arange(len(at))]
    return found


def standing(rows: Claims) -> Standing:
    """As `neighbours` asks for it."""
    return lambda which: (places(rows.codes(rows.rare.take(which))), rows.read.content[which])


def candidates(index: Ints, order: Standing, n: int) -> Ints:
    """Pairs (a < b) of `n` claims as a · n + b, each once, sorted; in slices of the index, for the memory."""
    pairs, start = [np.zeros(0, dtype=np.int64)], 0
    while start < len(index):
        last = index[min(start + _SLICE, len(index)) - 1] | _OWNERS
        stop = int(np.searchsorted(index, last, side="right"))
        pairs.append(neighbours(index[start:stop], order, n))
        start = stop
    return unique(np.concatenate(pairs))


def neighbours(index: Ints, order: Standing, n: int) -> Ints:
    """Pairs of claims that stand at most WINDOW apart in a block of the index, as a · n + b, each once, sorted."""
    size = _sizes(index >> OWNER)
    index = index[size > 1]
    key, owner, hot = index >> OWNER, owners(index), size[size > 1] > WINDOW + 1  # in a smaller block all meet
    some = owner[hot]
    place, content = order(some)
    owner[hot] = some[np.lexsort((content, place, key[hot]))]
    found = [np.zeros(0, dtype=np.int64)]
    for step in range(1, WINDOW + 1):
        same = np.flatnonzero(key[step:] == key[:-step])
        x, y = owner[same], owner[same + step]
        found.append(np.minimum(x, y) * n + np.maximum(x, y))
    pairs = unique(np.concatenate(found))
    met: Ints = pairs[pairs // max(n, 1) != pairs % max(n, 1)]
    return met


def _sizes(key: Ints) -> Ints:
    """How many values each of these sorted ones is among."""
    if not len(key):
        return np.zeros(0, dtype=np.int64)
    begins: Marks = np.append(True, key[1:] != key[:-1])
    size = np.diff(np.append(np.flatnonzero(begins), len(key)))
    return np.repeat(size, size)

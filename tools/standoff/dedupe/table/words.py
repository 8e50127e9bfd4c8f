"""Words by document frequency, and claims as rows of word codes. A code holds the weight: the rarest sort first.

The words of a table are counted once, over its different claims. A later run may take them over (`Words.counted` stays
what it was), so that what is added to a table changes nothing of what is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .arrow import numbers
from .ragged import Ints, Ragged, ends, unique
from .reading import Read

LONGEST = 32
"""Distinct words of a claim that are looked at, the rarest first; and words in reading order, the first first."""
_SHIFT = 48
FILL = 255 << _SHIFT
"""No word: above every code, without weight."""
_HASH = (1 << _SHIFT) - 1


class Words:
    """The words of a table, in any order: `names`, the `hashes` of these, and two frequencies of each.

    `counted`: claims over which `frequency` was counted, which gives the weights; `live`: claims of this table.
    """

    def __init__(self, names: pa.Array, hashes: Ints, frequency: Ints, counted: int, live: Ints) -> None:
        self.names, self.hashes, self.frequency, self.counted, self.live = names, hashes, frequency, counted, live

    @cached_property
    def codes(self) -> Ints:
        """255 − weight, then 48 bits of hash. The weight: 8 · log2(claims / frequency), 1 to 250."""
        share = np.maximum(self.counted, 2) / np.maximum(self.frequency, 1)
        weight = np.clip(np.floor(8 * np.log2(share) + 1e-9).astype(np.int64), 1, 250)
        found: Ints = (255 - weight << _SHIFT) | (self.hashes & np.uint64(_HASH)).astype(np.int64)
        return found

    @cached_property
    def filled(self) -> Ints:
        """The codes, and FILL for −1."""
        return np.append(self.codes, FILL)

    @cached_property
    def rank(self) -> Ints:
        """Place of each word among all, the rarest first."""
        place = np.empty(len(self.names), dtype=np.int64)
        place[self.order] = np.arange(len(place))
        return place

    @cached_property
    def order(self) -> Ints:
        """Numbers of the words, the rarest first."""
        found: Ints = np.argsort(self.codes, kind="stable")
        return found

    @cached_property
    def _sorted(self) -> Ints:
        found: Ints = self.codes[self.order]
        return found

    def find(self, codes: Ints) -> Ints:
        """Numbers of the words with these codes."""
        found: Ints = self.order[np.searchsorted(self._sorted, codes)]
        return found


def weights(codes: Ints) -> Ints:
    """Weight of each code, 0 for FILL."""
    found: Ints = 255 - (codes >> _SHIFT)
    return found


@dataclass(slots=True)
class Rows:
    """Some claims side by side, as pairs are judged."""

    rare: Ints
    """n × up to LONGEST codes of distinct words, ascending; FILL fills up."""
    order: Ints
    """n × up to LONGEST codes in reading order."""
    count: Ints
    total: Ints
    """Distinct words, and the sum of their weights."""
    read: Read


@dataclass(slots=True)
class Claims:
    """Different claims of a table, each once, by `read.content`; `rare` holds numbers of distinct words."""

    read: Read
    rare: Ragged
    words: Words

    def __len__(self) -> int:
        return len(self.rare)

    def take(self, which: Ints) -> Claims:
        """The claims `which`, in that order."""
        return Claims(self.read.take(which), self.rare.take(which), self.words)

    def codes(self, numbers: Ragged) -> Ragged:
        """Codes for numbers of words."""
        return Ragged(self.words.codes[numbers.flat], numbers.at)

    def rows(self, which: Ints) -> Rows:
        """The claims `which`, side by side."""
        rare = self._codes(self.rare, which)
        return Rows(rare, self._codes(self.read.words, which), (rare < FILL).sum(axis=1), weights(rare).sum(axis=1),
                    self.read.fields(which))

    def _codes(self, words: Ragged, which: Ints) -> Ints:
        """Codes of the words of some claims, side by side."""
        width = min(LONGEST, int((words.at[which + 1] - words.at[which]).max(initial=1)))
        return self.words.filled[words.side_by_side(which, width, -1)]


def distinct(words: Ragged, rank: Ints, order: Ints) -> Ragged:
    """The distinct words of each row, the rarest first, at most LONGEST; in blocks of rows, for the memory."""
    width, parts = max(1, len(rank)), []
    block = min(_BLOCK, (1 << 31) // width)  # so that 32 bits are enough
    rank = rank.astype(np.uint32)
    for start in range(0, max(1, len(words)), block):
        part = words.part(slice(start, min(len(words), start + block)))
        rows_ = np.repeat(np.arange(len(part), dtype=np.uint32) * np.uint32(width), part.sizes())
        found = unique(rows_ + rank[part.flat])
        sizes = np.bincount(found // width, minlength=len(part))
        parts.append(Ragged(order[found % width].astype(np.int32), ends(sizes)))
    return Ragged.joined(parts)


_BLOCK = 50_000


def shortened(rows: Ragged) -> Ragged:
    """At most LONGEST values of each row."""
    if int(rows.sizes().max(initial=0)) <= LONGEST:
        return rows
    return rows.chosen(rows.places() < LONGEST)


def claims(read: Read, names: pa.Array, hashes: Ints, known: Words | None = None) -> Claims:
    """Count the words of different claims and line the claims up. With `known`, weights are as counted there."""
    any_order = np.arange(len(names))
    live = np.bincount(distinct(read.words, any_order, any_order).flat, minlength=len(names)).astype(np.int64)
    frequency, counted = live, len(read.text)
    if known is not None:
        at = numbers(pc.index_in(names, value_set=known.names), -1)
        frequency, counted = np.append(known.frequency, 0)[at], known.counted
    words = Words(names, hashes, frequency, counted, live)
    rare = shortened(distinct(read.words, words.rank, words.order))
    read.words = shortened(read.words)
    return Claims(read, rare, words)

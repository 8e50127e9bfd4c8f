"""The different claims of a run that can be added to: a base that is never written again, and what came since, on it.

Each layer has its claims, their index of keys and the texts they were read from. Claims are numbered through.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from .arrow import listed
from .keys import blocks, owners
from .ragged import Ints, Ragged, among
from .reading import Read, joined
from .words import Claims, Words

GROUP = 1 << 16
"""Rows of a row group of the tables: few enough that what is made in between stays near the processor."""
FEW = 4
"""The layer on top is at most one part in so many of the base; a larger one is made one with it."""


@dataclass(slots=True)
class Layer:
    """Some claims, in the order in which they came."""

    read: Read
    rare: Ragged
    index: Ints
    """See `keys`. Of the layer on top: also the keys of claims below that have others now."""
    texts: pa.ChunkedArray
    by_content: Ints
    """Its claims in the order of their content."""

    def __len__(self) -> int:
        return len(self.rare)


@dataclass(slots=True)
class Layers:
    """`base` and `top`. `moved`: claims of the base whose keys stand in the index of `top`, sorted."""

    base: Layer
    top: Layer
    moved: Ints

    def __len__(self) -> int:
        return len(self.base) + len(self.top)

    def take(self, which: Ints, words: Words) -> Claims:
        """The claims with these numbers, in that order."""
        first = len(self.base)
        low = which < first
        if low.all():
            return Claims(self.base.read.take(which), self.base.rare.take(which), words)
        parts = [(self.base, which[low]), (self.top, which[~low] - first)]
        order = np.empty(len(which), dtype=np.int64)
        order[np.concatenate([np.flatnonzero(low), np.flatnonzero(~low)])] = np.arange(len(which))
        read, rare = (joined([part.read.take(some) for part, some in parts]),
                      Ragged.joined([part.rare.take(some) for part, some in parts]))
        return Claims(read.take(order), rare.take(order), words)

    def find(self, content: Ints) -> Ints:
        """The number of the claim with this content, −1 where there is none."""
        found = np.full(len(content), -1, dtype=np.int64)
        for part, start in ((self.base, 0), (self.top, len(self.base))):
            if len(part):
                at = np.searchsorted(part.read.content, content, sorter=part.by_content)
                row = part.by_content[np.minimum(at, len(part) - 1)]
                same = part.read.content[row] == content
                found[same] = start + row[same]
        return found

    def blocks(self, wanted: Ints) -> Ints:
        """The entries of these keys, which are sorted."""
        low = blocks(self.base.index, wanted)
        return np.sort(np.concatenate([low[~among(owners(low), self.moved)], blocks(self.top.index, wanted)]))

    def texts(self, which: Ints) -> pa.ChunkedArray:
        """The texts with these numbers, those of the base come first; in chunks of GROUP."""
        parts = [self._texts(which[at : at + GROUP]) for at in range(0, len(which), GROUP)]
        return pa.chunked_array(parts, pa.string())

    def _texts(self, which: Ints) -> pa.Array:
        first = len(self.base.texts)
        low = which < first
        parts = [self.base.texts.take(listed(which[low])), self.top.texts.take(listed(which[~low] - first))]
        order = np.empty(len(which), dtype=np.int64)
        order[np.concatenate([np.flatnonzero(low), np.flatnonzero(~low)])] = np.arange(len(which))
        return pa.concat_arrays([chunk for part in parts for chunk in part.chunks]).take(listed(order))

    def grown(self, new: Claims, came: Ints, texts: pa.Array, woken: Ints) -> Layers:
        """With `new` claims on top, their `texts`, and what `came` to the index; `woken` claims have other keys."""
        stays = self.top.index[~among(owners(self.top.index), woken)]
        top = layer(joined([self.top.read, new.read]), Ragged.joined([self.top.rare, new.rare]),
                    np.sort(np.concatenate([stays, came])), pa.chunked_array([*self.top.texts.chunks, texts]))
        moved = np.union1d(self.moved, woken[woken < len(self.base)])
        found = Layers(self.base, top, moved)
        return found if FEW * len(top) <= len(self.base) else found.whole()

    def whole(self) -> Layers:
        """All in one layer."""
        low = self.base.index
        index = np.sort(np.concatenate([low[~among(owners(low), self.moved)], self.top.index]))
        texts = pa.chunked_array([*self.base.texts.chunks, *self.top.texts.chunks])
        return single(layer(joined([self.base.read, self.top.read]), Ragged.joined([self.base.rare, self.top.rare]),
                            index, texts))


def layer(read: Read, rare: Ragged, index: Ints, texts: pa.ChunkedArray) -> Layer:
    """A layer that is made anew."""
    return Layer(read, rare, index, texts, np.argsort(read.content).astype(np.int32))


def single(base: Layer) -> Layers:
    """With nothing on top."""
    none = np.zeros(0, dtype=np.int64)
    top = layer(base.read.take(none), base.rare.take(none), base.index[:0], base.texts[:0])
    return Layers(base, top, none)

"""Different claims of an earlier run and new ones behind them: which pairs, edges and labels are others now."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from .edges import Edges
from .edges import edges as related
from .joining import join
from .keys import blocks, entries, keys_of, neighbours, owners, standing
from .layers import Layers
from .ragged import Ints, Ragged, among, unique
from .reading import joined
from .state import State
from .words import Claims


class Both:
    """`n` claims, the old ones first. `woken`: old ones with a word that was theirs alone till now."""

    def __init__(self, was: State, new: Claims) -> None:
        self._was, self._new, self._words = was, new, new.words
        self.first, self.n = len(was.layers), len(was.layers) + len(new)
        alone = was.words.live == 1
        self.woken = unique(was.holder[: len(alone)][alone & (new.words.live[: len(alone)] > 1)])
        woken = was.layers.take(self.woken, new.words)
        self._left = entries(woken, was.words.live, self.woken)
        came = entries(woken, new.words.live, self.woken), entries(new, new.words.live, np.arange(self.first, self.n))
        self._came = np.sort(np.concatenate(came))

    def take(self, which: Ints) -> Claims:
        """The claims with these numbers, in that order."""
        old = which < self.first
        parts = [self._was.layers.take(which[old], self._words), self._new.take(which[~old] - self.first)]
        order = np.empty(len(which), dtype=np.int64)
        order[np.concatenate([np.flatnonzero(old), np.flatnonzero(~old)])] = np.arange(len(which))
        read, rare = joined([part.read for part in parts]), Ragged.joined([part.rare for part in parts])
        return Claims(read, rare, self._words).take(order)

    def layers(self, texts: pa.Array) -> Layers:
        """All claims; `texts`: of the new rows."""
        return self._was.layers.grown(self._new, self._came, texts, self.woken)

    def holder(self) -> Ints:
        """For each word a claim that has it."""
        found = np.zeros(len(self._words.live), dtype=np.int32)
        found[: len(self._was.holder)] = self._was.holder
        rare = self._new.rare
        found[rare.flat] = np.repeat(np.arange(self.first, self.n, dtype=np.int32), rare.sizes())
        return found

    def changes(self) -> tuple[Ints, Ints]:
        """Candidate pairs (a · n + b) that came and that went."""
        before, after = self._pairs(unique(np.concatenate([keys_of(self._left), keys_of(self._came)])))
        fresh, gone = np.setdiff1d(after, before, True), np.setdiff1d(before, after, True)
        doubtful = fresh % self.n < self.first  # both are old: a < b
        fresh, known = fresh[~doubtful], fresh[doubtful]
        if len(gone) or len(known):  # other blocks may hold these pairs as well
            ends = np.concatenate([gone, known])
            rows = unique(np.concatenate([ends // self.n, ends % self.n]))
            rows = rows[rows < self.first]
            some = self._was.layers.take(rows, self._words)
            live = self._was.words.live, self._words.live
            before, after = self._pairs(unique(np.concatenate([keys_of(entries(some, each, rows)) for each in live])))
            known, gone = np.setdiff1d(known, before, True), np.setdiff1d(gone, after, True)
        return np.sort(np.concatenate([fresh, known])), gone

    def _pairs(self, wanted: Ints) -> tuple[Ints, Ints]:
        """Pairs in the blocks of these keys, before and after the new claims came."""
        def order(which: Ints) -> tuple[Ints, Ints]:
            return standing(some := self.take(which))(np.arange(len(some)))
        before = self._was.layers.blocks(wanted)
        after = np.concatenate([before[~among(owners(before), self.woken)], blocks(self._came, wanted)])
        return neighbours(before, order, self.n), neighbours(np.sort(after), order, self.n)

    def edges(self, fresh: Ints, gone: Ints) -> tuple[Edges, Ints]:
        """(all related pairs, the claims of pairs that came or went)."""
        old = self._was.edges
        leaves = among(old.a * self.n + old.b, gone)
        rows = unique(np.concatenate([fresh // self.n, fresh % self.n]))
        new = related(self.take(rows), np.searchsorted(rows, fresh // self.n) * len(rows)
                      + np.searchsorted(rows, fresh % self.n))
        new = Edges(rows[new.a], rows[new.b], new.score, new.relation, new.reason)
        return Edges.joined([old.where(~leaves), new]), np.concatenate([old.a[leaves], old.b[leaves], new.a, new.b])

    def labels(self, edges: Edges, changed: Ints, least: Ints) -> tuple[Ints, Ints]:
        """(labels, components): those of claims that `changed` are made anew, with all that they are joined to."""
        was = self._was
        touched = np.zeros(self.first, dtype=bool)
        touched[was.components[changed[changed < self.first]]] = True
        inside = np.ones(self.n, dtype=bool)
        inside[: self.first] = touched[was.components]
        rows = np.flatnonzero(inside)
        within = edges.where(inside[edges.a] & inside[edges.b])
        within.a, within.b = np.searchsorted(rows, within.a), np.searchsorted(rows, within.b)
        found = join(self.take(rows), within, least[rows])
        both = [np.concatenate([old, np.zeros(self.n - self.first, dtype=np.int64)])
                for old in (was.labels, was.components)]
        for all_, new in zip(both, found, strict=True):
            all_[rows] = rows[new]
        return both[0], both[1]

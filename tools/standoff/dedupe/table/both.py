"""Different claims of an earlier run and new ones, numbered together as a full run numbers them: by content."""

from __future__ import annotations

import numpy as np

from .edges import Edges
from .edges import edges as related
from .joining import join
from .keys import all_keys, having, neighbours
from .plan import Made
from .ragged import Ints, Ragged, among, unique
from .reading import joined
from .words import Claims


class Both:
    """`n` claims; `of_old`, `of_new`: their numbers. `woken`: old ones with a word that was theirs alone till now."""

    def __init__(self, was: Made, new: Claims, before: Ints) -> None:
        """`before`: for each new claim, the old one in front of which it stands."""
        self._was, self._new, self._old = was, new, Claims(was.rows.read, was.rows.rare, new.words)
        self.n = len(was.rows) + len(new)
        self.of_new = before + np.arange(len(new))
        old = np.ones(self.n, dtype=bool)
        old[self.of_new] = False
        self.of_old = np.flatnonzero(old)
        self._place = np.empty(self.n, dtype=np.int64)  # among the old ones followed by the new ones
        self._place[self.of_old] = np.arange(len(was.rows))
        self._place[self.of_new] = len(was.rows) + np.arange(len(new))
        alone = was.rows.words.live == 1
        woken = alone & (new.words.live[: len(alone)] > 1)
        held = np.flatnonzero(woken[was.rows.rare.flat])
        self.woken = unique(np.searchsorted(was.rows.rare.at, held, side="right") - 1)
        self._new_keys, new_places = all_keys(new)
        self._woken_keys, _ = all_keys(self._old.take(self.woken))
        self.places = np.empty(self.n, dtype=np.uint64)
        self.places[self.of_old], self.places[self.of_new] = was.places, new_places

    def take(self, which: Ints) -> Claims:
        """The claims with these numbers, in that order."""
        place = self._place[which]
        old = place < len(self._old)
        parts = [self._old.take(place[old]), self._new.take(place[~old] - len(self._old))]
        order = np.empty(len(which), dtype=np.int64)
        order[np.concatenate([np.flatnonzero(old), np.flatnonzero(~old)])] = np.arange(len(which))
        read, rare = joined([part.read for part in parts]), Ragged.joined([part.rare for part in parts])
        return Claims(read, rare, self._new.words).take(order)

    def keys(self) -> Ints:
        """Keys of all claims."""
        found = np.empty((self.n, self._new_keys.shape[1]), dtype=np.uint64)
        found[self.of_old], found[self.of_new] = self._was.keys, self._new_keys
        found[self.of_old[self.woken]] = self._woken_keys
        return found

    def changes(self) -> tuple[Ints, Ints]:
        """Candidate pairs (a · n + b) that came and that went."""
        touched = unique(np.concatenate([each.ravel() for each in
                                         (self._new_keys, self._woken_keys, self._was.keys[self.woken])]))
        before, after = self._pairs(touched)
        fresh, gone = np.setdiff1d(after, before, True), np.setdiff1d(before, after, True)
        place = self._place < len(self._old)
        doubtful = place[fresh // self.n] & place[fresh % self.n] if len(fresh) else np.zeros(0, dtype=bool)
        fresh, known = fresh[~doubtful], fresh[doubtful]
        if len(gone) or len(known):  # other blocks may hold these pairs as well
            ends = np.concatenate([gone, known])
            rows = self._place[unique(np.concatenate([ends // self.n, ends % self.n]))]
            wider = unique(np.concatenate([self._was.keys[rows].ravel(),
                                           self._woken_keys[np.isin(self.woken, rows)].ravel()]))
            before, after = self._pairs(wider)
            known, gone = np.setdiff1d(known, before, True), np.setdiff1d(gone, after, True)
        return np.sort(np.concatenate([fresh, known])), gone

    def _pairs(self, wanted: Ints) -> tuple[Ints, Ints]:
        """Pairs in the blocks of these keys, before and after the new claims came."""
        key, owner = having(self._was.keys, wanted)
        before = neighbours(key, self.of_old[owner], self.places, self.n)
        stays = ~among(owner, self.woken)
        parts = [(key[stays], self.of_old[owner[stays]])]
        for keys, rows in ((self._woken_keys, self.of_old[self.woken]), (self._new_keys, self.of_new)):
            key, owner = having(keys, wanted)
            parts.append((key, rows[owner]))
        key, owner = (np.concatenate([part[n] for part in parts]) for n in (0, 1))
        return before, neighbours(key, owner, self.places, self.n)

    def edges(self, fresh: Ints, gone: Ints) -> tuple[Edges, Ints]:
        """(all related pairs, the claims of pairs that came or went)."""
        was = self._was.edges
        old = Edges(self.of_old[was.a], self.of_old[was.b], was.score, was.relation, was.reason)
        leaves = among(old.a * self.n + old.b, gone)
        rows = unique(np.concatenate([fresh // self.n, fresh % self.n]))
        new = related(self.take(rows), np.searchsorted(rows, fresh // self.n) * len(rows)
                      + np.searchsorted(rows, fresh % self.n))
        new = Edges(rows[new.a], rows[new.b], new.score, new.relation, new.reason)
        both = Edges.joined([old.where(~leaves), new])
        changed = np.concatenate([old.a[leaves], old.b[leaves], new.a, new.b])
        return both.take(np.argsort(both.a * self.n + both.b)), changed

    def labels(self, edges: Edges, changed: Ints, least: Ints) -> tuple[Ints, Ints]:
        """(labels, components): those of claims that `changed` are made anew, with all that they are joined to."""
        was, place = self._was, self._place[changed]
        touched = np.zeros(len(self._old), dtype=bool)
        touched[was.components[place[place < len(self._old)]]] = True
        inside = np.zeros(self.n, dtype=bool)
        inside[self.of_old[touched[was.components]]] = True
        inside[self.of_new] = True
        rows = np.flatnonzero(inside)
        within = edges.where(inside[edges.a] & inside[edges.b])
        within.a, within.b = np.searchsorted(rows, within.a), np.searchsorted(rows, within.b)
        found = join(self.take(rows), within, least[rows])
        result = []
        for old, new in zip((was.labels, was.components), found, strict=True):
            all_ = np.empty(self.n, dtype=np.int64)
            all_[self.of_old] = self.of_old[old]
            all_[rows] = rows[new]
            result.append(all_)
        return result[0], result[1]

"""Pairs judged: a score in thousandths and a relation with its reason, by words, figures, negation, telling words,
roles, time, entities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from ...polarity import opposite_pairs
from .arrow import listed
from .ragged import Ints, Marks
from .reading import Read
from .words import FILL, Claims, Rows, Words, weights

SAME, ENTAILS, CONTRADICTS, DISTINCT, UNLIKE = range(5)
NAMES = ("same", "entails", "contradicts", "distinct", "")
REASONS = ("", "figures differ", "one is negated", "opposite words", "different times", "different entities",
           "other kind or group", "one word replaced", "others act or come first",
           "a word such as may, only, almost, tried to is in one", "other words in one place")
FIGURES, NEGATION, OPPOSITE, TIME, ENTITIES, OTHER, REPLACED, ROLES, TELLING, PLACE = range(1, 11)
ALIKE, ALIKE_FIELDS = 600, 440
"""Least score of a pair joined: on text alone, and where time and entities agree too."""
_RELATED = 700
"""Least score at which what keeps a pair apart is worth a link."""
_FEW = 3
_CHUNK = 50_000
_KNOWN = 20
"""A word in so many claims is no misspelling of another."""


@dataclass(slots=True)
class Edges:
    """Judged pairs: rows a < b, score in thousandths, relation and reason as numbers of NAMES and REASONS."""

    a: Ints
    b: Ints
    score: Ints
    relation: Ints
    reason: Ints


    def where(self, kept: Marks) -> Edges:
        """Only the marked ones."""
        return self.take(np.flatnonzero(kept))

    def take(self, kept: Ints) -> Edges:
        """The pairs at these places, in that order."""
        return Edges(self.a[kept], self.b[kept], self.score[kept], self.relation[kept], self.reason[kept])

    @staticmethod
    def joined(parts: Sequence[Edges]) -> Edges:
        """One after the other."""
        return Edges(*(np.concatenate([getattr(part, name) for part in parts])
                       for name in ("a", "b", "score", "relation", "reason")))


def nothing() -> Edges:
    """No pair."""
    empty, few = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int16)
    return Edges(empty, empty, few, few, few)


def edges(rows: Claims, pairs: Ints) -> Edges:
    """Those of the pairs (a · n + b) that are related, in chunks so that memory stays bounded."""
    parts, n = [nothing()], len(rows)
    for at in range(0, len(pairs), _CHUNK):
        a, b = pairs[at : at + _CHUNK] // n, pairs[at : at + _CHUNK] % n
        part = Edges(a, b, *judge(rows.rows(a), rows.rows(b), rows.words))
        parts.append(part.where(part.relation != UNLIKE))
    return Edges.joined(parts)


def judge(x: Rows, y: Rows, words: Words) -> tuple[Ints, Ints, Ints]:
    """(score, relation, reason) of each pair of rows. Row-local: one function, any engine."""
    shared = _shared(x.rare, y.rare)
    weight = np.where(shared, weights(x.rare), 0).sum(axis=1)
    common = shared.sum(axis=1)
    score = 2000 * weight // np.maximum(x.total + y.total, 1)
    more_a, more_b = x.count - common, y.count - common
    score = np.where((more_a == 0) & (more_b == 0), 1000, score)
    agree, apart_time, apart_who = _fields(x.read, y.read)
    reason = np.zeros(len(score), dtype=np.int64)

    def mark(where: Marks, code: int) -> None:
        reason[where & (reason == 0)] = code
    mark(x.read.other != y.read.other, OTHER)
    mark(apart_time, TIME)
    mark(apart_who, ENTITIES)
    mark(x.read.negated != y.read.negated, NEGATION)
    mark((x.read.figures != y.read.figures) & (x.read.figures > 0) & (y.read.figures > 0), FIGURES)
    single = (more_a == 1) & (more_b == 1)
    _one_word(words, x.rare, y.rare, np.flatnonzero(single & ((reason == 0) | (reason == NEGATION))), reason)
    mark(x.read.telling != y.read.telling, TELLING)
    mark(_other_roles(x, y, (more_a == 0) & (more_b == 0) & (reason == 0)), ROLES)
    asked = np.flatnonzero((reason == 0) & (more_a + more_b > 0) & (score >= ALIKE_FIELDS))
    reason[asked[_in_one_place(x.order[asked], y.order[asked], (more_a + more_b)[asked], single[asked])]] = PLACE
    least = np.where(agree, ALIKE_FIELDS, ALIKE)
    relation = np.where(score >= least, SAME, UNLIKE)
    # In a small table one figure may weigh as much as all the words that are shared.
    close = (score >= _RELATED) | ((more_a <= 1) & (more_b <= 1) & (common >= _FEW))
    relation = np.where((reason > 0), np.where(close, DISTINCT, UNLIKE), relation)
    opposed = np.isin(reason, (FIGURES, NEGATION, OPPOSITE)) & close
    relation = np.where(opposed, CONTRADICTS, relation)
    return score.astype(np.int16), relation.astype(np.int16), reason.astype(np.int16)


def _other_roles(x: Rows, y: Rows, same: Marks) -> Marks:
    """Pairs of the same words (`same`) in which others act, or others come first.

    A passive sentence turns them round: 'A sued B' and 'B was sued by A' agree.
    """
    lengths = [(side.order != FILL).sum(axis=1) for side in (x, y)]
    differing = np.where(same & (lengths[0] == lengths[1]), _differing(x.order, y.order), -1)
    turned = (x.read.roles ^ y.read.roles) & 1 > 0
    traded = differing == 2
    for at in np.flatnonzero(differing > 2).tolist():
        traded[at] = _traded(*([code for code in side.order[at].tolist() if code != FILL] for side in (x, y)))
    first = (differing > 0) & (x.read.roles >> 1 != y.read.roles >> 1)
    found: Marks = first | traded & ~turned | (differing == 0) & turned
    return found


def _traded(x: list[int], y: list[int]) -> bool:
    """True when two parts change places round a third: 'A B C' against 'C B A'. 'A B' against 'B A' is word order."""
    while x and y and x[0] == y[0]:
        x, y = x[1:], y[1:]
    while x and y and x[-1] == y[-1]:
        x, y = x[:-1], y[:-1]
    n = len(x)
    return len(y) == n and any(
        x[:head] == y[n - head :] and x[n - tail :] == y[:tail] and x[head : n - tail] == y[tail : n - head]
        for head in range(1, n - 1) for tail in range(1, n - head))


def _differing(x: Ints, y: Ints) -> Ints:
    """At how many places two rows of words differ."""
    width = min(x.shape[1], y.shape[1])
    found: Ints = (x[:, :width] != y[:, :width]).sum(axis=1)
    for rest in (x[:, width:], y[:, width:]):
        found = found + (rest != FILL).sum(axis=1)
    return found


def _in_one_place(x: Ints, y: Ints, more: Ints, single: Marks) -> Marks:
    """Rows of words that are the same but for one place, less than half of the longer, where each has its own words.

    `more`: how many words only one of the two has. `single`: pairs that differ in one word each; where that is all, one
    may be the other misspelt, see _one_word.
    """
    lengths = [(side != FILL).sum(axis=1) for side in (x, y)]
    width = min(x.shape[1], y.shape[1])
    head = np.cumprod(x[:, :width] == y[:, :width], axis=1).sum(axis=1)
    least, most = np.minimum(*lengths), np.maximum(*lengths)
    head = np.minimum(head, least)
    back = np.arange(width)
    ends = [np.take_along_axis(side, np.maximum(length[:, None] - 1 - back, 0), axis=1)
            for side, length in zip((x, y), lengths, strict=True)]
    tail = np.cumprod((ends[0] == ends[1]) & (back < (least - head)[:, None]), axis=1).sum(axis=1)
    few, many = least - head - tail, most - head - tail
    found: Marks = (few > 0) & (2 * many < most) & ((few + many == more) | (many == 1)) & ~(single & (many == 1))
    return found


def _shared(x: Ints, y: Ints) -> Marks:
    """Which codes of `x` are in the same row of `y`, too."""
    found = np.zeros(x.shape, dtype=bool)
    for place in range(y.shape[1]):
        found |= x == y[:, place : place + 1]
    found &= x < FILL
    return found


def _one_word(words: Words, x: Ints, y: Ints, at: Ints, reason: Ints) -> None:
    """Pairs (at these places) that differ in one word each: an opposite, another known word, or a misspelling."""
    if not len(at):
        return
    x, y = x[at], y[at]
    numbers = np.stack([words.find(a[(a < FILL) & ~_shared(a, b)]) for a, b in ((x, y), (y, x))], axis=1)
    known = np.asarray((words.frequency[numbers] >= _KNOWN).all(axis=1))
    pairs = zip(*(words.names.take(listed(side)).to_pylist() for side in numbers.T), strict=True)
    against = _opposites()
    for where, pair, usual in zip(at.tolist(), pairs, known.tolist(), strict=True):
        if pair in against:
            reason[where] = OPPOSITE
        elif reason[where] == 0 and (usual or not _spelt_alike(*pair)):
            reason[where] = REPLACED


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    return frozenset(pair for x, y in opposite_pairs() for pair in ((x, y), (y, x)))


def _spelt_alike(a: str, b: str) -> bool:
    """True when one may be the other misspelt: two letters traded, or one edit inside. At either end of a word an edit
    makes another one: 'Maria' and 'Mario', 'Anna' and 'Hanna'."""
    if a[0] in "#!" or b[0] in "#!" or abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 3:
        return False
    head = next((n for n, (p, q) in enumerate(zip(a, b, strict=False)) if p != q), min(len(a), len(b)))
    rest_a, rest_b = a[head:], b[head:]
    if rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]:
        return True
    return a[0] == b[0] and a[-1] == b[-1] and (
        rest_a[1:] == rest_b or rest_a == rest_b[1:] or rest_a[1:] == rest_b[1:])


def _fields(a: Read, b: Read) -> tuple[Marks, Marks, Marks]:
    """(time and entities known and agreeing, times that share no day, entities known that share none)."""
    apart_time = (a.last < b.first) | (b.last < a.first)
    same_time = (a.first == b.first) & (a.last == b.last)
    x, y = a.entities, b.entities
    shared = np.zeros(len(x), dtype=bool)
    for n in range(x.shape[1]):
        shared |= ((x[:, n : n + 1] == y) & (y != 0)).any(axis=1)
    known = (x[:, -1] != 0) & (y[:, -1] != 0)
    return same_time & shared, apart_time, known & ~shared

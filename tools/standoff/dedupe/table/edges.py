"""Pairs judged: a score in thousandths and a relation with its reason, by words, figures, negation, time, entities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...likeness import opposite_pairs
from .words import Claims, Ints, Marks, Rows

SAME, ENTAILS, CONTRADICTS, DISTINCT, UNLIKE = range(5)
NAMES = ("same", "entails", "contradicts", "distinct", "")
REASONS = ("", "figures differ", "one is negated", "opposite words", "different times", "different entities",
           "other kind or group", "one word replaced", "two words change places", "one says more")
FIGURES, NEGATION, OPPOSITE, TIME, ENTITIES, OTHER, REPLACED, SWAPPED, MORE = range(1, 10)
ALIKE, ALIKE_FIELDS = 600, 440
"""Least score of a pair joined: on text alone, and where time and entities agree too."""
_RELATED = 700
"""Least score at which what keeps a pair apart is worth a link."""
_FEW = 3
_CHUNK = 250_000
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


def judge(rows: Claims, a: Ints, b: Ints) -> Edges:
    """Every pair (a[n], b[n]), in chunks so that memory stays bounded."""
    against = _opposites(rows)
    parts = [_chunk(rows, a[at : at + _CHUNK], b[at : at + _CHUNK], against) for at in range(0, len(a), _CHUNK)]
    if not parts:
        empty = np.zeros(0, dtype=np.int64)
        return Edges(empty, empty, empty, empty, empty)
    joined = [np.concatenate([part[n] for part in parts]) for n in range(3)]
    return Edges(a, b, *joined)


def _opposites(rows: Claims) -> Ints:
    number = {word: at for at, word in enumerate(rows.words)}
    width = len(rows.words)
    pairs = [sorted((number[x], number[y])) for x, y in opposite_pairs() if x in number and y in number]
    return np.unique(np.array([x * width + y for x, y in pairs], dtype=np.int64))


def _chunk(rows: Claims, a: Ints, b: Ints, against: Ints) -> tuple[Ints, Ints, Ints]:
    both = np.sort(np.concatenate([rows.rare[a], rows.rare[b]], axis=1), axis=1)
    twice = (both[:, 1:] == both[:, :-1]) & (both[:, 1:] >= 0)
    weight = np.where(twice, rows.weight[both[:, 1:]], 0).sum(axis=1)
    common = twice.sum(axis=1)
    score = 2000 * weight // np.maximum(rows.total[a] + rows.total[b], 1)
    more_a, more_b = rows.count[a] - common, rows.count[b] - common
    score = np.where((more_a == 0) & (more_b == 0), 1000, score)
    agree, apart_time, apart_who = _fields(rows, a, b)
    reason = np.zeros(len(a), dtype=np.int64)

    def mark(where: Marks, code: int) -> None:
        reason[where & (reason == 0)] = code
    mark(rows.other[a] != rows.other[b], OTHER)
    mark(apart_time, TIME)
    mark(apart_who, ENTITIES)
    mark(rows.negated[a] != rows.negated[b], NEGATION)
    mark((rows.figures[a] != rows.figures[b]) & (rows.figures[a] > 0) & (rows.figures[b] > 0), FIGURES)
    _one_word(rows, both, twice, (more_a == 1) & (more_b == 1) & (reason == 0), against, reason)
    swapped = (more_a == 0) & (more_b == 0) & ((rows.order[a] != rows.order[b]).sum(axis=1) == 2)
    mark(swapped, SWAPPED)
    least = np.where(agree, ALIKE_FIELDS, ALIKE)
    relation = np.where(score >= least, SAME, UNLIKE)
    # In a small table one figure may weigh as much as all the words that are shared.
    close = (score >= _RELATED) | ((more_a <= 1) & (more_b <= 1) & (common >= _FEW))
    relation = np.where((reason > 0), np.where(close, DISTINCT, UNLIKE), relation)
    opposed = np.isin(reason, (FIGURES, NEGATION, OPPOSITE)) & close
    return score, np.where(opposed, CONTRADICTS, relation), reason


def _one_word(rows: Claims, both: Rows, twice: Marks, chosen: Marks, against: Ints, reason: Ints) -> None:
    """Pairs that differ in one word each: an opposite, another known word, or a misspelling."""
    at = np.flatnonzero(chosen)
    if not len(at):
        return
    lines, doubled = both[at], twice[at]
    single = np.ones(lines.shape, dtype=bool)
    single[:, 1:] &= ~doubled
    single[:, :-1] &= ~doubled
    single &= lines >= 0
    whole = single.sum(axis=1) == 2  # rows cut at their longest may show fewer
    at, lines, single = at[whole], lines[whole], single[whole]
    words = lines[single].reshape(-1, 2).astype(np.int64)
    opposite = np.isin(words[:, 0] * len(rows.words) + words[:, 1], against)
    reason[at[opposite]] = OPPOSITE
    likely = np.array([not opposed and _spelt_alike(rows, x, y) for opposed, (x, y) in
                       zip(opposite.tolist(), words.tolist(), strict=True)], dtype=bool)
    reason[at[~likely & ~opposite]] = REPLACED


def _spelt_alike(rows: Claims, x: int, y: int) -> bool:
    """True when the rarer of the two may be the other misspelt: rare, and one edit away."""
    if rows.frequency[x] >= _KNOWN and rows.frequency[y] >= _KNOWN:
        return False
    a, b = rows.words[x], rows.words[y]
    if a[0] in "#!" or b[0] in "#!" or abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 3:
        return False
    head = next((n for n, (p, q) in enumerate(zip(a, b, strict=False)) if p != q), min(len(a), len(b)))
    rest_a, rest_b = a[head:], b[head:]
    return (rest_a[1:] == rest_b or rest_a == rest_b[1:] or rest_a[1:] == rest_b[1:]
            or (rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]))


def _fields(rows: Claims, a: Ints, b: Ints) -> tuple[Marks, Marks, Marks]:
    """(time and entities known and agreeing, times that share no day, entities known that share none)."""
    apart_time = (rows.last[a] < rows.first[b]) | (rows.last[b] < rows.first[a])
    same_time = (rows.first[a] == rows.first[b]) & (rows.last[a] == rows.last[b])
    x, y = rows.entities[a], rows.entities[b]
    shared = np.zeros(len(a), dtype=bool)
    for n in range(x.shape[1]):
        shared |= ((x[:, n : n + 1] == y) & (y >= 0)).any(axis=1)
    known = (x[:, 0] >= 0) & (y[:, 0] >= 0)
    return same_time & shared, apart_time, known & ~shared

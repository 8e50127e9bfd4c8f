"""How alike two claims are among their neighbours: figures for every pair of a group, in whole thousandths.

A word that every claim of a topic uses tells nothing there, and a claim nearest to another is worth more than the same
likeness elsewhere; so words and letter groups are weighted by their rarity in the group, and ranks stand beside values.
Everything is counted in whole numbers before the one division and the one root, which IEEE 754 rounds alike everywhere.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import scipy.sparse as sparse

from ..english import STOP
from ..likeness import ClaimView

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Vectors = Callable[[Sequence[str]], np.ndarray[Any, np.dtype[np.float64]]]
"""Texts -> one row each, as a static embedding gives them."""
REVISION = 2
"""Raise it whenever a figure below changes its meaning: weights fitted to another revision refuse to load."""
_KNEES = (250, 500, 750)
"""Where the weight of a likeness may change: how far it lies beyond each of these is a figure of its own."""
FIGURES = ("words", "letters", "negation", "words-near", "words-nearest", "letters-near", "letters-nearest", "crowd",
           "length", "soft", "soft-best", "soft-near", "soft-nearest",
           *(f"{name}>{knee}" for name in ("words", "letters", "soft", "soft-best") for knee in _KNEES))
SEMANTIC = ("vectors", "vectors-centred", "vectors-near", "vectors-nearest")
SECOND = ("first", "company", "shared", "bridge", "lonelier", "busier")
"""Figures of the second pass, made of the first pass's scores (`first` is its log-odds)."""
_SOFT = 450
"""Least likeness of two words, by their letters, that counts as the same word written otherwise."""


def figures(views: Sequence[ClaimView], a: Numbers, b: Numbers, vectors: Vectors | None = None) -> Numbers:
    """One row for each pair (views[a[n]], views[b[n]]) of one group, a column for each of FIGURES [and SEMANTIC]."""
    size = len(views)
    letters = [_letters(view.text, 3, 5) for view in views]
    words = _cosines(_table([Counter(view.tokens) for view in views]), a, b)
    shapes = _cosines(_table(letters), a, b)
    both, best = _soft(views, a, b)
    negations = np.array([view.tokens.count("!") % 2 for view in views], dtype=np.int64)
    length = np.array([int(100 * math.log2(1 + len(view.tokens))) for view in views], dtype=np.int64)
    crowd = np.full(len(a), int(100 * math.log2(size)) if size else 0, dtype=np.int64)
    columns = [words, shapes, 1000 * (negations[a] != negations[b]), *_ranks(words, a, b, size),
               *_ranks(shapes, a, b, size), crowd, np.minimum(length[a], length[b]), both, best,
               *_ranks(both, a, b, size)]
    columns += [np.maximum(column - knee, 0) for column in (words, shapes, both, best) for knee in _KNEES]
    if vectors is not None:
        columns += _near_vectors(vectors([view.text for view in views]), a, b)
    return np.stack(columns, axis=1).astype(np.int64)


def second(first: Numbers, odds: Numbers, a: Numbers, b: Numbers, size: int) -> Numbers:
    """Columns SECOND: `first` scores of all pairs in thousandths seen from the company each claim keeps."""
    each = sparse.csr_matrix((np.concatenate([first, first]), (np.concatenate([a, b]), np.concatenate([b, a]))),
                             shape=(size, size), dtype=np.int64)
    whole = (each + 1000 * sparse.identity(size, dtype=np.int64, format="csr")).tocsr()
    shared = _dots(each, a, b)
    degree = np.asarray(each.sum(axis=1)).ravel()
    bridge = np.array([_bridge(each, x, y) for x, y in zip(a.tolist(), b.tolist(), strict=True)], dtype=np.int64)
    return np.stack([odds, _cosines(whole, a, b), shared // 1000, bridge, np.minimum(degree[a], degree[b]),
                     np.maximum(degree[a], degree[b])], axis=1).astype(np.int64)


def _bridge(each: Any, x: int, y: int) -> int:
    """The best third claim: the larger of the lesser of its two scores."""
    mine = dict(zip(_row(each.indices, each, x), _row(each.data, each, x), strict=True))
    return max((min(value, mine[key]) for key, value in zip(_row(each.indices, each, y), _row(each.data, each, y),
                                                            strict=True) if key in mine), default=0)


def _row(values: Any, matrix: Any, row: int) -> list[int]:
    found: list[int] = values[matrix.indptr[row] : matrix.indptr[row + 1]].tolist()
    return found


def _letters(text: str, least: int, most: int) -> Counter[str]:
    """Groups of letters within words, with the edges of the words."""
    found: Counter[str] = Counter()
    for word in "".join(c if c.isalnum() else " " for c in text.casefold()).split():
        edged = f" {word} "
        for n in range(least, most + 1):
            found.update(edged[i : i + n] for i in range(len(edged) - n + 1))
    return found


def rarity(total: int, count: int) -> int:
    """Weight of what `count` of `total` claims have: 64 · log2((total + 1) / count), whole."""
    return int(64 * math.log2((total + 1) / count))


def _table(bags: Sequence[Mapping[str, int]]) -> Any:
    """Rows of weights: how rare each key is in the group, a little more where a claim repeats it."""
    frequency = Counter(key for bag in bags for key in bag)
    column = {key: at for at, key in enumerate(sorted(frequency))}
    rows, columns, values = [], [], []
    for row, bag in enumerate(bags):
        for key, times in bag.items():
            rows.append(row)
            columns.append(column[key])
            values.append(rarity(len(bags), frequency[key]) * (2 + times.bit_length()))
    return sparse.csr_matrix((np.array(values, dtype=np.int64), (rows, columns)), shape=(len(bags), len(column)))


def _dots(table: Any, a: Numbers, b: Numbers) -> Numbers:
    step = 200_000
    found = [np.asarray(table[a[at : at + step]].multiply(table[b[at : at + step]]).sum(axis=1)).ravel()
             for at in range(0, len(a), step)]
    return np.concatenate(found).astype(np.int64) if found else np.zeros(0, dtype=np.int64)


def _cosines(table: Any, a: Numbers, b: Numbers) -> Numbers:
    norms = np.asarray(table.multiply(table).sum(axis=1)).ravel().astype(np.int64)
    return _ratio(_dots(table, a, b), norms[a], norms[b])


def _ratio(dots: Any, x: Any, y: Any) -> Numbers:
    under = np.sqrt(x.astype(np.float64)) * np.sqrt(y.astype(np.float64))
    shares = np.divide(dots, under, out=np.zeros(len(under)), where=under > 0)
    found: Numbers = np.floor(1000 * shares + 1e-6).astype(np.int64)
    return found


def _ranks(values: Numbers, a: Numbers, b: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """1000 for the nearest neighbour, 500 for the next, 333 …: the lesser and the greater of both sides."""
    count = len(values)
    owner, pair = np.concatenate([a, b]), np.concatenate([np.arange(count), np.arange(count)])
    order = np.lexsort((-values[pair], owner))
    starts = np.searchsorted(owner[order], np.arange(size))
    sorted_values, sorted_owner = values[pair][order], owner[order]
    place = np.arange(2 * count) - starts[sorted_owner]
    # Equal values share the better rank, so that no order of the claims shows.
    same = np.r_[False, (sorted_values[1:] == sorted_values[:-1]) & (sorted_owner[1:] == sorted_owner[:-1])]
    place = np.maximum.accumulate(np.where(same, 0, np.arange(2 * count))) - starts[sorted_owner]
    ranks = np.empty(2 * count, dtype=np.int64)
    ranks[order] = 1000 // (1 + place)
    return np.minimum(ranks[:count], ranks[count:]), np.maximum(ranks[:count], ranks[count:])


def _soft(views: Sequence[ClaimView], a: Numbers, b: Numbers) -> tuple[Numbers, Numbers]:
    """Share of the weight of each claim that finds a like word in the other: the mean of both sides, and the better."""
    words = [list(dict.fromkeys(t for t in view.tokens if t not in STOP)) for view in views]
    frequency = Counter(word for found in words for word in found)
    weight = {word: rarity(len(views), count) for word, count in frequency.items()}
    like = _like(sorted(frequency))
    one = [_held(words[x], words[y], like, weight) for x, y in zip(a.tolist(), b.tolist(), strict=True)]
    other = [_held(words[y], words[x], like, weight) for x, y in zip(a.tolist(), b.tolist(), strict=True)]
    first, then = np.array(one, dtype=np.int64), np.array(other, dtype=np.int64)
    return (first + then) // 2, np.maximum(first, then)


def _held(mine: list[str], other: list[str], like: Mapping[str, dict[str, int]], weight: Mapping[str, int]) -> int:
    total = sum(weight[word] for word in mine)
    got = 0
    for word in mine:
        known = like[word]
        got += weight[word] * max((known[o] for o in other if o in known), default=0)
    return got // total if total else 0


def _like(words: Sequence[str]) -> dict[str, dict[str, int]]:
    """word -> words written alike, with the cosine of their letters in thousandths (itself: 1000)."""
    bags = [_letters(word, 2, 3) for word in words]
    column = {key: at for at, key in enumerate(sorted({key for bag in bags for key in bag}))}
    rows = [row for row, bag in enumerate(bags) for _ in bag]
    table = sparse.csr_matrix((np.array([n for bag in bags for n in bag.values()], dtype=np.int64),
                               (rows, [column[key] for bag in bags for key in bag])), shape=(len(words), len(column)))
    dots = (table @ table.T).tocoo()
    norms = np.asarray(table.multiply(table).sum(axis=1)).ravel().astype(np.int64)
    values = _ratio(dots.data, norms[dots.row], norms[dots.col])
    found: dict[str, dict[str, int]] = {word: {word: 1000} for word in words}
    for row, col, value in zip(dots.row.tolist(), dots.col.tolist(), values.tolist(), strict=True):
        if value >= _SOFT:
            found[words[row]][words[col]] = value
    return found


def _near_vectors(rows: np.ndarray[Any, np.dtype[np.float64]], a: Numbers, b: Numbers) -> list[Numbers]:
    """Cosines of the texts' vectors, as they are and from the middle of the group, with ranks."""
    plain = _unit(rows)
    centred = _unit(plain - plain.mean(axis=0, keepdims=True))
    raw = np.rint(1000 * (plain[a] * plain[b]).sum(axis=1)).astype(np.int64)
    moved = np.rint(1000 * (centred[a] * centred[b]).sum(axis=1)).astype(np.int64)
    return [raw, moved, *_ranks(moved, a, b, len(rows))]


def _unit(rows: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    found: np.ndarray[Any, np.dtype[np.float64]] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return found

"""Candidate pairs: claims that share an entity and a rare word, or two of their rarest words, or every word.

A block that grows hot is sorted and looked at through a window; it is never dropped (that cost 8 points of recall).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from ..likeness import ClaimView
from ..stems import mark

RAREST = 5
"""Words of a claim that make keys."""
WINDOW = 40
"""Neighbours each claim is compared with in a block larger than that."""
Pair = tuple[ClaimView, ClaimView]


def candidates(found: Sequence[ClaimView], window: int = WINDOW) -> list[Pair]:
    """Pairs worth comparing, each once, the lesser id first, sorted by ids; the order of `found` does not matter."""
    frequency = Counter(token for view in found for token in set(view.tokens))
    rank = {view.id: _rarest(view, frequency) for view in found}
    blocks: dict[tuple[str, ...], list[ClaimView]] = {}
    for view in found:
        for key in _keys(view, rank[view.id]):
            blocks.setdefault(key, []).append(view)
    pairs: dict[tuple[str, str], Pair] = {}
    for block in blocks.values():
        # Neighbours in this order share their rarest words, so a window keeps what is alike together.
        block.sort(key=lambda view: (rank[view.id], view.id))
        for at, a in enumerate(block):
            for b in block[at + 1 : at + 1 + window]:
                first, second = (a, b) if a.id < b.id else (b, a)
                pairs[first.id, second.id] = first, second
    return [pairs[key] for key in sorted(pairs)]


def _rarest(view: ClaimView, frequency: Counter[str]) -> tuple[str, ...]:
    """Tokens by (documents they are in, token), those that no other claim shares left out; figures make no keys."""
    shared = {token for token in view.tokens if frequency[token] > 1 and mark(token) in ("", "@")}
    return tuple(sorted(shared, key=lambda token: (frequency[token], token)))


def _keys(view: ClaimView, ranked: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    rare = ranked[:RAREST]
    yield from (tuple(sorted(pair)) for pair in combinations(rare, 2))
    words = [token for token in ranked if not mark(token)][:RAREST]
    entities = {*view.entities, *(token[1:] for token in ranked if mark(token) == "@")}
    yield from (("@", entity, word) for entity in sorted(entities) for word in words)
    yield ("=", *sorted(set(view.tokens)))

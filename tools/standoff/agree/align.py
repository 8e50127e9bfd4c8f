"""Which record of one annotation is which of the other: one-to-one, best first, by where they stand.

Mentions match when they overlap. Claims match when their evidence overlaps and their similarity reaches a third:
the mean of the Dice overlap of evidence (code points) and of text (words). Attributions are the same when source,
cue and content each overlap (or are missing in both): PolNeAR's strict rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from ..model import Attribution, Claim, Mention, Span
from ..text import fold, words

T = TypeVar("T")
CLAIM_FLOOR = 1 / 3


def match(first: Sequence[T], second: Sequence[T], similarity: Callable[[T, T], float],
          where: Callable[[T], tuple[int, int]]) -> list[tuple[T, T]]:
    """One-to-one pairs of positive similarity, best first; ties by position. Only records that meet are compared."""
    spans_b = [where(b) for b in second]
    scored = []
    for i, a in enumerate(first):
        start, end = where(a)
        for j, b in enumerate(second):
            if start < spans_b[j][1] and spans_b[j][0] < end and (score := similarity(a, b)) > 0:
                scored.append((-score, i, j))
    used_a: set[int] = set()
    used_b: set[int] = set()
    pairs = []
    for _, i, j in sorted(scored):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((i, j))
    return [(first[i], second[j]) for i, j in sorted(pairs)]


def mention_similarity(a: Mention, b: Mention) -> float:
    """Dice overlap of two mentions."""
    return dice([a], [b])


def claim_similarity(a: Claim, b: Claim) -> float:
    """Mean of evidence and text overlap; 0 below the floor or without common evidence."""
    where = dice(a.spans, b.spans)
    one, other = _bag(a.text), _bag(b.text)
    text = 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
    score = (where + text) / 2
    return score if where and score >= CLAIM_FLOOR else 0.0


def attribution_similarity(a: Attribution, b: Attribution) -> float:
    """Sum of overlaps of source, cue and content; 0 unless each overlaps or is missing in both."""
    total = 0.0
    for one, other in ((a.source, b.source), (a.cue, b.cue), (a.content, b.content)):
        if not one and not other:
            continue
        overlap = dice(one, other)
        if not overlap:
            return 0.0
        total += overlap
    return total


def extent(spans: Iterable[Span]) -> tuple[int, int]:
    """First and last code point of some spans."""
    listed = list(spans)
    return min(span.start for span in listed), max(span.end for span in listed)


def dice(first: Sequence[Span], second: Sequence[Span]) -> float:
    """Dice coefficient of the code points of two lists of spans."""
    a = {offset for span in first for offset in range(span.start, span.end)}
    b = {offset for span in second for offset in range(span.start, span.end)}
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _bag(text: str) -> set[str]:
    return {word.casefold() for word in words(fold(text))}

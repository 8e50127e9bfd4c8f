"""Whether one claim denies what another says: negations, words that reverse, opposites, and what they govern."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from .english import ANTONYMS, DENIERS, LIMITS, NEGATIVE, PREFIXES, REVERSERS
from .likeness import ClaimView, Difference, difference
from .stems import mark, sense

_OPPOSITE: dict[str, set[str]] = {}
for _one, _other in ANTONYMS:
    _OPPOSITE.setdefault(sense(_one), set()).add(sense(_other))
    _OPPOSITE.setdefault(sense(_other), set()).add(sense(_one))
_OPPOSITE.setdefault("#1th", set()).add(sense("last"))
_OPPOSITE.setdefault(sense("last"), set()).add("#1th")
_REVERSERS = frozenset(map(sense, REVERSERS | NEGATIVE))
_DENIERS = frozenset(map(sense, DENIERS)) | {"!"}
_LIMITS = frozenset(map(sense, LIMITS)) | {"?if", *(f"%{word}" for word in LIMITS)}
_REACH = 5
"""Words after a negation that it governs."""
_ROOT = 5
"""Letters that two forms of one word share."""
_BESIDE = 3
"""Words on each side of one of two opposites that show whether both speak of one thing."""


def opposites(gap: Difference) -> list[tuple[str, str]]:
    """Pairs of words that stand against each other: 'support' against 'oppose', 'stable' against 'unstable'."""
    return [(x, y) for x in gap.only_a for y in gap.only_b if y in _OPPOSITE.get(x, ()) or _prefixed(x, y)]


def opposite_pairs() -> list[tuple[str, str]]:
    """Every listed pair of opposites, as stems, in a fixed order."""
    return sorted((x, y) for x, others in _OPPOSITE.items() for y in others if x < y)


def _prefixed(x: str, y: str) -> bool:
    long, short = (x, y) if len(x) > len(y) else (y, x)
    if len(short) < 3 or mark(x) or mark(y):
        return False
    return any(long == prefix + short for prefix in PREFIXES) or (long.endswith("less") and (
        long.removesuffix("less") in (short, short.removesuffix("ful"))))


def reversers(gap: Difference) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words such as 'refuse' or 'fail' that only one side has."""
    return tuple(t for t in gap.only_a if t in _REVERSERS), tuple(t for t in gap.only_b if t in _REVERSERS)


def clash(a: ClaimView, b: ClaimView) -> str:
    """Why two wordings cannot both be true although most of their words differ; empty when that is not sure.

    One negation more is no contradiction by itself: 'never get out of poverty' says what 'poverty is a circle' says. It
    is one where what it governs is said by the other claim, and not denied there.
    """
    if not (found := polarity(a, b)).flipped:
        return ""
    for x, y in opposites(difference(a, b)):
        near_a, near_b = _beside(a, x), _beside(b, y)
        if _said(near_a, b.tokens, a) >= 500 or _said(near_b, a.tokens, b) >= 500:
            return f"‘{a.list([x])}’ against ‘{b.list([y])}’ of the same"
    for one, other in ((a, b), (b, a)):
        denied_there = [_governed(other, at) for at in _carriers(other)]
        for at in _carriers(one):
            scope = _governed(one, at)
            if one.tokens[at] in found.words and not any(_said(scope, there, one) for there in denied_there) \
                    and _said(scope, other.tokens, one) >= 500:
                return f"only one denies ‘{one.list(scope)}’"
    return ""


def _carriers(view: ClaimView) -> list[int]:
    """Where a word stands that denies its clause, unless what follows takes it back or makes it depend on something."""
    return [at for at, token in enumerate(view.tokens) if token in _DENIERS and token not in view.names
            and _LIMITS.isdisjoint(view.tokens[at + 1 :])]


def _governed(view: ClaimView, at: int) -> tuple[str, ...]:
    """The words a negation stands for: those after it, or before it where it ends the sentence ('… is false')."""
    chosen = view.tokens[at + 1 : at + 1 + _REACH] or view.tokens[max(0, at - _REACH) : at]
    return tuple(token for token in chosen if mark(token) in ("", "@", "#", "~"))


def _beside(view: ClaimView, token: str) -> tuple[str, ...]:
    at = view.tokens.index(token)
    near = (*view.tokens[max(0, at - _BESIDE) : at], *view.tokens[at + 1 : at + 1 + _BESIDE])
    return tuple(t for t in near if mark(t) in ("", "@", "#", "~"))


def _said(words: tuple[str, ...], other: tuple[str, ...], view: ClaimView) -> int:
    """Share of the weight of `words` that `other` holds too, if only in another form ('aggression', 'aggressive')."""
    stems = {token[:_ROOT] for token in other if len(token) >= _ROOT}
    held = [token for token in words if token in other or (len(token) >= _ROOT and token[:_ROOT] in stems)]
    return 1000 * view.weight(held) // view.weight(words) if words else 0


@dataclass(frozen=True, slots=True)
class Polarity:
    """Whether one claim denies what the other says, and by which words."""

    flipped: bool
    words: frozenset[str]
    """Tokens that carry the difference."""
    reason: str


def polarity(a: ClaimView, b: ClaimView) -> Polarity:
    """Negations, words that reverse and opposites, counted: two of them cancel out."""
    gap = difference(a, b)
    nots = a.tokens.count("!") - b.tokens.count("!")
    pairs = opposites(gap)
    used = {word for pair in pairs for word in pair}
    sides = zip(reversers(gap), (a, b), strict=True)
    turns = [[t for t in side if t not in used and t not in view.names] for side, view in sides]
    # A word may stand against several others: each side counts once a word.
    against = min(len({x for x, _ in pairs}), len({y for _, y in pairs}))
    flips = abs(nots) + against + abs(len(turns[0]) - len(turns[1]))
    parts = [f"‘{a.list([x])}’ against ‘{b.list([y])}’" for x, y in pairs]
    if nots:
        parts.append("only one has a negation")
    parts += [f"only one has ‘{view.list([t])}’" for view, side in zip((a, b), turns, strict=True) for t in side]
    return Polarity(flips % 2 == 1, frozenset({"!", *used, *turns[0], *turns[1]}), "; ".join(parts))


def negated_words(view: ClaimView) -> Counter[str]:
    """The word after each negation: 'not fair' and 'not free' deny different things."""
    following = zip(view.tokens, view.tokens[1:], strict=False)
    return Counter(after for token, after in following if token == "!")

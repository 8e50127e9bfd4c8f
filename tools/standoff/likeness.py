"""What two claims have in common and what only one of them says: the ground on which features and guards stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from .dates import bounds
from .english import SYMMETRIC
from .lexis import Number
from .stems import mark, sense

_SYMMETRIC = frozenset(map(sense, SYMMETRIC))


@dataclass(frozen=True, slots=True, eq=False)
class ClaimView:
    """One claim as fields to compare. Compared by identity: one object a claim."""

    id: str
    """Global id, doc#c-…"""
    document: str
    text: str
    kind: str = "factual"
    stance: str = "asserted"
    time: str | None = None
    """YYYY[-MM[-DD]] or two of them joined by '/', as in the model."""
    tokens: tuple[str, ...] = ()
    """See `lexis`."""
    names: frozenset[str] = frozenset()
    numbers: tuple[Number, ...] = ()
    passive: bool = False
    tense: str = ""
    written: Mapping[str, str] = field(default_factory=dict)
    """Token -> the words it stands for."""
    entities: tuple[str, ...] = ()
    """What it is about, subject first: registry ids, and for entities of one document doc#e-…"""
    events: frozenset[str] = frozenset()
    """Those of `entities` that are events of the registry, whose date is known by the event."""
    sides: Mapping[str, str] = field(default_factory=dict)
    """Registry id -> the state or organisation it belongs to in the end."""
    took_part: tuple[str, str] | None = None
    """(person, event) of a claim that says no more than that this person was at this event."""
    rarity: Mapping[str, int] = field(default_factory=dict)
    """Token -> weight, in eighths of a bit: 8 · log2(claims / claims that hold it), at least 1."""

    def list(self, tokens: Sequence[str], most: int = 6) -> str:
        """`tokens` as this claim writes them, at most `most` of them: 'Wang Yi, 27 billion'."""
        return ", ".join(self.written.get(t, t) for t in tokens[:most]) + (" …" if len(tokens) > most else "")

    def weight(self, tokens: Iterable[str]) -> int:
        """Sum of the rarity of `tokens`."""
        return sum(self.rarity.get(token, 8) for token in tokens)


@dataclass(frozen=True, slots=True)
class Difference:
    """Tokens of two claims, each once, in reading order. A word that one says twice is also its own."""

    both: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]

    def of(self, marks: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The tokens of one side only whose mark is in `marks` ('@#~')."""
        return (tuple(t for t in self.only_a if mark(t) and mark(t) in marks),
                tuple(t for t in self.only_b if mark(t) and mark(t) in marks))

    def without(self, tokens: Iterable[str]) -> Difference:
        """The same, leaving `tokens` out of account."""
        drop = set(tokens)
        return Difference(self.both, tuple(t for t in self.only_a if t not in drop),
                          tuple(t for t in self.only_b if t not in drop))

    @property
    def two_sided(self) -> bool:
        """True when each claim has something the other lacks."""
        return bool(self.only_a and self.only_b)


@lru_cache(maxsize=4)
def difference(a: ClaimView, b: ClaimView) -> Difference:
    """What both say and what only one says."""
    both = tuple(t for t in dict.fromkeys(a.tokens) if t in b.tokens)
    return Difference(both, _beyond(a, b), _beyond(b, a))


def _beyond(a: ClaimView, b: ClaimView) -> tuple[str, ...]:
    """What `a` says more often than `b`; to name somebody again adds nothing."""
    more = Counter(a.tokens) - Counter(b.tokens)
    return tuple(t for t in more if t not in b.tokens or not (mark(t) == "@" or t in a.names))


def one_place(a: ClaimView, b: ClaimView) -> tuple[list[str], list[str]] | None:
    """What each claim has in the one stretch where they differ; None when they differ in several, or one adds only."""
    x, y = list(a.tokens), list(b.tokens)
    while x and y and x[0] == y[0]:
        del x[0], y[0]
    while x and y and x[-1] == y[-1]:
        del x[-1], y[-1]
    return (x, y) if x and y and set(x).isdisjoint(y) else None


def is_anchor(token: str, a: ClaimView, b: ClaimView) -> bool:
    """True for what fills a role: entities, names, figures."""
    return mark(token) in ("@", "#", "~") or token in a.names or token in b.names


def swapped(a: ClaimView, b: ClaimView) -> bool | None:
    """True when the same participants change roles; None when fewer than two are shared.

    Lists of names are sorted and leading circumstances moved before (`lexis`); a passive must turn the order round;
    participants of a symmetric predicate ('met', 'relations') may change places.
    """
    gap = difference(a, b)
    same_words = not gap.only_a and not gap.only_b
    shared = [t for t in gap.both if same_words or is_anchor(t, a, b)]
    if len(shared) < 2:
        return None
    surplus = [a.tokens.count(t) - b.tokens.count(t) for t in shared]
    if min(surplus) < 0 < max(surplus):
        return True  # 'sales to Taiwan anger China, not Taiwan': one named twice here, the other there
    one, other = _order(a, b, shared), _order(b, a, shared)
    anchors = [[t for t in order if is_anchor(t, a, b)] for order in (one, other)]
    if a.passive != b.passive:
        if not same_words:
            return None
        # Dates and figures are circumstances: they stay where they are when the participants turn round.
        anchors = [[t for t in order if mark(t) not in ("#", "~")] for order in anchors]
        # 'Japan accused China' and 'China was accused by Japan' agree; with one subject they do not.
        return one[0] == other[0] or (len(anchors[0]) > 1 and anchors[0] == anchors[1])
    if one == other or (same_words and _rotated(one, other)):
        return False
    if _symmetric(a, anchors[0]) and _symmetric(b, anchors[1]) and sorted(anchors[0][:2]) == sorted(anchors[1][:2]):
        return anchors[0][2:] != anchors[1][2:]  # who comes first does not matter; what follows still does
    if anchors[0] == anchors[1]:
        # Only plain words moved: an adverb when one word did, another sentence when more did.
        return same_words and not _one_moved(one, other)
    return True


def _order(view: ClaimView, against: ClaimView, shared: Sequence[str]) -> list[str]:
    """The shared tokens in reading order; one that the other claim repeats more or less often counts once."""
    once = {t for t in shared if view.tokens.count(t) != against.tokens.count(t)}
    kept: list[str] = []
    for token in view.tokens:
        if token in shared and not (token in once and token in kept):
            kept.append(token)
    return kept


def _rotated(one: list[str], other: list[str]) -> bool:
    """'Without aid they …' and 'They … without aid': the head of one stands at the end of the other."""
    turns = [n for n in range(1, len(one)) if one[n:] + one[:n] == other]
    # A single word at either end is no circumstance unless it is a date: 'dogs bite' is not 'bite dogs'.
    return any(1 < n < len(one) - 1 or mark(one[0]) == "~" or mark(other[0]) == "~" for n in turns)


def _symmetric(view: ClaimView, anchors: list[str]) -> bool:
    """True when a symmetric predicate stands right before the second participant: 'China met with Japan'."""
    if len(anchors) < 2:
        return False
    at = view.tokens.index(anchors[1])
    return at > 0 and view.tokens[at - 1] in _SYMMETRIC


def _one_moved(one: list[str], other: list[str]) -> bool:
    return any([t for n, t in enumerate(one) if n != i] == _drop(other, word) for i, word in enumerate(one))


def _drop(tokens: list[str], word: str) -> list[str]:
    at = tokens.index(word)
    return tokens[:at] + tokens[at + 1 :]


def time_relation(a: ClaimView, b: ClaimView) -> str | None:
    """How `a.time` lies to `b.time`: same, inside, around, overlapping, disjoint; None unless both are known."""
    if not a.time or not b.time:
        return None
    (a_first, a_last), (b_first, b_last) = bounds(a.time), bounds(b.time)
    if a_last < b_first or b_last < a_first:
        return "disjoint"
    if (a_first, a_last) == (b_first, b_last):
        return "same"
    if b_first <= a_first and a_last <= b_last:
        return "inside"
    return "around" if a_first <= b_first and b_last <= a_last else "overlapping"


def pinned(a: ClaimView, b: ClaimView) -> frozenset[str]:
    """Events that both are about: they fix the time, however much of it each text tells."""
    return a.events & b.events

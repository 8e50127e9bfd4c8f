"""Guards: what stands against joining two claims, and which relation it makes of them.

A guard never drops a pair in silence: each gives a relation with its reason, and the pair goes to a person. As a
silent veto such rules fire on one true duplicate in three; as the reason for another relation they are mostly right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..aligning import aligned
from ..english import MEASURES, TELLING, THOUGHT, WEAK
from ..likeness import (
    ClaimView,
    Difference,
    difference,
    is_anchor,
    one_place,
    pinned,
    swapped,
    time_relation,
)
from ..polarity import clash, negated_words, polarity
from ..stems import mark, sense, stem
from .terms import Relation

REWORDED = 40
"""A rewording may replace words of at most this weight, in hundredths of the weight of what both say."""
_SOLE = {"%only", "%solely", "%except", "%excluding"}
_MEASURES = frozenset(map(sense, MEASURES)) | {"$", "€", "£", "¥"}
_TELLING, _ACCORDING = frozenset(map(sense, TELLING)), stem("according")
_THOUGHT = frozenset(map(sense, THOUGHT))
_GROUPS = {"factual": "factual", "prediction": "factual"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one guard makes of a pair. `forward`: with entails, whether the first claim entails the second."""

    guard: str
    relation: Relation
    reason: str
    forward: bool = True


def judge(a: ClaimView, b: ClaimView) -> list[Verdict]:
    """Every guard that speaks, the decisive one first; empty when nothing stands against joining."""
    a, b = aligned(a, b)
    if a.took_part and a.took_part == b.took_part:
        return [*_kind(a, b), *_times(a, b)]
    hard = [verdict for guard in _HARD for verdict in guard(a, b)] or list(_replaced(a, b))
    way = list(_one_way(a, b))
    if {verdict.guard for verdict in hard} == {"kind"} and way and way[0].relation == "entails":
        rich, bare = (a, b) if way[0].forward else (b, a)
        if rich.kind != "prescription" and _holds(rich.tokens, bare.tokens):
            return [*way, *hard]  # 'Anchorage was chosen because it is the midpoint' judges, and tells a fact as well
    return [*hard, *way]


def _holds(tokens: tuple[str, ...], run: tuple[str, ...]) -> bool:
    """True when `run` stands in `tokens` word by word."""
    return any(tokens[at : at + len(run)] == run for at in range(len(tokens) - len(run) + 1))


def _kind(a: ClaimView, b: ClaimView) -> Iterator[Verdict]:
    if _GROUPS.get(a.kind, a.kind) != _GROUPS.get(b.kind, b.kind):
        yield Verdict("kind", "distinct", f"one is {a.kind}, the other {b.kind}")


def _polarity(a: ClaimView, b: ClaimView) -> Iterator[Verdict]:
    found = polarity(a, b)
    if found.flipped:
        yield _opposed("polarity", a, b, found.words, found.reason)
    elif "!" in a.tokens and "!" in b.tokens and negated_words(a) != negated_words(b):
        if not any(w in b.tokens for w in negated_words(a)) and not any(w in a.tokens for w in negated_words(b)):
            return
        yield Verdict("polarity", "distinct", "the negation stands before other words")


def _opposed(guard: str, a: ClaimView, b: ClaimView, words: frozenset[str], reason: str) -> Verdict:
    """Contradiction where the rest of one claim is held by the other; else two different matters."""
    if difference(a, b).without(words).two_sided:
        return Verdict(guard, "distinct", f"{reason}, and they differ otherwise too")
    return Verdict(guard, "contradicts", reason)


def _figures(a: ClaimView, b: ClaimView) -> Iterator[Verdict]:
    ours, theirs = difference(a, b).of("#~")
    if ours and theirs:
        yield _opposed("figures", a, b, frozenset((*ours, *theirs)), _against(a, ours, b, theirs))
    elif other := _other_figures(a, b):
        yield Verdict("figures", "contradicts", other)
    bounds = {(n.value, n.unit): n.bound for n in a.numbers}
    for number in b.numbers:
        mine = bounds.get((number.value, number.unit), number.bound)
        if mine != number.bound:
            if (mine and number.bound) or "to" in (mine, number.bound):
                yield Verdict("figures", "distinct", f"one number reads ‘{mine}’, the other ‘{number.bound}’")
            else:
                yield Verdict("figures", "entails", "an exact number against a bound or an estimate", not mine)


def _other_figures(a: ClaimView, b: ClaimView) -> str:
    """Figures of one sort that both claims have and that differ, or one figure in different measures."""
    ours, theirs = ([t for t in side if mark(t) == "~" or not t.endswith("th")] for side in difference(a, b).of("#~"))
    if {mark(t) for t in ours} & {mark(t) for t in theirs}:
        return _against(a, ours, b, theirs)
    for one in a.numbers:
        for other in b.numbers:
            if one.value == other.value and one.unit != other.unit and {one.unit, other.unit} <= _MEASURES:
                return f"{one.value // 1000:,} {one.unit} against {other.value // 1000:,} {other.unit}"
    return ""


def _times(a: ClaimView, b: ClaimView) -> Iterator[Verdict]:
    relation = time_relation(a, b)
    if relation == "disjoint":
        yield Verdict("times", "distinct", f"at different times: {a.time} and {b.time}")
    elif relation == "overlapping" and not pinned(a, b):
        yield Verdict("times", "distinct", f"times overlap in part only: {a.time} and {b.time}")


def _roles(a: ClaimView, b: ClaimView) -> Iterator[Verdict]:
    if swapped(a, b):
        yield Verdict("roles", "distinct", "the same words in other roles")


def _sources(a: ClaimView, b: ClaimView) -> Iterator[Verdict]:
    """The same told by somebody else: the one place stands before a verb of telling, or after 'according to'."""
    if place := one_place(a, b):
        start = next(n for n, (x, y) in enumerate(zip(a.tokens, b.tokens, strict=False)) if x != y)
        after = a.tokens[start + len(place[0]) :][:1]
        if (after and after[0] in _TELLING) or a.tokens[max(0, start - 1) : start] == (_ACCORDING,):
            yield Verdict("source", "distinct", f"told by {_against(a, place[0], b, place[1])}")


def _names(a: ClaimView, b: ClaimView) -> Iterator[Verdict]:
    gap = difference(a, b)
    ours = tuple(t for t in gap.only_a if _is_name(t, a))
    theirs = tuple(t for t in gap.only_b if _is_name(t, b))
    if not ours or not theirs:
        return
    reason = _against(a, ours, b, theirs)
    if one_place(a, b):
        if _belongs(a, ours, theirs):
            yield Verdict("names", "entails", f"{reason}, to which it belongs")
            return
        if _belongs(b, theirs, ours):
            yield Verdict("names", "entails", f"{_against(b, theirs, a, ours)}, to which it belongs", False)
            return
    yield Verdict("names", "distinct", reason)


def _belongs(view: ClaimView, members: tuple[str, ...], wholes: tuple[str, ...]) -> bool:
    """True when each of `members` acts for one of `wholes`."""
    return all(mark(t) == "@" and f"@{view.sides.get(t[1:], '')}" in wholes for t in members)


def _modality(a: ClaimView, b: ClaimView) -> Iterator[Verdict]:
    ours, theirs = difference(a, b).of("?")
    if not ours and not theirs:
        if {a.tense, b.tense} == {"future", "past"} and a.kind == b.kind:
            yield Verdict("modality", "distinct", "one tells what will be, the other what was")
        return
    said = _against(a, ours, b, theirs) if ours and theirs else f"only one says ‘{a.list(ours) or b.list(theirs)}’"
    rest = difference(a, b).without((*ours, *theirs))
    soft = {"?may", "?if"}.issuperset(ours or theirs) and not (ours and theirs)
    if soft and not rest.two_sided and not (rest.only_a if ours else rest.only_b):
        # The bare sentence says more than the hedged or conditional one.
        yield Verdict("modality", "entails", said, not ours)
        return
    yield Verdict("modality", "distinct", said)


def _quantity(a: ClaimView, b: ClaimView) -> Iterator[Verdict]:
    ours, theirs = difference(a, b).of("%")
    if ours and theirs:
        yield Verdict("quantity", "distinct", _against(a, ours, b, theirs))
    elif _SOLE.intersection(ours or theirs):
        yield Verdict("quantity", "distinct", f"only one says ‘{a.list(ours) or b.list(theirs)}’")
    elif ours or theirs:
        weak = [t for t in ours or theirs if t[1:] in WEAK]
        rest = difference(a, b).without((*ours, *theirs))
        if weak and not rest.two_sided and not (rest.only_a if ours else rest.only_b):
            yield Verdict("quantity", "entails", f"only one says ‘{a.list(ours) or b.list(theirs)}’", not ours)


def _words(a: ClaimView, b: ClaimView) -> Iterator[Verdict]:
    """Words of its own on both sides. Other words in one place are another fact; a rewording touches several places
    and leaves most of the sentence in common (all 48 such pairs of Perspectrum's development set are the same)."""
    gap = difference(a, b)
    ours, theirs = _plain(gap.only_a, a), _plain(gap.only_b, b)
    if not ours or not theirs:
        return
    reason = _against(a, ours, b, theirs)
    common = a.weight(gap.both)
    if one_place(a, b):
        yield Verdict("words", "distinct", f"other words in one place: {reason}")
    elif max(a.weight(gap.only_a), b.weight(gap.only_b)) * 100 > common * REWORDED:
        yield Verdict("words", "distinct", f"each says something of its own: {reason}")


def _replaced(a: ClaimView, b: ClaimView) -> Iterator[Verdict]:
    """A name where the other has a common noun, a number where it has a word, one of two mentions of a country changed:
    no guard above compares the two."""
    gap, place = difference(a, b), one_place(a, b)
    if place:
        yield Verdict("words", "distinct", f"in one place {_against(a, place[0], b, place[1])}")
    elif gap.two_sided and not (_plain(gap.only_a, a) and _plain(gap.only_b, b)):
        yield Verdict("words", "distinct", _against(a, gap.only_a, b, gap.only_b))


def _plain(tokens: tuple[str, ...], view: ClaimView) -> tuple[str, ...]:
    return tuple(t for t in tokens if not mark(t) and t not in view.names)


def _one_way(a: ClaimView, b: ClaimView) -> Iterator[Verdict]:
    """What only one claim says makes it the more specific one: it entails the other."""
    gap = difference(a, b)
    more_a, more_b = _more(gap, a, b, gap.only_a), _more(gap, b, a, gap.only_b)
    if more_a and more_b:
        yield Verdict("one-way", "distinct", f"each says something of its own: {more_a}; {more_b}")
    elif thought := [token for token in (*gap.only_a, *gap.only_b) if token in _THOUGHT]:
        said = (a if thought[0] in gap.only_a else b).list(thought)
        yield Verdict("one-way", "distinct", f"one tells only what is thought, feared or possible: ‘{said}’")
    elif more_a or more_b:
        # Under a negation the general sentence says more than the specific one: 'did not meet' against
        # 'did not meet in Alaska'.
        forward = bool(more_a) != ("!" in gap.both)
        yield Verdict("one-way", "entails", f"only {a.id if more_a else b.id} says {more_a or more_b}", forward)


def _more(gap: Difference, mine: ClaimView, other: ClaimView, only: tuple[str, ...]) -> str:
    """What one claim tells beyond the other: words, and a time that no event both are about fixes."""
    said = [f"‘{mine.list(only)}’"] if only and not gap.two_sided else []
    if not pinned(mine, other) and ((mine.time and not other.time) or time_relation(mine, other) == "inside"):
        said.append(f"the time {mine.time}")
    return ", ".join(said)


def _against(a: ClaimView, ours: Sequence[str], b: ClaimView, theirs: Sequence[str]) -> str:
    return f"‘{a.list(ours)}’ against ‘{b.list(theirs)}’"


_HARD: tuple[Callable[[ClaimView, ClaimView], Iterator[Verdict]], ...] = (
    _kind, _polarity, _figures, _times, _sources, _words, _names, _roles, _modality, _quantity)
"""The order is the precedence: the first that speaks decides."""


Bar = Literal["none", "open", "odd", "doubt", "never"]
"""What guards mean for a cluster: nothing is against the pair and its words are the same; free wording, ask the score;
free wording, but something stands against it, so that others go first; one word was changed, so the pair alone does not
join; it never joins."""
_FEW = 2
"""Words of the one place in which a single change is looked for; more are a rewording."""
_LONG = 5
"""A sentence this many times as long as the place is the same sentence with something changed, not a rewording."""


def bar(a: ClaimView, b: ClaimView, verdicts: Sequence[Verdict] | None = None) -> Bar:
    """What stands against having both claims in one cluster of free wordings.

    Guards are sure where the rest of the sentence is the same: one changed name, number, date, role or polarity keeps
    two claims apart for good. One changed word may be a synonym, so it is a doubt. Where most words differ, as in a
    paraphrase, guards fire on one true duplicate in three: there only a denial of what the other claim says is sure.
    """
    a, b = aligned(a, b)
    said = judge(a, b) if verdicts is None else verdicts
    if not said:
        return "none"
    gap, place = difference(a, b), one_place(a, b)
    if said[0].guard in ("kind", "times"):
        return "never"
    if not gap.only_a and not gap.only_b:
        # Names that change places change the fact; of plain words that do, half are a rewording.
        return "never" if sum(is_anchor(token, a, b) for token in gap.both) > 1 else "doubt"
    longest = max(len(a.tokens), len(b.tokens))
    if gap.both and _renamed(gap, a, b):
        return "never"
    if place and gap.both and (max(map(len, place)) == 1 or 2 * max(map(len, place)) < longest):
        if said[0].guard in ("figures", "names") or said[0].relation == "contradicts":
            return "never"
        if said[0].guard == "source":
            return "never"
        small = max(map(len, place)) * _LONG <= longest
        return "doubt" if small or (min(map(len, place)) == 1 and max(map(len, place)) <= _FEW) else "open"
    near = not gap.two_sided or 2 * len(gap.both) > longest
    if said[0].relation == "contradicts" and near:
        return "never"
    if clash(a, b) or _other_figures(a, b):
        return "doubt"
    if not gap.two_sided and said[0].guard in ("modality", "quantity", "figures"):
        return "never"
    return "odd" if _odd(a, b) else "open"


def _renamed(gap: Difference, a: ClaimView, b: ClaimView) -> bool:
    """True when a name stands where the other has another one, and nothing else differs."""
    return gap.two_sided and all(_is_name(t, a) for t in gap.only_a) and all(_is_name(t, b) for t in gap.only_b)


def _is_name(token: str, view: ClaimView) -> bool:
    return mark(token) == "@" or token in view.names


def _odd(a: ClaimView, b: ClaimView) -> bool:
    """True when two wordings differ in what a rewording mostly keeps: names, figures, roles, duty and possibility."""
    guards = (_figures, _names, _roles, _modality)
    return polarity(a, b).flipped or any(said.relation == "distinct" for guard in guards for said in guard(a, b))

"""Two claims read with one pen: short forms, titles and hyphens that differ without a difference in what is said.

Such readings depend on the pair: 'WHO' is the World Health Organization only beside a claim that names it, and a title
tells persons apart where both claims give one.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from .english import TITLES
from .likeness import ClaimView, difference
from .stems import mark, sense

_TITLES = frozenset(map(sense, TITLES))
Run = tuple[int, int]


@lru_cache(maxsize=4)
def aligned(a: ClaimView, b: ClaimView) -> tuple[ClaimView, ClaimView]:
    """Both claims, each with what is only written otherwise put as the other puts it."""
    gap = difference(a, b)
    if not gap.only_a and not gap.only_b:
        return a, b
    a, b = _untitled(a, b), _untitled(b, a)
    a, b = _shortened(a, b), _shortened(b, a)
    return _joined(a, b), _joined(b, a)


def _put(view: ClaimView, run: Run, by: tuple[str, ...]) -> ClaimView:
    tokens = (*view.tokens[: run[0]], *by, *view.tokens[run[1] :])
    return replace(view, tokens=tokens, names=view.names | frozenset(by) if by else view.names)


def _untitled(view: ClaimView, other: ClaimView) -> ClaimView:
    """Without a title before a name that the other claim gives without any."""
    for at, token in enumerate(view.tokens[:-1]):
        name = view.tokens[at + 1]
        named = name in view.names or mark(name) == "@"
        if token in _TITLES and token not in other.tokens and named and name in other.tokens:
            before = other.tokens.index(name) - 1
            if before < 0 or other.tokens[before] not in _TITLES:
                return _put(view, (at, at + 1), ())
    return view


def _shortened(view: ClaimView, other: ClaimView) -> ClaimView:
    """With the initials that the other claim uses for a name of several words."""
    for short in difference(view, other).only_b:
        letters = other.written.get(short, "")
        if not (2 <= len(letters) <= 6 and letters.isupper() and letters.isalpha()):
            continue
        size = len(letters)
        for at in range(len(view.tokens) - size + 1):
            run = view.tokens[at : at + size]
            if all(t in view.names and not mark(t) for t in run) and "".join(
                    view.written.get(t, t)[:1] for t in run).upper() == letters:
                return _put(view, (at, at + size), (short,))
    return view


def _joined(view: ClaimView, other: ClaimView) -> ClaimView:
    """With two words as the one word that the other claim writes: 'cease-fire' and 'ceasefire'."""
    only = difference(view, other).only_b
    for at in range(len(view.tokens) - 1):
        x, y = view.tokens[at : at + 2]
        if not mark(x) and not mark(y) and (
                word := sense((view.written.get(x, x) + view.written.get(y, y)).casefold())) in only:
            return replace(_put(view, (at, at + 2), ()), tokens=(*view.tokens[:at], word, *view.tokens[at + 2 :]))
    return view

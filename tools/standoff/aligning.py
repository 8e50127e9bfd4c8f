"""Two claims read with one pen: short forms, titles, hyphens and nouns made of verbs that differ without a difference
in what is said.

Such readings depend on the pair: 'WHO' is the World Health Organization only beside a claim that names it, and a title
tells persons apart where both claims give one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import product

import regex

from .amounts import bound
from .english import LEGAL_FORMS, LIGHT, TITLES, WEEKDAYS
from .likeness import ClaimView, difference
from .stems import mark, pieces, sense, stem

_TITLES, _LIGHT, _FORMS, _WEEKDAYS = (frozenset(map(sense, words)) for words in (TITLES, LIGHT, LEGAL_FORMS, WEEKDAYS))
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*")
_SMALL = frozenset({"of", "and", "for", "the", "on", "in", "to", "de", "du", "des"})
_OF_VERBS = ("tion", "sion", "ion", "ment", "anc", "enc", "al", "sis", "ur")
"""Endings, as stems have them, of nouns that name what a verb does: 'decision', 'refusal', 'appearance'."""
_ENDING = 2
"""Letters at the end of a verb's stem that its noun may change: 'decid' and 'decision', 'expand' and 'expansion'."""
_BOUNDING = 5
"""Words before a number among which its bound is looked for."""
_FULL_DATE = regex.compile(r"~\d{4}-\d\d-\d\d")
_SLASHED = regex.compile(r"~(\d\d?)/(\d\d?)/(\d{4})")
Run = tuple[int, int]


@lru_cache(maxsize=4)
def aligned(a: ClaimView, b: ClaimView) -> tuple[ClaimView, ClaimView]:
    """Both claims, each with what is only written otherwise put as the other puts it."""
    gap = difference(a, b)
    if not gap.only_a and not gap.only_b:
        return a, b
    for reading in _READINGS:
        a, b = reading(a, b), reading(b, a)
    # Nouns are put as verbs only where nothing else differs: a paraphrase is left to the score.
    one, other = _as_verbs(a, b), _as_verbs(b, a)
    gap = difference(one, other)
    return (a, b) if gap.only_a or gap.only_b else (one, other)


def _put(view: ClaimView, run: Run, by: tuple[str, ...]) -> ClaimView:
    tokens = (*view.tokens[: run[0]], *by, *view.tokens[run[1] :])
    return replace(view, tokens=tokens, names=view.names | frozenset(by) if by else view.names)


def _untitled(view: ClaimView, other: ClaimView) -> ClaimView:
    """Without the titles before a name that the other claim gives without any, or with the last of them."""
    for at, token in enumerate(view.tokens):
        if not (_named(token, view) and token in other.tokens) or token in _TITLES:
            continue
        start = at
        while start and view.tokens[start - 1] in _TITLES:
            start -= 1
        theirs = other.tokens.index(token)
        kept = 0
        while kept < min(at - start, theirs) and other.tokens[theirs - 1 - kept] == view.tokens[at - 1 - kept]:
            kept += 1
        if start < at - kept and (theirs == kept or other.tokens[theirs - 1 - kept] not in _TITLES):
            return _put(view, (start, at - kept), ())
    return view


def _named(token: str, view: ClaimView) -> bool:
    return token in view.names or mark(token) == "@"


def _unformed(view: ClaimView, other: ClaimView) -> ClaimView:
    """Without 'Corp.' or 'Ltd' after a name that the other claim gives without it."""
    for at in range(1, len(view.tokens)):
        token, name = view.tokens[at], view.tokens[at - 1]
        if token in _FORMS and token not in other.tokens and _named(name, view) and name in other.tokens:
            return _put(view, (at, at + 1), ())
    return view


def _undated(view: ClaimView, other: ClaimView) -> ClaimView:
    """Without the day of the week beside a full date that the other claim gives alone."""
    shared = any(_FULL_DATE.fullmatch(token) and token in other.tokens for token in view.tokens)
    for at, token in enumerate(view.tokens):
        if shared and token in _WEEKDAYS and _WEEKDAYS.isdisjoint(other.tokens):
            return _put(view, (at, at + 1), ())
    return view


def _read_date(view: ClaimView, other: ClaimView) -> ClaimView:
    """With a date such as 03/04/2011 read as the other claim reads it: day or month first."""
    for at, token in enumerate(view.tokens):
        if match := _SLASHED.fullmatch(token):
            one, two, year = match.groups()
            for day in (f"~{year}-{two:0>2}-{one:0>2}", f"~{year}-{one:0>2}-{two:0>2}"):
                if day in other.tokens:
                    return replace(view, tokens=(*view.tokens[:at], day, *view.tokens[at + 1 :]))
    return view


def _counted(view: ClaimView, other: ClaimView) -> ClaimView:
    """With '1500 people' read as the other claim's '1,500 people', and not as a year."""
    for number in other.numbers:
        year, figure = f"~{number.value // 1000}", f"#{number.value}"
        if year in view.tokens and figure in other.tokens and year not in other.tokens:
            words = [word.casefold() for word in pieces(view.text)]
            at = words.index(year[1:])
            if number.unit in map(sense, words[at + 1 : at + 2]):
                mine = replace(number, bound=bound(words[max(0, at - _BOUNDING) : at]))
                tokens = tuple(figure if token == year else token for token in view.tokens)
                return replace(view, tokens=tokens, numbers=(*view.numbers, mine))
    return view


def _shortened(view: ClaimView, other: ClaimView) -> ClaimView:
    """With the initials that the other claim uses for several words: 'WTO', 'BoE', 'PM'."""
    for short in difference(view, other).only_b:
        letters = other.written.get(short, "")
        if 2 <= len(letters) <= 6 and letters.isalpha() and sum(map(str.isupper, letters)) > 1:
            for words in _written_out(view.text, letters.casefold()):
                tokens = {sense(piece.casefold()) for word in words for piece in pieces(word)} - set(other.tokens)
                places = [at for at, token in enumerate(view.tokens) if token in tokens]
                if len(places) == len(tokens) > 1 and len(places) == places[-1] - places[0] + 1:
                    return _put(view, (places[0], places[-1] + 1), (short,))
    return view


def _written_out(text: str, letters: str) -> Iterator[list[str]]:
    """Runs of words in `text` with these initials; a small word between them may be left out."""
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    for first in range(len(words)):
        run: list[str] = []
        left, end = letters, words[first][1]
        for word, start, stop in words[first:]:
            fits = word[0].casefold() == left[0]
            if text[end:start].strip(" &") or not (fits or (run and word in _SMALL)):
                break
            end, left = stop, left[1:] if fits else left
            run += [word] if word not in _SMALL else []
            if not left:
                yield run
                break


def _joined(view: ClaimView, other: ClaimView) -> ClaimView:
    """With two words as the one word that the other claim writes: 'cease-fire' and 'ceasefire'."""
    only = difference(view, other).only_b
    for at in range(len(view.tokens) - 1):
        x, y = view.tokens[at : at + 2]
        if not mark(x) and not mark(y) and (
                word := sense((view.written.get(x, x) + view.written.get(y, y)).casefold())) in only:
            return replace(_put(view, (at, at + 2), ()), tokens=(*view.tokens[:at], word, *view.tokens[at + 2 :]))
    return view


def _as_verbs(view: ClaimView, other: ClaimView) -> ClaimView:
    """With the verb that the other claim uses for a noun made of it: 'carried out an investigation', 'investigated'."""
    gap = difference(view, other)
    for noun, verb in product(gap.only_a, gap.only_b):
        verbs = {verb.removeprefix("?"), stem(other.written.get(verb, verb).casefold())}
        if noun not in view.names and any(_of_verb(noun, each) for each in verbs):
            light = [token for token in gap.only_a if token in _LIGHT]
            tokens = tuple(verb if token == noun else token for token in view.tokens if token not in light)
            return replace(view, tokens=tokens)
    return view


def _of_verb(noun: str, verb: str) -> bool:
    root = verb[: max(4, len(verb) - _ENDING)]
    return not mark(noun) and len(verb) > 3 and noun.startswith(root) and len(noun) > len(verb) \
        and noun.endswith(_OF_VERBS)


_READINGS: tuple[Callable[[ClaimView, ClaimView], ClaimView], ...] = (
    _shortened, _untitled, _unformed, _read_date, _counted, _undated, _joined)

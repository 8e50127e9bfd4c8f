"""The review in a terminal: one pair a screen, one key a decision."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial

from ..command import say
from ..corpus import Corpus
from ..derive import Names, chain_text, statement
from ..errors import StandoffError
from ..reporter import visible
from .decide import Decision
from .propose import Proposal
from .review import Sitting
from .terms import Relation

KEYS = "s same · e the first entails the second · r the second entails the first · c contradicts · d distinct · " \
       "k skip · u undo · q quit"
_RELATIONS: dict[str, Relation] = {"s": "same", "e": "entails", "r": "entails", "c": "contradicts", "d": "distinct"}
_END = ("q", "", "\x03", "\x04")


@contextlib.contextmanager
def keys() -> Iterator[Callable[[], str]]:
    """A function that says which keys there are and waits for one; '' at the end of the input.

    In a terminal nothing decides that was typed before, and of several characters at once (pasted) only the first.
    Without one, characters of stdin.
    """
    def piped() -> str:
        key = sys.stdin.read(1)
        return piped() if key in ("\n", "\r") else key

    if not sys.stdin.isatty():
        say(visible(KEYS))
        yield piped
        return
    import termios
    import tty
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)

    def pressed() -> str:
        termios.tcflush(handle, termios.TCIFLUSH)
        say(visible(f"\n{KEYS}"))
        sys.stdout.flush()
        return os.read(handle, 4096).decode("utf-8", "replace")[:1]
    try:
        tty.setcbreak(handle)
        yield pressed
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)


def ask(sitting: Sitting, proposals: list[Proposal]) -> int:
    """Ask until all are answered or the person leaves; returns how many decisions this sitting keeps."""
    left = list(proposals)
    with keys() as read:
        while left:
            proposal = left.pop(0)
            if not list(sitting.open([proposal])):
                continue
            show(sitting.corpus, proposal, len(left) + 1)
            answer = _answer(read, sitting, proposal)
            if answer == "quit":
                break
            if answer == "undo":
                left = [proposal, *left] if not sitting.done else [*_again(proposals, left, proposal), *left]
                taken = _guarded(sitting.undo)
                say(visible(f"  taken back: {taken}" if taken else "  nothing to take back"))
    return len(sitting.done)


def _again(proposals: list[Proposal], left: list[Proposal], now: Proposal) -> list[Proposal]:
    """The pair before, and the one that was on the screen."""
    at = proposals.index(now)
    return [*(p for p in proposals[max(0, at - 1) : at] if p not in left), now]


def _guarded(act: Callable[[], str | None]) -> str | None:
    try:
        return act()
    except StandoffError as error:
        say(visible(f"  not done: {error}"))
        return None


def _answer(read: Callable[[], str], sitting: Sitting, proposal: Proposal) -> str:
    """Waits for a key that means something, and writes what it decides; 'next', 'undo' or 'quit'."""
    while True:
        key = read().lower()
        if key in _END:
            return "quit"
        if key == "u":
            return "undo"
        if key in ("k", " "):
            say("  skipped")
            return "next"
        if key in _RELATIONS:
            first, second = (proposal.b, proposal.a) if key == "r" else (proposal.a, proposal.b)
            why = proposal.reasons[0] if key != "s" and proposal.reasons else ""
            reason = f"review; the tool said {proposal.relation}: {why}" if key != "s" else ""
            decision = Decision(first.id, second.id, _RELATIONS[key], sitting.by, sitting.date, reason)
            if done := _guarded(partial(sitting.decide, decision)):
                say(visible(f"  {done}"))
            return "next"
        say(visible(f"  {key!r} means nothing here"))


def show(corpus: Corpus, proposal: Proposal, left: int) -> None:
    """Both claims with chain and sentence, and what the tool thinks."""
    say(visible(f"\n{left} open   the tool says {proposal.relation}, score {proposal.score}"))
    for number, view in ((1, proposal.a), (2, proposal.b)):
        document, local = corpus.by_id[view.document], view.id.partition("#")[2]
        claim, names = document.claims[local], Names(corpus, document)
        say(visible(f"{number}  {view.id}  [{claim.kind}, {claim.stance}{', ' + claim.time if claim.time else ''}]"))
        say(visible(f"   {view.text}"))
        say(visible(f"   says: {statement(names, claim)}"))
        say(visible(f"   chain: {chain_text(names, claim)}"))
        if document.text:
            at = document.text.sentences[document.text.sentence_at(claim.spans[0].start)]
            say(visible(f"   sentence: {document.text.quote(at.start, at.end)}"))
    for reason in proposal.reasons:
        say(visible(f"   - {reason}"))

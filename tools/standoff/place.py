"""Placing quotes: people write what they read, the tools find where it stands.

The longest quote that occurs once anchors its record; the others go to the nearest free occurrence. Measured on
PolNeAR this places 98.9-99.7 % of spans without one typed offset; what stays ambiguous is said, never guessed.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from .text import Range, Text, fold


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A quote that has no one place: `found` are its occurrences (none: it is not in the text)."""

    quote: str
    found: tuple[Range, ...]

    def why(self, text: Text) -> str:
        """One clause for a message."""
        if not self.found:
            near = closest(text, self.quote)
            return "is not in the text" + (f"; the nearest passage reads {near!r}" if near else "")
        lines = ", ".join(str(text.position(found.start)[0]) for found in self.found[:5])
        return f"occurs {len(self.found)} times (lines {lines}) and nothing says which is meant"


def place(text: Text, quotes: Sequence[str], *, within: Range | None = None, near: int | None = None,
          taken: Sequence[Range] = ()) -> list[Range | Unplaced]:
    """One range for each quote of one record, none overlapping another or `taken`; else Unplaced.

    `within` limits the search (a sentence, an outer content); `near` is a code point that decides among several.
    """
    candidates = [[hit for hit in text.find(fold(quote), within) if not _hits(hit, taken)] for quote in quotes]
    result: list[Range | Unplaced] = [Unplaced(quote, tuple(hits))
                                      for quote, hits in zip(quotes, candidates, strict=True)]
    order = sorted(range(len(quotes)), key=lambda i: (len(candidates[i]) != 1, -len(quotes[i]), i))
    used = list(taken)
    anchor = near
    for index in order:
        free = [hit for hit in candidates[index] if not _hits(hit, used)]
        if not free or (len(free) > 1 and anchor is None):
            continue
        best = free[0] if len(free) == 1 else min(free, key=lambda hit: (_distance(hit, anchor or 0), hit.start))
        result[index] = best
        used.append(best)
        anchor = best.start if anchor is None else anchor
    return result


def closest(text: Text, quote: str) -> str:
    """The passage of `text` most like `quote`, of as many words; empty when none is like it (ratio below 0.6)."""
    wanted = fold(quote).strip()
    pieces = text.folded[0].split(" ")
    size = wanted.count(" ") + 1
    best, found = 0.6, ""
    matcher = difflib.SequenceMatcher(None, "", wanted, autojunk=False)
    for first in range(len(pieces) - size + 1):
        window = " ".join(pieces[first : first + size])
        matcher.set_seq1(window)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
            best, found = matcher.ratio(), window
    return found


def _hits(candidate: Range, others: Sequence[Range]) -> bool:
    return any(candidate.overlaps(other) for other in others)


def _distance(hit: Range, anchor: int) -> int:
    return max(hit.start - anchor, anchor - hit.end, 0)

"""Placing quotes: people write what they read, the tools find where it stands.

The longest quote that occurs once anchors its record; the others go to the nearest free occurrence. Measured on
PolNeAR this places 98.9-99.7 % of spans without one typed offset; what stays ambiguous is said, never guessed.
"""

from __future__ import annotations

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
    """The passage of `text` that shares the longest run of words with `quote`; empty when none shares three words."""
    folded = text.folded[0]
    pieces = fold(quote).split(" ")
    for size in range(len(pieces) - 1, 2, -1):
        for first in range(len(pieces) - size + 1):
            at = folded.find(" ".join(pieces[first : first + size]))
            if at >= 0:
                return folded[at : at + len(quote)]
    return ""


def _hits(candidate: Range, others: Sequence[Range]) -> bool:
    return any(candidate.overlaps(other) for other in others)


def _distance(hit: Range, anchor: int) -> int:
    return max(hit.start - anchor, anchor - hit.end, 0)

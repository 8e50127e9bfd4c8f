"""What a page may show of one text: all of it, or the stretches its rights allow with the gaps between them."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Code points `start` to `end` of a text: shown when `text` is given, else a gap of `end - start` code points."""

    start: int
    end: int
    text: str | None


class Passages:
    """The text of one document as far as it may be shown. `stretches`: (first code point, text), in order, apart."""

    def __init__(self, length: int, stretches: Sequence[tuple[int, str]]) -> None:
        self.length = length
        self._stretches = [(start, text) for start, text in stretches if text]
        self._starts = [start for start, _ in self._stretches]

    @property
    def whole(self) -> bool:
        """True when nothing is hidden."""
        return sum(len(text) for _, text in self._stretches) == self.length

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Code points `start` to `end` (cut to the text) as pieces, shown and hidden ones, none empty."""
        at, end = max(0, start), min(end, self.length)
        for first, text in self._stretches[max(0, bisect.bisect_right(self._starts, at) - 1):]:
            if first >= end:
                break
            last = min(first + len(text), end)
            if last <= at:
                continue
            if at < first:
                yield Piece(at, first, None)
                at = first
            yield Piece(at, last, text[at - first : last - first])
            at = last
        if at < end:
            yield Piece(at, end, None)

    def text(self, start: int, end: int) -> str | None:
        """The text of a stretch, white space folded; None when any of it is hidden."""
        found = [piece.text for piece in self.pieces(start, end)]
        return None if None in found else " ".join("".join(filter(None, found)).split())


TextOf = Callable[[str], Passages]
"""Document id -> what may be shown of its text."""

"""Finding the spans of a text again after the text changed: kept, moved, ambiguous or lost, and never guessed.

The two texts are compared as tokens (words and single marks; white space does not count). A span's place in the new
text is certain when some run of tokens around it, of at least `CONTEXT` words, is exactly once in each of the two
texts, and a diff of the two agrees. The run grows on both sides, or on one where the other was edited. Words that were
moved out of order are in no diff: they are certain unless copied. Any other occurrence is only offered.
"""

from __future__ import annotations

import bisect
import difflib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import regex

from .text import Range, Text, fold

CONTEXT = 6
"""Words that tell one place from another; fewer may come together by chance."""
EDGE = 3
"""Tokens that must agree on both sides where the words of a span are now in the text more often than before."""
REACH = 60
"""Tokens looked at on each side of a span."""
_TOKEN = regex.compile(r"[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]")
State = Literal["kept", "moved", "ambiguous", "lost"]


@dataclass(frozen=True, slots=True)
class Anchored:
    """What became of one span: its place in the new text (kept, moved), or the nearest one to look at, if any."""

    state: State
    place: Range | None


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens `first` to `last` (end-exclusive) of the old text."""

    first: int
    last: int


class _Tokens:
    """The tokens of a text, and its tokens as one string in which runs are looked up."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.spans = [match.span() for match in _TOKEN.finditer(text.raw)]
        self.words = [text.raw[start:end] for start, end in self.spans]

    @cached_property
    def starts(self) -> list[int]:
        """Code point at which each token starts."""
        return [start for start, _ in self.spans]

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        offsets, at = [], 0
        for word in self.words:
            offsets.append(at)
            at += len(word) + 1
        return "".join(f"\n{word}" for word in self.words) + "\n", offsets

    def find(self, run: list[str], most: int = 2) -> list[int]:
        """Index of the first token of up to `most` occurrences of a run of tokens, overlapping ones included."""
        joined, offsets = self._joined
        wanted = "\n" + "\n".join(run) + "\n"
        found: list[int] = []
        at = joined.find(wanted)
        while at >= 0 and len(found) < most:
            found.append(bisect.bisect_left(offsets, at))
            at = joined.find(wanted, at + 1)
        return found

    def covering(self, place: Range) -> _Run:
        """The tokens that a stretch touches."""
        first = bisect.bisect_right(self.starts, place.start) - 1
        if first < 0 or self.spans[first][1] <= place.start:
            first += 1
        return _Run(first, bisect.bisect_left(self.starts, place.end))


class Anchor:
    """Two versions of one text."""

    def __init__(self, old: Text, new: Text) -> None:
        self.old, self.new = _Tokens(old), _Tokens(new)

    def place(self, span: Range) -> Anchored:
        """What became of `span`, given in the old text."""
        run = self.old.covering(span)
        if not 0 <= span.start < span.end <= len(self.old.text) or run.first >= run.last:
            return Anchored("lost", None)
        for before, after in ((1, 1), (0, 1), (1, 0)):
            index = self._certain(run, before, after)
            if index is not None and self._agrees(run, index):
                found = self._range(run, index, span)
                if found is not None:
                    return Anchored("kept" if found == span else "moved", found)
        return self._nearest(span)

    def _certain(self, run: _Run, before: int, after: int) -> int | None:
        """Token of the new text at which the run starts, by the smallest run around it that has one place in each."""
        for reach in range(REACH):
            low, high = max(0, run.first - before * reach), min(len(self.old.words), run.last + after * reach)
            window = self.old.words[low:high]
            if sum(word[0].isalnum() for word in window) < CONTEXT:
                continue
            places = self.new.find(window)
            if not places:
                return None
            if len(places) == 1 and len(self.old.find(window)) == 1:
                return places[0] + run.first - low
        return None

    def _agrees(self, run: _Run, index: int) -> bool:
        """False where the diff takes any of the run's tokens elsewhere, or where a moved run was copied as well."""
        mapped = {self._map.get(token, index + token - run.first) - token for token in range(run.first, run.last)}
        if mapped != {index - run.first}:
            return False
        words = self.old.words[run.first : run.last]
        copied = len(self.new.find(words, 99)) > len(self.old.find(words, 99))
        return not copied or (run.first in self._map and self._enclosed(run, index))

    def _enclosed(self, run: _Run, index: int) -> bool:
        """True when `EDGE` tokens on both sides are the same in both texts."""
        low, high, shift = max(0, run.first - EDGE), run.last + EDGE, index - run.first
        return low + shift >= 0 and self.old.words[low:high] == self.new.words[low + shift : high + shift]

    def _range(self, run: _Run, index: int, span: Range) -> Range | None:
        """The stretch over the same tokens of the new text; None where its quote would change by a space."""
        tokens, last = self.new, index + run.last - run.first - 1
        start = tokens.spans[index][0] + max(0, span.start - self.old.spans[run.first][0])
        end = tokens.spans[last][1] - max(0, self.old.spans[run.last - 1][1] - span.end)
        same = self.new.text.quote(start, end) == fold(self.old.text.raw[span.start : span.end].strip())
        return Range(start, end) if same else None

    def _nearest(self, span: Range) -> Anchored:
        """The occurrence of the quote nearest to where a plain comparison of the texts expects it."""
        places = self.new.text.find(self.old.text.quote(span.start, span.end))
        if not places:
            return Anchored("lost", None)
        expected = self._expected(span.start)
        return Anchored("ambiguous", min(places, key=lambda place: (abs(place.start - expected), place.start)))

    def _expected(self, offset: int) -> int:
        """Where a code point of the old text stands in the new one by the token comparison."""
        index = min(bisect.bisect_left(self.old.starts, offset), len(self.old.starts) - 1)
        best = max((block for block in self._blocks if block.a <= index), key=lambda block: block.a, default=None)
        if best is None or not self.new.starts:
            return offset
        return self.new.starts[min(best.b + min(index - best.a, best.size), len(self.new.starts) - 1)]

    @cached_property
    def _map(self) -> dict[int, int]:
        """Old token -> new token, by the diff."""
        return {block.a + n: block.b + n for block in self._blocks for n in range(block.size)}

    @cached_property
    def _blocks(self) -> list[difflib.Match]:
        return difflib.SequenceMatcher(None, self.old.words, self.new.words, autojunk=False).get_matching_blocks()

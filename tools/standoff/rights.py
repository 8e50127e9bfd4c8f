"""What a release may reveal of each text (release.md, Rights).

`full`: everything. `none`: offsets only. `excerpts`: quotes of at most 15 words whole, of longer ones the first and
last four words, while the union of all that is revealed stays under a share of the text; filled in fixed order.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from . import limits
from .corpus import Document, SpanAt
from .model import Shape
from .text import WORD, Range, Text, words

_WORD = re.compile(r"\S+")
_ORDER = {"mentions": 1, "source": 2, "cue": 3, "marker": 4}
_SHARED_EVIDENCE, _REST = 0, 5
"""Evidence of facts that several documents state comes first: a reader must be able to check the join. Names come
after it, since entities.name says them anyway."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What of one span a release shows: the whole quote, or its first and last words, or nothing."""

    quote: str | None = None
    first_words: str | None = None
    last_words: str | None = None


@dataclass(slots=True)
class Revealed:
    """What a release reveals of one document."""

    policy: str
    length: int
    spans: dict[tuple[int, int], Shown] = field(default_factory=dict)
    ranges: list[Range] = field(default_factory=list)
    """Stretches that quotations and the title reveal, in order, none touching another."""
    alike: list[Range] = field(default_factory=list)
    """These, and runs of eight or more words that claim texts have in common with the source."""

    @property
    def characters(self) -> int:
        return _length(self.ranges)

    @property
    def share_alike(self) -> float:
        """Share of the text that quotations and like wording of claim texts show together."""
        return round(_length(self.alike or self.ranges) / self.length, 4) if self.length else 0.0

    @property
    def share(self) -> float:
        """Revealed share of the text's code points, rounded to four places."""
        return round(self.characters / self.length, 4) if self.length else 0.0


def reveal(document: Document, in_shared_facts: frozenset[str], max_quoted: float) -> Revealed:
    """Decide for every span of `document`. `in_shared_facts`: local ids of claims in facts of several documents."""
    text, file = document.text, document.file
    if text is None or file is None:
        return Revealed("none", 0)
    policy = file.meta.rights.text
    out = Revealed(policy, len(text))
    places = sorted(_places(document, in_shared_facts), key=lambda item: (item[0], item[1].start, item[1].end))
    # The title stands in the documents table whatever the policy: it is spent first, and never refused.
    out.ranges = _union(text.find(" ".join(file.meta.title.split()))[:1])
    if policy == "full":
        out.ranges = [Range(0, len(text))]
        out.spans = {(r.start, r.end): Shown(text.quote(r.start, r.end)) for _, r in places}
        return out
    budget = 0 if policy == "none" else int(max_quoted * len(text))
    for _, place in places:
        key = (place.start, place.end)
        if key not in out.spans:
            out.spans[key] = _try(text, place, out, budget)
    out.alike = _union([*out.ranges, *worded_alike(text, (claim.text for claim in file.claims))])
    return out


def allowed(document: Document, revealed: Revealed) -> list[tuple[int, str]]:
    """The revealed stretches of a text, each with its first code point: all that a page may show of it."""
    text = document.text
    return [(r.start, text.raw[r.start : r.end]) for r in revealed.ranges] if text else []


def revealed_by(shown: Iterable[tuple[int, int, str | None, str | None, str | None]], length: int) -> float:
    """The least share of a text that spans (start, end, quote, first words, last words) reveal, to four places."""
    ranges: list[Range] = []
    for start, end, quote, first, last in shown:
        ranges += [Range(start, end)] if quote is not None else [Range(start, start + len(first or "")),
                                                                 Range(end - len(last or ""), end)]
    return round(_length(_union(ranges)) / length, 4) if length else 0.0


def _places(document: Document, in_shared_facts: frozenset[str]) -> Iterator[tuple[int, Range]]:
    text = document.text
    if text is None:
        return
    for at in document.spans():
        if at.span.end <= len(text):
            yield _rank(at, in_shared_facts), Range(at.span.start, at.span.end)


def _rank(at: SpanAt, in_shared_facts: frozenset[str]) -> int:
    if at.role == "spans" and _id(at.owner) in in_shared_facts:
        return _SHARED_EVIDENCE
    return _ORDER.get(at.role, _REST)


def _id(owner: Shape) -> str:
    return str(getattr(owner, "id", ""))


def _try(text: Text, place: Range, out: Revealed, budget: int) -> Shown:
    words = [Range(place.start + m.start(), place.start + m.end())
             for m in _WORD.finditer(text.raw[place.start : place.end])]
    if len(words) <= limits.QUOTE_WORDS:
        return Shown(text.quote(place.start, place.end)) if _spend(out, [place], budget) else Shown()
    head = Range(words[0].start, words[limits.EDGE_WORDS - 1].end)
    tail = Range(words[-limits.EDGE_WORDS].start, words[-1].end)
    if _spend(out, [head, tail], budget):
        return Shown(None, text.quote(head.start, head.end), text.quote(tail.start, tail.end))
    return Shown()


def worded_alike(text: Text, restated: Iterable[str]) -> list[Range]:
    """Where the text has a run of at least `limits.ALIKE_WORDS` words in common with one of the `restated` texts."""
    found = [(m[0].casefold(), m.start(), m.end()) for m in WORD.finditer(text.raw)]
    size, places = limits.ALIKE_WORDS, {}  # type: tuple[int, dict[tuple[str, ...], list[int]]]
    for at in range(len(found) - size + 1):
        places.setdefault(tuple(word for word, _, _ in found[at : at + size]), []).append(at)
    ranges = []
    for one in restated:
        own = [word.casefold() for word in words(one)]
        for first in range(len(own) - size + 1):
            for at in places.get(tuple(own[first : first + size]), ()):
                ranges.append(Range(found[at][1], found[at + size - 1][2]))
    return _union(ranges)


def _length(ranges: list[Range]) -> int:
    return sum(r.end - r.start for r in ranges)


def _spend(out: Revealed, places: list[Range], budget: int) -> bool:
    """Reveal `places` if the union stays within `budget`."""
    union = out.ranges
    for place in places:
        union = _with(union, place)
    if _length(union) > budget:
        return False
    out.ranges = union
    return True


def _with(union: list[Range], place: Range) -> list[Range]:
    """As `_union` of both, where the ranges of `union` are in order and apart: spans are many, and tried one by one."""
    first = bisect.bisect_left(union, place.start, key=lambda r: r.end)
    after = bisect.bisect_right(union, place.end, key=lambda r: r.start)
    if first < after:
        place = Range(min(place.start, union[first].start), max(place.end, union[after - 1].end))
    return [*union[:first], place, *union[after:]]


def _union(ranges: list[Range]) -> list[Range]:
    result: list[Range] = []
    for place in sorted(ranges, key=lambda r: (r.start, r.end)):
        if result and place.start <= result[-1].end:
            result[-1] = Range(result[-1].start, max(result[-1].end, place.end))
        else:
            result.append(place)
    return result

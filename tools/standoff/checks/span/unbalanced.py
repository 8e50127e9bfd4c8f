"""A quotation mark or bracket is opened in the spans of a record but not closed in them, or the reverse.

Why: a reader of the quote alone takes words for speech that are not, or misses that they are.
Fix: take the mark in on both sides, or on neither.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 64 alarms, 64 true, 0 false
    PolNeAR: 7 alarms, 7 true, 0 false

Bad:
    He said {c-fair|“it was fair} and good.”
Good:
    He said “{c-fair|it was fair} and good.” He called {c-small|the talks (all of them) ‘small’}, and China’s.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from standoff.check import Check, respan
from standoff.corpus import Document, Place, SpanAt, segments
from standoff.finding import WARNING, Finding, Fix
from standoff.model import Attribution, Claim
from standoff.quotation import MARK, unbalanced
from standoff.text import Range, Text

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0")
_DOUBLE = '"“”'
_BLANK = re.compile(r"\n[^\S\n]*\n")


@check.every(Claim)
def claim(places: Sequence[Place[Claim]], document: Document) -> Iterator[Finding]:
    return marked([place.spans for place in places], document)


@check.every(Attribution)
def content(places: Sequence[Place[Attribution]], document: Document) -> Iterator[Finding]:
    return marked([segments(place)["content"] for place in places], document)


def marked(spans_of_each: list[list[SpanAt]], document: Document) -> Iterator[Finding]:
    """What is wrong with those spans that hold a mark; a text has few."""
    text = document.text
    marks = [match.start() for match in MARK.finditer(text.raw)] if text else []
    for spans in spans_of_each if marks else ():
        if text and any(bisect_left(marks, at.span.start) < bisect_left(marks, at.span.end) for at in spans) \
                and all(document.holds(at.span) for at in spans):
            yield from look(spans, document, text)


def look(spans: list[SpanAt], document: Document, text: Text) -> Iterator[Finding]:
    """The first mark without its partner in all spans of one role: a quotation may go on after 'he said'."""
    raw = text.raw
    if len(spans) == 1 and unbalanced(raw[spans[0].span.start : spans[0].span.end]) is None:
        return
    offsets = [offset for at in spans for offset in range(at.span.start, at.span.end)]
    # Paragraphs that are spans of their own are still paragraphs: what opens them may only go on.
    between = (range(one.span.end, other.span.start) for one, other in pairwise(spans))
    offsets = sorted({*offsets, *(n for gap in between if raw[gap.start : gap.stop].isspace() for n in gap)})
    lonely = unbalanced("".join(raw[offset] for offset in offsets))
    if lonely is None:
        return
    offset = offsets[lonely]
    if raw[offset] in _DOUBLE and (balanced(spans, raw) or not balanced_around(raw, offset)):
        return
    at = next(item for item in spans if item.span.start <= offset < item.span.end)
    yield check.finding(document, at.path, f"{raw[offset]!r} has no partner in {at.span.quote!r}",
                        fix=whole(at, text), around=(offset, offset + 1))


def balanced(spans: list[SpanAt], raw: str) -> bool:
    """True where each double mark has a partner, if of another shape: typists mix them ('"more hours”')."""
    return sum(raw.count(mark, at.span.start, at.span.end) for at in spans for mark in _DOUBLE) % 2 == 0


def balanced_around(raw: str, offset: int) -> bool:
    """False where the paragraph itself lacks a mark: a quotation that goes on, or a fault of the source."""
    start = max((match.end() for match in _BLANK.finditer(raw, 0, offset)), default=0)
    end = _BLANK.search(raw, offset)
    return sum(raw.count(mark, start, end.start() if end else len(raw)) for mark in _DOUBLE) % 2 == 0


def whole(at: SpanAt, text: Text) -> Fix:
    """Take the partner in where only punctuation stands between it and the span."""
    for reach in range(1, 4):
        for place in (Range(at.span.start, at.span.end + reach), Range(at.span.start - reach, at.span.end)):
            more = text.raw[place.start : at.span.start] + text.raw[at.span.end : place.end]
            inside = text.raw[max(place.start, 0) : place.end]
            if len(more) == reach and not any(c.isalnum() or c.isspace() for c in more) and unbalanced(inside) is None:
                return respan(f"take its partner in: {text.quote(place.start, place.end)!r}", at.path, text, place)
    return Fix("take the mark in on both sides, or on neither")

"""Spans of one record overlap, or are out of order.

Why: the same words would count twice, and two equal records would look different.
Fix: sort them; where they overlap, cut one of them.

Bad:
    {c-fair.spans|It {c-fair|was} fair}.
Good:
    {c-fair|It was}, he said, {c-fair|fair}.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from standoff.check import Check, replace
from standoff.corpus import Document, Place, SpanAt, segments
from standoff.finding import ERROR, Finding
from standoff.model import Record

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.every(Record)
def overlap(places: Sequence[Place[Record]], document: Document) -> Iterator[Finding]:
    for place in places:
        for role, spans in segments(place).items() if len(place.spans) > 1 else ():
            if len(spans) > 1 and not in_order(spans):
                yield from look(place, role, spans, document)


def in_order(spans: Sequence[SpanAt]) -> bool:
    """True where each span ends before the next one begins."""
    return all(one.span.start < one.span.end <= other.span.start for one, other in pairwise(spans))


def look(place: Place[Record], role: str, spans: list[SpanAt], document: Document) -> Iterator[Finding]:
    """What overlaps, and whether the order is wrong, in the spans of one role."""
    ordered = sorted(spans, key=lambda item: item.range)
    for one, other in pairwise(ordered):
        if one.range.overlaps(other.range):
            yield check.finding(document, other.path, f"{other.span.quote!r} overlaps {one.span.quote!r} of the "
                                "same record", around=(other.span.start, other.span.end))
    # Mentions are sorted by the canonical layout; elsewhere the order is the annotator's and must be right.
    if ordered != spans and role != "mentions":
        value = [at.span.model_dump() for at in ordered]
        yield check.finding(document, (*place.path, role), "the spans are not in the order of the text",
                            fix=replace("sort them", (*place.path, role), value, safe=True))

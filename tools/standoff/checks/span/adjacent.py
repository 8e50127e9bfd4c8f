"""Two spans of one record have nothing but white space between them.

Why: one passage cut in two counts as two, and does not compare with the same passage left whole.
Fix: merge them.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 2 alarms, 2 true, 0 false
    PolNeAR: 48 alarms, 47 true, 1 false (two sources, one below the other)

Bad:
    {c-fair|It was} {c-fair|fair}.
Good:
    {c-fair|It was fair}.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from standoff.check import Check, replace
from standoff.corpus import Document, Place, SpanAt, segments
from standoff.finding import WARNING, Finding
from standoff.model import Entity, Record
from standoff.text import Range, Text

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0")


@check.every(Record)
def adjacent(places: Sequence[Place[Record]], document: Document) -> Iterator[Finding]:
    text = document.text
    for place in places if text else ():
        # Two mentions side by side are two mentions.
        if text is None or isinstance(place.record, Entity) or len(place.spans) < 2:
            continue
        for role, spans in segments(place).items():
            touching = [other for one, other in pairwise(spans) if touch(one.range, other.range, text)]
            if not touching or not all(document.holds(at.span) for at in spans):
                continue
            at = (*place.path, role)
            yield check.finding(document, touching[0].path, f"only white space before {touching[0].span.quote!r} and "
                                "the span before it", fix=replace("merge them", at, merged(spans, text), safe=True),
                                around=(touching[0].span.start, touching[0].span.end))


def touch(one: Range, other: Range, text: Text) -> bool:
    """True when `other` follows `one` with at most white space between."""
    return one.end <= other.start and not text.raw[one.end : other.start].strip()


def merged(spans: list[SpanAt], text: Text) -> list[dict[str, object]]:
    """The spans as JSON, neighbours joined."""
    ranges: list[Range] = []
    for at in spans:
        if ranges and touch(ranges[-1], at.range, text):
            ranges[-1] = Range(ranges[-1].start, at.range.end)
        else:
            ranges.append(at.range)
    return [{"start": r.start, "end": r.end, "quote": text.quote(r.start, r.end)} for r in ranges]

"""A quote is not what the text holds at its offsets.

Why: quote and offsets prove each other; where they differ, one of them points at other words than was meant.
Fix: the nearest place of the quote is offered; it is safe where the quote occurs only once. A quote that is nowhere in
    the text was mistyped: if the offsets are right, paste the span with the words that the text has there.

Bad:
    {e-blinken|Blinken} spoke.
    @ /entities/0/mentions/0/end = 6
Good:
    {e-blinken|Blinken} spoke.
"""

from collections.abc import Iterator

from standoff.canonical import one_line
from standoff.check import Check, respan
from standoff.corpus import Document, SpanAt
from standoff.finding import ERROR, Finding, Fix
from standoff.place import closest
from standoff.text import Range, Text, fold

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", proved=True)


@check.each(SpanAt)
def drifted(at: SpanAt, document: Document) -> Iterator[Finding]:
    span, text, there = at.span, document.text, document.passage(at.span)
    if text is None or there is None or there == span.quote or fold(span.quote) != span.quote:
        return
    message = f"text[{span.start}:{span.end}] is {there!r}, but the quote is {span.quote!r}"
    around = (span.start, span.end)
    places = sorted(text.find(span.quote), key=lambda place: abs(place.start - span.start))
    if not places:
        yield check.finding(document, at.path, message, fix=nowhere(text, span.quote), around=around,
                            paste=one_line({"start": span.start, "end": span.end, "quote": there}))
        return
    best = places[0]
    if len(places) > 1 and abs(places[1].start - span.start) == abs(best.start - span.start):
        lines = ", ".join(str(text.position(place.start)[0]) for place in places[:5])
        yield check.finding(document, at.path, message, fix=Fix(f"the quote is found {len(places)} times (lines "
                            f"{lines}), two as near as each other"), around=around)
        return
    yield check.finding(document, at.path, message, fix=moved(at, text, best, only=len(places) == 1),
                        paste=one_line({"start": best.start, "end": best.end, "quote": span.quote}), around=around)


def moved(at: SpanAt, text: Text, place: Range, *, only: bool) -> Fix:
    """The fix that sets the offsets of the quote's nearest place."""
    often = "" if only else ", the nearest of several places"
    return respan(f"the quote is found at {place.start}–{place.end} ({place.start - at.span.start:+}{often})", at.path,
                  text, place, safe=only)


def nowhere(text: Text, quote: str) -> Fix:
    """What to say of a quote that the text does not hold."""
    near = closest(text, quote)
    return Fix("the quote is not in the text" + (f"; the nearest passage reads {near!r}" if near else ""))

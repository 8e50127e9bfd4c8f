"""A span or scope ends beyond the text.

Why: there is nothing at these offsets; readers that slice would show a shorter quote in silence.
Fix: place the quote again; the position of its only occurrence is offered.

Bad:
    {e-blinken|Blinken} spoke.
    @ /entities/0/mentions/0/end = 400
Good:
    {e-blinken|Blinken} spoke.
"""

from collections.abc import Iterator

from standoff.check import Check, respan
from standoff.corpus import Document, Place, SpanAt
from standoff.finding import ERROR, Finding
from standoff.model import File

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", proved=True)


@check.each(SpanAt)
def out_of_range(at: SpanAt, document: Document) -> Iterator[Finding]:
    text = document.text
    if text is None or max(at.span.start, at.span.end) <= len(text):
        return
    places = text.find(at.span.quote)
    fix = respan(f"the quote is found at {places[0].start}–{places[0].end}", at.path, text, places[0]) \
        if len(places) == 1 else None
    yield check.finding(document, at.path, f"the span {at.span.start}–{at.span.end} goes beyond the text, which ends "
                        f"at {len(text)}", fix=fix)


@check.each(File)
def scope(place: Place[File], document: Document) -> Iterator[Finding]:
    for number, part in enumerate(place.record.scope or ()):
        if document.text is not None and max(part.start, part.end) > len(document.text):
            yield check.finding(document, ("scope", number), f"the scope {part.start}–{part.end} goes beyond the text, "
                                f"which ends at {len(document.text)}")

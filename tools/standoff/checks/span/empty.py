"""A span or scope holds no character.

Why: an empty span shows nothing and proves nothing.
Fix: place the quote again, or remove the span.

Bad:
    {e-blinken|Blinken} spoke.
    @ /entities/0/mentions/0/end = 0
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
def empty(at: SpanAt, document: Document) -> Iterator[Finding]:
    start, end, text = at.span.start, at.span.end, document.text
    if end > start or (text is not None and max(start, end) > len(text)):
        return
    places = text.find(at.span.quote) if text else []
    fix = respan(f"the quote is found at {places[0].start}–{places[0].end}", at.path, text, places[0]) \
        if text and len(places) == 1 else None
    yield check.finding(document, at.path, f"the span ends at {end}, where it does not come after its start {start}",
                        fix=fix)


@check.each(File)
def scope(place: Place[File], document: Document) -> Iterator[Finding]:
    for number, part in enumerate(place.record.scope or ()):
        if part.end <= part.start:
            yield check.finding(document, ("scope", number), f"the scope {part.start}–{part.end} is empty")

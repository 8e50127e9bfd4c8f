"""A quote is not white-space-folded.

Why: quotes are compared as written; a line break or a double space in one makes it differ from the same words.
Fix: write every run of white space as one space.

Bad:
    {e-blinken|Antony Blinken} spoke.
    @ /entities/0/mentions/0/quote = "Antony  Blinken"
Good:
    {e-blinken|Antony
    Blinken} spoke.
"""

from collections.abc import Iterator

from standoff.check import Check, replace
from standoff.corpus import Document, SpanAt
from standoff.finding import ERROR, Finding
from standoff.text import fold

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", proved=True)


@check.each(SpanAt)
def not_folded(at: SpanAt, document: Document) -> Iterator[Finding]:
    folded = fold(at.span.quote)
    if folded != at.span.quote:
        path = (*at.path, "quote")
        yield check.finding(document, path, f"the quote {at.span.quote!r} holds white space other than single spaces",
                            fix=replace(f"write {folded!r}", path, folded, safe=True))

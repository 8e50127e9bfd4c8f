"""A span begins or ends with white space.

Why: the same words are then marked in two ways, and the two do not compare.
Fix: leave the outer white space out.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    PolNeAR: 10 alarms, 10 true, 0 false

Bad:
    {e-blinken|Blinken }spoke.
Good:
    {e-blinken|Blinken} spoke.
"""

from collections.abc import Iterator, Sequence

from standoff.check import Check, respan
from standoff.corpus import Document, SpanAt
from standoff.finding import WARNING, Finding
from standoff.text import Range

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0")


@check.every(SpanAt)
def ragged(spans: Sequence[SpanAt], document: Document) -> Iterator[Finding]:
    return (found(at, document) for at in spans if at.span.quote != at.span.quote.strip())


def found(at: SpanAt, document: Document) -> Finding:
    """A span whose quote begins or ends with white space, and the fix where it stands in the text so."""
    quote, text, fix = at.span.quote, document.text, None
    if text is not None and document.passage(at.span) == quote and quote.strip():
        raw = text.raw[at.span.start : at.span.end]
        inner = Range(at.span.start + len(raw) - len(raw.lstrip()), at.span.end - len(raw) + len(raw.rstrip()))
        fix = respan("leave the outer white space out", at.path, text, inner, safe=True)
    side = "begins" if quote != quote.lstrip() else "ends"
    return check.finding(document, at.path, f"{quote!r} {side} with white space", fix=fix,
                         around=(at.span.start, at.span.end))

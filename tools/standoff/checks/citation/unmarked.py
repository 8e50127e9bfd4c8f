"""A marker in the text is no citation.

Why: a complete layer promises every marker; this one was forgotten.
Fix: annotate it with the work of its number.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 46 alarms, 46 true, 0 false
    PolNeAR: not measured (it has no citations)

Bad:
    It was fair.{x-a work=w-a|[1]} It was good.[1] {w-a|1. A}
    @ /layers/citations = "complete"
Good:
    It was fair.{x-a work=w-a|[1]} It was good.{x-b work=w-a|[1]} {w-a|1. A}
    @ /layers/citations = "complete"
"""

import re
from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, records_of
from standoff.finding import WARNING, Finding
from standoff.model import Citation, Work
from standoff.text import Range

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="citations", complete=True)
_MARKER = re.compile(r"\[\d{1,4}\]")


@check.each(Document)
def unmarked(document: Document, source: Document) -> Iterator[Finding]:
    text = source.text
    if text is None:
        return
    taken = {offset for place in records_of(source, Citation)
             for offset in range(place.record.marker.start, place.record.marker.end)}
    taken |= {offset for place in records_of(source, Work) for span in place.record.spans
              for offset in range(span.start, span.end)}
    for match in _MARKER.finditer(text.raw):
        if match.start() not in taken and source.in_scope(Range(*match.span())):
            line, column = text.position(match.start())
            yield check.finding(document, (), f"the marker {match[0]} at line {line}, column {column} is no citation",
                                around=match.span())

"""A work of the reference list is never cited.

Why: its markers were forgotten, or the stored text has lost them.
Fix: annotate the markers; where the text has none, excuse it with what is known of the loss.
Precision:
    final: 1 alarm, 1 true, 0 false (the stored text has lost a list)
    drafts: 1 alarm, 1 true, 0 false
    planted: 0 alarms, 0 true, 0 false
    PolNeAR: not measured (it has no citations)

Bad:
    It was fair.{x-a work=w-a|[1]} {w-a|1. A} {w-b|2. B}
    @ /layers/citations = "complete"
Good:
    It was fair.{x-a work=w-a|[1]}{x-b work=w-b|[2]} {w-a|1. A} {w-b|2. B}
    @ /layers/citations = "complete"
"""

import re
from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, records_of
from standoff.finding import WARNING, Finding
from standoff.model import Citation, Span, Work

_NUMBER = re.compile(r"\s*\[?(\d{1,4})[.)\]]")
check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="citations", complete=True)


@check.each(Document)
def never_cited(document: Document, source: Document) -> Iterator[Finding]:
    cited = {place.record.work for place in records_of(source, Citation)}
    works = {place.record.id: place for place in records_of(source, Work)}
    if source.text is None or not cited <= works.keys():
        return  # a citation that leads nowhere may have meant the work
    body = outside(source.text.raw, [span for place in works.values() for span in place.record.spans])
    for place in works.values():
        number = _NUMBER.match(place.record.spans[0].quote) if place.record.spans else None
        marked = number is not None and f"[{number[1]}]" in body  # a marker that is no citation is citation/unmarked
        if place.record.id not in cited and not marked:
            yield check.finding(document, place.path, f"{place.record.id} is never cited")


def outside(raw: str, spans: list[Span]) -> str:
    """The text without the reference list."""
    for span in sorted(spans, key=lambda span: -span.start):
        raw = raw[: span.start] + raw[span.end :]
    return raw

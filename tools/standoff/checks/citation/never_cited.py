"""A work of the reference list is never cited.

Why: its markers were forgotten, or the stored text has lost them.
Fix: annotate the markers; where the text has none, excuse it with what is known of the loss.
Precision: five seeds, each annotated three times: 2 alarms, 2 true, 0 false (the stored text has lost a list).

Bad:
    It was fair.{x-a work=w-a|[1]} {w-a|1. A} {w-b|2. B}
    @ /layers/citations = "complete"
Good:
    It was fair.{x-a work=w-a|[1]}{x-b work=w-b|[2]} {w-a|1. A} {w-b|2. B}
    @ /layers/citations = "complete"
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, records_of
from standoff.finding import WARNING, Finding
from standoff.model import Citation, Work

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="citations", complete=True)


@check.each(Document)
def never_cited(document: Document, source: Document) -> Iterator[Finding]:
    cited = {place.record.work for place in records_of(source, Citation)}
    for place in records_of(source, Work):
        if place.record.id not in cited:
            yield check.finding(document, place.path, f"{place.record.id} is never cited")

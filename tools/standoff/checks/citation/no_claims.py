"""A citation supports no claim.

Why: a reader cannot tell what the work is cited for.
Fix: list the claims of the clause that the marker closes.
Precision: five seeds, each annotated three times: 4 alarms, 0 true, 4 false (both are bare list items, met three
    times over).

Bad:
    {c-x|It was fair}.{x-a work=w-a|[1]} {w-a|1. A}
    @ /layers/claims = "complete"
Good:
    {c-x|It was fair}.{x-a work=w-a claims=c-x|[1]} {w-a|1. A}
    @ /layers/claims = "complete"
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import WARNING, Finding
from standoff.model import Citation

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="citations")


@check.each(Citation)
def no_claims(place: Place[Citation], document: Document) -> Iterator[Finding]:
    marker = place.record.marker
    if document.complete("claims") and not place.record.claims:
        yield check.finding(document, place.path, f"the marker {marker.quote!r} supports no claim",
                            around=(marker.start, marker.end))

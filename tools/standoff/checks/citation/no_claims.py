"""A citation supports no claim.

Why: a reader cannot tell what the work is cited for.
Fix: list the claims of the clause that the marker closes.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 24 alarms, 24 true, 0 false
    PolNeAR: not measured (it has no citations)

Bad:
    {c-x|It was fair}.{x-a work=w-a|[1]} {w-a|1. A}
    @ /layers/claims = "complete"
Good:
    {c-x|It was fair}.{x-a work=w-a claims=c-x|[1]} {omit why=fragment|Fairness}{x-b work=w-a|[1]} {w-a|1. A}
    @ /layers/claims = "complete"
"""

import re
from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import WARNING, Finding
from standoff.model import Citation

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="citations")
_MARKER = re.compile(r"\[\d{1,4}\]")


@check.each(Citation)
def no_claims(place: Place[Citation], document: Document) -> Iterator[Finding]:
    marker = place.record.marker
    if document.complete("claims") and not place.record.claims and not after_omitted(marker.start, document):
        yield check.finding(document, place.path, f"the marker {marker.quote!r} supports no claim",
                            around=(marker.start, marker.end))


def after_omitted(marker: int, document: Document) -> bool:
    """True where the marker closes what claims nothing: a heading, a bare list item."""
    raw = document.text.raw if document.text else ""
    return any(omit.end <= marker and not any(map(str.isalnum, _MARKER.sub("", raw[omit.end : marker])))
               for omit in (document.file.omit or () if document.file else ()))

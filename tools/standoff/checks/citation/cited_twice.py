"""One marker is two citations.

Why: the work is counted twice for one place in the text.
Fix: keep one, with the claims of both.

Bad:
    It was fair.{x-fair work=w-one|{x-good work=w-one|[1]}} {w-one|1. Heer, Paul.}
Good:
    It was fair.{x-fair work=w-one|[1]} {w-one|1. Heer, Paul.}
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, Place, records_of
from standoff.finding import DELETE, ERROR, Edit, Finding, Fix
from standoff.model import Citation

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="citations")


@check.each(Document)
def cited_twice(document: Document, source: Document) -> Iterator[Finding]:
    first: dict[tuple[int, int], Place[Citation]] = {}
    for place in records_of(source, Citation):
        marker = place.record.marker
        other = first.setdefault((marker.start, marker.end), place)
        if other is not place:
            yield check.finding(document, place.path, f"the marker {marker.quote!r} is {other.record.id} already",
                                fix=merge(other, place), around=(marker.start, marker.end))


def merge(kept: Place[Citation], dropped: Place[Citation]) -> Fix | None:
    """Drop the second with its claims given to the first; only where nothing else of it would be lost."""
    same = {"work", "locator", "note", "ok", "was", "ext"}
    if any(getattr(kept.record, key) != getattr(dropped.record, key) for key in same):
        return None
    claims = list(dict.fromkeys((*kept.record.claims, *dropped.record.claims)))
    return Fix(f"keep {kept.record.id} with the claims of both",
               (Edit((*kept.path, "claims"), claims), Edit(dropped.path, DELETE)), safe=True)

"""A page number after a marker is not recorded, or a recorded one is not in the text.

Why: the locator is what lets a reader find the passage; an invented one sends him to the wrong page.
Fix: record what the text gives after the marker, as it is written there.

Bad:
    It was fair.{x-fair work=w-one|[1]}: 71–72 {w-one|1. Heer, Paul.}
Good:
    It was fair.{x-fair work=w-one locator=71–72|[1]}: 71–72 {w-one|1. Heer, Paul.}
"""

import re
from collections.abc import Iterator

from standoff.check import Check, replace
from standoff.corpus import Document, Place
from standoff.finding import DELETE, ERROR, Finding
from standoff.model import Citation
from standoff.text import fold

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="citations")
_LOCATOR = re.compile(r":[ \u00a0]?(\d+(?:[–—,\-]\s?\d+)*)")


@check.each(Citation)
def locator_lost(place: Place[Citation], document: Document) -> Iterator[Finding]:
    citation, text, at = place.record, document.text, (*place.path, "locator")
    if text is None or not document.holds(citation.marker):
        return
    around = (citation.marker.start, citation.marker.end)
    match = _LOCATOR.match(text.raw, citation.marker.end)
    there = fold(match[1]) if match else ""
    recorded = citation.locator
    if there and recorded is None:
        yield check.finding(document, place.path, f"{there!r} stands after the marker, but no locator is recorded",
                            fix=replace(f"record {there!r}", at, there, safe=True), around=around)
    elif recorded is not None and recorded != there and not stands(recorded, citation, text.raw):
        yield check.finding(document, at, f"the locator {recorded!r} does not stand after the marker"
                            + (f", {there!r} does" if there else ""), around=around,
                            fix=replace(f"record {there!r}" if there else "remove it", at, there or DELETE, safe=True))


def stands(locator: str, citation: Citation, raw: str) -> bool:
    """True when the locator is written in the marker itself ('Heer 2021, 5') or right after it."""
    after = fold(raw[citation.marker.end : citation.marker.end + len(locator) + 8])
    return locator in citation.marker.quote or after.lstrip(" :,(p.").startswith(locator)

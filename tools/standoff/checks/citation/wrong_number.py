"""A marker carries another number than its work's entry.

Why: the claim is credited to the wrong work.
Fix: name the work whose entry carries the marker's number.

Bad:
    It was fair.{x-fair work=w-two|[1]}
    {w-one|1. Heer, Paul.}
    {w-two|2. Jakes, Lara.}
Good:
    It was fair.{x-fair work=w-one|[1]}
    {w-one|1. Heer, Paul.}
    {w-two|2. Jakes, Lara.}
"""

import re
from collections.abc import Iterator

from standoff.check import Check, replace
from standoff.corpus import Document, Place, records_of
from standoff.finding import ERROR, Finding
from standoff.model import Citation, Work

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="citations")
_ENTRY = re.compile(r"\s*(?:\[(\d{1,4})\]|(\d{1,4})[.)\]](?!\d))")


@check.each(Document)
def wrong_number(document: Document, source: Document) -> Iterator[Finding]:
    numbers = {place.record.id: entry_number(place.record) for place in records_of(source, Work)}
    for place in records_of(source, Citation):
        yield from look(place, document, numbers)


def look(place: Place[Citation], document: Document, numbers: dict[str, str]) -> Iterator[Finding]:
    """The fault of one citation, with the work whose entry has the number."""
    citation, at = place.record, (*place.path, "work")
    first = re.search(r"\d+", citation.marker.quote)
    entry = numbers.get(citation.work, "")
    if first is None or not entry or int(first[0]) == int(entry):
        return
    meant = next((id_ for id_, number in numbers.items() if number and int(number) == int(first[0])), "")
    yield check.finding(document, at, f"the marker {citation.marker.quote!r} names number {int(first[0])}, but "
                        f"{citation.work} is entry {entry}",
                        fix=replace(f"did you mean {meant!r}?", at, meant) if meant else None,
                        around=(citation.marker.start, citation.marker.end))


def entry_number(work: Work) -> str:
    """The number that starts the work's entry; empty when none does."""
    match = _ENTRY.match(work.spans[0].quote) if work.spans else None
    return (match[1] or match[2]) if match else ""

"""The numbers of the reference list have a gap or stand twice.

Why: an entry was forgotten, or two were marked as one.
Fix: annotate the entry that is missing; where the text itself has none, excuse it.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    PolNeAR: not measured (it has no citations)

Bad:
    {w-a|1. A} {w-b|3. B}
    @ /layers/citations = "complete"
Good:
    {w-a|1. A} {w-b|2. B}
    @ /layers/citations = "complete"
"""

import re
from collections import Counter
from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, records_of
from standoff.finding import WARNING, Finding, Path
from standoff.model import Work

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="citations", complete=True)
_ENTRY = re.compile(r"\s*\[?(\d{1,4})[.)\]](?!\d)")


@check.each(Document)
def number_gap(document: Document, source: Document) -> Iterator[Finding]:
    if source.file is None or source.file.scope:
        return  # the list of a part has gaps
    numbered: list[tuple[int, Path]] = []
    for place in records_of(source, Work):
        match = _ENTRY.match(place.record.spans[0].quote) if place.record.spans else None
        if match:
            numbered.append((int(match[1]), place.path))
    numbered.sort(key=lambda pair: pair[0])
    count = Counter(number for number, _ in numbered)
    known = sorted(count)
    for number, path in numbered:
        if count[number] > 1:
            yield check.finding(document, path, f"number {number} stands {count[number]} times in the list")
        before = known.index(number)
        expected = known[before - 1] + 1 if before else 1
        if number != expected and path == next(p for n, p in numbered if n == number):
            yield check.finding(document, path, f"number {number} follows {expected - 1}" if before
                                else f"the list begins with number {number}")

"""The reference list counts more markers of a work than the text has.

Why: back-references ('1. ^ a b c') name every marker of an entry; where the text has fewer, a passage was lost.
Fix: annotate the markers that were overlooked; where the stored text has lost them, excuse it with what is known.
Precision:
    final: 3 alarms, 3 true, 0 false (the stored text has lost a list)
    drafts: 3 alarms, 3 true, 0 false
    planted: 11 alarms, 11 true, 0 false
    PolNeAR: not measured (it has no citations)

Bad:
    It was fair.{x-a work=w-a|[1]} {w-a|1. ^ a b A report}
    @ /layers/citations = "complete"
Good:
    It was fair.{x-a work=w-a|[1]} It rained.{x-b work=w-a|[1]} {w-a|1. ^ a b A report}
    @ /layers/citations = "complete"
"""

import re
from collections import Counter
from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, records_of
from standoff.finding import WARNING, Finding
from standoff.model import Citation, Work

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="citations", complete=True)
_BACK = re.compile(r"\s*\[?\d{1,4}[.)\]]?\s*\^((?:\s+[a-z]{1,2}(?=\s))*)\s")


@check.each(Document)
def lost_markers(document: Document, source: Document) -> Iterator[Finding]:
    if source.file is None or source.file.scope:
        return  # the others may stand outside the annotated part
    markers = Counter(place.record.work for place in records_of(source, Citation))
    for place in records_of(source, Work):
        match = _BACK.match(place.record.spans[0].quote) if place.record.spans else None
        if match is None:
            continue
        letters = match[1].split()
        named = max(len(letters) if letters == expected(len(letters)) else 1, 1)
        if markers[place.record.id] < named and markers[place.record.id]:  # none at all is citation/never-cited
            first = place.record.spans[0]
            yield check.finding(document, place.path, f"the entry names {named} markers, the text has "
                                f"{markers[place.record.id]}", around=(first.start, first.end))


def expected(count: int) -> list[str]:
    """The letters that number so many back-references: a, b … z, aa, ab …"""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [*letters, *(a + b for a in letters for b in letters)][:count]

"""A work was looked at before it appeared.

Why: one of the two dates is wrong, or the wrong edition is described.
Fix: correct `issued` or `accessed`. Where the source itself has the error, excuse it.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    PolNeAR: not measured (it has no citations)

Bad:
    {w-a|1. A}
    @ /works/0/csl = {"type": "webpage", "title": "A", "issued": "2021-03-21", "accessed": "2021-03-19"}
Good:
    {w-a|1. A}
    @ /works/0/csl = {"type": "webpage", "title": "A", "issued": "2021-03", "accessed": "2021-03-19"}
"""

import re
from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.dates import bounds
from standoff.finding import WARNING, Finding
from standoff.model import TIME_PATTERN, Work

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="citations")


@check.each(Work)
def accessed_early(place: Place[Work], document: Document) -> Iterator[Finding]:
    issued, accessed = place.record.csl.get("issued"), place.record.csl.get("accessed")
    # A date that is no date is citation/bad-csl.
    if not all(isinstance(date, str) and re.search(TIME_PATTERN, date) for date in (issued, accessed)):
        return
    if bounds(str(accessed))[1] < bounds(str(issued))[0]:
        yield check.finding(document, (*place.path, "csl", "accessed"), f"accessed {accessed}, issued {issued}")

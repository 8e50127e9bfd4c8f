"""Two attributions have the same cue.

Why: one verb shows one act of one source; with two records the act counts twice.
Fix: merge them, the joint sources as one group; or give each the words of its own.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 96 alarms, 96 true, 0 false
    PolNeAR: 0 alarms, 0 true, 0 false

Bad:
    {a-x.cue|{a-y.cue|said}} {a-x|so} and {a-y|more}.
Good:
    {a-x.cue|said} {a-x|so} and {a-x|more}.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, records_of
from standoff.finding import WARNING, Finding
from standoff.model import Attribution

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="attributions")


@check.each(Document)
def shared_cue(document: Document, source: Document) -> Iterator[Finding]:
    first: dict[tuple[int, int], str] = {}
    for place in records_of(source, Attribution):
        for number, cue in enumerate(place.record.cue):
            other = first.setdefault((cue.start, cue.end), place.record.id)
            if other != place.record.id:
                yield check.finding(document, (*place.path, "cue", number), f"{cue.quote!r} is the cue of {other} "
                                    "already", around=(cue.start, cue.end))

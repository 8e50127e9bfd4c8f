"""One stretch of the text is a mention of two entities.

Why: a name means one of them in one place; with both, every count of mentions is too high.
Fix: keep the one that is meant there.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 25 alarms, 25 true, 0 false
    PolNeAR: 0 alarms, 0 true, 0 false

Bad:
    {e-a|{e-b|Beijing}} objected.
Good:
    {e-a|Beijing} objected.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, records_of
from standoff.finding import WARNING, Finding
from standoff.model import Entity

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="entities")


@check.each(Document)
def shared_span(document: Document, source: Document) -> Iterator[Finding]:
    first: dict[tuple[int, int], str] = {}
    for place in records_of(source, Entity):
        for number, mention in enumerate(place.record.mentions):
            other = first.setdefault((mention.start, mention.end), place.record.id)
            if other != place.record.id:
                yield check.finding(document, (*place.path, "mentions", number), f"{mention.quote!r} is a mention of "
                                    f"{other} already", around=(mention.start, mention.end))

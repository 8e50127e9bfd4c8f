"""Two entities of one document are the same registry entity.

Why: its mentions, claims and attributions are split between the two, and every count is wrong.
Fix: keep one, with the mentions of both, and let the references name it.

Bad:
    {e-blinken ref=antony-blinken|Blinken} met {e-tony ref=antony-blinken|Tony}.
Good:
    {e-blinken ref=antony-blinken|Blinken} met {e-yang ref=yang-jiechi|Yang}.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, records_of
from standoff.finding import ERROR, Finding
from standoff.model import Entity

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="entities")


@check.each(Document)
def twice(document: Document, source: Document) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for place in records_of(source, Entity):
        entity = place.record
        if entity.ref is not None and first.setdefault(entity.ref, entity.id) != entity.id:
            yield check.finding(document, (*place.path, "ref"), f"{first[entity.ref]} is {entity.ref!r} already")

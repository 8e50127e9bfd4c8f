"""An entity has no mention and no role.

Why: a record that nothing points at is left over from an edit, or its mention was forgotten.
Fix: mark where the text names it, use it, or remove it.

Bad:
    {e-blinken|Blinken} spoke.
    @ /entities/- = {"id": "e-yang", "type": "person", "name": "Yang Jiechi", "mentions": []}
Good:
    {e-blinken|Blinken} spoke.
    @ /entities/- = {"id": "e-yang", "type": "person", "name": "Yang Jiechi", "mentions": []}
    @ /meta/voice = "e-yang"
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, records_of
from standoff.finding import ERROR, Finding
from standoff.model import Entity
from standoff.raw import raw_roles

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="entities")


@check.each(Document)
def unused(document: Document, source: Document) -> Iterator[Finding]:
    unmentioned = [place for place in records_of(document, Entity) if not place.record.mentions]
    # The raw file decides: a bad record is left out, but what it names is in use.
    roles = raw_roles(source.loaded.value) if unmentioned else set()
    for place in unmentioned:
        if place.record.id not in roles:
            yield check.finding(document, place.path, f"{place.record.id} is never mentioned, and is no source, "
                                "participant, publisher, voice or affiliation")

"""An entity is called anonymous, yet it is linked to the registry or named.

Why: who is named is not anonymous; as a root of claims the two count differently.
Fix: drop `anonymous`, or give the mention its form: nominal or pronoun.

Bad:
    {e-sources anonymous=true|Sources} spoke.
Good:
    {e-sources.nominal anonymous=true|Sources} spoke.
"""

from collections.abc import Iterator, Sequence

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import ERROR, Finding
from standoff.model import Entity

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="entities")


@check.every(Entity)
def named_anonymous(places: Sequence[Place[Entity]], document: Document) -> Iterator[Finding]:
    for place in places:
        if place.record.anonymous:
            yield from look(place, document)


def look(place: Place[Entity], document: Document) -> Iterator[Finding]:
    """What names an anonymous entity."""
    entity = place.record
    if entity.ref is not None:
        yield check.finding(document, (*place.path, "ref"), f"anonymous, yet it is {entity.ref!r} of the registry")
    for number, mention in enumerate(entity.mentions):
        if mention.form == "name":
            yield check.finding(document, (*place.path, "mentions", number), f"anonymous, yet {mention.quote!r} is "
                                "marked as its name", around=(mention.start, mention.end))

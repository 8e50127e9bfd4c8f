"""An entity that is linked to the registry is described once more in the document.

Why: the registry says once what an entity is; a second description drifts from it.
Fix: remove `type`, `name` and `affiliation`; correct the registry where it is wrong.

Bad:
    {e-blinken ref=antony-blinken type=person|Blinken} spoke.
Good:
    {e-blinken ref=antony-blinken|Blinken} spoke.
"""

from collections.abc import Iterator, Sequence

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import DELETE, ERROR, Edit, Finding, Fix
from standoff.model import Entity

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="entities")


@check.every(Entity)
def described_twice(places: Sequence[Place[Entity]], document: Document) -> Iterator[Finding]:
    for place in places:
        entity = place.record
        if entity.ref is None or (entity.type is None and entity.name is None and entity.affiliation is None):
            continue
        keys = [key for key in ("type", "name", "affiliation") if getattr(entity, key) is not None]
        found = " and ".join(f"`{key}`" for key in keys)
        yield check.finding(document, place.path, f"{entity.id} is {entity.ref!r} of the registry, and has {found} of "
                            "its own", fix=Fix(f"remove {found}", tuple(Edit((*place.path, k), DELETE) for k in keys)))

"""An entity has neither a registry id nor a type and a name.

Why: nobody can tell who it is, and the tables have nothing to show for it.
Fix: link it with `ref`, or give `type` and `name`.

Bad:
    {e-blinken|Blinken} spoke.
    @ - /entities/0/type
Good:
    {e-blinken|Blinken} spoke.
"""

from collections.abc import Iterator, Sequence

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import ERROR, Finding, Fix
from standoff.model import Entity

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="entities")


@check.every(Entity)
def undescribed(places: Sequence[Place[Entity]], document: Document) -> Iterator[Finding]:
    for place in places:
        entity = place.record
        if entity.ref is None and (entity.type is None or entity.name is None):
            lacks = " and ".join(f"`{key}`" for key in ("type", "name") if getattr(entity, key) is None)
            yield check.finding(document, place.path, f"{entity.id} has no `ref`, and lacks {lacks}",
                                fix=Fix(f"add {lacks}, or link it to the registry with `ref`"))

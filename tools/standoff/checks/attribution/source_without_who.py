"""A source is marked in the text, but `who` is null.

Why: null says that the text leaves the source implicit; here it does not.
Fix: name the entity in `who`; one that the text does not identify is an anonymous entity.

Bad:
    {a-fair.source|Sources} {a-fair.cue|said} {a-fair|it was fair}.
Good:
    {a-fair.source who=e-sources|{e-sources.nominal|Sources}} {a-fair.cue|said} {a-fair|it was fair}.
"""

from collections.abc import Iterator

from standoff.check import Check, replace
from standoff.corpus import Document, Place
from standoff.finding import ERROR, Finding
from standoff.model import Attribution
from standoff.text import Range

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="attributions")


@check.each(Attribution)
def source_without_who(place: Place[Attribution], document: Document) -> Iterator[Finding]:
    attribution = place.record
    if attribution.who is not None or not attribution.source:
        return
    first = attribution.source[0]
    near = [entity.id for entity in document.entities.values() for mention in entity.mentions
            if Range(mention.start, mention.end).inside(Range(first.start, first.end))]
    at = (*place.path, "who")
    yield check.finding(document, at, f"the source {first.quote!r} is marked, but `who` is null",
                        fix=replace(f"is it {near[0]!r}?", at, near[0]) if near else None,
                        around=(first.start, first.end))

"""No source span of an attribution holds a mention of its `who`.

Why: either the wrong entity is named, or its mention in the source was forgotten.
Fix: correct `who`, or mark the mention (nominal or pronoun where it is no name).

Bad:
    {e-yang|Yang} listened. {a-fair.source who=e-yang|Blinken} {a-fair.cue|said} {a-fair|it was fair}.
Good:
    {e-yang|Yang} spoke. {a-fair.source who=e-yang|{e-yang.pronoun|He}} {a-fair.cue|said} {a-fair|it was fair}.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import ERROR, Finding, Fix
from standoff.model import Attribution
from standoff.text import Range

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="attributions")


@check.each(Attribution)
def who_not_in_source(place: Place[Attribution], document: Document) -> Iterator[Finding]:
    attribution = place.record
    who = document.entities.get(attribution.who or "")
    sources = [Range(span.start, span.end) for span in attribution.source]
    if who is None or not sources or any(Range(m.start, m.end).inside(one) for m in who.mentions for one in sources):
        return
    first = attribution.source[0]
    yield check.finding(document, (*place.path, "who"), f"the source {first.quote!r} holds no mention of {who.id}",
                        fix=Fix(f"mark the words of the source as a mention of {who.id}, or name another `who`"),
                        around=(first.start, first.end))

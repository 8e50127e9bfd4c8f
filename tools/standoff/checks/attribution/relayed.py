"""The content of a nested attribution lies outside the content of the outer one.

Why: no fault: a report may be relayed in a sentence of its own; but it may also be nested by mistake.
Fix: nothing, where the outer source really relays it. Else drop `within`, or widen the outer content.

Bad:
    {a-x.cue|The Post reports} {a-x|this}. {a-y.cue within=a-x|Sources said} {a-y|that}.
Good:
    {a-x.cue|The Post reports} {a-x|that {a-y.cue within=a-x|sources said} {a-y|so}}.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import INFO, Finding
from standoff.model import Attribution
from standoff.text import Range

check = Check(__name__, __doc__, severity=INFO, since="0.1.0", layer="attributions")


@check.each(Attribution)
def relayed(place: Place[Attribution], document: Document) -> Iterator[Finding]:
    outer = document.attributions.get(place.record.within or "")
    if outer is None or outer.within == place.record.id:  # a circle is another fault
        return
    own = [Range(span.start, span.end) for span in outer.content]
    for number, span in enumerate(place.record.content):
        if not any(Range(span.start, span.end).inside(one) for one in own):
            yield check.finding(document, (*place.path, "content", number), f"{span.quote!r} lies outside the content "
                                f"of {outer.id}", around=(span.start, span.end))
            return

"""An attribution names its source, but no words of the text show it.

Why: the reader cannot see from where the name was taken; it may be a guess.
Fix: mark the words (a pronoun is enough), or leave `who` null where the text leaves it implicit.

Bad:
    {e-ada|Ada} arrived. {a-x.cue who=e-ada|Reportedly}, {a-x|it rained}.
Good:
    {e-ada|Ada} arrived. {a-x.source who=e-ada|{e-ada.pronoun|She}} {a-x.cue|said} {a-x|it rained}.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import INFO, Finding
from standoff.model import Attribution

check = Check(__name__, __doc__, severity=INFO, since="0.1.0", layer="attributions")


@check.each(Attribution)
def who_without_source(place: Place[Attribution], document: Document) -> Iterator[Finding]:
    attribution = place.record
    if attribution.who is not None and not attribution.source and attribution.within is None:
        first = (attribution.cue or attribution.content)[0]
        yield check.finding(document, (*place.path, "who"), f"the source is {attribution.who}, but no words show it",
                            around=(first.start, first.end))

"""An attribution has no cue and is not nested in another.

Why: the cue is the evidence that somebody says, believes or wants it; without one it is the voice's own claim.
Fix: mark the words that show it. Where there are none, remove the attribution.

Bad:
    {a-fair.source who=e-blinken|{e-blinken|Blinken}}: {a-fair|it was fair}.
Good:
    {a-fair.source who=e-blinken|{e-blinken|Blinken}} {a-fair.cue|said} {a-fair|it was fair}.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import ERROR, Finding, Fix
from standoff.model import Attribution

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="attributions")


@check.each(Attribution)
def no_cue(place: Place[Attribution], document: Document) -> Iterator[Finding]:
    attribution = place.record
    if not attribution.cue and attribution.within is None:
        first = attribution.content[0]
        yield check.finding(document, place.path, f"no cue shows that {first.quote!r} is attributed",
                            fix=Fix("mark as `cue` the words that say, believe, want, decide or show it"),
                            around=(first.start, first.end))

"""Source, cue and content of one attribution overlap.

Why: the three answer who, how and what; a word that is two of them makes each of the answers wrong.
Fix: cut the spans so that each word has one part. ('that' and quotation marks belong to the content.)

Bad:
    {a-fair.source|Blinken {a-fair.cue|said}} {a-fair|it was fair}.
Good:
    {a-fair.source|Blinken} {a-fair.cue|said} {a-fair|it was fair}.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from standoff.check import Check
from standoff.corpus import Document, Place, spans_of
from standoff.finding import ERROR, Finding
from standoff.model import Attribution

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="attributions")


@check.every(Attribution)
def overlap(places: Sequence[Place[Attribution]], document: Document) -> Iterator[Finding]:
    for place in places:
        # Overlap within one part is span/overlap.
        for one, other in pairwise(sorted(spans_of(place), key=lambda at: at.range)):
            if one.role != other.role and one.range.overlaps(other.range):
                yield check.finding(document, other.path, f"the {other.role} {other.span.quote!r} overlaps the "
                                    f"{one.role} {one.span.quote!r}", around=(other.span.start, other.span.end))

"""Attributions are nested deeper than the limit.

Why: texts that relay a relay of a relay are rare; slips in `within` are not.
Fix: look at each level: a person and the document the same words stand in are one source.

Bad:
    {a-one|A {a-two within=a-one|b {a-three within=a-two|c {a-four within=a-three|d {a-five within=a-four|e}}}}}.
Good:
    {a-one|A {a-two within=a-one|b {a-three within=a-two|c {a-four within=a-three|d}}}}.
"""

from collections.abc import Iterator

from standoff import limits
from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import ERROR, Finding
from standoff.model import Attribution

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="attributions")


@check.each(Attribution)
def too_deep(place: Place[Attribution], document: Document) -> Iterator[Finding]:
    chain = [place.record.id]
    outer = place.record.within
    while outer in document.attributions and outer not in chain:
        chain.append(outer)
        outer = document.attributions[outer].within
    # One level too deep is reported once, not again at every level further in.
    if outer not in chain and len(chain) == limits.WITHIN_DEPTH + 1:
        yield check.finding(document, (*place.path, "within"), f"{len(chain)} levels, at most {limits.WITHIN_DEPTH}: "
                            + " in ".join(chain))

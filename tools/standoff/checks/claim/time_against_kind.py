"""A prediction is about a time before it was made, or a factual claim about a time after it.

Why: what had happened already was no prediction, and what was still to come was no fact.
Fix: correct `kind` or `time`; the claim was made at the attribution's `time`, else on the date of the document.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 12 alarms, 12 true, 0 false
    PolNeAR: not measured (it has no claims)

Bad:
    {c-x time=2021-03-18 kind=factual|They will meet}.
    @ /meta/date = "2021-03-10"
Good:
    {c-x time=2021-03-18 kind=prediction|They will meet}.
    @ /meta/date = "2021-03-10"
"""

from collections.abc import Iterator, Sequence

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.dates import bounds
from standoff.finding import WARNING, Finding
from standoff.model import Claim

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="claims")


@check.every(Claim)
def time_against_kind(places: Sequence[Place[Claim]], document: Document) -> Iterator[Finding]:
    for place in places:
        claim = place.record
        if claim.time is None or not (made := made_at(claim, document)):
            continue
        first, last = bounds(claim.time)
        if claim.kind == "prediction" and last < bounds(made)[0]:
            yield check.finding(document, (*place.path, "time"), f"a prediction about {claim.time}, but made in {made}")
        elif claim.kind == "factual" and first > bounds(made)[1]:
            yield check.finding(document, (*place.path, "time"), f"a fact about {claim.time}, but stated in {made}")


def made_at(claim: Claim, document: Document) -> str:
    """When the innermost source put the claim forward; the outermost date it can have been is the document's."""
    said = document.attributions.get(claim.attribution or "")
    if said is not None and said.time:
        return said.time
    return (document.file.meta.date or "") if document.file else ""

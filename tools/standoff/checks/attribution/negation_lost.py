"""The cue is negated, yet a claim of the attribution is asserted or likely.

Why: `stance` is the final position of the source; 'did not say that' leaves it open, 'denied that' denies it.
Fix: set the claim's stance to denied or open. Where the cue carries no negation, drop `negated`.

Bad:
    {a-fair negated=true|it was {c-fair attribution=a-fair|fair}}.
Good:
    {a-fair negated=true|it was {c-fair attribution=a-fair stance=open|fair}}.
"""

from collections.abc import Iterator, Sequence

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import ERROR, Finding
from standoff.model import Claim

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="claims")


@check.every(Claim)
def negation_lost(places: Sequence[Place[Claim]], document: Document) -> Iterator[Finding]:
    negated = {id_: attribution for id_, attribution in document.attributions.items() if attribution.negated}
    for place in places if negated else ():
        claim = place.record
        attribution = negated.get(claim.attribution or "")
        if attribution is not None and claim.stance in ("asserted", "likely"):
            cue = f" ({attribution.cue[0].quote!r})" if attribution.cue else ""
            yield check.finding(document, (*place.path, "stance"), f"{attribution.id} is negated{cue}, but {claim.id} "
                                f"is {claim.stance}")

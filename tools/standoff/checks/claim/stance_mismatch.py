"""The words of the evidence carry a hedge or a denial that the stance does not.

Why: the stance is what readers filter by; 'reportedly' or 'did not' may not get lost on the way.
Fix: correct the stance, or choose the clause that states the claim.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 6 alarms, 6 true, 0 false
    PolNeAR: not measured (it has no claims)

Bad:
    {c-x text=They_met.|They reportedly met}.
Good:
    {c-x stance=possible text=They_met.|They reportedly met}.
"""

import re
from collections.abc import Iterator, Sequence

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import WARNING, Finding
from standoff.model import Claim
from standoff.text import vocabulary

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="claims", languages=("en",))
_HEDGE = re.compile(r"\b(?:reportedly|allegedly|possibly|probably|perhaps|maybe|supposedly|presumably)\b", re.I)
_DENIAL = re.compile(r"\b(?:did|does|do|was|were|is|are|has|have|had) not\b|\b\w+n['’]t\b|\bnever\b", re.I)
_WORDS = frozenset(["reportedly", "allegedly", "possibly", "probably", "perhaps", "maybe", "supposedly", "presumably",
                    "not", "never", "t"])
"""Without one of them neither of the two matches; 't' is what follows the apostrophe of "don't"."""


@check.every(Claim)
def stance_mismatch(places: Sequence[Place[Claim]], document: Document) -> Iterator[Finding]:
    quotes = [" ".join(span.quote for span in place.record.spans) for place in places]
    said = _WORDS & vocabulary(quote.casefold() for quote in quotes)
    for place, evidence in zip(places, quotes, strict=True) if said else ():
        if any(word in evidence.casefold() for word in said):
            yield from look(place, evidence, document)


def look(place: Place[Claim], evidence: str, document: Document) -> Iterator[Finding]:
    """What the words of the evidence say against the stance."""
    claim = place.record
    hedge, denial = _HEDGE.search(evidence), _DENIAL.search(evidence)
    at = (*place.path, "stance")
    around = (claim.spans[0].start, claim.spans[0].end)
    if hedge and claim.stance in ("asserted", "denied") and not _HEDGE.search(claim.text):
        yield check.finding(document, at, f"the evidence says {hedge[0]!r}, but the stance is {claim.stance}",
                            around=around)
    elif claim.kind == "factual" and denial and claim.stance == "asserted" and not negative(claim.text):
        yield check.finding(document, at, f"the evidence says {denial[0]!r}, but the stance is asserted: "
                            f"{claim.text!r}", around=around)


def negative(text: str) -> bool:
    """True when the text carries a negation of its own, in one word or another."""
    return bool(_DENIAL.search(text) or re.search(r"\b(?:no|not|without|nor|lack\w*|fail\w*|refus\w*|unable|un\w+|"
                                                  r"in\w+able|only|avoid\w*|none)\b", text, re.I))

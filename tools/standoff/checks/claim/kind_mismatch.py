"""A prescription's text says nothing of a duty, or its stance is a guess.

Why: 'China respects the rules' and 'China should respect the rules' are different propositions.
Fix: write should, must or need into the text, or correct `kind`; a hedged prescription is an evaluation.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    copied: 22 alarms, 22 true, 0 false
    PolNeAR: not measured (it has no claims)
    FEVER: 0 alarms, 0 true, 0 false

Bad:
    {c-x kind=prescription text=China_respects_the_rules.|China to respect the rules}.
Good:
    {c-x kind=prescription text=China_should_respect_the_rules.|China to respect the rules}.
"""

import re
from collections.abc import Iterator, Sequence

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import WARNING, Finding
from standoff.model import Claim

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="claims", languages=("en",))
_DUTY = re.compile(r"\b(?:should|shall|must|ought|needs?|needed|has to|have to|had to|is to|are to|was to|were to|"
                   r"requires?|required|necessary|obliged|obligation|duty|responsibility|let)\b", re.I)


@check.every(Claim)
def kind_mismatch(places: Sequence[Place[Claim]], document: Document) -> Iterator[Finding]:
    for place in places:
        claim = place.record
        if claim.kind != "prescription":
            continue
        if not _DUTY.search(claim.text):
            yield check.finding(document, (*place.path, "kind"), f"a prescription without should, must or need: "
                                f"{claim.text!r}")
        if claim.stance in ("likely", "possible"):
            yield check.finding(document, (*place.path, "stance"), f"a prescription that is {claim.stance}: it is made "
                                "or not; a hedged one is an evaluation")

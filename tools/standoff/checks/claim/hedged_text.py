"""A claim's text holds a hedge, or says 'not' where the stance could.

Why: 'may meet', 'will meet' and 'did not meet' are one proposition with three stances; only then do they compare.
Fix: write the bare proposition, and set `stance`.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    copied: 31 alarms, 30 true, 1 false (the negation belongs to what has the effect)
    PolNeAR: not measured (it has no claims)
    FEVER: 46 alarms, 46 true, 0 false

Bad:
    {c-x text=They_possibly_met.|They possibly met}.
Good:
    {c-x stance=possible text=They_met.|They possibly met}.
"""

import re
from collections.abc import Iterator, Sequence

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import WARNING, Finding
from standoff.model import Claim

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="claims", languages=("en",))


def spelt(*words: str) -> list[str]:
    """The words in small letters and as a sentence begins with them."""
    return [*words, *map(str.capitalize, words)]


_ADVERBS = spelt("possibly", "probably", "perhaps", "maybe", "reportedly", "allegedly", "supposedly", "apparently",
                 "seemingly", "presumably", "potentially")
_VERBS = spelt("did", "does", "do", "was", "were", "is", "are", "has", "have", "had", "will", "would")
_SHORT = [f"{verb}n" for verb in (*_VERBS, *spelt("wo"))]
_NEVER = spelt("never")
_HEDGE = re.compile(rf"\b(?:{'|'.join(_ADVERBS)}|(?:is|are|was|were) (?:un)?likely to|might|may(?! \d))\b")
_CLAUSE = re.compile(r"\b(?:if|unless|that|which|who|because|whether)\b", re.I)
_NEGATION = re.compile(rf"\b(?:(?:{'|'.join(_VERBS)}) not|(?:{'|'.join(_SHORT)})['’]t|{'|'.join(_NEVER)})\b")
_WORDS = frozenset([*_ADVERBS, *_SHORT, *_NEVER, "likely", "unlikely", "might", "may", "not"])
"""Without one of them neither of the two matches."""


@check.every(Claim)
def hedged_text(places: Sequence[Place[Claim]], document: Document) -> Iterator[Finding]:
    del places
    for place in document.saying(_WORDS):
        claim = place.record
        main = _CLAUSE.split(claim.text, maxsplit=1)[0]
        match = _HEDGE.search(main) or _NEGATION.search(main)
        # Negation under a duty stays in the text ('should not respond'), and a condition has its own negations.
        if match is None or claim.kind == "prescription":
            continue
        yield check.finding(document, (*place.path, "text"), f"{match[0]!r} belongs into `stance`, which is "
                            f"{claim.stance}: {claim.text!r}")

"""Two members of a fact give different numbers.

Why: 'twelve people' and 'fifteen people' cannot both be true; they contradict each other instead of agreeing.
Fix: take one out of the fact and link the two with `contradicts`, or correct the number.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: not measured (they have no facts)
    planted: 0 alarms, 0 true, 0 false
    PolNeAR: not measured (it has no facts)
    pairs: 386 alarms, 386 true, 0 false

Bad:
    {c-a|12 people came} and {c-b|15 people came}.
    == corpus/facts.json ==
    {"standoff": "1", "links": [], "facts": [
      {"id": "f-a", "text": "12 came.", "claims": ["sketch#c-a", "sketch#c-b"], "by": "A", "date": "2021"}]}
Good:
    {c-a|12 people came} and {c-b|people came}.
    == corpus/facts.json ==
    {"standoff": "1", "links": [], "facts": [
      {"id": "f-a", "text": "12 came.", "claims": ["sketch#c-a", "sketch#c-b"], "by": "A", "date": "2021"}]}
"""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Document
from standoff.finding import WARNING, Finding
from standoff.model import Fact

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@check.gather
def numbers_of(document: Document) -> Any:
    """Claim id -> the numbers of its text, thousands without their comma, where it has some."""
    return {claim.id: sorted({number.replace(",", "") for number in found})
            for claim in document.claims.values() if (found := _NUMBER.findall(claim.text))}


@check.judge
def numbers_differ(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    numbers = {claim: set(found) for claim, found in corpus.of_decided(gathered).items()}
    for source, place in corpus.shared_records(Fact):
        members = [claim for claim in place.record.claims if numbers.get(claim)]
        for one, other in combinations(members, 2):
            # One may say more than the other ('on March 18', 'on March 18, 2021'); each its own is a contradiction.
            if numbers[one] - numbers[other] and numbers[other] - numbers[one]:
                yield check.finding(source, (*place.path, "claims"), f"{one} says {', '.join(sorted(numbers[one]))}, "
                                    f"but {other} says {', '.join(sorted(numbers[other]))}")
                break

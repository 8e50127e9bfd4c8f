"""Two members of a fact hold at times that share no day.

Why: what happened on Thursday is not what happened on Friday, however alike the sentences are.
Fix: correct the `time` that is wrong, or take the claim out of the fact.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: not measured (they have no facts)
    planted: 0 alarms, 0 true, 0 false
    PolNeAR: not measured (it has no facts)

Bad:
    {c-a time=2021-03-18|They met} and {c-b time=2021-03-19|they met}.
    == corpus/facts.json ==
    {"standoff": "1", "links": [], "facts": [
      {"id": "f-a", "text": "They met.", "claims": ["sketch#c-a", "sketch#c-b"], "by": "A", "date": "2021"}]}
Good:
    {c-a time=2021-03-18|They met} and {c-b time=2021-03|they met}.
    == corpus/facts.json ==
    {"standoff": "1", "links": [], "facts": [
      {"id": "f-a", "text": "They met.", "claims": ["sketch#c-a", "sketch#c-b"], "by": "A", "date": "2021"}]}
"""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Document
from standoff.dates import overlap
from standoff.finding import WARNING, Finding
from standoff.model import Fact

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0")


@check.gather
def times_of(document: Document) -> Any:
    """Claim id -> time, where it has one."""
    return {claim.id: claim.time for claim in document.claims.values() if claim.time}


@check.judge
def times_disjoint(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    times: dict[str, str] = corpus.of_decided(gathered)
    for source, place in corpus.shared_records(Fact):
        dated = {times[claim]: claim for claim in place.record.claims if claim in times}
        apart = next((pair for pair in combinations(sorted(dated), 2) if not overlap(*pair)), None)
        if apart:
            yield check.finding(source, (*place.path, "claims"), f"{dated[apart[0]]} holds in {apart[0]}, but "
                                f"{dated[apart[1]]} in {apart[1]}")

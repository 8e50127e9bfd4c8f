"""A fact is stated by some and denied by others.

Why: no fault: readers want to know, and whoever edits the fact should look at both sides once more.
Fix: nothing, where the sources really disagree. Else correct the stance, or take the claim out of the fact.

Bad:
    {c-a|It was fair} and {c-b stance=denied|fair}.
    == corpus/facts.json ==
    {"standoff": "1", "links": [], "facts": [
      {"id": "f-a", "text": "It was fair.", "claims": ["sketch#c-a", "sketch#c-b"], "by": "A", "date": "2021"}]}
Good:
    {c-a|It was fair} and {c-b stance=possible|fair}.
    == corpus/facts.json ==
    {"standoff": "1", "links": [], "facts": [
      {"id": "f-a", "text": "It was fair.", "claims": ["sketch#c-a", "sketch#c-b"], "by": "A", "date": "2021"}]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Document
from standoff.derive import AGAINST, FOR, commitments
from standoff.finding import INFO, Finding
from standoff.model import Fact, Link

check = Check(__name__, __doc__, severity=INFO, since="0.1.0")


@check.gather
def positions_of(document: Document) -> Any:
    """Claim id -> kind and the commitments of every level of its chain."""
    return {claim.id: [claim.kind, commitments(document, claim)] for claim in document.claims.values()}


@check.judge
def contested(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    positions = corpus.of_decided(gathered)
    sides = {fact.id: {claim: positions[claim] for claim in fact.claims if claim in positions}
             for fact in corpus.facts.values()}
    for source, place in corpus.shared_records(Fact):
        if pair := clash(sides[place.record.id], sides[place.record.id], AGAINST):
            yield check.finding(source, place.path, f"{pair[0]} states it, {pair[1]} denies it")
    for source, at in corpus.shared_records(Link):
        link = at.record
        one, other = ({claim: positions[claim] for claim in corpus.members(end) if claim in positions}
                      for end in (link.a, link.b))
        if link.rel == "contradicts" and (pair := clash(one, other, FOR)):
            yield check.finding(source, at.path, f"{pair[0]} and {pair[1]} are both stated, and cannot both be true")
        elif link.rel == "entails" and (pair := clash(one, other, AGAINST)):
            yield check.finding(source, at.path, f"{pair[0]} states what entails what {pair[1]} denies")


def clash(stated: Mapping[str, Any], others: Mapping[str, Any], against: frozenset[str]) -> tuple[str, str] | None:
    """A claim that states and one that is `against` it; a prediction never contests a factual claim: an outcome."""
    for one, (kind, levels) in stated.items():
        for other, (its_kind, its_levels) in others.items():
            outcome = {kind, its_kind} == {"prediction", "factual"}
            if FOR.intersection(levels) and against.intersection(its_levels) and not outcome:
                return one, other
    return None

"""A member of a fact shares no entity and no content word with any other member.

Why: two sentences without one thing in common seldom state the same proposition; an id was probably mistyped.
Fix: take the claim out of the fact, or give in `ok` the reason why it states the same.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: not measured (they have no facts)
    planted: 11 alarms, 11 true, 0 false
    PolNeAR: not measured (it has no facts)
    pairs: 0 alarms, 0 true, 0 false

Bad:
    {e-ada|Ada} {c-a about=e-ada|arrived} and {e-bob|Bob} {c-b about=e-bob|slept}.
    == corpus/facts.json ==
    {"standoff": "1", "links": [], "facts": [
      {"id": "f-a", "text": "Ada arrived.", "claims": ["sketch#c-a", "sketch#c-b"], "by": "A", "date": "2021"}]}
Good:
    {e-ada|Ada} {c-a about=e-ada|arrived}. {e-ada|She} {c-b about=e-ada|came}.
    == corpus/facts.json ==
    {"standoff": "1", "links": [], "facts": [
      {"id": "f-a", "text": "Ada arrived.", "claims": ["sketch#c-a", "sketch#c-b"], "by": "A", "date": "2021"}]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Document
from standoff.finding import WARNING, Finding
from standoff.model import Fact
from standoff.text import words

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0")
LONG = 4
"""Shorter words are mostly grammar, in any language with an alphabet."""


@check.gather
def things_of(document: Document) -> Any:
    """Claim id -> entities, and the text."""
    return {claim.id: [[known(document, id_) for id_ in claim.about], claim.text]
            for claim in document.claims.values()}


@check.judge
def nothing_shared(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    things = {claim: {*entities, *(word.casefold() for word in words(text) if len(word) >= LONG)}
              for claim, (entities, text) in corpus.of_decided(gathered).items()}
    for source, place in corpus.shared_records(Fact):
        members = [claim for claim in place.record.claims if claim in things]
        for number, claim in enumerate(place.record.claims):
            others = [things[other] for other in members if other != claim]
            if claim in things and others and not any(things[claim] & other for other in others):
                yield check.finding(source, (*place.path, "claims", number), f"{claim} shares no entity and no word "
                                    "with the other members")


def known(document: Document, id_: str) -> str:
    """One name for an entity in all documents: its registry id, or its global id."""
    entity = document.entities.get(id_)
    return f"@{entity.ref}" if entity and entity.ref else f"{document.id}#{id_}"

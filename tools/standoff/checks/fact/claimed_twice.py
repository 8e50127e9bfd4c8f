"""A claim is a member of two facts, or twice of one.

Why: a claim states one proposition; counted in two facts it makes them the same one without saying so.
Fix: take it out of one of the facts, or merge the two.

Bad:
    {c-a|It was fair}, {c-b|fair}, {c-c|so fair}.
    == corpus/facts.json ==
    {"standoff": "1", "links": [], "facts": [
      {"id": "f-a", "text": "It was fair.", "claims": ["sketch#c-a", "sketch#c-b"], "by": "A", "date": "2021"},
      {"id": "f-b", "text": "It was fair.", "claims": ["sketch#c-b", "sketch#c-c"], "by": "A", "date": "2021"}]}
Good:
    {c-a|It was fair}, {c-b|fair}, {c-c|so fair}.
    == corpus/facts.json ==
    {"standoff": "1", "links": [], "facts": [
      {"id": "f-a", "text": "It was fair.", "claims": ["sketch#c-a", "sketch#c-b", "sketch#c-c"], "by": "A",
       "date": "2021"}]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus
from standoff.finding import ERROR, Finding
from standoff.model import Fact

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.judge
def claimed_twice(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    del gathered
    holder: dict[str, str] = {}
    for source, place in corpus.shared_records(Fact):
        for number, claim in enumerate(place.record.claims):
            if claim in holder:
                yield check.finding(source, (*place.path, "claims", number), f"{claim!r} is a member of "
                                    f"{holder[claim]} already")
            holder.setdefault(claim, place.record.id)

"""A link gives no reason that a reader could weigh.

Why: whoever doubts the decision later must know what it was based on.
Fix: say in a few words what makes the two contradict, entail or differ.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: not measured (they have no facts)
    PolNeAR: not measured (it has no facts)

Bad:
    {c-a|They met} and {c-b|they left}.
    == corpus/facts.json ==
    {"standoff": "1", "facts": [], "links": [
      {"a": "sketch#c-a", "b": "sketch#c-b", "rel": "distinct", "why": "distinct", "by": "A", "date": "2021"}]}
Good:
    {c-a|They met} and {c-b|they left}.
    == corpus/facts.json ==
    {"standoff": "1", "facts": [], "links": [
      {"a": "sketch#c-a", "b": "sketch#c-b", "rel": "distinct", "why": "two acts", "by": "A", "date": "2021"}]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus
from standoff.finding import WARNING, Finding
from standoff.model import Link
from standoff.text import words

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0")


@check.judge
def no_reason(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    del gathered
    for source, place in corpus.shared_records(Link):
        # One word of letters is no reason; in a script without spaces one 'word' may be a whole sentence.
        said = words(place.record.why)
        if not said or (len(said) == 1 and said[0].isascii()):
            yield check.finding(source, (*place.path, "why"), f"the reason is {place.record.why!r}, expected a few "
                                "words that say what decides it")

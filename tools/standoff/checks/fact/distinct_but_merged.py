"""Two claims are said to differ or to contradict each other, and yet they are one fact.

Why: two decisions contradict each other; whichever was made later did not know of the first.
Fix: look at the path that the message prints, and undo the decision that is wrong.

Bad:
    {c-a|It was fair} and {c-b|good}.
    == corpus/facts.json ==
    {"standoff": "1", "facts": [
      {"id": "f-a", "text": "It was fair.", "claims": ["sketch#c-a", "sketch#c-b"], "by": "A", "date": "2021"}],
     "links": [
      {"a": "sketch#c-a", "b": "sketch#c-b", "rel": "distinct", "why": "not so", "by": "A", "date": "2021"}]}
Good:
    {c-a|It was fair} and {c-b|good}.
    == corpus/facts.json ==
    {"standoff": "1", "facts": [], "links": [
      {"a": "sketch#c-a", "b": "sketch#c-b", "rel": "distinct", "why": "not so", "by": "A", "date": "2021"}]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus
from standoff.finding import ERROR, Finding
from standoff.graph import shortest_path
from standoff.model import Link

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.judge
def distinct_but_merged(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    del gathered
    same = equivalent(corpus)
    for source, place in corpus.shared_records(Link):
        link = place.record
        if link.rel == "entails" or link.a == link.b:
            continue
        one, other = corpus.resolve(link.a), corpus.resolve(link.b)
        path = [one] if one == other else shortest_path(same, one, other)
        if path:
            steps = [*([link.a] if link.a != one else []), *path, *([link.b] if link.b != other else [])]
            yield check.finding(source, place.path, f"{link.a} {link.rel} {link.b}, and yet they are one: "
                                + " = ".join(steps))


def equivalent(corpus: Corpus) -> dict[str, list[str]]:
    """Facts (and claims in none) that entail each other directly."""
    entails = {(corpus.resolve(link.a), corpus.resolve(link.b)) for link in corpus.links if link.rel == "entails"}
    edges: dict[str, list[str]] = {}
    for one, other in sorted(entails):
        if (other, one) in entails and one != other:
            edges.setdefault(one, []).append(other)
    return edges

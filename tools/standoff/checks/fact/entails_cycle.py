"""Links of entailment run in a circle.

Why: what entails each other all the way round is one and the same proposition.
Fix: merge the facts, or drop the link that does not hold.

Bad:
    {c-a|It was fair} and {c-b|good}.
    == corpus/facts.json ==
    {"standoff": "1", "facts": [], "links": [
      {"a": "sketch#c-a", "b": "sketch#c-b", "rel": "entails", "why": "so it is", "by": "A", "date": "2021"},
      {"a": "sketch#c-b", "b": "sketch#c-a", "rel": "entails", "why": "so it is", "by": "A", "date": "2021"}]}
Good:
    {c-a|It was fair} and {c-b|good}.
    == corpus/facts.json ==
    {"standoff": "1", "facts": [], "links": [
      {"a": "sketch#c-a", "b": "sketch#c-b", "rel": "entails", "why": "so it is", "by": "A", "date": "2021"}]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Place, Source
from standoff.finding import ERROR, Finding
from standoff.graph import cycles
from standoff.model import Link

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.judge
def entails_cycle(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    del gathered
    edges: dict[str, list[str]] = {}
    links: dict[tuple[str, str], tuple[Source, Place[Link]]] = {}
    for source, place in corpus.shared_records(Link):
        one, other = corpus.resolve(place.record.a), corpus.resolve(place.record.b)
        # A link of a fact with itself is fact/self-link.
        if place.record.rel == "entails" and one != other:
            edges.setdefault(one, []).append(other)
            links.setdefault((one, other), (source, place))
    for cycle in cycles(edges):
        source, place = links[cycle[0], cycle[1]]
        yield check.finding(source, place.path, " entails ".join(cycle))

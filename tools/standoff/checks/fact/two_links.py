"""Two links join the same two facts.

Why: of two decisions about one pair, one is superfluous or they contradict each other.
Fix: keep the one that is right. (Two facts that entail each other, one link in each direction, are legal.)

Bad:
    {c-a|It was fair} and {c-b|good}.
    == corpus/facts.json ==
    {"standoff": "1", "facts": [], "links": [
      {"a": "sketch#c-a", "b": "sketch#c-b", "rel": "entails", "why": "so it is", "by": "A", "date": "2021"},
      {"a": "sketch#c-b", "b": "sketch#c-a", "rel": "distinct", "why": "not so", "by": "A", "date": "2021"}]}
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
from standoff.model import Link

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.judge
def two_links(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    del gathered
    seen: dict[frozenset[str], list[tuple[str, Link]]] = {}
    for source, place in corpus.shared_records(Link):
        link, start = place.record, corpus.resolve(place.record.a)
        pair = frozenset((start, corpus.resolve(link.b)))
        alike = seen.setdefault(pair, [])
        other = next((o for from_, o in alike if not (link.rel == o.rel == "entails" and from_ != start)), None)
        if other is not None and len(pair) == 2:
            yield check.finding(source, place.path, f"{link.a} {link.rel} {link.b} joins the same two as "
                                f"{other.a} {other.rel} {other.b}")
        alike.append((start, link))

"""A link joins a fact with itself.

Why: it says nothing; one of its two ends was meant to be another fact or claim.
Fix: correct the end that is wrong, or remove the link.

Bad:
    {c-a|It was fair}.
    == corpus/facts.json ==
    {"standoff": "1", "facts": [], "links": [
      {"a": "sketch#c-a", "b": "sketch#c-a", "rel": "entails", "why": "so it is", "by": "A", "date": "2021"}]}
Good:
    {c-a|It was fair} and {c-b|not unfair}.
    == corpus/facts.json ==
    {"standoff": "1", "facts": [], "links": [
      {"a": "sketch#c-a", "b": "sketch#c-b", "rel": "entails", "why": "so it is", "by": "A", "date": "2021"}]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus
from standoff.finding import ERROR, Finding
from standoff.model import Link

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.judge
def self_link(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    del gathered
    for source, place in corpus.shared_records(Link):
        link = place.record
        # Two different ends in one fact that are said to differ are fact/distinct-but-merged.
        if link.a == link.b or (link.rel == "entails" and corpus.resolve(link.a) == corpus.resolve(link.b)):
            held = f": both are {corpus.resolve(link.a)} now" if link.a != link.b else ""
            yield check.finding(source, place.path, f"{link.a} {link.rel} {link.b}{held}")

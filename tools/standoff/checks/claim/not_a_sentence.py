"""A claim's text is no sentence of its own, or longer than the limit.

Why: the text is shown without its source; a fragment or a paragraph says nothing that can be compared.
Fix: write one sentence, with a capital and a period; split what could be denied in parts.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    copied: 2 alarms, 2 true, 0 false
    PolNeAR: not measured (it has no claims)
    FEVER: 0 alarms, 0 true, 0 false

Bad:
    {c-x text=it_was_fair|it was fair}.
Good:
    {c-x text=It_was_fair.|it was fair}.
"""

from collections.abc import Iterator, Sequence

from standoff import limits
from standoff.check import Check, replace
from standoff.corpus import Document, Place
from standoff.finding import WARNING, Finding, Fix
from standoff.model import Claim
from standoff.text import words

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="claims")
_ENDS = tuple(".?!。？！।؟")


@check.every(Claim)
def not_a_sentence(places: Sequence[Place[Claim]], document: Document) -> Iterator[Finding]:
    for place in places:
        text = place.record.text
        # A word and what parts it from the next take two characters.
        length = len(words(text)) if len(text) >= 2 * limits.TEXT_WORDS else 0
        ends = text.rstrip("”’\"')]»").endswith(_ENDS)
        if length > limits.TEXT_WORDS or not ends or text[:1].islower():
            yield from look(place, document, length, ends=ends)


def look(place: Place[Claim], document: Document, length: int, *, ends: bool) -> Iterator[Finding]:
    """What keeps a text of `length` words from being a sentence; `ends`: it ends like one."""
    text, at = place.record.text, (*place.path, "text")
    if length > limits.TEXT_WORDS:
        yield check.finding(document, at, f"{length} words, at most {limits.TEXT_WORDS}",
                            fix=Fix("split it into claims that could be denied each on its own"))
    if not ends:
        yield check.finding(document, at, f"{text[-30:]!r} does not end like a sentence",
                            fix=replace("end it with a period", at, f"{text}."))
    elif text[:1].islower():
        yield check.finding(document, at, f"{text[:30]!r} does not begin like a sentence")

"""A claim's text points at something outside it: a pronoun without its noun, 'today', 'last week'.

Why: the text is read alone, beside claims of other documents; there 'he' is nobody and 'today' is any day.
Fix: write the name; put the date into `time`.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    copied: 47 alarms, 47 true, 0 false
    PolNeAR: not measured (it has no claims)
    FEVER: 4 alarms, 4 true, 0 false

Bad:
    {c-x text=He_left_yesterday.|He left yesterday}.
Good:
    {c-x text=Ada_left.|He left yesterday}. {c-y text=Ada_said_that_she_left_her_house.|She left it}.
    {c-z text=I_Kissed_a_Girl_is_a_song.|It is a song}.
"""

import re
from collections.abc import Iterator, Sequence

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import WARNING, Finding, Fix
from standoff.model import Claim

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="claims", languages=("en",))
_FIRST = re.compile(r"(?:He|She|They|We|I|You)\b(?! [A-Z])|(?:His|Her|Their|Our|My|Your|These|Those|This)\b|"
                    r"It(?= (?:has|had)\b)")
"""A capital after a pronoun makes a title of both: 'I Kissed a Girl', 'We Are the World'."""
_ANYWHERE = re.compile(r"\b(?:today|yesterday|tomorrow|tonight|(?:last|next|this) (?:week|month|year|night|"
                       r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|we|our|my)\b")
_WORDS = frozenset(["today", "yesterday", "tomorrow", "tonight", "last", "next", "this", "we", "our", "my"])
"""Without one of them `_ANYWHERE` matches nowhere."""


@check.every(Claim)
def dangling_pronoun(places: Sequence[Place[Claim]], document: Document) -> Iterator[Finding]:
    timed = frozenset(document.saying(_WORDS))
    for place in places:
        text = place.record.text
        match = _FIRST.match(text) or (_ANYWHERE.search(text) if place in timed else None)
        if match is None:
            continue
        yield check.finding(document, (*place.path, "text"), f"{match[0]!r} means nothing outside the document: "
                            f"{text!r}", fix=Fix("write who or what is meant; a date goes into `time`"))

"""A number in a claim's text stands nowhere near its evidence.

Why: a mistyped or invented number is the worst fault a claim can have, and the hardest to see.
Fix: copy the number from the text (years are claim/unsupported-date); a date that was worked out belongs into `time`.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 2 alarms, 2 true, 0 false
    PolNeAR: not measured (it has no claims)
    FEVER: 7 alarms, 7 true, 0 false

Bad:
    {c-x text=15_people_came.|12 people came}.
Good:
    {c-x text=12_people_came.|Twelve people came}. {c-y text=12_people_came.|12 people came}.
"""

import re
from collections.abc import Iterator, Sequence

from standoff.check import Check
from standoff.corpus import Document, Place, segments
from standoff.english import MONTHS
from standoff.finding import WARNING, Finding
from standoff.model import Claim

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="claims", languages=("en",))
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<![\w.,\-–])(?!(?:1[5-9]|20)\d\d(?!\d))\d+(?:[.,]\d+)*(?![\w])")
_DATE = re.compile(r"\b(?:" + "|".join(MONTHS) + r")\.? \d{1,2}\b|\b\d{1,2} (?:" + "|".join(MONTHS) + r")\b")
"""What is wrong in a date is claim/unsupported-date."""
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MANY = {"decades": 10, "dozen": 12, "centuries": 100}
NEAR = 1
"""Sentences before and after the evidence that may give the number."""


@check.every(Claim)
def unsupported_number(places: Sequence[Place[Claim]], document: Document) -> Iterator[Finding]:
    for place in places:
        if _DIGIT.search(place.record.text):
            yield from look(place, document)


def look(place: Place[Claim], document: Document) -> Iterator[Finding]:
    """The numbers of one claim that its evidence lacks."""
    numbers = _NUMBER.findall(_DATE.sub("", place.record.text))
    text = document.text
    if not numbers or text is None or any(not document.holds(span) for span in place.record.spans):
        return
    spans = [at.range for at in segments(place)["spans"]]
    low = max(text.sentence_at(spans[0].start) - NEAR, 0)
    high = text.sentence_at(spans[-1].end - 1) + NEAR
    near = " ".join(text.raw[s.start : s.end] for s in text.sentences[low : high + 1]).casefold()
    for number in numbers:
        forms = "|".join((rf"(?<!\d){re.escape(number)}(?!\d)", *(rf"\b{form}" for form in spelled(number))))
        if not re.search(forms, near):
            yield check.finding(document, (*place.path, "text"), f"{number} stands in the text of the claim, but not "
                                "in its evidence", around=(spans[0].start, spans[0].end))


def spelled(number: str) -> Iterator[str]:
    """How else a text may say it: '12' as 'twelve', '50' as 'five decades'."""
    value = int(number) if number.isdigit() else 0
    if 0 < value < len(_SMALL):
        yield _SMALL[value]
    for word, each in _MANY.items():
        if value and value % each == 0 and value // each < len(_SMALL):
            yield f"{_SMALL[value // each]} {word}"

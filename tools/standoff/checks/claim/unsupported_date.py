"""A date in a claim's text stands nowhere near its evidence.

Why: a wrong year or day is easily typed and hardly ever seen.
Fix: copy the date from the text; one that was worked out from 'last Tuesday' belongs into `time`.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 2 alarms, 2 true, 0 false
    PolNeAR: not measured (it has no claims)
    FEVER: 44 alarms, 40 true, 4 false (a year that belongs to the name of a film)

Bad:
    {c-x text=The_talks_of_18_March_2021_failed.|The talks failed}. They were held on 19 March 2021.
Good:
    {c-x text=The_talks_of_March_18_2021_failed.|The talks failed}. They were held on 18 March, in a bad year, 2021.
"""

import re
from collections.abc import Iterator, Sequence

from standoff.check import Check
from standoff.corpus import Document, Place, segments
from standoff.english import MONTHS
from standoff.finding import WARNING, Finding
from standoff.lexis import dates_in
from standoff.model import Claim

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="claims", languages=("en",))
_MONTHS = frozenset(MONTHS)
_YEAR = re.compile(r"\d{4}")
_DECADE = re.compile(r"(\d) ?[’']s\b")
NEAR = 1
"""Sentences before and after the evidence that may give the date."""


@check.every(Claim)
def unsupported_date(places: Sequence[Place[Claim]], document: Document) -> Iterator[Finding]:
    named = frozenset(document.saying(_MONTHS))
    for place in places:
        if place in named or _YEAR.search(place.record.text):
            yield from look(place, document)


def look(place: Place[Claim], document: Document) -> Iterator[Finding]:
    """The dates of one claim that its evidence lacks."""
    text, dates = document.text, parts(place.record.text)
    if not dates or text is None or any(not document.holds(span) for span in place.record.spans):
        return
    spans = [at.range for at in segments(place)["spans"]]
    low = max(text.sentence_at(spans[0].start) - NEAR, 0)
    high = text.sentence_at(spans[-1].end - 1) + NEAR
    near = parts(" ".join(text.quote(s.start, s.end) for s in text.sentences[low : high + 1]))
    near |= parts(" ".join(names(place.record, document)))
    lost = sorted(dates - near - {part[2:4] for part in near if part.isdigit() and len(part) == 4})
    if lost:
        yield check.finding(document, (*place.path, "text"), f"{', '.join(lost)} stands in the text of the claim, but "
                            "not near its evidence", around=(spans[0].start, spans[0].end))


def names(claim: Claim, document: Document) -> Iterator[str]:
    """The names of whom and what the claim is about: an election is called after its year."""
    for entity in filter(None, map(document.entities.get, claim.about)):
        yield from (entity.name or "", (entity.ref or "").replace("-", " "))


def parts(text: str) -> set[str]:
    """Years, months ('month 3') and days ('day 18') of every date in `text`."""
    found: set[str] = set()
    for token in dates_in(_DECADE.sub(r"\1s", text)):
        year, _, rest = token[1:].partition("-")
        month, _, day = rest.partition("-")
        found |= {year} if year else set()
        found |= {f"month {int(month)}"} if month else set()
        found |= {f"day {int(day)}"} if day else set()
    return found

"""A claim lies inside the content of an attribution that it is not linked to.

Why: it then counts as the voice's own words although the text puts them into somebody's mouth.
Fix: link it, or cut the content where the voice breaks in (a dash, a bracket, a non-restrictive 'who').
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 278 alarms, 278 true, 0 false
    PolNeAR: not measured (it has no claims)

Bad:
    {a-x.cue|He said} {a-x|that {c-x|it was fair}}.
Good:
    {a-x.cue|He said} {a-x|that {c-x attribution=a-x|it was fair}}.
"""

from collections.abc import Iterator, Sequence

from standoff.check import Check, replace
from standoff.corpus import Document, Place
from standoff.finding import WARNING, Finding
from standoff.model import Attribution, Claim, Span

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="claims")


@check.every(Claim)
def unlinked(places: Sequence[Place[Claim]], document: Document) -> Iterator[Finding]:
    contents = [(c.start, c.end, a) for a in document.attributions.values() for c in a.content]
    for place in places:
        first, *rest = place.record.spans
        start, end = first.start, first.end
        around = [a for low, high, a in contents if low <= start and end <= high and (not rest or encloses(a, rest))]
        if around:
            yield from look(place, around, document)


def look(place: Place[Claim], around: list[Attribution], document: Document) -> Iterator[Finding]:
    """Whether a claim is linked to the innermost of the attributions `around` it."""
    spans = place.record.spans
    linked = chain(place.record.attribution, document)
    if linked is None:
        return
    inner = min(around, key=lambda a: sum(span.end - span.start for span in a.content))
    if inner.id not in linked:
        at = (*place.path, "attribution")
        yield check.finding(document, place.path, f"{place.record.id} lies inside the content of {inner.id}, but "
                            f"{'is not linked to it' if place.record.attribution else 'has no attribution'}",
                            fix=replace(f"link it to {inner.id}", at, inner.id), around=(spans[0].start, spans[0].end))


def encloses(attribution: Attribution, spans: Sequence[Span]) -> bool:
    """True when every span lies in one of the content spans."""
    return all(any(c.start <= span.start and span.end <= c.end for c in attribution.content) for span in spans)


def chain(attribution: str | None, document: Document) -> list[str] | None:
    """The attribution and those it lies within; None where one of them is not there, which is another fault."""
    found: list[str] = []
    while attribution is not None and attribution not in found:
        if attribution not in document.attributions:
            return None
        found.append(attribution)
        attribution = document.attributions[attribution].within
    return found

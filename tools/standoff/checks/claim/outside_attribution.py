"""A claim's span lies outside the content and cue of its attribution.

Why: the source answers for the content only; these words are somebody else's.
Fix: move the span, widen the content, or attribute the claim to whoever speaks there.

Bad:
    {c-fair attribution=a-good|It was fair}, {a-good.cue|he said}, {a-good|and good}.
Good:
    {a-good|{c-fair attribution=a-good|It was fair}}, {a-good.cue|he said}.
"""

from collections.abc import Iterator, Sequence

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import ERROR, Finding
from standoff.model import Claim
from standoff.text import Range

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="claims")


@check.every(Claim)
def outside_attribution(places: Sequence[Place[Claim]], document: Document) -> Iterator[Finding]:
    own: dict[str, list[Range]] = {}
    for place in places:
        attribution = document.attributions.get(place.record.attribution or "")
        if attribution is None:
            continue
        if attribution.id not in own:
            parts = (*attribution.content, *attribution.cue)
            own[attribution.id] = _joined(document, [Range(span.start, span.end) for span in parts])
        outside = [at for at in place.spans if not any(at.range.inside(one) for one in own[attribution.id])]
        if outside and not all(map(document.stands, place.record.spans)):
            continue
        for at in outside:
            yield check.finding(document, at.path, f"{at.span.quote!r} lies outside the content and cue of "
                                f"{attribution.id}", around=(at.span.start, at.span.end))


def _joined(document: Document, ranges: list[Range]) -> list[Range]:
    """The ranges, those with only white space between them as one: a claim may run from the cue into the content."""
    result: list[Range] = []
    for one in sorted(ranges, key=lambda r: r.start):
        gap = document.text.raw[result[-1].end : one.start] if result and document.text else "x"
        if result and not gap.strip():
            result[-1] = Range(result[-1].start, max(one.end, result[-1].end))
        else:
            result.append(one)
    return result

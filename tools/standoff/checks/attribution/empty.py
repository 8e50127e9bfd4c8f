"""An attribution carries no claim and no inner attribution.

Why: a source that says something says a claim; it was forgotten, or nothing is said at all.
Fix: annotate the claim, or remove the attribution.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 115 alarms, 115 true, 0 false
    PolNeAR: not measured (it has no claims)

Bad:
    {a-x.cue|He said} {a-x|it was fair}.
    @ /layers/claims = "complete"
Good:
    {a-x.cue|He said} {a-x|{c-x attribution=a-x|it was fair}}.
    @ /layers/claims = "complete"
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, records_of
from standoff.finding import WARNING, Finding
from standoff.model import Attribution

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="claims", complete=True)


@check.each(Document)
def empty(document: Document, source: Document) -> Iterator[Finding]:
    used = {claim.attribution for claim in source.claims.values()} | {a.within for a in source.attributions.values()}
    if not used - {None} <= source.attributions.keys():
        return  # a reference that leads nowhere may have meant the empty one
    loose = [(span.start, span.end) for claim in source.claims.values() if not claim.attribution
             for span in claim.spans]
    for place in records_of(source, Attribution):
        inside = any(part.start <= start and end <= part.end for part in place.record.content for start, end in loose)
        if place.record.id not in used and not inside:  # a claim inside it that is not linked is claim/unlinked
            first = place.record.content[0]
            yield check.finding(document, place.path, f"nothing is attributed to {place.record.id}: {first.quote!r}",
                                around=(first.start, first.end))

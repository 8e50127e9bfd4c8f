"""One span carries more claims than a reader can find in it.

Why: many claims on the same words show that the spans were not chosen, or one proposition was written several ways.
Fix: give each claim the clause that states it.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    PolNeAR: not measured (it has no claims)

Bad:
    {c-a text=A.|{c-b text=B.|{c-d text=D.|{c-e text=E.|{c-f text=F.|They met, ate, talked, sang and left}}}}}.
Good:
    {c-a text=A.|They met}, {c-b text=B.|ate}, {c-d text=D.|talked}, {c-e text=E.|sang} {c-f text=F.|and left}.
"""

from collections.abc import Iterator

from standoff import limits
from standoff.check import Check
from standoff.corpus import Document, Place, records_of
from standoff.finding import WARNING, Finding
from standoff.model import Claim

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="claims")


@check.each(Document)
def one_span_many(document: Document, source: Document) -> Iterator[Finding]:
    alike: dict[tuple[tuple[int, int], ...], list[Place[Claim]]] = {}
    for place in records_of(source, Claim):
        alike.setdefault(tuple((span.start, span.end) for span in place.record.spans), []).append(place)
    for spans, places in alike.items():
        if len(places) > limits.CLAIMS_ON_SPAN:
            ids = ", ".join(place.record.id for place in places)
            yield check.finding(document, places[0].path, f"{len(places)} claims on the same words, at most "
                                f"{limits.CLAIMS_ON_SPAN}: {ids}", around=spans[0])

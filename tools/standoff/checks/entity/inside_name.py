"""A mention lies inside a longer name of another entity.

Why: 'China' in 'South China Morning Post' says nothing of China.
Fix: remove the inner mention; the longest name wins.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 75 alarms, 75 true, 0 false
    PolNeAR: 0 alarms, 0 true, 0 false

Bad:
    The {e-post|South {e-china|China} Morning Post} reports.
Good:
    The {e-post|South China Morning Post} reports on {e-china|China}.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, SpanAt, records_of
from standoff.finding import DELETE, WARNING, Edit, Finding, Fix
from standoff.model import Entity, Mention

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="entities")


@check.each(Document)
def inside_name(document: Document, source: Document) -> Iterator[Finding]:
    names = [at for place in records_of(source, Entity) for at in place.spans
             if isinstance(at.span, Mention) and at.span.form == "name" and source.holds(at.span)]
    longest: SpanAt | None = None
    for at in sorted(names, key=lambda at: (at.span.start, -at.span.end)):
        if longest is None or at.span.end > longest.span.end:
            longest = at
        elif at.range != longest.range and at.owner != longest.owner:
            yield check.finding(document, at.path, f"{at.span.quote!r} is part of the name {longest.span.quote!r}",
                                fix=Fix("remove the inner mention", (Edit(at.path, DELETE),)),
                                around=(at.span.start, at.span.end))

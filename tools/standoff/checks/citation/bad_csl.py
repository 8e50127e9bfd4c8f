"""A work is no valid CSL item.

Why: reference managers and citation styles read CSL; what they do not know, they drop or refuse.
Fix: use the types, variables and name parts of CSL 1.0.2; write dates as YYYY[-MM[-DD]].

Bad:
    {w-one|Heer, Paul.}
    @ /works/0/csl = {"type": "newspaper", "title": "Why", "issued": "March 2021"}
Good:
    {w-one|Heer, Paul.}
    @ /works/0/csl = {"type": "article-newspaper", "title": "Why", "issued": "2021-03"}
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.csl import faults
from standoff.finding import ERROR, Finding, Fix
from standoff.model import Work

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="citations")


@check.each(Work)
def bad_csl(place: Place[Work], document: Document) -> Iterator[Finding]:
    for path, message, near in faults(place.record.csl):
        yield check.finding(document, (*place.path, "csl", *path), message,
                            fix=Fix(f"did you mean {near!r}?") if near else None)

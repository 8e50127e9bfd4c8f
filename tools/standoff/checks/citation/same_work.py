"""Two works of one document are the same work.

Why: each counts as a source of its own, although it is one.
Fix: merge them; the id that goes stays in `was`.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 13 alarms, 13 true, 0 false
    PolNeAR: not measured (it has no citations)

Bad:
    {w-a|1. A} {w-b|2. A}
    @ /works/0/csl = {"type": "webpage", "title": "A report", "URL": "https://example.org/a"}
    @ /works/1/csl = {"type": "webpage", "title": "Report", "URL": "https://example.org/a"}
Good:
    {w-a|1. A} {w-b|2. B}
    @ /works/0/csl = {"type": "webpage", "title": "A report", "URL": "https://example.org/a"}
    @ /works/1/csl = {"type": "webpage", "title": "Report", "URL": "https://example.org/b"}
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, records_of
from standoff.finding import WARNING, Finding
from standoff.model import Work

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="citations")


@check.each(Document)
def same_work(document: Document, source: Document) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for place in records_of(source, Work):
        for key in keys(place.record):
            other = first.setdefault(key, place.record.id)
            if other != place.record.id:
                yield check.finding(document, place.path, f"{place.record.id} is {other}: both have {key}")
                break


def keys(work: Work) -> Iterator[str]:
    """What only one work has: DOI, address, document of the corpus, or title with container and date."""
    csl = work.csl
    yield from (f"{key} {csl[key]!r}" for key in ("DOI", "URL") if csl.get(key))
    if work.ref:
        yield f"ref {work.ref!r}"
    if csl.get("title") and csl.get("container-title"):
        yield f"title {str(csl['title']).casefold()!r} in {csl['container-title']!r}, {csl.get('issued', 'undated')}"

"""The title of a work does not stand in its entry.

Why: the CSL item then describes another work than the text cites, or the title was mistyped.
Fix: copy the title from the entry.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 15 alarms, 15 true, 0 false
    PolNeAR: not measured (it has no citations)

Bad:
    {w-a|1. Heer, Paul. "Why the Rivalry Has Intensified".}
    @ /works/0/csl = {"type": "webpage", "title": "Why the Rivalry Intensified"}
Good:
    {w-a|1. Heer, Paul. "Why the Rivalry Has Intensified".}
    @ /works/0/csl = {"type": "webpage", "title": "Why the rivalry has intensified"}
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import WARNING, Finding
from standoff.model import Work
from standoff.text import words

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="citations")


@check.each(Work)
def title_not_in_entry(place: Place[Work], document: Document) -> Iterator[Finding]:
    title = place.record.csl.get("title")
    if not isinstance(title, str) or not place.record.spans:
        return
    entry = plain(" ".join(span.quote for span in place.record.spans))
    if plain(title) not in entry:
        yield check.finding(document, (*place.path, "csl", "title"), f"{title!r} does not stand in the entry "
                            f"{place.record.spans[0].quote[:80]!r}")


def plain(text: str) -> str:
    """The words alone: entries differ from titles in case, quotation marks and dashes."""
    return f" {' '.join(words(text.casefold()))} "

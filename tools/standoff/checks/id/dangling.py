"""A record refers to an id that its document does not have.

Why: a dangling id silently drops the record from every table that joins on it.
Fix: add the record, or correct the id; the nearest known id is offered.

Bad:
    {e-blinken|Blinken} said {c-fair about=e-blinkn|it was fair}.
Good:
    {e-blinken|Blinken} said {c-fair about=e-blinken|it was fair}.
"""

from collections.abc import Iterator

from standoff.check import Check, replace
from standoff.corpus import Document, Place
from standoff.finding import ERROR, Finding
from standoff.model import Record, references

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.each(Record)
def dangling(place: Place[Record], document: Document) -> Iterator[Finding]:
    for reference in references(place.record):
        if reference.is_local and reference.target not in document.ids:
            at = (*place.path, *reference.path)
            near = document.ids.nearest(reference.target)
            yield check.finding(document, at, f"no {reference.target!r} in this document",
                                fix=replace(f"did you mean {near!r}?", at, near) if near else None)

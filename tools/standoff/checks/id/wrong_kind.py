"""A reference names another kind of record than it may.

Why: a claim in the place of an entity joins to nothing, although its id exists.
Fix: name a record of the right kind; one of the same name is offered.

Bad:
    {e-blinken|Blinken} said {c-fair about=c-fair|it was fair}.
Good:
    {e-blinken|Blinken} said {c-fair about=e-blinken|it was fair}.
"""

from collections.abc import Iterator

from standoff.check import Check, replace
from standoff.corpus import Document, Place
from standoff.finding import ERROR, Finding
from standoff.model import PREFIXES, Record, references

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", proved=True)


@check.each(Record)
def wrong_kind(place: Place[Record], document: Document) -> Iterator[Finding]:
    for reference in references(place.record):
        kind = PREFIXES.get(reference.target[:1], "")
        if not reference.is_local or kind in reference.kinds or reference.target not in document.ids:
            continue
        at = (*place.path, *reference.path)
        meant = [f"{prefix}{reference.target[1:]}" for prefix, name in PREFIXES.items() if name in reference.kinds]
        near = next((id_ for id_ in meant if id_ in document.ids), "")
        yield check.finding(document, at, f"{reference.target!r} is an id of a {kind or 'record'}, expected one of a "
                            + " or ".join(reference.kinds),
                            fix=replace(f"did you mean {near!r}?", at, near) if near else None)

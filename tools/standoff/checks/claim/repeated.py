"""One claim stands twice: the same text, attribution and evidence.

Why: it would count as two members of a fact although the document says it once.
Fix: remove one. The same words said again elsewhere in the text are two claims, joined by a fact.

Bad:
    {c-fair text=It_was_fair.|{c-good text=It_was_fair.|It was fair}}.
Good:
    {c-fair text=It_was_fair.|It was fair}. Again: {c-good text=It_was_fair.|it was fair}.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, Place, records_of, segments
from standoff.finding import ERROR, Finding
from standoff.model import Claim

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="claims")


@check.each(Document)
def repeated(document: Document, source: Document) -> Iterator[Finding]:
    seen: dict[tuple[str, str | None], list[Place[Claim]]] = {}
    for place in records_of(source, Claim):
        alike = seen.setdefault((place.record.text, place.record.attribution), [])
        twin = next((other for other in alike if share_words(place, other)), None)
        if twin is not None:
            yield check.finding(document, place.path, f"{place.record.id} says of the same words what "
                                f"{twin.record.id} says: {place.record.text!r}")
        alike.append(place)


def share_words(one: Place[Claim], other: Place[Claim]) -> bool:
    """True when the evidence of the two overlaps."""
    return any(a.range.overlaps(b.range) for a in segments(one)["spans"] for b in segments(other)["spans"])

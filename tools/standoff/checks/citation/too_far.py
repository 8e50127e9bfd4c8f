"""A sentence ends between a citation's marker and a claim that it is said to support.

Why: a marker closes its own clause; a claim further back is credited to a work that may not hold it.
Fix: cite the claims of the marker's own sentence; where the text cites a whole paragraph at its end, excuse it.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 47 alarms, 47 true, 0 false
    PolNeAR: not measured (it has no citations)

Bad:
    {c-x|It was fair}. It rained.{x-a work=w-a claims=c-x|[1]} {w-a|1. A}
Good:
    It rained. {c-x|It was fair}.{x-a work=w-a claims=c-x|[1]} {w-a|1. A}
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.finding import WARNING, Finding
from standoff.model import Citation, Claim
from standoff.quotation import quotations
from standoff.text import Text

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="citations")


@check.each(Citation)
def too_far(place: Place[Citation], document: Document) -> Iterator[Finding]:
    citation, text = place.record, document.text
    if text is None or not document.holds(citation.marker):
        return
    here = text.sentence_at(citation.marker.start)
    for number, id_ in enumerate(citation.claims):
        claim = document.claims.get(id_)
        if claim and all(document.holds(span) for span in claim.spans):
            ends = [text.sentence_at(span.end - 1) for span in claim.spans]
            if here not in ends and not list_item(text, here, max(ends)) and not quoted(text, citation, claim):
                yield check.finding(document, (*place.path, "claims", number), f"{id_} ends {count(here, ends)} the "
                                    f"marker {citation.marker.quote!r}",
                                    around=(claim.spans[-1].end - 1, citation.marker.end))


def list_item(text: Text, marker: int, claim: int) -> bool:
    """True where the claim is the head of a list and the marker stands in one of its items."""
    if claim > marker:
        return False
    between = text.raw[text.sentences[claim].end : text.sentences[marker].end]
    return text.raw[: text.sentences[claim].end].rstrip().endswith(":") and "\n" in between


def quoted(text: Text, citation: Citation, claim: Claim) -> bool:
    """True where one quotation of several sentences holds the claim and ends at the marker."""
    last, marker = claim.spans[-1].end, citation.marker.start
    return any(start < last <= end and not any(map(str.isalnum, text.raw[end:marker]))
               for start, end in quotations(text.raw[:marker]))


def count(here: int, ends: list[int]) -> str:
    """How far apart: 'a sentence before'."""
    apart = min((here - end for end in ends), key=abs)
    return f"{'a sentence' if abs(apart) == 1 else f'{abs(apart)} sentences'} {'before' if apart > 0 else 'after'}"

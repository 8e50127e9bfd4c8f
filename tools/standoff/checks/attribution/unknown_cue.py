"""No word of a cue is known to attribute.

Why: the cue may have slipped to a neighbouring word; or a rare verb deserves a second look.
Fix: nothing, where the words do attribute; else mark the ones that do.

Bad:
    He {a-x.cue|yesterday} said {a-x|it was fair}.
Good:
    He {a-x.cue|said} {a-x|it was fair}. {a-y.cue|According to} him, {a-y|it rained}.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, Place
from standoff.cues import is_cue
from standoff.finding import INFO, Finding
from standoff.model import Attribution

check = Check(__name__, __doc__, severity=INFO, since="0.1.0", layer="attributions", languages=("en",))


@check.each(Attribution)
def unknown_cue(place: Place[Attribution], document: Document) -> Iterator[Finding]:
    cue = place.record.cue
    said = " ".join(span.quote for span in cue)
    if cue and not is_cue(said):
        yield check.finding(document, (*place.path, "cue", 0), f"no word of {said!r} is known to attribute",
                            around=(cue[0].start, cue[0].end))

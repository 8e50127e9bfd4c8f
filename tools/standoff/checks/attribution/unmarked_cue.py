"""A reporting word stands under no attribution.

Why: a complete layer promises every place where somebody says something; this one was overlooked.
Fix: annotate it, or excuse it in the header where the words report nothing.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 32 alarms, 32 true, 0 false
    PolNeAR: 17 alarms, 16 true, 1 false (a criterion is no source)

Bad:
    {a-x.cue|He said} {a-x|it was fair}. She said it rained.
    @ /layers/attributions = "complete"
Good:
    {a-x.cue|He said} {a-x|it was fair}. {a-y.cue|She said} {a-y|it rained}. It was said and done.
    @ /layers/attributions = "complete"
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document
from standoff.cues import SAID
from standoff.finding import WARNING, Finding
from standoff.text import Range

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="attributions", complete=True,
              languages=("en",))


@check.each(Document)
def unmarked_cue(document: Document, source: Document) -> Iterator[Finding]:
    text = source.text
    if text is None:
        return
    covered = [at.range for at in source.spans() if at.path[0] in ("attributions", "works", "omit")]
    # Where an attribution has lost its cue, attribution/no-cue says so.
    covered += [text.sentences[text.sentence_at(attribution.content[0].start)]
                for attribution in source.attributions.values() if not attribution.cue and attribution.within is None
                and document.holds(attribution.content[0])]
    for match in SAID.finditer(text.raw):
        place = Range(*match.span())
        if source.in_scope(place) and not any(place.overlaps(other) for other in covered):
            line, column = text.position(place.start)
            yield check.finding(document, (), f"{text.quote(*match.span())!r} at line {line}, column {column} stands "
                                "under no attribution", around=match.span())

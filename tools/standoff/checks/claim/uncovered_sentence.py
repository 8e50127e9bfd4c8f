"""A sentence holds no claim, no attributed content, no citation marker and no omitted stretch.

Why: a complete layer promises that every sentence was looked at; this one was forgotten.
Fix: annotate it, or mark it with `omit` and the reason why nothing is claimed there.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 296 alarms, 296 true, 0 false
    PolNeAR: not measured (it has no claims)

Bad:
    {c-x|It was fair.} Nobody came.
    @ /layers/claims = "complete"
Good:
    {c-x|It was fair.} {omit why=question|Who came?}
    @ /layers/claims = "complete"
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document
from standoff.finding import WARNING, Finding

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="claims", complete=True)
_COVERS = {("spans", "claims"), ("content", "attributions"), ("marker", "citations"), ("spans", "works"),
           ("omit", "omit")}


@check.each(Document)
def uncovered_sentence(document: Document, source: Document) -> Iterator[Finding]:
    text = source.text
    if text is None or any(not document.holds(at.span) for at in source.spans()):
        return  # a span that leads nowhere may have meant the sentence
    covered = sorted(at.range for at in source.spans() if (at.role, at.path[0]) in _COVERS)
    upcoming = reached = 0
    for sentence in text.sentences:
        while upcoming < len(covered) and covered[upcoming].start < sentence.end:
            reached = max(reached, covered[upcoming].end)
            upcoming += 1
        touched = reached > sentence.start
        bare = not any(char.isalnum() for char in text.raw[sentence.start : sentence.end])
        if not touched and not bare and source.in_scope(sentence):
            line = text.position(sentence.start)[0]
            quote = text.quote(sentence.start, sentence.end)
            yield check.finding(document, (), f"nothing covers the sentence in line {line}: {quote[:80]!r}",
                                around=(sentence.start, sentence.end))

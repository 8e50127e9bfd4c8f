"""A quotation stands under no attribution.

Why: quotation marks say that somebody else speaks; a complete layer promises that every such place was looked at.
Fix: annotate who speaks; or excuse it where the marks only show a title, a term or irony.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 5 alarms, 5 true, 0 false
    PolNeAR: 4 alarms, 3 true, 1 false (a line of the page itself stands in marks)

Bad:
    {a-x.cue|He said} {a-x|it was fair}. “It was not fair at all, I think.”
    @ /layers/attributions = "complete"
Good:
    {a-x.cue|He said}: {a-x|“It was not fair at all, I think.”} They call it the “big and only one of all”.
    @ /layers/attributions = "complete"
"""

import re
from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document
from standoff.finding import WARNING, Finding
from standoff.quotation import quotations
from standoff.text import Range, words

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="attributions", complete=True)
WORDS = 6
"""Shorter quotations are as often terms, titles and irony as speech; so are those that are no whole sentence."""
_SENTENCE = re.compile(r"[^\W\d_a-z].*[.,!?…]$", re.S)
_OPENS = re.compile(r"(?:^|[\s(\[—–:>-])[“„«\"'‘]{1,3}$")
_SMALL = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to"])
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")


@check.each(Document)
def orphan_quote(document: Document, source: Document) -> Iterator[Finding]:
    text = source.text
    if text is None:
        return
    covered = sorted(at.range for at in source.spans()
                     if at.path[0] in ("attributions", "works", "omit"))
    for start, end in quotations(text.raw):
        place = Range(start, end)
        quote = text.raw[start:end]
        # A straight mark may close one quotation where it seems to open the next: what stands before it tells.
        spoken = (len(words(quote)) >= WORDS and _SENTENCE.match(quote) and not _PARAGRAPH.search(quote)
                  and not titled(quote) and _OPENS.search(text.raw[max(start - 4, 0) : start]))
        if spoken and source.in_scope(place) and not any(place.overlaps(other) for other in covered):
            line, column = text.position(start)
            yield check.finding(document, (), f"the quotation at line {line}, column {column} has no attribution: "
                                f"{text.quote(start, min(end, start + 60))!r}", around=(start, end))



def titled(quote: str) -> bool:
    """True for what is written as the title of a work: 'Why the Rivalry Has Intensified.'"""
    return all(not word[0].islower() or word in _SMALL for word in words(quote))

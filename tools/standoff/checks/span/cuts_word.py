"""A span begins or ends inside a word or a character.

Why: half a word is a slip of the mouse; half a character cannot be shown at all.
Fix: take the whole word in. Where the text itself glues two words together, excuse it.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    PolNeAR: 36 alarms, 36 true, 0 false

Bad:
    {e-blinken|Blin}ken spoke.
Good:
    {e-blinken|Blinken}’s talks, and {e-china|中国}的立场.
"""

from collections.abc import Iterator, Sequence

from standoff.check import Check, respan
from standoff.corpus import Document, SpanAt
from standoff.finding import WARNING, Finding
from standoff.text import Text

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0")


@check.every(SpanAt)
def cuts_word(spans: Sequence[SpanAt], document: Document) -> Iterator[Finding]:
    text = document.text
    for at in spans if text else ():
        # Where the offsets are wrong, so is what they cut.
        if text and (text.splits(at.span.start) or text.splits(at.span.end)) and document.stands(at.span):
            yield found(at, document, text)


def found(at: SpanAt, document: Document, text: Text) -> Finding:
    """What the span cuts, and the span with it taken in whole."""
    said = []
    for side, offset in (("begins", at.span.start), ("ends", at.span.end)):
        if text.splits(offset):
            word = text.whole_at(offset)
            kind = "word" if text.splits_word(offset) else "character"
            said.append(f"{side} inside the {kind} {text.quote(word.start, word.end)!r}")
    whole = text.whole(at.range)
    quote = text.quote(whole.start, whole.end)
    return check.finding(document, at.path, f"{at.span.quote!r} {' and '.join(said)}",
                         fix=respan(f"take it in whole: {quote!r}", at.path, text, whole),
                         around=(at.span.start, at.span.end))

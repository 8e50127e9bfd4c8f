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

from collections.abc import Iterator

from standoff.check import Check, respan
from standoff.corpus import Document, SpanAt
from standoff.finding import WARNING, Finding

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0")


@check.each(SpanAt)
def cuts_word(at: SpanAt, document: Document) -> Iterator[Finding]:
    text = document.text
    if text is None or document.passage(at.span) != at.span.quote:
        return  # where the offsets are wrong, so is what they cut
    cuts = [(side, offset) for side, offset in (("begins", at.span.start), ("ends", at.span.end))
            if text.splits_word(offset) or text.splits_grapheme(offset)]
    said = []
    for side, offset in cuts:
        word = text.whole_at(offset)
        kind = "word" if text.splits_word(offset) else "character"
        said.append(f"{side} inside the {kind} {text.quote(word.start, word.end)!r}")
    if said:
        whole = text.whole(at.range)
        quote = text.quote(whole.start, whole.end)
        yield check.finding(document, at.path, f"{at.span.quote!r} {' and '.join(said)}",
                            fix=respan(f"take it in whole: {quote!r}", at.path, text, whole),
                            around=(at.span.start, at.span.end))

"""The style of an attribution does not fit the quotation marks of its content.

Why: readers use 'direct' to find the words that were really said.
Fix: direct: marks around the whole content; mixed: around a part; indirect: around none.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 30 alarms, 30 true, 0 false
    PolNeAR: 0 alarms, 0 true, 0 false

Bad:
    {a-x.cue style=direct|He said} {a-x|it was fair}.
Good:
    {a-x.cue style=direct|He said} {a-x|“it was fair”}. {a-y.cue style=mixed|He said} {a-y|it was “fair”}.
"""

from collections.abc import Iterator

from standoff.check import Check, replace
from standoff.corpus import Document, Place, SpanAt, records_of, segments, spans_of
from standoff.finding import WARNING, Finding
from standoff.model import Attribution
from standoff.quotation import quotations
from standoff.text import Range

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="attributions")
NEARLY = 0.95
"""So much in marks is a whole quotation for one annotator and a partial one for another."""


@check.each(Document)
def style_mismatch(document: Document, source: Document) -> Iterator[Finding]:
    text = source.text
    if text is None:
        return
    marks = [Range(*pair) for pair in quotations(text.raw)]
    for place in records_of(source, Attribution):
        if document.sound or all(document.holds(at.span) for at in spans_of(place)):
            yield from look(place, document, text.raw, marks)


def look(place: Place[Attribution], document: Document, raw: str, marks: list[Range]) -> Iterator[Finding]:
    """The mismatch of one attribution, among all quotations of the text."""
    style, content = place.record.style, segments(place)["content"]
    share = quoted_share(place, raw, marks)
    found = "direct" if share == 1 else "mixed" if share else "indirect"
    if found != style and not fits(style, share, raw, content):
        at, first = (*place.path, "style"), content[0].span
        yield check.finding(document, at, f"the style is {style}, but {share:.0%} of the content stands in quotation "
                            "marks of its own", fix=replace(f"is it {found}?", at, found),
                            around=(first.start, first.end))


def quoted_share(place: Place[Attribution], raw: str, marks: list[Range]) -> float:
    """How much of the content's letters stands in quotation marks that do not enclose the cue or source too."""
    content = [at.range for at in segments(place)["content"]]
    shown = [at.range for at in spans_of(place) if at.role != "content"]
    own = [mark for mark in marks if any(mark.overlaps(part) for part in content)
           and not any(part.inside(mark) for part in shown)]
    if not own:
        return 0.0
    letters = sum(alnum(raw, part.start, part.end) for part in content)
    inside, reached = 0, 0
    for mark in sorted(own):  # one quotation may stand in another: what it holds counts once
        start = max(mark.start, reached)
        inside += sum(alnum(raw, max(start, part.start), min(mark.end, part.end)) for part in content)
        reached = max(reached, mark.end)
    return inside / max(letters, 1)


def alnum(raw: str, start: int, end: int) -> int:
    """How many letters and digits stand between the two offsets."""
    return sum(map(str.isalnum, raw[start:end])) if start < end else 0


def fits(style: str, share: float, raw: str, content: list[SpanAt]) -> bool:
    """True where annotators rightly differ: scare quotes, nearly whole quotations, block quotations without marks."""
    block = all(raw[: at.span.start].rstrip(" \t“\"")[-1:] in ("", "\n") and
                raw[at.span.end :].lstrip(" \t.”\"")[:1] in ("", "\n", "[") for at in content)
    return (style == "indirect" and 0 < share < 0.5) or (style != "indirect" and share > NEARLY) or (
        style == "direct" and block)

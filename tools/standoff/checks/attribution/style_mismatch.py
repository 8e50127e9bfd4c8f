"""The style of an attribution does not fit the quotation marks of its content.

Why: readers use 'direct' to find the words that were really said.
Fix: direct: marks around the whole content; mixed: around a part; indirect: around none.

Bad:
    {a-x.cue style=direct|He said} {a-x|it was fair}.
Good:
    {a-x.cue style=direct|He said} {a-x|“it was fair”}. {a-y.cue style=mixed|He said} {a-y|it was “fair”}.
"""

from collections.abc import Iterator

from standoff.check import Check, replace
from standoff.corpus import Document, Place, SpanAt, segments, spans_of
from standoff.finding import WARNING, Finding
from standoff.model import Attribution
from standoff.quotation import quotations
from standoff.text import Range

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="attributions")
NEARLY = 0.95
"""So much in marks is a whole quotation for one annotator and a partial one for another."""


@check.each(Attribution)
def style_mismatch(place: Place[Attribution], document: Document) -> Iterator[Finding]:
    attribution, text = place.record, document.text
    if text is None or any(document.passage(at.span) is None for at in spans_of(place)):
        return
    share = quoted_share(place, text.raw)
    found = "direct" if share == 1 else "mixed" if share else "indirect"
    if found == attribution.style or fits(attribution.style, share, text.raw, segments(place)["content"]):
        return
    at, first = (*place.path, "style"), attribution.content[0]
    yield check.finding(document, at, f"the style is {attribution.style}, but {share:.0%} of the content stands in "
                        "quotation marks of its own", fix=replace(f"is it {found}?", at, found),
                        around=(first.start, first.end))


def quoted_share(place: Place[Attribution], raw: str) -> float:
    """How much of the content's letters stands in quotation marks that do not enclose the cue or source too."""
    shown = [at.range for at in spans_of(place) if at.role != "content"]
    marks = [Range(*pair) for pair in quotations(raw)]
    own = [mark for mark in marks if not any(part in mark for part in shown)]
    letters = [offset for at in segments(place)["content"] for offset in range(at.span.start, at.span.end)
               if raw[offset].isalnum()]
    inside = [offset for offset in letters if any(mark.start <= offset < mark.end for mark in own)]
    return len(inside) / max(len(letters), 1)


def fits(style: str, share: float, raw: str, content: list[SpanAt]) -> bool:
    """True where annotators rightly differ: scare quotes, nearly whole quotations, block quotations without marks."""
    block = all(raw[: at.span.start].rstrip(" \t“\"")[-1:] in ("", "\n") and
                raw[at.span.end :].lstrip(" \t.”\"")[:1] in ("", "\n", "[") for at in content)
    return (style == "indirect" and 0 < share < 0.5) or (style != "indirect" and share > NEARLY) or (
        style == "direct" and block)
